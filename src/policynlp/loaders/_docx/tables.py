"""What a table of a Word document is: data in rows, or a frame, form or list set in one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from policynlp.columns import column_role
from policynlp.loaders._paragraphs import Paragraph, cell_text, open_form
from policynlp.loaders._text.lines import Line
from policynlp.loaders._text.markers import find_markers

# A cell of so many letters holds a page and no datum; so many words at most are a title.
_PAGE_LETTERS, _TITLE_WORDS = 1000, 15
_BULLETS = frozenset("•-–—*➢►▪◦■→●○§")


@dataclass(frozen=True)
class Cell:
    """A cell as the file has it.

    Attributes:
        paragraphs: what it holds.
        span: how many columns it takes up.
        continued: whether it is one with the cell above.
        shaded: whether it has a colour of its own.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    span: int = 1
    continued: bool = False
    shaded: bool = False

    @cached_property
    def text(self) -> str:
        """Its text, a line a paragraph; none where it is one with the cell above."""
        return "" if self.continued else cell_text(self.paragraphs)

    @property
    def bold(self) -> bool:
        """Whether all that it holds is bold."""
        return all(p.bold for p in self.paragraphs if p.text.strip())

    @property
    def content(self) -> list[Paragraph]:
        """Its paragraphs; a short line on a ground of its own stands out as in bold."""
        held = [p for p in self.paragraphs if p.text.strip() or p.rows]
        if self.shaded and len(held) == 1 and len(held[0].text.split()) <= _TITLE_WORDS:
            return [replace(held[0], bold=True)]
        return held


Row = Sequence[Cell]


def read_table(rows: Sequence[Row], marked: int = 0) -> list[Paragraph]:
    """The paragraphs of a table, or the one that is a table.

    Args:
        rows: its cells.
        marked: how many first rows the file marks as titles of columns.
    """
    filled = [row for row in rows if any(cell.text for cell in row)]
    if not filled:
        return []
    width = max(sum(cell.span for cell in row) for row in filled)
    if width == 1 or sum(bool(cell.text) for row in filled for cell in row) == 1:
        # A frame around text, not a table.
        return [p for row in filled for cell in row if cell.text for p in cell.content]
    if len(filled) == 1 and any(map(_is_page, filled[0])):
        # Cells that set parts of a page side by side; what stands in its margin comes behind.
        return [p for cell in sorted(filled[0], key=_is_margin) for p in cell.content]
    if not marked:
        opened = open_form(_sections(filled)) or _items(filled)
        if opened:
            return opened
    above = _title(filled, width)
    if above:
        filled, marked = filled[1:], max(0, marked - 1)
    header = marked or int(_stands_out(filled))
    return [*above, *_plain(filled, header)]


def _plain(rows: Sequence[Row], header_rows: int) -> list[Paragraph]:
    """The table itself, without columns that only keep others apart."""
    texts = [[t for cell in row for t in (cell.text, *[""] * (cell.span - 1))] for row in rows]
    width = max(map(len, texts))
    square = [row + [""] * (width - len(row)) for row in texts]
    kept = [i for i in range(width) if any(row[i] for row in square)]
    return [
        Paragraph(
            kind="table",
            rows=tuple(tuple(row[i] for i in kept) for row in square),
            header_rows=header_rows if header_rows < len(square) else 0,
        )
    ]


def _stands_out(rows: Sequence[Row]) -> bool:
    """Whether the first row is bold, and of several cells."""
    several = sum(bool(cell.text) for cell in rows[0]) > 1
    return len(rows) > 1 and several and all(cell.bold for cell in rows[0])


def _is_page(cell: Cell) -> bool:
    """Whether a cell holds running text with all that belongs to it."""
    return len(cell.text) >= _PAGE_LETTERS or any(p.rows for p in cell.paragraphs)


def _is_margin(cell: Cell) -> bool:
    return not _is_page(cell)


def _title(rows: Sequence[Row], width: int) -> list[Paragraph]:
    """What a first row that runs across all columns says of the table under it: no other row runs
    across them, or titles of columns come next."""
    across = [len(row) == 1 and row[0].span == width for row in rows]
    if len(rows) < 3 or not across[0] or across[1]:
        return []
    known = sum(column_role(cell.text) is not None for cell in rows[1])
    if any(across[1:]) and known < 2:
        return []
    held = rows[0][0].content
    if len(held) == 1 and len(held[0].text.split()) <= _TITLE_WORDS:
        return [replace(held[0], bold=True)]
    return held


def _sections(rows: Sequence[Row]) -> list[list[list[Paragraph]]]:
    """The contents of the cells; what stands beside an empty left cell or one that is merged with
    that above belongs to the row above."""
    done: list[list[list[Paragraph]]] = []
    for row in rows:
        held = [list(cell.paragraphs) if cell.text else [] for cell in row]
        if done and len(held) == len(done[-1]) == 2 and not held[0] and done[-1][1]:
            done[-1][1] = done[-1][1] + held[1]
        else:
            done.append(held)
    return done


def _items(rows: Sequence[Row]) -> list[Paragraph]:
    """The items of a list whose bullets or numbers stand in a narrow column of their own; none
    for another table."""
    pairs = [[cell.text for cell in row] for row in rows]
    if len(pairs) < 2 or any(len(pair) != 2 or not pair[1] for pair in pairs) or not pairs[0][0]:
        return []
    if not all(not sign or _is_sign(sign) for sign, _ in pairs):
        return []
    items: list[Paragraph] = []
    for (sign, _), row in zip(pairs, rows, strict=True):
        first, *others = row[1].content
        items.append(replace(first, text=f"{sign} {first.text}") if sign else first)
        items += others
    return items


def _is_sign(text: str) -> bool:
    """Whether a cell holds a bullet, or a number with its mark, and nothing else."""
    if len(text) > 6 or any(c.isspace() for c in text):
        return False
    if text in _BULLETS or "\ue000" <= text <= "\uf8ff":
        return True
    return text[-1] in ".)" and 0 in find_markers([Line(f"{text} Text")])
