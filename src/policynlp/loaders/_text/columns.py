"""Columns that are aligned by runs of spaces."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from policynlp.loaders._text.lines import Line, is_rule
from policynlp.loaders._text.markers import Marker

_GAP = 2  # spaces that part columns at least
_MAX_WIDTH = 400
# Two spaces behind a full stop are a habit of typing and part no columns.
_GAP_IN_LINE = re.compile(r"(?<![.:;!?\s])  |   ")


def find_columns(
    lines: Sequence[Line], start: int, markers: Mapping[int, Marker]
) -> tuple[int, dict[int, list[str]]]:
    """Where the lines end that share gutters with line `start`, and the cells of each line.

    The lines grow a table as long as a gutter of blank columns runs through all of them. No cells
    where they make no table of at least three lines (two with three columns or a rule).
    """
    if not _is_columnar(lines[start], markers.get(start)):
        return start + 1, {}
    # At each column: can a gutter run here? Beyond a line's end everything is blank.
    blank = [True] * _MAX_WIDTH
    left, right = _MAX_WIDTH, 0
    gutters: list[tuple[int, int]] = []
    members: list[int] = []
    ruled = False
    for i in range(start, len(lines)):
        line = lines[i]
        if not line.text:
            if not _resumes(lines, i, blank, markers):
                break
        elif is_rule(line.text.replace(" ", "")) and members:
            ruled = True
        else:
            narrowed = _narrow(blank, line)
            edges = min(left, line.indent), max(right, line.end)
            kept = _gutters(narrowed, *edges, gutters)
            # Fewer gutters late in a table: a line of running text that leaves one open.
            if edges[1] > _MAX_WIDTH or not kept:
                break
            if len(members) >= 3 and len(kept) < len(gutters):
                break
            blank, gutters, (left, right) = narrowed, kept, edges
            members.append(i)
    end = members[-1] + 1 if members else start + 1
    if end < len(lines) and is_rule(lines[end].text.replace(" ", "")):
        end += 1
    columnar = sum(_is_columnar(lines[k], markers.get(k)) for k in members)
    enough = 3 if len(gutters) == 1 and not ruled else 2
    if not gutters or columnar < enough:
        return end, {}
    # The rest of a cell alone in its line stands in its column, too.
    below = sum(lines[k].indent >= gutters[0][1] for k in members if "  " not in lines[k].text)
    if (columnar + below) * 2 < len(members):
        return end, {}
    cells = {k: _cut(lines[k], gutters) for k in members}
    marks = _mostly_marks([cells[k][0] for k in members], [markers.get(k) for k in members])
    return end, {} if (marks and not ruled) or _is_prose(list(cells.values())) else cells


def _is_columnar(line: Line, marker: Marker | None) -> bool:
    text = line.text[marker.end :] if marker is not None else line.text
    return "\t" not in line.raw and len(text) < _MAX_WIDTH and _GAP_IN_LINE.search(text) is not None


def _resumes(
    lines: Sequence[Line], i: int, blank: Sequence[bool], markers: Mapping[int, Marker]
) -> bool:
    """Whether after one blank line the same columns go on."""
    if i + 1 >= len(lines) or not lines[i + 1].text:
        return False
    after = lines[i + 1]
    if is_rule(after.text.replace(" ", "")):
        # Behind a rule the columns go on; the next title may stand there too.
        return i + 2 < len(lines) and _is_columnar(lines[i + 2], markers.get(i + 2))
    return _is_columnar(after, markers.get(i + 1)) and bool(
        _gutters(_narrow(blank, after), after.indent, after.end)
    )


def _narrow(blank: Sequence[bool], line: Line) -> list[bool]:
    row = (" " * line.indent + line.text)[:_MAX_WIDTH]
    return [free and (k >= len(row) or row[k] in " \xa0") for k, free in enumerate(blank)]


def _gutters(
    blank: Sequence[bool], left: int, right: int, known: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int]]:
    """Runs of blank columns with text on both sides, at least `_GAP` wide.

    Of several `known` gutters one may be a single space wide where a cell fills its column.
    """
    ends = {end for _, end in known} if len(known) > 1 else set()
    found: list[tuple[int, int]] = []
    k = left
    while k < min(right, _MAX_WIDTH):
        if not blank[k]:
            k += 1
            continue
        start = k
        while k < min(right, _MAX_WIDTH) and blank[k]:
            k += 1
        if (k - start >= _GAP or k in ends) and start > left and k < right:
            found.append((start, k))
    return found


def _cut(line: Line, gutters: Sequence[tuple[int, int]]) -> list[str]:
    row = " " * line.indent + line.text
    edges = [0, *(end for _, end in gutters), len(row) + 1]
    return [" ".join(row[a:b].split()) for a, b in pairwise(edges)]


def _mostly_marks(first: Sequence[str], markers: Sequence[Marker | None]) -> bool:
    """Whether the first column holds nothing but bullets and numbers of a list."""
    marks = sum(
        marker is not None and len(cell) <= marker.end
        for cell, marker in zip(first, markers, strict=True)
    )
    return marks > 0 and marks >= sum(bool(cell) for cell in first) / 2


def _is_prose(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the gaps lie in justified text by chance: long cells that go on in small letters."""
    cells = [cell for row in rows for cell in row if cell]
    long = sum(len(cell) > 45 for cell in cells)
    goes_on = sum(cell[0].islower() for cell in cells)
    return long * 2 > len(cells) and goes_on * 3 > len(cells)
