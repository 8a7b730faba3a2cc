"""What the package announces to spaCy and to the shell is there."""

from __future__ import annotations

import tomllib
from importlib import import_module

import pytest

from folders import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
POINTS = {**PROJECT["entry-points"]["spacy_factories"], **PROJECT["scripts"]}


@pytest.mark.parametrize("name", sorted(POINTS))
def test_entry_point_can_be_loaded(name: str) -> None:
    module, _, attribute = POINTS[name].partition(":")
    assert callable(getattr(import_module(module), attribute))


def test_every_component_is_announced() -> None:
    from spacy.language import Language

    import_module("policynlp.entities.factories")
    for name in PROJECT["entry-points"]["spacy_factories"]:
        assert Language.has_factory(name)
