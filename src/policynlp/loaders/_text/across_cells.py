"""How well the words of a line that runs across a table begin cells and go on with them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from policynlp.languages import all_words
from policynlp.loaders._text.cells import (
    FITS_NOT,
    WHEN,
    fit,
    is_number,
    is_time_word,
    is_unsettled,
    opens_time,
    strange_words,
)
from policynlp.loaders._text.leads import is_open
from policynlp.loaders._text.stacked import TASKS
from policynlp.loaders.hyphens import HYPHENS

# The worth of the words from one place of a line to another in a column.
Worth = Callable[[int, int, int], float]

# Each row must bring more than it costs, and so must one that heads others; a column left out costs
# as well, the first one most. What never holds.
ROW, FIRST_LEFT_OUT, LEFT_OUT, GROUP, NEVER = -2.0, -4.0, -2.0, -1.0, -50.0
# Rows count on.
_COUNTS_ON, _MISCOUNTS = 2.0, -6.0
# A cell begins: small, within a name, as a task of one word, within a date, with words of none.
_BEGINS_SMALL, _SPLITS_NAME, _ONE_WORD, _SPLITS_DATE, _STRANGE = -3.5, -0.7, -0.5, -1.5, -1.2
# A cell goes on: behind a hyphen, and surely so; a name with a name, small letters behind a name, a
# name behind small letters, behind a full stop; a task; a date with its year.
_HYPHEN, _ENDING, _NAMED_ON, _SMALL_ON = 2.0, 0.5, 0.7, -0.5
_NAME_ON, _ENDED_ON, _TASK, _DATED = -1.5, -1.5, 0.3, 1.5
# A line goes on with a further cell; a cell breaks off, had room, has none.
_PIECE, _BREAKS_OFF, _HAD_ROOM, _TOO_WIDE = -0.8, -2.0, -3.0, -3.0
# A line that breaks off fills so much of the width at least, none more than so much.
_FILLED, _OVERFULL = 0.7, 1.25
# Words stand together elsewhere, also behind a small word; two of so few letters nowhere.
_KNOWN, _KNOWN_LITTLE, _UNSEEN, _LITTLE = 1.0, 0.4, -0.7, 3
_YEAR = re.compile(r"(?:19|20)\d\d")
# Columns whose cells have one line.
_NARROW = frozenset({"number", "priority"})


@dataclass(frozen=True)
class Columns:
    """What is known of a table.

    Attributes:
        roles: what its columns hold.
        widths: how wide they are, 0 where unknown.
        pairs: how often words stand side by side around it.
    """

    roles: Sequence[str]
    widths: Sequence[int]
    pairs: Counter[tuple[str, str]]

    def too_wide(self, text: str, column: int) -> float:
        """What it costs that a piece is wider than its column."""
        return _TOO_WIDE if len(text) > _OVERFULL * self.widths[column] > 0 else 0.0

    def had_room(self, piece: str, word: str, column: int) -> float:
        """What it costs that the next word of a cell had room behind a piece of it."""
        return _HAD_ROOM if len(piece) + 1 + len(word) <= _FILLED * self.widths[column] else 0.0

    def known(self, first: str, second: str, least: int) -> float:
        """What speaks for two words in one cell: that they stand together elsewhere; two small
        words that never do ("the and") are of two cells."""
        seen = self.pairs[first.lower(), second.lower()] >= least
        if max(len(first), len(second)) <= _LITTLE:
            return 0.0 if seen or not (is_open(first) and is_open(second)) else _UNSEEN
        if not seen:
            return 0.0
        return _KNOWN_LITTLE if is_open(first) else _KNOWN


def beginning(words: Sequence[str], table: Columns) -> Worth:
    """How well words begin a cell."""

    def worth(column: int, begin: int, end: int) -> float:
        role, word = table.roles[column], words[begin]
        if role == "number" and end - begin > 1:
            return NEVER
        text = " ".join(words[begin:end])
        score = _ONE_WORD if role in TASKS and text.isalpha() else fit(role, text)
        score += table.too_wide(text, column)
        timely = role == WHEN and score > 0
        if role == WHEN:
            score += _STRANGE * strange_words(text) + _dating(words, begin)
        if begin and word[0].isupper() and words[begin - 1][0].isupper() and not timely:
            score += _SPLITS_NAME
        score -= table.known(words[begin - 1], word, 2) if begin else 0.0
        if word[0].islower() and not is_unsettled(text) and not (timely and opens_time(word)):
            score += _BEGINS_SMALL
        return score

    return worth


def counting(last: int, printed: str, role: str) -> tuple[int, float]:
    """The number of a row behind the last one, and how well it counts on."""
    bare = printed.strip(".)")
    number = int(bare) if role == "number" and bare.isdecimal() else 0
    if not last or role != "number":
        return number, 0.0
    return number or last, _COUNTS_ON if number == last + 1 else _MISCOUNTS


def _dating(words: Sequence[str], begin: int) -> float:
    """What it costs that a date begins at a word."""
    before = words[max(0, begin - 2) : begin]
    split = before and (
        opens_time(before[-1]) or (opens_time(before[0]) and is_time_word(before[-1]))
    )
    dated = any(map(str.isdigit, words[-1]))
    strange = not opens_time(words[begin]) and (dated or words[begin][0].islower())
    return _SPLITS_DATE * bool(split) + _STRANGE * strange


def continuing(words: Sequence[str], above: Sequence[str], table: Columns) -> Worth:
    """How well words go on with the cells whose pieces stand above."""

    def worth(column: int, begin: int, end: int) -> float:
        role, previous = table.roles[column], above[column]
        if role in _NARROW:
            return NEVER
        text = " ".join(words[begin:end])
        score = _going_on(previous, words[begin]) + table.too_wide(text, column)
        score += _PIECE if begin else _looks_first(words, table.roles[0])
        score += _SPLITS_NAME * _turns(words, begin, end)
        score += table.had_room(previous, words[begin], column)
        score += table.known(previous.split()[-1], words[begin], 1)
        score += _TASK if role in TASKS else 0.0
        return score + (_dating_on(previous, text) if role == WHEN else 0.0)

    return worth


def _looks_first(words: Sequence[str], role: str) -> float:
    """What it costs that a line goes on though it begins as the first cells of the table do."""
    begun = " ".join(words[:2])
    return FITS_NOT if role == WHEN and words[0][0].isdigit() and fit(role, begun) > 0 else 0.0


@lru_cache(maxsize=4096)
def _dating_on(previous: str, text: str) -> float:
    """How well words go on with a date: it has one year, and no second day."""
    score = _STRANGE * strange_words(text)
    if _YEAR.match(text):
        return score + (_STRANGE if _YEAR.search(previous) else _DATED)
    again = text[0].isdigit() and previous[-1].isalnum() and any(map(str.isdigit, previous))
    return score + (FITS_NOT if again or fit(WHEN, f"{previous} {text}") <= 0 else 0.0)


def _turns(words: Sequence[str], begin: int, end: int) -> int:
    """How often a name begins behind small words that do not lead to one."""
    return sum(
        b[0].isupper() and a[0].islower() and not is_open(a) for a, b in pairwise(words[begin:end])
    )


@lru_cache(maxsize=4096)
def _going_on(previous: str, word: str) -> float:
    """How well a word goes on with the line of a cell."""
    last = previous.split()[-1]
    if is_unsettled(previous) or (is_number(word) and word[-1] in ".)"):
        return _ENDED_ON
    if _is_cut(last):
        if word[0].isupper() or is_open(word):
            return _NAME_ON
        return _HYPHEN + (_ENDING if word in _endings() else 0.0)
    if is_open(last) or last[-1] in ",(&/–":
        return 0.0
    if last[-1] in ".!?;":
        return _ENDED_ON
    if word[0].isupper():
        return _NAMED_ON if last[0].isupper() else _NAME_ON
    return _SMALL_ON if last[0].isupper() and not word[0].isdigit() else 0.0


@cache
def _endings() -> frozenset[str]:
    return frozenset(all_words("reading", "hyphens.endings"))


def _is_cut(word: str) -> bool:
    return word[-1] in HYPHENS and word[-2:-1].isalpha()


def closing(pieces: Sequence[str]) -> float:
    """What it costs that cells end with these pieces."""
    return sum(_BREAKS_OFF for piece in pieces if piece and _breaks_off(piece))


@lru_cache(maxsize=4096)
def _breaks_off(piece: str) -> bool:
    last = piece.split()[-1]
    return _is_cut(last) or is_open(last) or last[-1] in ",(&"
