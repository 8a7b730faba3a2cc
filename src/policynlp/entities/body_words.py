"""Small questions about the words of bodies' names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policynlp.entities.date_words import date_words
from policynlp.entities.gazetteer import capitals, countries, tail
from policynlp.entities.mentions import Segment
from policynlp.entities.name_words import Head


@dataclass(frozen=True)
class FoundHead:
    """A head where it stands: its first word, the word behind it, how it is printed."""

    form: Head
    first: int
    behind: int
    capital: bool
    caps_line: bool
    head_last: bool
    opens_sentence: bool


CAPITAL_KINDS = frozenset({"capital", "program", "acronym", "posted", "whole"})


@cache
def calendar() -> frozenset[str]:
    """Names of months and days of the week."""
    return frozenset((*date_words().months, *date_words().weekdays))


def is_place(segment: Segment, word: int) -> bool:
    return countries().begins(segment.words[word]) or segment.words[word] in capitals()


def behind_country(segment: Segment, behind: int) -> int:
    """The word behind a country that a name ends in the middle of: "... du Burkina" | "Faso"."""
    if behind < len(segment.words) and countries().begins(segment.words[behind - 1]):
        for _, first, after in countries().find(tail(segment, behind - 1)):
            return behind - 1 + after if first == 0 else behind
    return behind


def behind_run(segment: Segment, at: int) -> int:
    """The word behind at most three capitalised words in a row."""
    end = at
    while end < min(at + 3, len(segment.words)) and is_capital(segment, end):
        if end > at and segment.gap(end) != " ":
            break
        end += 1
    return end


def is_capital(segment: Segment, word: int) -> bool:
    """Whether a word begins with a capital."""
    start = segment.starts[word]
    return segment.text[start - segment.start].isupper()
