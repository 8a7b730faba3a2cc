"""Lists of expressions that are only looked for in texts that hold a word of theirs.

Some hundred lists are asked about each passage, and nine in ten find nothing. A text made by
`AnnotatedDocument.folded_text` knows which lists can match in it at all: those of which it holds a
needed word. An expression's needed words are read from how it is written (`anchors_of`); one that
needs none keeps its list from being skipped. What is found is the same.
"""

from __future__ import annotations

import re
import threading
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import add
from sys import maxsize
from typing import cast

from policynlp.folding import bound_repeats
from policynlp.languages.anchors import LONGEST, SHORTEST, anchors_of, is_several

# How often a list has to be asked, or to find nothing, before its needed words are worked out: that
# costs as much as some hundred searches.
_PATIENCE = 250
_WORDS = re.compile(r"\w+")
# Words of texts whose lists are kept.
_MOST_WORDS = 50_000


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
        self.may = _INDEX.bits_of(text) if may is None else may
        self.found = {}
        return self


class FoldedDocument(str):
    """The folded text of a whole document; knows the same of stretches that have been asked for."""

    __slots__ = ("_bits", "_count", "_ends", "_starts", "_stretches")
    _stretches: dict[tuple[int, int], int]
    _count: int  # of lists when the words were looked up
    _starts: list[int]
    _ends: list[int]
    _bits: list[int]

    def __new__(cls, text: str) -> FoldedDocument:
        self = super().__new__(cls, text)
        self._stretches = {}
        self._count = _INDEX.count
        words = _WORDS.findall(text)
        bits = {word: _INDEX.bits_of_word(word) for word in set(words)}
        self._bits = [bits[word] for word in words]
        self._starts = [match.start() for match in _WORDS.finditer(text)]
        self._ends = [*map(add, self._starts, map(len, words))]
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
        if self._count != _INDEX.count:  # lists have been learned since
            return _INDEX.bits_of(self[start:end])
        first = bisect_left(self._starts, start)
        behind = bisect_left(self._starts, end, first)
        bits = -1 << self._count
        # Of words that only begin or only end in the stretch that part counts.
        if first and self._ends[first - 1] > start:
            bits |= _INDEX.bits_of_word(self[start : min(self._ends[first - 1], end)])
        if behind > first and self._ends[behind - 1] > end:
            behind -= 1
            bits |= _INDEX.bits_of_word(self[self._starts[behind] : end])
        for some in self._bits[first:behind]:
            bits |= some
        return bits


@dataclass
class WordIndex:
    """Lists, or single expressions, by the words that they need: each has a bit."""

    whole: dict[str, int] = field(default_factory=dict)
    begun: dict[str, int] = field(default_factory=dict)
    count: int = 0
    seen: dict[str, int] = field(default_factory=dict)  # bits by word of a text
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, anchors: Iterable[tuple[str, bool]]) -> int:
        """The bit of a new list that needs one of these words (or of these beginnings of words)."""
        with self.lock:
            bit = 1 << self.count
            for text, whole in anchors:
                where = self.whole if whole else self.begun
                where[text] = where.get(text, 0) | bit
            # In this order: a thread that counts the list also looks its words up anew.
            self.seen = {}
            self.count += 1
        return bit

    def bits_of(self, text: str) -> int:
        """The bits of lists that may match in a text."""
        bits = -1 << self.count
        for word in set(_WORDS.findall(text)):
            bits |= self.bits_of_word(word)
        return bits

    def bits_of_word(self, word: str) -> int:
        """The bits of lists that a word may belong to."""
        seen = self.seen
        known = seen.get(word)
        if known is None:
            known = self.whole.get(word, 0)
            for length in range(SHORTEST, min(len(word), LONGEST) + 1):
                known |= self.begun.get(word[:length], 0)
            if len(seen) > _MOST_WORDS:
                seen.clear()
            seen[word] = known
        return known


_INDEX = WordIndex()


