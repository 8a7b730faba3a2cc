"""What can be typed in for each kind of record, read off the contract's models."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from policynlp import schema
from policynlp.languages import available
from policynlp.store.models import record_models, value_fields
from policynlp.training.corpus_form import MAIN, Json

# Which list of labels names the codes of a field.
LISTS = {
    "themes": "themes", "purposes": "purposes", "recipients": "recipients",
    "modalities": "modalities", "origins": "origins", "kind": "event_kinds",
}  # fmt: skip
DATES = frozenset({"start_date", "end_date", "submitted_on", "due", "published"})
# Follows from other fields.
DERIVED = frozenset({"codes"})


@cache
def forms() -> dict[str, list[Json]]:
    """The fields of each record type, and of a document, with what kind of box each takes."""
    found = {
        type_: [_form(type_, name, model) for name in value_fields(model) if name not in DERIVED]
        for type_, model in record_models().items()
    }
    types = list(get_args(schema.DocumentTypeLabel))
    found["document"] = [
        {"name": "title", "kind": "text"},
        {"name": "document_type", "kind": "code", "list": "document_types", "options": types},
        {"name": "published", "kind": "date"},
        {"name": "language", "kind": "code", "list": "languages", "options": list(available())},
    ]
    return found


def _form(type_: str, name: str, model: type[schema.Record]) -> Json:
    annotation = model.model_fields[name].annotation
    if name in DATES:
        return {"name": name, "kind": "date"}
    if get_origin(annotation) is list:
        (inner,) = get_args(annotation)
        if get_origin(inner) is Literal:
            return {"name": name, "kind": "codes", "list": LISTS[name],
                    "options": list(get_args(inner))}  # fmt: skip
        return {"name": name, "kind": "people" if inner is schema.Traveller else "list"}
    inner = _without_none(annotation)
    if get_origin(inner) is Literal:
        return {"name": name, "kind": "code", "list": LISTS[name], "optional": True,
                "options": list(get_args(inner))}  # fmt: skip
    if inner in (int, float):
        return {"name": name, "kind": "number"}
    return {"name": name, "kind": "long" if name == MAIN.get(type_) else "text"}


def _without_none(annotation: Any) -> Any:  # Any: a type, whichever
    if get_origin(annotation) not in (Union, UnionType):
        return annotation
    return next(part for part in get_args(annotation) if part is not type(None))
