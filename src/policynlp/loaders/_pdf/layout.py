"""A page's text in reading order: columns, the tables among them, notes at the foot."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from policynlp.loaders._pdf.bands import part_bands
from policynlp.loaders._pdf.bullets import add_bullets
from policynlp.loaders._pdf.columns import Column, split_columns
from policynlp.loaders._pdf.furniture import PageFurniture
from policynlp.loaders._pdf.grids import fill_grid, find_grids
from policynlp.loaders._pdf.gutters import Gutters
from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.lines import build_lines, merge_rows
from policynlp.loaders._pdf.model import Edge, Line, Page, Paragraph, Piece, Table, TableLine
from policynlp.loaders._pdf.opentables import row_rules, split_tables
from policynlp.loaders._pdf.paragraphs import Leading, build_paragraphs
from policynlp.loaders._pdf.views import take_aside

_ORNAMENT = re.compile(r"[-–—_=*~•.·]+")


@dataclass(slots=True)
class Box:
    """The lines of a box beside the text, where their room ends on the right, and the height of
    the text that the box is read before."""

    lines: list[Line]
    right: float
    start: float


@dataclass(slots=True)
class Layout:
    """One page between the steps: lines outside ruled tables, ruled tables, heads and feet.

    `frames`: grids of a single column, whose words are lines of the page; `titles`: lines of those
    in the margin; `boxes`: those beside the text.
    """

    page: Page
    lines: list[Line]
    tables: list[Table]
    furniture: PageFurniture = field(default_factory=PageFurniture)
    pieces: list[Piece] = field(default_factory=list)
    frames: list[Table] = field(default_factory=list)
    titles: list[list[Line]] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def lay_out(page: Page, hyphens: Hyphens) -> Layout:
    """Ruled tables with their words, and the other words as lines."""
    words, tables = add_bullets(page.words, page.drawing.dots), []
    frames: list[Table] = []
    for grid in find_grids(page.drawing):
        if page.aside:
            box = (grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1])
            words = words + take_aside(page, box)
        table, left = fill_grid(part_bands(grid, words), words, page.drawing, hyphens)
        if table is not None and table.framing:
            frames.append(table)
            continue
        # The rest of a table stands at the head of a page.
        if table is not None and (
            not table.fragment or (page.number > 1 and table.box[1] < 0.25 * page.height)
        ):
            tables.append(table)
            words = left
    return Layout(page, build_lines(words), tables, frames=frames)


def order_pieces(layout: Layout, hyphens: Hyphens, leading: Leading, gutters: Gutters) -> None:
    """Sets the pieces of a page in reading order, heads and feet left out."""
    away = {id(line) for line in (*layout.furniture.heads, *layout.furniture.feet)}
    items: list[Line] = [
        line for line in layout.lines if id(line) not in away and not _is_ornament(line)
    ]
    items.extend(TableLine(table) for table in layout.tables)
    rules = row_rules(layout.page.drawing)
    outside = _outside(rules, layout.tables)
    for opening, band in _bands(items, layout):
        if isinstance(opening, Box):
            column = Column(opening.lines, 0.0, opening.right)
            made = _column_pieces(column, rules, hyphens, leading)
            for piece in made:
                piece.right = opening.right
            layout.pieces.extend(made)
        elif opening:
            edges = min(line.x0 for line in opening), max(line.x1 for line in opening)
            layout.pieces.append(Piece(opening, *edges, title=True))
        for column in split_columns(band, outside, gutters=gutters):
            layout.pieces.extend(_column_pieces(column, rules, hyphens, leading))


def _bands(items: list[Line], layout: Layout) -> list[tuple[list[Line] | Box, list[Line]]]:
    """What stands over the first of the titles in the margin and boxes, and each of these with
    what stands beside it."""
    openings: list[tuple[float, list[Line] | Box]] = [
        (title[0].base - 0.6 * title[0].size, title) for title in layout.titles
    ]
    openings += [(box.start, box) for box in layout.boxes]
    held = [*layout.titles, *(box.lines for box in layout.boxes)]
    own = {id(word) for lines in held for line in lines for word in line.words}
    rest = sorted(
        (line for line in items if not line.words or id(line.words[0]) not in own),
        key=lambda line: line.base,
    )
    bands: list[tuple[list[Line] | Box, list[Line]]] = [([], [])]
    for top, opening in sorted(openings, key=lambda pair: pair[0]):
        start = next((k for k, line in enumerate(rest) if line.base > top), len(rest))
        bands[-1][1].extend(rest[:start])
        bands.append((opening, []))
        rest = rest[start:]
    bands[-1][1].extend(rest)
    return bands


def _column_pieces(
    column: Column, rules: list[Edge], hyphens: Hyphens, leading: Leading
) -> list[Piece]:
    """The tables and the lines of a column, top down."""
    pieces: list[Piece] = []
    for stretch in _stretches(column.lines):
        if isinstance(stretch[0], TableLine):
            table = stretch[0].table
            pieces += table.pieces or [Piece([], column.left, column.right, table)]
            continue
        for part in split_tables(stretch, rules, hyphens):
            pieces.append(Piece(merge_rows(part.lines), 0.0, 0.0, part.table))
    # Tables may be wider than the text that stands over and under them.
    own = {id(piece) for line in column.lines for piece in _held(line)}
    text = [line for piece in pieces if id(piece) not in own for line in piece.lines]
    if text:
        left, right = min(line.x0 for line in text), max(line.x1 for line in text)
        for piece in pieces:
            if id(piece) not in own:
                piece.left, piece.right = left, right
    for piece in pieces:
        leading.learn(piece.lines, piece.left)
    return pieces


def _held(line: Line) -> list[Piece]:
    """The pieces of a form, which keep to the edges of their cells."""
    return line.table.pieces if isinstance(line, TableLine) else []


def _outside(rules: list[Edge], tables: list[Table]) -> list[Edge]:
    """Rules that belong to no ruled table."""
    return [
        rule
        for rule in rules
        if not any(table.box[1] - 3 < rule.at < table.box[3] + 3 for table in tables)
    ]


def _is_ornament(line: Line) -> bool:
    """Whether a line is drawn of signs ("-------", "* * *")."""
    words = line.words
    return (
        len(words) < 6
        and all(_ORNAMENT.fullmatch(word.text) for word in words)
        and (len(line.text) > 2)
    )


def _stretches(lines: list[Line]) -> list[list[Line]]:
    """Lines top down, cut at the ruled tables, each of which stands alone."""
    if not any(isinstance(line, TableLine) for line in lines):
        return [lines]
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.base):
        if isinstance(line, TableLine) or not found or isinstance(found[-1][0], TableLine):
            found.append([line])
        else:
            found[-1].append(line)
    return found


def page_paragraphs(layout: Layout, leading: Leading) -> list[Paragraph]:
    """Paragraphs and tables of a page in reading order."""
    number = layout.page.number
    found: list[Paragraph] = []
    for piece in layout.pieces:
        if piece.table is not None:
            box = piece.table.box
            found.append(
                Paragraph([], number, box[0], box[2], kind="table", table=piece.table, box=box)
            )
        else:
            made = build_paragraphs(piece.lines, number, piece.left, piece.right, leading)
            if piece.title:
                made = [Paragraph(piece.lines, number, piece.left, piece.right, kind="heading")]
            found.extend(made)
    return found
