"""Names in both languages of what has an id: countries, bodies, concepts, codes of the contract."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from policynlp.concepts import concept_names, find_concepts
from policynlp.folding import fold
from policynlp.labels import labels
from policynlp.languages import available, fold_name, lexicon, read_tsv


@cache
def country_names() -> dict[str, tuple[str, ...]]:
    """English and French name by ISO 3166-1 alpha-3 code."""
    return {row["iso3"]: (row["name_en"], row["name_fr"]) for row in _rows("countries")}


@cache
def body_names() -> dict[str, tuple[str, ...]]:
    """English and French name by id, of organisations and programmes."""
    tables = (*_rows("organizations"), *_rows("programs"))
    return {row["id"]: (row["name_en"], row["name_fr"]) for row in tables}


@cache
def bodies_by_name() -> dict[str, tuple[str, ...]]:
    """Ids of organisations and programmes by folded name or acronym, in every language."""
    found: dict[str, tuple[str, ...]] = {}
    for language in available():
        for table in ("organizations", "programs"):
            for row in lexicon(language).rows(table):
                name = fold_name(row["name"])
                found[name] = tuple(dict.fromkeys((*found.get(name, ()), row["id"])))
    return found


@cache
def countries_by_name() -> dict[str, str]:
    """ISO 3166-1 alpha-3 code by folded name, in every language, and by code."""
    found = {code.lower(): code for code in country_names()}
    for language in available():
        for row in lexicon(language).rows("countries"):
            found.setdefault(fold_name(row["name"]), row["iso3"])
    for code, names in country_names().items():
        found.update({fold_name(name): code for name in names})
    return found


@cache
def codes_by_name(kind: str) -> dict[str, str]:
    """Codes of a list of `policynlp.labels` by folded label, in every language, and by code."""
    found: dict[str, str] = {}
    for language in available():
        for code, name in labels(kind, language).items():
            found[fold_name(name)] = found[code] = found[code.replace("_", "-")] = code
    return found


def both_languages(kind: str, codes: Iterable[str]) -> list[str]:
    """The labels of codes in every language."""
    return [labels(kind, language)[code] for code in codes for language in available()]


def concept_words(text: str, language: str | None) -> list[str]:
    """Names in both languages of the concepts that a text mentions."""
    if language is None:
        return []
    return [name for id_ in find_concepts(fold(text), language) for name in concept_names()[id_]]


def _rows(name: str) -> tuple[dict[str, str], ...]:
    return read_tsv("policynlp.knowledge", f"{name}.tsv")
