"""Where technical assistance may be told: sentences, items, the sentences of long items and cells.

A numbered paragraph or an item of several sentences tells of much else beside; a column of a table
("Support so far", "Example") holds sentences and short notes of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.requests.labels import read_label
from policynlp.records.technical_assistance.rows import Row, read_row, whole_row
from policynlp.records.technical_assistance.topic import facets_of
from policynlp.sentences import split_sentences


def assistance_passages(document: AnnotatedDocument) -> Iterator[tuple[Passage, Row | None]]:
    """Passages that may tell of assistance, in reading order; each a sentence or short item.

    A cell comes with what its row says beside it.
    """
    for passage in document.passages:
        if passage.language is None:
            continue
        if passage.kind == "row":
            cells = read_row(document, passage)
            for cell, row in cells:
                yield from ((part, row) for part in _sentences(document, cell))
            if not cells and facets_of(document, passage):
                yield whole_row(passage), None
        elif passage.kind == "item" and not passage.has_children:
            yield from ((part, None) for part in _sentences(document, passage))
        else:
            yield passage, None


def text_start(document: AnnotatedDocument, passage: Passage) -> int:
    """Where a passage's text begins behind a label ("DPF: ..."), offset into the text."""
    return read_label(document, passage).start


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
