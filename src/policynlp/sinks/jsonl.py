"""JSON Lines: one document or failure record a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from policynlp.schema import Document, Failure
from policynlp.sinks.files import TextSink, write_all
from policynlp.sinks.results import result_from


class Writer:
    """Writes one line a result, as soon as it is there."""

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        self._out.write(result.model_dump_json() + "\n")
        self._out.flush()

    def end(self) -> None:
        """Nothing stands after the last line."""


def write(results: Iterable[Document | Failure], out: TextIO) -> None:
    """One line a result, written as soon as it is there."""
    write_all(results, Writer(out))


def open_sink(path: Path) -> TextSink:
    """A sink that writes a JSON Lines file."""
    return TextSink(path, Writer)


def read(path: Path) -> Iterator[Document | Failure]:
    """The results of a JSON Lines file, line by line."""
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.strip():
                yield result_from(json.loads(line))
