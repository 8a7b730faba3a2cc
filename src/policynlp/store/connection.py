"""Opening a store: the file, its tables, its views."""

from __future__ import annotations

import sqlite3
from importlib.resources import files
from pathlib import Path

from policynlp.errors import OutputError
from policynlp.store.views import views

# Marks the file as a store of policynlp ("PNLP"); the user version is that of its tables.
APPLICATION_ID = 0x504E4C50
VERSION = 1
BUSY_SECONDS = 30


def open_to_write(path: Path) -> sqlite3.Connection:
    """A connection to a store, made where there is none.

    Raises:
        OutputError: the file is something else, or of a newer version.
    """
    if path.is_file() and path.stat().st_size:
        check(path)
    try:
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        if _pragma(connection, "application_id") != APPLICATION_ID:
            _make(connection)
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
    except sqlite3.Error as error:
        raise OutputError(f"cannot write {path}: {error}") from error
    return connection


def open_to_read(path: Path) -> sqlite3.Connection:
    """A connection that changes nothing.

    Raises:
        OutputError: there is no store at the path.
    """
    check(path)
    return _connect_read_only(path)


def check(path: Path) -> None:
    """Make sure that a file is a store that this version can use.

    Raises:
        OutputError: it is not; the message says what it is.
    """
    if not path.is_file():
        raise OutputError(f"no store {path}; make one: policynlp parse FOLDER -o {path.name}")
    try:
        connection = _connect_read_only(path)
        try:
            mark = _pragma(connection, "application_id")
            version = _pragma(connection, "user_version")
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise OutputError(f"{path} is no store of policynlp ({error}); name another file") from None
    if mark != APPLICATION_ID:
        raise OutputError(f"{path} is a database, but no store of policynlp; name another file")
    if version > VERSION:
        raise OutputError(
            f"{path} was written by a newer policynlp (store version {version}, known {VERSION}); "
            "install that one"
        )


def _connect_read_only(path: Path) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def _make(connection: sqlite3.Connection) -> None:
    tables = (files("policynlp.store") / "schema.sql").read_text("utf-8")
    script = "\n".join(["BEGIN;", tables, *views(), f"PRAGMA application_id = {APPLICATION_ID};",
                        f"PRAGMA user_version = {VERSION};", "COMMIT;"])  # fmt: skip
    connection.executescript(script)
