"""Courses told by announcements and calendars: labelled lines, titled lists, and prose between.

An announcement is about one course; a calendar has a heading with dates of its own for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.languages import available, lexicon
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
from policynlp.records.training_labels import (
    BACKER_LABELS,
    Value,
    key_of_label,
    labelled_values,
)
from policynlp.records.training_lines import is_line
from policynlp.records.training_names import find_courses, title_of_heading
from policynlp.records.training_prose import (
    passages_in,
    read_objectives,
    read_values,
    sentences,
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
    reported = _reports_training(document)
    announced = (own.label == "training_announcement" and own.confidence >= 0.5) or reported
    if not reported and own.label in _NO_ANNOUNCEMENTS:
        return []
    entries = list(_entries(document))
    if len(entries) >= CALENDAR and (announced or is_calendar(document)):
        drafts = [_read(document, scope, heading) for scope, heading in entries]
        issuer = issuer_of(document) or _announcer(document, entries[0][0].start)
        for draft in drafts:
            if issuer is not None and issuer not in draft.organizers:
                draft.organizers.insert(0, issuer)
        return [d for d in drafts if d.grounded and d.title]
    title = _own_title(document)
    if not announced and title is None:
        return []
    scope = Scope(0, len(document.text))
    draft = _read(document, scope, None)
    if not announced and not _is_form(document, scope):
        return []
    draft.title, draft.sure_title = _better_title(draft, title) or _plain_title(document), True
    if draft.title is None or not (draft.grounded or draft.facts() >= 3):
        return []
    if not draft.organizers and (issuer := issuer_of(document)) is not None:
        draft.organizers = [issuer]
    return [draft]


def _better_title(draft: Draft, title: str | None) -> str | None:
    """A name read from labels or quotation marks before one that stands in capitals only."""
    if draft.title and (title is None or title.isupper()):
        return draft.title
    return title or draft.title


def _is_form(document: AnnotatedDocument, scope: Scope) -> bool:
    keys = {value.key for value in labelled_values(document, scope, None)}
    return len(keys & {"first", "last", "dates", "place", "duration", "audience", "count"}) >= FORM


def is_calendar(document: AnnotatedDocument) -> bool:
    """Whether the title or one of the first headings promises several courses."""
    tops = [fold(document.title or ""), *(fold(h.text) for h in document.headings[:3])]
    return any(
        lexicon(code).pattern(NAME, "columns.table").search(top)
        for code in available()
        for top in tops
    )


def _entries(document: AnnotatedDocument) -> Iterator[tuple[Scope, Heading]]:
    """Headings with a labelled date right under them: one course each."""
    titles = [h for h in document.headings if not h.colon and not _label_line(document, h)]
    for i, heading in enumerate(titles):
        end = titles[i + 1].start if i + 1 < len(titles) else len(document.text)
        scope = Scope(heading.start, end, heading)
        labelled = any(v.key in ("dates", "first") for v in labelled_values(document, scope, None))
        if labelled or _opens_with_date(document, scope):
            yield scope, heading


def _opens_with_date(document: AnnotatedDocument, scope: Scope) -> bool:
    """Whether the text under a heading begins with days ("Du 4 au 15 mars 2024 à Lomé")."""
    first = next(iter(passages_in(document, scope.start, scope.end)), None)
    if first is None or first.kind != "sentence" or not is_line(document, first.start, first.end):
        return False
    if scope.heading is document.headings[0]:
        return False
    start, _ = read_period(document, first.start, min(first.end, first.start + OPENING))
    return start is not None and len(start) == len("2014-03-24")


def _label_line(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether a heading is a labelled line that looks like one ("Fee: KES 45,000")."""
    label, colon, _ = heading.text.partition(":")
    folded = fold(label).strip()
    skipped = document.lexicon_at(heading.start).pattern(NAME, "cues.skipped")
    return bool(colon) and (
        skipped.fullmatch(folded) is not None or key_of_label(folded) not in (None, "title")
    )


def _own_title(document: AnnotatedDocument) -> str | None:
    """The course that the document's title or one of its first headings names."""
    stretches = [(h.start, h.end) for h in document.headings[:4]]
    stretches += [(p.start, p.end) for p in document.passages[:TOP_LINES] if _subtitle(document, p)]
    for start, end in stretches:
        mentions = find_courses(document, start, end)
        if any(m.strong for m in mentions) or _prefixed(document, start, end):
            title = title_of_heading(document.text[start:end], document.lexicon_at(start))
            if title is not None:
                return _as_in_text(document, title)
    return None


