"""Values of a course in a stretch of text: dates, hours, weeks, sessions, places, those taught.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of, compile_any, lexicon
from policynlp.records.parts.participants import NAME as PEOPLE
from policynlp.records.parts.whole_numbers import numbers_in, scale_names
from policynlp.schema import Entity

NAME = "records/training"
# How far before a date a word of deadline may stand, in characters.
DEADLINE_REACH = 40
# The same for a word that stands right before its date ("by", "before").
DEADLINE_NEAR = 16
NEAR = 22
# The same before a number in brackets.
IN_BRACKETS = 48
# So many hours may be those of one session.
SHORT = 4
# A number told again in brackets, in figures or in a word.
_REPEATED = re.compile(r" ?\((?:\d{1,4}|[^\W\d]{3,12}(?:-[^\W\d]{3,12})?)\)")
_NOUNS = re.compile(r"(?: [\w'-]+){0,2}")
DATELINE = 40
_DASH = re.compile(r"[*_)]{0,2}\s?(?:\([^()\n]{2,40}\)\s)?[–—:-]")
MAX_HOURS, MAX_WEEKS, MAX_SESSIONS = 5000, 260, 200
_CLAUSE = re.compile(r"[;:]\s|\.\s|\n")
_YEAR = len("2014")
_DIGIT = re.compile(r"\d")
_DECIMAL = re.compile(r"\d{1,5}[.,]\d{1,2}")


@cache
def count_pattern(key: str, code: str) -> re.Pattern[str]:
    """The expressions at a key, where COUNT stands for digits or a number word."""
    rules = lexicon(code)
    table = rules.get("lexicon", "number_words")
    words = sorted(map(fold, table), key=len, reverse=True) if isinstance(table, dict) else []
    word = "|".join(map(re.escape, words))
    # A number of several words is read from its first one: « trente-deux ».
    # Parts of a number are none: "1.7 billion", "12.5 hours".
    plain = r"\d{1,3}[ ,.]\d{3}|\d{1,5}(?:[.,]\d{1,2})?"
    digits = rf"(?<!\d[.,])(?:{plain})(?![.,]?\d)(?! (?:{scale_names(code)}))"
    count = rf"{digits}|(?:(?:{word})-){{0,2}}(?:{word})"
    return compile_any(
        expression.replace("COUNT", f"({count})") for expression in rules.words(NAME, key)
    )


def counts(
    document: AnnotatedDocument, key: str, start: int, end: int
) -> Iterator[tuple[float, int, int]]:
    """Numbers of what a key of `duration` counts, as (value, start, end)."""
    rules = document.lexicon_at(start)
    for match in count_pattern(f"duration.{key}", rules.code).finditer(document.folded, start, end):
        group = match.lastindex
        if group is None:
            yield 1, match.start(), match.end()  # "week-long"
            continue
        if _DECIMAL.fullmatch(match[group]):
            yield float(match[group].replace(",", ".")), match.start(), match.end()
            continue
        for _, _, value in numbers_in(match[group], rules):
            yield value, match.start(), match.end()
            break


def read_hours(document: AnnotatedDocument, start: int, end: int) -> float | None:
    """Hours of teaching in all; minutes of each session and hours a day are none."""
    return _total(document, "hours", start, end, MAX_HOURS)


def hours_of_sessions(
    document: AnnotatedDocument, start: int, end: int, sessions: int
) -> float | None:
    """Hours in all where a stretch tells those of each session: "six sessions of three hours"."""
    each = next(counts(document, "hours_each", start, end), None)
    total = sessions * each[0] if each is not None else 0
    return float(total) if 0 < total <= MAX_HOURS else None


def read_weeks(document: AnnotatedDocument, start: int, end: int) -> float | None:
    """Weeks that a course lasts."""
    return _total(document, "weeks", start, end, MAX_WEEKS)


def read_sessions(document: AnnotatedDocument, start: int, end: int) -> int | None:
    """How many sessions, blocks or modules a course has; one is no count."""
    total = _total(document, "sessions", start, end, MAX_SESSIONS)
    return int(total) if total is not None and total > 1 else None


def _total(document: AnnotatedDocument, key: str, start: int, end: int, most: int) -> float | None:
    rules = document.lexicon_at(start)
    pattern = rules.pattern(NAME, "duration.not_total")
    apiece = rules.pattern(NAME, "duration.apiece")
    for value, s, e in counts(document, key, start, end):
        before, bracket, _ = document.folded[max(start, s - IN_BRACKETS) : s].rpartition("(")
        if bracket and value <= SHORT:
            before = before.rstrip()
            if any(m.end() == len(before) for m in pattern.finditer(before)):
                continue  # "one session a week (2 hours)"
        around = document.folded[max(start, s - NEAR) : min(end, e + NEAR)]
        inner = around.find(document.folded[s:e])
        beside = any(
            True
            for m in pattern.finditer(around)
            if (m.end() <= inner or m.start() >= inner + e - s)
            # "five blocks of one week each"
            and not (key == "sessions" and m.start() > inner and apiece.fullmatch(m[0]))
            # "5 hours a week for 8 weeks"
            and not (key == "weeks" and m.end() <= inner and _rate().match(m[0]))
            and not _far(around, m, inner, e - s)
        )
        beside = beside or _is_part(around, inner, e - s, rules)
        if key == "hours" and _is_clock(document.folded, s, e, rules):
            continue
        if not beside and 0 < value <= most:
            return float(value)
    return None


def _is_part(text: str, start: int, length: int, rules: Lexicon) -> bool:
    """Whether a number measures a stay that a course goes before: "and a two-week placement"."""
    stay = rules.pattern(NAME, "duration.parts").match(text[start + length :].lstrip(" -"))
    before = text[:start].rstrip()
    added = rules.pattern(NAME, "duration.added").finditer(before)
    return stay is not None and any(m.end() == len(before) for m in added)


@cache
def _rate() -> re.Pattern[str]:
    """How often, before a unit of time: "hours a week"."""
    return re.compile(f"{any_of(NAME, 'duration.rate')} ")


@cache
def _clocks() -> re.Pattern[str]:
    """A second time of day behind a first one: "14 h - 16 h"."""
    return re.compile(rf"\s?(?:-|{any_of(NAME, 'duration.to')})\s?\d{{1,2}} ?h")


def _is_clock(folded: str, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a number of hours is a time of the day: « à 10 h »."""
    if _clocks().match(folded, end):
        return True  # "14 h - 16 h"
    before = folded[max(0, start - 8) : start].rstrip().rpartition(" ")[2]
    return (
        folded[end - 1] == "h" and rules.pattern(NAME, "cues.clock").fullmatch(before) is not None
    )


