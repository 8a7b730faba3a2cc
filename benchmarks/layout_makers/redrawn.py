"""Printed pages drawn once more: each word or letter by itself, two pages on a sheet, forms."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

from rendering.outline import Outline

from layout_makers.parts import cells_of, plain, sign_of

_FONTS = Path("/usr/share/fonts/truetype/dejavu")
_LIGATURES = {("f", "i"): "\ufb01", ("f", "l"): "\ufb02"}
# Letters beyond Latin 1 as the encoding of forms has them.
_FORM_LETTERS = str.maketrans("•…—–“”‘’Œœ€", "\x80\x83\x84\x85\x8d\x8e\x8f\x90\x96\x9c\xa0")
_NUMBERED = 9.0  # points from the baseline of a numbered line to the next


def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in (("Plain", "DejaVuSans"), ("Strong", "DejaVuSans-Bold")):
        pdfmetrics.registerFont(TTFont(name, _FONTS / f"{file}.ttf"))


def _font(char: dict[str, Any]) -> str:
    return "Strong" if "Bold" in char["fontname"] else "Plain"


def _canvas(target: Path, size: tuple[float, float]) -> Any:
    from reportlab.pdfgen.canvas import Canvas

    _register()
    return Canvas(str(target), pagesize=size, invariant=1)


def _draw_lines(canvas: Any, page: Any, x: float = 0.0) -> None:
    height = float(page.height)
    canvas.setLineWidth(0.5)
    for edge in page.edges:
        top, bottom = height - float(edge["top"]), height - float(edge["bottom"])
        canvas.line(x + float(edge["x0"]), top, x + float(edge["x1"]), bottom)


def _base(char: dict[str, Any]) -> float:
    return float(char["matrix"][5])


def draft(source: Path, target: Path) -> None:
    """Words placed one by one, the number of each line at its left, DRAFT across the page."""
    import pdfplumber

    with pdfplumber.open(source) as pdf:
        first = pdf.pages[0]
        canvas = _canvas(target, (float(first.width), float(first.height)))
        for page in pdf.pages:
            canvas.saveState()
            canvas.translate(float(page.width) / 2, float(page.height) / 2)
            canvas.rotate(52)
            canvas.setFillGray(0.85)
            canvas.setFont("Strong", 110)
            canvas.drawCentredString(0, 0, "DRAFT")
            canvas.restoreState()
            _draw_lines(canvas, page)
            words = page.extract_words(extra_attrs=["fontname", "size"], return_chars=True)
            heights = sorted({round(_base(w["chars"][0]), 1) for w in words}, reverse=True)
            for word in words:
                char = word["chars"][0]
                canvas.setFont(_font(char), float(char["size"]))
                canvas.drawString(float(word["x0"]), _base(char), word["text"])
            canvas.setFont("Plain", 7)
            number, last = 0, 1e9
            for base in heights[1:-1]:
                if last - base < _NUMBERED:
                    continue
                number, last = number + 1, base
                canvas.drawRightString(38, base, str(number))
            canvas.showPage()
        canvas.save()


def letters(source: Path, target: Path) -> None:
    """Each letter placed by itself, spaces left out, ligatures drawn as such; all that is bold
    before the rest, and that from the foot of the page up."""
    import pdfplumber

    with pdfplumber.open(source) as pdf:
        first = pdf.pages[0]
        canvas = _canvas(target, (float(first.width), float(first.height)))
        for page in pdf.pages:
            _draw_lines(canvas, page)
            chars = [char for char in page.chars if char["text"].strip()]
            chars.sort(key=lambda c: (_font(c) == "Plain", round(c["matrix"][5]), c["x0"]))
            skip = False
            for char, following in pairwise([*chars, chars[-1]]):
                if skip:
                    skip = False
                    continue
                text = _LIGATURES.get((char["text"], following["text"]))
                near = abs(float(following["x0"]) - float(char["x1"])) < 1
                skip = text is not None and near
                canvas.setFont(_font(char), float(char["size"]))
                shown = text if skip and text else char["text"]
                canvas.drawString(float(char["x0"]), _base(char), shown)
            canvas.showPage()
        canvas.save()


def two_up(source: Path, target: Path) -> None:
    """Two pages of a file on each sheet of twice their width."""
    import pypdfium2 as pypdfium
    import pypdfium2.raw as pdfium

    pdf = pypdfium.PdfDocument(source)
    width, height = pdf[0].get_size()
    sheets = pypdfium.PdfDocument(pdfium.FPDF_ImportNPagesToOne(pdf, 2 * width, height, 2, 1))
    sheets.save(target)


def fields(outline: Outline, target: Path) -> None:
    """Titles printed, what stands below them in fields of a form; tables ruled with a field in
    each cell."""
    sheet = _Form(target, outline)
    text: list[str] = []
    for part in outline.parts:
        if part.kind == "heading":
            sheet.answer(text)
            text = []
            sheet.title(plain(part.runs), part.level)
        elif part.kind == "table":
            sheet.answer(text)
            text = []
            sheet.table(cells_of(part))
        else:
            sign = f"{sign_of(part, '-')} " if part.kind == "item" else ""
            text.append(sign + plain(part.runs))
    sheet.answer(text)
    sheet.canvas.save()


class _Form:
    """A form on its way down the pages."""

    def __init__(self, target: Path, outline: Outline) -> None:
        from reportlab.lib.pagesizes import A4

        self.width, self.height = A4
        self.canvas = _canvas(target, A4)
        self.head, self.foot = outline.header, outline.footer
        self.names = 0
        self.y = self.height
        self.begin()

    def begin(self) -> None:
        """Sets head and foot of a page."""
        self.canvas.setFont("Plain", 8)
        self.canvas.drawString(56, self.height - 35, self.head)
        self.canvas.drawString(56, 28, f"{self.foot} {self.canvas.getPageNumber()}")
        self.y = self.height - 65

    def room(self, needed: float) -> None:
        """Turns the page where too little is left."""
        if self.y - needed < 50:
            self.canvas.showPage()
            self.begin()

    def title(self, text: str, level: int) -> None:
        """A printed title."""
        from reportlab.lib.utils import simpleSplit

        size = {1: 15, 2: 12}.get(level, 10.5)
        lines = simpleSplit(text, "Strong", size, self.width - 112)
        self.room(len(lines) * size * 1.25 + 60)
        self.y -= size
        for line in lines:
            self.canvas.setFont("Strong", size)
            self.canvas.drawString(56, self.y, line)
            self.y -= size * 1.25
        self.y += size * 0.6

    def answer(self, paragraphs: list[str]) -> None:
        """A field of several lines that holds paragraphs."""
        from reportlab.lib.utils import simpleSplit

        while paragraphs:
            taken: list[str] = []
            count = 0
            while paragraphs:
                lines = len(simpleSplit(paragraphs[0], "Helvetica", 9.5, self.width - 124))
                if taken and count + lines > 40:
                    break
                count += lines
                taken.append(paragraphs.pop(0))
            height = count * 11.4 + 10
            self.room(height)
            self.field("\n".join(taken), 56, self.y - height, self.width - 112, height)
            self.y -= height + 10

    def table(self, rows: list[list[str]]) -> None:
        """A ruled table, its first row printed, fields in the others."""
        from reportlab.lib.utils import simpleSplit

        width = (self.width - 112) / max(map(len, rows))
        for index, row in enumerate(rows):
            lines = [simpleSplit(cell, "Helvetica", 9, width - 12) for cell in row]
            height = max(map(len, lines)) * 11 + 10
            self.room(height)
            for column, cell in enumerate(row):
                x = 56 + column * width
                self.canvas.rect(x, self.y - height, width, height)
                if index:
                    self.field(cell, x, self.y - height, width, height, 9)
                    continue
                self.canvas.setFont("Strong", 7.5)
                texts = simpleSplit(cell, "Strong", 7.5, width - 6)
                for k, text in enumerate(texts):
                    self.canvas.drawString(x + 3, self.y - 9 - 9 * k, text)
            self.y -= height
        self.y -= 12

    def field(
        self, text: str, x: float, y: float, width: float, height: float, size: float = 9.5
    ) -> None:
        """A field with its text and how it looks, wrapped."""
        from reportlab.lib.utils import simpleSplit

        lines = [simpleSplit(part, "Helvetica", size, width - 12) for part in text.split("\n")]
        text = "\n".join("\n".join(part) for part in lines)
        text = text.translate(_FORM_LETTERS).encode("latin-1", "replace").decode("latin-1")
        self.names += 1
        self.canvas.acroForm.textfield(
            value=text, name=f"field{self.names}",
            x=x, y=y, width=width, height=height,
            fontName="Helvetica", fontSize=size, fieldFlags="multiline", borderWidth=0.5,
            maxlen=None,
        )  # fmt: skip
