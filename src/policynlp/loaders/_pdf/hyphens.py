"""What a hyphen at a line end means: part of the word, or only of the line."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from policynlp.languages import all_words

_LINE_END = "-\u00ad\u2010\u2011"
_LAST_PART = re.compile(r"([^\W\d_]+(?:['’][^\W\d_]+)?|\d+)$")
_FIRST_PART = re.compile(r"^([^\W\d_]+|\d+)")
# What may be cut in a narrow cell: figures, but no two years, and signs behind a word.
_FIGURE, _YEAR = re.compile(r"[\d.,/%]+"), re.compile(r"(?:19|20)\d\d")
_SIGNS = frozenset(".,;:/%)]")
_CUT = re.compile(r"[^\W\d_][-\u00ad\u2010](?=\s|$)")
# Words cut at a line end, among all: a text without hyphenation only ends lines in real hyphens
# (under 1 in 1000 words); hyphenated text has 5 to 20 in 1000.
_HYPHENATED = 0.003
_WORDS = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011\u00ad][^\W\d_]+)*")


class _Parts(NamedTuple):
    """Halves that are written with a hyphen, ends of words, and short words: the keys of
    `[hyphens]` in the languages' `reading.toml`."""

    starts: frozenset[str]
    ends: frozenset[str]
    endings: frozenset[str]
    short_words: frozenset[str]


@cache
def _parts() -> _Parts:
    return _Parts(*(frozenset(all_words("reading", f"hyphens.{key}")) for key in _Parts._fields))


class Hyphens:
    """Decides on hyphens at line ends by the words of the document itself.

    Args:
        texts: all text of the document; read when the first hyphen is met.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._texts = texts
        self._known: set[str] | None = None
        self._hyphenates = True

    def join(self, lines: list[str]) -> str:
        """Lines of one paragraph as one text."""
        if len(lines) == 1:
            return plain_hyphens(lines[0])
        parts = [lines[0]]
        for line in lines[1:]:
            last = parts[-1]
            if last[-1:] in _LINE_END and last[-2:-1].isalnum() and line[:1].isalnum():
                if self.is_real(last[:-1], line, last[-1]):
                    parts[-1] = last[:-1] + "-"
                else:
                    parts[-1] = last[:-1]
                parts.append(line)
            elif last[-1:] in "/–—" and last[-2:-1].isalnum() and line[:1].isalnum():
                parts.append(line)
            else:
                parts.append(" " + line)
        return plain_hyphens("".join(parts))

    def is_real(self, before: str, after: str, sign: str) -> bool:
        """Whether the word is written with a hyphen when it stands inside a line."""
        left, right = _LAST_PART.search(before), _FIRST_PART.match(after)
        if left is None or right is None or left[1].isdigit() or right[1].isdigit():
            return True
        first, second = left[1], right[1]
        if second[0].isupper() and not (first.isupper() and second.isupper()):
            return True
        known = self._words()
        first, second = first.lower(), second.lower()
        if f"{first}-{second}" in known:
            return True
        elided = re.split("['’]", first)[-1]
        if first + second in known or elided + second in known:
            return False
        if f"{elided}-{second}" in known:
            return True
        if sign == "\u2010":  # programs that hyphenate by themselves use this one
            return False
        data = _parts()
        return elided in data.starts or second in data.ends or not self._hyphenates

    def is_broken(self, before: str, after: str, *, full: bool = False) -> bool:
        """Whether two pieces without a hyphen are one word, cut because it found no room: the
        document has the word elsewhere, or the second piece is no word by itself.

        `full`: the first piece leaves no room for another letter.
        """
        left, right = _LAST_PART.search(before), _FIRST_PART.match(after)
        if full and _is_cut_figure(before, after):
            return True
        if left is None or right is None or not (right[1].islower() and left[1].isalpha()):
            return False
        second = right[1]
        whole = (left[1] + second).lower()
        if after[len(second) :][:1] in ("'", "’"):
            return False
        data = _parts()
        if full and whole in self._words() and left[1].lower() not in self._words():
            return True
        if len(second) == 1 or (full and len(second) < 4):
            return second not in data.short_words
        if second in data.endings:
            return True
        known = self._words()
        return any(form in known for form in (whole, whole + "s", whole + "es", whole.rstrip("s")))

    def _words(self) -> set[str]:
        if self._known is None:
            known: set[str] = set()
            cut = words = 0
            for text in self._texts:
                cut += len(_CUT.findall(text))
                words += text.count(" ") + 1
                for word in _WORDS.findall(text):
                    if len(word) > 3:
                        known.add(re.sub("[\u2010\u2011\u00ad]", "-", word.lower()))
            self._known = known
            self._hyphenates = cut >= _HYPHENATED * words
        return self._known


def _is_cut_figure(before: str, after: str) -> bool:
    """Whether a figure, or a sign behind a word, found no room in its line."""
    if after.split()[0] in _SIGNS:
        return True
    first, second = before.split()[-1], after.split()[0]
    if not (_FIGURE.fullmatch(first) and _FIGURE.fullmatch(second)):
        return False
    return not (_YEAR.fullmatch(first) and _YEAR.fullmatch(second))


def plain_hyphens(text: str) -> str:
    """A soft hyphen that is printed inside a line is a hyphen."""
    return text.replace("\u00ad", "-") if "\u00ad" in text else text
