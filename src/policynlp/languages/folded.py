"""Folded texts that know which lists of expressions may match in them."""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import add
from typing import TYPE_CHECKING

from policynlp.languages.word_index import WORDS, WordIndex

if TYPE_CHECKING:
    from policynlp.languages.cues import Cues

# All lists of all languages.
INDEX = WordIndex()


class FoldedText(str):
    """A folded text that knows which lists may match in it.

    Attributes:
        may: one bit for each list: whether it may match. Lists not yet known may all match.
        found: what searches of lists through the whole text gave; several ask the same.
    """

    __slots__ = ("found", "may")
    may: int
    found: dict[Cues, re.Match[str] | None]

    def __new__(cls, text: str, may: int | None = None) -> FoldedText:
        self = super().__new__(cls, text)
        self.may = INDEX.bits_of(text) if may is None else may
        self.found = {}
        return self


class FoldedDocument(str):
    """The folded text of a whole document; knows the same of stretches that have been asked for."""

    __slots__ = ("_ends", "_starts", "_stretches", "_words")
    _stretches: dict[tuple[int, int], int]
    _words: list[str]
    _starts: list[int]
    _ends: list[int]

    def __new__(cls, text: str) -> FoldedDocument:
        self = super().__new__(cls, text)
        self._stretches = {}
        known: dict[str, str] = {}  # each different word is kept once
        self._words = [known.setdefault(word, word) for word in WORDS.findall(text)]
        for word in known:
            INDEX.bits_of_word(word)
        self._starts = [match.start() for match in WORDS.finditer(text)]
        self._ends = [*map(add, self._starts, map(len, self._words))]
        return self

    def part(self, start: int, end: int) -> FoldedText:
        """What lies between two offsets."""
        return FoldedText(self[start:end], self.may_within(start, end))

    def may_within(self, start: int, end: int) -> int:
        """See `FoldedText.may`, of what lies between two offsets."""
        may = self._stretches.get((start, end))
        if may is None:
            may = self._stretches[start, end] = self._bits_within(start, end)
        return may

    def _bits_within(self, start: int, end: int) -> int:
        bits = -1 << INDEX.count
        first = bisect_left(self._starts, start)
        behind = bisect_left(self._starts, end, first)
        # Of words that only begin or only end in the stretch that part counts.
        if first and self._ends[first - 1] > start:
            bits |= INDEX.bits_of_word(self[start : min(self._ends[first - 1], end)])
        if behind > first and self._ends[behind - 1] > end:
            behind -= 1
            bits |= INDEX.bits_of_word(self[self._starts[behind] : end])
        seen = INDEX.seen
        for word in self._words[first:behind]:
            known = seen.get(word)
            bits |= INDEX.bits_of_word(word) if known is None else known
        return bits
