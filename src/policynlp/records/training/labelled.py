"""Labelled values of an announcement put into the draft of its course.

Offsets are into the document text.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.listed_bodies import read_all_bodies, subject_start
from policynlp.records.parts.purposes import split_purposes
from policynlp.records.parts.venues import Venue, find_venue
from policynlp.records.training.audience import (
    is_general,
    labelled_people,
    people_end,
    read_audience,
    split_people,
)
from policynlp.records.training.backers import course_backers, read_payers
from policynlp.records.training.drafts import Draft
from policynlp.records.training.facts import is_subject, read_objectives
from policynlp.records.training.headings import title_of_heading
from policynlp.records.training.holder_names import is_group
from policynlp.records.training.labels import BACKER_LABELS, Value
from policynlp.records.training.sentences import is_bare_line
from policynlp.records.training.values import (
    NAME,
    names_people,
    read_hours,
    read_period,
    read_seats,
    read_sessions,
    read_weeks,
)

# "30 (26 in 2024)", "24 places"
_COUNT_ONLY = re.compile(r"\d{1,4}\s?(?:\(|$)")
# A line of people under a title has so many words at most.
LINE_WORDS = 16
_KNOWN_TOWN = re.compile(r"-[A-Z]{3}$")


def take_value(document: AnnotatedDocument, draft: Draft, value: Value) -> None:
    """Put a labelled value into the draft; a sentence under a title is left to the prose."""
    rules = document.lexicon_at(value.start)
    start, end = value.start, value.end
    text = " ".join(document.text[start:end].split()).strip(" ;,")
    told = value.passage.kind == "sentence" and not value.inline and _tells(document, start, end)
    before = draft.facts()
    if value.key == "title" and draft.title is None and not told:
        draft.title, draft.sure_title = title_of_heading(text, rules) or text, True
    elif value.key in ("dates", "first", "last"):
        _take_dates(document, draft, value)
    elif value.key == "place" and draft.venue is None:
        venue = find_place(document, start, end)
        draft.online = draft.online or bool(venue and venue.online)
        draft.venue = venue if venue is None or not venue.online else None
    elif value.key in ("audience", "count"):
        _take_people(document, draft, value, told)
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
    number = bare_number(text)
    if value.key == "hours" and draft.hours is None and number is not None:
        draft.hours = float(number)
    draft.weeks = draft.weeks or read_weeks(document, start, end)
    draft.sessions = draft.sessions or read_sessions(document, start, end)
    if value.key == "sessions" and text[:1].isdigit() and number is not None:
        draft.sessions = draft.sessions or number
    if draft.facts() > before:
        draft.note(value.passage)


def find_place(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The place of a stretch that tells where: a town of the gazetteer before an unknown name."""
    venue = find_venue(document, start, end, bare=True)
    if venue is not None and venue.country is None and not venue.online:
        for town in document.entities_in(start, end, "LOC"):
            known = _KNOWN_TOWN.search(town.canonical_id or "")
            if known and not any(
                e.start <= town.start and town.end <= e.end
                for e in document.entities_in(start, end, "ORG")
            ):
                return Venue(town.text, known[0][1:], town.start, town.end)
        return None if is_subject(document, start, venue) else venue
    return venue


def _tells(document: AnnotatedDocument, start: int, end: int) -> bool:
    rules = document.lexicon_at(start)
    return rules.pattern("lexicon", "finite_verbs").search(document.folded, start, end) is not None


def _take_people(document: AnnotatedDocument, draft: Draft, value: Value, told: bool) -> None:
    """Those taught and how many; sentences behind the first one are read for people only."""
    rules = document.lexicon_at(value.start)
    start, end = value.start, value.end
    text = " ".join(document.text[start:end].split()).strip(" ;,")
    stop = people_end(document, start, end)
    if value.key == "audience" and ";" in text:
        stop = end  # groups parted by semicolons
    if value.key == "count":
        # "20 trainees, two from each hospital"
        comma = document.text.find(",", start, stop)
        stop = comma if comma > 0 else stop
    people: list[str] = []
    if value.listed:
        people = [document.text[start:end].strip()]
    elif not told and _is_people_line(document, value):
        people = labelled_people(document, start, end)
    elif told or (draft.audience and not value.inline) or _asks(document, value):
        welcome = rules.pattern(NAME, "cues.welcome").search(document.folded, start, end)
        if welcome is not None:
            begin = subject_start(document, start, welcome.start())
            people = split_people(document, begin, welcome.start(), rules)
        elif not draft.audience:
            people = read_audience(document, start, end)
    elif not (value.key == "count" and _COUNT_ONLY.match(text)):
        people = labelled_people(document, start, stop)
    draft.audience += [p for p in people if not is_general(p, rules) and p not in draft.audience]
    if draft.count is None:
        counted = value.key == "count" or _COUNT_ONLY.match(text)
        stated = bare_number(text) if counted and text[:1].isdigit() else None
        draft.count = stated or read_seats(document, start, end)
        if draft.count is None and not told:
            draft.count = bare_number(text)


