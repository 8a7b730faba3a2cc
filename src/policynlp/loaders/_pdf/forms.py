"""Forms: ruled tables whose cells hold whole sections, opened to titles, text and inner tables."""

from __future__ import annotations

from itertools import pairwise

from policynlp.loaders._paragraphs import holds_sections
from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.layout import Layout
from policynlp.loaders._pdf.lines import build_lines, merge_rows
from policynlp.loaders._pdf.model import Cell, Edge, Line, Piece, Table, TableLine
from policynlp.loaders._pdf.opentables import row_rules, split_tables
from policynlp.loaders._pdf.paragraphs import ends_sentence, goes_on

_SAME = 4.0  # points: sides of the parts of one form on several pages
_FAR = 3  # pages from one part to the next: those between may hold nothing but one long cell
_WIDE = 0.95  # share of the form's width that a row of one cell takes
# Forms whose sections stand across them: so many sections and letters in them at least, and so
# much of all their letters.
_LEAST, _LETTERS, _SHARE = 2, 800, 0.5
# Letters of a title at most, of a section of one sentence and of one without a full stop at least.
_TITLE, _SENTENCE, _SECTION = 120, 60, 150


class _Row:
    """A row of a form: its cells that hold something, and the tables that stand in them."""

    def __init__(self, table: Table, index: int, inner: list[Table]) -> None:
        self.table = table
        self.index = index
        self.marked = table.marked[index]
        self.inner = [
            other for other in inner if any(_holds(cell, other) for cell in table.cells[index])
        ]
        self.is_cut = False  # by the end of the page
        self.cells: list[Cell] = []
        self.texts: list[str] = []
        for cell in table.cells[index]:
            held = [row for other in self.inner if _holds(cell, other) for row in other.rows]
            text = "\n".join([cell.text, *map(" ".join, held)]).strip()
            if text:
                self.cells.append(cell)
                self.texts.append(text)

    @property
    def is_alone(self) -> bool:
        """Whether one cell holds all, and the others are no empty cells of a table."""
        return len(self.cells) == 1 and (self.is_wide or len(self.table.cells[self.index]) <= 2)

    @property
    def is_wide(self) -> bool:
        """Whether one cell takes the whole width."""
        left, _, right, _ = self.table.box
        cell = self.cells[0]
        return len(self.cells) == 1 and cell.right - cell.left > _WIDE * (right - left)

    @property
    def may_be_title(self) -> bool:
        """Whether a row of one cell may name what stands below it."""
        text = self.texts[0]
        at_left = self.is_wide or self.cells[0].left < self.table.box[0] + _SAME
        return at_left and not self.inner and _is_title(text) and not _is_section(text)

    @property
    def is_held_alone(self) -> bool:
        """Whether a right cell stands without a title."""
        left = self.table.box[0] + _SAME
        return len(self.cells) == 1 and not self.is_wide and self.cells[0].left > left

    @property
    def is_titled(self) -> bool:
        """Whether a title stands left of a section."""
        if len(self.texts) != 2 or not _is_title(self.texts[0]):
            return False
        return _is_section(self.texts[1]) or bool(self.inner) or self.is_cut


def open_forms(layouts: list[Layout], hyphens: Hyphens) -> None:
    """Gives the tables that are forms their pieces; what stands in their cells leaves the page."""
    for parts in _runs(layouts):
        rows = [_rows(table, _inside(table, layout)) for layout, table in parts]
        whole = [row for page in rows for row in page]
        if not _is_form(whole):
            continue
        looks = {row.marked for row in whole if row.is_wide and row.may_be_title}
        for above, below in pairwise(rows):
            above[-1].is_cut = len(above[-1].cells) == 2 and below[0].is_held_alone
            _mend_title(above[-1], below[0])
        for (layout, table), page in zip(parts, rows, strict=True):
            inner = {id(each) for row in page for each in row.inner}
            layout.tables = [each for each in layout.tables if id(each) not in inner]
            if table in layout.frames:
                layout.tables.append(table)
                layout.lines = [line for line in layout.lines if not _is_in(line, table)]
            table.pieces = _Opening(layout, hyphens, plain=len(looks) < 2).pieces(page)