class Cues:
    """A compiled list that skips texts in which it cannot match; otherwise a `re.Pattern`.

    Args:
        regex: all expressions of the list.
        expressions: each of them, folded, as whole words; they stand behind a word boundary, and
            a word boundary or an apostrophe ends them.

    Attributes:
        bit: it may match in texts that have this bit (`FoldedText.may`).
        rest: what of it may match in others, if anything.
    """

    def __init__(self, regex: re.Pattern[str], expressions: Sequence[str]) -> None:
        self._expressions = expressions
        self.bit = -1  # until the needed words are known it may match anywhere
        self.rest: re.Pattern[str] | None = None  # expressions that need no word
        self._left = _PATIENCE
        self._search, self._finditer = regex.search, regex.finditer
        self.regex = regex
        self.match, self.fullmatch = regex.match, regex.fullmatch
        self.findall, self.split = regex.findall, regex.split
        self.sub, self.subn = regex.sub, regex.subn
        self.pattern, self.flags = regex.pattern, regex.flags
        self.groups, self.groupindex = regex.groups, regex.groupindex

    def may_match(self, text: str) -> bool:
        """Whether it may match in a text; False only where it cannot."""
        return self._may(text, 0, maxsize) or self.rest is not None

    def search(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """See `re.Pattern.search`."""
        # As in `_may`, which would cost as much again: this is called a hundred times a passage.
        if type(text) is FoldedText:
            may = text.may if endpos == maxsize else -1
            if not pos and may & self.bit and endpos == maxsize:
                asked = text.found
                if self in asked:
                    return asked[self]
                found = asked[self] = self._search(text)
                if found is None and self._left:
                    self._count()
                return found
        elif type(text) is FoldedDocument:
            may = text.may_within(pos, endpos) if endpos != maxsize else -1
        else:
            may = -1
        if not may & self.bit:
            return None if self.rest is None else self.rest.search(text, pos, endpos)
        found = self._search(text, pos, endpos)
        if found is None and self._left:
            self._count()
        return found

    def finditer(self, text: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        """See `re.Pattern.finditer`."""
        if not self._may(text, pos, endpos):
            return iter(()) if self.rest is None else self.rest.finditer(text, pos, endpos)
        if self._left:
            self._count()
        return self._finditer(text, pos, endpos)

    def _may(self, text: str, pos: int, endpos: int) -> bool:
        if isinstance(text, FoldedText) and endpos == maxsize:
            return text.may & self.bit != 0
        if isinstance(text, FoldedDocument) and endpos != maxsize:
            return text.may_within(pos, endpos) & self.bit != 0
        return True

    def _count(self) -> None:
        self._left -= 1
        if not self._left:
            self.learn()

    def learn(self) -> None:
        """Works out which words the list needs; until then it is looked for in every text."""
        self._left = 0
        if self.bit == -1:
            needed = {one: anchors_of(one) for one in self._expressions}
            rest = tuple(one for one, anchors in needed.items() if not anchors)
            # Without some of its expressions the groups of a list have other numbers.
            if not rest or (len(rest) < len(needed) and not self.groups):
                self.rest = compile_words(rest) if rest else None
                self.bit = _INDEX.add(anchor for some in needed.values() for anchor in some)


class CueLists:
    """Several named lists that are looked for in one text."""

    def __init__(self, lists: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        self._lists = [(name, cast(Cues, pattern)) for name, pattern in lists]

    def finditer(self, text: str, pos: int, endpos: int) -> Iterator[tuple[str, re.Match[str]]]:
        """The matches of one list after the other between two offsets, each with its list's
        name."""
        may = text.may_within(pos, endpos) if type(text) is FoldedDocument else -1
        for name, cues in self._lists:
            if may & cues.bit or cues.rest is not None:
                for match in cues.finditer(text, pos, endpos):
                    yield name, match

    def found_in(self, text: str) -> list[str]:
        """The names of those that match anywhere in a text, in their order."""
        if type(text) is not FoldedText:
            return [name for name, cues in self._lists if cues.search(text)]
        may = text.may
        # Most are skipped here, at a tenth of the cost of asking each.
        return [
            name
            for name, cues in self._lists
            if (may & cues.bit or cues.rest is not None) and cues.search(text)
        ]


def compile_words(expressions: Iterable[str]) -> re.Pattern[str]:
    """One pattern for folded expressions, as whole words; the first that matches counts."""
    # A word may follow an apostrophe at once: "l'" ends where "ecole" begins.
    bounded = [bound_repeats(expression) for expression in expressions]
    joined = "|".join(bounded)
    if not _NUMBERED.search(joined):  # else the groups of a list would be numbered anew
        joined = _side_by_side([(one, _letters_of(one)) for one in bounded])
    return re.compile(rf"(?<!\w)(?:{joined})(?:(?!\w)|(?<='))")


_NUMBERED = re.compile(r"\((?:\?P|(?!\?))")
_LETTERS = re.compile(r"(?:[^\\.\[\](){}|*+?^$](?![*+?{]))*")


def _letters_of(expression: str) -> int:
    """How many letters an expression begins with that must stand there; 0 where it is several
    expressions with `|` between them."""
    letters = _LETTERS.match(expression)
    return letters.end() if letters is not None and not is_several(expression) else 0


def _side_by_side(expressions: Sequence[tuple[str, int]]) -> str:
    """Expressions with `|` between them, those that begin with the same letters put together: each
    word of a text is then compared with some twenty beginnings and not with all expressions.

    The first that matches counts, as in the order given: only such change places as begin with
    different letters.
    """
    found: list[str] = []
    begun: dict[str, list[tuple[str, int]]] = {}
    for expression, letters in [*expressions, ("", 0)]:
        if letters:
            begun.setdefault(expression[0], []).append((expression, letters))
            continue
        found += map(_with_one_beginning, begun.values())
        begun.clear()
        found.append(expression)
    return "|".join(found[:-1])


def _with_one_beginning(expressions: Sequence[tuple[str, int]]) -> str:
    """Expressions that begin with the same letter."""
    if len(expressions) == 1:
        return expressions[0][0]
    first, last = min(one[:n] for one, n in expressions), max(one[:n] for one, n in expressions)
    length = next((i for i, letter in enumerate(first) if letter != last[i]), len(first))
    rests = _side_by_side([(one[length:], letters - length) for one, letters in expressions])
    return f"{expressions[0][0][:length]}(?:{rests})"
