"""The tables of `knowledge/` and of the language folders, as the finders need them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from policynlp.errors import LexiconError
from policynlp.folding import fold
from policynlp.languages import available, lexicon, read_tsv
from policynlp.schema import EntityLabel


def rows(code: str, name: str) -> tuple[dict[str, str], ...]:
    try:
        return lexicon(code).rows(name)
    except LexiconError:
        return ()


def knowledge(name: str) -> tuple[dict[str, str], ...]:
    return read_tsv("policynlp.knowledge", f"{name}.tsv")


@cache
def person_names() -> frozenset[str]:
    """Folded frequent forenames and surnames of many countries (`person_names.tsv`)."""
    return frozenset(fold(row["name"]) for row in knowledge("person_names"))


@cache
def name_particles(where: str) -> frozenset[str]:
    """Particles of names of people, places and bodies for one use (`name_particles.tsv`)."""
    rows = knowledge("name_particles")
    return frozenset(fold(row["particle"]) for row in rows if where in row["where"].split())


@dataclass(frozen=True)
class Known:
    """What the knowledge tables say of a body or programme."""

    country: str | None
    names: dict[str, str]
    kind: str


@cache
def known(value: str) -> Known | None:
    """The entry of an id in `knowledge/organizations.tsv` or `programs.tsv`, or None."""
    return _entries().get(value)


@cache
def bodies_of(country: str | None) -> tuple[tuple[str, Known], ...]:
    """Ids and entries of the bodies of a country (ISO alpha-3 code), or of no one country."""
    return tuple(
        (value, entry)
        for value, entry in _entries().items()
        if entry.country == country and value.startswith("org:")
    )


@cache
def _entries() -> dict[str, Known]:
    entries = {}
    for file in FILES:
        try:
            rows = knowledge(file)
        except LexiconError:
            continue
        for row in rows:
            names = {code: row[f"name_{code}"] for code in available() if row.get(f"name_{code}")}
            entries[row["id"]] = Known(row.get("iso3") or None, names, row.get("kind", ""))
    return entries


FILES: dict[str, EntityLabel] = {"organizations": "ORG", "programs": "PROGRAM", "places": "LOC"}
