"""Tables in plain text: columns parted by tabs, pipes or other signs, or by runs of spaces."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from policynlp.loaders._text.across import read_across
from policynlp.loaders._text.columns import find_columns
from policynlp.loaders._text.forms import read_form
from policynlp.loaders._text.grouped import read_grouped
from policynlp.loaders._text.lines import Line, is_rule
from policynlp.loaders._text.markers import Marker
from policynlp.loaders._text.records import read_records
from policynlp.loaders._text.separated import read_separated
from policynlp.loaders._text.stacked import read_stacked
from policynlp.loaders.hyphens import join_lines

Rows = tuple[tuple[str, ...], ...]
# So many lines without tabs may stand between two rows: a group row, the rest of a cell.
_LINES_BETWEEN = 3
_MARKS = ".:;!?"
_BOX = str.maketrans("│┃║┆┊─━═┄┈┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬", "|||||-----" + "+" * 18)


@dataclass(frozen=True)
class TextTable:
    """A table and the lines `[start, end)` that it was drawn with."""

    start: int
    end: int
    rows: Rows
    header_rows: int = 0


Reader = Callable[[Sequence[Line], int, Mapping[int, Marker]], tuple[int, TextTable | None]]


def find_tables(lines: Sequence[Line], markers: Mapping[int, Marker]) -> dict[int, TextTable]:
    """The tables of a text by the index of their first line; they do not overlap."""
    tables: dict[int, TextTable] = {}
    readers = (
        _read_pipes, read_tabs, _read_spaced, _read_separated,
        *map(_titled_by, (read_records, read_grouped, read_stacked, read_across)), _read_form,
    )  # fmt: skip
    # Up to where each reader has looked in vain: no stretch is tried twice.
    refused = [0] * len(readers)
    i = 0
    while i < len(lines):
        following = i + 1
        for number, read in enumerate(readers):
            if not lines[i].text or i < refused[number]:
                continue
            end, table = read(lines, i, markers)
            if table is not None:
                tables[i] = table
                following = end
                break
            refused[number] = end
        i = following
    return tables


def square(rows: Sequence[Sequence[str]]) -> Rows:
    """Rows filled up with empty cells to one length."""
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)


def _is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first column holds labels with colons, behind them or lined up before the second:
    a form, not a table."""
    labelled = [row for row in rows if row[0].strip()]
    colons = sum(
        row[0].rstrip().endswith(":") or "".join(row[1:2]).startswith(":") for row in labelled
    )
    return colons * 2 >= max(1, len(labelled))


# --- tabs


def _tab_cells(line: Line, marker: Marker | None) -> list[str]:
    if "\t" not in line.raw:
        return [line.text]
    if marker is not None and "\t" not in line.text[marker.end :]:
        return [line.text]
    return [cell.strip() for cell in line.raw.split("\t")]


def read_tabs(
    lines: Sequence[Line], start: int, markers: Mapping[int, Marker]
) -> tuple[int, TextTable | None]:
    """The table of cells parted by tabs that begins at line `start`, and where it ends."""
    rows: list[list[str]] = []
    tabbed = 0
    end = start
    for i in range(start, len(lines)):
        if not lines[i].text:
            break
        cells = _tab_cells(lines[i], markers.get(i))
        if len([cell for cell in cells if cell]) > 1 or (len(cells) > 1 and rows):
            rows.append(cells)
            tabbed += 1
            end = i + 1
        elif not rows:
            return start + 1, None
        elif len(cells) == 1 and _resumes(lines, i, markers, max(map(len, rows))):
            # A line without tabs inside a table: a group row, or the rest of the last cell.
            rows.append(cells)
        else:
            break
    rows = rows[: end - start]
    if tabbed < 2:
        return max(end, start + 1), None
    if all(not row[0] for row in rows if len(row) > 1):
        rows = [row[1:] if len(row) > 1 else row for row in rows]
    if max(map(len, rows)) < 2 or _is_form(rows):
        return end, None
    rows = _without_alignment_tabs(rows)
    width = max(map(len, rows))
    merged: list[list[str]] = []
    for row in rows:
        if len(row) == 1 and merged and (row[0][:1].islower() or len(merged[-1]) < width):
            merged[-1][-1] = f"{merged[-1][-1]}\n{row[0]}".strip()
        else:
            merged.append(list(row))
    return end, TextTable(start, end, square(merged))


