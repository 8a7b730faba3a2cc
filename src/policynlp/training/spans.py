"""Corrections that come as marked stretches of text, and annotations made from them.

Other tools mark stretches: an entity or a record is a label on a part of the text. A record whose
stretch comes back as it was keeps all its fields; one that is new, moved or of another type has the
marked text as its main field and its other fields empty, for a person to fill.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from policynlp.blocks import tidy
from policynlp.languages import fold_name
from policynlp.schema import Document
from policynlp.store.models import record_models, value_fields
from policynlp.store.names import countries_by_name
from policynlp.training.corpus_form import MAIN, Json

ENTITY_LABELS = ("PERSON", "ORG", "COUNTRY", "DATE")


@dataclass(frozen=True)
class Mark:
    """A label on a stretch of text.

    Attributes:
        id: of the record, or of the entity, that it came from; None where a person made it.
        label: a record type or an entity label of the contract.
        start: offset into the text in code points; `end` is behind the last.
    """

    id: str | None
    label: str
    start: int
    end: int


def marks_of(document: Document) -> list[Mark]:
    """Entities and records of a document as marks, in text order."""
    marks = [Mark(e.id, e.label, e.start, e.end) for e in document.entities]
    marks += [
        Mark(record.id, record.type, part.start, part.end)
        for record in document.records
        for part in record.provenance
    ]
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.label))


def corrected(
    annotation: Json, text: str, marks: Iterable[Mark], canonical: dict[str, str]
) -> tuple[Json, list[str]]:
    """An annotation with entities and records as marked, and what a person has to look at.

    Args:
        annotation: as it was when the marks were given out.
        text: that the marks' offsets count in.
        marks: as they came back.
        canonical: canonical ids of entities by the text that stands for them.
    """
    marks = list(marks)
    doubts: list[str] = []
    entities, unclear = _entities(text, marks, canonical)
    doubts += unclear
    known = {record.get("notes", {}).get("id"): record for record in annotation["records"]}
    types = record_models()
    by_record: dict[str, list[Mark]] = {}
    for number, mark in enumerate(m for m in marks if m.label in types):
        by_record.setdefault(mark.id or f"added-{number + 1}", []).append(mark)
    records = []
    for id_, parts in by_record.items():
        before = known.get(id_)
        if before is not None and _unchanged(before, parts):
            records.append(before)
            continue
        record = _new(id_, parts, text)
        if before is not None and before["type"] == record["type"]:
            main = MAIN.get(record["type"])
            record = {**before, "notes": record["notes"]}
            if main is not None and len(parts) == 1:
                record[main] = tidy(text[parts[0].start : parts[0].end])
        records.append(record)
        if MAIN.get(record["type"]) is None or before is None or before["type"] != record["type"]:
            said = tidy(text[parts[0].start : parts[0].end])[:80]
            doubts.append(f"{record['type']}: fields to fill: {said}")
    # As they stood before; new ones behind, in the order of the text.
    order = {id_: number for number, id_ in enumerate(known)}
    records.sort(key=lambda record: order.get(record["notes"]["id"], len(order)))
    return {**annotation, "entities": entities, "records": records}, doubts


def _unchanged(before: Json, parts: list[Mark]) -> bool:
    where = {(p["start"], p["end"]) for p in before.get("notes", {}).get("provenance", [])}
    return where == {(p.start, p.end) for p in parts} and before["type"] == parts[0].label


def _new(id_: str, parts: list[Mark], text: str) -> Json:
    type_ = parts[0].label
    model = record_models()[type_]
    record: Json = {"type": type_}
    for name in value_fields(model):
        if name != "codes":
            default: Any = model.model_fields[name].default  # Any: of any field
            record[name] = default if isinstance(default, list) else None
    if main := MAIN.get(type_):
        record[main] = tidy(" ".join(text[part.start : part.end] for part in parts))
    # No blocks are known here: where it stands is found anew when the document is reviewed.
    record["notes"] = {"id": id_, "status": "added"}
    return record


def _entities(
    text: str, marks: Iterable[Mark], canonical: dict[str, str]
) -> tuple[dict[str, list[Any]], list[str]]:
    found: dict[str, dict[str, dict[str, None]]] = {label: {} for label in ENTITY_LABELS}
    doubts = []
    for mark in marks:
        if mark.label not in found:
            continue
        words = tidy(text[mark.start : mark.end])
        id_ = canonical.get(words, "")
        key = id_ or words
        kind, _, value = id_.partition(":")
        if mark.label in ("COUNTRY", "DATE"):
            key = value if kind == mark.label.lower() else ""
        if mark.label == "COUNTRY":
            key = key or countries_by_name().get(fold_name(words), "")
        if not key:
            doubts.append(f"{mark.label}: no code is known for {words!r}")
            continue
        found[mark.label].setdefault(key, {})[words] = None
    return {
        "PERSON": [max(forms, key=len) for forms in found["PERSON"].values()],
        "ORG": [list(forms) for forms in found["ORG"].values()],
        "COUNTRY": list(found["COUNTRY"]),
        "DATE": list(found["DATE"]),
    }, doubts
