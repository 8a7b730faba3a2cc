"""Rounds of a course told one after the other: "The first was held in Bo from 3 to 7 May, the
second (7-11 June) in Makeni", « Kaolack a pris le relais du 21 au 25 mai ».

What is said of the series before its rounds, who gives it and who pays, holds for each of them.
Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold, fold_pattern
from policynlp.languages import Lexicon, any_of, lexicon
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.parts.participants import find_attendance
from policynlp.records.training.audience import counted_people, read_attendees
from policynlp.records.training.drafts import Draft, fill
from policynlp.records.training.facts import has_its_turn, read_values, read_venue, town_that_opens
from policynlp.records.training.names import find_courses
from policynlp.records.training.values import NAME, course_dates, names_people, read_seats

# A day or a month is told by so many characters of a date.
MONTH, DAY = len("2014-03"), len("2014-03-24")
# So many rounds make a series.
LEAST = 2
# The name of a round has at most so many words.
MAX_WORDS = 12
# How far behind the noun of a round its verb stands, in characters.
MAX_GAP = 70
# How many sentences behind one on a course its rounds are told.
GOES_ON = 4
_MARK = re.compile(r"[.;:()\n]")


@dataclass
class Series:
    """The rounds that prose tells of, while it goes on about them.

    Attributes:
        interrupted: a sentence behind the last one on a course is on something else that has
            rounds, so that "the second" may be one of those.
    """

    interrupted: bool = False

    def take(
        self,
        document: AnnotatedDocument,
        sentence: tuple[Passage, int, int],
        drafts: list[Draft],
        focus: Draft | None,
        since: int,
    ) -> Draft | None:
        """The course that a sentence is on if it tells of rounds, which go to the drafts, or of
        each of those told before; None elsewhere.

        Args:
            since: how many sentences back something was told of the course in focus.
        """
        passage, start, end = sentence
        others = tells_others(document, passage, start, end)
        apart = self.interrupted and since > 0
        self.interrupted = apart or others
        if focus is None or since >= GOES_ON or apart or others:
            return None
        rounds = read_rounds(document, passage, start, end, focus, near=since <= 1)
        if rounds:
            opens = opens_series(focus, rounds[0])
            focus.series = rounds[0].series
            if opens:
                begin_series(focus, rounds.pop(0))
            drafts += rounds
            return (rounds or [focus])[-1]
        return drafts[-1] if tell_each(document, passage, start, end, drafts) else None


def read_rounds(
    document: AnnotatedDocument,
    passage: Passage,
    start: int,
    end: int,
    course: Draft,
    *,
    near: bool,
) -> list[Draft]:
    """The rounds of a course that a sentence tells of, each with its own days or month.

    Args:
        near: the sentence stands right behind one on the course, so that a number alone ("the
            second") or a town is enough.
    """
    rules = document.lexicon(passage)
    folded = document.folded
    if any(
        rules.pattern(NAME, f"cues.{key}").search(folded, start, end)
        for key in ("cancelled", "asked")
    ):
        return []
    if _names_own(document, start, end, rules):
        return []
    found = []
    series = course.series or replace(course)
    named = "trained" not in series.signals or "topic" in series.signals
    for begin, name, stop in _stretches(document, start, end, rules, near=near):
        draft = _read_round(document, begin, stop)
        if draft is None or _is_part(draft, course):
            continue
        draft.title, draft.sure_title = series.title if named else None, series.sure_title
        if name is not None:
            draft.title, draft.sure_title = name, False
        draft.series, draft.head = series, series.head
        draft.signals = ["strong", "held"]
        draft.note(passage)
        if series.start is None and series.end is None:
            _take_shared(draft, series)
        found.append(draft)
    return found


def _names_own(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a sentence names a course by more than its number."""
    ends = [name.end() for name in _names(rules.code).finditer(document.folded, start, end)]
    return any(
        mention.strong and not mention.bare and mention.end not in ends
        for mention in find_courses(document, start, end)
    )


def _is_part(told: Draft, course: Draft) -> bool:
    """Whether something is on a day of the course itself, or nothing says where and for whom."""
    if told.venue is None and told.count is None:
        return True
    if course.start is None or told.start is None or len(course.start) < MONTH:
        return False
    return course.start <= told.start <= (course.end or course.start)


def opens_series(course: Draft, first: Draft) -> bool:
    """Whether a course was told without days, so that its first round is itself."""
    untold = course.start is None and course.end is None
    return course.series is None and (untold or course.start == first.start)


def begin_series(course: Draft, first: Draft) -> None:
    """Take the first round for the course that was told without a time."""
    course.count, course.sessions, course.only_named = first.count, None, False
    course.audience = first.audience or course.audience
    course.venue = first.venue or course.venue
    course.signals += [signal for signal in first.signals if signal not in course.signals]
    fill(course, first)


def tell_each(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, drafts: Sequence[Draft]
) -> bool:
    """Whether a sentence says something of each round told before; it goes to all of them."""
    rules = document.lexicon(passage)
    series = drafts[-1].series if drafts else None
    told = [draft for draft in drafts if draft.series is series]
    each = rules.pattern(NAME, "rounds.each").search(document.folded, start, end)
    if series is None or each is None or len(told) < LEAST:
        return False
    more = read_values(document, start, end)
    for draft in told:
        _take_shared(draft, more)
        draft.note(passage)
    return True


def _take_shared(draft: Draft, series: Draft) -> None:
    """What holds for all rounds of a series."""
    for key in ("organizers", "hosts", "funders", "objectives"):
        if not getattr(draft, key):
            setattr(draft, key, list(getattr(series, key)))
    draft.hours = draft.hours or series.hours


def _read_round(document: AnnotatedDocument, start: int, end: int) -> Draft | None:
    draft = read_values(document, start, end)
    if draft.start is None or len(draft.start) < MONTH:
        ended = draft.end is not None and len(draft.end) == DAY and draft.start is None
        if not ended:
            return None
    if draft.venue is None and not draft.online:
        towns = document.entities_in(start, end, "LOC")
        opens = town_that_opens(document, start, end)
        if opens is not None or len({town.text for town in towns}) == 1:
            stop = opens.end if opens is not None else end
            draft.venue = read_venue(document, start, stop, bare=True)
    attending = find_attendance(document, start, end)
    if draft.count is None and attending is not None:
        draft.count = attending.count
    if draft.count is not None:
        draft.audience = counted_people(document, start, end, draft.count) or draft.audience
    draft.audience = draft.audience or read_attendees(document, start, end)
    draft.sessions = None
    return draft


def _stretches(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, *, near: bool
) -> Iterator[tuple[int, str | None, int]]:
    """Where each round of a sentence is told, with its name if it has a noun."""
    names = list(_names(rules.code).finditer(document.folded, start, end))
    names = [name for name in names if near or _has_noun(name)]
    marks = [(name.start(), _title(document, name, end, rules)) for name in names]
    if not marks and near:
        marks = [(town, None) for town in _opening_towns(document, start, end, rules)]
    if not marks:
        return
    bounds = [start, *(at for at, _ in marks[1:]), end]
    kept: list[tuple[int, str | None, int]] = []
    for (begin, stop), (_, title) in zip(pairwise(bounds), marks, strict=True):
        if course_dates(document, begin, stop):
            kept.append((begin, title, stop))
        elif kept:
            kept[-1] = (*kept[-1][:2], stop)
    yield from kept


def _title(
    document: AnnotatedDocument, name: re.Match[str], end: int, rules: Lexicon
) -> str | None:
    """What a round is called by its noun."""
    if not _has_noun(name):
        return None
    start, stop = name.span("numbered" if name["numbered"] else "ordered")
    verb = rules.pattern(NAME, "cues.planned").search(document.folded, stop, end)
    near = verb is not None and verb.start() - stop <= MAX_GAP
    return name_of_round(document, start, stop, verb.start() if verb is not None and near else stop)


def name_of_round(document: AnnotatedDocument, start: int, noun_end: int, verb: int) -> str:
    """The name of a round from its number up to its verb: "second workshop, for Belize"."""
    name = document.text[start:verb]
    mark = _MARK.search(name)
    name = " ".join(name[: mark.start() if mark else None].split()).strip(" ,")
    article = document.lexicon_at(start).pattern("lexicon", "articles").match(fold(name))
    name = name[article.end() :].strip() if article is not None else name
    return name if len(name.split()) <= MAX_WORDS else document.text[start:noun_end]


def _has_noun(name: re.Match[str]) -> bool:
    return name["noun"] is not None or name["numbered"] is not None


def _opening_towns(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[int]:
    """Where a clause opens with a town and tells of days there and of those who came, or that it
    had its turn: "Mannar follows from 17 to 21 June", « À Bafatá, il en est venu 41 (22-26 avril)
    ». Further ones need no more than their days: « puis Kolda du 12 au 16 octobre »."""
    first = True
    joints = [(m.start(), m.end()) for m in _joint().finditer(document.folded, start, end)]
    for mark, begin in ((start, start), *joints):
        town = town_that_opens(document, begin, end)
        if town is None:
            if first:
                return
            continue
        dates = course_dates(document, town.end, end)
        spans = [date for date in dates if "/" in (date.canonical_id or "")]
        if first:
            taught = rules.pattern(NAME, "cues.trained").search(document.folded, start, end)
            people = names_people(document.folded[start:end], rules)
            told = has_its_turn(document, town, end) and (spans or (dates and people))
            seats = town.start > begin and read_seats(document, start, end) is not None
            if not told and not (spans and (taught or seats)):
                return
        elif not spans:
            continue
        first = False
        yield mark


def tells_others(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence is on something else that has rounds or is counted like them: a campaign,
    a meeting, "the first ward"."""
    if names_others(document, start, end):
        return True
    rules = document.lexicon(passage)
    counted = rules.pattern(NAME, "rounds.counted").match(document.folded, start, end)
    return counted is not None and _names(rules.code).match(document.folded, start, end) is None


def names_others(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch names an event that teaches nobody or something else that has rounds:
    "session of the Council", "round of talks"."""
    others = document.lexicon_at(start).pattern(NAME, "rounds.others")
    return others.search(document.folded, start, end) is not None or any(
        m.kind != "workshop" and not m.weak for m in find_mentions(document, start, end)
    )


@cache
def _joint() -> re.Pattern[str]:
    """What joins the clauses of a sentence."""
    return re.compile(rf";\s|,?\s{any_of('lexicon', 'and')}\s|,?\s{any_of(NAME, 'rounds.then')}\s")


@cache
def _names(code: str) -> re.Pattern[str]:
    """A round by its number and noun ("the second group", "round two"), or by its number alone
    before what can only follow a subject."""
    rules = lexicon(code)
    lead, order, nouns, behind, number = (
        "|".join(map(fold_pattern, rules.words(NAME, f"rounds.{key}")))
        for key in ("lead", "order", "nouns", "behind", "number")
    )
    ordered = rf"(?:{lead})(?P<ordered>(?:{order})(?: (?P<noun>{nouns})(?!\w)|(?={behind})))"
    numbered = rf"(?P<numbered>(?:{nouns}) (?:{number})(?!\w))"
    return re.compile(rf"(?<!\w)(?:{ordered}|{numbered})")
