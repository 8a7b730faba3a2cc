"""The text of a Word paragraph as it reads when all changes are accepted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from policynlp.loaders._docx.styles import Style, half_points, is_on
from policynlp.loaders._ooxml import attribute, child, local

# What is not part of the accepted text, and what says nothing.
_SKIPPED = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "rPr", "pPr", "sdtPr", "sdtEndPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_NOTES = frozenset(("footnoteReference", "endnoteReference"))
_DRAWN = frozenset(("drawing", "pict", "object"))
# A picture of this size in English Metric Units fills most of a page (A4: 7.6 by 10.7 million).
_PAGE_WIDTH, _PAGE_HEIGHT = 4_500_000, 6_500_000


@dataclass
class RunText:
    """The text of a paragraph and what was met in it."""

    parts: list[str] = field(default_factory=list)
    bold_letters: int = 0
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: list[etree._Element] = field(default_factory=list)
    boxes_before: int = 0  # how many of the boxes are anchored before the text
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    page_pictures: int = 0
    breaks_before: int = 0  # page breaks before and behind the first text
    breaks_behind: int = 0
    contents_field: bool = False  # some of it lies in a table of contents

    @property
    def text(self) -> str:
        """The text; line breaks as line feeds."""
        return "".join(self.parts)

    @property
    def letters(self) -> int:
        """How many characters are not white space."""
        return len("".join(self.text.split()))

    @property
    def bold(self) -> bool:
        """Whether all of the text is bold."""
        return self.letters > 0 and self.bold_letters >= self.letters

    @property
    def size(self) -> float:
        """Size of most of the text in points, 0 where there is none."""
        return self.sizes.most_common(1)[0][0] if self.sizes else 0.0


@dataclass
class Fields:
    """The fields that are open: complex fields run over paragraphs."""

    open: list[list[str]] = field(default_factory=list)  # instruction, phase

    def feed(self, kind: str | None) -> None:
        """Takes in a field character: begin, separate or end."""
        if kind == "begin":
            self.open.append(["", "code"])
        elif kind == "separate" and self.open:
            self.open[-1][1] = "result"
        elif kind == "end" and self.open:
            self.open.pop()

    def add_instruction(self, text: str) -> None:
        """Takes in a piece of a field's instruction."""
        if self.open:
            self.open[-1][0] += text

    @property
    def in_code(self) -> bool:
        """Whether text here is an instruction, not a result."""
        return any(phase == "code" for _, phase in self.open)

    @property
    def in_contents(self) -> bool:
        """Whether text here is a line of a table of contents."""
        return any(code.strip().upper().startswith("TOC") for code, _ in self.open)


def read_runs(
    paragraph: etree._Element, style: Style, fields: Fields, characters: dict[str, Style]
) -> RunText:
    """The text of a paragraph. `characters` are the character styles by id."""
    found = RunText()
    # A stack instead of recursion; each entry is an element and the run properties around it.
    stack: list[tuple[etree._Element, bool, float]] = [
        (below, style.bold, style.size) for below in reversed(paragraph)
    ]
    while stack:
        element, bold, size = stack.pop()
        name = local(element)
        if name in ("instrText", "fldChar"):
            _take_field(element, name, fields)
            continue
        if name in _SKIPPED:
            continue
        if name == "AlternateContent":
            chosen = child(element, "Choice")
            chosen = child(element, "Fallback") if chosen is None else chosen
            stack.extend((below, bold, size) for below in _reversed(chosen))
        elif name == "r":
            properties = child(element, "rPr")
            bold, size, hidden = _look(properties, bold, size, style, characters)
            if not hidden:
                stack.extend((below, bold, size) for below in reversed(element))
        elif name in _DRAWN:
            _look_at_drawing(element, found)
            if not found.parts:
                found.boxes_before = len(found.boxes)
        elif name in _NOTES:
            found.notes.append((name[:-9], attribute(element, "id") or ""))
        elif name == "lastRenderedPageBreak":
            _take_break(found)
        elif name == "t" or name in _SIGNS or name == "sym":
            if name == "br" and attribute(element, "type") == "page":
                _take_break(found)
            if not fields.in_code:
                _add(found, _sign(element, name), bold, size)
            found.contents_field |= fields.in_contents
        elif name == "ruby":
            base = child(element, "rubyBase")
            stack.extend((below, bold, size) for below in _reversed(base))
        elif len(element):
            stack.extend((below, bold, size) for below in reversed(element))
    return found


def _reversed(element: etree._Element | None) -> Iterator[etree._Element]:
    return iter(()) if element is None else reversed(element)


def _between(inner: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    """The elements around `inner` up to `outer`, which is left out."""
    for around in inner.iterancestors():
        if around is outer:
            return
        yield around


def _take_field(element: etree._Element, name: str, fields: Fields) -> None:
    if name == "fldChar":
        fields.feed(attribute(element, "fldCharType"))
    else:
        fields.add_instruction(element.text or "")


def _look(
    properties: etree._Element | None,
    bold: bool,
    size: float,
    style: Style,
    characters: dict[str, Style],
) -> tuple[bool, float, bool]:
    """Bold, size and hidden of a run."""
    hidden = style.hidden
    named = characters.get(attribute(child(properties, "rStyle"), "val") or "")
    if named is not None:
        bold, hidden = bold or named.bold, hidden or named.hidden
    stated = is_on(child(properties, "b"))
    vanish = is_on(child(properties, "vanish"))
    # Titles are also set in the capitals of their font, or underlined.
    drawn = any(is_on(child(properties, name)) for name in ("caps", "smallCaps", "u"))
    return (
        drawn or (bold if stated is None else stated),
        half_points(child(properties, "sz")) or size,
        hidden if vanish is None else vanish,
    )


def _sign(element: etree._Element, name: str) -> str:
    if name == "t":
        return element.text or ""
    if name == "sym":
        code = attribute(element, "char") or ""
        try:
            return chr(int(code, 16))
        except (ValueError, OverflowError):
            return ""
    if name == "br" and attribute(element, "type") in ("page", "column"):
        return "\n"
    return _SIGNS[name]


def _take_break(found: RunText) -> None:
    if found.text.strip():
        found.breaks_behind += 1
    else:
        found.breaks_before += 1


def _add(found: RunText, text: str, bold: bool, size: float) -> None:
    found.parts.append(text)
    letters = len("".join(text.split()))
    found.sizes[size] += letters
    if bold:
        found.bold_letters += letters


def _look_at_drawing(element: etree._Element, found: RunText) -> None:
    """Text boxes in a drawing, and whether it is a picture that fills a page."""
    for below in element.iter():
        name = local(below)
        if name == "txbxContent":
            # Boxes inside a box, and the older copy of the same box, are not read twice.
            if not any(local(a) in ("txbxContent", "Fallback") for a in _between(below, element)):
                found.boxes.append(below)
        elif name in ("blip", "imagedata"):
            found.pictures += 1
        elif name == "extent":
            width, height = attribute(below, "cx") or "", attribute(below, "cy") or ""
            if width.isdigit() and height.isdigit():
                large = int(width) >= _PAGE_WIDTH and int(height) >= _PAGE_HEIGHT
                found.page_pictures += large
