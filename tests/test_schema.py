"""The contract's models and the JSON Schema files that ship with them."""

from __future__ import annotations

from importlib.resources import files

import pytest
from pydantic import ValidationError

from policynlp.schema import Document, Event, Statement
from policynlp.schema_files import FILES, render


@pytest.mark.parametrize("name", sorted(FILES))
def test_shipped_schema_is_that_of_the_models(name: str) -> None:
    shipped = (files("policynlp") / name).read_text("utf-8")
    assert shipped == render(FILES[name]), "run: python -m policynlp.schema_files"


def test_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Statement.model_validate({"quote": "q", "speaker": "s", "surprise": 1})


def test_unknown_enum_value_is_refused() -> None:
    with pytest.raises(ValidationError, match="kind"):
        Event(id="e", language="en", confidence=1, provenance=[], kind="party")


def test_confidence_lies_between_0_and_1() -> None:
    with pytest.raises(ValidationError, match="confidence"):
        Event(id="e", language="en", confidence=1.2, provenance=[])


def test_schema_names_every_record_type() -> None:
    schema = Document.model_json_schema()
    assert set(schema["properties"]["records"]["items"]["discriminator"]["mapping"]) == {
        "mission", "recommendation", "action_item", "technical_assistance",
        "event", "training", "partnership", "statement",
    }  # fmt: skip
