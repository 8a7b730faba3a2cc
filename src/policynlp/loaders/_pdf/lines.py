"""Words to lines: side by side on one baseline, without a wide gap."""

from __future__ import annotations

from policynlp.loaders._pdf.model import Line, Word
from policynlp.loaders._pdf.words import is_raised, raised_text

# Two words of one line stand this far apart at most, in font sizes; wider gaps are decided on
# with the page in view (columns, tables) and closed again where they mean nothing.
_MAX_GAP = 1.1
_OVERLAP = 0.5


def build_lines(words: list[Word]) -> list[Line]:
    """Lines in the order of the file; a line is never wider than what was written in one go."""
    lines: list[Line] = []
    run: list[Word] = []
    for word in words:
        if run:
            last = run[-1]
            size = max(last.style.size, word.style.size)
            gap = word.x0 - last.x1
            if -_OVERLAP * size < gap < _MAX_GAP * size:
                if abs(word.base - last.base) < 0.25 * size:
                    run.append(word)
                    continue
                if is_raised(word, last):
                    run.append(word._replace(text=raised_text(word.text)))
                    continue
                # Back on the baseline after a raised mark, or after a raised mark that opens.
                if len(run) > 1 and abs(word.base - run[-2].base) < 0.25 * size:
                    run.append(word)
                    continue
                if len(run) == 1 and is_raised(last, word, before=True):
                    run[0] = last._replace(text=raised_text(last.text))
                    run.append(word)
                    continue
            lines.append(Line(run))
        run = [word]
    if run:
        lines.append(Line(run))
    return lines


def rows_of(lines: list[Line]) -> list[list[Line]]:
    """Lines that share a baseline, top down, each row left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.base, line.x0)):
        if rows:
            row = rows[-1]
            if line.base - row[0].base < 0.3 * min(line.size, row[0].size):
                row.append(line)
                continue
        rows.append([line])
    for row in rows:
        if len(row) > 1:
            row.sort(key=lambda line: line.x0)
    return rows


def merge_row(row: list[Line]) -> Line:
    """One line of the lines of a row."""
    if len(row) == 1:
        return row[0]
    return Line([word for line in row for word in line.words])


def merge_rows(lines: list[Line]) -> list[Line]:
    """Lines of full width, top down."""
    return [merge_row(row) for row in rows_of(lines)]
