"""PDF: text, tables and layout as a person sees them; see `_pdf` for the steps."""

from __future__ import annotations

from policynlp.blocks import RawDocument
from policynlp.loaders._pdf.document import read_document
from policynlp.source import Source


def load(source: Source) -> RawDocument:
    """Blocks of a PDF in reading order, with page from 1 and box.

    Warnings: `ocr` (a scan that was read by Tesseract), `scanned_page` (a scan that could not be
    read, and why), `empty_page`, `fallback` and `page_failed` (a page could not be read).

    Raises:
        InputError: `encrypted` (a password is needed), `corrupt` or `limit_expansion`.
    """
    return read_document(source.data)
