"""What the pages are given to show, as plain values for JSON.

Offsets are UTF-16 units, since that is how a browser counts.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, get_args

from policynlp.labels import labels
from policynlp.languages import available, lexicon
from policynlp.report.offsets import to_utf16
from policynlp.schema import Block, BlockKind, Document, Failure, Record
from policynlp.store.about import About, main_countries
from policynlp.store.days import first_day, last_day
from policynlp.store.names import country_names

LABELS = (
    "record_types", "record_types_plural", "document_types", "themes", "purposes", "recipients",
    "modalities", "origins", "event_kinds", "entity_labels", "block_kinds", "code_schemes",
    "fields",
)  # fmt: skip
# Any in this module: values of JSON.
Json = dict[str, Any]


def as_json(value: object) -> str:
    """JSON that may stand in a script element: no `<` can end the element or start another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    # Half of a character, which UTF-8 cannot write, can only come from a path.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def words() -> Json:
    """What the pages say, and what codes are called, by language."""
    return {
        code: {
            "words": dict(lexicon(code).table("pages")),
            "labels": {kind: dict(labels(kind, code)) for kind in LABELS},
        }
        for code in available()
    }


def countries_of(codes: Iterable[str]) -> Json:
    """Names of countries by language, by code."""
    order = ("en", "fr")
    names = country_names()
    return {c: dict(zip(order, names[c], strict=False)) for c in sorted(set(codes)) if c in names}


def document_line(document: Document, number: int, link: str | None) -> Json:
    """What lists and filters need of a document."""
    return {
        "n": number,
        "id": document.id,
        "path": document.source.path,
        "link": link,
        "media": document.source.media_type,
        "pages": document.source.page_count,
        "title": document.title,
        "type": document.document_type.label,
        "confidence": document.document_type.confidence,
        "published": document.published,
        "language": document.language,
        "languages": document.languages,
        "countries": main_countries(document),
        "warnings": [w.model_dump() for w in document.warnings],
    }


def failure_line(failure: Failure) -> Json:
    """What is shown of an input that gave no document."""
    return {"path": failure.source.path, "code": failure.error.code,
            "message": failure.error.message}  # fmt: skip


def record_lines(document: Document, number: int) -> list[Json]:
    """The records of a document, each with what filters and plots need."""
    about = About(document)
    shift = to_utf16(document.text)
    lines = []
    for record in document.records:
        line = record_line(record, shift)
        line["doc"] = number
        line["about"] = sorted(about.countries(record))
        line["year"] = _year(record, document)
        lines.append(line)
    return lines


def record_line(record: Record, shift: Callable[[int], int]) -> Json:
    """A record with its offsets shifted and its days worked out."""
    line: Json = record.model_dump(mode="json")
    for part in line["provenance"]:
        part["start"], part["end"] = shift(part["start"]), shift(part["end"])
    if due := line.get("due"):
        line["due_last"] = last_day(due)
    if start := line.get("start_date"):
        line["first"] = first_day(start)
        line["last"] = last_day(line.get("end_date") or start)
    return line


def document_body(document: Document) -> Json:
    """Text, blocks and entities of a document: what is needed once it is opened."""
    shift = to_utf16(document.text)
    return {
        "text": document.text,
        "blocks": [block_line(block, shift) for block in document.blocks],
        "entities": [
            {
                "label": entity.label, "start": shift(entity.start), "end": shift(entity.end),
                "confidence": entity.confidence, "canonical_id": entity.canonical_id,
                "name": entity.canonical_name,
            }
            for entity in document.entities
        ],
    }  # fmt: skip


def block_line(block: Block, shift: Callable[[int], int]) -> Json:
    """A block; of a table how long its cells are: the text holds them, with a tab between."""
    line: Json = {
        "id": block.id, "kind": block.kind, "start": shift(block.start), "end": shift(block.end),
        "language": block.language,
    }  # fmt: skip
    if block.level is not None:
        line["level"] = block.level
    if block.page is not None:
        line["page"] = block.page
    if block.bbox is not None:
        line["box"] = [round(side, 1) for side in block.bbox]
    if block.rows is not None:
        line["rows"] = [[to_utf16(cell)(len(cell)) for cell in row] for row in block.rows]
    return line


def block_kinds() -> tuple[str, ...]:
    """Kinds of blocks in the order of the contract."""
    return get_args(BlockKind)


def _year(record: Record, document: Document) -> str | None:
    """Year in which a document was issued; failing that, in which what a record tells began."""
    stated = document.published or getattr(record, "start_date", None)
    return stated[:4] if stated else None
