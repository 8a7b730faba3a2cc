"""Confidence of what was read with doubt: no surer than the reading of the page it stands on."""

from __future__ import annotations

from policynlp.blocks import LoadedDocument
from policynlp.schema import Entity, Record


def lower_record(record: Record, loaded: LoadedDocument) -> Record:
    """The record, its confidence times that of the least sure page it was read from."""
    known = loaded.page_confidence
    pages = [known[p.page] for p in record.provenance if p.page in known] if known else []
    if not pages:
        return record
    return record.model_copy(update={"confidence": round(record.confidence * min(pages), 4)})


def lower_entity(entity: Entity, loaded: LoadedDocument) -> Entity:
    """The entity, its confidence times that of the page it stands on."""
    if not loaded.page_confidence:
        return entity
    page = next((b.page for b in loaded.blocks if b.start <= entity.start < b.end), None)
    sure = loaded.page_confidence.get(page, 1.0) if page is not None else 1.0
    if sure == 1.0:
        return entity
    return entity.model_copy(update={"confidence": round(entity.confidence * sure, 4)})
