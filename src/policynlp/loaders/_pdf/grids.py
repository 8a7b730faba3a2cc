"""Ruling lines to tables: which lines form a grid, and which words stand in which cell."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from policynlp.languages import all_words
from policynlp.loaders._pdf.cells import cell_text
from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.model import Cell, Drawing, Edge, Fill, Table, Word

_SNAP = 2.5  # points: lines nearer than this are one line
_SHORTENED = 6  # letters of a shortened word at most, with its full stop ("No.", "Resp.")
_MAX_PAIRS = 400_000


@dataclass(slots=True)
class Grid:
    """Column and row borders and, for each slot, which cell it belongs to.

    `owner[row][column]` is the (row, column) of the cell's first slot.
    """

    xs: list[float]
    ys: list[float]
    owner: list[list[tuple[int, int]]]

    @property
    def cells(self) -> int:
        return len({cell for row in self.owner for cell in row})


def find_grids(drawing: Drawing) -> list[Grid]:
    """The grids on a page, small ones first; a frame round text is no grid."""
    horizontal, vertical = merge_edges(drawing.horizontal), merge_edges(drawing.vertical)
    if not horizontal or not vertical or len(horizontal) * len(vertical) > _MAX_PAIRS:
        return []
    grids = []
    for rows, columns in _connected(horizontal, vertical):
        grid = _grid(rows, columns)
        if grid is not None and grid.cells > 1:
            grids.append(grid)
    grids.sort(key=lambda grid: (grid.xs[-1] - grid.xs[0]) * (grid.ys[-1] - grid.ys[0]))
    return grids


def merge_edges(edges: list[Edge]) -> list[Edge]:
    """Edges on one line that touch, as one; the order is by place."""
    merged: list[Edge] = []
    band: list[Edge] = []
    for edge in sorted(edges):
        if band and edge.at - band[0].at > _SNAP:
            merged.extend(_merge_band(band))
            band = []
        band.append(edge)
    if band:
        merged.extend(_merge_band(band))
    return merged


def _merge_band(band: list[Edge]) -> list[Edge]:
    at = sum(edge.at for edge in band) / len(band)
    done: list[Edge] = []
    for edge in sorted(band, key=lambda edge: edge.start):
        if done and edge.start <= done[-1].end + _SNAP:
            last = done[-1]
            done[-1] = Edge(at, last.start, max(last.end, edge.end))
        else:
            done.append(Edge(at, edge.start, edge.end))
    return done


def _connected(horizontal: list[Edge], vertical: list[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Groups of lines that touch each other."""
    parent = list(range(len(horizontal) + len(vertical)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for row, h in enumerate(horizontal):
        for column, v in enumerate(vertical, start=len(horizontal)):
            if (
                h.start - _SNAP <= v.at <= h.end + _SNAP
                and v.start - _SNAP <= h.at <= v.end + _SNAP
            ):
                parent[root(row)] = root(column)
    groups: dict[int, tuple[list[Edge], list[Edge]]] = {}
    for index, edge in enumerate([*horizontal, *vertical]):
        group = groups.setdefault(root(index), ([], []))
        group[index >= len(horizontal)].append(edge)
    return [group for group in groups.values() if group[0] and group[1]]


def _places(edges: list[Edge], ends: list[float]) -> list[float]:
    places: list[float] = []
    for at in sorted([edge.at for edge in edges] + ends):
        if not places or at - places[-1] > _SNAP:
            places.append(at)
    return places


def _grid(rows: list[Edge], columns: list[Edge]) -> Grid | None:
    """The grid of connected lines; sides that are left open are closed."""
    left, right = min(edge.start for edge in rows), max(edge.end for edge in rows)
    top, bottom = min(edge.start for edge in columns), max(edge.end for edge in columns)
    xs = _places(columns, [left, right])
    ys = _places(rows, [top, bottom])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > 20_000:
        return None
    owner = [[(row, column) for column in range(len(xs) - 1)] for row in range(len(ys) - 1)]
    upright = _index(columns, xs)
    level = _index(rows, ys)
    for row in range(len(ys) - 1):
        middle_y = (ys[row] + ys[row + 1]) / 2
        for column in range(len(xs) - 1):
            middle_x = (xs[column] + xs[column + 1]) / 2
            if row and not _crosses(level[row], middle_x):
                above = owner[row - 1][column]
                if column == 0 or above[1] == column or owner[row][column - 1] == above:
                    owner[row][column] = above
                    continue
            if column and not _crosses(upright[column], middle_y):
                beside = owner[row][column - 1]
                if beside[0] == row:
                    owner[row][column] = beside
    return Grid(xs, ys, owner)


def _index(edges: list[Edge], places: list[float]) -> list[list[Edge]]:
    found: list[list[Edge]] = [[] for _ in places]
    for edge in edges:
        index = max(bisect_right(places, edge.at + _SNAP) - 1, 0)
        found[index].append(edge)
    return found


def _crosses(edges: list[Edge], middle: float) -> bool:
    return any(edge.start <= middle <= edge.end for edge in edges)


def fill_grid(
    grid: Grid, words: list[Word], drawing: Drawing, hyphens: Hyphens
) -> tuple[Table | None, list[Word]]:
    """The table of a grid with the words that stand in it, and the words that do not."""
    xs, ys = grid.xs, grid.ys
    slots: dict[tuple[int, int], list[Word]] = {}
    outside: list[Word] = []
    left, right, top, bottom = xs[0], xs[-1], ys[0], ys[-1]
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.style.size
        if left <= x <= right and top <= y <= bottom:
            row = min(bisect_right(ys, y), len(ys) - 1) - 1
            column = min(bisect_right(xs, x), len(xs) - 1) - 1
            slots.setdefault((row, column), []).append(word)
        else:
            outside.append(word)
    _part_cells(grid, slots)
    inside: dict[tuple[int, int], list[Word]] = {}
    for (row, column), found in slots.items():
        inside.setdefault(grid.owner[row][column], []).extend(found)
    fragment = len(inside) == 1 and len(grid.owner) == 1
    framing = len(grid.owner) > 1 and len({column for _, column in inside}) == 1
    if not (fragment or framing) and (len(inside) < 2 or not _is_table(grid, inside)):
        return None, words
    cells = _cells(grid, inside, hyphens)
    looks = [_is_marked(row, grid, drawing.fills) for row in cells]
    rows, headers = _rows(grid, inside, cells, looks)
    if not headers and guess_header(rows):
        headers = 1
    columns = tuple(round(x, 1) for x in xs)
    used = tuple(sorted({column for _, column in inside}))
    box = (left, top, right, bottom)
    table = Table(
        rows, box, columns, headers, True, used, fragment, framing, cells=cells, marked=looks
    )
    return table, outside


def _part_cells(grid: Grid, slots: dict[tuple[int, int], list[Word]]) -> None:
    """Parts cells that seem merged only because their row has no vertical lines.

    Some styles draw them in every second row or in the first one only. Text that is set over
    several columns crosses their borders; text of the columns keeps clear of all of them.
    """
    for row, owners in enumerate(grid.owner):
        for column in range(1, len(owners)):
            first = owners[column]
            if first[0] != row or first[1] == column:
                continue
            own = [
                (r, c)
                for r in range(row, len(grid.owner))
                for c in range(first[1], len(owners))
                if grid.owner[r][c] == first
            ]
            words = [word for slot in own for word in slots.get(slot, ())]
            if _keeps_clear(words, grid.xs[column], grid.xs[min(column + 1, len(owners))]):
                for r, c in own:
                    if c >= column:
                        grid.owner[r][c] = (row, column)


def _keeps_clear(words: list[Word], border: float, following: float) -> bool:
    """Whether words stand on both sides of a border and each line has white space around it; or
    all of them in the one column that begins there."""
    left = [word for word in words if word.x1 <= border + 0.5]
    right = [word for word in words if word.x0 >= border - 0.5]
    if not right or len(left) + len(right) < len(words):
        return False
    if not left and max(word.x1 for word in right) > following:
        return False
    size = words[0].style.size
    # Text of a column begins at its own left edge, and that is near the border.
    start = min(word.x0 for word in right)
    if start - border > 1.5 * size:
        return False
    for word in left:
        beside = [other.x0 for other in right if abs(other.base - word.base) < 0.3 * size]
        if beside and min(beside) - word.x1 < 0.45 * size:
            return False
    return True


def _is_table(grid: Grid, inside: dict[tuple[int, int], list[Word]]) -> bool:
    """Whether the filled cells stand in at least two columns and are no scale of a chart."""
    if len({column for _, column in inside}) < 2:
        return False
    return len(inside) >= 0.2 * grid.cells


def _cells(
    grid: Grid, inside: dict[tuple[int, int], list[Word]], hyphens: Hyphens
) -> list[list[Cell]]:
    """The cells that begin in each row of a grid, left to right."""
    xs, ys = grid.xs, grid.ys
    ends: dict[tuple[int, int], tuple[int, int]] = {}
    for row, owners in enumerate(grid.owner):
        for column, cell in enumerate(owners):
            ends[cell] = (row + 1, max(ends.get(cell, (0, 0))[1], column + 1))
    rows: list[list[Cell]] = [[] for _ in grid.owner]
    for (row, column), (low, end) in sorted(ends.items()):
        words = inside.get((row, column), [])
        text = cell_text(words, xs[column], xs[end], hyphens)
        rows[row].append(Cell(words, text, xs[column], ys[row], xs[end], ys[low]))
    return rows


def _is_marked(cells: list[Cell], grid: Grid, fills: list[Fill]) -> bool:
    """Whether all that stands in a row is bold, or shaded."""
    filled = [cell for cell in cells if cell.words]
    bold = all(word.style.bold for cell in filled for word in cell.words)
    return bold or all(_is_shaded(cell, grid.ys, fills) for cell in filled)


def _rows(
    grid: Grid,
    inside: dict[tuple[int, int], list[Word]],
    cells: list[list[Cell]],
    looks: list[bool],
) -> tuple[list[list[str]], int]:
    """The texts of the rows that have any, in the columns that have any, and how many are heads."""
    used = sorted({column for _, column in inside})
    kept = [row for row in range(len(cells)) if any(cell.words for cell in cells[row])]
    texts = [{cell.left: cell.text for cell in cells[row]} for row in kept]
    rows = [[found.get(grid.xs[column], "") for column in used] for found in texts]
    lows = {y: row for row, y in enumerate(grid.ys)}
    lowest = [max(lows[cell.bottom] - 1 for cell in cells[row] if cell.words) for row in kept]
    return rows, _count_headers([looks[row] for row in kept], lowest, kept)


def _is_shaded(cell: Cell, ys: list[float], fills: list[Fill]) -> bool:
    x = cell.left + 3
    y = (cell.top + next(y for y in ys if y > cell.top)) / 2
    return any(fill.x0 <= x <= fill.x1 and fill.top <= y <= fill.bottom for fill in fills)


def _count_headers(marked: list[bool], lowest: list[int], kept: list[int]) -> int:
    """First rows set off by weight or shading; none where all rows are."""
    if all(marked):
        return 0
    count = marked.index(False)
    # A cell of the first rows that reaches down takes the rows beside it along.
    if count:
        reach = max(lowest[:count])
        while count < len(kept) - 1 and kept[count] <= reach:
            count += 1
    return count if count <= 3 else 1


def guess_header(rows: list[list[str]]) -> bool:
    """Whether the first row of a plain table reads like names of columns.

    Short texts in every column, without figures, over cells that are longer or have figures; a
    table of two columns may as well be labels and values.
    """
    if len(rows) < 2 or len(rows[0]) < 3:
        return False
    first, rest = rows[0], rows[1:]
    if not all(first) or len(set(first)) < len(first):
        return False
    number = all_words("reading", "numbers.columns")
    for cell in first:
        if len(cell) > 40 or any(map(str.isdigit, cell)) or cell[-1] in ";,":
            return False
        if cell[-1] == "." and len(cell) > _SHORTENED:
            return False
        if not cell[0].isupper() and not cell.startswith(number):
            return False
    later = [cell for row in rest for cell in row if cell]
    longer = sum(map(len, later)) > 1.3 * len(later) * sum(map(len, first)) / len(first)
    return longer or any(any(map(str.isdigit, cell)) for cell in later)
