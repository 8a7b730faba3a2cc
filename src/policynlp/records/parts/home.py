"""The country in which what a document tells of takes place, where no place says it."""

from __future__ import annotations

import re
from collections import Counter

from policynlp.annotated import AnnotatedDocument, once_a_document
from policynlp.records.parts.datelines import first_dateline
from policynlp.records.parts.origins import country_of, is_south, kind_of, nationalities
from policynlp.records.parts.venues import NAME, inside_body
from policynlp.schema import Entity

# How far before a country the post that somebody holds there may stand, in characters.
POST_REACH = 40
STREET_REACH = 24
_PLACE_COUNTRY = re.compile(r"-([A-Z]{3})$")


def home_country(document: AnnotatedDocument) -> str | None:
    """The country of what takes place in a document: of its dateline, else that of the towns it
    names and in which it says that something is, else the one it is about."""
    line = first_dateline(document)
    if line is not None and line.country is not None:
        return line.country
    return _stayed_in(document) or _named_country(document) or _about(document)


@once_a_document
def _about(document: AnnotatedDocument) -> str | None:
    """The country that a document is about; one that gives aid not by its agency or language.

    "Expertise France" and a course "in English" say nothing of where it is held.
    """
    country = country_of(document)
    if country is None or is_south(country):
        return country
    agencies = [e for e in document.entities if e.label == "ORG" and kind_of(e) == "bilateral"]
    named = any(
        entity.label in ("COUNTRY", "LOC")
        and (entity.canonical_id or "").endswith(country)
        and not any(a.start <= entity.start and entity.end <= a.end for a in agencies)
        and not (entity.label == "COUNTRY" and _acts_abroad(document, entity))
        for entity in document.entities
    )
    rules = document.lexicon_at(0)
    languages = rules.pattern(NAME, "names.languages")
    adjectives = nationalities(document.folded, rules.code)
    told = any(
        iso3 == country and languages.match(document.folded, at) is None for iso3, at in adjectives
    )
    return country if named or told else None


def _acts_abroad(document: AnnotatedDocument, country: Entity) -> bool:
    """Whether a country only says whose embassy or agency acts: "the Netherlands embassy"."""
    rules = document.lexicon_at(country.start)
    behind = document.folded[country.end : country.end + POST_REACH].lstrip(" '")
    behind = behind.removeprefix("s ")
    return rules.pattern(NAME, "cues.abroad_behind").match(behind) is not None


@once_a_document
def _stayed_in(document: AnnotatedDocument) -> str | None:
    """The country of two thirds of the towns named, of "in Vanuatu" and of "High Commissioner to
    Barbados"; None where fewer than two say it."""
    counts: Counter[str] = Counter()
    for entity in document.entities:
        if entity.label not in ("LOC", "COUNTRY") or inside_body(document, entity):
            continue
        if entity.label == "LOC":
            town = _PLACE_COUNTRY.search(entity.canonical_id or "")
            if town is not None and not names_street(document, entity.start):
                counts[town[1]] += 1
            continue
        rules = document.lexicon_at(entity.start)
        before = document.folded[max(0, entity.start - POST_REACH) : entity.start].rstrip()
        for key in ("names.place_before", "cues.posts_here"):
            found = rules.pattern(NAME, key).finditer(before)
            if any(match.end() == len(before) for match in found):
                counts[(entity.canonical_id or "").removeprefix("country:")] += 1
                break
    best = max(counts, key=lambda code: (counts[code], code), default=None)
    if best is None or counts[best] < 2 or 3 * counts[best] < 2 * counts.total():
        return None
    return best


def most_named(document: AnnotatedDocument) -> str | None:
    """The country that a document names most, by itself or by its towns."""
    counts: Counter[str] = Counter()
    for entity in document.entities:
        if entity.label in ("LOC", "COUNTRY") and not inside_body(document, entity):
            town = _PLACE_COUNTRY.search(entity.canonical_id or "")
            code = (entity.canonical_id or "").removeprefix("country:")
            if town is not None or entity.label == "COUNTRY":
                counts[town[1] if town is not None else code] += 1
    return max(counts, key=lambda code: (counts[code], code), default=None)


def names_street(document: AnnotatedDocument, offset: int) -> bool:
    """Whether the town at an offset is only the name of a street: « rue de Damas »."""
    before = document.folded[max(0, offset - STREET_REACH) : offset].rstrip()
    streets = document.lexicon_at(offset).pattern(NAME, "cues.streets").finditer(before)
    return any(match.end() == len(before) for match in streets)


@once_a_document
def _named_country(document: AnnotatedDocument) -> str | None:
    """The country with two thirds of the mentions outside names of bodies and of posts abroad."""
    counts: dict[str, int] = {}
    for entity in document.entities:
        if entity.label != "COUNTRY" or not entity.canonical_id or inside_body(document, entity):
            continue
        rules = document.lexicon_at(entity.start)
        before = document.folded[max(0, entity.start - 40) : entity.start].rstrip()
        abroad = rules.pattern(NAME, "cues.posts_abroad").finditer(before)
        if not any(match.end() == len(before) for match in abroad) and not _acts_abroad(
            document, entity
        ):
            code = entity.canonical_id.removeprefix("country:")
            counts[code] = counts.get(code, 0) + 1
    best = max(counts, key=lambda code: (counts[code], code), default=None)
    if best is None or 3 * counts[best] < 2 * sum(counts.values()):
        return None
    # A country named once in passing weighs less than several places elsewhere.
    return best if counts[best] > 1 or country_of(document) in (best, None) else None
