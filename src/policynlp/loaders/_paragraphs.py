"""What word processors and web pages have in common: paragraphs with a look.

A loader gives paragraphs with what their file says of them (heading level, list level, bold,
size); here typed lists, line breaks and headings that are only drawn are made out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from policynlp.blocks import RawBlock
from policynlp.columns import column_role
from policynlp.loaders._text.headings import FIXED, mark_headings
from policynlp.loaders._text.leads import is_open
from policynlp.loaders._text.lines import Line, is_caps, is_rule, starts_lower
from policynlp.loaders._text.markers import Marker, find_markers, nest_item
from policynlp.loaders._text.pieces import Piece
from policynlp.loaders.hyphens import HYPHENS, join_lines
from policynlp.schema import BlockKind

_MAX_LEVEL = 6
# Tables that hold whole sections: so many of them and so many letters in all at least, titles of so
# many at most, sections of one paragraph from so many on; a single one that is the whole document;
# the level of such titles.
_LEAST_SECTIONS, _LEAST_LETTERS, _WHOLE_LETTERS = 3, 1000, 2500
_TITLE_LETTERS, _SECTION_LETTERS, _FORM_LEVEL = 120, 150, 2
_HEAD = 3  # paragraphs that may stand before the table of a letterhead


@dataclass(frozen=True)
class Paragraph:
    """One paragraph or table as the file has it.

    Attributes:
        text: with the bullet or number that the program prints; line breaks as line feeds.
        kind: heading, list_item and caption where the file says so, else paragraph or table.
        level: of a heading or list item.
        bold: whether all of it is bold.
        size: font size in points of most of it, 0 where unknown.
        indent: from the left in points, for lists that are only typed.
        sheet: how many page breaks stand before it, where the file tells.
    """

    text: str = ""
    kind: BlockKind = "paragraph"
    level: int | None = None
    bold: bool = False
    size: float = 0
    indent: float = 0
    page: int | None = None
    sheet: int = 0
    rows: tuple[tuple[str, ...], ...] | None = None
    header_rows: int = 0


def cell_text(paragraphs: Iterable[Paragraph]) -> str:
    """The text of the paragraphs of a cell, a line each; a table inside it as lines of its rows."""
    lines: list[str] = []
    for paragraph in paragraphs:
        if paragraph.rows:
            lines.extend("; ".join(c for c in row if c) for row in paragraph.rows)
        else:
            lines.extend(paragraph.text.split("\n"))
    return "\n".join(line.strip() for line in lines if line.strip())


def open_form(rows: Sequence[Sequence[Sequence[Paragraph]]]) -> list[Paragraph] | None:
    """The paragraphs of a table whose left cells are titles of sections and whose right cells hold
    them whole; None for any other table.

    Args:
        rows: the paragraphs of each cell of each row.

    Neighbouring rows with a short right cell stay a table of labels and values.
    """
    pairs = [[cell for cell in row if any(p.text.strip() or p.rows for p in cell)] for row in rows]
    pairs = [pair for pair in pairs if pair]
    if not holds_sections([[cell_text(cell) for cell in pair] for pair in pairs]):
        return None
    done: list[Paragraph] = []
    short: list[tuple[str, str]] = []
    for *titles, held in pairs:
        text = cell_text(held)
        if titles and not _is_section(text):
            short.append((cell_text(titles[0]), text))
            continue
        done += _values(short)
        short = []
        done.extend(_title(cell_text(title)) for title in titles)
        done.extend(held if titles or not _may_be_title(text) else [_title(text)])
    return done + _values(short)


def open_rows(table: RawBlock) -> list[RawBlock]:
    """The blocks of a table that is such a form, of which only the texts of cells are known, a line
    a paragraph; none for any other block."""
    if not table.rows:
        return []
    rows = [[list(map(Paragraph, cell.split("\n"))) for cell in row] for row in table.rows]
    blocks = to_blocks(open_form(rows) or [])
    return [replace(block, page=table.page, bbox=table.bbox) for block in blocks]


def _values(rows: Sequence[tuple[str, str]]) -> list[Paragraph]:
    """Labels and values as a table, a single one as a line."""
    if len(rows) == 1:
        return [Paragraph(f"{rows[0][0].rstrip(' :')}: {rows[0][1]}")]
    return [Paragraph(kind="table", rows=tuple(rows))] if rows else []


def _title(text: str) -> Paragraph:
    return Paragraph(" ".join(text.split()), "heading", _FORM_LEVEL)


def holds_sections(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table holds sections: of the filled cells of its rows all left ones are short,
    several right ones long, and no titles of columns stand above them."""
    pairs = [row for row in rows if len(row) == 2]
    lengths = [len(right) for _, right in pairs if _is_section(right)]
    return (
        max(map(len, rows), default=0) == 2
        and (len(lengths) >= _LEAST_SECTIONS or max(lengths, default=0) >= _WHOLE_LETTERS)
        and sum(lengths) >= _LEAST_LETTERS
        and column_role(pairs[0][1]) is None
        and all(_may_be_title(left) for left, _ in pairs)
    )


