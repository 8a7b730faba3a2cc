"""Words of a PDFium page with position and style.

`FPDFText_GetText` gives the whole page at once; then a word costs an origin, a box and a text
object, and each text object one font, size and matrix. Boxes of letters follow the glyph in
many fonts, so everything later is built on baselines and font sizes.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pypdfium2.raw as pdfium

from policynlp.loaders._pdf.geometry import Frame, view_point
from policynlp.loaders._pdf.model import SLANTED, Style, Word

# PDFium writes U+FFFE for a hyphen at a line end and runs on to the next line.
_HYPHENS = "\ufffe\u00ad\x02"
_WORD = re.compile(rf"[^\s\x00{_HYPHENS}]+[{_HYPHENS}]?|[{_HYPHENS}]")
_ONE_HYPHEN = str.maketrans(dict.fromkeys(_HYPHENS, "\u00ad"))
_BOLD_NAME = re.compile(r"bold|black|heavy|gras\b|fett|-bd\b", re.IGNORECASE)
_LIGHT_NAME = re.compile(r"semilight|demilight", re.IGNORECASE)
_SYMBOL_NAME = re.compile(r"wingdings|webdings|dingbats|^symbol", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_ITALIC = 1 << 6
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Font sizes: white as wide as this parts words; half of it does behind these signs.
_SPACE = 0.2
_SIGNS = frozenset(",;:")
_NO_STYLE = Style(1.0, False)


def _direct(function: Any, result: Any) -> Callable[..., Any]:
    """A PDFium function that takes whole numbers as they are, and addresses that `byref` and
    `from_param` have prepared.

    These are called for every word. With nothing to convert, and without letting go of the
    interpreter's lock for so short a time, a call costs half.
    """
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(result)(address)  # type: ignore[arg-type]


_object_at = _direct(pdfium.FPDFText_GetTextObject, ctypes.c_void_p)
_origin_at = _direct(pdfium.FPDFText_GetCharOrigin, ctypes.c_int)
_box_at = _direct(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int)
_matrix_at = _direct(pdfium.FPDFText_GetMatrix, ctypes.c_int)
_size_at = _direct(pdfium.FPDFText_GetFontSize, ctypes.c_double)
_font_of = _direct(pdfium.FPDFTextObj_GetFont, ctypes.c_void_p)
# `Word` of a tuple of its values, which are not looked at: a call from Python to Python less.
_word: Callable[[tuple[str, float, float, float, Style, bool]], Word] = partial(tuple.__new__, Word)
# A word before it is measured: its letters, where they begin and end, whether it is glued to the
# one before.
_Span = tuple[str, int, int, bool]


class Fonts:
    """What is known about the fonts of the open page: bold, italic, symbols."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[bool, bool, bool]] = {}

    def traits(self, key: int) -> tuple[bool, bool, bool]:
        """Bold, italic, symbols for a font handle of PDFium, as a plain integer."""
        known = self._known.get(key)
        if known is None:
            font = ctypes.cast(key, pdfium.FPDF_FONT)
            buffer = ctypes.create_string_buffer(256)
            pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
            flags = max(pdfium.FPDFFont_GetFlags(font), 0)
            weight = pdfium.FPDFFont_GetWeight(font)
            known = font_traits(buffer.value.decode("utf-8", "replace"), flags, weight)
            self._known[key] = known
        return known


def font_traits(name: str, flags: int = 0, weight: int = 400) -> tuple[bool, bool, bool]:
    """Bold, italic, symbols from a font's name, descriptor flags and weight."""
    name = name.rsplit("+", 1)[-1]
    bold = bool(_BOLD_NAME.search(name)) and not _LIGHT_NAME.search(name)
    bold = bold or weight >= 600 or bool(flags & _FORCE_BOLD)
    italic = bool(flags & _ITALIC) or "italic" in name.lower() or "oblique" in name.lower()
    return bold, italic, bool(_SYMBOL_NAME.search(name))


def page_text(text_page: Any) -> str:
    """The page's text with one character an index of PDFium's."""
    count = pdfium.FPDFText_CountChars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    # Letters without Unicode or beyond the first plane shift the indexes: ask one by one.
    codes = (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))
    return "".join(chr(code) if 0 < code <= 0x10FFFF else "\ufffd" for code in codes)


def read_words(text_page: Any, frame: Frame) -> list[Word]:
    """The words of a page in the order of the file.

    Coordinates of a word are those of the view in which its own text is upright
    (`geometry.view_point` with `word.style.turn`).
    """
    return _Reader(text_page, frame).read()


