"""Names of signals in words that a person can read, with the title or line they rest on."""

from __future__ import annotations

from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.parts.knowledge import knowledge_rows
from policynlp.records.weighing.places import place_of

# Longer titles and lines are cut.
WIDTH = 80


def describe(document: AnnotatedDocument, passage: Passage, kind: str, name: str) -> str:
    """What a signal says, as "list item in a section of next steps: “Suites à donner”".

    Args:
        passage: where the signal was found.
        kind: the record type it speaks for, for the score of the passage model; may be empty.
        name: as in `weights.py`; a name without words in `knowledge/signs.tsv` stays as it is.
    """
    text = _words(name)
    if name == "model":
        made_up = passage.kind == "row" or passage.index < 0
        scores = None if made_up else document.scores(passage)
        return f"{text}: {scores.chances.get(kind, 0.0):.2f}" if scores is not None else text
    shown: str | None = None
    if name.startswith("lead:"):
        shown = passage.lead_in or (passage.heading.text if passage.heading else None)
    elif name.startswith("row@"):
        shown = " | ".join(cell.header for cell in passage.cells if cell.header)
    elif "@" in name:
        heading = place_of(document, passage.path).heading
        shown = heading.text if heading is not None else None
    elif name.startswith("read:"):
        shown = passage.heading.text if passage.heading is not None else None
        if passage.kind == "row":
            shown = " | ".join(cell.header for cell in passage.cells if cell.header) or shown
    return f"{text}: “{_cut(shown)}”" if shown and shown.strip() else text


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= WIDTH else line[: WIDTH - 1].rstrip() + "…"


@cache
def _words(name: str) -> str:
    """The words of a name: its own, else those of what it begins with."""
    known = {row["name"]: row["text"] for row in knowledge_rows("signs")}
    if name in known:
        return known[name]
    for mark in ("@", ":"):
        head, found, rest = name.partition(mark)
        if found and head + mark in known:
            return known[head + mark].format(rest=rest.replace("_", " "))
    return name.replace("_", " ")
