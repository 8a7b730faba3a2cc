"""Text of table cells: lines of a cell joined, its paragraphs and items kept apart."""

from __future__ import annotations

from itertools import pairwise

from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.lines import build_lines, first_width, merge_rows
from policynlp.loaders._pdf.lists import marker_of
from policynlp.loaders._pdf.model import Line, Word

_END = ".!?;:…"


def cell_text(words: list[Word], left: float, right: float, hyphens: Hyphens) -> str:
    """A cell's text, a line feed between paragraphs; `left`, `right` are the cell's borders."""
    if not words:
        return ""
    lines = merge_rows(build_lines(words))
    if len(lines) == 1:
        return lines[0].text
    # The same space as on the side where the text starts is left free on the other.
    margin = min(max(min(line.x0 for line in lines) - left, 0.0), 12.0)
    width = right - left - 2 * margin
    tight = min(b.base - a.base for a, b in pairwise(lines))
    paragraphs: list[list[Line]] = [[lines[0]]]
    for previous, line in pairwise(lines):
        if _starts_anew(previous, line, width, tight):
            paragraphs.append([line])
        else:
            paragraphs[-1].append(line)
    end = right - margin
    return "\n".join(_join(part, end, hyphens) for part in paragraphs)


def _join(lines: list[Line], end: float, hyphens: Hyphens) -> str:
    """The text of a paragraph. A word that is wider than its column is broken without a sign
    where the column ends ("Responsabl" / "e")."""
    texts: list[str] = []
    above: Line | None = None
    for line in lines:
        if (
            above is not None
            and len(above.words) == 1
            and end - above.x1 < 0.75 * line.size
            and hyphens.is_broken(
                texts[-1], line.words[0].text, full=end - above.x1 < 0.6 * line.size
            )
        ):
            texts[-1] += line.text
        else:
            texts.append(line.text)
        above = line
    return hyphens.join(texts)


def _starts_anew(previous: Line, line: Line, width: float, tight: float) -> bool:
    if marker_of(line) is not None:
        return True
    ended = previous.words[-1].text[-1:] in _END
    if line.base - previous.base > 1.3 * max(tight, line.size):
        return ended or not line.words[0].text[:1].islower()
    first = line.words[0]
    room = width - (previous.x1 - previous.x0) - 0.3 * line.size
    if first_width(line) < room - 0.4 * line.size:
        return ended or not first.text[:1].islower()
    return False
