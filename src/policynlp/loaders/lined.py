"""Word files made of a PDF whose every line has become a paragraph: put together again.

Nothing happens to documents whose paragraphs are not broken at one width all through.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from policynlp.loaders._paragraphs import Paragraph
from policynlp.loaders._text.furniture import edges_of
from policynlp.loaders._text.lines import Line, Wrap, is_rule, starts_lower
from policynlp.loaders._text.markers import find_markers
from policynlp.loaders._text.pieces import make_pieces, wrap_of
from policynlp.loaders._text.tables import TextTable
from policynlp.loaders.hyphens import words_of

_COLUMN = 5.5  # points that a letter takes up
# Of at least so many lines that fill so much of the width, so many go on in small letters, and
# hardly any paragraph is longer.
_LEAST, _FULL, _LOWER = 5, 0.8, 0.25
_LONGER, _FEW = 1.25, 0.05
_LARGE = 1.15
_TITLE_LINE = 0.6  # share of the width that a line of a title fills where the next goes on


def join_lines(paragraphs: Sequence[Paragraph]) -> tuple[list[str], list[Paragraph], list[str]]:
    """Heads of pages, paragraphs put together from lines, and feet of pages."""
    parts = [part for part in paragraphs if part.text.strip() or part.rows]
    if not _measure(parts).width:
        return [], list(paragraphs), []
    heads, parts, feet = _without_edges(parts)
    wrap = _measure(parts)
    lines = _lines(parts, wrap.width)
    pieces = make_pieces(
        lines, find_markers(lines), _barriers(parts, lines), words_of(line.text for line in lines)
    )
    done: list[Paragraph] = []
    i = 0
    for piece in pieces:
        text = parts[i].text if piece.kind == "table" else piece.text
        done.append(replace(parts[i], text=text))
        i += len(piece.lines)
    return heads, done, feet


def _measure(parts: Sequence[Paragraph]) -> Wrap:
    """The width at which the lines were broken, 0 where paragraphs are whole."""
    lines = _lines(parts, 0)
    barriers = _barriers(parts, lines)
    wrap = wrap_of(lines, find_markers(lines), barriers)
    full = [
        i
        for i in range(len(lines) - 1)
        if i not in barriers and i + 1 not in barriers and lines[i].end >= _FULL * wrap.width
    ]
    lower = sum(starts_lower(lines[i + 1].text) for i in full)
    longer = sum(line.end > _LONGER * wrap.width for line in lines)
    broken = len(full) >= _LEAST and lower >= _LOWER * len(full) and longer <= _FEW * len(lines)
    return wrap if broken else Wrap(0)


def _barriers(parts: Sequence[Paragraph], lines: Sequence[Line]) -> dict[int, TextTable]:
    """What no line runs on over: tables, and what the file itself names a heading or item."""
    return {
        i: TextTable(i, i + 1, ())
        for i, part in enumerate(parts)
        if part.kind != "paragraph" or is_rule(lines[i].text)
    }


def _lines(parts: Sequence[Paragraph], width: int) -> list[Line]:
    """Paragraphs as lines; those of one title that is broken share a number."""
    sizes: Counter[float] = Counter()
    for part in parts:
        sizes[part.size] += len(part.text)
    body = sizes.most_common(1)[0][0] if sizes else 0
    lines: list[Line] = []
    span = 0
    for i, part in enumerate(parts):
        text = " ".join(part.text.split())
        marked = part.bold or (body > 0 and part.size >= body * _LARGE)
        above = parts[i - 1] if i else part
        same = (above.bold, above.size) == (part.bold, part.size)
        room = width * body / max(part.size, 1) * _TITLE_LINE
        if marked and not (i and same and len(above.text) >= room > 0):
            span += 1
        lines.append(
            Line(text, round(part.indent / _COLUMN), raw=part.text, bold=span if marked else 0)
        )
    return lines


def _without_edges(
    parts: Sequence[Paragraph],
) -> tuple[list[str], list[Paragraph], list[str]]:
    """What stands at the edges of the sheets, as text of its own, taken out."""
    sheets = [list(group) for _, group in groupby(parts, key=lambda part: part.sheet)]
    pages = [[Line(part.text.strip()) for part in sheet] for sheet in sheets]
    heads: dict[str, None] = {}
    feet: dict[str, None] = {}
    body: list[Paragraph] = []
    for sheet, (start, end) in zip(sheets, edges_of(pages), strict=True):
        heads |= dict.fromkeys(part.text.strip() for part in sheet[:start])
        feet |= dict.fromkeys(part.text.strip() for part in sheet[end:])
        body += sheet[start:end]
    return list(heads), body, list(feet)