def _far(text: str, match: re.Match[str], start: int, length: int) -> bool:
    """Whether a comma or bracket stands between a word and the number it might belong to."""
    if match.end() <= start:
        between = text[match.end() : start]
    else:
        between = text[start + length : match.start()]
    return bool(re.search(r"[,;.:()]", between))


def read_seats(document: AnnotatedDocument, start: int, end: int) -> int | None:
    """How many people are taught: seats, trainees, participants, or people of a profession."""
    rules = document.lexicon_at(start)
    staff = rules.pattern(NAME, "duration.staff")
    found: list[tuple[bool, int]] = []
    total = rules.pattern(NAME, "duration.total")
    head_last = bool(rules.get("bodies", "head_last"))
    folded = document.folded
    in_groups = _in_groups(document, start, end, rules)
    if in_groups is not None:
        return in_groups
    each = rules.pattern(NAME, "duration.per_unit")
    for value, s, e in counts(document, "seats", start, end):
        if value != int(value) or each.match(folded, min(e + 1, end), end):
            continue  # "two participants per country"
        if staff.search(folded, e, min(end, e + 14)) is None:
            found.append((total.search(folded, max(start, s - 30), s) is not None, int(value)))
    if not found:
        numbers = list(numbers_in(folded[start:end], rules))
        for s, e, value in numbers:
            stop = _noun_stop(folded, start + e, end)
            following = next((n for n in numbers if start + n[0] >= start + e), None)
            again = following is not None and _REPEATED.match(folded, start + e) is not None
            if following is not None and not again:
                stop = min(stop, start + following[0])  # "three weeks for two technicians"
            behind = folded[start + e : stop]
            nouns = _NOUNS.match(folded, start + e, stop) if head_last else None
            if staff.match(folded, start + e + 1, end) or (
                nouns is not None and staff.search(folded, *nouns.span())
            ):
                continue
            if any(
                rules.pattern(NAME, f"duration.{key}").match(folded, start + e + 1, end)
                for key in ("units", "per_unit")
            ):
                continue  # "three days for nurses"
            if names_people(behind, rules) and not _is_dated(document, start + s):
                found.append((False, value))
                break
    # A cumulated count ("more than 200 already") is no class size where both stand.
    plain = [value for cumulated, value in found if not cumulated]
    seats = next(iter(plain or [value for _, value in found]), None)
    return seats if seats != 1 else None  # "one user in five"


