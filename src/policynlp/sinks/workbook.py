"""Excel workbooks (Office Open XML, ECMA-376) of plain sheets, written row by row.

A sheet grows in a temporary file, so that memory stays flat; the parts are packed at the end. Made
for tables: a first row of titles, filters, columns of fixed width, links to files.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import IO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# What Excel holds: rows of a sheet, letters of a cell, links of a sheet (66,530; some kept back).
MAX_ROWS = 1_048_576
MAX_LETTERS = 32_767
MAX_LINKS = 65_000

Value = str | int | float | None

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# Letters that XML has no place for, and what looks like the escape itself (ECMA-376, 22.9.2.19).
_NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
# Formats of cells by their number. `quotePrefix` tells Excel that a text stays one when somebody
# edits the cell or saves it as CSV; so no text is ever a formula.
_TITLE, _TEXT, _LINKED_TEXT, _LINKED_NUMBER = 1, 2, 3, 4
_STYLES = f"""{_HEAD}<styleSheet {_MAIN}>
<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font>
<font><u/><sz val="11"/><color rgb="FF0563C1"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>
<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1" quotePrefix="1"/>
<xf numFmtId="0" fontId="2" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>
</styleSheet>"""


class Sheet:
    """One sheet that takes rows.

    Args:
        titles: of the columns; they are its first row, which stays in view.
        widths: of the columns, in letters.
    """

    def __init__(self, titles: Sequence[str], widths: Iterable[int]) -> None:
        self.rows = 1
        self.links: list[str] = []
        self._letters = [column_letters(number) for number in range(1, len(titles) + 1)]
        self._places: list[str] = []
        self._out: IO[str] = tempfile.TemporaryFile("w+", encoding="utf-8", newline="\n")  # noqa: SIM115 - closed by `close`
        columns = "".join(
            f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
            for n, width in enumerate(widths, start=1)
        )
        self._out.write(
            f'{_HEAD}<worksheet {_MAIN} xmlns:r="{_OFFICE}"><sheetViews><sheetView '
            'workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
            'state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>'
            f"<cols>{columns}</cols><sheetData>"
        )
        self._out.write(self._row(titles, {}, _TITLE))

    def append(self, values: Sequence[Value], links: dict[int, str | None]) -> None:
        """Take a row; `links` are targets by the position of their cell, counted from 0.

        When the sheet has as many links as Excel takes, further cells have none.
        """
        self.rows += 1
        self._out.write(self._row(values, links))

    def finish(self) -> IO[str]:
        """The file that holds the sheet, at its beginning."""
        links = "".join(
            f'<hyperlink ref="{place}" r:id="rId{number}"/>'
            for number, place in enumerate(self._places, start=1)
        )
        self._out.write(f'</sheetData><autoFilter ref="A1:{self._letters[-1]}{self.rows}"/>')
        self._out.write(f"<hyperlinks>{links}</hyperlinks>" if links else "")
        self._out.write("</worksheet>")
        self._out.seek(0)
        return self._out

    def close(self) -> None:
        """Let the temporary file go."""
        self._out.close()

    def _row(
        self, values: Sequence[Value], links: dict[int, str | None], style: int = _TEXT
    ) -> str:
        cells = []
        for position, value in enumerate(values):
            if value is None or value == "":
                continue
            place = f"{self._letters[position]}{self.rows}"
            target = links.get(position)
            linked = target is not None and len(self._places) < MAX_LINKS
            if target is not None and linked:
                self.links.append(target)
                self._places.append(place)
            if isinstance(value, int | float):
                kind = f' s="{_LINKED_NUMBER}"' if linked else ""
                cells.append(f'<c r="{place}"{kind}><v>{value!r}</v></c>')
            else:
                kind = f's="{_LINKED_TEXT if linked else style}"'
                cells.append(
                    f'<c r="{place}" {kind} t="inlineStr"><is><t xml:space="preserve">'
                    f"{_escape(value)}</t></is></c>"
                )
        return f'<row r="{self.rows}">{"".join(cells)}</row>\n'


def column_letters(number: int) -> str:
    """The name of a column, counted from 1: A, B ... Z, AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def pack(sheets: dict[str, Sheet], path: Path) -> None:
    """Write a workbook of finished sheets by their names, which have at most 31 plain letters."""
    with ZipFile(path, "w") as archive:
        _add(archive, "[Content_Types].xml", _content_types(len(sheets)))
        _add(archive, "_rels/.rels", _relations([(f"{_OFFICE}/officeDocument", "xl/workbook.xml")]))
        names = "".join(
            f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="rId{n}"/>'
            for n, name in enumerate(sheets, start=1)
        )
        book = f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
        _add(archive, "xl/workbook.xml", _HEAD + book)
        parts = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{n + 1}.xml")
                 for n in range(len(sheets))]  # fmt: skip
        parts.append((f"{_OFFICE}/styles", "styles.xml"))
        _add(archive, "xl/_rels/workbook.xml.rels", _relations(parts))
        _add(archive, "xl/styles.xml", _STYLES)
        for number, sheet in enumerate(sheets.values(), start=1):
            with archive.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                text = sheet.finish()
                while chunk := text.read(1 << 20):
                    part.write(chunk.encode("utf-8"))
            if sheet.links:
                links = [(f"{_OFFICE}/hyperlink", target) for target in sheet.links]
                name = f"xl/worksheets/_rels/sheet{number}.xml.rels"
                _add(archive, name, _relations(links, external=True))


def _escape(text: str) -> str:
    if len(text) > MAX_LETTERS:
        text = text[: MAX_LETTERS - 1] + "…"
    text = _NO_XML.sub(lambda match: f"_x{ord(match.group()):04X}_", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _content_types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    parts += [(f"/xl/worksheets/sheet{n + 1}.xml", "worksheet") for n in range(sheets)]
    overrides = "".join(
        f'<Override PartName="{part}" ContentType="{_TYPE}.{kind}+xml"/>' for part, kind in parts
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Iterable[tuple[str, str]], *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    items = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target={quoteattr(target)}{mode}/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _add(archive: ZipFile, name: str, text: str) -> None:
    archive.writestr(_entry(name), text)


def _entry(name: str) -> ZipInfo:
    """A part without the time of writing, so that equal contents are equal files."""
    entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = ZIP_DEFLATED
    return entry
