"""Bodies that share one head in the plural: « les ministères de la Santé et des Finances », "the
Ministries of Health, Finance and Education"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from policynlp.entities.body_keys import body_keys
from policynlp.entities.body_words import is_capital, is_place
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_cut import cut_name
from policynlp.entities.name_words import NameWords, words_of
from policynlp.languages import available, lexicon

_MAX_WORDS = 8  # of one item
_MAX_ITEMS = 8


def read_shared(segment: Segment, words: NameWords) -> Iterator[Mention]:
    """A mention for each body, the first with the head; `name` is the name of one alone."""
    for at, word in enumerate(segment.words):
        single = _plural_heads().get(word)
        if single is None:
            continue
        items = _items(segment, words, at + 1)
        if len(items) < 2:
            continue
        of = segment.raw(segment.starts[items[0][0]], segment.starts[items[0][1]])
        for number, (link, first, behind) in enumerate(_together(segment, items)):
            end = segment.ends[behind - 1]
            start = segment.starts[at if number == 0 else first]
            linked = segment.raw(segment.starts[link], segment.starts[first]) or of
            name = f"{single} {linked}{segment.raw(segment.starts[first], end)}"
            yield Mention("ORG", start, end, segment.language, 0.8, name=name, origin="rule")


@cache
def _plural_heads() -> dict[str, str]:
    """Folded head in the plural -> the head of one."""
    return {
        words_of(plural)[0]: single
        for code in available()
        for plural, single in _pairs(lexicon(code).words("names", "plural_heads"))
    }


def _pairs(entries: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for entry in entries:
        plural, _, single = entry.partition(" = ")
        yield plural, single


def _items(segment: Segment, words: NameWords, at: int) -> list[tuple[int, int, int]]:
    """Of each item its first linking word, its first word and the word behind it."""
    found: list[tuple[int, int, int]] = []
    count = len(segment.words)
    while at < count and len(found) < _MAX_ITEMS:
        if found:
            joined = segment.words[at] in words.and_
            if not joined and segment.gap(at) != ", ":
                break
            at += joined
        first = at
        while first < count and segment.words[first] in words.of | words.articles:
            first += 1
        linked = first > at
        if found and linked and not words.of.intersection(segment.words[at:first]):
            break  # "... and the World Bank"
        # French says "de" before each, English before the first only.
        if first >= count or not (linked or (found and segment.language in words.head_last)):
            break
        behind = _item_end(segment, words, first)
        if behind == first:
            break
        found.append((at, first, behind))
        at = behind
    return found


def _together(
    segment: Segment, items: list[tuple[int, int, int]]
) -> Iterator[tuple[int, int, int]]:
    """Items, of three or more those as one that are: « l'Économie et des Finances »."""
    many, at = len(items) > 2, 0
    while at < len(items):
        link, first, behind = items[at]
        if many and at + 1 < len(items):
            both = segment.raw(segment.starts[first], segment.ends[items[at + 1][2] - 1])
            parts = cut_name(body_keys(segment.language or ""), words_of(both))
            if "," not in both and len(parts) == 1 and parts[0].topic:
                behind, at = items[at + 1][2], at + 1
        yield link, first, behind
        at += 1


def _item_end(segment: Segment, words: NameWords, first: int) -> int:
    """The word behind an item: a subject of bodies or words with a capital; `first` if none."""
    topics = words.topics_of.get(segment.language or "", words.topics)
    at = behind = first
    while at < min(len(segment.words), first + _MAX_WORDS):
        text, gap = segment.words[at], segment.gap(at)
        if at > first and gap not in (" ", "'", "-"):
            break
        topic = text in topics or (behind > first and text in words.modifiers)
        if is_place(segment, at) and not topic:
            break
        if topic or (is_capital(segment, at) and text not in words.running):
            at += 1
            behind = at
        elif behind > first and text in words.of | words.articles:
            at += 1  # « Promotion de la femme »
        else:
            break
    return behind
