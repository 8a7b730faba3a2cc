"""Writing to a store: each document or failure record in a transaction of its own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from policynlp.errors import OutputError
from policynlp.schema import Document, Failure, Record
from policynlp.store.about import About, listed
from policynlp.store.connection import open_to_write
from policynlp.store.days import last_day
from policynlp.store.models import value_fields

# A document from standard input or bytes has no path that a later one could replace.
NO_PATH = "-"
CHILDREN = ("blocks", "entities", "warnings")


class StoreWriter:
    """Takes results into a store.

    A document replaces the one with the same id. A file that has changed since gives a document
    with another id: it replaces the one that its path had, unless another path still has that one.
    A failure leaves the document that its path had, and is forgotten when the path is parsed.

    Args:
        path: the SQLite file; made where there is none.

    Raises:
        OutputError: the file cannot be written, or is no store.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db = open_to_write(path)

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        with self._transaction():
            if isinstance(result, Failure):
                self._put_failure(result)
            else:
                self._put_document(result)

    def known(self) -> dict[str, set[str]]:
        """The paths of each document, by its id."""
        found: dict[str, set[str]] = {}
        rows = self._db.execute("SELECT id, p.path FROM documents LEFT JOIN paths p USING (doc)")
        for id_, path in rows:
            found.setdefault(id_, set()).update([path] if path is not None else [])
        return found

    def note_path(self, id_: str, path: str) -> None:
        """Say that a document the store has was found at a path too."""
        with self._transaction():
            row = self._db.execute("SELECT doc FROM documents WHERE id = ?", [id_]).fetchone()
            if row is not None:
                self._put_path(path, row[0])

    def close(self) -> None:
        """End; the store is one file again, unless somebody else has it open."""
        try:
            self._db.execute("INSERT INTO search (search) VALUES ('optimize')")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute("PRAGMA journal_mode = DELETE")
        except sqlite3.OperationalError:  # others read it: the log stays beside the file
            pass
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {self._path}: {error}") from error
        finally:
            self._db.close()

    def discard(self) -> None:
        """End; what was taken stays."""
        self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
        except sqlite3.Error as error:
            raise OutputError(f"cannot write {self._path}: {error}") from error

    def _put_document(self, document: Document) -> None:
        doc = self._put_row(document)
        self._clear(doc)
        self._put_path(document.source.path, doc)
        self._put_children(doc, document)
        about = About(document)
        for position, record in enumerate(document.records):
            self._put_record(doc, position, record, about)

    def _put_row(self, document: Document) -> int:
        source, kind = document.source, document.document_type
        values = {
            "id": document.id, "path": source.path, "media_type": source.media_type,
            "size_bytes": source.size_bytes, "page_count": source.page_count,
            "title": document.title, "document_type": kind.label,
            "document_type_confidence": kind.confidence, "published": document.published,
            "language": document.language, "languages": _json(document.languages),
            "text": document.text, "schema_version": document.schema_version,
        }  # fmt: skip
        changes = ", ".join(f"{name} = excluded.{name}" for name in values if name != "id")
        row = self._db.execute(
            f"INSERT INTO documents ({', '.join(values)}) VALUES ({_marks(values)}) "
            f"ON CONFLICT (id) DO UPDATE SET {changes} RETURNING doc",
            list(values.values()),
        ).fetchone()
        return int(row[0])

    def _put_path(self, path: str, doc: int) -> None:
        self._db.execute("DELETE FROM failures WHERE path = ?", [path])
        if path == NO_PATH:
            return
        before = self._db.execute("SELECT doc FROM paths WHERE path = ?", [path]).fetchone()
        self._db.execute("INSERT OR REPLACE INTO paths (path, doc) VALUES (?, ?)", [path, doc])
        if before is not None and before[0] != doc:
            left = self._db.execute("SELECT 1 FROM paths WHERE doc = ? LIMIT 1", [before[0]])
            if left.fetchone() is None:
                self._clear(before[0])
                self._db.execute("DELETE FROM documents WHERE doc = ?", [before[0]])

    def _clear(self, doc: int) -> None:
        """Remove what hangs on a document."""
        self._db.execute(
            "DELETE FROM search WHERE rowid IN (SELECT record FROM records WHERE doc = ?)", [doc]
        )
        for table in ("records", *CHILDREN):
            self._db.execute(f"DELETE FROM {table} WHERE doc = ?", [doc])

    def _put_children(self, doc: int, document: Document) -> None:
        self._put_many("blocks", 11, (
            (doc, i, b.id, b.kind, b.level, b.start, b.end, b.language, b.page,
             None if b.bbox is None else _json(b.bbox), None if b.rows is None else _json(b.rows))
            for i, b in enumerate(document.blocks)
        ))  # fmt: skip
        self._put_many("entities", 11, (
            (doc, i, e.id, e.label, e.text, e.start, e.end, e.language, e.confidence,
             e.canonical_id, e.canonical_name)
            for i, e in enumerate(document.entities)
        ))  # fmt: skip
        self._put_many("warnings", 5, (
            (doc, i, w.code, w.message, w.page) for i, w in enumerate(document.warnings)
        ))  # fmt: skip

    def _put_record(self, doc: int, position: int, record: Record, about: About) -> None:
        data = record.model_dump(mode="json", include=set(value_fields(type(record))))
        page = next((part.page for part in record.provenance if part.page is not None), None)
        due = last_day(data["due"]) if data.get("due") else None
        number = self._db.execute(
            "INSERT INTO records (doc, position, id, type, language, confidence, page, due_last, "
            "data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [doc, position, record.id, record.type, record.language, record.confidence, page, due,
             _json(data)],
        ).lastrowid  # fmt: skip
        countries = about.countries(record)
        self._put_many("provenance", 6, (
            (number, i, p.block_id, p.page, p.start, p.end)
            for i, p in enumerate(record.provenance)
        ))  # fmt: skip
        self._put_many("record_countries", 3, ((number, c, b) for c, b in countries.items()))
        themes = dict.fromkeys(listed(record, "themes"))
        self._put_many("record_themes", 2, ((number, theme) for theme in themes))
        codes = {(code["scheme"], code["code"]) for code in data.get("codes", ())}
        self._put_many("record_codes", 3, ((number, *code) for code in sorted(codes)))
        self._put_many("record_bodies", 6, (
            (number, b.field, b.position, b.name, b.canonical_id, b.folded)
            for b in about.bodies(record)
        ))  # fmt: skip
        self._db.execute(
            "INSERT INTO search (rowid, own, labels) VALUES (?, ?, ?)",
            [number, about.own_words(record), about.labels(record, countries)],
        )

    def _put_failure(self, failure: Failure) -> None:
        source, error = failure.source, failure.error
        self._db.execute(
            "INSERT OR REPLACE INTO failures VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [source.path, failure.id, source.media_type, source.size_bytes, source.page_count,
             error.code, error.message, error.stage, failure.schema_version],
        )  # fmt: skip

    def _put_many(self, table: str, width: int, rows: Iterable[tuple[object, ...]]) -> None:
        marks = ", ".join("?" * width)
        self._db.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