def _may_be_title(text: str) -> bool:
    return len(text) <= _TITLE_LETTERS and text[-1] not in ".;"


def _is_section(text: str) -> bool:
    """Whether the text of a cell is more than a value: long, or of several paragraphs."""
    return len(text) >= _SECTION_LETTERS or "\n" in text


def to_blocks(paragraphs: Sequence[Paragraph]) -> list[RawBlock]:
    """Blocks of paragraphs: lines parted, typed lists and drawn headings recognised."""
    parts = [part for each in _open_letterhead(paragraphs) for part in _part_lines(each)]
    parts = [part for part in parts if part.text.strip() or part.rows]
    markers = find_markers([_line(part) for part in parts])
    for i, marker in list(markers.items()):
        typed = parts[i].kind == "paragraph" and _is_typed_item(parts, i, marker, markers)
        if parts[i].kind != "list_item" and not typed:
            del markers[i]
    pieces = [_piece(part, markers.get(i)) for i, part in enumerate(parts)]
    for i in range(len(parts) - 1):
        # Items that the program itself made belong together.
        if parts[i].kind == parts[i + 1].kind == "list_item":
            pieces[i].gap_after = False
    parts = _draw_headings(parts, pieces)
    return _nest(parts, markers)


def _open_letterhead(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, a table of one row at the head of the document read as text: it sets the
    sender and the date of a letter beside each other, or logos and a title."""
    done: list[Paragraph] = []
    texts = 0
    for paragraph in paragraphs:
        rows = paragraph.rows or ()
        if texts < _HEAD and len(rows) == 1 and len(rows[0]) <= 3:
            lines = [line for cell in rows[0] for line in cell.split("\n") if not is_rule(line)]
            done.extend(Paragraph(line, page=paragraph.page) for line in lines)
            texts += len(lines)
            continue
        texts += paragraph.kind not in ("header", "footer") and bool(paragraph.text.strip() or rows)
        done.append(paragraph)
    return done


def split_breaks(text: str) -> list[str]:
    """The lines of a paragraph with line breaks; those of one sentence are put together."""
    lines = [line.strip() for line in text.split("\n")]
    joined: list[str] = []
    for line in lines:
        if not line:
            continue
        if joined and _breaks_sentence(joined[-1], line):
            joined[-1] = join_lines(joined[-1], line)
        else:
            joined.append(line)
    return joined


def _breaks_sentence(before: str, after: str) -> bool:
    """Whether a line break lies in the middle of a sentence."""
    if before[-1] in HYPHENS and before[-2:-1].isalpha():
        return True
    if find_markers([Line(before), Line(after)]).get(1) or before[-1] in ".:;!?":
        return False
    *opened, last = before.split()
    return starts_lower(after) or before[-1] == "," or (len(opened) > 1 and is_open(last))


def _part_lines(paragraph: Paragraph) -> list[Paragraph]:
    if "\n" not in paragraph.text or paragraph.kind == "table":
        return [paragraph]
    if paragraph.kind in ("heading", "caption"):
        return [replace(paragraph, text=" ".join(paragraph.text.split()))]
    lines = split_breaks(paragraph.text)
    if paragraph.kind == "list_item":
        # Lines of an item stay together unless they are a list of their own.
        nested = find_markers([Line(line) for line in lines])
        if not any(i in nested for i in range(1, len(lines))):
            return [replace(paragraph, text=" ".join(lines))]
    first, *rest = lines or [""]
    plain = replace(paragraph, kind="paragraph", level=None, indent=paragraph.indent + 1)
    if paragraph.kind == "paragraph":
        plain = paragraph
    return [replace(paragraph, text=first), *(replace(plain, text=line) for line in rest)]


def _line(part: Paragraph) -> Line:
    return Line(part.text.strip(), round(part.indent), part.page, part.text, int(part.bold))


def _is_typed_item(
    parts: Sequence[Paragraph], i: int, marker: Marker, markers: dict[int, Marker]
) -> bool:
    """Whether a paragraph that begins with a sign or number is an item of a typed list."""
    content = parts[i].text.strip()[marker.end :]
    if marker.kind == "dash" and parts[i].text.strip()[0] in "–—":
        # A dash may open a quotation: a list has several.
        near = [k for k in (i - 1, i + 1) if k in markers and markers[k].sign == marker.sign]
        return bool(near) and not content.endswith(("»", "”"))
    return True


def _piece(part: Paragraph, marker: Marker | None) -> Piece:
    line = _line(part)
    if part.kind == "table":
        return Piece("table", [line], rows=part.rows or ())
    if part.kind == "heading":
        return Piece("fixed", [line], text=line.text, heading=FIXED)
    if part.kind in ("list_item", "paragraph") and marker is not None:
        return Piece("item", [line], marker, text=line.text)
    if part.kind == "list_item":
        return Piece("item", [line], text=line.text)
    return Piece("text", [line], text=line.text)


def _draw_headings(parts: Sequence[Paragraph], pieces: Sequence[Piece]) -> list[Paragraph]:
    """Paragraphs with those that only look like headings made headings."""
    body = _body_size(parts)
    # Bold counts only where it stands out: some documents are bold from end to end.
    bold_share = _bold_share(parts)
    for part, piece in zip(parts, pieces, strict=True):
        large = body > 0 and part.size >= body * 1.15
        piece.large = large
        stands_out = (part.bold and bold_share < 0.5) or large
        piece.lines = [replace(piece.lines[0], bold=int(stands_out))]
    real = [part for part in parts if part.kind == "heading"]
    mark_headings(pieces)
    drawn = [
        i
        for i, piece in enumerate(pieces)
        if piece.heading and piece.heading != FIXED and (piece.bold or is_caps(piece.content))
    ]
    if not real and not drawn:
        # Nothing is marked at all: what a typed text would show has to do.
        drawn = [i for i, piece in enumerate(pieces) if piece.heading]
        levels = {i: pieces[i].level or 1 for i in drawn}
    else:
        levels = _levels(parts, pieces, drawn)
    return [
        replace(part, kind="heading", level=levels[i]) if i in levels else part
        for i, part in enumerate(parts)
    ]


def _body_size(parts: Sequence[Paragraph]) -> float:
    sizes: Counter[float] = Counter()
    for part in parts:
        if part.size and part.kind != "heading":
            sizes[part.size] += len(part.text)
    return sizes.most_common(1)[0][0] if sizes else 0


def _bold_share(parts: Sequence[Paragraph]) -> float:
    running = [
        part
        for part in parts
        if part.kind in ("paragraph", "list_item")
        and (part.text.rstrip()[-1:] in ".;" or len(part.text.split()) > 15)
    ]
    total = sum(len(part.text) for part in running)
    return sum(len(part.text) for part in running if part.bold) / total if total else 0.0


def _levels(
    parts: Sequence[Paragraph], pieces: Sequence[Piece], drawn: Sequence[int]
) -> dict[int, int]:
    """Levels of drawn headings: below the real heading that they stand under, else by size,
    capitals and the depth of their number."""
    if not drawn:
        return {}

    def look(i: int) -> tuple[float, bool, bool]:
        return (-round(parts[i].size), not is_caps(parts[i].text), not parts[i].bold)

    looks = sorted({look(i) for i in drawn})
    levels: dict[int, int] = {}
    above = 0
    chosen = set(drawn)
    series: dict[str, int] = {}  # levels of the numbers that run, whatever the size of each
    for i, part in enumerate(parts):
        if part.kind == "heading":
            above = part.level or 1
            series.clear()
        elif i in chosen:
            marker = pieces[i].marker
            deeper = len(marker.path) if marker else 0
            level = above + 1 + looks.index(look(i)) if above else looks.index(look(i)) + 1
            level = min(_MAX_LEVEL, level + deeper)
            levels[i] = series.setdefault(f"{marker.sign} {deeper}", level) if marker else level
    return levels


def _nest(parts: Sequence[Paragraph], markers: dict[int, Marker]) -> list[RawBlock]:
    """Blocks, with the depth of typed items from their indent and sign."""
    blocks: list[RawBlock] = []
    open_items: list[tuple[float, str]] = []
    for i, part in enumerate(parts):
        marker = markers.get(i)
        text = part.text.strip()
        kind, level = part.kind, part.level
        if kind == "paragraph" and marker is not None:
            level = nest_item(open_items, part.indent, marker.sign, counts_on=marker.counts_on)
            kind = "list_item"
            text = f"{text[: marker.end].strip()} {text[marker.end :].strip()}"
        elif kind == "list_item":
            level = level or 1
            open_items = [(part.indent, "")] * level
        elif not open_items or part.indent <= open_items[0][0] or kind != "paragraph":
            open_items = []
        blocks.append(
            RawBlock(
                kind,
                text if kind != "table" else "",
                level,
                part.page,
                rows=part.rows,
                header_rows=part.header_rows,
            )
        )
    return blocks


def nest_list(
    open_items: list[tuple[str, int, float]], list_id: str, depth: int, indent: float
) -> int:
    """Depth from 1 of an item of a list that the program made; updates the open items.

    Within one list its own levels count, between lists the indent in points: what a reader sees as
    one nested list is often several lists to the program.
    """
    while open_items:
        above_id, above_depth, above_indent = open_items[-1]
        if above_depth < depth if above_id == list_id else above_indent + 8 < indent:
            break
        open_items.pop()
    open_items.append((list_id, depth, indent))
    return len(open_items)
