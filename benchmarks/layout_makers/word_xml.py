"""Pieces of WordprocessingML as strings, and files made of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.oxml import parse_xml
from rendering.outline import Part, Runs

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_NAMED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
BOLD = "<w:b/>"


def run(text: str, look: str = "") -> str:
    """A run; line feeds and tabs as their elements. `look` holds run properties."""
    pieces = escape(text).replace("\n", "\n<w:br/>\n").replace("\t", "\n<w:tab/>\n").split("\n")
    inner = "".join(
        piece if piece.startswith("<w:") else f'<w:t xml:space="preserve">{piece}</w:t>'
        for piece in pieces
        if piece
    )
    return f"<w:r><w:rPr>{look}</w:rPr>{inner}</w:r>"


def runs(texts: Runs, look: str = "") -> str:
    """The runs of an outline, those in bold with the property."""
    return "".join(run(each.text, look + BOLD * (each.bold and BOLD not in look)) for each in texts)


def para(inner: str, look: str = "") -> str:
    """A paragraph. `look` holds paragraph properties."""
    return f"<w:p><w:pPr>{look}</w:pPr>{inner}</w:p>"


def style(name: str) -> str:
    """The property that gives a paragraph a style by its id."""
    return f'<w:pStyle w:val="{name}"/>'


def listed(list_id: int, depth: int = 0) -> str:
    """The property that makes a paragraph an item of a list."""
    return f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'


def indent(points: int, hanging: int = 0) -> str:
    """The property that sets a paragraph in."""
    return f'<w:ind w:left="{points * 20}" w:hanging="{hanging * 20}"/>'


def size(points: float) -> str:
    """The property of a run's font size."""
    return f'<w:sz w:val="{round(points * 2)}"/>'


def cell(inner: str, look: str = "") -> str:
    """A table cell; it holds a paragraph at least."""
    ends = inner.endswith("</w:p>") or inner.endswith("</w:sdt>")
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inner}{'' if ends else '<w:p/>'}</w:tc>"


def row(cells: Sequence[str], look: str = "") -> str:
    """A table row of cells."""
    return f"<w:tr><w:trPr>{look}</w:trPr>{''.join(cells)}</w:tr>"


def table(rows: Sequence[str], columns: int) -> str:
    """A table of rows."""
    grid = '<w:gridCol w:w="2000"/>' * columns
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def plain_table(part: Part, look: str = "") -> str:
    """The table of an outline, nothing about it. `look` holds run properties of its titles."""
    width = max(map(len, part.rows))
    return table(
        [
            row([cell(para(runs(text, look if not i else ""))) for text in texts])
            for i, texts in enumerate(part.rows)
        ],
        width,
    )


def control(inner: str, properties: str = "") -> str:
    """A content control around runs, paragraphs, cells or rows."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"


def box(inner: str) -> str:
    """A run with a text box, in today's drawing and in the older one for older programs."""
    held = f"<w:txbxContent>{inner}</w:txbxContent>"
    kind = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    shape = f"<wps:wsp><wps:txbx>{held}</wps:txbx><wps:bodyPr/></wps:wsp>"
    drawing = (
        '<w:drawing><wp:anchor><wp:extent cx="2000000" cy="900000"/><a:graphic>'
        f'<a:graphicData uri="{kind}">{shape}</a:graphicData></a:graphic></wp:anchor></w:drawing>'
    )
    older = f"<w:pict><v:shape><v:textbox>{held}</v:textbox></v:shape></w:pict>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def level(depth: int, form: str, text: str, *, start: int = 1, look: str = "") -> str:
    """A level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/><w:pPr><w:ind w:left="{360 * (depth + 1)}"'
        f' w:hanging="360"/></w:pPr><w:rPr>{look}</w:rPr></w:lvl>'
    )


class Lists:
    """The list definitions of a document; ids from 100 on."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def add(self, *levels: str) -> int:
        """A new list of these levels; its id."""
        self.found.append("".join(levels))
        return 99 + len(self.found)

    def numbers(self, part: Part, sign: str = "%1.") -> str:
        """The property of an item: a list of its own from its first item on."""
        if part.fresh or not self.found:
            if part.number is None:
                self.add(level(0, "bullet", "\uf0b7", look='<w:rFonts w:ascii="Symbol"/>'))
            else:
                self.add(level(0, "decimal", sign, start=part.number))
        return listed(99 + len(self.found))


def save(
    blocks: Sequence[str],
    target: Path,
    *,
    lists: Lists | None = None,
    styles: Sequence[str] = (),
    header: str = "",
    footer: str = "",
    title: str = "",
) -> None:
    """Writes a document of blocks. `header` and `footer` hold runs."""
    document = docx.Document()
    document.core_properties.title = title
    body: Any = document.element.body
    for block in blocks:
        body.insert(len(body) - 1, _element(block))
    for each in styles:
        document.styles.element.append(_element(each))
    section = document.sections[0]
    for edge, inner in ((section.header, header), (section.footer, footer)):
        if inner:
            edge.is_linked_to_previous = False
            edge._element.append(_element(para(inner)))
    numbering: Any = document.part.numbering_part.element
    for i, levels in enumerate(lists.found if lists else ()):
        numbering.insert(
            0, _element(f'<w:abstractNum w:abstractNumId="{100 + i}">{levels}</w:abstractNum>')
        )
        numbering.append(
            _element(f'<w:num w:numId="{100 + i}"><w:abstractNumId w:val="{100 + i}"/></w:num>')
        )
    document.save(str(target))


def _element(xml: str) -> Any:
    end = min(i for i in (xml.find(">"), xml.find(" "), xml.find("/>")) if i > 0)
    return parse_xml(f"{xml[:end]} {_NAMED}{xml[end:]}")
