"""Reading a store back: documents as they were written, records found by their number."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from policynlp.schema import Document, Failure, Record
from policynlp.store.connection import open_to_read
from policynlp.store.models import record_models


def read_store(path: Path) -> Iterator[Document | Failure]:
    """The documents of a store in the order they were first taken, then failure records.

    Raises:
        OutputError: there is no store at the path.
    """
    with closing(open_to_read(path)) as db:
        db.row_factory = sqlite3.Row
        for row in db.execute("SELECT * FROM documents ORDER BY doc"):
            yield _document(db, row)
        for row in db.execute("SELECT * FROM failures ORDER BY path"):
            values = {name: row[name] for name in ("id", "schema_version")}
            values["source"] = _some(row, "path", "media_type", "size_bytes", "page_count")
            values["error"] = _some(row, "code", "message", "stage")
            yield Failure.model_validate(values)


def record_from(db: sqlite3.Connection, row: sqlite3.Row) -> Record:
    """The record of a row of `records`."""
    parts = db.execute(
        "SELECT block_id, page, start_offset AS start, end_offset AS 'end' FROM provenance "
        "WHERE record = ? ORDER BY position",
        [row["record"]],
    )
    values = json.loads(row["data"])
    values |= _some(row, "id", "language", "confidence")
    values["provenance"] = [dict(part) for part in parts]
    return record_models()[row["type"]].model_validate(values)


def _document(db: sqlite3.Connection, row: sqlite3.Row) -> Document:
    doc = [row["doc"]]
    values: dict[str, object] = _some(
        row, "id", "title", "published", "language", "text", "schema_version"
    )
    values["source"] = _some(row, "path", "media_type", "size_bytes", "page_count")
    values["document_type"] = {
        "label": row["document_type"],
        "confidence": row["document_type_confidence"],
    }
    values["languages"] = json.loads(row["languages"])
    values["blocks"] = [_block(block) for block in _children(db, "blocks", doc)]
    values["entities"] = [_spanned(entity) for entity in _children(db, "entities", doc)]
    values["warnings"] = [_some(w, "code", "message", "page") for w in
                          _children(db, "warnings", doc)]  # fmt: skip
    records = db.execute("SELECT * FROM records WHERE doc = ? ORDER BY position", doc)
    values["records"] = [record_from(db, record) for record in records]
    return Document.model_validate(values)


def _children(db: sqlite3.Connection, table: str, doc: list[int]) -> Iterator[sqlite3.Row]:
    yield from db.execute(f"SELECT * FROM {table} WHERE doc = ? ORDER BY position", doc)


def _block(row: sqlite3.Row) -> dict[str, object]:
    block = _spanned(row)
    for name in ("bbox", "rows"):
        if row[name] is not None:
            block[name] = json.loads(row[name])
    return block


def _spanned(row: sqlite3.Row) -> dict[str, object]:
    """A block or entity under the contract's names."""
    values = {name: row[name] for name in row.keys() if name not in ("doc", "position")}  # noqa: SIM118 - a sqlite3.Row iterates over values
    values["start"] = values.pop("start_offset")
    values["end"] = values.pop("end_offset")
    return values


def _some(row: sqlite3.Row, *names: str) -> dict[str, Any]:  # Any: what a column holds
    return {name: row[name] for name in names}
