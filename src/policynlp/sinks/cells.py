"""Cells as text, for formats whose cells are texts, and back without loss."""

from __future__ import annotations

import re

from policynlp.sinks.tables import Cell, Column, Value

SEPARATOR = " | "
# A spreadsheet takes a cell that begins so for a formula; such a cell gets an apostrophe before
# it. A cell that has apostrophes before such a sign gets one more, so that taking one off is safe.
_FORMULA = re.compile(r"\A'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"\A'+[=+\-@\t\r\n＝＋－＠]")


def guard(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return "'" + text if _FORMULA.match(text) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if _GUARDED.match(text) else text


def to_text(cell: Cell) -> str:
    """A cell as one text: nothing for null, the values of a list between `|` signs.

    A `|` or `\\` inside a value of a list is written `\\|` or `\\\\`.
    """
    if isinstance(cell, list):
        return SEPARATOR.join(_escape(_plain(value)) for value in cell)
    return _plain(cell)


def from_text(text: str, column: Column) -> Cell:
    """The cell that `to_text` was given.

    Raises:
        ValueError: a number is none.
    """
    if column.many:
        if not text:
            return []
        return [_value(_unescape(part), column) for part in text.split(SEPARATOR)]
    return _value(text, column)


def _plain(value: Value) -> str:
    return "" if value is None else str(value)


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|")


def _unescape(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _value(text: str, column: Column) -> Value:
    if text == "":
        return None
    if column.kind == "text":
        return text
    return int(text) if column.kind == "integer" else float(text)
