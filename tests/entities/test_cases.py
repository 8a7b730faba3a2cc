"""Sentences in both languages and what is found in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from policynlp.entities import find_mentions, resolve
from policynlp.schema import Entity

from .conftest import make_document, read_cases


def _entities(case: dict[str, Any]) -> tuple[Entity, ...]:
    loaded = make_document(case["text"], case.get("language"))
    found = resolve(loaded, find_mentions(loaded), case.get("published", "2021-06-15"))
    for entity in found:
        assert loaded.text[entity.start : entity.end] == entity.text
    return found


def _name(case: dict[str, Any]) -> str:
    return f"{case.get('language', '')}:{case['text'].strip()[:50]}"


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize("case", read_cases("dates"), ids=_name)
def test_dates(case: dict[str, Any]) -> None:
    """Dates come out as ISO, in order of appearance."""
    found = [e.canonical_id for e in _entities(case) if e.label == "DATE"]
    assert found == [f"date:{iso}" for iso in case["dates"]]


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize("case", read_cases("amounts"), ids=_name)
def test_amounts(case: dict[str, Any]) -> None:
    """Money and quantities have the same ids in both languages."""
    found = {e.canonical_id for e in _entities(case) if e.label in ("MONEY", "QUANTITY")}
    assert found == set(case["ids"])


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize("case", read_cases("names"), ids=_name)
def test_names(case: dict[str, Any]) -> None:
    """Countries, bodies and people; a key that a case does not give is not checked."""
    found = _entities(case)
    if "countries" in case:
        codes = [e.canonical_id for e in found if e.label == "COUNTRY"]
        assert codes == [f"country:{code}" for code in case["countries"]]
    if "orgs" in case:
        assert [e.text for e in found if e.label == "ORG"] == case["orgs"]
    if "people" in case:
        assert [e.text for e in found if e.label == "PERSON"] == case["people"]


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize("case", read_cases("documents"), ids=_name)
def test_documents(case: dict[str, Any]) -> None:
    """Acronyms that the document spells out and people named twice have one id."""
    ids: dict[str, set[str | None]] = {}
    for entity in _entities(case):
        if entity.label != "COUNTRY":
            ids.setdefault(entity.text, set()).add(entity.canonical_id)
    for form, wanted in case.get("ids", {}).items():
        assert ids.get(form) == {wanted}
    for one, other in case.get("same", []):
        assert ids.get(one), one
        assert ids.get(one) == ids.get(other)
    for one, other in case.get("apart", []):
        assert ids[one] != ids[other]


def test_furniture_holds_no_entity(without_models: Callable[[], None]) -> None:
    """Headers and footers are left out."""
    loaded = make_document("Mali, 3 mai 2019, OMS", "fr")
    blocks = tuple(block.model_copy(update={"kind": "footer"}) for block in loaded.blocks)
    from dataclasses import replace

    loaded = replace(loaded, blocks=blocks)
    assert resolve(loaded, find_mentions(loaded), None) == ()
