"""Rows that no line parts: tables whose columns are ruled and whose rows are set apart by white."""

from __future__ import annotations

from itertools import pairwise

from policynlp.loaders._pdf.grids import Grid
from policynlp.loaders._pdf.model import Word

_TALL = 40.0  # points: a band of one row is not looked into
_SHARE = 0.5  # of the grid's height, for a band to be the body of the table
_JUMP = 1.5  # the white between rows is wider than that between lines by this factor
_LEAST = 2.0  # points: white under this is that between lines
_SHORT = 0.7  # share of its column that a cell of one line fills at most


def part_bands(grid: Grid, words: list[Word]) -> Grid:
    """The grid, its one tall band cut into the rows that stand in it."""
    height, xs, ys = grid.ys[-1] - grid.ys[0], grid.xs, grid.ys
    if len(xs) < 3 or len(ys) > 5:
        return grid
    for band in range(len(ys) - 1):
        top, bottom = ys[band], ys[band + 1]
        if bottom - top < max(_TALL, _SHARE * height):
            continue
        if grid.owner[band] != [(band, column) for column in range(len(xs) - 1)]:
            return grid
        if band + 2 < len(ys) and any(owner[0] == band for owner in grid.owner[band + 1]):
            return grid
        inside = [
            word
            for word in words
            if xs[0] <= word.x0 and word.x1 <= xs[-1] and top < word.base < bottom
        ]
        cuts = _cuts(inside, xs)
        return _cut(grid, band, cuts) if cuts else grid
    return grid


def _cuts(words: list[Word], xs: list[float]) -> list[float]:
    """Heights between the rows, none where the band is one row."""
    lines = _lines(words)
    if len(lines) < 3:
        return []
    columns = [{_column(word, xs) for word in line} for line in lines]
    gaps = _gaps(lines)
    # Lines without white between them lie beside each other in cells that are centred.
    none = [0.0] * (len(lines) - 1 - len(gaps))
    limit = _jump([*none, *(high - low for low, high, _ in gaps)])
    if limit:
        wide = [(low, high, index) for low, high, index in gaps if high - low > limit]
        starts = [0, *[index for _, _, index in wide], len(lines)]
        groups = [set().union(*columns[a:b]) for a, b in pairwise(starts)]
        # Every row has something in its first column and in another one.
        if not all(0 in group and len(group) > 1 for group in groups):
            return []
        return [(low + high) / 2 for low, high, _ in wide]
    if all(len(found) == len(xs) - 1 for found in columns) and _are_short(lines, xs):
        return [(low[0].base + high[0].base) / 2 - 2 for low, high in pairwise(lines)]
    return []


def _lines(words: list[Word]) -> list[list[Word]]:
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.base):
        if lines and word.base - lines[-1][0].base < 0.35 * word.style.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    return lines


def _gaps(lines: list[list[Word]]) -> list[tuple[float, float, int]]:
    """White over the whole width: from, to, and the index of the line below. Cells that are
    centred beside longer ones leave none."""
    gaps: list[tuple[float, float, int]] = []
    low = max(word.base + 0.2 * word.style.size for word in lines[0])
    for index, line in enumerate(lines[1:], start=1):
        high = min(word.base - 0.7 * word.style.size for word in line)
        if high > low:
            gaps.append((low, high, index))
        low = max(low, *(word.base + 0.2 * word.style.size for word in line))
    return gaps


def _column(word: Word, xs: list[float]) -> int:
    middle = (word.x0 + word.x1) / 2
    return sum(middle > x for x in xs[1:-1])


def _jump(gaps: list[float]) -> float:
    """The white between that of lines and that of rows, 0 where there is one kind."""
    best, limit = _JUMP, 0.0
    for low, high in pairwise(sorted(max(gap, _LEAST) for gap in gaps)):
        if high / low > best:
            best, limit = high / low, (low + high) / 2
    return limit


def _are_short(lines: list[list[Word]], xs: list[float]) -> bool:
    """Whether most cells leave room in their columns: text that is wrapped fills them."""
    short = cells = 0
    for line in lines:
        for column, (left, right) in enumerate(pairwise(xs)):
            own = [word for word in line if _column(word, xs) == column]
            width = max(word.x1 for word in own) - min(word.x0 for word in own)
            cells += 1
            short += width < _SHORT * (right - left)
    return short >= 0.7 * cells


def _cut(grid: Grid, band: int, cuts: list[float]) -> Grid:
    ys = [*grid.ys[: band + 1], *cuts, *grid.ys[band + 1 :]]
    count, width = len(cuts), len(grid.xs) - 1
    owner = [list(row) for row in grid.owner[:band]]
    owner += [[(row, column) for column in range(width)] for row in range(band, band + count + 1)]
    owner += [
        [(row + count if row > band else row, column) for row, column in owners]
        for owners in grid.owner[band + 1 :]
    ]
    return Grid(grid.xs, ys, owner)
