"""The whole of a PDF: pages read, laid out, and joined into raw blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2 as pypdfium

from policynlp.blocks import RawBlock, RawDocument
from policynlp.errors import InputError
from policynlp.loaders._pdf.columns import split_columns
from policynlp.loaders._pdf.engine import open_pdf, read_bookmarks, read_page, read_property
from policynlp.loaders._pdf.furniture import PageFurniture, find_furniture
from policynlp.loaders._pdf.geometry import shown_box, view_box
from policynlp.loaders._pdf.grids import fill_grid, find_grids
from policynlp.loaders._pdf.headings import body_size, mark_headings
from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.joins import join_paragraphs, join_tables
from policynlp.loaders._pdf.lines import build_lines, merge_rows
from policynlp.loaders._pdf.lists import set_levels
from policynlp.loaders._pdf.model import Line, Page, Paragraph, Table, box_of
from policynlp.loaders._pdf.opentables import split_tables
from policynlp.loaders._pdf.paragraphs import Leading, build_paragraphs
from policynlp.loaders._pdf.properties import published_date, real_title
from policynlp.schema import BBox, Warning


def read_document(data: bytes) -> RawDocument:
    """Blocks, properties and warnings of a PDF in memory.

    Raises:
        InputError: `encrypted` or `corrupt`.
    """
    with open_pdf(data) as pdf:
        return _Reading(pdf, data).read()


class _Layout:
    """One page between the steps: its lines outside ruled tables, its tables."""

    def __init__(self, page: Page, lines: list[Line], tables: list[Table]) -> None:
        self.page = page
        self.lines = lines
        self.tables = tables
        self.furniture = PageFurniture()


class _Reading:
    def __init__(self, pdf: pypdfium.PdfDocument, data: bytes) -> None:
        self.pdf = pdf
        self.data = data
        self.warnings: list[Warning] = []
        self.texts: list[str] = []
        self.hyphens = Hyphens(self.texts)

    def read(self) -> RawDocument:
        pages = list(self.read_pages())
        for page in pages:
            self.texts.append(" ".join([word.text for word in page.words]))
        layouts = [self.lay_out(page) for page in pages]
        body = body_size([line for layout in layouts for line in layout.lines])
        found = find_furniture([(layout.lines, layout.page.height) for layout in layouts], body)
        for layout, furniture in zip(layouts, found, strict=True):
            layout.furniture = furniture
        flow = self.flow(layouts, body)
        return RawDocument(
            blocks=tuple(self.blocks(flow, layouts)),
            page_count=len(self.pdf),
            title=real_title(read_property(self.pdf, "Title")),
            published=published_date(self.data),
            warnings=tuple(self.warnings),
        )

    def read_pages(self) -> Iterator[Page]:
        for index in range(len(self.pdf)):
            try:
                page = read_page(self.pdf, index)
            except pypdfium.PdfiumError:
                self.warn("page_failed", f"page {index + 1} is damaged and was left out", index)
                continue
            if not page.words:
                self.warn(
                    "scanned_page",
                    f"page {index + 1} holds no text, only a picture or nothing; "
                    "to read scans: pip install 'policynlp[ocr]'",
                    index,
                )
            yield page

    def warn(self, code: str, message: str, index: int) -> None:
        self.warnings.append(Warning(code=code, message=message, page=index + 1))

    def lay_out(self, page: Page) -> _Layout:
        words, tables = page.words, []
        for grid in find_grids(page.drawing):
            table, words = fill_grid(grid, words, page.drawing, self.hyphens)
            if table is not None:
                tables.append(table)
        return _Layout(page, build_lines(words), tables)

    def flow(self, layouts: list[_Layout], body: float) -> list[Paragraph]:
        leading = Leading()
        parts: list[tuple[_Layout, list[object]]] = []
        for layout in layouts:
            away = {id(line) for line in (*layout.furniture.heads, *layout.furniture.feet)}
            lines = [line for line in layout.lines if id(line) not in away]
            pieces = self.pieces(lines, layout.tables, leading)
            parts.append((layout, pieces))
        flow: list[Paragraph] = []
        for layout, pieces in parts:
            number = layout.page.number
            for piece in pieces:
                if isinstance(piece, Table):
                    flow.append(_table_paragraph(piece, number))
                else:
                    lines, left, right = piece  # type: ignore[misc]
                    flow.extend(build_paragraphs(lines, number, left, right, leading))
        for paragraph in flow:
            if paragraph.marker:
                paragraph.kind = "list_item"
            if paragraph.lines:
                paragraph.text = self.hyphens.join([line.text for line in paragraph.lines])
        mark_headings(flow, body, read_bookmarks(self.pdf))
        flow = join_paragraphs(flow, self.hyphens)
        flow = join_tables(flow)
        set_levels(flow)
        return flow

    def pieces(self, lines: list[Line], tables: list[Table], leading: Leading) -> list[object]:
        """Tables and columns of a page in reading order."""
        pieces: list[object] = []
        rest = lines
        for table in sorted(tables, key=lambda table: table.box[1]):
            above = [line for line in rest if line.base <= table.box[1] + 2]
            rest = [line for line in rest if line.base > table.box[1] + 2]
            pieces.extend(self.columns(above, leading))
            pieces.append(table)
        pieces.extend(self.columns(rest, leading))
        return pieces

    def columns(self, lines: list[Line], leading: Leading) -> list[object]:
        pieces: list[object] = []
        for column in split_columns(lines):
            for part in split_tables(column.lines, self.hyphens):
                if part.table is not None:
                    pieces.append(part.table)
                else:
                    merged = merge_rows(part.lines)
                    leading.learn(merged)
                    pieces.append((merged, column.left, column.right))
        return pieces

    def blocks(self, flow: list[Paragraph], layouts: list[_Layout]) -> Iterator[RawBlock]:
        by_page: dict[int, list[Paragraph]] = {}
        for paragraph in flow:
            by_page.setdefault(paragraph.page, []).append(paragraph)
        for layout in layouts:
            page = layout.page
            for row in merge_rows(layout.furniture.heads):
                yield RawBlock("header", row.text, None, page.number, _place(box_of([row]), page))
            for paragraph in by_page.get(page.number, ()):
                yield _block(paragraph, page)
            for row in merge_rows(layout.furniture.feet):
                yield RawBlock("footer", row.text, None, page.number, _place(box_of([row]), page))


def _table_paragraph(table: Table, page: int) -> Paragraph:
    paragraph = Paragraph([], page, table.box[0], table.box[2], kind="table", table=table)
    paragraph.box = table.box
    return paragraph


def _block(paragraph: Paragraph, page: Page) -> RawBlock:
    table = paragraph.table
    box = paragraph.box or box_of(paragraph.lines)
    return RawBlock(
        kind=paragraph.kind,
        text="" if table else paragraph.text,
        level=paragraph.level,
        page=paragraph.page,
        bbox=_place(box, page),
        rows=tuple(map(tuple, table.rows)) if table else None,
        header_rows=table.header_rows if table else 0,
    )


def _place(box: BBox, page: Page) -> BBox:
    """A box on the page as shown, inside its edges, to a tenth of a point."""
    x0, top, x1, bottom = box
    return (
        round(min(max(x0, 0.0), page.width), 1),
        round(min(max(top, 0.0), page.height), 1),
        round(min(max(x1, 0.0), page.width), 1),
        round(min(max(bottom, 0.0), page.height), 1),
    )
