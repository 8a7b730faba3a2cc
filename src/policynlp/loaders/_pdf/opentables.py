"""Tables without rules: rows of short texts that stand under one another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from policynlp.loaders._pdf.cells import cell_text
from policynlp.loaders._pdf.grids import guess_header, merge_edges
from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.lines import rows_of
from policynlp.loaders._pdf.lists import marker_of
from policynlp.loaders._pdf.model import Drawing, Edge, Line, Table, Word
from policynlp.loaders._pdf.tablerows import column_of, group_rows, rules_between, wide_rules

_STRIPE = 0.2  # font sizes: white space this wide may part columns in a crowded row
_MAX_STRIPES = 40  # more are no columns that a person set
_WIDE = 0.6  # font sizes: white space this wide shows a column
_LARGER = 1.15  # a heading under a table is set larger than its rows by this factor
_MAX_STEP = 3.4  # font sizes from one row's baseline to the next

_Stripes = list[tuple[float, float]]


@dataclass(slots=True)
class Part:
    """A stretch of a column: lines, or a table."""

    lines: list[Line]
    table: Table | None = None


def row_rules(drawing: Drawing) -> list[Edge]:
    """Horizontal lines that may part rows: ruling lines and the edges of shaded stripes."""
    edges = [edge for edge in merge_edges(drawing.horizontal) if edge.end - edge.start > 40]
    for fill in drawing.fills:
        if 8 < fill.bottom - fill.top < 120 and fill.x1 - fill.x0 > 20:
            edges.append(Edge(fill.top, fill.x0, fill.x1))
            edges.append(Edge(fill.bottom, fill.x0, fill.x1))
    return merge_edges(edges)


def split_tables(lines: list[Line], rules: list[Edge], hyphens: Hyphens) -> list[Part]:
    """The lines of a column with the tables that stand among them, top down.

    `rules` are the horizontal rules of the page: where they part most rows, they part all.
    """
    rows = rows_of(lines)
    if sum(len(row) > 1 for row in rows) < 2:
        return [Part(lines)]
    cells = [_cells_of(row) for row in rows]
    parts: list[Part] = []
    loose: list[Line] = []
    start = 0
    while start < len(rows):
        table = None
        if len(cells[start]) > 1:
            end, stripes = _run(cells, start)
            end = _to_last_rule(cells, start, end, stripes, rules)
            if loose and _is_head(rows, start, cells[start], stripes):
                taken = {id(line) for line in rows[start - 1]}
                table = _table([rows[start - 1], *cells[start:end]], stripes, rules, hyphens)
                if table is not None:
                    loose = [line for line in loose if id(line) not in taken]
            if table is None and end - start > 1:
                table = _table(cells[start:end], stripes, rules, hyphens)
        if table is None:
            loose.extend(rows[start])
            start += 1
            continue
        if loose:
            parts.append(Part(loose))
            loose = []
        parts.append(Part([], table))
        start = end
    if loose:
        parts.append(Part(loose))
    return parts


def _cells_of(row: list[Line]) -> list[Line]:
    """A row's lines; a list marker at the start is no cell, unless more than one follows."""
    if len(row) == 2 and len(row[0].words) == 1:
        first, second = row
        if second.x0 - first.x1 < 4 * first.size and (
            marker_of(Line([*first.words, *second.words])) is not None
        ):
            return [Line([*first.words, *second.words])]
    return row


def _run(rows: list[list[Line]], start: int) -> tuple[int, _Stripes]:
    """Where the stretch of rows ends that could be one table, and its white stripes.

    Every row takes its words out of the stripes that are left; when a row would close the last
    wide one, or a line of a single cell any wide one, the table has ended above it.
    """
    stripes = _gaps(rows[start])
    if len(stripes) > 2 * _MAX_STRIPES:
        return start + 1, []
    wide = {index for index, stripe in enumerate(stripes) if _is_wide(stripe, rows[start])}
    end, full = start + 1, start + 1
    history = [[stripes[index] for index in sorted(wide)]]
    while end < len(rows) and wide:
        row, above = rows[end], rows[end - 1]
        if row[0].base - above[0].base > _MAX_STEP * row[0].size:
            break
        if len(row) == 1 and row[0].size > _LARGER * above[0].size:
            break  # a heading
        left = [_minus(stripe, row) for stripe in stripes]
        closed = {index for index in wide if left[index] is None}
        if len(closed) == len(wide) or (closed and len(row) == 1 and end - start > 1):
            break
        gaps = _gaps(row)
        kept = [
            (stripe, index in wide or _opens_wide(stripe, gaps, row))
            for index, stripe in enumerate(left)
            if stripe is not None
        ]
        stripes = [stripe for stripe, _ in kept]
        wide = {index for index, (_, is_wide) in enumerate(kept) if is_wide}
        history.append([stripe for stripe, is_wide in kept if is_wide])
        end += 1
        if len(row) > 1:
            full = end
    # Lines with one cell under the last full row belong to it while they are set tight.
    tight = min(
        (row[0].base - above[0].base for above, row in pairwise(rows[start:end])),
        default=0.0,
    )
    stripes = history[-1]
    while full < end and stripes and _goes_on(rows[full - 1], rows[full], stripes, tight):
        full += 1
    # The lines under the table that were tried too leave less of the stripes.
    return full, history[full - start - 1]


