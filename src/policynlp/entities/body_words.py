"""Small questions about the words of bodies' names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policynlp.entities.body_forms import counts
from policynlp.entities.body_keys import body_keys, key_parts
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


def is_own(head: FoundHead) -> bool:
    """Whether a head is printed or made as those of names are: « Fonds », « institut national »."""
    return head.capital or head.form.kind in HOME_KINDS or bool(head.form.rest)


@cache
def own_heads(language: str) -> frozenset[str]:
    """Heads of one word of a language: « coopération » is one, "cooperation" a subject."""
    return frozenset(
        word
        for word, forms in name_words().heads.items()
        if any(form.language == language and not form.rest for form in forms)
    )


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
    placed = {i for at in inner for i in range(at, place_behind(segment, at))}
    if any(segment.words[i] in name_words().head_words for i in inner if i not in placed):
        return False  # « service financier de la Délégation de l'Adamaoua » is part of another
    if any(countries().begins(segment.words[i]) for i in inner):
        return True
    if _ends_in_area(segment, first, behind):
        return True
    before = segment.words[first - 1] if first > 0 else ""
    return before in name_words().singular_articles and any(
        place_behind(segment, i) > i for i in inner
    )


def _ends_in_area(segment: Segment, first: int, behind: int) -> bool:
    """Whether an adjective says that the name behind the last "de" is a part of a country, be it in
    a table or not: « coordination départementale de ... du Pool »."""
    at = behind - 1
    while at > first + 2 and is_capital(segment, at):
        at -= 1
    return (
        behind - 1 > at > first + 1
        and segment.words[at] in name_words().of | name_words().articles
        and any(
            segment.words[i] in all_folded("names", "area_adjectives") for i in range(first, at)
        )
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


def owns_other(segment: Segment, at: int) -> bool:
    """Whether a body ends before the mark of an owner, behind which none is named: "the Drainage
    Board's | Maharagama station", not "the Institute's Ethics Committee"."""
    if segment.words[at] not in name_words().possessives or "'" not in segment.gap(at):
        return False
    if at > 0 and ends_country(segment, at):
        return False  # "Project Management Unit of Chad's Health Project"
    run = segment.words[at + 1 : behind_run(segment, at + 1)] if at + 1 < len(segment.words) else []
    return name_words().head_words.isdisjoint(run)


def opens_next(segment: Segment, at: int) -> bool:
    """Whether a word with a capital behind a name begins what is told of it: "Institute of
    Management | Having started", "for Technologies | Annual Report"."""
    if at + 1 >= len(segment.words) or segment.gap(at + 1) != " ":
        return False
    following = segment.words[at + 1]
    if not is_capital(segment, at + 1):
        linked = following in name_words().links | name_words().and_  # "Strengthening and ..."
        return not linked and segment.words[at].endswith(all_words("names", "participle_endings"))
    return following in name_words().not_names and following not in name_words().head_words


def is_capital(segment: Segment, word: int) -> bool:
    """Whether a word begins with a capital."""
    start = segment.starts[word]
    return segment.text[start - segment.start].isupper()


def follows_role(segment: Segment, first: int) -> bool:
    """Whether somebody's role stands before a name: « la cheffe du | service de transfusion de
    l'hôpital », "she heads | the finance department of ..."."""
    words, at = name_words(), first - 1
    while at > max(0, first - 4) and segment.words[at] in words.of | words.articles:
        at -= 1
    if at < 0 or not words.roles.isdisjoint({segment.words[at], segment.words[at][:-1]}):
        return at >= 0
    return False


def stays_within(segment: Segment, at: int) -> bool:
    """Whether what a name says of where or with whom belongs to it: « dans les écoles », « chez
    l'enfant », not « dans la région »."""
    words, behind = name_words(), at + 1
    while behind < len(segment.words) - 1 and segment.words[behind] in words.articles | words.of:
        behind += 1
    return (
        behind < len(segment.words)
        and not is_capital(segment, behind)
        and segment.words[behind] in words.within_words
    )


def in_form(segment: Segment, word: int, floor: int, language: str) -> bool:
    """Whether a word in small letters stands, with others from `floor` on, in a form of the tables
    that has several words: « résistance aux antimicrobiens », « ver de Guinée »."""
    if word >= len(segment.words) or is_capital(segment, word):
        return False
    first = behind = word
    while first > max(floor, word - 5) and _runs_on(segment, first):
        first -= 1
    while behind + 1 < min(word + 6, len(segment.words)) and _runs_on(segment, behind + 1):
        behind += 1
    at = [i for i in range(first, behind + 1) if counts(segment.words[i])]
    return any(
        at[a] <= word <= at[b]
        and tuple(segment.words[i] for i in at[a : b + 1]) in long_forms(language)
        for a in range(len(at))
        for b in range(a + 1, min(a + 5, len(at)))
    )


def _runs_on(segment: Segment, word: int) -> bool:
    """Whether a word goes on with the one before it."""
    return segment.gap(word) in (" ", "-", "'")


@cache
def long_forms(language: str) -> frozenset[tuple[str, ...]]:
    """Forms of two to five words of a language's tables, links left out."""
    keys = body_keys(language)
    return frozenset(
        form for forms in (keys.terms, keys.topics) for form in forms.exact if 1 < len(form) < 6
    )


def says_what(segment: Segment, word: int, language: str) -> bool:
    """Whether a word tells what a body is for: it counts in ids and heads nothing; adjectives of
    rank and kind (« régional », "technical") do not."""
    return segment.words[word] in _telling(language)


@cache
def _telling(language: str) -> frozenset[str]:
    keys, ranks = body_keys(language), all_folded("names", "rank_words")
    return frozenset(
        form[0]
        for forms in (keys.terms, keys.topics)
        for form, part in forms.exact.items()
        if len(form) == 1
        and key_parts(part.key)
        and form[0] not in ranks
        and form not in keys.heads.exact
    ) - all_folded("names", "not_small")