def _in_groups(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int | None:
    """How many people there are in groups of one size: "in four batches of fifty"."""
    pattern = count_pattern("duration.groups", rules.code)
    match = pattern.search(document.folded, start, end)
    if match is None:
        return None
    sizes = [value for group in match.groups() for _, _, value in numbers_in(group, rules)]
    return math.prod(sizes) if len(sizes) == len(match.groups()) else None


def names_people(folded: str, rules: Lexicon) -> bool:
    """Whether folded text holds a noun for people who attend or are taught."""
    return any(
        rules.pattern(name, key).search(folded) is not None
        for name, key in ((PEOPLE, "people.nouns"), (NAME, "cues.people"))
    )


def _noun_stop(folded: str, start: int, end: int) -> int:
    """Where the words right behind a number end: four words, or a mark."""
    repeated = _REPEATED.match(folded, start, end)  # "eighteen (18) officers"
    start = repeated.end() if repeated is not None else start
    match = re.compile(r"(?:[ ][^\W_][\w'-]*){1,4}").match(folded, start, end)
    return match.end() if match else start


def _is_dated(document: AnnotatedDocument, offset: int) -> bool:
    return any(
        e.start <= offset < e.end
        for e in document.entities_in(max(0, offset - 30), offset + 40, "DATE")
    )


def course_dates(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """Dates in a stretch that can be a course's: no deadlines, no dates of publication."""
    rules = document.lexicon_at(start)
    found = []
    for entity in document.entities_in(start, end, "DATE"):
        first, _ = start_and_end(entity.canonical_id)
        if first is None or not (_DIGIT.search(entity.text) or len(first) > _YEAR):
            continue  # "this year"
        before = document.folded[max(start, entity.start - DEADLINE_REACH) : entity.start]
        before = _CLAUSE.split(before)[-1]
        before = rules.pattern(NAME, "cues.no_deadline").sub("", before)
        if len(first) == len("2014-03-24"):
            before = rules.pattern(NAME, "cues.since").sub("", before)  # "since Monday"
        due = rules.pattern(NAME, "cues.deadline").search(before)
        close = before[-DEADLINE_NEAR:]
        due = due or rules.pattern(NAME, "cues.deadline_near").search(close)
        if due and not rules.pattern(NAME, "cues.last_day").search(before):
            continue
        if entity.canonical_id:
            found.append(entity)
    return found


def read_period(document: AnnotatedDocument, start: int, end: int) -> tuple[str | None, str | None]:
    """First and last day of a course: a range, two dates, or one day; a bare month has no end."""
    rules = document.lexicon_at(start)
    dates = course_dates(document, start, end)
    if not dates:
        return None, None
    # "Bo, 22 August 2019 – ... yesterday"
    told = [e for e in dates if not _opens_news(document, e, start)]
    issued = "date:" + (document.published or "")
    if not told and all(e.canonical_id == issued for e in dates):
        return None, None
    if document.document_type.label == "news" or len(told) < len(dates):
        dates = told or dates
    # A printed day counts more than "yesterday".
    moved = rules.pattern(NAME, "cues.moved_to").search(document.folded, start, end)
    if moved is not None:
        # "was to be held in April and is put off to June"
        dates = [e for e in dates if e.start >= moved.start()] or dates
    best = max(
        dates,
        key=lambda e: (
            bool(_DIGIT.search(e.text)) and _precision(e),
            _precision(e),
            "/" in (e.canonical_id or ""),
            -e.start,
        ),
    )
    first, last = start_and_end(best.canonical_id)
    if moved is not None:
        return first, last if "/" in (best.canonical_id or "") else None
    if "/" not in (best.canonical_id or ""):
        if first is not None and len(first) < len("2014-03-24"):
            last = None
        before = document.folded[max(start, best.start - 24) : best.start]
        if rules.pattern(NAME, "cues.last_day").search(before):
            return None, last or first
        begins = rules.pattern(NAME, "cues.begins").search(before) is not None
        for other in dates:
            closing = document.folded[max(start, other.start - 30) : other.start]
            if other.start > best.start and rules.pattern(NAME, "cues.last_day").search(closing):
                last = start_and_end(other.canonical_id)[1]
                begins = False
                break
        ended = rules.pattern(NAME, "cues.completes").search(document.folded, start, best.start)
        if ended is not None and not begins and first is not None and last == first:
            return None, last  # "graduated on Friday from a six-week course"
        begun = rules.pattern(NAME, "cues.begun").search(document.folded, start, best.start)
        if rules.pattern(NAME, "cues.held").search(document.folded, start, best.start) is None:
            # "On 4 May the minister opened a course"
            begun = begun or rules.pattern(NAME, "cues.begun").search(
                document.folded, best.end, end
            )
        if begins or (begun is not None and last == first):
            last = None
    return first, last


def _opens_news(document: AnnotatedDocument, entity: Entity, start: int) -> bool:
    """Whether a date stands before the dash that opens a news item."""
    dash = _DASH.match(document.text, entity.end)
    return entity.start - start < DATELINE and dash is not None


def _precision(entity: Entity) -> int:
    first, _ = start_and_end(entity.canonical_id)
    return len(first or "")


def clean_people(text: str, rules: Lexicon) -> str | None:
    """Those taught without their number and article ("40 infirmiers" gives "infirmiers")."""
    text = " ".join(text.split()).strip(" ,;:–—-")
    for _ in range(3):
        folded = fold(text)
        match = rules.pattern(NAME, "cues.before_people").match(folded)
        if match is not None and match.end() < len(text):
            text = text[match.end() :].lstrip()
            folded = fold(text)
        first = next(iter(numbers_in(folded[:40], rules)), None)
        if first is not None and first[0] == 0 and first[1] < len(text):
            text = (
                _REPEATED.sub("", text[first[1] :], count=1).lstrip()
                if (_REPEATED.match(text, first[1]))
                else text[first[1] :].lstrip()
            )
    cut = rules.pattern(NAME, "cues.people_cut").search(fold(text), 1)
    text = text[: cut.start()].rstrip() if cut is not None else text
    verbs = rules.pattern(NAME, "cues.people_after").search(fold(text), 1)
    text = text[: verbs.start()].rstrip() if verbs is not None else text
    text = re.sub(r"\s?\([^()]{0,30}\d[^()]{0,30}\)$", "", text.strip(" ,;:–—-"))
    if text.endswith(".") and not re.search(r"\b\w{1,3}\.$", text):
        text = text[:-1]
    if text.endswith(")") and "(" not in text:
        text = text[:-1].rstrip(" ,")  # the end of "(Bo, 45 cleaners)"
    return text if any(c.isalpha() for c in text) else None