def _to_last_rule(
    rows: list[list[Line]], start: int, end: int, stripes: _Stripes, rules: list[Edge]
) -> int:
    """The end moved down to the rule that closes the table, over the rest of its last row."""
    if not stripes or end >= len(rows):
        return end
    left = min(line.x0 for row in rows[start:end] for line in row)
    right = max(line.x1 for row in rows[start:end] for line in row)
    last = rows[end - 1][0].base
    below = [at for at in wide_rules(rules, left, right) if last < at < last + 80]
    if not below:
        return end
    bottom, moved = min(below), end
    while moved < len(rows) and rows[moved][0].base < bottom:
        row = rows[moved]
        if row[0].base - rows[moved - 1][0].base > 1.6 * row[0].size:
            return end
        if any(_minus(stripe, row) is None for stripe in stripes):
            return end
        moved += 1
    return moved


def _is_head(rows: list[list[Line]], start: int, below: list[Line], stripes: _Stripes) -> bool:
    """Whether a line that seems to be one piece is the row of column heads over a table: it keeps
    clear of the white stripes, has a word in every column and is not the end of a paragraph."""
    if not stripes:
        return False  # the cells below lie over each other
    row = rows[start - 1]
    step = below[0].base - row[0].base
    tight = start > 1 and row[0].base - rows[start - 2][0].base < 0.75 * step
    if tight and row[-1].words[-1].text.endswith("."):
        return False
    if below[0].base - row[0].base > _MAX_STEP * row[0].size:
        return False
    if len(stripes) < 2 and not (
        all(line.bold for line in row) and _opens_wide(stripes[0], _gaps(row), row)
    ):
        return False
    if any(_minus(stripe, row) is None for stripe in stripes):
        return False
    words = [word for line in row for word in line.words]
    borders = [words[0].x0 - 1, *[(a + b) / 2 for a, b in stripes], words[-1].x1 + 1]
    spans = list(pairwise(borders))
    return len({column_of(word, spans) for word in words}) == len(spans)


def _opens_wide(stripe: tuple[float, float], gaps: _Stripes, row: list[Line]) -> bool:
    return any(_overlap(stripe, gap) and _is_wide(gap, row) for gap in gaps)


def _is_wide(gap: tuple[float, float], row: list[Line]) -> bool:
    return gap[1] - gap[0] > _WIDE * row[0].size


