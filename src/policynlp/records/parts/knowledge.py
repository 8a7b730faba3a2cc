"""The tables of `knowledge/`: what has an id in every language."""

from __future__ import annotations

from functools import cache

from policynlp.languages import read_tsv


def knowledge_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of `knowledge/`, `name` without its extension, by column title."""
    return read_tsv("policynlp.knowledge", f"{name}.tsv")


@cache
def known_bodies() -> frozenset[str]:
    """Ids of the bodies in the knowledge files."""
    return frozenset(row["id"] for row in knowledge_rows("organizations"))
