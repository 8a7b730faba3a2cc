"""A course as far as the text has told of it: filling, merging and writing it as a record."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import all_words, compile_any
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.home import home_country
from policynlp.records.parts.venues import NAME as PLACES
from policynlp.records.parts.venues import Venue
from policynlp.records.training.values import NAME
from policynlp.records.weighing.provenance import common
from policynlp.schema import Training

MAX_SOURCES = 8
# Share of the shorter title's words that two titles of one course have in common.
SAME_TITLE = 0.7
# A course told again is looked for among so many before it.
REMEMBERED = 150
# A day is told by so many characters of a date.
DAY = len("2014-03-24")
DAYS_OF_WEEK = 7


@dataclass
class Draft:
    """What is known of one course; lists are empty and values None where nothing is.

    Attributes:
        signals: names of the evidence in what tells of it, without that of its values.
        heard: what the passage model says of where it is named, in log-odds.
        score: all evidence in log-odds that it is one.
        partners: bodies that a form names beside the organiser.
        hosts: schools at which it is given, who give it where nobody else is said to.
        online: it takes place nowhere.
        only_named: the sentence that opens it says too little to tell of a course by itself.
        definite: its noun points back ("the course") or means the only one.
        is_round: a time that the course of a section was given, in a table.
        is_edition: the same of the course that the whole document is about.
        series: what was told of all rounds together, where it is one of them.
    """

    title: str | None = None
    sure_title: bool = False
    head: str | None = None
    only_named: bool = False
    definite: bool = False
    is_round: bool = False
    is_edition: bool = False
    start: str | None = None
    end: str | None = None
    venue: Venue | None = None
    online: bool = False
    organizers: list[str] = field(default_factory=list)
    partners: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    funders: list[str] = field(default_factory=list)
    audience: list[str] = field(default_factory=list)
    count: int | None = None
    hours: float | None = None
    weeks: float | None = None
    sessions: int | None = None
    objectives: list[str] = field(default_factory=list)
    sources: list[Passage] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    heard: float = 0.0
    score: float = 0.0
    series: Draft | None = None

    def note(self, passage: Passage) -> None:
        """Keep a passage as one that values were read from."""
        if all(p.start != passage.start or p.end != passage.end for p in self.sources):
            self.sources.append(passage)

    def venue_inside(self, start: int, end: int) -> bool:
        """Whether the place stands in a stretch of the text."""
        return self.venue is not None and start <= self.venue.start < end

    def facts(self) -> int:
        """How many kinds of values are known besides the title."""
        return sum(
            value not in (None, [])
            for value in (
                self.start, self.venue, self.organizers, self.funders, self.audience, self.count,
                self.hours, self.weeks, self.sessions, self.objectives,
            )
        )  # fmt: skip

    @property
    def grounded(self) -> bool:
        """It is told when, where, how long or for how many: more than a course in general."""
        dated = self.start is not None and len(self.start) > len("2014")
        measured = any(value is not None for value in (self.count, self.hours, self.sessions))
        backed = bool(self.organizers or self.hosts or self.funders)
        somewhere = self.venue is not None or (self.weeks is not None and backed)
        # "She took a course in Dakar from 1990 to 1993" is of her life.
        return dated or measured or (somewhere and (backed or self.start is None))


FIELDS = (
    "title", "head", "start", "end", "venue", "count", "hours", "weeks", "sessions",
)  # fmt: skip
LISTS = ("organizers", "hosts", "funders", "audience", "objectives")


def fill(draft: Draft, other: Draft) -> None:
    """Take over what is not yet known; the end of a period only with its start."""
    if draft.start is not None and other.start is not None:
        if len(other.start) > len(draft.start) and other.start.startswith(draft.start[:4]):
            draft.start, draft.end = other.start, other.end
        elif _day_within(draft, other):
            # "ended a course on Friday. It began on the 3rd and ended on the 14th"
            draft.start, draft.end = other.start, other.end
        elif begins_before(draft, other.start, other.end):
            draft.start, draft.end = other.start, None
        other.end = draft.end
    elif draft.start is not None and draft.end is None and other.start is None:
        draft.end = other.end if (other.end or "") > draft.start else None
    known = draft.venue
    if known is not None and other.venue is not None and known.country is None:
        # A town that the gazetteer has tells more than a name that it has not, but a hospital is
        # where it is, whatever town is told of later.
        if known.name is not None and _halls().search(fold(known.name)) is not None:
            other.venue = known
        draft.venue = other.venue if other.venue.country is not None else draft.venue
    for name in FIELDS:
        if getattr(draft, name) is None:
            setattr(draft, name, getattr(other, name))
    for name in LISTS:
        if not getattr(draft, name):
            setattr(draft, name, getattr(other, name))
    draft.online = draft.online or other.online
    for passage in other.sources:
        draft.note(passage)


@cache
def _halls() -> re.Pattern[str]:
    """Nouns of houses and sites in which something is held."""
    return compile_any(all_words(PLACES, "cues.venues"))


def _day_within(draft: Draft, other: Draft) -> bool:
    """Whether one draft knows a single day and the other the whole period with that day."""
    if draft.start != draft.end or not (draft.start and other.start and other.end):
        return False
    return other.start < other.end and other.start <= draft.start <= other.end


def begins_before(draft: Draft, start: str | None, end: str | None) -> bool:
    """Whether the period that a draft knows is too short for the course, and another day is told
    on which that begins: two weeks in Kigali at the end of twelve."""
    if draft.weeks is None or end is not None or not (draft.start and draft.end and start):
        return False
    if not len(draft.start) == len(draft.end) == len(start) == DAY:
        return False
    known = date.fromisoformat(draft.end) - date.fromisoformat(draft.start)
    return start < draft.start and 2 * known.days < DAYS_OF_WEEK * draft.weeks


def merge(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts of the same course put together, in the order of their first passage."""
    merged: list[Draft] = []
    for draft in drafts:
        twin = next((d for d in merged[-REMEMBERED:] if _same(d, draft)), None)
        if twin is None:
            merged.append(draft)
        else:
            if draft.sure_title and not twin.sure_title:
                twin.title, twin.sure_title = draft.title, True
            twin.score = max(twin.score, draft.score)
            fill(twin, draft)
    return merged


