"""In what form help comes: how long, how often, on call, among peers or in a network."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from policynlp.annotated import AnnotatedDocument, once_a_stretch
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import Lexicon, lexicon
from policynlp.languages.anchors import is_several

TYPE = "records/technical_assistance"
# Assistance of more months than this is long-term.
LONG_MONTHS = 11
# How far before a date "from" stands, and how far behind it the next one begins, in characters.
FROM_REACH, UNTIL_REACH = 24, 40
# The first word of an expression: letters, and a space that must stand.
_FIRST = re.compile(r"[a-z]{1,30} (?![?*{])")
_ISO = re.compile(r"\d{4}(?:-\d\d){0,2}")
_MODALITIES = (
    "short_term", "long_term", "intermittent", "on_demand", "peer_exchange", "network",
)  # fmt: skip


def read_modalities(
    document: AnnotatedDocument,
    start: int,
    end: int,
    *,
    also: Collection[str] = (),
    without: re.Pattern[str] | None = None,
    dated: bool = False,
) -> list[str]:
    """The forms of help that a stretch of text states, in the order of the contract.

    Args:
        also: forms that are known of it already.
        without: what is not to be read: lengths of other things than help.
        dated: two dates are the first and last of help whatever stands between and before them, as
            in a column of periods.
    """
    folded: str = document.stretch(start, end)
    left_out = [] if without is None else [*without.finditer(folded)]
    for match in left_out:
        first, last = match.span()
        folded = f"{folded[:first]}{'_' * (last - first)}{folded[last:]}"
    if left_out or dated:
        words = _read_words(document, start, end, folded, dated=dated)
    else:
        words = _words_of(document, start, end)
    found, lengths, ranged = {*words.forms, *also}, words.lengths, words.ranged
    months = max(lengths, default=None)
    if ranged and lengths and min(lengths) <= LONG_MONTHS < max(lengths):
        found |= {"short_term", "long_term"}
    elif months is not None and "intermittent" not in found:
        found.add("long_term" if months > LONG_MONTHS else "short_term")
    elif months is not None and months <= LONG_MONTHS and "on_demand" in found:
        found.add("short_term")
    if words.since_long and not found & {"short_term", "intermittent"}:
        found.add("long_term")
    return [name for name in _MODALITIES if name in found]


class _Words(NamedTuple):
    """What words state of a stretch: forms by name, lengths in months, whether some are short and
    some long, whether help has gone on for long."""

    forms: list[str]
    lengths: list[float]
    ranged: bool
    since_long: bool


@once_a_stretch
def _words_of(document: AnnotatedDocument, start: int, end: int) -> _Words:
    """Asked of each passage where it may be help, and where it is read closer."""
    return _read_words(document, start, end, document.stretch(start, end), dated=False)


def _read_words(
    document: AnnotatedDocument, start: int, end: int, folded: str, *, dated: bool
) -> _Words:
    rules = document.lexicon_at(start)
    return _Words(
        rules.lists(TYPE, "modalities.", _MODALITIES).found_in(folded),
        [*_lengths(folded, rules), *_dated_lengths(document, start, end, rules, dated)],
        rules.pattern(TYPE, "durations.range").search(folded) is not None,
        _since_long(document, folded, rules),
    )


_UNIT_MONTHS = {"days": 1 / 30, "weeks": 0.25, "months": 1.0, "years": 12.0}
_UNITS = tuple(_UNIT_MONTHS)


def _lengths(folded: str, rules: Lexicon) -> list[float]:
    """The stays or postings stated, in months."""
    lengths = []
    for unit in rules.lists(TYPE, "durations.", _UNITS).found_in(folded):
        factor = _UNIT_MONTHS[unit]
        for match in _duration(rules.code, unit).finditer(folded):
            count = _number(match["count"], rules)
            if count is not None:
                lengths.append(count * factor)
    return lengths


def _dated_lengths(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, always: bool = False
) -> list[float]:
    """Stays given by their first and last date ("from May 2019 until March 2020"), in months."""
    dates = [
        date
        for date in document.entities_in(start, end, "DATE")
        if ":" in (date.canonical_id or "")
    ]
    until = rules.pattern(TYPE, "durations.until")
    lengths = []
    for date in dates:
        first, _, last = (date.canonical_id or "").removeprefix("date:").partition("/")
        if last and (always or until.search(document.folded[date.start : date.end])):
            lengths.append(_months_between(first, last))
    for one, other in pairwise(dates):
        between = document.folded[one.end : other.start]
        if len(between) > UNTIL_REACH or not (always or until.search(between)):
            continue
        if not always and not rules.pattern(TYPE, "durations.from").search(
            document.folded[max(start, one.start - FROM_REACH) : one.start]
        ):
            continue
        first = (one.canonical_id or "").removeprefix("date:").partition("/")[0]
        last = (other.canonical_id or "").removeprefix("date:").partition("/")[2]
        last = last or (other.canonical_id or "").removeprefix("date:")
        lengths.append(_months_between(first, last))
    return [length for length in lengths if length > 0]


def _months_between(first: str, last: str) -> float:
    """Months from the beginning of a first day, month or year to the end of a last one."""
    if not (_ISO.fullmatch(first) and _ISO.fullmatch(last)):
        return 0.0
    begin = [int(part) for part in first.split("-")]
    close = [int(part) for part in last.split("-")]
    months = 12 * (close[0] - begin[0])
    months += (close[1] if len(close) > 1 else 12) - (begin[1] if len(begin) > 1 else 1)
    days = (close[2] if len(close) > 2 else 30) - (begin[2] if len(begin) > 2 else 1) + 1
    return months + days / 30


@cache
def _duration(code: str, unit: str) -> re.Pattern[str]:
    rules = lexicon(code)
    expressions = map(fold_pattern, rules.words(TYPE, f"durations.{unit}"))
    words = bound_repeats("|".join(expressions))
    return re.compile(rf"(?<!\w)(?P<count>\d{{1,3}}|[a-z'-]{{1,14}})[ -](?:{words})(?!\w)")


def _number(text: str, rules: Lexicon) -> int | None:
    if text.isdigit():
        return int(text)
    return _number_words(rules.code).get(text)


@cache
def _number_words(code: str) -> dict[str, int]:
    rules = lexicon(code)
    table = rules.get("lexicon", "number_words")
    known = table if isinstance(table, dict) else {}
    found = {fold(word): value for word, value in known.items() if isinstance(value, int)}
    return found | {fold(word): 1 for word in rules.words(TYPE, "durations.one")}


@cache
def _since(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Expressions, each with the word that any match of it begins with, "" where it has none."""
    expressions = map(fold_pattern, lexicon(code).words(TYPE, "durations.since"))
    return tuple(
        (
            "" if match is None or is_several(one) else match.group(),
            re.compile(rf"(?<!\w)(?:{bound_repeats(one)})"),
        )
        for one in expressions
        for match in [_FIRST.match(one)]
    )


def _since_long(document: AnnotatedDocument, folded: str, rules: Lexicon) -> bool:
    """Whether help has gone on for more than a year, as "since 2011" says."""
    published = document.published
    for first, expression in _since(rules.code):
        match = expression.search(folded) if first in folded else None
        if match is None:
            continue
        groups = match.groupdict()
        year = groups.get("year") or groups.get("decade")
        if year is None or published is None or int(published[:4]) - int(year) >= 1:
            return True
    return False