def _resumes(lines: Sequence[Line], start: int, markers: Mapping[int, Marker], width: int) -> bool:
    """Whether a row of `width` cells follows after the few lines without tabs from `start` on:
    what runs on without one, titles among sentences and a lead-in stand below the table."""
    between = [lines[start].text]
    for i in range(start + 1, min(start + 1 + _LINES_BETWEEN, len(lines))):
        text = lines[i].text
        cells = _tab_cells(lines[i], markers.get(i))
        if len(cells) > 1:
            marked = {line[-1] in _MARKS for line in between}
            return len(cells) == width and len(marked) == 1 and between[-1][-1] != ":"
        if not text:
            break
        between.append(text)
    return False


def _without_alignment_tabs(rows: list[list[str]]) -> list[list[str]]:
    """Rows without the empty cells of tabs that only push the next cell into its column: every
    row then has the same number of cells, and had not before."""
    filled = [[cell for cell in row if cell] for row in rows]
    even = len({len(row) for row in filled}) == 1
    pushed = len({len(row) for row in rows}) > 1 or any("" in row[1:-1] for row in rows)
    return filled if even and pushed and len(filled[0]) > 1 else rows


# --- pipes and grids


def _is_border(text: str) -> bool:
    return set(text) <= set("+-=|: ") and text.count("-") + text.count("=") >= 3


def _split_pipes(text: str) -> list[str]:
    text = text.replace("\\|", "\x00").strip()
    inner = text.removeprefix("|").removesuffix("|")
    return [cell.strip().replace("\x00", "|") for cell in inner.split("|")]


def _read_pipes(
    lines: Sequence[Line], start: int, _markers: Mapping[int, Marker]
) -> tuple[int, TextTable | None]:
    texts: list[str] = []
    for i in range(start, len(lines)):
        text = lines[i].text.translate(_BOX)
        if not text or not ("|" in text or (text[0] == "+" and _is_border(text))):
            break
        texts.append(text)
    body = [text for text in texts if not _is_border(text)]
    end = start + max(1, len(texts))
    if len(body) < 2 and not (body and len(texts) > len(body)):
        return end, None
    counts = [len(_split_pipes(text)) for text in body]
    framed = all(text[0] == "|" for text in body)
    if max(counts) < 2 or not (framed or len(set(counts)) == 1):
        return end, None
    grid = texts[0][0] == "+"
    rows: list[list[str]] = []
    header_rows = 0
    fresh = True
    for text in texts:
        if _is_border(text):
            if rows and not header_rows and (not grid or "=" in text):
                header_rows = len(rows)
            fresh = True
        elif grid and not fresh:
            cells = _split_pipes(text)
            rows[-1] = [join_lines(a, b) for a, b in zip(rows[-1], cells, strict=False)] or rows[-1]
        else:
            rows.append(_split_pipes(text))
            fresh = not grid
    return end, TextTable(start, end, square(rows), header_rows)


# --- titles, then rows


def _read_separated(
    lines: Sequence[Line], start: int, markers: Mapping[int, Marker]
) -> tuple[int, TextTable | None]:
    return _titled(start, *read_separated(lines, start, markers))


def _read_form(
    lines: Sequence[Line], start: int, markers: Mapping[int, Marker]
) -> tuple[int, TextTable | None]:
    end, rows = read_form(lines, start, markers)
    return end, TextTable(start, end, rows) if rows else None


def _titled(start: int, end: int, rows: Rows) -> tuple[int, TextTable | None]:
    """Where a reader ended, and the table of its rows, the first of which are titles of columns."""
    return end, TextTable(start, end, rows, header_rows=1) if rows else None


def _titled_by(read: Callable[[Sequence[Line], int], tuple[int, Rows]]) -> Reader:
    """A reader of tables from one of rows below titles, which needs no markers of lists."""

    def reader(
        lines: Sequence[Line], start: int, _markers: Mapping[int, Marker]
    ) -> tuple[int, TextTable | None]:
        return _titled(start, *read(lines, start))

    return reader


