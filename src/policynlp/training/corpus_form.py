"""Parsed documents in the form of the corpus, and back: `NAME.json` beside the document `NAME.*`.

An annotation (see `corpus/GUIDE.md`) says what a perfect parse holds: the document's fields,
entities by label, records in the terms of the contract without id and confidence. What a person
judged stands under `notes` of each record (id, status, provenance), so that it stays with the
record when the file is edited by hand; scores and training pass over it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from policynlp.blocks import tidy
from policynlp.schema import Document, Entity, Record
from policynlp.sinks.files import finish, open_part
from policynlp.store.about import main_countries

# Any in this module: values of JSON.
Json = dict[str, Any]
RECORD: TypeAdapter[Record] = TypeAdapter(Record)
# What every record of the contract has and an annotation leaves out, or follows from other fields.
LEFT_OUT = frozenset({"id", "language", "confidence", "provenance", "codes"})
# What an annotation may say of a record beside its fields.
BESIDE = frozenset({"notes", "alt", "optional"})
# The field that holds what a record says, where that is copied from the text.
MAIN = {
    "recommendation": "text", "action_item": "step", "technical_assistance": "description",
    "statement": "quote", "event": "name", "training": "title", "partnership": "name",
}  # fmt: skip
STATUSES = ("pending", "accepted", "edited", "added", "rejected")


def annotation_of(document: Document) -> Json:
    """The annotation that says what was parsed, for a person to correct."""
    countries = main_countries(document)
    return {
        "language": document.language,
        "document_type": document.document_type.label,
        "title": document.title,
        "published": document.published,
        "country": countries[0] if len(countries) == 1 else None,
        "format": Path(document.source.path).suffix.lstrip(".").lower() or None,
        "entities": entities_of(document.entities),
        "records": [fields_of(record, status="pending") for record in document.records],
        "review": {"finished": False},
    }


def fields_of(record: Record, *, status: str) -> Json:
    """A record as annotations hold it."""
    values = record.model_dump(mode="json")
    fields = {"type": values.pop("type")}
    fields |= {name: value for name, value in values.items() if name not in LEFT_OUT}
    fields["notes"] = {"id": record.id, "status": status, "provenance": values["provenance"]}
    return fields


def record_from(fields: Mapping[str, Any], number: int, document: Document) -> tuple[Record, str]:
    """The record that a part of an annotation describes, and its status.

    A record without notes was written by a person: it counts as accepted, and its provenance is
    where its main text stands in the document.

    Raises:
        ValueError: the fields are not those of the contract.
    """
    given = fields.get("notes")
    notes = given if isinstance(given, dict) else {}
    values = {key: value for key, value in fields.items() if key not in BESIDE}
    where = notes.get("provenance")
    if where is None or not _in_document(where, document):
        where = _where(values, document)
    common = {"id": notes.get("id") or f"annotated-{number}", "language": document.language,
              "confidence": 1.0, "provenance": where}  # fmt: skip
    status = notes.get("status", "accepted")
    return RECORD.validate_python(common | values), status if status in STATUSES else "accepted"


def entities_of(entities: Iterable[Entity]) -> dict[str, list[Any]]:
    """Distinct entities by label, as annotations list them.

    Names of PERSON, the ways each ORG is written, ISO codes of COUNTRY, ISO dates of DATE.
    """
    forms: dict[tuple[str, str], dict[str, None]] = {}
    for entity in entities:
        key = entity.canonical_id or entity.text
        if entity.label in ("COUNTRY", "DATE"):
            if not entity.canonical_id:
                continue
            key = entity.canonical_id.partition(":")[2]
        forms.setdefault((entity.label, key), {})[entity.text] = None
    found: dict[str, list[Any]] = {"PERSON": [], "ORG": [], "COUNTRY": [], "DATE": []}
    for (label, key), texts in forms.items():
        if label in ("COUNTRY", "DATE"):
            found[label].append(key)
        elif label == "ORG":
            found[label].append(list(texts))
        elif label == "PERSON":
            found[label].append(max(texts, key=len))
    return found


def read_annotation(path: Path) -> Json:
    """An annotation file.

    Raises:
        ValueError: it is no annotation; the message says why.
        OSError: it cannot be read.
    """
    values = json.loads(path.read_text("utf-8"))
    if not isinstance(values, dict) or not isinstance(values.get("records"), list):
        raise ValueError(f"{path.name} is no annotation: it has no list of records")
    if "document_type" not in values or "schema_version" in values:
        raise ValueError(f"{path.name} is no annotation of a document")
    return values


def write_annotation(path: Path, annotation: Mapping[str, Any]) -> None:
    """Writes an annotation file, which appears under its name only when it is complete."""
    with open_part(path) as out:
        json.dump(annotation, out, ensure_ascii=False, indent=1)
        out.write("\n")
    finish([path])


def is_finished(annotation: Mapping[str, Any]) -> bool:
    """Whether an annotation may be learned from: it is no draft that nobody has checked.

    An annotation that says nothing of a review was written by a person.
    """
    review = annotation.get("review")
    return not isinstance(review, Mapping) or bool(review.get("finished", True))


def unfinished(folder: Path) -> list[str]:
    """Names of the annotations of a folder that nobody has called finished, sorted."""
    found = []
    for path in sorted(folder.glob("*.json")):
        with suppress(ValueError, OSError):
            if not is_finished(read_annotation(path)):
                found.append(path.name)
    return found


def _in_document(where: object, document: Document) -> bool:
    """Whether provenance still fits: the text may have been read otherwise since."""
    if not isinstance(where, list):
        return False
    blocks = {block.id: block for block in document.blocks}
    for part in where:
        block = blocks.get(str(part.get("block_id"))) if isinstance(part, Mapping) else None
        if block is None or not block.start <= part["start"] <= part["end"] <= block.end:
            return False
    return True


def _where(values: Mapping[str, Any], document: Document) -> list[Json]:
    main = values.get(MAIN.get(str(values.get("type")), ""))
    if not isinstance(main, str) or not (wanted := tidy(main)):
        return []
    start = document.text.find(wanted)
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    if start < 0 or block is None:
        return []
    end = min(start + len(wanted), block.end)
    return [{"block_id": block.id, "page": block.page, "start": start, "end": end}]
