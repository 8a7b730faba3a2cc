"""Ids of bodies made by a pattern: « ministère de la Santé » and "Ministry of Health" of Mali are
both `org:MLI:ministry-health`.

Heads and topics stand in `languages/<code>/body_patterns.toml`, with the same keys in every
language; `knowledge/README.md` says how ids are put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from policynlp.entities.gazetteer import countries, demonyms
from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.tables import bodies_of
from policynlp.errors import LexiconError
from policynlp.languages import available, lexicon

Words = tuple[str, ...]


@dataclass(frozen=True)
class _Head:
    key: str
    takes: str


@dataclass(frozen=True)
class _Patterns:
    """Heads and topics of one language by their folded words; topics have their rank."""

    heads: Mapping[Words, _Head]
    topics: Mapping[Words, tuple[int, str]]
    acronyms: Mapping[str, str]
    programs: Mapping[Words, _Head] = field(default_factory=dict)
    ministries: Mapping[Words, _Head] = field(default_factory=dict)


@cache
def _patterns(code: str) -> _Patterns:
    try:
        table = lexicon(code).table("body_patterns")
    except LexiconError:
        return _Patterns({}, {}, {})
    heads: dict[Words, _Head] = {}
    topics: dict[Words, tuple[int, str]] = {}
    for entry in _entries(table, "heads"):
        for form in entry["forms"]:
            heads.setdefault(words_of(form), _Head(entry["key"], entry["takes"]))
    for rank, entry in enumerate(_entries(table, "topics")):
        for form in entry["forms"]:
            topics.setdefault(words_of(form), (rank, entry["key"]))
    found = table.get("acronyms", {})
    assert isinstance(found, Mapping)
    acronyms = {form: str(key) for key, forms in found.items() for form in forms}
    programs: dict[Words, _Head] = {}
    for entry in _entries(table, "program_heads"):
        for form in entry["forms"]:
            programs.setdefault(words_of(form), _Head(entry["key"], "topics"))
    ministries = {form: head for form, head in heads.items() if head.key == "ministry"}
    return _Patterns(heads, topics, acronyms, programs, ministries)


@cache
def body_acronyms() -> frozenset[str]:
    """Acronyms of national bodies that `body_patterns.toml` lists; generic ones are left out."""
    return frozenset(
        form
        for code in available()
        for form, key in _patterns(code).acronyms.items()
        if not key.endswith("hospital")
    )


def _entries(table: Mapping[str, object], key: str) -> list[dict[str, Any]]:
    value = table.get(key, [])
    assert isinstance(value, list)
    return value


def pattern_id(name: str, language: str | None, country: str | None) -> str | None:
    """The id that a name's make gives it, or None where the make says too little.

    The country is the one in the name ("Ugandan Ministry of Health"), else `country`, the ISO
    alpha-3 code of the one the document is about; without either the id has none.
    """
    order = sorted(available(), key=lambda code: code != language)
    if " " not in name:
        for code in order:
            key = _patterns(code).acronyms.get(name)
            if key is not None:
                return f"org:{country}:{key}" if country else None
    for code in order:
        found = _read(words_of(name), _patterns(code), country)
        if found is not None:
            return found
    return None


@cache
def listed_ids(country: str) -> Mapping[str, str]:
    """Ids by make of a country's listed bodies -> their own ids: "National Social Security Fund" is
    the body that the list has as « Caisse nationale de sécurité sociale ». Two bodies of one make
    are left out."""
    found: dict[str, set[str]] = {}
    for value, entry in bodies_of(country):
        for code, name in entry.names.items():
            made = pattern_id(name, code, country)
            if made is not None and made.startswith(f"org:{country}:"):
                found.setdefault(made, set()).add(value)
    return {made: min(values) for made, values in found.items() if len(values) == 1}


def program_id(name: str, language: str | None, country: str | None) -> str | None:
    """The id of a programme that its head and subjects name alone: « Programme national de lutte
    contre le paludisme » and "National Malaria Control Programme" of Mali are both
    `program:MLI:programme-malaria`. None where the name says more, or no country is known."""
    for code in sorted(available(), key=lambda code: code != language):
        patterns = _patterns(code)
        heads = _Patterns(patterns.programs, patterns.topics, {})
        found = _read(words_of(name), heads, country)
        if found is not None and found.count(":") == 2:
            return "program:" + found.removeprefix("org:")
    return None


def without_country(name: str) -> str:
    """The folded words of a name without the country it ends in, and the links before it."""
    words, country = _without_country(list(words_of(name)), None)
    if country is not None:
        while words and words[-1] in name_words().links:
            words.pop()
    return " ".join(words)


def _read(words: Words, patterns: _Patterns, country: str | None) -> str | None:
    rest, country = _without_country(list(words), country)
    at, size = _longest(rest, patterns.heads)
    if at is None:
        return None
    head = patterns.heads[tuple(rest[at : at + size])]
    before, rest = rest[:at], rest[at + size :]
    # "Directorate of Planning of the Ministry of Health": the directorate is meant.
    over, _ = _longest(rest, patterns.ministries)
    if over is not None and head.key != "ministry":
        rest = rest[:over]
    rest = before + rest
    topics, rest = _topics(rest, patterns)
    small = name_words().links | name_words().determiners | {"national", "nationale", "federal"}
    left = [word for word in rest if word not in small]
    parts: list[str] = []
    if head.takes == "first_topic":
        parts = topics[:1]
    elif head.takes == "topics":
        # What the topics do not cover makes it another body.
        parts = [] if left else topics
    elif head.takes == "place":
        parts = left
    elif head.takes == "topics_and_place":
        parts = topics + left
    if not parts and head.takes != "nothing":
        return None
    key = "-".join((head.key, *parts))
    # Where nothing tells the country the id is that of the kind, the same in every language.
    return f"org:{country}:{key}" if country else f"org:{key}"


def _longest(words: Sequence[str], forms: Mapping[Words, object]) -> tuple[int | None, int]:
    """Where the first and longest of the forms begins, and how many words it has."""
    for at in range(len(words)):
        for size in range(min(7, len(words) - at), 0, -1):
            if tuple(words[at : at + size]) in forms:
                return at, size
    return None, 0


def _topics(words: list[str], patterns: _Patterns) -> tuple[list[str], list[str]]:
    """Keys of the topics in the order of the file, and the words that are none."""
    found: set[tuple[int, str]] = set()
    rest: list[str] = []
    at = 0
    while at < len(words):
        for size in range(min(7, len(words) - at), 0, -1):
            topic = patterns.topics.get(tuple(words[at : at + size]))
            if topic is not None:
                found.add(topic)
                at += size
                break
        else:
            rest.append(words[at])
            at += 1
    return [key for _, key in sorted(found)], rest


def _without_country(words: list[str], country: str | None) -> tuple[list[str], str | None]:
    """The words without the country or demonym they name, and that country's code."""
    for at in range(len(words)):
        for size in range(min(5, len(words) - at), 0, -1):
            form = " ".join(words[at : at + size])
            code = demonyms().get(form)
            if code is None:
                # "Chad Midwives Association": what is a forename elsewhere opens or ends a body.
                edge = at == 0 or at + size == len(words)
                names = [
                    name
                    for name in countries().whole(form)
                    if not name.ambiguous or (edge and len(words) > 2 and name.text != "America")
                ]
                code = names[0].values[0].removeprefix("country:") if names else None
            if code is not None:
                return words[:at] + words[at + size :], code
    return words, country