class _Reader:
    def __init__(self, text_page: Any, frame: Frame) -> None:
        self.page = text_page
        self.frame = frame
        self.handle = ctypes.c_void_p.from_param(ctypes.cast(text_page, ctypes.c_void_p))
        self.fonts = Fonts()
        self.styles: dict[Style, Style] = {}
        self.by_object: dict[int, Style] = {}
        self.rect, self.matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
        self.x, self.y = ctypes.c_double(), ctypes.c_double()
        self.places = ctypes.byref(self.x), ctypes.byref(self.y)
        self.box = ctypes.byref(self.rect)
        self.level = frame.rotation == 0

    def read(self) -> list[Word]:
        text = page_text(self.page)
        words: list[Word] = []
        handle, measure, add = self.handle, self.measure, self.add
        span: _Span | None = None
        key = last_end = -1
        for match in _WORD.finditer(text):
            start, end = match.span()
            own = _object_at(handle, start) or 0
            if span is not None:
                # A word lies in one text object where the next one starts in the same.
                if own == key:
                    words.append(measure(span, key))
                else:
                    add(words, span, key)
            span, key = (match.group(), start, end, start == last_end), own
            last_end = end
        if span is not None:
            add(words, span, key)
        return words

    def add(self, words: list[Word], span: _Span, key: int) -> None:
        """Measures a word; one that is set in several objects is looked at letter by letter."""
        _, start, end, _ = span
        if end - start > 1:
            last = _object_at(self.handle, end - 1) or 0
            if last != key:
                for piece, piece_key in self.pieces(span):
                    words.append(self.measure(piece, piece_key))
                raise_marks(words, span)
                return
        words.append(self.measure(span, key))

    def pieces(self, span: _Span) -> list[tuple[_Span, int]]:
        """A word cut where its letters go to another size or baseline, or where white as wide as a
        space stands between two that were drawn one by one."""
        cuts: list[tuple[_Span, int]] = []
        previous: tuple[float, float] | None = None
        _, begin, last, _ = span
        key = 0
        for index in range(begin, last):
            own = _object_at(self.handle, index) or 0
            if own == key and previous is not None:
                continue
            style = self.by_object.get(own) or self.style(own, index)
            _origin_at(self.handle, index, *self.places)
            place = (style.size, self.y.value if style.turn % 2 == 0 else self.x.value)
            if previous is None:
                previous, key = place, own
            elif abs(place[0] - previous[0]) > 0.1 * style.size or (
                abs(place[1] - previous[1]) > 0.12 * style.size
            ):
                cuts.append((self._part(span, begin, index), key))
                begin, key, previous = index, own, place
            elif self.is_parted(span[0][index - span[1] - 1], index, style):
                cuts.append((self._part(span, begin, index), key))
                span = (span[0][index - span[1] :], index, last, False)
                begin, key = index, own
        cuts.append((self._part(span, begin, last), key))
        return cuts

    def is_parted(self, before: str, index: int, style: Style) -> bool:
        """Whether white stands between a letter, whose origin was just asked for, and the one
        before it; signs draw the space behind them near."""
        if not self.level or style.turn:
            return False
        _box_at(self.handle, index - 1, self.box)
        space = _SPACE / 2 if before in _SIGNS else _SPACE
        return bool(self.x.value - self.rect.right > space * style.size)

    @staticmethod
    def _part(span: _Span, start: int, end: int) -> _Span:
        text, first, _, glued = span
        return text[start - first : end - first], start, end, glued or start > first

    def measure(self, span: _Span, key: int) -> Word:
        text, start, end, glued = span
        style = self.by_object.get(key) or self.style(key, start)
        x_at, y_at = self.places
        _origin_at(self.handle, start, x_at, y_at)
        _box_at(self.handle, end - 1, self.box)
        frame, rect, x, y = self.frame, self.rect, self.x.value, self.y.value
        if text[-1] in _HYPHENS:
            text = text.translate(_ONE_HYPHEN)
        if self.level and not style.turn:
            left = frame.left
            return _word((text, x - left, rect.right - left, frame.top - y, style, glued))
        # How the letters run in user space, counter-clockwise quarter turns.
        run = 0 if style.turn == SLANTED else (frame.rotation - style.turn) % 4
        tip = ((rect.right, y), (x, rect.top), (rect.left, y), (x, rect.bottom))[run]
        x0, base = view_point(*frame.show(x, y), style.turn, frame.size)
        x1, _ = view_point(*frame.show(*tip), style.turn, frame.size)
        return _word((text, x0, x1, base, style, glued))

    def style(self, key: int, index: int) -> Style:
        """The style of a text object, which the letter at `index` belongs to."""
        if not key:
            return _NO_STYLE
        matrix = self.matrix
        if not _matrix_at(self.handle, index, ctypes.byref(matrix)):
            matrix = pdfium.FS_MATRIX()
        # What is written along the baseline gives the direction, the other axis the height.
        scale = math.hypot(matrix.c, matrix.d)
        size = round(_size_at(self.handle, index) * scale, 1)
        angle = math.atan2(matrix.b, matrix.a) / (math.pi / 2)
        run = round(angle) % 4
        font = _font_of(ctypes.c_void_p.from_param(key))
        bold, italic, symbol = self.fonts.traits(font) if font else (False, False, False)
        turn = (self.frame.rotation - run) % 4 if abs(angle - round(angle)) < 0.1 else SLANTED
        style = Style(max(size, 0.1), bold, italic, symbol, turn)
        style = self.styles.setdefault(style, style)
        self.by_object[key] = style
        return style


def raise_marks(words: list[Word], span: _Span) -> None:
    """Small raised figures in the word just added become superscript characters."""
    count = 0
    while count < len(words) and (count == 0 or words[-count].glued):
        count += 1
    for index in range(max(len(words) - count, 1), len(words)):
        mark, body = words[index], words[index - 1]
        if is_raised(mark, body):
            words[index] = mark._replace(text=raised_text(mark.text))


def raised_text(text: str) -> str:
    """Figures as superscript characters; other letters ("1er", "2nd") stay as they are."""
    return text.translate(_RAISED) if text[:1].isdigit() else text


def is_raised(mark: Word, body: Word, *, before: bool = False) -> bool:
    """Whether a word is set smaller and higher than its neighbour, close to it.

    `before`: the mark stands in front of the neighbour, as at the start of a footnote.
    """
    size = body.style.size
    gap = body.x0 - mark.x1 if before else mark.x0 - body.x1
    return (
        mark.style.size < 0.85 * size
        and 0.12 * size < body.base - mark.base < 0.8 * size
        and -0.5 * size < gap < 0.6 * size
    )
