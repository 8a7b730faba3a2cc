"""Where a record was read from, and its id."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypedDict

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.weighing.trace import note_read
from policynlp.schema import Provenance


class Common(TypedDict):
    """The fields that every record has."""

    id: str
    language: str | None
    confidence: float
    provenance: list[Provenance]


def common(
    document: AnnotatedDocument, kind: str, passages: Iterable[Passage], confidence: float
) -> Common:
    """Id, language, confidence and provenance of a record read from these passages.

    The id is made of the document, the type and the first offset, so that the same bytes always
    give the same ids.
    """
    spans = sorted(passages, key=lambda passage: passage.start)
    seed = f"{document.loaded.source.id}:{kind}:{spans[0].start}:{spans[0].end}"
    id_ = f"{kind}-{hashlib.sha256(seed.encode()).hexdigest()[:12]}"
    note_read(document, id_, spans)
    return Common(
        id=id_,
        language=spans[0].language or document.language,
        confidence=round(min(max(confidence, 0.0), 1.0), 3),
        provenance=[
            Provenance(
                block_id=p.block.id, page=p.block.page, start=p.start, end=min(p.end, p.block.end)
            )
            for p in spans
        ],
    )
