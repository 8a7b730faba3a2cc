"""Drafts of events: what is known of one so far, and when two drafts are the same event."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_stretch
from policynlp.entities.periods import bounds, start_and_end
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.venues import NAME, Venue
from policynlp.records.weighing.provenance import common
from policynlp.schema import Entity, Event, EventKind

# Share of the shorter name's words that two drafts of one event have in common.
SAME_NAME = 0.6
# A dateline before the first sentence is no longer than this, in characters.
MAX_DATELINE = 40
# How far before a day the verb may begin that says something on it, in characters.
SAID_REACH = 60
_WORD = re.compile(r"\w{3,}|\d+")
# "NDJAMENA, 6 May 2024 (ATP) - "
_DATELINE_END = re.compile(r"(?:\s?\([^()\n]{2,20}\))?\s?\)?\s?[–—:-]{1,2}\s")


@dataclass
class Draft:
    """An event as far as it was read; `score` is its evidence in log-odds.

    Attributes:
        own: the event that the document itself reports on or announces.
        guessed: its day is only that on which the paper was issued.
        by_act: an act of officials tells of it ("received the ambassador").
        by_verb: what was done tells of it and no noun ("handed over ten ambulances").
    """

    kind: EventKind | None
    name: str | None = None
    start: str | None = None
    end: str | None = None
    venue: Venue | None = None
    organizers: list[str] = field(default_factory=list)
    participants: str | None = None
    passages: list[Passage] = field(default_factory=list)
    score: float = 0.0
    own: bool = False
    guessed: bool = False
    by_verb: bool = False
    by_act: bool = False

    @property
    def at(self) -> int:
        """Where the draft was read from first."""
        return min((p.start for p in self.passages), default=0)

    def set_dates(self, entity: Entity) -> None:
        """First and last day from a date in the text."""
        self.start, self.end = start_and_end(entity.canonical_id)

    def add(self, passage: Passage) -> None:
        """One more passage that the event was read from."""
        if all((p.start, p.end) != (passage.start, passage.end) for p in self.passages):
            self.passages.append(passage)


def has_days(entity: Entity) -> bool:
    """Whether a date names days and not only a month or year."""
    first, _ = start_and_end(entity.canonical_id)
    return first is not None and len(first) == len("2014-03-24")


def precision(iso: str | None) -> int:
    """How exact a date is: 0 none, 1 year, 2 month, 3 day."""
    return 0 if iso is None else {4: 1, 7: 2, 10: 3}.get(len(iso), 0)


def merge_drafts(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts of the same event as one, the document's own and the surer one's values first."""
    merged: list[Draft] = []
    for draft in sorted(drafts, key=lambda d: (not d.own, -precision(d.start), -d.score, d.at)):
        twin = next((other for other in merged if _same(other, draft)), None)
        if twin is None:
            merged.append(draft)
        else:
            _fill(twin, draft)
    return sorted(merged, key=lambda d: d.at)


def _same(one: Draft, other: Draft) -> bool:
    if one.start and other.start:
        if not _meet(one, other):
            return False
        towns = {fold(v.name) for v in (one.venue, other.venue) if v and v.name}
        if len(towns) > 1 and one.start != other.start:
            return False
        whole = (one.start, one.end) == (other.start, other.end)
        return (
            (one.kind == other.kind and (whole or not _both_named(one, other)))
            or alike(one.name, other.name)
            or one.own
            or _both_festive(one, other)
        )
    if not alike(one.name, other.name):
        return False
    towns = {fold(v.name) for v in (one.venue, other.venue) if v and v.name}
    return len(towns) <= 1


def _both_named(one: Draft, other: Draft) -> bool:
    """Whether both have a name that says which event is meant: the debriefing on the last day of
    a review is none of it."""
    return all(len((draft.name or "").split()) > 1 or _closes(draft) for draft in (one, other))


def _closes(draft: Draft) -> bool:
    """Whether a name is that of the meeting that closes a mission."""
    name = fold(draft.name or "")
    return any(lexicon(code).pattern(NAME, "nouns.closing").match(name) for code in available())


def _both_festive(one: Draft, other: Draft) -> bool:
    """Whether one is an opening and the other the bare "ceremony" held for it."""
    bare = any(len((draft.name or "").split()) == 1 for draft in (one, other))
    return bare and {one.kind, other.kind} == {"launch", "other"}