def _rows(table: Table, inner: list[Table]) -> list[_Row]:
    """The rows of a table that hold something."""
    rows = [_Row(table, index, inner) for index in range(len(table.cells))]
    return [row for row in rows if row.cells]


def all_lines(layout: Layout) -> list[Line]:
    """The lines of a page and of the forms on it."""
    held = [piece.lines for table in layout.tables for piece in table.pieces]
    return [*layout.lines, *(line for lines in held for line in lines)]


def _runs(layouts: list[Layout]) -> list[list[tuple[Layout, Table]]]:
    """Ruled tables with those of the same sides on the pages after them."""
    runs: list[list[tuple[Layout, Table]]] = []
    near: list[list[tuple[Layout, Table]]] = []
    for layout in layouts:
        near = [run for run in near if layout.page.number - run[-1][0].page.number <= _FAR]
        tables = [*layout.tables, *layout.frames]
        for table in sorted(tables, key=lambda table: table.box[1]):
            for run in near:
                if _same_sides(run[-1][1], table):
                    run.append((layout, table))
                    break
            else:
                near.append([(layout, table)])
                runs.append(near[-1])
    return runs


def _mend_title(above: _Row, below: _Row) -> None:
    """Sets a title, or the end of one, that stands on the next page beside text that goes on
    there, where the text begins."""
    if not below.is_titled or not goes_on(below.texts[1]) or ends_sentence(above.texts[-1]):
        return
    if not (above.is_titled or above.is_held_alone):
        return
    rest = below.cells.pop(0)
    text = below.texts.pop(0)
    size = rest.words[0].style.size
    first = min(word.base for word in rest.words)
    if above.is_titled:
        title = above.cells.pop(0)
        base = max(word.base for word in title.words) + 1.2 * size
        text = f"{above.texts.pop(0)} {text}"
    else:
        title = rest._replace(words=[], top=above.cells[0].top)
        base = title.top + 1.2 * size
    moved = [word._replace(base=word.base - first + base) for word in rest.words]
    above.cells.insert(0, title._replace(words=[*title.words, *moved]))
    above.texts.insert(0, text)


def _same_sides(first: Table, second: Table) -> bool:
    return all(abs(first.box[side] - second.box[side]) < _SAME for side in (0, 2))


def _inside(table: Table, layout: Layout) -> list[Table]:
    """The tables that stand in cells of a table."""
    cells = [cell for row in table.cells for cell in row]
    return [
        other
        for other in layout.tables
        if other is not table and any(_holds(cell, other) for cell in cells)
    ]


def _is_in(line: Line, table: Table) -> bool:
    left, top, right, bottom = table.box
    return left <= (line.x0 + line.x1) / 2 <= right and top <= line.base <= bottom


def _holds(cell: Cell, table: Table) -> bool:
    left, top, right, bottom = table.box
    return cell.left <= left and right <= cell.right and cell.top <= top and bottom <= cell.bottom


def _is_form(rows: list[_Row]) -> bool:
    """Whether rows hold sections: right of their titles, or across the table under them."""
    texts = [row.texts for row in rows]
    if holds_sections(texts):
        return True
    wide = [row.is_wide and _is_section(row.texts[0]) for row in rows]
    letters = sum(len(row.texts[0]) for row, found in zip(rows, wide, strict=True) if found)
    total = sum(len(text) for row in texts for text in row)
    titled = sum(
        row.may_be_title and row.is_wide and held for row, held in zip(rows, wide[1:], strict=False)
    )
    whole = letters >= max(_LETTERS, _SHARE * total)
    return sum(wide) >= _LEAST and (whole or titled >= _LEAST)


