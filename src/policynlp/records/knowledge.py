"""The tables of `knowledge/`: what has an id in every language."""

from __future__ import annotations

from importlib.resources import files

from policynlp.languages import read_tsv


def knowledge_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of `knowledge/`, `name` without its extension, by column title."""
    # typeshed gives `Traversable` no hash; every resource path has one.
    return read_tsv(files("policynlp.knowledge") / f"{name}.tsv")  # type: ignore[arg-type]
