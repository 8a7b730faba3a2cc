"""Parquet, flat: one file a table, with the columns of the CSV files; lists stay lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policynlp.schema import Document, Failure
from policynlp.sinks.arrow import table_schema
from policynlp.sinks.extras import need
from policynlp.sinks.files import finish, give_up, part_of
from policynlp.sinks.several import paths_to_read, paths_to_write
from policynlp.sinks.tables import Row, rows_of
from policynlp.sinks.untabled import documents_from

SUFFIX = ".parquet"
# Rows of one table held back until a row group is written.
GROUP = 5_000


class Sink:
    """Writes each result's rows to the files of their tables, in groups."""

    def __init__(self, path: Path) -> None:
        parquet = need("pyarrow.parquet", "parquet")
        self._paths = paths_to_write(path, SUFFIX)
        self._waiting: defaultdict[str, list[Row]] = defaultdict(list)
        self._writers: dict[str, Any] = {  # Any: pyarrow has no types
            name: parquet.ParquetWriter(part_of(table), table_schema(name), compression="zstd")
            for name, table in self._paths.items()
        }

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        for name, row in rows_of(result):
            self._waiting[name].append(row)
            if len(self._waiting[name]) >= GROUP:
                self._flush(name)

    def close(self) -> None:
        """Finish: the files appear under their names."""
        for name, writer in self._writers.items():
            self._flush(name)
            writer.close()
        finish(self._paths.values())

    def discard(self) -> None:
        """Remove what was begun."""
        for name, path in self._paths.items():
            give_up(self._writers[name].close, [path])

    def _flush(self, name: str) -> None:
        if rows := self._waiting.pop(name, None):
            table = need("pyarrow", "parquet").Table
            self._writers[name].write_table(table.from_pylist(rows, schema=table_schema(name)))


def open_sink(path: Path) -> Sink:
    """A sink that writes flat Parquet files."""
    return Sink(path)


def read(path: Path) -> Iterator[Document | Failure]:
    """What the files hold: documents without text and blocks, then failure records.

    Args:
        path: the name given when writing, one of the files, or their folder.
    """
    parquet = need("pyarrow.parquet", "parquet")
    yield from documents_from({
        name: parquet.read_table(table).to_pylist()
        for name, table in paths_to_read(path, SUFFIX).items()
        if table.is_file()
    })  # fmt: skip
