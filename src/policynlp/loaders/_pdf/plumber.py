"""The second reader, pdfplumber: slow, but reads some pages that PDFium cannot."""

from __future__ import annotations

import io
import os
from contextlib import suppress
from typing import Any

from policynlp.loaders._pdf.model import Drawing, Edge, Page, Style, Word
from policynlp.loaders._pdf.words import font_traits

# A second reading costs a tenth of a second a page: enough for odd pages, not for whole books.
_MAX_PAGES = 100


class SecondReader:
    """Opens the file when the first page is asked for; gives None where it fails too.

    pdfminer raises errors of many types on damaged files (see the issues of pdfplumber), so any
    of them only means that this page is not read.

    Args:
        data: the file.
        pages: how many pages it has by the first reader; with another number here the pages
            cannot be told to be the same ones, and none is read. None: unknown.
    """

    def __init__(self, data: bytes, pages: int | None = None) -> None:
        self._data = data
        self._expected = pages
        self._pdf: Any = None  # pdfplumber is imported when needed: it takes 0.2 s
        self._left = _MAX_PAGES

    def count(self) -> int:
        """How many pages the file has; 0 where it cannot be opened."""
        try:
            return len(self._open().pages)
        except Exception:  # noqa: BLE001 - see above
            return 0

    def read(self, index: int) -> Page | None:
        """The page with this index, or None."""
        if not self._left:
            return None
        self._left -= 1
        try:
            pages = self._open().pages
            if self._expected not in (None, len(pages)):
                return None
            return _page(pages[index], index)
        except Exception:  # noqa: BLE001 - see above
            return None

    def close(self) -> None:
        """Closes the file."""
        if self._pdf is not None:
            with suppress(Exception):  # it reads pages again in order to close them
                self._pdf.close()
            self._pdf = None

    def _open(self) -> Any:
        if self._pdf is None:
            # pdfminer unpickles character maps that it finds in this folder.
            os.environ.pop("CMAP_PATH", None)
            import pdfplumber

            self._pdf = pdfplumber.open(io.BytesIO(self._data))
        return self._pdf


def _page(page: Any, index: int) -> Page:
    found = page.extract_words(extra_attrs=["fontname", "size"], use_text_flow=True)
    left, top = float(page.bbox[0]), float(page.bbox[1])
    words = []
    styles: dict[Style, Style] = {}
    for item in found:
        if not item.get("upright", True):
            continue
        bold, italic, symbol = font_traits(str(item["fontname"]))
        style = Style(max(round(float(item["size"]), 1), 0.1), bold, italic, symbol)
        style = styles.setdefault(style, style)
        base = float(item["bottom"]) - top - 0.2 * style.size
        words.append(
            Word(str(item["text"]), float(item["x0"]) - left, float(item["x1"]) - left, base, style)
        )
    drawing = Drawing(objects=len(page.objects))
    for edge in page.edges:
        x0, x1 = float(edge["x0"]) - left, float(edge["x1"]) - left
        y0, y1 = float(edge["top"]) - top, float(edge["bottom"]) - top
        if edge["orientation"] == "h":
            drawing.horizontal.append(Edge(y0, x0, x1))
        else:
            drawing.vertical.append(Edge(x0, y0, y1))
    return Page(index + 1, float(page.width), float(page.height), words, drawing)
