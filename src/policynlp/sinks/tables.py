"""Results as flat tables, and back: one table a record type, and what belongs to documents.

Columns are derived from the models. A list is one cell of several values; a list of objects
(travellers, codes, provenance) becomes one column a field, `travellers_name` beside
`travellers_role`, item for item. Text and blocks of a document are left out.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel

from policynlp.schema import Document, Entity, Failure, Provenance, Warning
from policynlp.sinks.shapes import Scalar, fields_of, record_models

Value = str | int | float | None
Cell = Value | list[Value]
Row = dict[str, Cell]


@dataclass(frozen=True)
class Column:
    """One column: what its cells hold, `many` where a cell holds a list.

    `path` is where the value stands in the model: field, or field and field of its objects.
    Columns without a path are for the reader's comfort; they can be worked out from the others.
    """

    name: str
    kind: Scalar
    many: bool = False
    path: tuple[str, ...] = ()
    optional: bool = False


# Columns of every table: which file a row is about.
PATH = Column("path", "text")
DOCUMENT_ID = Column("document_id", "text", optional=True)
# What a record's row says of its document.
ABOUT = (
    Column("document_title", "text", optional=True),
    Column("document_type", "text"),
    Column("document_published", "text", optional=True),
    Column("document_language", "text", optional=True),
)
DOCUMENTS = (
    PATH,
    Column("title", "text", path=("title",), optional=True),
    Column("document_type", "text", path=("document_type", "label")),
    Column("document_type_confidence", "number", path=("document_type", "confidence")),
    Column("published", "text", path=("published",), optional=True),
    Column("language", "text", path=("language",), optional=True),
    Column("languages", "text", many=True),
    Column("language_shares", "number", many=True),
    Column("records", "integer"),
    Column("media_type", "text", path=("source", "media_type"), optional=True),
    Column("size_bytes", "integer", path=("source", "size_bytes"), optional=True),
    Column("page_count", "integer", path=("source", "page_count"), optional=True),
    Column("schema_version", "text", path=("schema_version",)),
    DOCUMENT_ID,
)
FAILURES = (
    PATH,
    Column("code", "text", path=("error", "code")),
    Column("message", "text", path=("error", "message")),
    Column("stage", "text", path=("error", "stage")),
    *(column for column in DOCUMENTS if column.path[:1] == ("source",)),
    Column("schema_version", "text", path=("schema_version",)),
    DOCUMENT_ID,
)


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """Every table and its columns: documents, record types, entities, warnings, failures."""
    return {
        "documents": DOCUMENTS,
        **{name: _record_columns(model) for name, model in record_models().items()},
        "entities": (PATH, Column("page", "integer", optional=True), *_columns(Entity),
                     DOCUMENT_ID),
        "warnings": (PATH, *_columns(Warning), DOCUMENT_ID),
        "failures": FAILURES,
    }  # fmt: skip


def rows_of(result: Document | Failure) -> Iterator[tuple[str, Row]]:
    """The rows of one result, each with the name of its table."""
    about: Row = {"path": result.source.path, "document_id": result.id}
    if isinstance(result, Failure):
        yield "failures", about | _values(result, FAILURES)
        return
    yield (
        "documents",
        about
        | _values(result, DOCUMENTS)
        | {
            "languages": list(result.languages),
            "language_shares": list(result.languages.values()),
            "records": len(result.records),
        },
    )
    document: Row = {
        "document_title": result.title,
        "document_type": result.document_type.label,
        "document_published": result.published,
        "document_language": result.language,
    }
    for position, record in enumerate(result.records):
        yield (
            record.type,
            about
            | document
            | _values(record, tables()[record.type])
            | {
                "record_position": position,
                "page": next((p.page for p in record.provenance if p.page is not None), None),
                "source_text": source_text(result, record.provenance),
            },
        )
    starts = [block.start for block in result.blocks]
    for entity in result.entities:
        block = bisect_right(starts, entity.start) - 1
        page = result.blocks[block].page if block >= 0 else None
        yield "entities", about | {"page": page} | _values(entity, tables()["entities"])
    for warning in result.warnings:
        yield "warnings", about | _values(warning, tables()["warnings"])


def source_text(document: Document, provenance: list[Provenance]) -> str:
    """The stretches of the document that a record was read from, in their order."""
    return " … ".join(document.text[part.start : part.end] for part in provenance)


def _record_columns(model: type[BaseModel]) -> tuple[Column, ...]:
    own = [c for c in _columns(model) if c.path[0] not in ("id", "type", "provenance")]
    provenance = [c for c in _columns(model) if c.path[0] == "provenance"]
    return (
        PATH,
        Column("page", "integer", optional=True),
        *(column for column in own if column.name not in ("language", "confidence")),
        *(column for column in own if column.name in ("language", "confidence")),
        *ABOUT,
        Column("source_text", "text"),
        *provenance,
        Column("record_position", "integer"),
        Column("record_id", "text", path=("id",)),
        DOCUMENT_ID,
    )


def _columns(model: type[BaseModel]) -> Iterator[Column]:
    """The columns of a model's fields, in the order of the contract."""
    for name, shape in fields_of(model).items():
        inner = shape.item or shape
        if inner.model is not None:
            for field, scalar in fields_of(inner.model).items():
                assert scalar.scalar is not None, f"{model.__name__}.{name}.{field} is nested"
                yield Column(f"{name}_{field}", scalar.scalar, many=shape.item is not None,
                             path=(name, field), optional=scalar.optional)  # fmt: skip
        else:
            assert inner.scalar is not None, f"{model.__name__}.{name} has no column"
            yield Column(name, inner.scalar, many=shape.item is not None, path=(name,),
                         optional=shape.optional)  # fmt: skip


def _values(model: BaseModel, columns: tuple[Column, ...]) -> Row:
    row: Row = {}
    for column in columns:
        if column.path:
            value = getattr(model, column.path[0])
            if len(column.path) == 1:
                row[column.name] = list(value) if column.many else value
            elif column.many:
                row[column.name] = [getattr(item, column.path[1]) for item in value]
            else:
                row[column.name] = getattr(value, column.path[1])
    return row
