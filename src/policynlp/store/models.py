"""What the store needs to know of the contract's models."""

from __future__ import annotations

from functools import cache
from typing import get_args

from policynlp.schema import Record

# Fields that every record has; the rest is of its type and stands in `records.data`.
COMMON = frozenset({"id", "type", "language", "confidence", "provenance", "evidence"})


@cache
def record_models() -> dict[str, type[Record]]:
    """The model of each record type, by its name, in the order of the contract."""
    return {model.model_fields["type"].default: model for model in get_args(get_args(Record)[0])}


def value_fields(model: type[Record]) -> list[str]:
    """The fields of a record type that not every record has."""
    return [name for name in model.model_fields if name not in COMMON]
