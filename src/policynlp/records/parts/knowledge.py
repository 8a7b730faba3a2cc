"""The tables of `knowledge/`: what has an id in every language."""

from __future__ import annotations

from functools import cache

from policynlp.languages import read_tsv


def knowledge_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table of `knowledge/`, `name` without its extension, by column title."""
    return read_tsv("policynlp.knowledge", f"{name}.tsv")


@cache
def name_particles(where: str) -> str:
    """The particles of `name_particles.tsv` for one use, as alternatives of an expression."""
    rows = knowledge_rows("name_particles")
    return "|".join(row["particle"] for row in rows if where in row["where"].split())
