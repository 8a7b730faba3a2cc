"""Pages whose text runs in two columns, laid out with spaces: each column is read by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policynlp.loaders._text.furniture import append_stretch
from policynlp.loaders._text.lines import Line, make_line, starts_lower

_GAP = re.compile(r"(?<=\S) {2,80}(?=\S)")
# A gutter has text right of it in so many lines at least, most of them with text on the left, too;
# a column is so wide on the mean, and so many of its lines go on in small letters.
_LEAST, _LEAST_BOTH, _LEAST_HERE, _WIDTH, _LOWER = 8, 12, 3, 18, 0.15
# Paragraphs begin where they like: so many of them at most beside one another, as the rows of a
# table do, and so many at least while a sentence of the other column goes on. Where no line stands
# across the gutter, as titles and text around a table do, less is asked for.
_BESIDE, _FREE, _LEAST_FREE = 0.35, 0.15, 2
_BESIDE_ALONE, _LEAST_BOTH_ALONE, _LOWER_ALONE = 0.7, 10, 0.05
# Further lines of the items in the right column begin so far right of it at most, and so many of
# its lines, for one that does, begin at its edge.
_HANGING, _AT_EDGE = 4, 0.3
# Empty lines between two stretches of the same columns.
_BLANKS = 3
_MOST_LETTERS = 300


@dataclass(frozen=True)
class _Row:
    """A line cut at the gutter; `across` where text stands in it."""

    left: str
    right: str
    across: bool = False


def unfold_columns(lines: Sequence[Line]) -> list[Line]:
    """Lines with the left column of each page above the right one, where the text runs in two."""
    column = _gutter(lines)
    if column is None:
        return list(lines)
    unfolded: list[Line] = []
    for stretch in _stretches(lines, column):
        append_stretch(unfolded, stretch)
    return unfolded


def _gutter(lines: Sequence[Line]) -> int | None:
    """The column at which the right text begins; None where there is one text."""
    starts: dict[int, int] = {}
    for line in lines:
        if len(line.text) < _MOST_LETTERS and "\t" not in line.raw:
            for match in _GAP.finditer(line.text):
                column = line.indent + match.end()
                starts[column] = starts.get(column, 0) + 1
    if not starts:
        return None
    usual = max(starts, key=lambda k: (starts[k], -k))
    edges = range(usual - _HANGING, usual + 1)
    column = next(k for k in edges if starts.get(k, 0) >= _AT_EDGE * starts[usual])
    rows = [_cut(line, column) for line in lines]
    begun = sum(starts.get(k, 0) for k in range(column, column + _HANGING + 1))
    return column if begun >= _LEAST and _are_texts(rows) else None


def _cut(line: Line, column: int) -> _Row:
    row = " " * line.indent + line.text
    if "\t" in line.raw or (len(row) > column and row[column - 2 : column].strip()):
        return _Row(row, "", across=True)
    return _Row(row[:column].rstrip(), row[column:])


def _are_texts(rows: Sequence[_Row]) -> bool:
    """Whether both columns are running text, and not cells side by side."""
    both = [row for row in rows if row.left and row.right]
    across = sum(row.across for row in rows)
    if len(both) < (_LEAST_BOTH if across else _LEAST_BOTH_ALONE) or across > len(both):
        return False
    lower = 0
    for side in ([row.left for row in both], [row.right for row in both]):
        texts = [text.strip() for text in side]
        small = sum(map(starts_lower, texts))
        least = _LOWER if across else _LOWER_ALONE
        if sum(map(len, texts)) < _WIDTH * len(texts) or small < least * len(texts):
            return False
        lower += small
    if lower < 2 * _LOWER * len(both):
        return False
    begun = together = free = 0
    for above, row in pairwise(rows):
        if row.left and row.right and not (above.left and above.right) and not above.across:
            begun += 1
            together += not (above.left or above.right)
            on = row.right if above.right else row.left.strip() if above.left else ""
            free += starts_lower(on)
    if not across:
        return together <= _BESIDE_ALONE * begun and free > 0
    return together <= _BESIDE * begun and free >= max(_LEAST_FREE, _FREE * begun)


def _stretches(lines: Sequence[Line], column: int) -> Iterator[list[Line]]:
    """What is read in one go: a column of a page, and what stands across both of them."""
    rows = [_cut(line, column) for line in lines]
    start = 0
    while start < len(lines):
        end = start + 1
        while end < len(lines) and rows[end].across == rows[start].across:
            above = lines[max(start, end - _BLANKS) : end]
            apart = len(above) == _BLANKS and not any(line.text for line in above)
            if apart or lines[end].page != lines[start].page:
                break
            end += 1
        band = rows[start:end]
        if sum(bool(row.left and row.right) for row in band) >= _LEAST_HERE:
            page = lines[start].page
            yield [make_line(row.left, page) for row in band]
            yield [make_line(row.right, page) for row in band]
        else:
            yield list(lines[start:end])
        start = end