def _overlap(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return min(a[1], b[1]) > max(a[0], b[0])


def _goes_on(above: list[Line], row: list[Line], stripes: _Stripes, tight: float) -> bool:
    """Whether a line of one cell is the rest of the row above it."""
    if row[0].base - above[0].base > max(1.1 * tight, 1.25 * row[0].size):
        return False
    if row[0].x0 > stripes[0][0]:
        return True
    over = [cell for cell in above if cell.x0 <= stripes[0][0]]
    if not over or row[0].x1 > stripes[0][1]:
        return False
    # Set tighter than the rows are, or in the middle of a sentence.
    return row[0].base - above[0].base < 0.9 * tight or row[0].words[0].text[:1].islower()


def _gaps(row: list[Line]) -> _Stripes:
    """The gaps between the words of a row."""
    words = [word for line in row for word in line.words]
    return [
        (before.x1, after.x0)
        for before, after in pairwise(words)
        if after.x0 - before.x1 > _STRIPE * before.style.size
    ]


def _minus(stripe: tuple[float, float], row: list[Line]) -> tuple[float, float] | None:
    """What a row leaves of a stripe: the widest white piece, None where it is closed."""
    pieces = [stripe]
    for line in row:
        if line.x1 <= stripe[0] or line.x0 >= stripe[1]:
            continue
        for word in line.words:
            if word.x1 > stripe[0] and word.x0 < stripe[1]:
                pieces = [
                    piece
                    for a, b in pieces
                    for piece in ((a, min(b, word.x0)), (max(a, word.x1), b))
                    if piece[1] > piece[0]
                ]
    best = max(pieces, key=lambda piece: piece[1] - piece[0], default=None)
    return best if best and best[1] - best[0] >= _STRIPE * row[0].size else None


def _table(
    rows: list[list[Line]], stripes: _Stripes, rules: list[Edge], hyphens: Hyphens
) -> Table | None:
    if len(stripes) > _MAX_STRIPES:
        return None
    full = [row for row in rows if len(row) >= 2]
    left = min(line.x0 for row in rows for line in row)
    right = max(line.x1 for row in rows for line in row)
    cuts = rules_between(rows, rules, left, right)
    stripes = [stripe for stripe in stripes if _supported(stripe, full, 2 if any(cuts) else 3)]
    if not stripes or len(full) < 2 or _is_form(full):
        return None
    borders = [left, *[(a + b) / 2 for a, b in stripes], right + 1]
    spans = list(pairwise(borders))
    counts = [0] * len(spans)
    for row in full:
        for column in {column_of(word, spans) for line in row for word in line.words}:
            counts[column] += 1
    if min(counts) < (1 if any(cuts) else 2) or sum(counts) < 0.6 * len(full) * len(spans):
        return None
    if len(full) < (2 if len(stripes) > 1 else 3) and not any(cuts):
        return None
    groups = group_rows(rows, cuts, spans)
    texts: list[list[str]] = []
    bold: list[bool] = []
    for group in groups:
        cells: list[list[Word]] = [[] for _ in spans]
        for row in group:
            for line in row:
                for word in line.words:
                    cells[column_of(word, spans)].append(word)
        texts.append([_text(cells[index], span, hyphens) for index, span in enumerate(spans)])
        bold.append(all(line.bold for row in group for line in row))
    if _is_prose(texts):
        return None
    everything = [line for row in rows for line in row]
    box = (left, min(x.top for x in everything), right, max(x.bottom for x in everything))
    starts = tuple(
        min(
            word.x0 for line in everything for word in line.words if column_of(word, spans) == index
        )
        for index in range(len(spans))
    )
    header = (bold[0] and not all(bold)) or guess_header(texts)
    return Table(texts, box, starts, 1 if header else 0, ruled=False)


def _text(words: list[Word], span: tuple[float, float], hyphens: Hyphens) -> str:
    if not words:
        return ""
    # Text starts at the column's left edge and may run to the stripe on its right.
    return cell_text(words, min(word.x0 for word in words), span[1], hyphens)


def _supported(stripe: tuple[float, float], full: list[list[Line]], enough: int) -> bool:
    """Whether most rows with text on both sides of a stripe have a wide gap there.

    Separate lines of the file count twice: they were written as two things. `enough`: how much
    support is asked for.
    """
    support = rows = 0
    for row in full:
        before = [line for line in row if line.x0 < stripe[0] + 1]
        after = [line for line in row if line.x1 > stripe[1] - 1]
        if not before or not after:
            continue
        rows += 1
        if before[-1] is not after[0]:
            support += 2
        else:
            gaps = [gap for gap in _gaps(row) if _overlap(gap, stripe)]
            support += any(_is_wide(gap, row) for gap in gaps)
    return support >= enough and support >= rows


def _is_form(full: list[list[Line]]) -> bool:
    """Lines of label and value, dotted lines of a table of contents."""
    labels = sum(1 for row in full if row[0].text.endswith(":") or row[1].text.startswith(":"))
    dotted = sum(
        1 for row in full if any("...." in cell.text or ". . ." in cell.text for cell in row)
    )
    return max(labels, dotted) >= 0.6 * len(full)


def _is_prose(texts: list[list[str]]) -> bool:
    """Whether the cells hold so much text that they are columns of a page."""
    filled = [cell for row in texts for cell in row if cell]
    return sum(map(len, filled)) > 160 * len(filled)
