"""Words to lines: side by side on one baseline, without a wide gap."""

from __future__ import annotations

import re
from itertools import pairwise

from policynlp.loaders._pdf.model import Line, Word
from policynlp.loaders._pdf.words import is_raised, raised_text

# Two words of one line stand this far apart at most, in font sizes; wider gaps are decided on
# with the page in view (columns, tables) and closed again where they mean nothing.
_MAX_GAP = 1.1
_STRETCHED = 3.0
_BOUND = frozenset(";:!?»%")
_OVERLAP = 0.5
# A number with its bracket or dot, and a word that begins right after it.
_GLUED_MARKER = re.compile(
    r"(?:\(?(?:\d{1,2}|[ivx]{2,5})\)(?=[^\W\d_])|\(?(?:[a-z]|[ivx])\)(?=[A-ZÀ-Ý])"
    r"|\d{1,2}\.(?=[A-ZÀ-Ý][\w'’]))"
)


def build_lines(words: list[Word]) -> list[Line]:
    """Lines in the order of the file; a line is never wider than what was written in one go."""
    lines: list[Line] = []
    run: list[Word] = []
    wide = False
    for word in words:
        if run:
            last = run[-1]
            size = max(last.style.size, word.style.size)
            gap = word.x0 - last.x1
            if -_OVERLAP * size < gap < _STRETCHED * size:
                joined = _joined(run, last, word, size)
                if joined is not None:
                    run.append(joined)
                    wide = wide or gap > _MAX_GAP * size
                    continue
            _close(lines, run, wide)
            wide = False
        run = [word]
    if run:
        _close(lines, run, wide)
    return lines


def _joined(run: list[Word], last: Word, word: Word, size: float) -> Word | None:
    """The word as it goes on the run, or None where it stands on another line."""
    if abs(word.base - last.base) < 0.25 * size:
        return word
    if is_raised(word, last):
        return word._replace(text=raised_text(word.text))
    # Back on the baseline after a raised mark, or after a raised mark that opens.
    if len(run) > 1 and abs(word.base - run[-2].base) < 0.25 * size:
        return word
    if len(run) == 1 and is_raised(last, word, before=True):
        run[0] = last._replace(text=raised_text(last.text))
        return word
    return None


def _part_marker(words: list[Word]) -> list[Word]:
    """A line whose list number is set without a space ("1.Contexte", "(iii)Each"), parted."""
    first = words[0]
    match = _GLUED_MARKER.match(first.text)
    if match is None:
        return words
    cut = first.x0 + (first.x1 - first.x0) * match.end() / len(first.text)
    marker = first._replace(text=match.group(), x1=cut - 0.05 * first.style.size)
    return [marker, first._replace(text=first.text[match.end() :], x0=cut, glued=False), *words[1:]]


def _close(lines: list[Line], run: list[Word], wide: bool) -> None:
    """Adds a run as one line, or cut at its wide gaps.

    In a line that is stretched to the margin all gaps are wide; columns and cells have some wide
    and some narrow ones.
    """
    run = _part_marker(run)
    if not wide:
        lines.append(Line(run))
        return
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    if len(gaps) > 2 and max(gaps) < 1.8 * min(gaps):
        lines.append(Line(run))
        return
    start = 0
    for index, gap in enumerate(gaps, start=1):
        if gap > _MAX_GAP * max(run[index - 1].style.size, run[index].style.size):
            lines.append(Line(run[start:index]))
            start = index
    lines.append(Line(run[start:]))


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
    merged = Line([word for line in row for word in line.words])
    merged.limit = min(line.limit for line in row)
    return merged


def merge_rows(lines: list[Line]) -> list[Line]:
    """Lines of full width, top down."""
    return [merge_row(row) for row in rows_of(lines)]


def first_width(line: Line) -> float:
    """The width of what a line begins with and cannot be broken: a word with the signs that hard
    spaces bind to it."""
    words = line.words
    end = 1
    if words[0].text == "«" and len(words) > 1:
        end = 2
    while end < len(words) and words[end].text in _BOUND:
        end += 1
    return words[end - 1].x1 - words[0].x0
