"""Titles that stand in a margin left of their text, as brochures and letters set them."""

from __future__ import annotations

from dataclasses import dataclass

from policynlp.loaders._pdf.layout import Layout
from policynlp.loaders._pdf.lines import merge_rows
from policynlp.loaders._pdf.model import Line, TableLine

_EDGE = 3.0  # points by which titles begin apart
_LEAST_SHIFT, _MOST_SHIFT = 70.0, 0.45  # from titles to text: points, share of the page's width
_TEXT = 0.5  # share of a page's lines that stand in the column of the text
_LETTERS = 120  # of a title at most
_LINES = 4
_FEW = 0.25  # letters in the margin, as a share of those in the text
_STEP = 1.6  # font sizes from line to line of a title
_TITLES = 3  # in a document at least
_LEVEL = 0.8  # share of the titles that stand level with a line of text
# Letters of text to a title, on average: where titles look otherwise than text, and where not.
_SECTION, _LONG_SECTION = 150, 300


@dataclass(slots=True)
class _Margin:
    """The titles of a page, how many of them are level with text, and the text's letters."""

    titles: list[list[Line]]
    level: int
    letters: int
    plain: bool


def find_side_titles(layouts: list[Layout]) -> None:
    """Gives each page the titles in its margin, where the document has such titles."""
    found = [(layout, margin) for layout in layouts if (margin := _margin(layout))]
    margins = [margin for _, margin in found if margin.titles]
    count = sum(len(margin.titles) for margin in margins)
    if count < _TITLES or sum(margin.level for margin in margins) < _LEVEL * count:
        return
    plain = any(margin.plain for margin in margins)
    letters = sum(margin.letters for _, margin in found)
    if letters < (_LONG_SECTION if plain else _SECTION) * count:
        return
    for layout, margin in found:
        layout.titles = margin.titles


def _margin(layout: Layout) -> _Margin | None:
    away = {id(line) for line in (*layout.furniture.heads, *layout.furniture.feet)}
    away |= {id(line) for box in layout.boxes for line in box.lines}
    lines = [line for line in layout.lines if id(line) not in away]
    items = [*lines, *(TableLine(table) for table in layout.tables)]
    if not lines:
        return None
    left = min(line.x0 for line in items)
    inner = [line.x0 for line in items if line.x0 > left + _LEAST_SHIFT]
    if not inner:
        return None
    edge = min(inner)
    text = [line for line in items if line.x0 > edge - 2]
    if edge - left > _MOST_SHIFT * layout.page.width or len(text) < _TEXT * len(items):
        return None
    prose = [line for line in text if not isinstance(line, TableLine)]
    if not prose:
        return None
    titles = _titles([line for line in lines if line.x0 <= edge - 2], left, edge)
    first = min(line.top for line in text)
    titles = [title for title in titles if title[0].bottom > first - title[0].size]
    if not all(_may_be_title(title) for title in titles):
        return None
    own = sum(len(line.text) for title in titles for line in title)
    letters = sum(len(line.text) for line in prose)
    if own > _FEW * letters:
        return None
    level = sum(_is_level(title[0], text) for title in titles)
    size = sorted(line.size for line in prose)[len(prose) // 2]
    plain = any(not line.bold and line.size < 1.08 * size for title in titles for line in title)
    return _Margin(titles, level, letters, plain)


def _titles(lines: list[Line], left: float, edge: float) -> list[list[Line]]:
    """Lines in the margin that stand close together, without those that run into the text's
    column."""
    runs: list[list[Line]] = []
    for line in merge_rows(lines):
        above = runs[-1][-1] if runs else None
        if above is not None and line.base - above.base < _STEP * line.size:
            runs[-1].append(line)
        else:
            runs.append([line])
    return [
        run
        for run in runs
        if all(line.x1 < edge - 0.5 * line.size and line.x0 < left + _EDGE for line in run)
    ]


def _may_be_title(lines: list[Line]) -> bool:
    text = " ".join(line.text for line in lines)
    return len(lines) <= _LINES and len(text) <= _LETTERS and text[-1] not in ".;,"


def _is_level(title: Line, text: list[Line]) -> bool:
    """Whether the text beside a title begins there: nothing stands close above, something does
    close below, where it may be a list that is set a little lower."""
    starts = [line.top for line in text if line.top > title.top - 0.6 * title.size]
    above = [line for line in text if line.top <= title.top - 0.6 * title.size]
    near = bool(starts) and min(starts) < title.top + 2.2 * title.size
    return near and not any(line.bottom > title.top - 0.3 * title.size for line in above)
