"""The shape of the contract's models: which field is a text, a list, an object ...

Tables and Arrow schemas are derived from it, so that a field added to a model appears in every
format without another edit.
"""

from __future__ import annotations

import types
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from policynlp.schema import Record

Scalar = Literal["text", "integer", "number"]
# Fields that tables and Arrow files leave out: there only where they were asked for.
LEFT_OUT = frozenset({"evidence"})
_SCALARS: dict[type, Scalar] = {str: "text", int: "integer", float: "number"}


@dataclass(frozen=True)
class Shape:
    """What a field holds; exactly one of the last five is set.

    Attributes:
        optional: whether it may be null.
        scalar: a single value of that kind.
        model: an object with the fields of a model.
        item: a list of values of that shape.
        mapping: an object of texts to values of that shape.
        union: an object of one of several models, told apart by its field `type`.
    """

    optional: bool = False
    scalar: Scalar | None = None
    model: type[BaseModel] | None = None
    item: Shape | None = None
    mapping: Shape | None = None
    union: tuple[type[BaseModel], ...] = ()


@cache
def fields_of(model: type[BaseModel]) -> dict[str, Shape]:
    """The shape of each field of a model, in the order of the contract."""
    return {
        name: shape_of(field.annotation)
        for name, field in model.model_fields.items()
        if name not in LEFT_OUT
    }


def record_models() -> dict[str, type[BaseModel]]:
    """The model of each record type, by its name, in the order of the contract."""
    models = get_args(get_args(Record)[0])
    return {model.model_fields["type"].default: model for model in models}


def shape_of(annotation: Any) -> Shape:  # Any: a type expression
    """The shape that a type annotation describes.

    Raises:
        TypeError: the annotation has no shape here.
    """
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return shape_of(arguments[0])
    if origin in (Union, types.UnionType):
        return _union(arguments)
    if origin is Literal:
        return Shape(scalar=_SCALARS[type(arguments[0])])
    if origin in (list, tuple):
        return Shape(item=shape_of(arguments[0]))
    if origin is dict:
        return Shape(mapping=shape_of(arguments[1]))
    if annotation in _SCALARS:
        return Shape(scalar=_SCALARS[annotation])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Shape(model=annotation)
    raise TypeError(f"no shape for {annotation!r}")


def _union(arguments: tuple[Any, ...]) -> Shape:  # Any: type expressions
    rest = [argument for argument in arguments if argument is not type(None)]
    if len(rest) > 1:
        return Shape(optional=len(rest) < len(arguments), union=tuple(rest))
    inner = shape_of(rest[0])
    return Shape(
        optional=True,
        scalar=inner.scalar,
        model=inner.model,
        item=inner.item,
        mapping=inner.mapping,
        union=inner.union,
    )
