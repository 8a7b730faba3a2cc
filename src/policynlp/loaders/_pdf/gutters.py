"""The white stripe between two columns of prose, told from that between the cells of a table."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from itertools import pairwise

from policynlp.loaders._pdf.lines import merge_rows, rows_of
from policynlp.loaders._pdf.lists import marker_of
from policynlp.loaders._pdf.model import Edge, Line, TableLine, Word

_MIN_GUTTER = 0.7  # font sizes
MIN_LINES = 4  # lines with a neighbour, for a gutter to be looked for
_MAX_TRIES = 4
_FULL_TABLE = 60.0  # points: a table as high as this may be all that a column holds


class Gutters:
    """The gutter of the pages before: the last page of a text may have a few lines only in its
    second column, too few to show a gutter by themselves."""

    def __init__(self) -> None:
        self._known: tuple[float, float] | None = None

    def learn(self, gutter: float, lines: list[Line]) -> None:
        """Keeps the gutter of a page and where the text begins on its right."""
        starts = [line.x0 for line in lines if line.x0 >= gutter]
        self._known = (gutter, min(starts)) if starts else None

    def fitting(self, lines: list[Line]) -> float | None:
        """The known gutter, where the lines of a page keep to its two columns."""
        if self._known is None:
            return None
        gutter, start = self._known
        right = [line for line in lines if line.x0 >= gutter]
        left = [line for line in lines if line.x1 <= gutter]
        if not right or len(right) + len(left) < 0.8 * len(lines) or len(left) < MIN_LINES:
            return None
        level = min(line.base for line in right) > min(line.top for line in left) - 3
        return gutter if level and abs(min(line.x0 for line in right) - start) < 3 else None


def find_gutter(lines: list[Line], rules: list[Edge]) -> float | None:
    """The x of the white stripe between two columns of prose, or None.

    Every line votes with the gap to its next neighbour on the right; the stripe that most gaps
    share is the gutter, if what stands on both sides reads like lines of prose.
    """
    gaps = _neighbour_gaps(lines)
    if len(gaps) < MIN_LINES:
        return None
    events = sorted(
        [(start, 0, 1) for start, _, _, _ in gaps] + [(end, 1, -1) for _, end, _, _ in gaps]
    )
    stripes: list[tuple[int, float]] = []
    count = 0
    for (x, _, step), (following, _, next_step) in pairwise(events):
        count += step
        if step > 0 and next_step < 0 and count >= max(MIN_LINES, 0.2 * len(gaps)):
            stripes.append((count, (x + following) / 2))
    stripes.sort(reverse=True)
    return next((x for _, x in stripes[:_MAX_TRIES] if _is_gutter(x, lines, rules)), None)


def _is_gutter(gutter: float, lines: list[Line], rules: list[Edge]) -> bool:
    """Whether what stands on both sides of a stripe are columns of the page."""
    beside = [line for line in lines if not isinstance(line, TableLine)]
    left = [line for line in beside if line.x1 <= gutter]
    right = [line for line in beside if line.x0 >= gutter]
    left_rows, right_rows = merge_rows(left), merge_rows(right)
    if _crossings(gutter, left, right, rules) > max(1, 0.2 * min(len(left_rows), len(right_rows))):
        return False
    if _in_open_table(gutter, left, right, rules):
        return False
    prose = _are_prose(left_rows), _are_prose(right_rows)
    if any(prose) and not all(prose):
        # A ruled table may fill the other column.
        tables = [line for line in lines if isinstance(line, TableLine)]
        own = [x for x in tables if (x.x1 <= gutter if prose[1] else x.x0 >= gutter)]
        if sum(table.bottom - table.top for table in own) > _FULL_TABLE:
            return True
    if all(prose):
        return not _stands_in_rows(left + right, gutter)
    # A side bar, or lists beside each other: set for themselves, not in rows.
    return any(prose) and not _share_baselines(*_beside(left_rows, right_rows))


def _crossings(gutter: float, left: list[Line], right: list[Line], rules: list[Edge]) -> int:
    """How many rules run over the stripe at heights where both sides have text."""
    if not left or not right:
        return 0
    top = max(min(line.top for line in left), min(line.top for line in right)) - 5
    bottom = min(max(line.bottom for line in left), max(line.bottom for line in right)) + 5
    return sum(
        1
        for rule in rules
        if top < rule.at < bottom and rule.start < gutter - 10 and rule.end > gutter + 10
    )


def _in_open_table(gutter: float, left: list[Line], right: list[Line], rules: list[Edge]) -> bool:
    """Whether what stands on both sides lies between rules of one width over the stripe: the
    head rule and the last rule of a table that has no others."""
    over = [rule for rule in rules if rule.start < gutter - 10 and rule.end > gutter + 10]
    bases = sorted(line.base for line in right)
    level = [line.base for line in left if _has_near(bases, line.base, 0.3 * line.size)]
    for first in over:
        same = sorted(
            rule.at
            for rule in over
            if abs(rule.start - first.start) < 3 and abs(rule.end - first.end) < 3
        )
        heads = [(a, b) for a, b in pairwise(same) if _is_head_between(a, b, level)]
        inside = 0
        for index, (above, below) in enumerate(heads):
            following = heads[index + 1][0] if index + 1 < len(heads) else math.inf
            ends = [at for at in same if below < at < following]
            # Without a last rule the table goes on over the page.
            end = max(ends, default=following)
            inside += sum(1 for base in level if above < base < end)
        if inside > 2 and inside >= 0.8 * len(level):
            return True
    return False


def _is_head_between(above: float, below: float, level: list[float]) -> bool:
    """Whether one or two rows of text on both sides lie between two rules that are near."""
    rows = {round(base) for base in level if above < base < below}
    return 0 < below - above < 40 and 1 <= len(rows) <= 2


def _has_near(ordered: list[float], value: float, tolerance: float) -> bool:
    index = bisect_left(ordered, value - tolerance)
    return index < len(ordered) and ordered[index] <= value + tolerance


def _neighbour_gaps(lines: list[Line]) -> list[tuple[float, float, Line, Line]]:
    """Gap between each line and the next to its right at the same height."""
    ordered = sorted(lines, key=lambda line: line.top)
    gaps: list[tuple[float, float, Line, Line]] = []
    for index, line in enumerate(ordered):
        if _is_marker(line):
            continue  # the gap between a bullet and its text parts no columns
        nearest: Line | None = None
        low, high = line.base - 0.6 * line.size, line.base + 0.1 * line.size
        if isinstance(line, TableLine):
            low, high = line.top, line.bottom
        for other in _nearby(ordered, index, low, high):
            if other.x0 >= line.x1 and (nearest is None or other.x0 < nearest.x0):
                nearest = other
        if nearest is not None and nearest.x0 - line.x1 >= _MIN_GUTTER * line.size:
            gaps.append((line.x1, nearest.x0, line, nearest))
    return gaps


def _is_marker(line: Line) -> bool:
    """Whether a line is a list marker alone, set apart from its text."""
    if len(line.words) != 1 or len(line.words[0].text) > 5:
        return False
    return marker_of(Line([line.words[0], line.words[0]])) is not None


def _nearby(ordered: list[Line], index: int, low: float, high: float) -> list[Line]:
    """Lines that lie between two heights, among lines ordered by top."""
    found = []
    for step in range(index - 1, -1, -1):
        other = ordered[step]
        if other.top < low - 60 and not isinstance(other, TableLine):
            break
        if other.bottom > low and other.top < high:
            found.append(other)
    for step in range(index + 1, len(ordered)):
        other = ordered[step]
        if other.top >= high:
            break
        if other.bottom > low:
            found.append(other)
    return found


def _are_prose(rows: list[Line]) -> bool:
    """Whether rows read like prose; where they hold two columns, whether both of them do."""
    starts = Counter(
        round(after.x0)
        for row in rows
        for before, after in pairwise(row.words)
        if _is_hole(before, after, row.size)
    )
    start, count = starts.most_common(1)[0] if starts else (0, 0)
    if count < 0.3 * len(rows):
        return _reads_like_prose(rows)
    first = [[word for word in row.words if word.x0 < start - 1] for row in rows]
    second = [[word for word in row.words if word.x0 >= start - 1] for row in rows]
    return all(
        _reads_like_prose([Line(words) for words in side if words]) for side in (first, second)
    )


def _reads_like_prose(lines: list[Line]) -> bool:
    """Whether a good part of the lines are long, fill their width and hold several words."""
    if len(lines) < 3:
        return False
    size = sorted(line.size for line in lines)[len(lines) // 2]
    edge = sorted(line.x1 for line in lines)[-1 - len(lines) // 10]
    width = edge - min(line.x0 for line in lines)
    if width < 8 * size:
        return False
    long = [
        line
        for line in lines
        if line.x1 - line.x0 > 0.75 * width and len(line.words) > 2 and not _has_holes(line)
    ]
    return len(long) >= 3 and len(long) >= 0.3 * len(lines)


def _has_holes(line: Line) -> bool:
    """Whether white space as wide as between cells stands in a line."""
    return any(_is_hole(a, b, line.size) for a, b in pairwise(line.words))


def _is_hole(before: Word, after: Word, size: float) -> bool:
    return after.x0 - before.x1 > 1.6 * size


def _stands_in_rows(lines: list[Line], gutter: float) -> bool:
    """Whether white space parts both sides at the same heights, as it does the rows of a table.

    Columns of a page are each set for themselves: where one has a gap, the other has text.
    """
    rows = rows_of(lines)
    if len(rows) < 4:
        return False
    white = _line_space([line for line in lines if line.x1 <= gutter], rows[0][0].size)
    bands: list[list[list[Line]]] = [[rows[0]]]
    for above, row in pairwise(rows):
        low = max(line.bottom for line in above)
        if min(line.top for line in row) - low > white + 0.25 * row[0].size:
            bands.append([row])
        else:
            bands[-1].append(row)
    level = sum(1 for band in bands if band[0][0].x1 <= gutter and band[0][-1].x0 >= gutter)
    return level >= 3 and level >= 0.5 * len(bands) and len(bands) >= 0.22 * len(rows)


def _beside(left: list[Line], right: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of both sides at the heights where both have some."""
    top = max(left[0].top, right[0].top)
    bottom = min(left[-1].bottom, right[-1].bottom)
    both = ([x for x in side if x.bottom > top and x.top < bottom] for side in (left, right))
    first, second = both
    return first, second


def _share_baselines(left: list[Line], right: list[Line]) -> bool:
    """Whether the lines of the smaller side mostly stand level with lines of the other."""
    few, many = sorted((left, right), key=len)
    bases = sorted(line.base for line in many)
    level = 0
    for line in few:
        index = bisect_left(bases, line.base - 0.12 * line.size)
        level += index < len(bases) and bases[index] <= line.base + 0.12 * line.size
    return len(few) < 3 or level >= 0.5 * len(few)


def _line_space(lines: list[Line], size: float) -> float:
    """The white space between two lines of a paragraph: a low value among those found."""
    rows = merge_rows(lines)
    spaces = sorted(line.top - above.bottom for above, line in pairwise(rows))
    return min(max(spaces[len(spaces) // 4], 0.0), size) if spaces else 0.0
