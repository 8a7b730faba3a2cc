"""Plain text: paragraphs, headings, items and tables from the way it is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policynlp.blocks import RawBlock, RawDocument
from policynlp.loaders._text.dumps import without_dumped_links, without_pictures
from policynlp.loaders._text.furniture import separate_furniture, split_pages, with_line_feeds
from policynlp.loaders._text.headings import mark_headings
from policynlp.loaders._text.leftovers import without_leftovers
from policynlp.loaders._text.line_numbers import without_line_numbers
from policynlp.loaders._text.lines import Line, close_up, label_of, unmark_bold, unquote
from policynlp.loaders._text.markers import find_markers, nest_item
from policynlp.loaders._text.markup import as_markdown
from policynlp.loaders._text.pieces import Piece, make_pieces
from policynlp.loaders._text.recognised import mend_recognised
from policynlp.loaders._text.run_in import set_apart
from policynlp.loaders._text.side_by_side import unfold_columns
from policynlp.loaders._text.side_titles import set_titles_above
from policynlp.loaders._text.tables import find_tables
from policynlp.loaders.caps import cap_text
from policynlp.loaders.encodings import decode
from policynlp.loaders.hyphens import words_of
from policynlp.source import Source


def load(source: Source) -> RawDocument:
    """The blocks of a text file; form feeds part its pages."""
    text, warnings = decode(source.data)
    text = with_line_feeds(without_leftovers(cap_text(text)))
    text = without_pictures(without_dumped_links(without_line_numbers(text)))
    text = mend_recognised(text)
    markdown = as_markdown(text)
    if markdown is not None:
        from policynlp.loaders.markdown import read_markdown

        return RawDocument(blocks=tuple(read_markdown(markdown)), warnings=warnings)
    pages = split_pages(text)
    heads, body, feet = separate_furniture(pages)
    blocks = [
        *(RawBlock("header", line.text, page=line.page) for line in heads),
        *read_blocks(unfold_columns(body)),
        *(RawBlock("footer", line.text, page=line.page) for line in feet),
    ]
    return RawDocument(
        blocks=tuple(in_page_order(blocks)),
        page_count=pages[-1][0].page if pages[-1] else None,
        warnings=warnings,
    )


def in_page_order(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """Blocks page by page: heads, body, feet."""
    order = {"header": 0, "footer": 2}
    if all(block.page is None for block in blocks):
        return list(blocks)
    return sorted(blocks, key=lambda block: (block.page or 0, order.get(block.kind, 1)))


def read_text(text: str) -> list[RawBlock]:
    """The blocks of a text without pages: a mail's body, a cell, a paragraph of another format."""
    blocks = read_blocks([line for page in split_pages(text) for line in page])
    # Form feeds in it part no pages of the whole.
    return [replace(block, page=None) for block in blocks]


def read_blocks(lines: Sequence[Line]) -> list[RawBlock]:
    """The blocks of lines in reading order."""
    lines = set_apart(unmark_bold(unquote(set_titles_above(close_up(lines)))))
    markers = find_markers(lines)
    # A bare number opens the row of a table rather than a title.
    signed = {i: marker for i, marker in markers.items() if marker.kind != "bare"}
    tables = find_tables(lines, signed)
    pieces = make_pieces(lines, markers, tables, words_of(line.text for line in lines))
    mark_headings(pieces)
    blocks: list[RawBlock] = []
    nesting: list[tuple[float, str]] = []  # indent and sign of the items that are open
    for piece in pieces:
        if piece.kind == "rule":
            nesting.clear()
        elif piece.kind == "table":
            nesting.clear()
            blocks.append(
                RawBlock("table", page=piece.page, rows=piece.rows, header_rows=piece.header_rows)
            )
        elif piece.heading:
            nesting.clear()
            blocks.append(RawBlock("heading", _spaced(piece), piece.level, piece.page))
        elif piece.kind == "item":
            sign = piece.marker.sign if piece.marker else ""
            counts_on = piece.marker is not None and piece.marker.counts_on
            level = nest_item(nesting, piece.indent, sign, counts_on=counts_on)
            blocks.append(RawBlock("list_item", _spaced(piece), level, piece.page))
        else:
            if not nesting or piece.indent <= nesting[0][0]:
                nesting.clear()
            blocks.extend(_paragraphs(piece))
    return blocks


def _spaced(piece: Piece) -> str:
    """The item with one space after its marker, as "-Item" lacks it."""
    if piece.marker is None:
        return piece.text
    return f"{piece.text[: piece.marker.end].strip()} {piece.content}"


def _paragraphs(piece: Piece) -> list[RawBlock]:
    """A text piece as a paragraph; a label whose value runs over several lines, each a value of
    its own (a column of names), as a lead-in with items."""
    lines = piece.lines
    labelled = label_of(lines[0].text)
    several = (
        labelled is not None
        and labelled[1]
        and len(lines) > 1
        and all(b.indent >= lines[0].indent + 4 for b in lines[1:])
        and all(a.text[-1] not in ",;-(" for a in lines[:-1])
        and all(b.text[0].isupper() for b in lines[1:])
        and not piece.forced_breaks
    )
    if not several or labelled is None:
        return [RawBlock("paragraph", piece.text, page=piece.page)]
    values = [labelled[1], *(line.text for line in lines[1:])]
    return [
        RawBlock("paragraph", f"{labelled[0]} :", page=piece.page),
        *(RawBlock("list_item", f"• {value}", 1, piece.page) for value in values),
    ]