def goes_with(known: Draft, more: Draft, *, other_noun: bool = False) -> bool:
    """Whether a draft only takes up a known course again: the same noun, no value against it.

    A name that it is given only then ("The course, called Safe Birth, ...") is no other course.

    Args:
        other_noun: it may do so by another noun for courses, on no other days and at no other
            place: "were given hands-on training. The workshop, called Safe Birth, ..."
    """
    if not more.definite or (known.head not in (None, more.head) and not other_noun):
        return False
    if other_noun and not _agree(known, more):
        return False
    if more.sure_title and (known.sure_title or known.head is None):
        return False
    other_month = known.start and more.start and known.start[:7] != more.start[:7]
    if other_month and not _day_within(known, more):
        return False
    return not (known.count and more.count and known.count != more.count)


def _agree(one: Draft, other: Draft) -> bool:
    """Whether neither days nor places of two drafts differ."""
    if one.start and other.start and not _day_within(one, other) and one.start != other.start:
        return False
    places = {fold(d.venue.name) for d in (one, other) if d.venue is not None and d.venue.name}
    return len(places) < 2


def _same(one: Draft, other: Draft) -> bool:
    """Whether two drafts are one course: no value against it, and dates or titles for it."""
    if one.start and other.start:
        width = min(len(one.start), len(other.start))
        if one.start[:width] != other.start[:width]:
            return False
    if one.count and other.count and one.count != other.count:
        return False
    places = [d.venue.name for d in (one, other) if d.venue is not None and d.venue.name]
    if len(places) == 2 and fold(places[0]) != fold(places[1]):
        return False
    if one.start and one.start == other.start and len(one.start) > len("2014-03"):
        return one.end == other.end or not (one.end and other.end)
    left, right = _words(one.title), _words(other.title)
    if not left or not right:
        return False
    return len(left & right) >= SAME_TITLE * min(len(left), len(right))


def _words(title: str | None) -> set[str]:
    """The words of a name, without those that only say that it is a course."""
    words = {word for word in fold(title or "").replace("'", " ").split() if len(word) > 3}
    return {word for word in words if _nouns().fullmatch(word) is None}


@cache
def _nouns() -> re.Pattern[str]:
    """Nouns for courses of any kind."""
    return compile_any(all_words(NAME, "nouns.any_course"))


def _fullest(bodies: list[str]) -> list[str]:
    """Bodies without one that only begins or is a lone noun of another's full name."""
    return [
        body
        for body in bodies
        if not any(
            body != other
            and (
                fold(other).startswith(fold(body) + " ")
                or (" " not in body and not body.isupper() and fold(body) in fold(other).split())
            )
            for other in bodies
        )
    ]


def as_training(document: AnnotatedDocument, draft: Draft) -> Training:
    """The record of a draft."""
    sources = sorted(draft.sources, key=lambda p: p.start)[:MAX_SOURCES]
    place = country = None
    if draft.venue is not None and not draft.venue.online:
        place, country = draft.venue.name, draft.venue.country
    if country is None and not draft.online:
        country = home_country(document)
    confidence = 0.35 + 0.07 * draft.facts() + (0.1 if draft.sure_title else 0.0)
    return Training(
        **common(document, "training", sources, min(confidence, 0.97)),
        title=draft.title,
        start_date=draft.start,
        end_date=draft.end,
        place=place,
        country=country,
        organizers=_fullest(distinct(draft.organizers or draft.hosts)),
        funders=_fullest(distinct(draft.funders)),
        audience=distinct(draft.audience),
        participant_count=draft.count,
        duration_hours=draft.hours,
        duration_weeks=draft.weeks,
        session_count=draft.sessions,
        objectives=draft.objectives,
    )
