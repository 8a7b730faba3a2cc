"""Reading scans by OCR while there is time.

It takes numpy, Pillow and lxml: imported where a document has a scan.
"""

from __future__ import annotations

import time

import pypdfium2 as pypdfium

from policynlp.limits import current, reading
from policynlp.loaders._pdf.model import Page
from policynlp.loaders._pdf.picture import find_rules, ink_of, straighten, take_picture, turned
from policynlp.loaders._pdf.scans import is_rubbish
from policynlp.loaders._pdf.tesseract import OcrError, Tesseract, find_tesseract

HELP = "to read it: apt-get install tesseract-ocr tesseract-ocr-fra"
# OCR may take this share of its time limit: the analysis has to follow.
_SHARE = 0.8
_PAGE_SECONDS = 90.0
# Below this an upright page would be read; a page on its side or head gives noise.
_DOUBTFUL = 0.6


class Scans:
    """Reads pages by OCR while there is time; tells why where it cannot."""

    def __init__(self, pdf: pypdfium.PdfDocument | None) -> None:
        self._pdf = pdf
        self._tesseract: Tesseract | None = None
        self._searched = False
        self._end = 0.0

    def available(self) -> bool:
        """Whether the program is there, with a language that we read."""
        if not self._searched:
            self._searched = True
            self._tesseract = find_tesseract()
        return self._tesseract is not None

    def read(self, page: Page) -> tuple[Page, float, str]:
        """The page with the words that OCR finds, how sure it is (0 to 1), and in which languages.

        Raises:
            OcrError: the program is missing, fails, or there is no time left.
        """
        if self._pdf is None or not self.available() or self._tesseract is None:
            raise OcrError(HELP)
        reading().tell_ocr()
        now = time.monotonic()
        if not self._end:
            self._end = now + _SHARE * current().ocr_seconds
        left = self._end - now
        if left < 1:
            raise OcrError("no time was left; split the file or raise ocr_seconds")
        found = self._read(page, min(left, _PAGE_SECONDS))
        return *found, "+".join(self._tesseract.languages)

    def _read(self, page: Page, seconds: float) -> tuple[Page, float]:
        assert self._pdf is not None and self._tesseract is not None
        picture = take_picture(self._pdf, page.number - 1)
        straight, skew = straighten(picture)
        words, sure = self._tesseract.read(straight, seconds)
        turn = 0
        if sure < _DOUBTFUL or is_rubbish(words):
            turn = self._tesseract.find_turn(picture, seconds)
            if turn:
                straight, skew = straighten(turned(picture, turn))
                again, surer = self._tesseract.read(straight, seconds)
                if surer > sure:
                    words, sure = again, surer
                else:
                    turn = 0
        width, height = (page.height, page.width) if turn % 2 else (page.width, page.height)
        drawing = find_rules(ink_of(straight), straight.info["dpi"])
        read = Page(page.number, width, height, words, drawing, turn=turn, skew=skew)
        return read, sure
