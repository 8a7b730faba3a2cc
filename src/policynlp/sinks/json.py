"""JSON for people: indented, one object for one result, an array for several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import TextIO

from policynlp.schema import Document, Failure


def write(results: Iterable[Document | Failure], out: TextIO) -> None:
    """An object for one result, else an array; each result is written when it is there."""
    pending: Iterator[Document | Failure] = iter(results)
    first = next(pending, None)
    second = next(pending, None)
    if first is None:
        out.write("[]\n")
    elif second is None:
        out.write(first.model_dump_json(indent=2) + "\n")
    else:
        out.write("[\n" + _item(first) + ",\n" + _item(second))
        for result in pending:
            out.write(",\n" + _item(result))
        out.write("\n]\n")


def _item(result: Document | Failure) -> str:
    return indent(result.model_dump_json(indent=2), "  ")
