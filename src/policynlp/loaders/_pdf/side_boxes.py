"""Shaded boxes beside the text, read before the next title beside or below them."""

from __future__ import annotations

import math

from policynlp.loaders._pdf.layout import Box, Layout
from policynlp.loaders._pdf.lines import merge_rows
from policynlp.loaders._pdf.model import Fill, Line

_NARROW, _WIDE = 0.15, 0.6  # shares of the page's width that a box takes
_HIGH = 40.0  # points
_MOST = 30  # on a page: more are a drawing
_LEAST = 3  # lines beside a box
_INSET = 2.0  # points by which letters may stand over the edge of a box
_STEP = 1.6  # font sizes from line to line of a paragraph at most


def find_boxes(layout: Layout) -> None:
    """Gives a page its boxes, with their lines."""
    away = {id(line) for line in (*layout.furniture.heads, *layout.furniture.feet)}
    lines = [line for line in layout.lines if id(line) not in away]
    width = layout.page.width
    fills = {
        fill
        for fill in layout.page.drawing.fills
        if fill.bottom - fill.top >= _HIGH and _NARROW < (fill.x1 - fill.x0) / width < _WIDE
    }
    if len(fills) > _MOST:
        return
    for fill in sorted(fills, key=lambda fill: fill.top):
        if any(_overlap(fill, table.box) for table in layout.tables):
            continue
        inside = [line for line in lines if _is_inside(line, fill)]
        beside = [
            line
            for line in lines
            if fill.top < line.base < fill.bottom and not _is_inside(line, fill)
        ]
        if len(merge_rows(inside)) < 2 or len(beside) < _LEAST:
            continue
        if any(line.x1 > fill.x0 + _INSET and line.x0 < fill.x1 - _INSET for line in beside):
            continue
        limit = max(line.x1 for line in beside)
        for line in beside if limit < fill.x0 + _INSET else ():
            line.limit = limit
        own = {id(line) for line in inside}
        lines = [line for line in lines if id(line) not in own]
        margin = min(line.x0 for line in inside) - fill.x0
        layout.boxes.append(Box(inside, fill.x1 - margin, _start(merge_rows(lines), fill.top)))


def _start(rows: list[Line], top: float) -> float:
    """The height of the next title below the top of a box: what a box holds belongs to no section
    beside it, and no text belongs to the titles in the box."""
    above: Line | None = None
    for row in rows:
        if row.base > top and (_opens_section(above, row) if above else row.bold):
            return row.top - 1
        above = row
    return math.inf


def _opens_section(above: Line, line: Line) -> bool:
    apart = line.base - above.base > _STEP * line.size or above.bold != line.bold
    return apart and ((line.bold and not above.bold) or line.size > 1.08 * above.size)


def _is_inside(line: Line, fill: Fill) -> bool:
    if not fill.top - _INSET < line.base < fill.bottom + _INSET:
        return False
    return fill.x0 - _INSET < line.x0 and line.x1 < fill.x1 + _INSET


def _overlap(fill: Fill, box: tuple[float, float, float, float]) -> bool:
    return fill.x0 < box[2] and fill.x1 > box[0] and fill.top < box[3] and fill.bottom > box[1]
