"""CSV: one file a table, for spreadsheets and statistics.

`records.csv` names `records-documents.csv`, `records-recommendation.csv` and so on, side by side;
a folder as output holds `documents.csv`, `recommendation.csv` ... Every file is there, also one
without rows. UTF-8 with a byte order mark, without which Excel misreads accents; commas; lines
end as the CSV standard (RFC 4180) says. Cells that a spreadsheet would take for a formula begin
with an apostrophe; `read` takes it off again.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from policynlp.schema import Document, Failure
from policynlp.sinks.cells import from_text, guard, to_text, unguard
from policynlp.sinks.files import finish, give_up, open_part
from policynlp.sinks.several import paths_to_read, paths_to_write
from policynlp.sinks.tables import Row, rows_of, tables
from policynlp.sinks.untabled import documents_from

SUFFIX = ".csv"
BYTE_ORDER_MARK = "\ufeff"


class Sink:
    """Writes each result's rows to the files of their tables."""

    def __init__(self, path: Path) -> None:
        self._paths = paths_to_write(path, SUFFIX)
        with ExitStack() as stack:
            files = {
                name: stack.enter_context(open_part(table, newline=""))
                for name, table in self._paths.items()
            }
            self._files = stack.pop_all()
        self._writers = {name: csv.writer(file) for name, file in files.items()}
        for name, file in files.items():
            file.write(BYTE_ORDER_MARK)
            self._writers[name].writerow([column.name for column in tables()[name]])

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        for name, row in rows_of(result):
            cells = [guard_cell(row, column.name) for column in tables()[name]]
            self._writers[name].writerow(cells)

    def close(self) -> None:
        """Finish: the files appear under their names."""
        self._files.close()
        finish(self._paths.values())

    def discard(self) -> None:
        """Remove what was begun."""
        give_up(self._files.close, self._paths.values())


def open_sink(path: Path) -> Sink:
    """A sink that writes CSV files."""
    return Sink(path)


def guard_cell(row: Row, name: str) -> str:
    """A cell as text that no spreadsheet takes for a formula; numbers stay numbers."""
    cell = row.get(name)
    return guard(to_text(cell)) if isinstance(cell, str | list) else to_text(cell)


def read(path: Path) -> Iterator[Document | Failure]:
    """What the CSV files hold: documents without text and blocks, then failure records.

    Args:
        path: the name given when writing, one of the files, or their folder.
    """
    paths = paths_to_read(path, SUFFIX)
    yield from documents_from({name: list(_rows(name, p)) for name, p in paths.items()})


def _rows(name: str, path: Path) -> Iterator[Row]:
    columns = {column.name: column for column in tables()[name]}
    if not path.is_file():
        return
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))  # texts may be longer than the default
    with path.open(encoding="utf-8-sig", newline="") as file:
        for cells in csv.DictReader(file):
            yield {
                column: from_text(unguard(text), columns[column])
                for column, text in cells.items()
                if column in columns and text is not None
            }
