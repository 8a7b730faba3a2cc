"""What a date expression is made of: items, and years behind them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from policynlp.entities.date_spelt import spelt_year
from policynlp.entities.date_words import DateWords
from policynlp.entities.mentions import Segment
from policynlp.entities.periods import Partial, Unit

Kind = Literal["day", "day_month", "month", "year", "quarter", "relative", "void"]


@dataclass(frozen=True)
class Item:
    """A date item: its words [start, end), first and last partial date (equal but for quarters).

    `day` items are bare numbers that need a month from a neighbour. `direction` is set
    by "last" and "next", `last_weekday` by "Tuesday and Wednesday".
    """

    kind: Kind
    start: int
    end: int
    first: Partial
    last: Partial
    month_first: bool = False
    short_year: bool = False
    relative: tuple[Unit, int] | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    direction: int = 0
    year_offset: int | None = None


def make_item(kind: Kind, start: int, end: int, partial: Partial) -> Item:
    return Item(kind, start, end, partial, partial)


def read_year(
    vocabulary: DateWords, segment: Segment, word: int, *, dashed: bool
) -> tuple[int | None, int]:
    """The year at a word and the word behind it; (None, word) where there is none."""
    words = segment.words
    at = word
    for _ in range(3):
        if at < len(words) and words[at] in vocabulary.of and segment.gap(at) in (" ", "'"):
            at += 1
    if at >= len(words):
        return None, word
    if not words[at].isdigit():
        spelt, after = spelt_year(vocabulary, segment, at)
        return (spelt, after) if spelt and segment.gap(at) in (" ", ", ") else (None, word)
    gap, text = segment.gap(at), words[at]
    if (
        len(text) == 4
        and gap in (" ", ", ", "-", "/", ". ", ".", "'", "", " , ", " - ")
        and (1850 <= int(text) <= 2100)
    ):
        after = at + 1
        joined = after < len(words) and not segment.gap(after) and words[after] != "t"
        counted = vocabulary.count_after.match(segment.folded, segment.ends[at] - segment.start)
        if not joined and not (counted and gap == " "):
            return int(text), after
    if len(text) == 2 and (gap in (" '", "'") or (dashed and gap in ("-", "/"))):
        return int(text) + (2000 if int(text) < 50 else 1900), at + 1
    return None, word


def is_real(partial: Partial) -> bool:
    """Whether the day exists in its month (29 February passes without a year)."""
    if partial.month is None or partial.day is None:
        return True
    if not 1 <= partial.month <= 12 or not 1 <= partial.day <= 31:
        return False
    return replace(partial, year=partial.year or 2000).iso() is not None
