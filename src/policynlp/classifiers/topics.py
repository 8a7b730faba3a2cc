"""What a passage speaks of, by topics that all languages share (`languages/*/topics.toml`).

A topic is a list of words and phrases; a star in a word stands for any letters. Words are looked
up one by one, so that the cost does not grow with the lists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from policynlp.errors import LexiconError
from policynlp.folding import fold
from policynlp.languages import lexicon

_WORD = re.compile(r"\w+(?:[-&]\w+)*")
# Letters in front of a star: fewer would fit too much.
_LEAST_STEM = 2


@dataclass(frozen=True)
class _Entry:
    """The words of a phrase after its first one, and the topic."""

    rest: tuple[str, ...]
    topic: str


@dataclass(frozen=True)
class _Index:
    """Entries by their first word: whole words, and stems of words with a star at the end.

    Letters of a word behind the first `longest` make no difference.
    """

    whole: dict[str, tuple[_Entry, ...]]
    stems: dict[str, tuple[_Entry, ...]]
    longest: int


def find_topics(folded: str, code: str) -> Counter[str]:
    """How often each topic is named in a folded text of a language.

    Where several phrases of a topic begin at the same word, it counts once; a word may speak of
    several topics.
    """
    known = _known(code)
    if len(known) > _MOST_KNOWN:
        known.clear()
    words = _WORD.findall(folded)
    found: Counter[str] = Counter()
    for i, word in enumerate(words):
        entries = known.get(word, _UNKNOWN)
        if entries is _UNKNOWN:
            entries = known[word] = _entries(word, code)
        if entries is None:  # as nine words in ten
            continue
        alone, longer = entries
        if longer:
            alone = alone | {entry.topic for entry in longer if _fits(entry.rest, words, i + 1)}
        for topic in alone:
            found[topic] += 1
    return found


_Entries = tuple[frozenset[str], tuple[_Entry, ...]] | None
# What stands for words that were not met yet, and how many are kept.
_UNKNOWN: _Entries = (frozenset(), ())
_MOST_KNOWN = 16_384


@cache
def _known(code: str) -> dict[str, _Entries]:
    return {}


def _entries(word: str, code: str) -> _Entries:
    """Topics that a word names by itself, and entries of several words that it begins; None where
    there are neither."""
    index = _index(code)
    word = word[: index.longest]
    entries = list(index.whole.get(word, ()))
    for length in range(_LEAST_STEM, len(word) + 1):
        entries += index.stems.get(word[:length], ())
    longer = tuple(entry for entry in entries if entry.rest)
    return (
        (frozenset(entry.topic for entry in entries if not entry.rest), longer) if entries else None
    )


def _fits(rest: Sequence[str], words: Sequence[str], start: int) -> bool:
    if len(words) - start < len(rest):
        return False
    for k, part in enumerate(rest):
        word = words[start + k]
        if not (word.startswith(part[:-1]) if part[-1] == "*" else word == part):
            return False
    return True


@cache
def _index(code: str) -> _Index:
    whole: dict[str, list[_Entry]] = {}
    stems: dict[str, list[_Entry]] = {}
    for topic, phrases in lexicon(code).table("topics").items():
        for phrase in cast(Sequence[str], phrases):
            first, *rest = _parts(phrase, topic, code)
            where, word = (stems, first[:-1]) if first.endswith("*") else (whole, first)
            where.setdefault(word, []).append(_Entry(tuple(rest), topic))
    return _Index(
        {word: tuple(entries) for word, entries in whole.items()},
        {word: tuple(entries) for word, entries in stems.items()},
        max(map(len, (*stems, *(f"{word} " for word in whole))), default=0),
    )


def _parts(phrase: str, topic: str, code: str) -> list[str]:
    """The folded words of a phrase; a star ends the word that it closes."""
    parts = re.findall(r"\w+(?:[-&]\w+)*\*?", fold(phrase))
    stars = [part for part in parts if part.endswith("*")]
    if not parts or phrase.count("*") != len(stars) or min(map(len, stars), default=9) <= 2:
        raise LexiconError(f"languages/{code}/topics.toml: {topic}: cannot read {phrase!r}")
    return parts
