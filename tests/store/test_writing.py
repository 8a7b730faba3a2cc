"""What a store keeps when documents come again, change, fail or share their bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import policynlp
from policynlp.errors import OutputError
from policynlp.sinks import write
from policynlp.sinks.reading import read_results
from policynlp.store.writing import StoreWriter
from sinks.made import document, failure

TABLES = (
    "documents", "paths", "blocks", "entities", "records", "provenance", "record_countries",
    "record_themes", "record_codes", "record_bodies", "warnings", "search",
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "records.sqlite"


def counts(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as db:
        return {t: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}


def paths(path: Path) -> list[str]:
    return [found.source.path for found in policynlp.read(path)]


def test_same_document_twice_changes_nothing(path: Path) -> None:
    write([document()], path)
    before = counts(path)
    write([document()], path)
    assert counts(path) == before
    assert min(before.values()) > 0


def test_runs_add_up(path: Path) -> None:
    write([document("a")], path)
    write([document("b")], path)
    assert paths(path) == ["in/a.pdf", "in/b.pdf"]


def test_changed_file_replaces_its_former_document(path: Path) -> None:
    write([document("old", path="in/x.pdf"), document("other")], path)
    full = counts(path)
    write([document("new", path="in/x.pdf")], path)
    assert sorted(paths(path)) == ["in/other.pdf", "in/x.pdf"]
    assert counts(path) == full


def test_document_stays_while_another_path_has_it(path: Path) -> None:
    write([document("same", path="in/1.pdf"), document("same", path="in/2.pdf")], path)
    write([document("new", path="in/2.pdf")], path)
    ids = {found.id for found in policynlp.read(path)}
    assert ids == {document("same").id, document("new").id}


def test_input_without_a_path_replaces_nothing(path: Path) -> None:
    write([document("a", path="-"), document("b", path="-")], path)
    assert len(paths(path)) == 2


def test_failure_leaves_the_document_and_goes_when_it_is_parsed(path: Path) -> None:
    write([document("a", path="in/x.pdf"), failure("in/x.pdf")], path)
    assert list(read_results(path)) == [document("a", path="in/x.pdf"), failure("in/x.pdf")]
    write([document("a", path="in/x.pdf")], path)
    assert list(read_results(path)) == [document("a", path="in/x.pdf")]


def test_known_documents_and_a_path_more(path: Path) -> None:
    store = StoreWriter(path)
    store.write(document("a"))
    store.note_path(document("a").id, "copy/a.pdf")
    assert store.known() == {document("a").id: {"in/a.pdf", "copy/a.pdf"}}
    store.close()


def test_a_document_that_cannot_be_written_leaves_no_trace(path: Path) -> None:
    write([document("a")], path)
    before = counts(path)
    store = StoreWriter(path)
    store._db.execute("CREATE TEMP TRIGGER t BEFORE INSERT ON main.record_codes "
                      "BEGIN SELECT raise(ABORT, 'full'); END")  # fmt: skip
    with pytest.raises(OutputError, match="full"):
        store.write(document("b"))
    store.close()
    assert counts(path) == before


def test_what_was_taken_is_there_after_a_kill(path: Path) -> None:
    store = StoreWriter(path)
    store.write(document("a"))
    copy = path.with_name("copy.sqlite")
    for end in ("", "-wal"):  # as the disk has it at this moment
        Path(f"{copy}{end}").write_bytes(Path(f"{path}{end}").read_bytes())
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM documents").fetchone() == (1,)
    store.close()


def test_readers_see_documents_while_a_run_writes(path: Path) -> None:
    def results() -> Iterator[policynlp.Document]:
        yield document("a")
        assert paths(path) == ["in/a.pdf"]
        yield document("b")

    assert write(results(), path) == 2


@pytest.mark.parametrize("content", [b"no database at all, long enough to have a page" * 9])
def test_other_files_are_left_alone(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(OutputError, match="no store"):
        write([document()], path)
    assert path.read_bytes() == content


def test_other_databases_are_left_alone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE mine (x)")
    with pytest.raises(OutputError, match="no store"):
        write([document()], path)


def test_store_of_a_newer_version_is_named(path: Path) -> None:
    write([document()], path)
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(OutputError, match="newer"):
        list(policynlp.read(path))


def test_integrity(path: Path) -> None:
    write([document("a"), document("b"), document("a")], path)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        db.execute("INSERT INTO search (search) VALUES ('integrity-check')")