class _Opening:
    """The pieces of a form on one page. `plain`: its titles look like its text."""

    def __init__(self, layout: Layout, hyphens: Hyphens, *, plain: bool) -> None:
        self.rules = row_rules(layout.page.drawing)
        self.hyphens = hyphens
        self.plain = plain

    def pieces(self, rows: list[_Row]) -> list[Piece]:
        """Titles, text and tables, top down; rows of several short cells stay tables."""
        found: list[Piece] = []
        table: list[_Row] = []
        for row, following in zip(rows, [*rows[1:], None], strict=True):
            alone, titled = row.is_alone, row.is_titled
            if alone and table and self.is_inside(row, table[-1], following):
                table.append(row)
                continue
            if table and (alone or titled or not _go_together(table[-1], row)):
                found.append(self.table(table))
                table = []
            if titled:
                found.append(self.title(row.cells[0]))
                found += self.text(row.cells[-1], row)
            elif alone and row.may_be_title and (self.plain or row.marked):
                found.append(self.title(row.cells[0]))
            elif alone:
                found += self.text(row.cells[0], row)
            else:
                table.append(row)
        return [*found, self.table(table)] if table else found

    def is_inside(self, row: _Row, above: _Row, below: _Row | None) -> bool:
        """Whether a row of one cell names some of the rows of the table that it stands in."""
        if below is None or len(below.cells) < 2 or below.is_titled or below.marked:
            return False
        named = row.may_be_title and (self.plain or not row.marked)
        return named and _go_together(above, below)

    def title(self, cell: Cell) -> Piece:
        """The title of a section."""
        return Piece(merge_rows(build_lines(cell.words)), cell.left, cell.right, title=True)

    def text(self, cell: Cell, row: _Row) -> list[Piece]:
        """What a cell holds: lines, and the tables among them."""
        inside = [
            rule
            for rule in self.rules
            if cell.top + 2 < rule.at < cell.bottom - 2 and _overlaps(rule, cell)
        ]
        lines = build_lines(cell.words)
        left = min((line.x0 for line in lines), default=cell.left)
        right = cell.right - min(left - cell.left, 12.0)
        found: list[Piece] = []
        items = [*lines, *(TableLine(table) for table in row.inner)]
        stretch: list[Line] = []
        for line in sorted(items, key=lambda line: line.base):
            if not isinstance(line, TableLine):
                stretch.append(line)
                continue
            found += self.stretch(stretch, inside, left, right)
            found.append(Piece([], left, right, line.table))
            stretch = []
        return found + self.stretch(stretch, inside, left, right)

    def stretch(
        self, lines: list[Line], rules: list[Edge], left: float, right: float
    ) -> list[Piece]:
        """Lines without a ruled table among them."""
        if not lines:
            return []
        parts = split_tables(lines, rules, self.hyphens)
        return [Piece(merge_rows(part.lines), left, right, part.table) for part in parts]

    def table(self, rows: list[_Row]) -> Piece:
        """Rows of short cells as a table of their own columns."""
        own = rows[0].table
        starts = sorted({round(cell.left, 1) for row in rows for cell in row.cells})
        texts = [
            dict(zip([round(cell.left, 1) for cell in row.cells], row.texts, strict=False))
            for row in rows
        ]
        top, bottom = rows[0].cells[0].top, rows[-1].cells[0].bottom
        left, right = own.box[0], own.box[2]
        headers = int(rows[0].marked and not all(row.marked for row in rows))
        made = Table(
            [[row.get(start, "") for start in starts] for row in texts],
            (left, top, right, bottom),
            (*starts, right),
            headers,
        )
        return Piece([], left, right, made)


def _is_title(text: str) -> bool:
    return len(text) <= _TITLE and text[-1] not in ".;"


def _is_section(text: str) -> bool:
    """Whether a text is more than a value: long, a whole sentence, or several paragraphs."""
    return len(text) >= (_SENTENCE if text[-1] == "." else _SECTION) or "\n" in text


def _go_together(above: _Row, row: _Row) -> bool:
    """Whether the cells of two rows begin at the same places, some of one's left out."""
    first, second = ({round(cell.left) for cell in each.cells} for each in (above, row))
    return first <= second or second <= first


def _overlaps(rule: Edge, cell: Cell) -> bool:
    return rule.start < cell.right - 2 and rule.end > cell.left + 2
