"""JSON for people: indented, one object for one result, an array for several."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import indent
from typing import TextIO

from policynlp.schema import Document, Failure
from policynlp.sinks.files import TextSink, write_all
from policynlp.sinks.results import result_from


class Writer:
    """Writes an object for one result, else an array; each when the next one is there."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._first: Document | Failure | None = None
        self._several = False

    def write(self, result: Document | Failure) -> None:
        """Take one result."""
        if self._several:
            self._out.write(",\n" + _item(result))
        elif self._first is None:
            self._first = result
        else:
            self._several = True
            self._out.write("[\n" + _item(self._first) + ",\n" + _item(result))

    def end(self) -> None:
        """Close the array, or write the one object there is."""
        if self._several:
            self._out.write("\n]\n")
        elif self._first is None:
            self._out.write("[]\n")
        else:
            self._out.write(self._first.model_dump_json(indent=2) + "\n")


def write(results: Iterable[Document | Failure], out: TextIO) -> None:
    """An object for one result, else an array; each result is written when it is there."""
    write_all(results, Writer(out))


def open_sink(path: Path) -> TextSink:
    """A sink that writes a JSON file."""
    return TextSink(path, Writer)


def read(path: Path) -> Iterator[Document | Failure]:
    """The results of a JSON file, in their order; the whole file is read at once."""
    content = json.loads(path.read_text("utf-8"))
    yield from map(result_from, content if isinstance(content, list) else [content])


def _item(result: Document | Failure) -> str:
    return indent(result.model_dump_json(indent=2), "  ")
