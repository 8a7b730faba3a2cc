"""A document says so when the trained name finder of its language is not installed."""

from __future__ import annotations

from pathlib import Path

import pytest

from policynlp import Pipeline
from policynlp.entities import model

TEXT = (
    "Le ministère de la Santé du Mali a reçu la mission. The team then left for the capital."
).encode()


def test_warns_of_each_missing_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of lists are still found; one warning names the language."""

    def installed(language: str) -> Path | None:
        return None

    monkeypatch.setattr(model, "model_path", installed)
    model.name_finder.cache_clear()
    try:
        document = Pipeline().parse(TEXT)
    finally:
        model.name_finder.cache_clear()
    warned = [w for w in document.warnings if w.code == "model_missing"]
    assert len(warned) == len(document.languages)
    assert all(repr(code) in w.message for code, w in zip(document.languages, warned, strict=True))
    assert "country:MLI" in {e.canonical_id for e in document.entities}


def test_is_silent_where_all_is_installed() -> None:
    """No warning without a cause."""
    document = Pipeline().parse(TEXT)
    assert not [w for w in document.warnings if w.code == "model_missing"]