# --- spaces


def _read_spaced(
    lines: Sequence[Line], start: int, markers: Mapping[int, Marker]
) -> tuple[int, TextTable | None]:
    """The table of columns aligned by spaces that begins at line `start`, and where it ends."""
    end, rows_by_line = find_columns(lines, start, markers)
    if not rows_by_line:
        return end, None
    if not lines[start + 1].text and sum(map(bool, rows_by_line[start])) == 1:
        return start + 1, None  # a title over the columns
    # Blank lines part rows of several lines only where they stand between rows.
    last = max(rows_by_line)
    grouped = any(not lines[i].text for i in range(start, last)) and _rows_are_chunks(
        lines, start, end, rows_by_line
    )
    hung = _is_hung(lines, start, rows_by_line)
    width, widest = (max(len(c[k]) for c in rows_by_line.values()) for k in (0, -1))
    rows: list[list[str]] = []
    above: Sequence[str] = ()
    header_rows = 0
    fresh = True
    for i in range(start, end):
        text = lines[i].text
        if not text:
            fresh = True
            continue
        if is_rule(text) or _is_border(text):
            if rows and not header_rows:
                header_rows = len(rows)
            fresh = True
            continue
        cells = rows_by_line[i]
        hanging = hung and not fresh and lines[i].indent > lines[start].indent
        if rows and (not fresh if grouped else hanging or _goes_on(above, cells, width)):
            joined = [join_lines(a, b) for a, b in zip(rows[-1], cells, strict=True)]
            if len(cells) == 2 and _begins_anew(above[1], cells[1], widest):
                joined[1] = f"{rows[-1][1]}\n{cells[1]}"
            rows[-1] = joined
        else:
            rows.append(list(cells))
        above = cells
        fresh = False
    if _is_form(rows) or len(rows) < 2:
        return end, None
    return end, TextTable(start, end, square(rows), header_rows if header_rows <= 2 else 0)


def _rows_are_chunks(
    lines: Sequence[Line], start: int, end: int, cells: Mapping[int, Sequence[str]]
) -> bool:
    """Whether blank lines part the rows: some rows have several lines, all begin at the left."""
    several = False
    chunks = outstanding = 0
    for i in range(start, end):
        if i not in cells:
            continue
        first = i == start or i - 1 not in cells
        if first and not cells[i][0]:
            return False
        chunks += first
        if not first and cells[i][0] and all(cells[i]):
            outstanding += 1
        several = several or not first
    # One blank line alone may part the titles from rows that each begin at the left.
    return several and (chunks > 2 or not outstanding)


def _is_hung(lines: Sequence[Line], start: int, cells: Mapping[int, Sequence[str]]) -> bool:
    """Whether further lines of a first cell are indented: most that have one begin at the left."""
    begun = [lines[i].indent for i, row in cells.items() if row[0]]
    left = lines[start].indent
    return min(begun) == left and 2 * sum(indent == left for indent in begun) > len(begun)


def _begins_anew(above: str, text: str, width: int) -> bool:
    """Whether a line of a form's value begins an entry of its own: the line above had room for its
    first word."""
    if not above or not text or text[0].islower() or above[-1] in "-,(&/":
        return False
    return len(above) + 1 + len(text.split(maxsplit=1)[0]) <= width


def _goes_on(above: Sequence[str], cells: Sequence[str], width: int) -> bool:
    """Whether a line of cells is the rest of the line above; `width` is that of column one."""
    filled = [cell for cell in cells if cell]
    if not cells[0]:
        # A row may lack its first cell: then it is full, and nothing in it starts small.
        whole = len(filled) >= max(2, len(cells) - 1) and cells[-1]
        return not whole or any(cell[0].islower() for cell in filled)
    if len(filled) == 1 and above[0]:
        # Alone in its line, it is the rest of a full cell, else a row that heads others.
        first = cells[0].split(maxsplit=1)[0]
        if len(above[0]) + 1 + len(first) > width:
            return True
    return cells[0][0].islower() or (above[0][-1:] in "-,(" and bool(above[0]))
