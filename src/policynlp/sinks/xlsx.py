"""Excel: one sheet a table, filters on, with links from rows to the documents they came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policynlp.errors import OutputError
from policynlp.schema import Document, Failure
from policynlp.sinks import workbook
from policynlp.sinks.cells import from_text, to_text
from policynlp.sinks.files import finish, give_up, part_of
from policynlp.sinks.links import link_to
from policynlp.sinks.sheets import Book
from policynlp.sinks.tables import Cell, Row, rows_of, tables
from policynlp.sinks.untabled import documents_from

WIDTHS = {"integer": 10, "number": 10, "text": 24}
WIDE = frozenset({"text", "step", "description", "quote", "source_text", "message"})
WIDE_WIDTH = 70
LINKED = ("path", "page")


class Sink:
    """Writes rows as they come; they wait in temporary files, not in memory."""

    def __init__(self, path: Path) -> None:
        self._path = path
        part_of(path).touch()  # a folder that cannot be written shows now, not at the end
        self._sheets: dict[str, workbook.Sheet] = {}
        for name, columns in tables().items():
            titles = [column.name for column in columns]
            widths = [WIDE_WIDTH if c.name in WIDE else WIDTHS[c.kind] for c in columns]
            self._sheets[name] = workbook.Sheet(titles, widths)
        self._columns = {
            name: [column.name for column in columns] for name, columns in tables().items()
        }
        self._linked = {
            name: {column: names.index(column) for column in LINKED if column in names}
            for name, names in self._columns.items()
        }

    def write(self, result: Document | Failure) -> None:
        """Take one result.

        Raises:
            OutputError: a sheet is full.
        """
        for name, row in rows_of(result):
            sheet = self._sheets[name]
            if sheet.rows >= workbook.MAX_ROWS:
                raise OutputError(
                    f"more than {workbook.MAX_ROWS:,} rows of {name}, which is all a sheet holds; "
                    "write csv, parquet or sqlite instead"
                )
            values = [_value(row.get(column)) for column in self._columns[name]]
            sheet.append(values, self._links(name, row))

    def close(self) -> None:
        """Finish: the file appears under its name."""
        workbook.pack(self._sheets, part_of(self._path))
        self._close_sheets()
        finish([self._path])

    def discard(self) -> None:
        """Remove what was begun."""
        give_up(self._close_sheets, [self._path])

    def _close_sheets(self) -> None:
        for sheet in self._sheets.values():
            sheet.close()

    def _links(self, name: str, row: Row) -> dict[int, str | None]:
        page = row.get("page")
        target = link_to(str(row["path"]), self._path, page if isinstance(page, int) else None)
        return dict.fromkeys(self._linked[name].values(), target)


def open_sink(path: Path) -> Sink:
    """A sink that writes an Excel workbook."""
    return Sink(path)


def read(path: Path) -> Iterator[Document | Failure]:
    """What the sheets hold: documents without text and blocks, then failure records.

    Raises:
        ValueError: the file is no workbook.
    """
    book = Book(path)
    try:
        rows = {name: list(_rows(book, name)) for name in tables() if name in book.names()}
    finally:
        book.close()
    yield from documents_from(rows)


def _value(value: Cell) -> workbook.Value:
    return value if isinstance(value, int | float) else to_text(value)


def _rows(book: Book, name: str) -> Iterator[Row]:
    columns = {column.name: column for column in tables()[name]}
    lines = book.rows(name)
    titles = next(lines, [])
    for line in lines:
        cells = [*line, *[""] * (len(titles) - len(line))]
        yield {
            title: from_text(text, columns[title])
            for title, text in zip(titles, cells, strict=False)
            if title in columns
        }
