"""Parquet, nested: one row a document, as the JSON output has it (see `policynlp.sinks.arrow`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from policynlp.schema import Document, Failure
from policynlp.sinks.arrow import document_schema
from policynlp.sinks.extras import need
from policynlp.sinks.files import finish, give_up, part_of
from policynlp.sinks.results import result_from
from policynlp.sinks.shapes import fields_of, record_models

# Rows held back until a row group is written: few, since a document may be large.
GROUP = 64


class Sink:
    """Writes rows in groups."""

    def __init__(self, path: Path) -> None:
        parquet = need("pyarrow.parquet", "parquet")
        self._path = path
        self._waiting: list[dict[str, object]] = []
        self._writer: Any = parquet.ParquetWriter(  # Any: pyarrow has no types
            part_of(path), document_schema(), compression="zstd"
        )

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        self._waiting.append(result.model_dump(mode="python"))
        if len(self._waiting) >= GROUP:
            self._flush()

    def close(self) -> None:
        """Finish: the file appears under its name."""
        self._flush()
        self._writer.close()
        finish([self._path])

    def discard(self) -> None:
        """Remove what was begun."""
        give_up(self._writer.close, [self._path])

    def _flush(self) -> None:
        if self._waiting:
            table = need("pyarrow", "parquet").Table
            self._writer.write_table(table.from_pylist(self._waiting, schema=document_schema()))
            self._waiting = []


def open_sink(path: Path) -> Sink:
    """A sink that writes a nested Parquet file."""
    return Sink(path)


def read(path: Path) -> Iterator[Document | Failure]:
    """The results of a nested Parquet file, group by group."""
    parquet = need("pyarrow.parquet", "parquet")
    with parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=GROUP):
            for row in batch.to_pylist():
                yield result_from_row(row)


def result_from_row(row: Mapping[str, Any]) -> Document | Failure:
    """The result that a row of the nested schema holds, as pyarrow or Spark gives it.

    Args:
        row: objects as mappings; `languages` as a mapping or as a list of pairs.

    Raises:
        ValueError: the row does not fit the contract.
    """
    model = Document if row.get("error") is None else Failure
    values = {name: row[name] for name in fields_of(model) if name in row}
    if model is Document:
        values["languages"] = dict(values["languages"])
        values["records"] = [_record(record) for record in values["records"]]
    return result_from(values)


def _record(values: Mapping[str, object]) -> dict[str, object]:
    """A record without the fields of other types."""
    model = record_models()[str(values["type"])]
    return {name: values[name] for name in fields_of(model) if name in values}
