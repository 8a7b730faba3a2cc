"""Where technical assistance may be told: sentences, items, the sentences of long items and cells.

A numbered paragraph or an item of several sentences tells of much else beside; a column of a table
("Support so far", "Example") holds sentences and short notes of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.labels import read_label
from policynlp.sentences import split_sentences

# A cell of fewer words is a name, a date or a heading.
MIN_CELL_WORDS = 6


def assistance_passages(document: AnnotatedDocument) -> Iterator[Passage]:
    """Passages that may tell of assistance, in reading order; each a sentence or short item."""
    for passage in document.passages:
        if passage.language is None:
            continue
        if passage.kind == "row":
            yield from _cells(document, passage)
        elif passage.kind == "item" and not passage.has_children:
            yield from _sentences(document, passage)
        else:
            yield passage


def text_start(document: AnnotatedDocument, passage: Passage) -> int:
    """Where a passage's text begins behind a label ("DPF: ..."), offset into the text."""
    return read_label(document, passage).start


def _cells(document: AnnotatedDocument, passage: Passage) -> Iterator[Passage]:
    for cell in passage.cells:
        if len(cell.text.split()) < MIN_CELL_WORDS:
            continue
        inner = replace(
            passage, kind="item", text=cell.text, start=cell.start, end=cell.end, lead_in=None,
            cells=(), number=None,
        )  # fmt: skip
        yield from _sentences(document, inner)


def _sentences(document: AnnotatedDocument, passage: Passage) -> Iterator[Passage]:
    """An item as its sentences where it has several."""
    spans = list(split_sentences(passage.text, document.lexicon(passage)))
    if len(spans) < 2:
        yield passage
        return
    for s, e in spans:
        start, end = passage.start + s, passage.start + e
        yield replace(
            passage, kind="sentence", text=document.text[start:end], start=start, end=end,
            number=None,
        )  # fmt: skip
