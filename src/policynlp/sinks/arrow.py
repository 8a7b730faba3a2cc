"""Arrow schemas of the contract, derived from its models.

The nested schema is that of the JSON output, with two differences that columns demand: `records`
is one list whose items have the fields of every record type (those of other types are null; field
`type` says which count), and a failure record is a row in which only `schema_version`, `id`,
`source` and `error` are set. Every field is therefore nullable.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

from policynlp.schema import Document, Failure
from policynlp.sinks.extras import need
from policynlp.sinks.shapes import Shape, fields_of
from policynlp.sinks.tables import Column, tables


@cache
def document_schema() -> Any:  # Any: pyarrow has no types
    """The nested schema: one row a document or failure record."""
    pa = need("pyarrow", "parquet")
    fields = {**fields_of(Document), **fields_of(Failure)}
    return pa.schema([(name, _type_of(shape)) for name, shape in fields.items()])


@cache
def table_schema(table: str) -> Any:  # Any: pyarrow has no types
    """The schema of one of the flat tables of `policynlp.sinks.tables`."""
    pa = need("pyarrow", "parquet")
    return pa.schema([(column.name, _column_type(column)) for column in tables()[table]])


def _column_type(column: Column) -> Any:  # Any: pyarrow has no types
    scalar = _type_of(Shape(scalar=column.kind))
    return need("pyarrow", "parquet").list_(scalar) if column.many else scalar


def _type_of(shape: Shape) -> Any:  # Any: pyarrow has no types
    pa = need("pyarrow", "parquet")
    if shape.scalar is not None:
        return {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}[shape.scalar]
    if shape.item is not None:
        return pa.list_(_type_of(shape.item))
    if shape.mapping is not None:
        return pa.map_(pa.string(), _type_of(shape.mapping))
    return pa.struct([(name, _type_of(inner)) for name, inner in fields_of_union(shape).items()])


def fields_of_union(shape: Shape) -> dict[str, Shape]:
    """The fields of an object's model, or of all models that it may be of."""
    fields: dict[str, Shape] = {}
    for model in shape.union or (shape.model,):
        assert model is not None
        _merge(fields, model)
    return fields


def _merge(fields: dict[str, Shape], model: type[BaseModel]) -> None:
    """Add a model's fields; those of one name must hold the same in every model."""
    for name, shape in fields_of(model).items():
        known = fields.setdefault(name, shape)
        assert (known.scalar, known.item, known.model) == (shape.scalar, shape.item, shape.model), (
            f"field {name} differs between record types"
        )
