"""Quotation marks as they were meant: pairs of single marks, marks the wrong way round, mixed ones.

Typists close with the mark that opens ("“so“"), open with the one that closes (”so”), mix styles
(“so" and «so”) or type a mark as two signs (‘‘so’’, <<so>>). Only such marks are set right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# Two signs for one mark, with what stands in their place at the same length.
_DOUBLED = {
    "‘‘": "“ ", "``": "“ ", ",,": "„ ", "<<": "« ", "’’": " ”", ">>": " »",
}  # fmt: skip
_TWO = re.compile("|".join(re.escape(mark) for mark in _DOUBLED))
_APOSTROPHES = re.compile(r"''")
_MARK = re.compile(r"[«»“”„\"]")
_CLOSES = {"«": "»", "“": "”", "„": "”"}
_STYLE = {"«": "«", "»": "«", "“": "“", "”": "“", "„": "“"}
_BEFORE_OPENING = frozenset(" \n\t\xa0\u202f([{:—–-'’/")
_AFTER_CLOSING = frozenset(" \n\t\xa0\u202f)]},.;:!?…—–-")


@dataclass
class _Reading:
    """What has been read of a block so far: the mark that is open, and the text set right."""

    written: list[str]
    open: str | None = None

    def put(self, at: int, mark: str) -> None:
        self.written[at] = mark


def even_marks(text: str) -> str:
    """A block's text with its quotation marks set right, as long as the text itself.

    Marks that open and close as they should stay as they are; straight marks change only where
    they pair with a curly one.
    """
    text = _TWO.sub(lambda match: _DOUBLED[match.group()], text)
    text = _APOSTROPHES.sub(lambda match: "“ " if _opens(text, match.start(), 2) else " ”", text)
    marks = [match.start() for match in _MARK.finditer(text)]
    reading = _Reading(list(text))
    for number, at in enumerate(marks):
        following = [text[other] for other in marks[number + 1 : number + 3]]
        _read(text, at, following, reading)
    return "".join(reading.written)


def _read(text: str, at: int, following: list[str], reading: _Reading) -> None:
    mark, opened = text[at], reading.open
    if mark == '"':
        if opened is not None and _closes(text, at) and _CLOSES[opened] not in following[:1]:
            reading.put(at, _CLOSES[opened])
            reading.open = None
        elif opened is None and _opens(text, at) and following[:1] in (["”"], ["»"]):
            reading.open = "“" if following == ["”"] or following[0] == "”" else "«"
            reading.put(at, reading.open)
        return
    if opened is None:
        if mark in "«“„":
            reading.open = mark
        elif _opens(text, at):
            reading.open = _STYLE[mark]
            reading.put(at, reading.open)
        return
    if mark in "»”":
        if _STYLE[mark] == _STYLE[opened]:
            reading.open = None
        elif _closes(text, at) and _CLOSES[opened] not in following:
            reading.put(at, _CLOSES[opened])
            reading.open = None
    elif _STYLE[mark] == _STYLE[opened] and not _opens(text, at):
        reading.put(at, _CLOSES[opened])
        reading.open = None


def _opens(text: str, at: int, length: int = 1) -> bool:
    """Whether a mark stands where one opens: before a word, and not right behind one."""
    before, after = text[at - 1 : at] or " ", text[at + length : at + length + 1] or " "
    return before in _BEFORE_OPENING and not after.isspace() and after not in _AFTER_CLOSING


def _closes(text: str, at: int) -> bool:
    """Whether a mark stands where one closes: before a space or a stop."""
    return (text[at + 1 : at + 2] or " ") in _AFTER_CLOSING