def _meet(one: Draft, other: Draft) -> bool:
    """Whether two periods have a day in common and one is part of the other."""
    a, b = _period(one.start, one.end), _period(other.start, other.end)
    return (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


@lru_cache(maxsize=16384)
def _period(start: str | None, end: str | None) -> tuple[date, date]:
    return bounds(f"{start}/{end or start}")


def alike(one: str | None, other: str | None, share: float = SAME_NAME) -> bool:
    """Whether two names share most of the words of the shorter one, or the `share` given."""
    left, right = set(_WORD.findall(fold(one or ""))), set(_WORD.findall(fold(other or "")))
    return bool(left and right) and len(left & right) >= share * min(len(left), len(right))


def _fill(one: Draft, other: Draft) -> None:
    """What another draft of the same event adds; its passages, where it adds something."""
    before = _values(one)
    if not one.own and _closes_with(one, other):
        one.start, one.end = other.start, other.end
    if one.start is None:
        one.start, one.end = other.start, other.end
    if one.venue is None or (one.venue.name is None and other.venue is not None):
        one.venue = other.venue or one.venue
    if not one.own and _longer(other.name, one.name) and alike(one.name, other.name):
        one.name = other.name
    one.name = one.name or other.name
    one.kind = one.kind or other.kind
    one.organizers = distinct([*one.organizers, *other.organizers])
    one.participants = one.participants or other.participants
    one.score = max(one.score, other.score)
    if _values(one) != before or precision(other.start) == precision(one.start):
        for passage in other.passages:
            one.add(passage)


def _closes_with(one: Draft, other: Draft) -> bool:
    """Whether one is told only by a day of the other: "it ended on Friday", "5 to 7 June"."""
    days = precision(one.start) == precision(other.start) == 3 and one.start == one.end
    if not days or one.kind != other.kind or not alike(one.name, other.name):
        return False
    return other.start != other.end and _meet(one, other)


def _values(draft: Draft) -> tuple[object, ...]:
    return (draft.start, draft.venue, draft.name, tuple(draft.organizers), draft.participants)


def _longer(one: str | None, other: str | None) -> bool:
    return len((one or "").split()) > len((other or "").split())


def confidence_of(score: float) -> float:
    """Log-odds as a confidence."""
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def as_event(document: AnnotatedDocument, draft: Draft, home: str | None) -> Event:
    """The record of a draft; `home` is the country where none is stated."""
    venue = draft.venue
    country = venue.country if venue else None
    if country is None and not (venue and venue.online):
        country = home
    return Event(
        **common(document, "event", draft.passages, confidence_of(draft.score)),
        name=draft.name,
        kind=draft.kind,
        start_date=draft.start,
        end_date=draft.end,
        place=venue.name if venue else None,
        country=country,
        organizers=draft.organizers,
        participants=draft.participants,
    )


def dates_in(
    document: AnnotatedDocument, start: int, end: int, *, deadlines: bool = False
) -> list[Entity]:
    """Dates of a stretch that can be those of an event: no deadlines, no dates of papers."""
    if deadlines:
        return _read_dates(document, start, end, deadlines=True)
    return _own_dates(document, start, end).copy()


@once_a_stretch
def _own_dates(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """Every way of telling of an event asks for the dates of a sentence."""
    return _read_dates(document, start, end, deadlines=False)


def _read_dates(
    document: AnnotatedDocument, start: int, end: int, *, deadlines: bool
) -> list[Entity]:
    rules = document.lexicon_at(start)
    kept: list[Entity] = []
    articles = rules.pattern("lexicon", "articles")
    for entity in document.entities_in(start, end, "DATE"):
        if start_and_end(entity.canonical_id)[0] is None:
            continue
        before = document.folded[max(start, entity.start - 36) : entity.start].rstrip(" (")
        head, _, last = before.rpartition(" ")
        if articles.fullmatch(last):  # "before the end of June"
            before = head
        closed = any(
            match.end() == len(before)
            for match in rules.pattern(NAME, "cues.deadline").finditer(before)
        )
        behind = rules.pattern(NAME, "cues.onward").match(document.folded, entity.end + 1, end)
        if deadlines or not (closed or behind or _dates_words(document, start, entity, end)):
            kept.append(entity)
    return without_dateline(document, kept, start) or kept


def _dates_words(document: AnnotatedDocument, start: int, date: Entity, end: int) -> bool:
    """Whether a date is the day on which something is said: "announced on 3 May that ..."."""
    rules = document.lexicon_at(start)
    if rules.pattern(NAME, "cues.said_that").match(document.folded, date.end + 1, end) is None:
        return False
    before = document.folded[max(start, date.start - SAID_REACH) : date.start].rstrip(" (,")
    return any(
        match.end() == len(before) for match in rules.pattern(NAME, "cues.said_on").finditer(before)
    )


def without_dateline(
    document: AnnotatedDocument, dates: Sequence[Entity], floor: int
) -> list[Entity]:
    """The dates of a stretch that begins at `floor` without that of a dispatch's first line."""
    return [e for e in dates if not is_dateline(document, e.start, e.end, floor)]


def is_dateline(document: AnnotatedDocument, start: int, end: int, floor: int) -> bool:
    """Whether a date belongs to "TOWN, 3 May 2020 -" before the first sentence."""
    return start - floor < MAX_DATELINE and _DATELINE_END.match(document.text, end) is not None


def best_date(entities: Sequence[Entity]) -> Entity | None:
    """The first date with days, else the first at all."""
    return next((e for e in entities if has_days(e)), entities[0] if entities else None)
