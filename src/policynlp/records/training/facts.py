"""What a stretch of text says of the course it is about: one draft of all values read from it.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.home import names_street
from policynlp.records.parts.prose import behind_days
from policynlp.records.parts.purposes import split_purposes
from policynlp.records.parts.venues import Venue, find_venue
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.records.training.audience import read_audience
from policynlp.records.training.backers import course_backers
from policynlp.records.training.drafts import Draft
from policynlp.records.training.names import find_courses, is_degree
from policynlp.records.training.sentences import run_in_town
from policynlp.records.training.values import (
    NAME,
    hours_of_sessions,
    names_people,
    read_hours,
    read_period,
    read_seats,
    read_sessions,
    read_weeks,
)
from policynlp.schema import Entity

_DAY_BEHIND = re.compile(r"\s[a-z]{2,4}\s\d")
_CLAUSE = re.compile(r";\s")
_PLACE_LINE = re.compile(r"[^:\n]{4,70}?\s?:\s")
# The name of a place with more words holds no verb.
LONG_PLACE = 3
MONTH = len("2014-03")
# An aim before a time or course has at least so many words.
AIM_WORDS = 2
# How far behind "travelled to" a town may stand, in characters.
NEAR = 6
# A verb of taking a course, which is no aim, stands before its name in so many characters.
DOES_COURSE = 14
# Those taught stand between a verb and what they are to do in so many characters.
PEOPLE_REACH = 90


def read_values(document: AnnotatedDocument, start: int, end: int, *, bare: bool = False) -> Draft:
    """All values that a stretch gives of the course it is about."""
    first, last = read_period(document, start, end)
    if (
        first is not None
        and last is None
        and len(first) == MONTH
        and _is_short(document, start, end)
    ):
        last = first
    backers = course_backers(document, start, end)
    rules = document.lexicon_at(start)
    draft = Draft(
        start=first,
        end=last,
        organizers=list(backers.organizers),
        funders=list(backers.funders),
        audience=read_audience(document, start, end),
        count=read_seats(document, start, end),
        hours=read_hours(document, start, end),
        weeks=read_weeks(document, start, end),
        sessions=read_sessions(document, start, end),
        objectives=read_objectives(document, start, end, rules),
    )
    if draft.hours is None and draft.sessions is not None:
        draft.hours = hours_of_sessions(document, start, end, draft.sessions)
    online = rules.pattern(NAME, "cues.online").search(document.folded, start, end)
    draft.online = online is not None
    draft.venue = read_venue(document, start, end, bare=bare)
    return draft


def _is_short(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch tells of days or a few weeks, and of no beginning: the course ends in the
    month that it is in."""
    rules = document.lexicon_at(start)
    short = lasts_days(document, start, end)
    begins = rules.pattern(NAME, "cues.only_begins").search(document.folded, start, end)
    return short and begins is None


