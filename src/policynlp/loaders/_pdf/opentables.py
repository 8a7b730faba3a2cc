"""Tables without rules: rows of short texts that stand under one another."""

from __future__ import annotations

from dataclasses import dataclass

from policynlp.loaders._pdf.cells import cell_text
from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.lines import rows_of
from policynlp.loaders._pdf.lists import marker_of
from policynlp.loaders._pdf.model import Line, Table, Word

_MIN_GAP = 0.9  # font sizes between two columns
_LOOSE = 1.35  # a row gap this much over the tight one starts a new row


@dataclass(slots=True)
class Part:
    """A stretch of a column: lines, or a table."""

    lines: list[Line]
    table: Table | None = None


def split_tables(lines: list[Line], hyphens: Hyphens) -> list[Part]:
    """The lines of a column with the tables that stand among them, top down."""
    rows = rows_of(lines)
    if not any(len(row) > 1 for row in rows):
        return [Part(lines)]
    parts: list[Part] = []
    start = 0
    loose: list[Line] = []
    while start < len(rows):
        end = _run_end(rows, start)
        table = _table(rows[start:end], hyphens) if end > start else None
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


def _run_end(rows: list[list[Line]], start: int) -> int:
    """Where a stretch of rows ends that could be one table; `start` where there is none."""
    if len(_cells_of(rows[start])) < 2:
        return start
    end = start + 1
    last_full = end
    pieces = list(_cells_of(rows[start]))
    while end < len(rows):
        row = rows[end]
        above = rows[end - 1]
        if row[0].base - above[0].base > 3.2 * row[0].size:
            break
        cells = _cells_of(row)
        spans = _spans([*pieces, *cells])
        if len(spans) < 2:
            break
        if len(cells) >= 2:
            last_full = end + 1
        elif not _fits(cells[0], pieces):
            break
        pieces.extend(cells)
        end += 1
    # Lines of one cell after the last full row belong to it while they are set tight.
    tight = last_full
    while tight < end:
        row, above = rows[tight], rows[tight - 1]
        if row[0].base - above[0].base > 1.45 * row[0].size:
            break
        if row[0].x0 <= min(piece.x0 for piece in pieces) + 2:
            break
        tight += 1
    return tight


def _cells_of(row: list[Line]) -> list[Line]:
    """A row's lines, a marker at the start taken as part of what follows."""
    if len(row) > 1 and len(row[0].words) == 1 and _is_marker(row[0], row[1]):
        return [Line([*row[0].words, *row[1].words]), *row[2:]]
    return row


def _is_marker(first: Line, second: Line) -> bool:
    if second.x0 - first.x1 > 4 * first.size:
        return False
    return marker_of(Line([*first.words, *second.words])) is not None


def _fits(cell: Line, pieces: list[Line]) -> bool:
    return any(span[0] - 3 <= cell.x0 and cell.x1 <= span[1] + 40 for span in _spans(pieces))


def _spans(pieces: list[Line]) -> list[tuple[float, float]]:
    """Stretches of x that are covered by text, with white stripes between them."""
    spans: list[tuple[float, float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.x0):
        if spans and piece.x0 < spans[-1][1] + _MIN_GAP * piece.size:
            spans[-1] = (spans[-1][0], max(spans[-1][1], piece.x1))
        else:
            spans.append((piece.x0, piece.x1))
    return spans


def _table(rows: list[list[Line]], hyphens: Hyphens) -> Table | None:
    cells = [_cells_of(row) for row in rows]
    full = [row for row in cells if len(row) >= 2]
    spans = _spans([cell for row in cells for cell in row])
    if len(spans) < 2 or len(full) < (2 if len(spans) > 2 else 3):
        return None
    if not _aligned(full, spans) or _is_form(full):
        return None
    groups = _group_rows(cells, spans)
    texts: list[list[str]] = []
    bold: list[bool] = []
    for group in groups:
        words: list[list[Word]] = [[] for _ in spans]
        for row in group:
            for cell in row:
                words[_column(cell, spans)].extend(cell.words)
        texts.append(
            [
                cell_text(part, span[0], span[1], hyphens)
                for part, span in zip(words, spans, strict=True)
            ]
        )
        bold.append(all(cell.bold for row in group for cell in row))
    if sum(len(text) for row in texts for text in row) > 120 * len(texts) * len(spans):
        return None
    everything = [cell for row in cells for cell in row]
    box = (
        spans[0][0],
        min(cell.top for cell in everything),
        spans[-1][1],
        max(cell.bottom for cell in everything),
    )
    headers = 1 if bold[0] and not all(bold) else 0
    return Table(texts, box, tuple(span[0] for span in spans), headers, ruled=False)


def _aligned(full: list[list[Line]], spans: list[tuple[float, float]]) -> bool:
    """Whether every column has text in at least two rows, most rows most columns."""
    counts = [0] * len(spans)
    for row in full:
        for column in {_column(cell, spans) for cell in row}:
            counts[column] += 1
    return min(counts) >= 2 and sum(counts) >= 0.5 * len(full) * len(spans)


def _is_form(full: list[list[Line]]) -> bool:
    """Lines of label and value, dotted lines of a table of contents."""
    labels = sum(1 for row in full if len(row) == 2 and row[0].text.endswith(":"))
    values = sum(1 for row in full if len(row) == 2 and row[1].text.startswith(":"))
    dotted = sum(1 for row in full if any("...." in cell.text or ". . ." in cell.text for cell in row))
    return max(labels + values, dotted) >= 0.6 * len(full)


def _column(cell: Line, spans: list[tuple[float, float]]) -> int:
    for index, span in enumerate(spans):
        if cell.x0 < span[1]:
            return index
    return len(spans) - 1


def _group_rows(
    rows: list[list[Line]], spans: list[tuple[float, float]]
) -> list[list[list[Line]]]:
    """Lines of text to rows of the table.

    Where the gaps between lines come in two kinds, the wide ones part the rows; otherwise every
    line that has something in the first column starts a row.
    """
    gaps = [row[0].base - above[0].base for above, row in zip(rows, rows[1:], strict=False)]
    tight = min(gaps) if gaps else 0.0
    loose = [gap > _LOOSE * tight for gap in gaps]
    mixed = any(loose) and not all(loose)
    groups: list[list[list[Line]]] = [[rows[0]]]
    for row, wide in zip(rows[1:], loose, strict=True):
        first = _column(row[0], spans) == 0
        if wide or (first and not mixed) or (first and mixed and len(row) == len(spans)):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups
