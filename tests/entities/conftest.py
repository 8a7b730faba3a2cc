"""Documents made of lines, for the table-driven cases."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policynlp.blocks import LoadedDocument, RawBlock, RawDocument, assemble
from policynlp.source import Source

CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file."""
    cases: list[dict[str, Any]] = tomllib.loads((CASES / f"{name}.toml").read_text("utf-8"))["case"]
    return cases


def make_document(text: str, language: str | None = None) -> LoadedDocument:
    """A document whose lines are paragraphs, all in one language if it is given."""
    raw = RawDocument(tuple(RawBlock("paragraph", line) for line in text.splitlines() if line))
    loaded = assemble(Source("case.txt", text.encode()), "text/plain", raw)
    if language is None:
        from policynlp.languages.detect import tag_languages

        return tag_languages(loaded)
    blocks = tuple(block.model_copy(update={"language": language}) for block in loaded.blocks)
    from dataclasses import replace

    return replace(loaded, blocks=blocks)


@pytest.fixture
def without_models(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Rules and lists only: no trained model is loaded."""
    from policynlp.entities import names

    def find_nothing(language: str, texts: list[str]) -> list[list[Any]]:
        return [[] for _ in texts]

    monkeypatch.setattr(names, "find_names", find_nothing)
    return lambda: None
