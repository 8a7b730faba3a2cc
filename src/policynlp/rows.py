"""Rows of tables as passages: column titles, group rows, printed numbers, cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import TableCell
from policynlp.blocks import Cell, split_marker
from policynlp.columns import column_role
from policynlp.folding import fold
from policynlp.languages import all_folded

MAX_HEADER_WORDS = 6
MAX_GROUP_WORDS = 14
# In a table of so many columns a number and a short text alone in a row are a numbered group.
MIN_NUMBERED = 4
_ROW_NUMBER = re.compile(
    r"(?:[A-Za-z]{0,3}[.\-\s]?\d{1,3}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})"
)
# Columns of a calendar: "Q1", "T2", "Week 3", "2021"; so many in a row are titles.
_PERIOD = re.compile(r"[A-Za-zÀ-ÿ]{1,9}\.? ?\d{1,2}|(?:19|20)\d\d")
MIN_PERIODS = 3


@dataclass(frozen=True)
class Row:
    """A body row of a table.

    Attributes:
        start, end: from its first to its last filled cell, offsets into the document text.
        number: as printed in its number column or before its first text.
        group: the label row above it, or the last filled cell of a category column.
        first: the row's index in the table, header rows counted.
    """

    start: int
    end: int
    number: str | None
    group: str | None
    cells: tuple[TableCell, ...]
    first: int


def header_rows(rows: Sequence[Sequence[str]], marked: int) -> int:
    """How many first rows are column titles: as the file marks them, else by their look.

    A title of the whole table in a row of its own counts with the titles of columns under it.
    """
    if marked < 2 and len(rows) > 2 and _is_lone(rows[0]) and _are_titles_under(rows[1]):
        return 2
    if marked:
        return min(marked, len(rows))
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    first = [cell.strip() for cell in rows[0]]
    if _are_known_titles(first):
        return 1
    if len(first) == 2 or (not all(first) and sum(map(bool, first)) < max(2, len(first) - 1)):
        return 0
    titled = all(
        len(cell.split()) <= MAX_HEADER_WORDS
        # "No." is a title, though it ends in a full stop.
        and (not cell.endswith((".", ";", ":", ",")) or column_role(cell) is not None)
        for cell in first
    )
    named = any(_is_addressed(cell) for cell in first)
    return 0 if not titled or named or any(map(str.isdigit, "".join(first))) else 1


def _is_addressed(cell: str) -> bool:
    """Whether a cell begins with a title of address: "Dr A. Mensah" heads no column."""
    words = fold(cell).split()
    return len(words) > 1 and words[0].rstrip(".") in _titles_of_address()


@cache
def _titles_of_address() -> frozenset[str]:
    return frozenset(title.rstrip(".") for title in all_folded("lexicon", "titles"))


def _is_lone(row: Sequence[str]) -> bool:
    """Whether a row of several columns holds one text."""
    return len(row) > 1 and len({cell.strip() for cell in row if cell.strip()}) == 1


def _are_titles_under(row: Sequence[str]) -> bool:
    """Whether all cells of the second row may be titles of columns and half of them are known."""
    known = sum(column_role(cell.strip()) is not None for cell in row)
    return all(row) and known >= 2 and 2 * known >= len(row)


def _are_known_titles(row: Sequence[str]) -> bool:
    """Whether all cells but one at most are titles that columns are known to bear, or periods."""
    filled = [cell.strip() for cell in row if cell.strip()]
    periods = sum(_PERIOD.fullmatch(cell) is not None for cell in filled)
    known = sum(column_role(cell) is not None for cell in filled if not _PERIOD.fullmatch(cell))
    least = 1 if periods >= MIN_PERIODS else 2
    return known >= least and known + periods >= len(filled) - 1


def column_titles(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Title of each column from its header rows, "" where it has none; the title of the whole
    table is none of a column."""
    titles = [""] * width
    if len(rows) > 1 and _is_lone(rows[0]):
        rows = rows[1:]
    for row in rows:
        for i, cell in enumerate(row):
            if cell.strip() and cell not in titles[i].split("\n"):
                titles[i] = f"{titles[i]} {cell}".strip()
    return titles


