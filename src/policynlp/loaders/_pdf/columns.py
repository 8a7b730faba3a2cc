"""Reading order: where a page is set in columns, and what stands across them."""

from __future__ import annotations

from dataclasses import dataclass

from policynlp.loaders._pdf.model import Line

_MIN_GUTTER = 0.7  # font sizes
_MIN_LINES = 4  # lines with a neighbour, for a gutter to be looked for
_MAX_DEPTH = 4


@dataclass(slots=True)
class Column:
    """Lines that are read one after the other, and the width they are set in."""

    lines: list[Line]
    left: float
    right: float
    top: float = 0.0


def split_columns(lines: list[Line], depth: int = 0) -> list[Column]:
    """Columns in reading order.

    Lines that cross the gutter between two columns close the columns above them: what stands
    over a full-width heading or table is read before it, both columns.
    """
    if not lines:
        return []
    gutter = _find_gutter(lines) if depth < _MAX_DEPTH and len(lines) >= 2 * _MIN_LINES else None
    if gutter is None:
        return [_column(lines)]
    columns: list[Column] = []
    for side, part in _bands(lines, gutter):
        if side == "across":
            columns.append(_column(part))
            continue
        left = [line for line in part if line.x1 <= gutter]
        right = [line for line in part if line.x1 > gutter]
        columns.extend(split_columns(left, depth + 1))
        columns.extend(split_columns(right, depth + 1))
    return columns


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


def _is_pair(part: list[Line], gutter: float) -> bool:
    left = sum(1 for line in part if line.x1 <= gutter)
    return min(left, len(part) - left) >= 1 and len(part) >= 3


def _find_gutter(lines: list[Line]) -> float | None:
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
    best = count = 0
    span = (0.0, 0.0)
    for index, (x, _, step) in enumerate(events):
        count += step
        if step > 0 and count > best:
            following = events[index + 1][0] if index + 1 < len(events) else x
            best, span = count, (x, following)
    if best < _MIN_LINES or best < 0.5 * len(gaps):
        return None
    gutter = (span[0] + span[1]) / 2
    voters = [gap for gap in gaps if gap[0] <= gutter <= gap[1]]
    left = _unique([gap[2] for gap in voters])
    right = _unique([gap[3] for gap in voters])
    if _reads_like_prose(left) and _reads_like_prose(right):
        return gutter
    return None


def _unique(lines: list[Line]) -> list[Line]:
    return list({id(line): line for line in lines}.values())


def _neighbour_gaps(lines: list[Line]) -> list[tuple[float, float, Line, Line]]:
    """Gap between each line and the next to its right at the same height."""
    ordered = sorted(lines, key=lambda line: line.top)
    gaps: list[tuple[float, float, Line, Line]] = []
    for index, line in enumerate(ordered):
        nearest: Line | None = None
        low, high = line.base - 0.6 * line.size, line.base + 0.1 * line.size
        for other in _nearby(ordered, index, low, high):
            if other.x0 >= line.x1 and (nearest is None or other.x0 < nearest.x0):
                nearest = other
        if nearest is not None and nearest.x0 - line.x1 >= _MIN_GUTTER * line.size:
            gaps.append((line.x1, nearest.x0, line, nearest))
    return gaps


def _nearby(ordered: list[Line], index: int, low: float, high: float) -> list[Line]:
    """Lines that lie between two heights, among lines ordered by top."""
    found = []
    for step in range(index - 1, -1, -1):
        other = ordered[step]
        if other.top < low - 60:
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
    """Whether lines are long, fill their width and hold several words each."""
    if len(lines) < 3:
        return False
    size = sorted(line.size for line in lines)[len(lines) // 2]
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    width = right - left
    if width < 8 * size:
        return False
    words = sum(len(line.words) for line in lines) / len(lines)
    fill = sum(line.x1 - line.x0 for line in lines) / (len(lines) * width)
    return words >= 3.0 and fill >= 0.55
