"""PDFium: opening a file, its pages one at a time, its properties and bookmarks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from policynlp.errors import InputError
from policynlp.loaders._pdf.geometry import Frame
from policynlp.loaders._pdf.model import Page
from policynlp.loaders._pdf.overlays import has_texts, prepare_fields, press_into
from policynlp.loaders._pdf.rules import read_drawing
from policynlp.loaders._pdf.words import read_words

_MAX_BOOKMARKS = 2000

# What these libraries log about odd files would otherwise be printed on standard error.
for _name in ("pypdfium2", "pdfminer", "pdfplumber"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


@contextmanager
def open_pdf(data: bytes) -> Iterator[pypdfium.PdfDocument]:
    """The open file.

    Raises:
        InputError: `encrypted` where a password is needed, `corrupt` where PDFium finds no pages.
    """
    try:
        pdf = pypdfium.PdfDocument(data)
    except pypdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise InputError(
                "encrypted", "the PDF is locked with a password; save a copy without one"
            ) from error
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_SECURITY:
            raise InputError(
                "encrypted",
                "the PDF is encrypted in a way that is not supported; save a copy without it",
            ) from error
        raise InputError(
            "corrupt", "the PDF is damaged and cannot be opened; open and save it anew"
        ) from error
    try:
        if len(pdf) == 0:
            raise InputError("corrupt", "the PDF has no page that can be read; save it anew")
        prepare_fields(pdf)
        yield pdf
    finally:
        pdf.close()


def read_page(pdf: pypdfium.PdfDocument, index: int) -> Page:
    """Words and drawings of the page with this index (from 0).

    Raises:
        pypdfium.PdfiumError: PDFium cannot load the page.
    """
    # The page object has to outlive the text page: PDFium keeps no reference of its own.
    page = pdf[index]
    if has_texts(pdf, page) and press_into(page):
        page.close()
        page = pdf[index]
    try:
        frame = _frame(page)
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            raise pypdfium.PdfiumError("no text page")
        try:
            words = read_words(text_page, frame)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        width, height = frame.size
        return Page(index + 1, width, height, words, read_drawing(page, frame))
    finally:
        page.close()


def _frame(page: pypdfium.PdfPage) -> Frame:
    """The crop box inside the media box, in quarter turns.

    Both may be inherited from the tree of pages; PDFium's own box is the one that sees that.
    """
    x0, y0, x1, y1 = page.get_bbox()
    return Frame(x0, y0, x1, y1, pdfium.FPDFPage_GetRotation(page) % 4)


def read_property(pdf: pypdfium.PdfDocument, key: str) -> str:
    """A document property ("Title", "Author", "Creator"), empty where it is not set."""
    try:
        return pdf.get_metadata_value(key) or ""
    except (pypdfium.PdfiumError, UnicodeDecodeError):
        return ""


def read_bookmarks(pdf: pypdfium.PdfDocument) -> list[tuple[str, int, int | None]]:
    """Title, depth from 1 and page from 1 of the bookmarks; circular ones are cut off."""
    found: list[tuple[str, int, int | None]] = []
    for bookmark in islice(pdf.get_toc(max_depth=6), _MAX_BOOKMARKS):
        try:
            title = bookmark.get_title()
            destination = bookmark.get_dest()
            index = destination.get_index() if destination else None
        except (pypdfium.PdfiumError, UnicodeDecodeError):
            continue
        found.append((title, bookmark.level + 1, None if index is None else index + 1))
    return found