def lasts_days(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch tells of a course of days or a few weeks."""
    short = document.lexicon_at(start).pattern(NAME, "duration.short")
    return short.search(document.folded, start, end) is not None


def read_venue(
    document: AnnotatedDocument, start: int, end: int, *, bare: bool = False
) -> Venue | None:
    """Where a stretch says that the course is; None also where it is online."""
    rules = document.lexicon_at(start)
    venue = _first_venue(document, start, end, rules, bare=bare)
    name = venue.name if venue is not None else None
    if venue is not None and name is not None and len(name.split()) > LONG_PLACE:
        # "The university will offer 20 nurses" is no place.
        told = any(
            rules.pattern(where, key).search(fold(name)) is not None
            for where, key in (("lexicon", "finite_verbs"), (NAME, "cues.held"))
        )
        told = told or any(m.strong for m in find_courses(document, venue.start, venue.end))
        venue = None if told else venue
    if venue is not None and venue.country is None and is_subject(document, start, venue):
        venue = None  # "a fellowship in Health Policy"
    if venue is not None and name is not None:
        # "at the hospital from 4th April"
        bare_name = _DAY_BEHIND.split(name)[0]
        venue = replace(venue, name=bare_name) if bare_name else venue
    return None if venue is None or venue.online else venue


def is_subject(document: AnnotatedDocument, start: int, venue: Venue) -> bool:
    """Whether what was read as a place is what a degree is in."""
    rules = document.lexicon_at(start)
    before = document.folded[start : venue.start].rstrip()
    small = before.rpartition(" ")[2]
    if small in rules.folded_words(NAME, "cues.place_before"):
        before = before[: -len(small)].rstrip()
    return is_degree(document, start + len(before), rules)


def _first_venue(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, *, bare: bool
) -> Venue | None:
    """The place of the first clause that has one: "in Bo; the best will go to Accra"."""
    cuts = [m.end() for m in _CLAUSE.finditer(document.text, start, end)]
    cuts += [
        m.start()
        for m in rules.pattern(NAME, "cues.elsewhere").finditer(document.folded, start, end)
    ]
    online = None
    begin = start
    for stop in [*sorted(cuts), end]:
        venue = _off_streets(document, begin, stop, bare=bare)
        venue = venue or _destination(document, begin, stop, rules)
        if venue is not None and not venue.online:
            return venue
        online = online or venue
        begin = stop
    return online


def _off_streets(document: AnnotatedDocument, start: int, end: int, *, bare: bool) -> Venue | None:
    """The place of a stretch, where a town that a street is named after is none."""
    venue = find_venue(document, start, end, bare=bare)
    if venue is None or not names_street(document, venue.start):
        return venue
    before = find_venue(document, start, venue.start, bare=bare)
    behind = find_venue(document, venue.end, end, bare=True)
    if before is None or behind is None or before.country is not None:
        return before or behind
    return replace(before, country=behind.country)  # "at the campus, Cairo Road, Lusaka"


def venue_before(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The town that opens a sentence before a date and a colon: "Lomé, 7-18 mars : ...", stands
    alone before it, or is said to have its turn."""
    town = run_in_town(document, start)
    if town is not None and town.end <= start:
        return find_venue(document, town.start, town.end, bare=True)
    town = town_that_opens(document, start, end)
    if town is not None and has_its_turn(document, town, end):
        return find_venue(document, town.start, town.end, bare=True)
    head = _PLACE_LINE.match(document.text, start, end)
    if head is None or not document.entities_in(start, head.end(), "DATE"):
        return None
    venue = find_venue(document, start, head.end(), bare=True)
    return venue if venue is not None and not venue.online else None


def town_that_opens(document: AnnotatedDocument, start: int, end: int) -> Entity | None:
    """The town that a clause opens with, behind no more than a word of place."""
    town = next(iter(document.entities_in(start, end, "LOC")), None)
    if town is None:
        return None
    small = document.folded[start : town.start].strip(" ,;")
    places = document.lexicon_at(start).folded_words(NAME, "cues.place_before")
    return town if not small or (small.split()[-1] in places and len(small.split()) < 3) else None


def has_its_turn(document: AnnotatedDocument, town: Entity, end: int) -> bool:
    """Whether a town stands for a round given there: "Mannar follows"."""
    turn = document.lexicon_at(town.start).pattern(NAME, "rounds.turn")
    return turn.match(document.folded, min(town.end + 1, end), end) is not None


def _destination(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Venue | None:
    """Where those who travel for a course go: "travelled to Chennai"."""
    for match in rules.pattern(NAME, "cues.travel_to").finditer(document.folded, start, end):
        venue = find_venue(document, match.end(), min(end, match.end() + 40), bare=True)
        if venue is not None and venue.start - match.end() < NEAR:
            return venue
    return None


def read_objectives(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """What those taught will be able to do, as a sentence says it."""
    paid = [
        m.span() for m in rules.pattern(NAME, "cues.paying").finditer(document.folded, start, end)
    ]
    for match in rules.pattern(NAME, "cues.objectives").finditer(document.folded, start, end):
        if any(s <= match.start() < e for s, e in paid):
            continue  # "the Fund covers the travel"
        rest = document.text[match.end() : end].strip()
        if rest.startswith(":") and ";" in rest:
            return [part.strip() for part in re.split(r"(?<=;)\s+", rest[1:].strip())]
        course = next(iter(find_courses(document, match.end(), end)), None)
        if course is not None and course.start - match.end() < DOES_COURSE and not course.bare:
            continue  # "will be able to do an attachment at the hospital"
        begin = behind_days(document, match.end(), end)
        begin = _behind_people(document, begin, end, rules)
        found = split_purposes(document, begin, _aims_end(document, begin, end, rules))
        if found and not rules.pattern(NAME, "cues.no_objective").match(fold(found[0])):
            return found
    return []


def _aims_end(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where an aim ends before the days or the course in which it is reached: "to insert implants
    | during a workshop"."""
    courses = [m.start for m in find_courses(document, start, end) if not m.definite]
    days = [
        date.start
        for date in document.entities_in(start, end, "DATE")
        if len(date.canonical_id or "") >= len("date:2014-03-24")
    ]
    articles = rules.pattern("lexicon", "articles")
    for stop in sorted(courses + days):
        words = document.text[start:stop].split()
        leads = []
        while words and rules.pattern(NAME, "cues.small").fullmatch(fold(words[-1])):
            leads.append(words.pop())
        # "to run a course" is an aim, "to insert implants in a course" holds one.
        dated = bool(leads) and stop in days
        dated = dated or not all(articles.fullmatch(fold(word)) for word in leads)
        if dated and len(words) >= AIM_WORDS:
            aim = start + document.text[start:stop].rindex(words[-1]) + len(words[-1])
            comma = document.text.rfind(", ", start, aim)
            return comma if comma > 0 and _is_place(document, comma + 2, aim) else aim
    return end


def _is_place(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch is a name in capitals with a word of place before it."""
    words = document.text[start:end].split()
    small = document.lexicon_at(start).folded_words(NAME, "cues.place_before")
    return len(words) > 1 and fold(words[0]) in small and words[1][:1].isupper()


def _behind_people(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where it begins what those taught are to do, behind who they are: "18 cooks to weigh"."""
    for cue in rules.pattern(NAME, "cues.to_do").finditer(document.folded, start, end):
        people = document.folded[start : cue.start()]
        if not people.strip():
            return cue.end()
        if "," in people or cue.start() - start > PEOPLE_REACH:
            break
        if names_people(people, rules) and _opens_with_people(people, rules):
            return cue.end()
    return start


def _opens_with_people(folded: str, rules: Lexicon) -> bool:
    """Whether words begin with those taught and no verb: "18 cooks", but not "help the nurses"."""
    words = folded.split()
    small = rules.folded_words("lexicon", "determiners") | rules.folded_words(
        "lexicon", "prepositions"
    )
    number = next(iter(numbers_in(folded.lstrip(), rules)), None)
    counted = number is not None and number[0] == 0
    return counted or words[0] in small or names_people(words[0], rules)
