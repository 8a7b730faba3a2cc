"""Reading order: where a page is set in columns, and what stands across them."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from policynlp.loaders._pdf.lines import merge_rows, rows_of
from policynlp.loaders._pdf.lists import marker_of
from policynlp.loaders._pdf.model import Edge, Line, TableLine

_MIN_GUTTER = 0.7  # font sizes
_MIN_LINES = 4  # lines with a neighbour, for a gutter to be looked for
_MAX_DEPTH = 4
_MAX_TRIES = 4


@dataclass(slots=True)
class Column:
    """Lines that are read one after the other, and the width they are set in."""

    lines: list[Line]
    left: float
    right: float
    top: float = 0.0


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
        if not right or len(right) + len(left) < 0.8 * len(lines) or len(left) < _MIN_LINES:
            return None
        level = min(line.base for line in right) > min(line.top for line in left) - 3
        return gutter if level and abs(min(line.x0 for line in right) - start) < 3 else None


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
    if depth < _MAX_DEPTH and len(lines) >= 2 * _MIN_LINES:
        gutter = _find_gutter(lines, rules)
    if depth == 0 and gutters is not None:
        if gutter is None:
            gutter = gutters.fitting(lines)
        else:
            gutters.learn(gutter, lines)
    if gutter is None:
        return [_column(lines)]
    columns: list[Column] = []
    for side, part in _bands(lines, gutter):
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


def _bands(lines: list[Line], gutter: float) -> list[tuple[str, list[Line]]]:
    """Stretches from top to bottom: lines across the gutter, or columns beside it."""
    across = [line for line in lines if line.x0 < gutter - 2 and line.x1 > gutter + 2]
    bands: list[tuple[str, list[Line]]] = []
    crossing = {id(line) for line in across}
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        kind = "across" if id(line) in crossing else "beside"
        if bands and bands[-1][0] == kind:
            bands[-1][1].append(line)
        else:
            bands.append((kind, [line]))
    bands = _free_headings(bands, gutter)
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


def _find_gutter(lines: list[Line], rules: list[Edge]) -> float | None:
    """The x of the white stripe between two columns of prose, or None.

    Every line votes with the gap to its next neighbour on the right; the stripe that most gaps
    share is the gutter, if what stands on both sides reads like lines of prose.
    """
    gaps = _neighbour_gaps(lines)
    if len(gaps) < _MIN_LINES:
        return None
    events = sorted(
        [(start, 0, 1) for start, _, _, _ in gaps] + [(end, 1, -1) for _, end, _, _ in gaps]
    )
    stripes: list[tuple[int, float]] = []
    count = 0
    for (x, _, step), (following, _, next_step) in pairwise(events):
        count += step
        if step > 0 and next_step < 0 and count >= max(_MIN_LINES, 0.2 * len(gaps)):
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
    prose = _reads_like_prose(left_rows), _reads_like_prose(right_rows)
    if all(prose):
        return not _stands_in_rows(left + right, gutter)
    # A side bar, or lists beside each other: set for themselves, not in rows.
    return any(prose) and not _share_baselines(left_rows, right_rows)


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
        same = [
            rule.at
            for rule in over
            if abs(rule.start - first.start) < 3 and abs(rule.end - first.end) < 3
        ]
        low, high = min(same), max(same)
        inside = sum(1 for base in level if low < base < high)
        head = any(0 < b - a < 40 for a, b in pairwise(sorted(same)))
        if len(same) > 2 and head and inside > 2 and inside >= 0.8 * len(level):
            return True
    return False


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


def _reads_like_prose(lines: list[Line]) -> bool:
    """Whether a good part of the lines are long, fill their width and hold several words."""
    if len(lines) < 3:
        return False
    size = sorted(line.size for line in lines)[len(lines) // 2]
    edge = sorted(line.x1 for line in lines)[-1 - len(lines) // 10]
    width = edge - min(line.x0 for line in lines)
    if width < 8 * size:
        return False
    long = [line for line in lines if line.x1 - line.x0 > 0.75 * width and len(line.words) > 2]
    return len(long) >= 3 and len(long) >= 0.3 * len(lines)


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
