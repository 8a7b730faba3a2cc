"""Excel: one sheet a table, filters on, with links from rows to the documents they came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from policynlp.errors import OutputError
from policynlp.schema import Document, Failure
from policynlp.sinks.cells import from_text, to_text
from policynlp.sinks.extras import need
from policynlp.sinks.files import finish, give_up, part_of
from policynlp.sinks.links import link_to
from policynlp.sinks.tables import Cell, Row, rows_of, tables
from policynlp.sinks.untabled import documents_from

# What Excel holds: rows of a sheet, letters of a cell, links of a sheet (66,530; some kept back).
MAX_ROWS = 1_048_576
MAX_LETTERS = 32_767
MAX_LINKS = 65_000
WIDTHS = {"integer": 10, "number": 10, "text": 24}
WIDE = frozenset({"text", "step", "description", "quote", "source_text", "message"})
WIDE_WIDTH = 70
# First letters that openpyxl or Excel could take for something else than a text.
_SIGNS = frozenset("=+-@#'\t＝＋－＠")
# Letters that XML has no place for, and what looks like the escape itself (ECMA-376, 22.9.2.19).
_NO_XML = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


class Sink:
    """Writes rows as they come; openpyxl keeps them in temporary files, not in memory."""

    def __init__(self, path: Path) -> None:
        openpyxl = need("openpyxl", "xlsx")
        self._path = path
        part_of(path).touch()  # a folder that cannot be written shows now, not at the end
        self._book: Any = openpyxl.Workbook(write_only=True)  # Any: openpyxl has no types
        self._letter = need("openpyxl.utils", "xlsx").get_column_letter
        self._hyperlink = need("openpyxl.worksheet.hyperlink", "xlsx").Hyperlink
        fonts = need("openpyxl.styles", "xlsx").Font
        self._link_font, self._bold = fonts(color="0563C1", underline="single"), fonts(bold=True)
        self._sheets: dict[str, Any] = {}
        self._rows = dict.fromkeys(tables(), 1)
        self._links = dict.fromkeys(tables(), 0)
        for name in tables():
            self._sheets[name] = self._make_sheet(name)

    def write(self, result: Document | Failure) -> None:
        """Take one result.

        Raises:
            OutputError: a sheet is full.
        """
        for name, row in rows_of(result):
            self._rows[name] += 1
            if self._rows[name] > MAX_ROWS:
                raise OutputError(
                    f"more than {MAX_ROWS:,} rows of {name}, which is all a sheet holds; "
                    "write csv, parquet or sqlite instead"
                )
            with _errors_of_system():
                self._sheets[name].append([*self._cells(name, row)])

    def close(self) -> None:
        """Finish: the file appears under its name."""
        for name, sheet in self._sheets.items():
            last = self._letter(len(tables()[name]))
            sheet.auto_filter.ref = f"A1:{last}{self._rows[name]}"
        with _errors_of_system():
            self._book.save(part_of(self._path))
        finish([self._path])

    def discard(self) -> None:
        """Remove what was begun."""
        for sheet in self._sheets.values():
            give_up(sheet.close, [self._path])

    def _make_sheet(self, name: str) -> Any:  # Any: openpyxl has no types
        sheet = self._book.create_sheet(name)
        sheet.freeze_panes = "A2"
        for number, column in enumerate(tables()[name], start=1):
            width = WIDE_WIDTH if column.name in WIDE else WIDTHS[column.kind]
            sheet.column_dimensions[self._letter(number)].width = width
        titles = [_cell(sheet, column.name) for column in tables()[name]]
        for title in titles:
            title.font = self._bold
        sheet.append(titles)
        return sheet

    def _cells(self, name: str, row: Row) -> Iterator[Any]:  # Any: openpyxl has no types
        sheet = self._sheets[name]
        for number, column in enumerate(tables()[name], start=1):
            value = row.get(column.name)
            if column.name in ("path", "page") and value is not None:
                yield self._linked(_cell(sheet, value), name, number, row)
            else:
                yield _value(sheet, value)

    def _linked(self, cell: Any, name: str, number: int, row: Row) -> Any:  # Any: as above
        """The cell with a link to the row's document, while the sheet has room for links."""
        page = row.get("page")
        target = None
        if self._links[name] < MAX_LINKS:
            page = page if isinstance(page, int) else None
            target = link_to(str(row["path"]), self._path, page)
        if target is not None:
            self._links[name] += 1
            place = f"{self._letter(number)}{self._rows[name]}"
            cell._hyperlink = self._hyperlink(ref=place, target=target)
            cell.font = self._link_font
        return cell


@contextmanager
def _errors_of_system() -> Iterator[None]:
    """A full disk under lxml, which openpyxl writes with, as the error of the system that it is."""
    from lxml.etree import SerialisationError

    try:
        yield
    except SerialisationError as error:
        raise OSError(f"temporary files cannot be written ({error})") from error


def open_sink(path: Path) -> Sink:
    """A sink that writes an Excel workbook."""
    return Sink(path)


def read(path: Path) -> Iterator[Document | Failure]:
    """What the sheets hold: documents without text and blocks, then failure records.

    Raises:
        ValueError: the file is no workbook.
    """
    openpyxl = need("openpyxl", "xlsx")
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, KeyError) as error:
        raise ValueError(f"no workbook ({error})") from error
    try:
        rows = {name: list(_rows(book, name)) for name in tables() if name in book.sheetnames}
    finally:
        book.close()
    yield from documents_from(rows)


def _value(sheet: Any, value: Cell) -> Any:  # Any: openpyxl has no types
    """A plain value where openpyxl takes it as it is, else a cell."""
    if value is None or isinstance(value, int | float):
        return value
    text = to_text(value)
    plain = len(text) <= MAX_LETTERS and text[:1] not in _SIGNS and not _NO_XML.search(text)
    return (text or None) if plain else _cell(sheet, text)


def _cell(sheet: Any, value: Cell) -> Any:  # Any: openpyxl has no types
    """A cell that holds a number or a text, never a formula."""
    cell = need("openpyxl.cell", "xlsx").WriteOnlyCell(sheet)
    if isinstance(value, int | float):
        cell.value = value
    elif text := to_text(value):
        cell._value = _cut(_NO_XML.sub(_escape, text))
        cell.data_type = "s"
        # Tells Excel that the text stays one when somebody edits the cell or saves it as CSV.
        cell.quotePrefix = True
    return cell


def _cut(text: str) -> str:
    return text if len(text) <= MAX_LETTERS else text[: MAX_LETTERS - 1] + "…"


def _escape(match: re.Match[str]) -> str:
    return f"_x{ord(match.group()):04X}_"


def _rows(book: Any, name: str) -> Iterator[Row]:  # Any: openpyxl has no types
    columns = {column.name: column for column in tables()[name]}
    lines = book[name].iter_rows(values_only=True)
    titles = [str(title) for title in next(lines, ())]
    for line in lines:
        row: Row = {}
        for title, value in zip(titles, line, strict=False):
            if title in columns:
                text = "" if value is None else _ESCAPED.sub(_unescape, str(value))
                row[title] = from_text(text, columns[title])
        yield row


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match.group(1), 16))
