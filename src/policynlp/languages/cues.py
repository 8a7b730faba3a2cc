"""Lists of expressions of which only what a text can match is compiled and looked for.

Some hundred lists are asked about each passage, and nine in ten find nothing; of six expressions in
a list that finds something five need words that the document does not hold. Which words an
expression needs is read from how it is written (`anchors_of`). A text made by
`AnnotatedDocument.folded_text` knows which lists can match in it at all, and a list is compiled
from those of its expressions whose words were met in any text, anew when another is met. What is
found is the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from operator import or_
from sys import maxsize
from typing import cast

from policynlp.errors import LexiconError
from policynlp.languages.folded import INDEX, FoldedDocument, FoldedText
from policynlp.languages.joined import compile_words, has_groups
from policynlp.languages.prepared import Expressions

# How often a list is compiled in part; then all of it is.
_MOST_TIMES = 6
# How often a list is asked about texts that do not know what may match in them; then all of it is
# compiled, and looked for at once.
_PATIENCE = 250


class Cues:
    """A list of expressions that is used as a `re.Pattern`.

    Args:
        expressions: as whole words; they stand behind a word boundary, and a word boundary or an
            apostrophe ends them.
        whole: compiles the whole list in another way; then it is never compiled in part.
        where: the list stands, for messages.

    Attributes:
        bit: it may match in texts that have this bit (`FoldedText.may`).
        has_rest: whether some of its expressions may match in others.
    """

    def __init__(
        self,
        expressions: Expressions,
        *,
        whole: Callable[[], re.Pattern[str]] | None = None,
        where: str = "",
    ) -> None:
        self._expressions, self._needed = expressions.folded, expressions.needed
        self._whole, self._where = whole, where
        # Without some of its expressions the groups of a list have other numbers.
        self._apart = whole is None and not has_groups(self._expressions)
        self.has_rest = not all(self._needed)
        self.bit = -1  # it may match anywhere
        if not self.has_rest or (self._apart and any(self._needed)):
            self.bit = INDEX.add(anchor for some in self._needed for anchor in some)
        else:
            self._apart = self.has_rest = False
        self._times_left = _MOST_TIMES if self._apart else 0
        self._met: Sequence[str] = ()
        self._met_pattern: re.Pattern[str] | None = None
        self._rest: re.Pattern[str] | None = None
        self._all: re.Pattern[str] | None = None
        self._asked = 0
        self._pattern: re.Pattern[str] | None = None  # what is looked for until a word is met

    def compile_all(self) -> re.Pattern[str]:
        """The whole list as a pattern.

        Raises:
            LexiconError: where an expression is none, or they do not go together.
        """
        return self._compile(self._expressions)

    def may_match(self, text: str) -> bool:
        """Whether it may match in a text; False only where it cannot."""
        return self._within(text, 0, maxsize) is not None

    def search(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """See `re.Pattern.search`."""
        # This is called a hundred times a passage: hence what `_within` does is done here too.
        if type(text) is FoldedText and endpos == maxsize:
            if text.may & self.bit and not pos:
                asked = text.found
                if self in asked:
                    return asked[self]
                found = asked[self] = (self._pattern or self._met_part()).search(text)
                return found
            if not (self.has_rest or text.may & self.bit):
                return None
        pattern = self._within(text, pos, endpos)
        return pattern.search(text, pos, endpos) if pattern is not None else None

    def finditer(self, text: str, pos: int = 0, endpos: int = maxsize) -> Iterator[re.Match[str]]:
        """See `re.Pattern.finditer`."""
        pattern = self._within(text, pos, endpos)
        return pattern.finditer(text, pos, endpos) if pattern is not None else iter(())

    def match(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """See `re.Pattern.match`."""
        pattern = self._within(text, pos, endpos)
        return pattern.match(text, pos, endpos) if pattern is not None else None

    def fullmatch(self, text: str, pos: int = 0, endpos: int = maxsize) -> re.Match[str] | None:
        """See `re.Pattern.fullmatch`."""
        pattern = self._within(text, pos, endpos)
        return pattern.fullmatch(text, pos, endpos) if pattern is not None else None

    def sub(self, replaced: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        """See `re.Pattern.sub`."""
        pattern = self._within(text, 0, maxsize)
        return pattern.sub(replaced, text, count) if pattern is not None else str(text)

    def split(self, text: str, most: int = 0) -> list[str]:
        """See `re.Pattern.split`."""
        pattern = self._within(text, 0, maxsize)
        return pattern.split(text, most) if pattern is not None else [str(text)]

    def _within(self, text: str, pos: int, endpos: int) -> re.Pattern[str] | None:
        """What is to be looked for between two offsets; None: nothing can be found there."""
        kind = type(text)
        if kind is FoldedText and endpos == maxsize:
            may = text.may  # type: ignore[attr-defined]  # mypy does not see what it is
        elif kind is FoldedDocument:
            may = -1 if endpos == maxsize else text.may_within(pos, endpos)  # type: ignore[attr-defined]
        elif self._all is not None:
            return self._all
        else:
            may = self._bits_of(text, pos, endpos)
        if may & self.bit:
            return self._pattern or self._met_part()
        if not self.has_rest:
            return None
        if self._rest is None:
            pairs = zip(self._expressions, self._needed, strict=True)
            self._rest = self._compile([one for one, needed in pairs if not needed])
        return self._rest

    def _bits_of(self, text: str, pos: int, endpos: int) -> int:
        """Which lists may match between two offsets of a text that does not know it."""
        self._asked += 1
        if self.bit == -1 or self._asked > _PATIENCE:
            self._all = self.compile_all()
            return -1
        # A word that is cut short at the end may be another one.
        return INDEX.bits_of(text if not pos and endpos == maxsize else text[pos:endpos])

    def _met_part(self) -> re.Pattern[str]:
        """The expressions whose words were met in any text, compiled."""
        with INDEX.lock:
            if not self._times_left or INDEX.full:
                self._pattern = self._all = self._all or self.compile_all()
                return self._pattern
            pairs = zip(self._expressions, self._needed, strict=True)
            met = [one for one, needed in pairs if not needed or INDEX.has_met(needed)]
            if self._met_pattern is None or met != self._met:
                self._times_left -= 1
                self._met, self._met_pattern = met, self._compile(met)
            self._pattern = self._met_pattern
            if len(met) < len(self._expressions):
                INDEX.watch(self.bit, self._forget)
            return self._pattern

    def _forget(self) -> None:
        self._pattern = None

    def _compile(self, expressions: Sequence[str]) -> re.Pattern[str]:
        try:
            return self._whole() if self._whole is not None else compile_words(expressions)
        except re.error as error:
            wrong = error
        # Which one is wrong is looked for only now: compiling each costs as much as all together.
        for expression in expressions:
            try:
                re.compile(expression)
            except re.error as error:
                raise LexiconError(
                    f"{self._where}: bad expression {expression!r}: {error}"
                ) from error
        raise LexiconError(f"{self._where}: these expressions do not go together: {wrong}")


class CueLists:
    """Several named lists that are looked for in one text."""

    def __init__(self, lists: Iterable[tuple[str, re.Pattern[str]]]) -> None:
        every = ((name, cast(Cues, pattern)) for name, pattern in lists)
        # Each may match in texts that have one of its bits.
        self._lists = [(name, cues, -1 if cues.has_rest else cues.bit) for name, cues in every]
        self._bits = reduce(or_, (bits for _, _, bits in self._lists), 0)

    def finditer(self, text: str, pos: int, endpos: int) -> Iterator[tuple[str, re.Match[str]]]:
        """The matches of one list after the other between two offsets, each with its list's
        name."""
        may = text.may_within(pos, endpos) if type(text) is FoldedDocument else -1
        if not may & self._bits:
            return
        for name, cues, bits in self._lists:
            if may & bits:
                for match in cues.finditer(text, pos, endpos):
                    yield name, match

    def found_in(self, text: str) -> list[str]:
        """The names of those that match anywhere in a text, in their order."""
        if type(text) is not FoldedText:
            return [name for name, cues, _ in self._lists if cues.search(text)]
        may = text.may
        if not may & self._bits:
            return []
        # Most are skipped here, at a tenth of the cost of asking each.
        return [name for name, cues, bits in self._lists if may & bits and cues.search(text)]
