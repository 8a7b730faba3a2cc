"""Output formats: one module a format, and the tables of all of them.

A format that is one text (`STREAMED`) has `write(results, out)`, for the screen and for files.
Every format has `open_sink(path)`, which gives a `Sink`, and `read(path)`, which gives back what
was written. Only names stand here, so that the command line starts at once.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from policynlp.errors import OutputError

if TYPE_CHECKING:
    from policynlp.schema import Document, Failure

SINKS: dict[str, str] = {
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "xlsx": "xlsx",
    "parquet": "parquet",
    "parquet-flat": "parquet_flat",
    "sqlite": "sqlite",
    "md": "md",
}
# Endings of file names, beside the name of the format itself.
SUFFIXES: dict[str, str] = {
    "json": "json",
    "jsonl": "jsonl",
    "ndjson": "jsonl",
    "csv": "csv",
    "xlsx": "xlsx",
    "parquet": "parquet",
    "sqlite": "sqlite",
    "sqlite3": "sqlite",
    "db": "sqlite",
    "md": "md",
    "markdown": "md",
}
# Formats that are one text and may go to the screen.
STREAMED = frozenset({"json", "jsonl", "md"})
# Formats that hold all of a document; the others hold all but its text and blocks.
FULL = frozenset({"json", "jsonl", "parquet", "sqlite"})


class Sink(Protocol):
    """Where results go, one after the other."""

    def write(self, result: Document | Failure, /) -> None:
        """Take one result."""
        ...

    def close(self) -> None:
        """Finish: only now does a file appear under its name."""
        ...

    def discard(self) -> None:
        """Give up: files that were begun are removed, what a store has taken stays."""
        ...


def format_of(path: str | os.PathLike[str]) -> str | None:
    """The format that a file name asks for by its ending, or None."""
    return SUFFIXES.get(Path(path).suffix.lower().lstrip("."))


@contextmanager
def opened_sink(path: str | os.PathLike[str], format_: str | None = None) -> Iterator[Sink]:
    """A sink of a format, closed when the block ends well and discarded when it does not.

    Args:
        path: file to write; for csv and parquet-flat the stem of several files, or a folder.
        format_: one of `SINKS`; by the ending of `path` where it is left out.

    Raises:
        OutputError: the format is unknown, a library is missing, or the file cannot be written;
            the message says what to do.
    """
    sink = _open(Path(path), chosen_format(path, format_))
    try:
        yield sink
    except BaseException:
        sink.discard()
        raise
    try:
        sink.close()
    except OSError as error:
        sink.discard()
        raise cannot_write(path, error) from error


def write(
    results: Iterable[Document | Failure],
    path: str | os.PathLike[str],
    format_: str | None = None,
) -> int:
    """The number of documents and failure records written to a file.

    Examples:
        >>> import policynlp
        >>> document = policynlp.parse(b"Mission to Mali, 3-7 March 2020")
        >>> policynlp.write([document], "records.xlsx")  # doctest: +SKIP
        1

    Args:
        results: documents and failure records; taken one by one, so a generator stays lazy.
        path: file to write; for csv and parquet-flat the stem of several files, or a folder.
        format_: one of json, jsonl, csv, xlsx, parquet, parquet-flat, sqlite, md; by the ending
            of `path` where it is left out.

    Raises:
        OutputError: as `opened_sink`.
    """
    count = 0
    with opened_sink(path, format_) as sink:
        for count, result in enumerate(results, start=1):  # noqa: B007 - used after the loop
            try:
                sink.write(result)
            except OSError as error:
                raise cannot_write(path, error) from error
    return count


def chosen_format(path: str | os.PathLike[str], format_: str | None) -> str:
    """The format to use for a path.

    Raises:
        OutputError: neither the name nor the path gives one.
    """
    chosen = format_ or format_of(path)
    if chosen is None:
        raise OutputError(
            f"cannot tell the format from the name {Path(path).name!r}; end it in one of "
            f"{', '.join('.' + suffix for suffix in SUFFIXES)}, or name a format"
        )
    if chosen not in SINKS:
        raise OutputError(f"no format {chosen!r}; there are {', '.join(SINKS)}")
    return chosen


def module_of(format_: str) -> str:
    """The full name of the module of a format."""
    return f"policynlp.sinks.{SINKS[format_]}"


def cannot_write(path: str | os.PathLike[str], error: OSError) -> OutputError:
    """The error for a file that the system refuses."""
    return OutputError(f"cannot write {os.fspath(path)}: {error.strerror or error}")


def _open(path: Path, format_: str) -> Sink:
    try:
        return cast(Sink, import_module(module_of(format_)).open_sink(path))
    except OSError as error:
        raise cannot_write(path, error) from error
