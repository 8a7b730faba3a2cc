"""Every code of the contract has a label in every language."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from policynlp import schema
from policynlp.labels import label, labels
from policynlp.languages import available, lexicon

RECORDS = get_args(get_args(schema.Record)[0])
TYPES = {model.model_fields["type"].default for model in RECORDS}
FIELDS = {name for model in RECORDS for name in model.model_fields}
LISTS: dict[str, set[str]] = {
    "record_types": TYPES,
    "record_types_plural": TYPES,
    "document_types": set(get_args(schema.DocumentTypeLabel)),
    "themes": set(get_args(schema.Theme)),
    "purposes": set(get_args(schema.Purpose)),
    "recipients": set(get_args(schema.Recipient)),
    "modalities": set(get_args(schema.Modality)),
    "origins": set(get_args(schema.Origin)),
    "event_kinds": set(get_args(schema.EventKind)),
    "entity_labels": set(get_args(schema.EntityLabel)),
    "block_kinds": set(get_args(schema.BlockKind)),
    "code_schemes": set(get_args(schema.CodeScheme)),
}


@pytest.mark.parametrize("language", available())
@pytest.mark.parametrize("kind", sorted(LISTS))
def test_every_code_has_a_label(kind: str, language: str) -> None:
    assert set(labels(kind, language)) == LISTS[kind]


@pytest.mark.parametrize("language", available())
def test_every_field_of_a_record_has_a_label(language: str) -> None:
    assert set(labels("fields", language)) >= FIELDS


def test_languages_have_the_same_lists() -> None:
    tables: list[Any] = [lexicon(code).table("labels") for code in available()]  # Any: TOML
    assert {tuple(sorted(t)) for t in tables} == {tuple(sorted(tables[0]))}
    assert all(t.keys() == tables[0].keys() for t in tables)


def test_language_without_a_folder_gives_english() -> None:
    assert label("origins", "south_south", "pt") == "South-South"


def test_unknown_list_is_named() -> None:
    with pytest.raises(KeyError, match="themes"):
        label("colours", "red")
