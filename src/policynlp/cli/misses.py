"""`parse --debug-misses`: what was nearly a record, and why it is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from policynlp.cli.exits import escape_controls
from policynlp.cli.messages import language, say

if TYPE_CHECKING:
    from policynlp.records.weighing.trace import Note
    from policynlp.schema import Document, Failure

# Longer passages are cut.
WIDTH = 200


def showing_misses(
    results: Iterator[Document | Failure], least: float
) -> Iterator[Document | Failure]:
    """Results passed on; near misses of each document go to standard error before it.

    Works only where the documents are analysed in this process. `least` is the confidence below
    which records are left out.
    """
    from policynlp.records.weighing.trace import misses, tracing
    from policynlp.schema import Document

    while True:
        # Not around the `yield`: what the caller does meanwhile is no business of the trace.
        with tracing() as trace:
            result = next(results, None)
        if result is None:
            return
        if isinstance(result, Document):
            for note in misses(trace, result, least):
                for line in lines_of(result.source.path, note):
                    click.echo(line, err=True)
        yield result


def lines_of(path: str, note: Note) -> Iterator[str]:
    """A near miss: where, what, how sure, its text; then its signs, the weightiest first."""
    from policynlp.labels import label

    text = note.text if len(note.text) <= WIDTH else note.text[: WIDTH - 1].rstrip() + "…"
    kind = label("record_types", note.kind, language())
    sure = f"{note.confidence:.2f}".replace(".", say("format.decimal"))
    yield escape_controls(
        say("misses.line", path=path, start=note.start, kind=kind, confidence=sure, text=text)
    )
    for sign in note.signs:
        weight = f"{sign.weight or 0:+.2f}".replace(".", say("format.decimal"))
        yield escape_controls(f"    {weight}  {sign.sign}")