def read_rows(
    rows: Sequence[Sequence[str]], spans: Sequence[Sequence[Cell]], marked: int
) -> Iterator[Row]:
    """The body rows of a table, group rows folded into the rows under them.

    Titles may stand once more further down: two tables that became one, or a part with its own.
    """
    width = max((len(row) for row in rows), default=0)
    headers = header_rows(rows, marked)
    titles = column_titles(rows[:headers], width)
    group: str | None = None
    category: str | None = None
    for index in range(headers, len(rows)):
        row, cells = rows[index], spans[index]
        filled = [i for i, cell in enumerate(row) if cell.strip()]
        if not filled or (headers and _repeats(row, titles, filled)):
            continue
        if index > headers and len(filled) == width and _are_known_titles(row):
            titles = column_titles([row], width)
            continue
        labels = _without_number(row, filled)
        if _is_group(rows, index, labels, width):
            group = _group_text(row[labels[0]])
            category = None
            continue
        number, columns = _read_cells(row, cells, titles)
        for cell in columns:
            role = column_role(cell.header)
            if role in ("recommendation", "action"):
                break  # what stands behind the task qualifies it and groups nothing
            if role == "category" and cell.text.strip():
                category = _group_text(cell.text)
        yield Row(
            cells[filled[0]].start, cells[filled[-1]].end, number, group or category, columns, index
        )


def _repeats(row: Sequence[str], titles: Sequence[str], filled: Sequence[int]) -> bool:
    """Whether a row holds nothing but titles of its columns once more."""
    return all(i < len(titles) and row[i] == titles[i] for i in filled)


def _without_number(row: Sequence[str], filled: Sequence[int]) -> Sequence[int]:
    """The filled cells of a row; of two in a wide row that number a label, the label alone."""
    if len(filled) != 2 or len(row) < MIN_NUMBERED:
        return filled
    labels = [i for i in filled if not _ROW_NUMBER.fullmatch(row[i].strip(" ."))]
    return labels if len(labels) == 1 and labels[0] == filled[1] else filled


def _is_group(rows: Sequence[Sequence[str]], index: int, filled: Sequence[int], width: int) -> bool:
    """Whether a row is the label of the rows under it: one short text, the rest empty."""
    row = rows[index]
    filled_texts = {row[i].strip() for i in filled}
    if width < 2 or len(filled_texts) != 1 or (len(filled) > 1 and len(filled) < width):
        return False
    if len(filled) == 1 and filled[0] > 1 and not row[filled[0] - 1].strip():
        return False
    text = row[filled[0]].strip()
    if len(text.split()) > MAX_GROUP_WORDS or text.endswith((".", ";")) or index + 1 >= len(rows):
        return False
    following = [cell for cell in rows[index + 1] if cell.strip()]
    return len(following) > 1


def _group_text(text: str) -> str:
    _, content = split_marker(text)
    return " ".join(text[content:].split()).rstrip(" :")


def _read_cells(
    row: Sequence[str], cells: Sequence[Cell], titles: Sequence[str]
) -> tuple[str | None, tuple[TableCell, ...]]:
    """The printed number of a row, and its cells; a cell's own number is left out of its text."""
    number: str | None = None
    columns: list[TableCell] = []
    for i, (text, cell) in enumerate(zip(row, cells, strict=True)):
        title = titles[i] if i < len(titles) else ""
        start = cell.start
        bare = text.strip().strip("().").strip()
        numbered = i == 0 or column_role(title) == "number"
        if numbered and 0 < len(bare) <= 8 and _ROW_NUMBER.fullmatch(bare):
            number = bare
        elif text and "\n" not in text:
            printed, content = split_marker(text)
            if (printed is not None and printed[:1].isdigit()) or (printed is None and content):
                number = number or printed
                start, text = cell.start + content, text[content:]
        columns.append(TableCell(title, text, start, cell.end))
    return number, tuple(columns)
