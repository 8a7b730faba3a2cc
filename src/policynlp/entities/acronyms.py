"""Acronyms that a document spells out itself: "Agence belge de développement (CTB)".

What the document says wins over every list: "AMS" is what it is spelt out as here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from policynlp.entities.mentions import Segment
from policynlp.entities.name_words import NameWords
from policynlp.folding import fold

_SHORT = r"(?:[A-ZÀ-Þ][A-ZÀ-Þ0-9&.\-]{1,11}|[A-Z][A-Za-z]{0,3}[A-Z][A-Za-z0-9]{0,6})"
# Behind the name, in brackets; a second acronym or a country may follow a slash or comma.
_BEHIND = re.compile(
    rf"\s\(\s?(?:[«\"“]\s?)?({_SHORT})(?:\s?[»\"”])?(?:\s?[/,;:–-]\s?[^()]{{1,60}})?\s?\)"
)
# Before the name: "CTB (Agence belge de développement)".
_BEFORE = re.compile(rf"(?<![\w.])({_SHORT})\s\(\s?([^()]{{8,140}}?)\s?\)")
# In a list of abbreviations: "CTB : Agence belge ...", "CTB\tAgence ..." is done cell by cell.
_LISTED = re.compile(rf"^\s?({_SHORT})\s?[:=–-]\s?(\S.{{7,140}})$")
_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class SpeltOut:
    """An acronym and the name it stands for, both with document offsets."""

    acronym: str
    name: str
    acronym_start: int
    acronym_end: int
    start: int
    end: int


def find_spelt_out(
    segment: Segment, words: NameWords, starts: Mapping[int, int]
) -> Iterator[SpeltOut]:
    """Acronyms spelt out in a segment, in either order.

    `starts` has the start of each body and programme found, by its end: an acronym in brackets
    right behind one is its own, whatever its letters ("Agence belge de développement (CTB)").
    """
    text = segment.text
    if "(" in text:
        for match in _BEHIND.finditer(text):
            start = long_form(text[: match.start()], match[1], words)
            named = starts.get(segment.start + match.start())
            if start is None and named is not None and fold(match[1]) not in words.not_names:
                start = named - segment.start
            if start is not None:
                yield _spelt(segment, match.start(1), match.end(1), start, match.start())
        for match in _BEFORE.finditer(text):
            inside = match[2]
            if long_form(inside, match[1], words) == 0:
                yield _spelt(segment, match.start(1), match.end(1), match.start(2), match.end(2))
    listed = _LISTED.match(text) if len(text) < 200 else None
    if listed is not None and long_form(listed[2].rstrip(" .;"), listed[1], words) == 0:
        end = listed.start(2) + len(listed[2].rstrip(" .;"))
        yield _spelt(segment, listed.start(1), listed.end(1), listed.start(2), end)


def _spelt(segment: Segment, a: int, b: int, start: int, end: int) -> SpeltOut:
    return SpeltOut(
        segment.text[a:b], segment.text[start:end],
        segment.start + a, segment.start + b, segment.start + start, segment.start + end,
    )  # fmt: skip


def long_form(text: str, acronym: str, words: NameWords) -> int | None:
    """Where in `text`, which ends with it, the name begins whose initials make the acronym.

    Every letter must begin a word, or stand inside one whose first letter is taken ("CAFSP");
    small words may be skipped. None where the letters do not fit.
    """
    letters = fold("".join(c for c in acronym if c.isalpha()))
    if len(letters) < 2:
        return None
    tail = text[-220:]
    offset = len(text) - len(tail)
    tokens = list(_WORD.finditer(fold(tail)))[-18:]
    at = len(tokens)
    left = len(letters)
    first = at
    while at > 0 and left > 0:
        at -= 1
        token = tokens[at].group()
        small = token in words.links or token in words.running
        if _breaks(tail, tokens, at):
            return None
        taken = _takes(token, letters[:left], small)
        if taken:
            left -= taken
            first = at
        elif (not small and at < len(tokens) - 1 and first - at > 2) or (
            not small and len(tokens) - at > len(letters) + 6
        ):
            return None
    if left > 0 or first == len(tokens):
        return None
    if len(tokens) - first < 2:
        return None
    return offset + tokens[first].start()


def _breaks(tail: str, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether a sentence or bracket ends between a token and the one behind it."""
    if at + 1 >= len(tokens):
        return False
    gap = tail[tokens[at].end() : tokens[at + 1].start()]
    return any(mark in gap for mark in ".;:()!?\n\t") and gap not in (". ", ".-")


def _takes(token: str, letters: str, small: bool) -> int:
    """How many of the last letters a word accounts for: its first, or its first few."""
    for size in range(min(4, len(letters), len(token)), 0, -1):
        part = letters[-size:]
        if not token.startswith(part[0]):
            continue
        if size == 1:
            return 1
        if not small and token.startswith(part):
            return size
    return 0
