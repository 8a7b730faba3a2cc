"""Reading order: where a page is set in columns, and what stands across them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from policynlp.loaders._pdf.crossing import in_wide_tables
from policynlp.loaders._pdf.gutters import MIN_LINES, Gutters, find_gutter
from policynlp.loaders._pdf.lines import rows_of
from policynlp.loaders._pdf.model import Edge, Line, TableLine

_MAX_DEPTH = 4


@dataclass(slots=True)
class Column:
    """Lines that are read one after the other, and the width they are set in."""

    lines: list[Line]
    left: float
    right: float
    top: float = 0.0


def split_columns(
    lines: list[Line], rules: list[Edge], depth: int = 0, gutters: Gutters | None = None
) -> list[Column]:
    """Columns in reading order.

    Lines that cross the gutter between two columns close the columns above them: what stands
    over a full-width heading or table is read before it, both columns. `rules` are the horizontal
    rules of the page: where they run over a white stripe, it parts the cells of a table.
    """
    if not lines:
        return []
    if depth == 0:
        head = _split_letterhead(lines)
        if head is not None:
            left, right, rest = head
            return [_column(left), _column(right), *split_columns(rest, rules, 1)]
    gutter = None
    if depth < _MAX_DEPTH and len(lines) >= 2 * MIN_LINES:
        gutter = find_gutter(lines, rules)
    if depth == 0 and gutters is not None:
        if gutter is None:
            gutter = gutters.fitting(lines)
        else:
            gutters.learn(gutter, lines)
    if gutter is None:
        return [_column(lines)]
    columns: list[Column] = []
    for side, part in _bands(lines, gutter, rules):
        if side == "across":
            columns.append(_column(part))
            continue
        left = [line for line in part if line.x1 <= gutter]
        right = [line for line in part if line.x1 > gutter]
        columns.extend(split_columns(left, rules, depth + 1))
        columns.extend(split_columns(right, rules, depth + 1))
    return columns


def _split_letterhead(
    lines: list[Line],
) -> tuple[list[Line], list[Line], list[Line]] | None:
    """Two blocks of centred lines beside each other at the head of a letter, and the rest."""
    top = min(line.top for line in lines)
    head = [line for line in lines if line.top < top + 160 and not isinstance(line, TableLine)]
    rows = rows_of(head)
    pairs = []
    for row in rows:
        if len(row) != 2:
            break
        pairs.append(row)
    if not 2 <= len(pairs) <= 8 or pairs[0][1].x0 - pairs[0][0].x1 < 2 * pairs[0][0].size:
        return None
    left, right = [row[0] for row in pairs], [row[1] for row in pairs]
    if not (_are_centred(left) and _are_centred(right)):
        return None
    for row in rows[len(pairs) :]:
        # The longer of the blocks goes on alone.
        near = row[0].base - max(left[-1].base, right[-1].base) < 3 * row[0].size
        fitting = [block for block in (left, right) if _are_centred([*block, row[0]])]
        if len(row) > 1 or not near or not fitting:
            break
        fitting[0].append(row[0])
    taken = {id(line) for line in (*left, *right)}
    return left, right, [line for line in lines if id(line) not in taken]


def _are_centred(lines: list[Line]) -> bool:
    """Whether lines of different lengths share their middle and not their left edge."""
    middles = [line.x0 + line.x1 for line in lines]
    starts = [line.x0 for line in lines]
    return max(middles) - min(middles) < 4 and max(starts) - min(starts) > 4


def _column(lines: list[Line]) -> Column:
    return Column(
        lines,
        min(line.x0 for line in lines),
        max(line.x1 for line in lines),
        min(line.top for line in lines),
    )


def _bands(lines: list[Line], gutter: float, rules: list[Edge]) -> list[tuple[str, list[Line]]]:
    """Stretches from top to bottom: lines across the gutter, or columns beside it."""
    across = [line for line in lines if line.x0 < gutter - 2 and line.x1 > gutter + 2]
    bands: list[tuple[str, list[Line]]] = []
    crossing = {id(line) for line in across} | in_wide_tables(lines, rules, gutter)
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        kind = "across" if id(line) in crossing else "beside"
        if bands and bands[-1][0] == kind:
            bands[-1][1].append(line)
        else:
            bands.append((kind, [line]))
    for above, below in pairwise(bands):
        if above[0] == "across":
            _free_rows(above[1], below[1], gutter)
    bands = _free_headings([band for band in bands if band[1]], gutter)
    # Text on one side only, between or under lines of full width, is their last line or a
    # heading; a real column has text on both sides.
    settled: list[tuple[str, list[Line]]] = []
    for kind, part in bands:
        if kind == "beside" and not _is_pair(part, gutter):
            kind = "across"
        if settled and settled[-1][0] == kind:
            settled[-1][1].extend(part)
        else:
            settled.append((kind, part))
    return settled


def _free_rows(across: list[Line], beside: list[Line], gutter: float) -> None:
    """Moves rows of several cells that do not reach the gutter to the table above them, whose
    other rows cross it."""
    while beside:
        row = [line for line in beside if line.base - beside[0].base < 1]
        first, last = row[0], max(across, key=lambda line: line.base)
        left = first.x1 <= gutter
        if len(row) < 2 or isinstance(last, TableLine) or first.base - last.base > 3 * first.size:
            return
        if any((line.x1 <= gutter) != left for line in row):
            return
        if any(line.top < first.bottom for line in beside[len(row) :]):
            return
        if not any(abs(line.x0 - row[1].x0) < 2 for line in across):
            return
        across.extend(row)
        del beside[: len(row)]


def _free_headings(
    bands: list[tuple[str, list[Line]]], gutter: float
) -> list[tuple[str, list[Line]]]:
    """Short headings over or under a pair of columns, which do not reach the gutter."""
    freed: list[tuple[str, list[Line]]] = []
    for kind, part in bands:
        if kind == "across" or not _is_pair(part, gutter):
            freed.append((kind, part))
            continue
        size = _text_size(part)
        bold = sum(line.bold for line in part) > len(part) / 2
        start, end = 0, len(part)
        while (
            start < end
            and _stands_out(part[start], size, bold)
            and (_alone(part[start], part[start + 1 :], gutter))
        ):
            start += 1
        while (
            end > start
            and _stands_out(part[end - 1], size, bold)
            and (_alone(part[end - 1], part[: end - 1], gutter))
        ):
            end -= 1
        for name, lines in (
            ("across", part[:start]),
            ("beside", part[start:end]),
            ("across", part[end:]),
        ):
            if lines:
                freed.append((name, lines))
    return freed


def _stands_out(line: Line, size: float, bold: bool) -> bool:
    if isinstance(line, TableLine) or line.words[0].text[:1].islower():
        return False
    return line.size > 1.08 * size or (line.bold and not bold)


def _text_size(lines: list[Line]) -> float:
    """The largest font size that a good part of the text is set in."""
    widths: dict[float, float] = {}
    for line in lines:
        if not isinstance(line, TableLine):
            widths[line.size] = widths.get(line.size, 0.0) + line.x1 - line.x0
    total = sum(widths.values())
    return max((size for size, width in widths.items() if width > 0.2 * total), default=10.0)


def _alone(line: Line, others: list[Line], gutter: float) -> bool:
    """Whether a line is clear of everything in the other column, and alone in its row."""
    left = line.x1 <= gutter
    return not any(
        other.bottom > line.top
        and other.top < line.bottom
        and ((other.x1 <= gutter) != left or abs(other.base - line.base) < 1)
        for other in others
    )


def _is_pair(part: list[Line], gutter: float) -> bool:
    left = sum(1 for line in part if line.x1 <= gutter)
    return min(left, len(part) - left) >= 1 and len(part) >= 3