def _is_people_line(document: AnnotatedDocument, value: Value) -> bool:
    """Whether a value is one of several lines of people under a title, without bullets."""
    block = value.passage.block
    alone = value.passage.start == block.start and value.passage.end >= block.end - 1
    if value.inline or not alone or value.key != "audience":
        return False
    text = document.text[value.start : value.end].strip()
    if text.endswith((".", ":", "?")) or len(text.split()) > LINE_WORDS:
        return False
    rules = document.lexicon_at(value.start)
    return names_people(" ".join(document.folded[value.start : value.end].split()[:4]), rules)


def _asks(document: AnnotatedDocument, value: Value) -> bool:
    """Whether a sentence begins with a pronoun or a condition and no people: "If you plan ..."."""
    opening = document.lexicon_at(value.start).pattern(NAME, "cues.no_people")
    return opening.match(document.folded, value.start, value.end) is not None


def bare_number(text: str) -> int | None:
    """The number that stands among the first characters of a value."""
    match = re.match(r"\D{0,20}(\d{1,4})\b", text)
    return int(match[1]) if match else None


def _take_dates(document: AnnotatedDocument, draft: Draft, value: Value) -> None:
    first, last = read_period(document, value.start, value.end)
    if first is None or (value.inline and first == last == document.published):
        return  # the day of the letter
    if value.key == "last":
        draft.end = draft.end or last or first
    elif draft.start is None:
        draft.start = first
        draft.end = draft.end or (last if value.key == "dates" or last != first else None)
    if draft.venue is None:
        venue = find_venue(document, value.start, value.end)
        draft.venue = venue if venue is not None and not venue.online else None


def _take_backers(document: AnnotatedDocument, draft: Draft, value: Value, told: bool) -> None:
    if value.key == "backers":
        # "Who is behind it": what each does stands in the sentences.
        backers = course_backers(document, value.start, value.end)
        draft.organizers += [b for b in backers.organizers if b not in draft.organizers]
        draft.funders += [b for b in backers.funders if b not in draft.funders]
        return
    into = draft.organizers if value.key == "organizers" else draft.funders
    if told or not is_bare_line(document, value.start, value.end):
        backers = course_backers(document, value.start, value.end)
        found = [*getattr(backers, value.key)]
        if not found:
            found = [e.text for e in document.entities_in(value.start, value.end, "ORG")]
    else:
        # "Funding: scholarships of the Agency"
        lead = document.lexicon_at(value.start).pattern(NAME, "cues.grants_of")
        grants = lead.match(document.folded, value.start, value.end)
        begin = grants.end() if grants is not None else value.start
        names = document.entities_in(value.start, value.end, "ORG", "PROGRAM")
        if any(name.start < begin for name in names):
            begin = value.start  # the name itself begins so: « Caisse de dons de Kara »
        found = read_all_bodies(document, begin, value.end)
        if not value.inline and value.passage.kind == "sentence":
            found = [body for body in found if _known_body(document, body, value)]
    found = [b for b in found if not is_group(document, b, value.start, value.end)]
    into += [b for b in found if b not in into and not _is_sum(document, b, value)]


def _is_sum(document: AnnotatedDocument, name: str, value: Value) -> bool:
    """Whether what was read as a body is a fee: "Finance: CHF 4'300"."""
    at = document.text.find(name, value.start, value.end)
    return (
        at >= 0
        and any(c.isdigit() for c in name)
        and any(
            money.start < at + len(name) and at < money.end
            for money in document.entities_in(max(value.start - 1, 0), value.end + 1, "MONEY")
        )
    )


def _known_body(document: AnnotatedDocument, body: str, value: Value) -> bool:
    """Whether a name read from a line under a title is that of a body."""
    at = document.text.find(body, value.start, value.end)
    known = document.entities_in(at, at + len(body), "ORG", "COUNTRY", "PROGRAM")
    return at >= 0 and (bool(known) or is_body(document, at, at + len(body)))


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
