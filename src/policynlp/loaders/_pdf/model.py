"""The types that the steps of the PDF loader hand on to each other."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from policynlp.schema import BBox, BlockKind

# Share of the font size that a line of letters takes above and below its baseline.
ASCENT = 0.8
DESCENT = 0.22
# The `turn` of text that runs neither level nor upright: watermarks, stamps.
SLANTED = 4


class Style(NamedTuple):
    """How text looks. `size` in points; `turn`: quarter turns clockwise as shown, 0 to 3, or
    `SLANTED`.

    `symbol`: the font holds signs instead of letters (Wingdings, Symbol).
    """

    size: float
    bold: bool
    italic: bool = False
    symbol: bool = False
    turn: int = 0


class Word(NamedTuple):
    """A word: `base` is the y of its baseline; `glued`: no space stands before it."""

    text: str
    x0: float
    x1: float
    base: float
    style: Style
    glued: bool = False


class Line:
    """Words side by side on one baseline, left to right, without a wide gap.

    `size` is that of most letters, `bold` whether every word with a letter is bold; `limit`: where
    its room ends on the right, if a box takes the rest of it.
    """

    __slots__ = ("base", "bold", "bottom", "limit", "size", "top", "words", "x0", "x1")

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        self.limit = math.inf
        first = words[0]
        style = first.style
        size, bold = style.size, style.bold
        if any(word.style is not style for word in words):
            size, bold = _main_style(words)
        self.size = size
        self.bold = bold
        self.base = first.base if first.style.size >= size * 0.85 else words[-1].base
        self.x0 = first.x0
        self.x1 = max([word.x1 for word in words])
        self.top = self.base - ASCENT * size
        self.bottom = self.base + DESCENT * size

    @property
    def text(self) -> str:
        """The words with single spaces, as printed."""
        return "".join([w.text if w.glued else " " + w.text for w in self.words]).strip()

    @property
    def italic(self) -> bool:
        return all(word.style.italic for word in self.words)

    def __repr__(self) -> str:
        return f"Line({self.x0:.0f}-{self.x1:.0f} @{self.base:.0f} {self.size:.1f} {self.text!r})"


def _main_style(words: list[Word]) -> tuple[float, bool]:
    """Size and weight of a line of several styles.

    The size is the largest that a fair share of the letters have: in small capitals only the
    first letters have the size of the line, raised marks have a smaller one.
    """
    sizes: dict[float, int] = {}
    bold = letters = False
    for word in words:
        style = word.style
        count = len(word.text)
        sizes[style.size] = sizes.get(style.size, 0) + count
        if any(map(str.isalnum, word.text)):
            bold = style.bold if not letters else bold and style.bold
            letters = True
    total = sum(sizes.values())
    return max(size for size, count in sizes.items() if count >= 0.12 * total), bold


class Edge(NamedTuple):
    """A ruling line: horizontal at y = `at` from `start` to `end` in x, or vertical, swapped."""

    at: float
    start: float
    end: float


class Fill(NamedTuple):
    """A shaded rectangle, or the box round a dot."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides text. `picture`: share of the page under pictures.

    `dots`: small round or square shapes, as browsers draw bullets.
    `objects`, `texts`: how many things are drawn, and how many of them are text.
    """

    horizontal: list[Edge] = field(default_factory=list)
    vertical: list[Edge] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    dots: list[Fill] = field(default_factory=list)
    picture: float = 0.0
    objects: int = 0
    texts: int = 0


class Cell(NamedTuple):
    """A cell of a ruled table: its words, its text and its borders."""

    words: list[Word]
    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(slots=True)
class Table:
    """Rows of cells; a cell is its list of paragraphs' texts joined by line feeds.

    `columns`: x of the column borders (ruled) or column starts, to tell whether a table goes on;
    `used`: which of them the cells of a row begin at, where some columns are empty;
    `fragment`: one cell that is filled, a table only as the rest of one on the page before;
    `framing`: one column, which frames text and is no table by itself;
    `cells`, `marked`: the cells of each row of a ruled table, empty rows too, and whether what is
    in them is all bold or shaded; `pieces`: what it holds where it is a form of whole sections.
    """

    rows: list[list[str]]
    box: BBox
    columns: tuple[float, ...]
    header_rows: int = 0
    ruled: bool = True
    used: tuple[int, ...] = ()
    fragment: bool = False
    framing: bool = False
    cells: list[list[Cell]] = field(default_factory=list)
    marked: list[bool] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class Piece:
    """A table, or lines of one column with its left and right edge; `title`: of a form's section,
    whatever it looks like."""

    lines: list[Line]
    left: float
    right: float
    table: Table | None = None
    title: bool = False


class TableLine(Line):
    """A ruled table among the lines of a page, for the reading order."""

    __slots__ = ("table",)

    def __init__(self, table: Table) -> None:
        self.table = table
        self.words = []
        self.limit = math.inf
        self.x0, self.top, self.x1, self.bottom = table.box
        self.base = self.top + 1.0
        self.size = 10.0
        self.bold = False


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, and what they turn out to be.

    `left`, `right`: the column it stands in; `gap`: white space above it, in points;
    `box` is that of the part on `page`; `note`: a footnote; `last_page`: where a table ends that
    goes on over the page, else 0.
    """

    lines: list[Line]
    page: int
    left: float
    right: float
    gap: float = 0.0
    kind: BlockKind = "paragraph"
    level: int | None = None
    marker: str = ""
    text: str = ""
    table: Table | None = None
    box: BBox | None = None
    note: bool = False
    last_page: int = 0

    @property
    def size(self) -> float:
        return self.lines[0].size if self.lines else 0.0

    @property
    def bold(self) -> bool:
        return bool(self.lines) and all(line.bold for line in self.lines)


def box_of(lines: list[Line]) -> BBox:
    """The box round lines."""
    return (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )


@dataclass(slots=True)
class Page:
    """A page as read: size in points as shown, words in the order of the file, drawings.

    `turn`: quarter turns that the words' coordinates were turned back so that the text is
    upright (a page printed sideways); boxes have to be turned again before they are shown.
    `skew`: degrees clockwise by which a scan lay askew and was set straight.
    """

    number: int
    width: float
    height: float
    words: list[Word]
    drawing: Drawing
    turn: int = 0
    aside: list[Word] = field(default_factory=list)
    skew: float = 0.0
