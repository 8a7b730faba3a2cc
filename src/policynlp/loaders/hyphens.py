"""Hyphens at line ends: those of the line break go, those of the word stay.

A line break cannot tell "semes-/trielle" from "politico-/sanitaire". The document itself is the
best witness (a form that it spells elsewhere), then the languages' lists: elements written
with a hyphen and are seldom a mere first or last syllable.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from policynlp.languages import all_words

HYPHENS = "-\u2010\u2011\u00ad\ufffe"
_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+){0,6}")
_LAST = re.compile(r"([^\W_]{1,60})[-\u2010\u2011\u00ad\ufffe]$")
_FIRST = re.compile(r"[^\W_]+")


def words_of(lines: Iterable[str]) -> frozenset[str]:
    """The words of a text in lower case, compounds whole; words cut at a line end are left out."""
    found: set[str] = set()
    for line in lines:
        line = line.rstrip()
        words = _WORD.findall(line.rstrip(HYPHENS))
        if line and line[-1] in HYPHENS and words:
            words.pop()
        found.update(word.lower() for word in words)
    return frozenset(found)


def join_lines(left: str, right: str, words: frozenset[str] = frozenset()) -> str:
    """Two lines of one paragraph as one: with a space, or the halves of a word put together.

    `words` are those of the whole document, from `words_of`.
    """
    left, right = left.rstrip(), right.lstrip()
    if not left or not right:
        return left + right
    first, last = _FIRST.match(right), _LAST.search(left[-80:])
    if last is None or first is None:
        return f"{left} {right}"
    if keeps_hyphen(last[1], first[0], words, soft=left[-1] == "\u00ad"):
        return left[:-1] + "-" + right
    return left[:-1] + right


def keeps_hyphen(
    head: str, tail: str, words: frozenset[str] = frozenset(), *, soft: bool = False
) -> bool:
    """Whether `head-tail`, cut at its hyphen by a line end, is written with a hyphen.

    `soft`: the hyphen is a soft one (U+00AD), which is never part of the word.
    """
    if soft:
        return False
    if not tail[0].islower() or not head[-1].islower():
        # Names ("Guinée-/Bissau"), codes ("COVID-/19"): words are not broken before a capital.
        return not (head.isupper() and tail.isupper() and (head + tail).lower() in words)
    head, tail = head.lower(), tail.lower()
    if f"{head}-{tail}" in words:
        return True
    if head + tail in words:
        return False
    starts, ends = _elements()
    return head in starts or (tail in ends and head in words)


@cache
def _elements() -> tuple[frozenset[str], frozenset[str]]:
    starts, ends = (all_words("reading", f"hyphens.{key}") for key in ("sure_starts", "sure_ends"))
    return frozenset(starts), frozenset(ends)
