"""The whole of a PDF: pages read, laid out, and joined into raw blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pypdfium2 as pypdfium

from policynlp.blocks import RawBlock, RawDocument
from policynlp.errors import InputError
from policynlp.limits import reading
from policynlp.loaders._pdf.bombs import refuse_bombs
from policynlp.loaders._pdf.captions import mark_captions
from policynlp.loaders._pdf.engine import open_pdf, read_bookmarks, read_page, read_property
from policynlp.loaders._pdf.forms import all_lines, open_forms
from policynlp.loaders._pdf.furniture import find_furniture
from policynlp.loaders._pdf.gutters import Gutters
from policynlp.loaders._pdf.headings import body_size, mark_headings
from policynlp.loaders._pdf.hyphens import Hyphens
from policynlp.loaders._pdf.initials import join_initials
from policynlp.loaders._pdf.joins import join_paragraphs, join_tables
from policynlp.loaders._pdf.layout import Layout, lay_out, order_pieces, page_paragraphs
from policynlp.loaders._pdf.line_numbers import drop_line_numbers
from policynlp.loaders._pdf.lines import merge_rows
from policynlp.loaders._pdf.lists import drop_false_markers, set_levels
from policynlp.loaders._pdf.model import SLANTED, Page, Paragraph, box_of
from policynlp.loaders._pdf.notes import drop_calls, plain_mark, set_notes_apart
from policynlp.loaders._pdf.paragraphs import Leading
from policynlp.loaders._pdf.plumber import SecondReader
from policynlp.loaders._pdf.properties import published_date, real_title
from policynlp.loaders._pdf.scans import is_covered, is_readable
from policynlp.loaders._pdf.side_boxes import find_boxes
from policynlp.loaders._pdf.side_titles import find_side_titles
from policynlp.loaders._pdf.views import aside_lines, shown, turn_upright
from policynlp.schema import BlockKind, Warning

if TYPE_CHECKING:
    from policynlp.loaders._pdf.ocr import Scans

# Dots that lead the eye to a page number.
_LEADERS = re.compile(r"\s?(?:\.[ \xa0]?){4,}\s?|…{2,}")
# Where one of these stands: to look for leaders takes longer.
_DOTS = ("..", ". .", ".\xa0.", "……")


def read_document(data: bytes) -> RawDocument:
    """Blocks, properties and warnings of a PDF in memory.

    Raises:
        InputError: `encrypted`, `corrupt` or `limit_expansion`.
    """
    refuse_bombs(data)
    try:
        with open_pdf(data) as pdf:
            return _Reading(data, pdf).read()
    except InputError as error:
        if error.code != "corrupt":
            raise
        raw = _Reading(data, None).read()
        if not raw.blocks:
            raise
        return raw


class _Reading:
    """One file on its way to blocks; without `pdf`, all of it is read by the second reader."""

    def __init__(self, data: bytes, pdf: pypdfium.PdfDocument | None) -> None:
        self.pdf = pdf
        self.data = data
        self.second = SecondReader(data, len(pdf) if pdf else None)
        self.count = len(pdf) if pdf else self.second.count()
        self.scans: Scans | None = None
        self.sure: dict[int, float] = {}
        self.warnings: list[Warning] = []
        self.texts: list[str] = []
        self.hyphens = Hyphens(self.texts)

    def read(self) -> RawDocument:
        try:
            found = [self.read_page(index) for index in range(self.count)]
        finally:
            self.second.close()
        reading().tell(0)
        pages = [page for page in found if page is not None]
        for page in pages:
            turn_upright(page)
        drop_line_numbers(pages)
        join_initials(pages)
        for page in pages:
            self.texts.append(" ".join([word.text for word in page.words]))
        layouts = [lay_out(page, self.hyphens) for page in pages]
        open_forms(layouts, self.hyphens)
        body = body_size([line for layout in layouts for line in all_lines(layout)])
        furniture = find_furniture(
            [(x.lines, x.page.height, bool(x.tables)) for x in layouts], body
        )
        for layout, heads_and_feet in zip(layouts, furniture, strict=True):
            layout.furniture = heads_and_feet
        flow = self.flow(layouts, body)
        return RawDocument(
            blocks=tuple(_blocks(flow, layouts)),
            page_count=self.count,
            title=real_title(read_property(self.pdf, "Title")) if self.pdf else None,
            published=published_date(self.data),
            warnings=tuple(self.warnings),
            page_confidence=self.sure,
        )

    def read_page(self, index: int) -> Page | None:
        """A page by PDFium; by pdfplumber where that fails or gives signs instead of letters."""
        number = index + 1
        if number in reading().skip_pages:
            self.warn("page_failed", f"page {number} stopped the reader and was left out", number)
            return None
        reading().tell(number)
        try:
            page = read_page(self.pdf, index) if self.pdf else None
        except pypdfium.PdfiumError:
            page = None
        if page is None:
            page = self.second.read(index)
            if page is None or not page.words:
                self.warn("page_failed", f"page {number} is damaged and was left out", number)
                return None
            self.warn("fallback", f"page {number} is damaged; read in another way", number)
            return page
        if is_readable(page):
            return self.read_scan(page) if is_covered(page) else page
        if page.words or page.drawing.texts:
            other = self.second.read(index)
            if other is not None and other.words and is_readable(other):
                self.warn("fallback", f"page {number} has an odd font; read in another way", number)
                return other
        if not page.words and not page.drawing.objects:
            self.warn("empty_page", f"page {number} shows nothing: blank or damaged", number)
            return page
        return self.read_scan(page)

    def read_scan(self, page: Page) -> Page:
        """The page by OCR where that finds more than the file says; a warning in every case."""
        from policynlp.loaders._pdf.ocr import Scans  # takes long; most documents have no scans
        from policynlp.loaders._pdf.tesseract import OcrError

        self.scans = self.scans or Scans(self.pdf)
        number, kept = page.number, page.words if is_readable(page) else []
        if kept:
            what = "a picture with little text"
        else:
            unreadable = page.words or page.drawing.texts
            what = "unreadable letters" if unreadable else "only pictures and no text"
        page.words = kept
        try:
            read, sure, languages = self.scans.read(page)
        except (OcrError, pypdfium.PdfiumError) as error:
            self.warn("scanned_page", f"page {number} holds {what}; {error}", number)
            return page
        if len(read.words) <= 2 * len(kept):
            if not kept:
                self.warn("empty_page", f"page {number} is a picture without text", number)
            return page
        self.sure[number] = round(sure, 3)
        self.warn(
            "ocr",
            f"page {number} is a scan: its text was read by OCR ({languages}), by its own measure"
            f" {100 * sure:.0f} % sure; compare what matters with the page",
            number,
        )
        return read

    def warn(self, code: str, message: str, page: int) -> None:
        self.warnings.append(Warning(code=code, message=message, page=page))

    def flow(self, layouts: list[Layout], body: float) -> list[Paragraph]:
        """Everything but heads and feet, in reading order, joined over columns and pages."""
        leading, gutters = Leading(), Gutters()
        notes = [set_notes_apart(layout, body) for layout in layouts]
        for layout in layouts:
            find_boxes(layout)
        find_side_titles(layouts)
        for layout in layouts:
            order_pieces(layout, self.hyphens, leading, gutters)
        flow: list[Paragraph] = []
        for layout, below in zip(layouts, notes, strict=True):
            flow.extend(page_paragraphs(layout, leading))
            flow.extend(below)
        for paragraph in flow:
            if paragraph.marker:
                paragraph.kind = "list_item"
            if paragraph.lines:
                text = self.hyphens.join([line.text for line in paragraph.lines])
                dotted = any(map(text.__contains__, _DOTS))
                paragraph.text = _LEADERS.sub(" … ", text) if dotted else text
            if paragraph.note:
                paragraph.text = plain_mark(paragraph.text)
        drop_false_markers(flow)
        mark_headings(flow, body, read_bookmarks(self.pdf) if self.pdf else [])
        mark_captions(flow)
        flow = join_tables(join_paragraphs(flow, self.hyphens), self.hyphens)
        set_levels(flow)
        drop_calls(flow, [note for page in notes for note in page])
        return flow


def _blocks(flow: list[Paragraph], layouts: list[Layout]) -> Iterator[RawBlock]:
    """Page by page: heads, text, text written sideways, feet."""
    by_page: dict[int, list[Paragraph]] = {}
    for paragraph in flow:
        by_page.setdefault(paragraph.page, []).append(paragraph)
    for layout in layouts:
        page = layout.page
        for row in merge_rows(layout.furniture.heads):
            yield RawBlock("header", row.text, None, page.number, shown(box_of([row]), page))
        for paragraph in by_page.get(page.number, ()):
            yield _block(paragraph, page)
        for line, box in aside_lines(page):
            kind: BlockKind = "header" if line.words[0].style.turn == SLANTED else "paragraph"
            yield RawBlock(kind, line.text, None, page.number, shown(box, page))
        for row in merge_rows(layout.furniture.feet):
            yield RawBlock("footer", row.text, None, page.number, shown(box_of([row]), page))


def _block(paragraph: Paragraph, page: Page) -> RawBlock:
    table = paragraph.table
    box = paragraph.box or box_of(paragraph.lines)
    return RawBlock(
        kind=paragraph.kind,
        text="" if table else paragraph.text,
        level=paragraph.level,
        page=paragraph.page,
        bbox=shown(box, page),
        rows=tuple(map(tuple, table.rows)) if table else None,
        header_rows=table.header_rows if table else 0,
    )
