"""Trained name finders are loaded for the languages met, and for no others."""

from __future__ import annotations

import pytest

from policynlp.entities import model


def test_without_texts_no_model_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(model, "name_finder", asked.append)
    assert list(model.find_names("en", [])) == []
    assert asked == []
    assert list(model.find_names("en", ["Ms Ada Owusu", "Lomé"])) == [[], []]
    assert asked == ["en"]
