"""Files that appear under their names only when they are complete."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol, TextIO

from policynlp.schema import Document, Failure

PART = ".part"


def part_of(path: Path) -> Path:
    """Where a file stands until it is complete: `NAME.part` beside it."""
    return path.with_name(path.name + PART)


def open_part(path: Path, *, newline: str = "\n") -> TextIOWrapper:
    """The unfinished file of a path, empty, for UTF-8 text."""
    return part_of(path).open("w", encoding="utf-8", newline=newline)


def finish(paths: Iterable[Path]) -> None:
    """Give unfinished files that are closed their names, once all of them are on the disk."""
    listed = list(paths)
    for path in listed:
        with part_of(path).open("rb") as file:
            os.fsync(file.fileno())
    for path in listed:
        part_of(path).replace(path)


def drop(paths: Iterable[Path]) -> None:
    """Remove unfinished files."""
    for path in paths:
        part_of(path).unlink(missing_ok=True)


def give_up(close: Callable[[], object], paths: Iterable[Path]) -> None:
    """Close what was begun and remove it; closing may fail again for what made us give up."""
    with suppress(Exception):
        close()
    drop(paths)


class TextWriter(Protocol):
    """What writes results to a text stream, one by one."""

    def write(self, result: Document | Failure, /) -> None: ...

    def end(self) -> None: ...


class TextSink:
    """A sink of one text file, by a writer for text streams."""

    def __init__(self, path: Path, make_writer: Callable[[TextIO], TextWriter]) -> None:
        self._path = path
        self._out = open_part(path)
        self._writer = make_writer(self._out)

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        self._writer.write(result)

    def close(self) -> None:
        """Finish: the file appears under its name."""
        self._writer.end()
        self._out.close()
        finish([self._path])

    def discard(self) -> None:
        """Remove what was begun."""
        give_up(self._out.close, [self._path])


def write_all(results: Iterable[Document | Failure], writer: TextWriter) -> None:
    """Write results as they come, then the end."""
    for result in results:
        writer.write(result)
    writer.end()
