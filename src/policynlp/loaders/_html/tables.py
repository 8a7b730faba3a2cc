"""Tables of a web page: data, or only the page's layout."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from policynlp.loaders._html.tree import Node, names
from policynlp.loaders._paragraphs import holds_sections

Grid = tuple[tuple[str, ...], ...]
_MAX_SPAN = 100
_MAX_CELLS = 200_000
_MAX_AROUND = 4
# So many letters or elements show whether a cell holds anything.
_GLANCE = 60
_BLOCKS = names("h1 h2 h3 h4 h5 h6 table article section main form")


def rows_of(table: Node) -> list[tuple[Node, bool]]:
    """The rows of a table itself, not of tables inside it, and whether each is in `thead`."""
    found: list[tuple[Node, bool]] = []
    feet: list[tuple[Node, bool]] = []
    for child in _elements(table):
        if child.tag == "tr":
            found.append((child, False))
        elif child.tag in ("thead", "tbody", "tfoot"):
            rows = [(row, child.tag == "thead") for row in _elements(child) if row.tag == "tr"]
            (feet if child.tag == "tfoot" else found).extend(rows)
    return found + feet


def _elements(node: Node) -> Iterator[Node]:
    return (child for child in node.children if isinstance(child, Node))


def _cells(row: Node) -> list[Node]:
    return [cell for cell in _elements(row) if cell.tag in ("td", "th")]


def is_layout(table: Node) -> bool:
    """Whether a table only lays out the page: one column or cell, or cells that hold sections."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = rows_of(table)
    widths = [sum(_span(cell, "colspan") for cell in _cells(row)) for row, _ in rows]
    if not widths or max(widths) < 2:
        return True
    filled = [sum(bool(cell.text(_GLANCE).strip()) for cell in _cells(row)) for row, _ in rows]
    if max(filled) < 2:
        return True  # bars over the whole width, cells set in by an empty one
    cells = [cell for row, _ in rows for cell in _cells(row)]
    marked = any(child.tag in ("caption", "thead") for child in _elements(table))
    if marked or any(cell.tag == "th" for cell in cells):
        return False
    if any(cell.find(*_BLOCKS) is not None for cell in cells):
        return True
    lengths = sorted(len(" ".join(cell.text().split())) for cell in cells)
    # A cell of several paragraphs beside nearly empty ones: columns of a page.
    large = sum(length > 1200 for length in lengths)
    return len(rows) <= 2 and large > 0


def sections_of(table: Node) -> list[list[Node]]:
    """The cells of each row of a table whose left cells are titles of sections and whose right ones
    hold them; none for any other table."""
    if any(child.tag in ("caption", "thead") for child in _elements(table)):
        return []
    rows = [_cells(row) for row, _ in rows_of(table)]
    if max(map(len, rows), default=0) != 2 or _lies_deep(table):
        return []
    texts = [[" ".join(cell.text().split()) for cell in row] for row in rows]
    filled = [[text for text in row if text] for row in texts]
    return rows if holds_sections([row for row in filled if row]) else []


def _lies_deep(table: Node) -> bool:
    """Whether more tables lie around it than pages are laid out with."""
    around = (node for node in table.ancestors() if node.tag == "table")
    return next(islice(around, _MAX_AROUND, None), None) is not None


def _span(cell: Node, name: str) -> int:
    value = cell.get(name).strip()
    return min(_MAX_SPAN, max(1, int(value))) if value.isdigit() and len(value) < 6 else 1


def read_table(table: Node, read_cell: Callable[[Node], tuple[str, bool]]) -> tuple[Grid, int]:
    """Rows of cell texts and the number of header rows; a spanning cell's text stands in its
    first place only. `read_cell` gives text, and whether it is bold."""
    grid: dict[tuple[int, int], str] = {}
    taken: set[tuple[int, int]] = set()
    headers: list[bool] = []
    bold_rows: list[bool] = []
    width = 0
    rows = rows_of(table)
    for r, (row, in_head) in enumerate(rows):
        cells = _cells(row)
        titled = bool(cells) and all(x.tag == "th" for x in cells)
        headers.append(in_head or titled or "header" in row.get("class").lower())
        c = 0
        bold_row = bool(cells)
        for cell in cells:
            while (r, c) in taken:
                c += 1
            grid[r, c], bold = read_cell(cell)
            bold_row = bold_row and (bold or not grid[r, c])
            down = _span(cell, "rowspan") if cell.get("rowspan").strip() != "0" else len(rows)
            across = _span(cell, "colspan")
            for dr in range(min(down, len(rows) - r)):
                for dc in range(across):
                    taken.add((r + dr, c + dc))
            c += across
            width = max(width, c)
        bold_rows.append(bold_row)
        if len(taken) > _MAX_CELLS:
            break
    header_rows = next((i for i, header in enumerate(headers) if not header), len(headers))
    lines = [tuple(grid.get((r, c), "") for c in range(width)) for r in range(len(headers))]
    if header_rows == len(lines):
        header_rows = 0
    if not header_rows and bold_rows[:2] == [True, False] and all(lines[0]):
        header_rows = 1
    header_rows -= sum(1 for line in lines[:header_rows] if not any(line))
    return _without_empty_columns([line for line in lines if any(line)]), header_rows


def _without_empty_columns(lines: list[tuple[str, ...]]) -> Grid:
    if not lines:
        return ()
    used = [c for c in range(len(lines[0])) if any(line[c] for line in lines)]
    return tuple(tuple(line[c] for c in used) for line in lines)
