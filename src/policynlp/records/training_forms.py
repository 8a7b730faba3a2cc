"""Courses told by announcements and calendars: labelled lines, titled lists, and prose between.

An announcement is about one course; a calendar has a heading with dates of its own for each.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.records.event_names import find_mentions
from policynlp.records.forms import Scope
from policynlp.records.listed_bodies import read_all_bodies
from policynlp.records.purposes import split_purposes
from policynlp.records.training_audience import (
    is_general,
    labelled_people,
    people_end,
    split_people,
)
from policynlp.records.training_backers import announcers, course_backers, read_payers
from policynlp.records.training_drafts import Draft, fill
from policynlp.records.training_entries import entries_of, is_calendar
from policynlp.records.training_facts import read_objectives, read_values
from policynlp.records.training_labels import (
    BACKER_LABELS,
    Value,
    is_label_line,
    labelled_values,
)
from policynlp.records.training_names import find_courses, title_of_heading
from policynlp.records.training_sentences import sentences
from policynlp.records.training_titles import (
    announcer_of,
    better_title,
    issuer_of,
    own_title,
    plain_title,
    reports_training,
)
from policynlp.records.training_values import (
    NAME,
    read_hours,
    read_period,
    read_seats,
    read_sessions,
    read_weeks,
)
from policynlp.records.venues import Venue, find_venue

# How many labels make a form, and how many courses a calendar.
FORM = 2
# An event that a sentence is about is named within so many characters.
OPENING = 24
# "30 (26 in 2024)", "24 places"
_COUNT_ONLY = re.compile(r"\d{1,4}\s?(?:\(|$)")
CALENDAR = 2
# A line that begins with its date has it within so many characters.
OPENING = 44
_NO_ANNOUNCEMENTS = frozenset(
    {"mission_report", "terms_of_reference", "policy_document", "evaluation"}
)
# A title may have further lines among so many passages.
TOP_LINES = 6


def courses_in_forms(document: AnnotatedDocument) -> list[Draft]:
    """The courses that the document announces; empty where it announces none."""
    own = document.document_type
    reported = reports_training(document)
    announced = (own.label == "training_announcement" and own.confidence >= 0.5) or reported
    if not reported and own.label in _NO_ANNOUNCEMENTS:
        return []
    entries = list(entries_of(document))
    if len(entries) >= CALENDAR and (announced or is_calendar(document)):
        drafts = [_read(document, scope, heading) for scope, heading in entries]
        issuer = announcer_of(document, entries[0][0].start) or issuer_of(document)
        for draft in drafts:
            if issuer is not None and not draft.organizers:
                draft.organizers = [issuer]
            draft.organizers += [b for b in draft.partners if b not in draft.organizers]
        return [d for d in drafts if d.grounded and d.title]
    title = own_title(document)
    if not announced and title is None:
        return []
    scope = Scope(0, len(document.text))
    draft = _read(document, scope, None)
    if not announced and not _is_form(document, scope):
        return []
    draft.title, draft.sure_title = better_title(draft, title) or plain_title(document), True
    if draft.title is None or not (draft.grounded or draft.facts() >= 3):
        return []
    if not draft.organizers and (issuer := issuer_of(document)) is not None:
        draft.organizers = [issuer]
    draft.organizers += [b for b in draft.partners if b not in draft.organizers]
    return [draft]


def _is_form(document: AnnotatedDocument, scope: Scope) -> bool:
    keys = {value.key for value in labelled_values(document, scope, None)}
    return len(keys & {"first", "last", "dates", "place", "duration", "audience", "count"}) >= FORM


def _read(document: AnnotatedDocument, scope: Scope, heading: Heading | None) -> Draft:
    """All that a stretch says of its one course: labels first, then prose."""
    draft = Draft(score=1.0)
    skipped = labelled_values(document, scope, heading)
    for value in skipped:
        _take(document, draft, value)
    if heading is not None:
        draft.title = title_of_heading(
            document.text[heading.start : heading.end], document.lexicon_at(heading.start)
        )
        draft.sure_title = True
    lines = [v.start for v in skipped]
    for passage, start, end in sentences(document, scope.start, scope.end):
        if _skipped(document, passage):
            continue
        if any(start <= at < end and (at > start or passage.kind != "sentence") for at in lines):
            continue
        more = read_values(document, start, end)
        mentions = find_courses(document, start, end)
        if more.start is not None and len(more.start) == len("2014") and not mentions:
            more.start = more.end = None
        named = find_mentions(document, start, end)
        if not mentions and named and named[0].start - start < OPENING:
            continue  # "The information day will be held on ...": an event beside the course
        if not (mentions or more.start or more.hours or more.sessions):
            more.venue = None
        for mention in mentions:
            if mention.quoted and draft.title is None:
                draft.title = mention.title
            if not more.audience and mention.audience and not mention.bare:
                at = document.text.find(mention.audience, mention.noun_end, end)
                more.audience = split_people(
                    document, at, at + len(mention.audience), document.lexicon(passage)
                )
        if not more.organizers:
            more.organizers = announcers(document, start, end)
        _widen(draft, more)
        before = draft.facts()
        fill(draft, more)
        if draft.facts() > before:
            draft.note(passage)
    if draft.online and draft.venue is not None and draft.venue.name is None:
        draft.venue = None
    if draft.venue is None and not draft.online:
        draft.venue = _home_ofissuer_of(document, draft)
    return draft


def _widen(draft: Draft, more: Draft) -> None:
    """Organisers and aims told in another sentence beside labelled ones are added."""
    if draft.organizers and more.organizers:
        draft.organizers += [b for b in more.organizers if b not in draft.organizers]


def _skipped(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage stands under a title on applying, fees or those who tell of it."""
    rules = document.lexicon(passage)
    heading = next(
        (h for h in reversed(passage.path) if not h.colon and not is_label_line(document, h)), None
    )
    if heading is None:
        return False
    title = fold(heading.text).strip(" :?.!")
    return rules.pattern(NAME, "cues.skipped").fullmatch(title) is not None