def _subtitle(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage is a line of the title: alone in its block, without label or verb."""
    if passage.kind != "sentence" or passage.start != passage.block.start:
        return False
    alone = passage.end >= passage.block.end - 1
    return alone and ":" not in passage.text and is_line(document, passage.start, passage.end)


def _reports_training(document: AnnotatedDocument) -> bool:
    """Whether a title says that the document reports on a course: "Training report"."""
    return any(
        document.lexicon_at(h.start)
        .pattern(NAME, "nouns.reports")
        .match(document.folded, h.start, h.end)
        for h in document.headings[:3]
    )


def _plain_title(document: AnnotatedDocument) -> str | None:
    """The first title of an announcement that is no body's name and no kind of paper."""
    for heading in document.headings[:3]:
        bodies = document.entities_in(heading.start, heading.end, "ORG")
        if bodies and 2 * (bodies[0].end - bodies[0].start) > heading.end - heading.start:
            continue
        rules = document.lexicon_at(heading.start)
        title = title_of_heading(document.text[heading.start : heading.end], rules)
        if title is None or _label_line(document, heading):
            continue
        if not rules.pattern(NAME, "nouns.reports").match(fold(title)):
            return _as_in_text(document, title)
    return None


def _prefixed(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a title begins with what is announced: "Seminar: ...", "Webinar 3 - ..."."""
    folded = document.folded[start:end]
    match = document.lexicon_at(start).pattern(NAME, "nouns.prefixes").match(folded)
    return match is not None and re.match(r"\s?[:–—-]\s", folded[match.end() :]) is not None


def _as_in_text(document: AnnotatedDocument, title: str) -> str:
    """A title in capitals as running text writes it, where it does."""
    if not title.isupper():
        return title
    at = document.folded.find(fold(title))
    while at >= 0:
        words = " ".join(document.text[at : at + len(title)].split())
        if not words.isupper():
            return words
        at = document.folded.find(fold(title), at + 1)
    return title


def issuer_of(document: AnnotatedDocument) -> str | None:
    """The body named by the letterhead or top heading of an announcement."""
    for heading in document.headings[:2]:
        bodies = document.entities_in(heading.start, heading.end, "ORG")
        if bodies and 2 * (bodies[0].end - bodies[0].start) > heading.end - heading.start:
            return bodies[0].text
    for passage in document.passages[:TOP_LINES]:
        issuer = _issuer_in_line(document, passage)
        if issuer is not None:
            return issuer
    return None


def _issuer_in_line(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The body that ends a line of the title: "An online course of the Institute of X"."""
    bodies = document.entities_in(passage.start, passage.end, "ORG", "PROGRAM")
    if not bodies or passage.end - bodies[-1].end > 1 or bodies[-1].start == passage.start:
        return None
    if not any(m.strong for m in find_courses(document, passage.start, passage.end)) and not (
        document.lexicon(passage).pattern(NAME, "nouns.none").search(document.folded_text(passage))
    ):
        return None
    before = document.folded[passage.start : bodies[-1].start].rstrip()
    issued = document.lexicon(passage).pattern(NAME, "cues.issued_by").finditer(before)
    return bodies[-1].text if any(m.end() == len(before) for m in issued) else None


def _announcer(document: AnnotatedDocument, end: int) -> str | None:
    """The body that a sentence before the first course says offers them."""
    for passage in document.of_kind("sentence"):
        if passage.start >= end:
            break
        found = announcers(document, passage.start, passage.end)
        if found:
            return found[0]
    return None


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
        (h for h in reversed(passage.path) if not h.colon and not _label_line(document, h)), None
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
        if value.key == "count":
            # "20 trainees, two from each hospital"
            comma = document.text.find(",", start, stop)
            stop = comma if comma > 0 else stop
        people = labelled_people(document, start, stop)
        if value.listed:
            people = [document.text[start:end].strip()]
        draft.audience += [p for p in people if not is_general(p, rules)]
        draft.count = draft.count or read_seats(document, start, end) or bare_number(text)
    elif value.key in BACKER_LABELS:
        _take_backers(document, draft, value, told)
    elif value.key == "cost":
        paying = read_payers(document, start, end, rules)
        draft.funders += [b for b in paying if b not in draft.funders]
    elif value.key == "objectives":
        _take_objectives(document, draft, value, told)
    draft.hours = draft.hours or read_hours(document, start, end)
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
