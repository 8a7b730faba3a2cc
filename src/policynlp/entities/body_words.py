"""Small questions about the words of bodies' names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policynlp.entities.date_words import date_words
from policynlp.entities.gazetteer import capitals, countries, known_names, tail
from policynlp.entities.mentions import Segment
from policynlp.entities.name_words import Head, name_words
from policynlp.languages import all_folded, all_words


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
HOME_KINDS = frozenset({"home", "home_program"})
PROGRAM_KINDS = frozenset({"program", "home_program"})


@cache
def calendar() -> frozenset[str]:
    """Names of months and days of the week."""
    return frozenset((*date_words().months, *date_words().weekdays))


def is_place(segment: Segment, word: int) -> bool:
    return countries().begins(segment.words[word]) or segment.words[word] in capitals()


def place_behind(segment: Segment, word: int) -> int:
    """The word behind the longest country, region or town of the lists that begins at a word with a
    capital, and what a hyphen joins to it ("Thiès-Est"); the word itself where none does."""
    for size in range(min(4, len(segment.words) - word), 0, -1):
        text = segment.raw(segment.starts[word], segment.ends[word + size - 1])
        if countries().whole(text) or any(
            name.label == "LOC" and not name.ambiguous and name.values[0][-3:].isupper()
            for name in known_names().whole(text)
        ):
            behind = word + size
            return _joined_on(segment, behind)
    of, area = name_words().of, segment.words[word - 2] if word > 1 else ""
    if segment.words[word - 1] in of and area in all_folded("names", "area_words"):
        return _joined_on(segment, word + 1)  # "the municipality of Cuenca"
    return word


def _joined_on(segment: Segment, behind: int) -> int:
    """The word behind what hyphens join to a name that ends before a word."""
    while behind < len(segment.words) and segment.gap(behind) == "-":
        behind += 1
    return behind


def behind_country(segment: Segment, behind: int) -> int:
    """The word behind a country that a name ends in the middle of: "... du Burkina" | "Faso"."""
    if behind < len(segment.words) and countries().begins(segment.words[behind - 1]):
        for _, first, after in countries().find(tail(segment, behind - 1)):
            return behind - 1 + after if first == 0 else behind
    return behind


def ends_country(segment: Segment, behind: int) -> bool:
    """Whether a country or capital ends before a word: "Brazil" | "'s", "Côte d'Ivoire" | "'s"."""
    end = segment.ends[behind - 1]
    return segment.words[behind - 1] in capitals() or any(
        countries().whole(segment.raw(segment.starts[first], end))
        for first in range(max(0, behind - 5), behind)
        if is_capital(segment, first)
    )


def holds_place(segment: Segment, first: int, behind: int) -> bool:
    """Whether a country with a capital stands in a name, with more between it and the head, or,
    where an article of one thing stands before the name, a town of the lists."""
    inner = [i for i in range(first + 3, behind) if is_capital(segment, i)]
    if any(segment.words[i] in name_words().head_words for i in inner):
        return False  # « service financier de la Délégation de l'Adamaoua » is part of another
    if any(countries().begins(segment.words[i]) for i in inner):
        return True
    before = segment.words[first - 1] if first > 0 else ""
    return before in name_words().singular_articles and any(
        place_behind(segment, i) > i for i in inner
    )


def names_country(segment: Segment, word: int) -> bool:
    """Whether a country follows: « l'ambassade de France », "embassy of Japan"."""
    at, links = word, name_words().links
    while at < min(word + 3, len(segment.words)) and segment.words[at] in links:
        at += 1
    return at > word and at < len(segment.words) and countries().begins(segment.words[at])


def follows_country(segment: Segment, at: int) -> bool:
    """Whether the word before is a country, which no adjective here is part of (« Guinée
    équatoriale »)."""
    before = segment.starts[at - 1]
    return (
        is_capital(segment, at - 1)
        and segment.gap(at) == " "
        and bool(countries().whole(segment.raw(before, segment.ends[at - 1])))
        and not countries().whole(segment.raw(before, segment.ends[at]))
    )


def begins_compound(segment: Segment, at: int) -> bool:
    """Whether an adjective of two parts may begin: « bucco-dentaire », "socio-économique"."""
    return (
        at + 1 < len(segment.words)
        and segment.gap(at + 1) == "-"
        and (
            segment.words[at].endswith(all_words("names", "compound_endings"))
            or segment.words[at] in name_words().compound_parts
        )
    )


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