def _home_ofissuer_of(document: AnnotatedDocument, draft: Draft) -> Venue | None:
    """The town in a dateline that the organiser's own name holds too ("Institute of Beira")."""
    names = " ".join(fold(body) for body in draft.organizers)
    for passage in document.passages[:4]:
        venue = find_venue(document, passage.start, passage.end, bare=True)
        dated = document.entities_in(passage.start, passage.end, "DATE")
        if (
            venue
            and venue.name
            and dated
            and re.search(rf"(?<!\w){re.escape(fold(venue.name))}(?!\w)", names)
        ):
            return venue
    return None


def _take(document: AnnotatedDocument, draft: Draft, value: Value) -> None:
    """Put a labelled value into the draft; a sentence under a title is left to the prose."""
    rules = document.lexicon_at(value.start)
    start, end = value.start, value.end
    text = " ".join(document.text[start:end].split()).strip(" ;,")
    told = (
        value.passage.kind == "sentence"
        and value.passage.start == start
        and _tells(document, start, end)
    )
    before = draft.facts()
    if value.key == "title" and draft.title is None and not told:
        draft.title, draft.sure_title = title_of_heading(text, rules) or text, True
    elif value.key in ("dates", "first", "last"):
        _take_dates(document, draft, value)
    elif value.key == "place" and draft.venue is None:
        venue = find_venue(document, start, end, bare=True)
        draft.online = draft.online or bool(venue and venue.online)
        draft.venue = venue if venue is None or not venue.online else None
    elif value.key in ("audience", "count") and not told:
        stop = people_end(document, start, end)
        if value.key == "audience" and ";" in text:
            stop = end  # groups parted by semicolons
        if value.key == "count":
            # "20 trainees, two from each hospital"
            comma = document.text.find(",", start, stop)
            stop = comma if comma > 0 else stop
        people = labelled_people(document, start, stop)
        if value.listed:
            people = [document.text[start:end].strip()]
        if value.key == "count" and _COUNT_ONLY.match(text):
            people = []
        draft.audience += [p for p in people if not is_general(p, rules)]
        counted = value.key == "count" or _COUNT_ONLY.match(text)
        stated = bare_number(text) if counted and text[:1].isdigit() else None
        draft.count = draft.count or stated or read_seats(document, start, end) or bare_number(text)
    elif value.key in BACKER_LABELS:
        _take_backers(document, draft, value, told)
    elif value.key == "with":
        found = read_all_bodies(document, start, end)
        draft.partners += [body for body in found if body not in draft.partners]
    elif value.key == "cost":
        paying = read_payers(document, start, end, rules)
        draft.funders += [b for b in paying if b not in draft.funders]
    elif value.key == "objectives":
        _take_objectives(document, draft, value, told)
    draft.hours = draft.hours or read_hours(document, start, end)
    if value.key == "hours" and draft.hours is None and (hours := bare_number(text)) is not None:
        draft.hours = float(hours)
    draft.weeks = draft.weeks or read_weeks(document, start, end)
    draft.sessions = draft.sessions or read_sessions(document, start, end)
    if draft.facts() > before:
        draft.note(value.passage)


def _tells(document: AnnotatedDocument, start: int, end: int) -> bool:
    rules = document.lexicon_at(start)
    return rules.pattern("lexicon", "finite_verbs").search(document.folded, start, end) is not None


def bare_number(text: str) -> int | None:
    match = re.match(r"\D{0,20}(\d{1,4})\b", text)
    return int(match[1]) if match else None


def _take_dates(document: AnnotatedDocument, draft: Draft, value: Value) -> None:
    first, last = read_period(document, value.start, value.end)
    if first is None:
        return
    if value.key == "last":
        draft.end = draft.end or last or first
    elif draft.start is None:
        draft.start = first
        draft.end = draft.end or (last if value.key == "dates" or last != first else None)
    if draft.venue is None:
        venue = find_venue(document, value.start, value.end)
        draft.venue = venue if venue is not None and not venue.online else None


def _take_backers(document: AnnotatedDocument, draft: Draft, value: Value, told: bool) -> None:
    into = draft.organizers if value.key == "organizers" else draft.funders
    if told or _tells(document, value.start, value.end):
        backers = course_backers(document, value.start, value.end)
        found = [*getattr(backers, value.key)]
        if not found:
            found = [e.text for e in document.entities_in(value.start, value.end, "ORG")]
    else:
        found = read_all_bodies(document, value.start, value.end)
    into += [body for body in found if body not in into]


def _take_objectives(document: AnnotatedDocument, draft: Draft, value: Value, told: bool) -> None:
    text = " ".join(document.text[value.start : value.end].split())
    if value.listed:
        draft.objectives.append(text)
    elif told:
        rules = document.lexicon_at(value.start)
        found = read_objectives(document, value.start, value.end, rules)
        if found and not draft.objectives:
            draft.objectives = found
    elif not draft.objectives and text and not text.endswith(":"):
        aims = _parts(text) or split_purposes(document, value.start, value.end)
        draft.objectives = aims or [text]


def _parts(text: str) -> list[str]:
    """The aims that semicolons part on one line."""
    parts = [part.strip() for part in re.split(r"(?<=;)\s+", text)]
    return parts if len(parts) > 1 and all(len(part.split()) > 1 for part in parts) else []
