"""Who helps whom in a sentence on technical assistance: providers, recipients, origins, form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import Lexicon, lexicon
from policynlp.records.origins import (
    country_of,
    home_of,
    is_south,
    kind_of,
    nationalities,
    places_in,
)
from policynlp.records.providers import comes_from, find_providers, part_of
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
# Assistance of more months than this is long-term.
LONG_MONTHS = 6
_MODALITIES = (
    "short_term", "long_term", "intermittent", "on_demand", "peer_exchange", "network",
)  # fmt: skip
_RECIPIENTS = ("government", "non_governmental", "other")
_ORIGINS = ("national", "international", "south_south")
# Kinds of bodies in knowledge/organizations.tsv that are part of the helped country's state.
_STATE_KINDS = frozenset({"government", "insurance"})


@dataclass(frozen=True)
class Help:
    """What a sentence says of help; lists in the order of the contract.

    Attributes:
        countries: those helped, ISO alpha-3.
        foreign: a helper comes from another country.
    """

    providers: list[str]
    recipients: list[str]
    modalities: list[str]
    origins: list[str]
    countries: list[str]
    foreign: bool


@once_a_passage
def find_help(document: AnnotatedDocument, passage: Passage) -> Help:
    """Providers, recipients, modalities, origins and countries helped in a passage."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    giving = find_providers(document, passage)
    helped = _countries(document, passage, giving)
    origins, foreign = _origins(document, passage, rules, giving, helped)
    return Help(
        providers=list(dict.fromkeys(" ".join(entity.text.split()) for entity in giving)),
        recipients=_recipients(document, passage, rules, giving),
        modalities=_modalities(document, folded, rules),
        origins=origins,
        countries=helped,
        foreign=foreign,
    )


def _countries(document: AnnotatedDocument, passage: Passage, giving: list[Entity]) -> list[str]:
    """The countries helped: named in the passage and not giving, else the document's one."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    givers = {entity.start for entity in giving}
    named = []
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY"):
        if entity.start in givers or not entity.canonical_id:
            continue
        if any(g.start <= entity.start and entity.end <= g.end for g in giving):
            continue
        if comes_from(document, passage, entity, rules):
            continue
        named.append(entity.canonical_id.removeprefix("country:"))
    if not named:
        for iso3, offset in nationalities(folded, rules.code):
            if _received(document, passage, offset, rules, giving):
                named.append(iso3)
    if not named:
        named = [
            iso3
            for entity in document.entities_in(passage.start, passage.end, "LOC")
            if not comes_from(document, passage, entity, rules)
            for iso3 in places_in(document, entity.start, entity.end)
        ]
    if named:
        return list(dict.fromkeys(named))
    about = country_of(document)
    return [about] if about is not None else []


def _received(
    document: AnnotatedDocument,
    passage: Passage,
    offset: int,
    rules: Lexicon,
    giving: list[Entity],
) -> bool:
    """Whether an adjective of nationality belongs to those helped ("the Afghan ministry")."""
    at = passage.start + offset
    if any(entity.start <= at < entity.end for entity in giving):
        return False
    folded = document.folded_text(passage)
    near = folded[max(0, offset - 24) : offset + 32]
    return (
        rules.pattern(TYPE, "recipients.government").search(near) is not None
        and rules.pattern(TYPE, "expert").search(folded[max(0, offset - 32) : offset + 32]) is None
    )


def _origins(
    document: AnnotatedDocument,
    passage: Passage,
    rules: Lexicon,
    giving: list[Entity],
    helped: list[str],
) -> tuple[list[str], bool]:
    """Origins in the order of the contract, and whether a helper is from another country."""
    folded = document.folded_text(passage)
    told = {n for n in _ORIGINS if rules.pattern(TYPE, f"origins.{n}").search(folded)}
    helpers = _helper_countries(document, passage, rules)
    if not helpers and not told:
        helpers = [iso3 for entity in giving if (iso3 := home_of(entity)) is not None]
    foreign = False
    for iso3 in helpers:
        if iso3 in helped:
            if all(other in helped for other in helpers):
                told.add("national")
            continue
        foreign = True
        if helped and is_south(iso3) and all(map(is_south, helped)):
            told.add("south_south")
        else:
            told.add("international")
    if "south_south" in told and foreign and all(map(is_south, helpers)):
        told.discard("international")
    return [name for name in _ORIGINS if name in told], foreign


def _helper_countries(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> list[str]:
    """The home countries of helpers: by nationality beside an expert, by "from Ghana"."""
    folded = document.folded_text(passage)
    found = []
    for iso3, offset in nationalities(folded, rules.code):
        near = folded[max(0, offset - 40) : offset + 40]
        if rules.pattern(TYPE, "expert").search(near) and not _received(
            document, passage, offset, rules, []
        ):
            found.append(iso3)
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY"):
        if entity.canonical_id and comes_from(document, passage, entity, rules):
            found.append(entity.canonical_id.removeprefix("country:"))
    for entity in document.entities_in(passage.start, passage.end, "LOC"):
        if comes_from(document, passage, entity, rules):
            found += places_in(document, entity.start, entity.end)
    return list(dict.fromkeys(found))


def _recipients(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon, giving: list[Entity]
) -> list[str]:
    """Kinds of recipients named outside the names of providers."""
    characters = list(document.folded_text(passage))
    for entity in giving:
        for i in range(entity.start - passage.start, entity.end - passage.start):
            characters[i] = " "
    folded = "".join(characters)
    found = set()
    for name in _RECIPIENTS:
        for match in rules.pattern(TYPE, f"recipients.{name}").finditer(folded):
            # A school or firm is helped only where the sentence says "to" or "for" it.
            if name != "other" or part_of(folded, match.start(), rules) == "given_to":
                found.add(name)
    givers = {entity.start for entity in giving}
    for entity in document.entities_in(passage.start, passage.end, "ORG"):
        if entity.start not in givers and kind_of(entity) in _STATE_KINDS:
            found.add("government")
    if found >= {"other", "government"} or found >= {"other", "non_governmental"}:
        found.discard("other")
    return [name for name in _RECIPIENTS if name in found]


def _modalities(document: AnnotatedDocument, folded: str, rules: Lexicon) -> list[str]:
    found = {n for n in _MODALITIES if rules.pattern(TYPE, f"modalities.{n}").search(folded)}
    months = _longest(folded, rules)
    if months is not None and "intermittent" not in found:
        found.add("long_term" if months > LONG_MONTHS else "short_term")
    elif months is not None and months <= LONG_MONTHS and "on_demand" in found:
        found.add("short_term")
    if _since_long(document, folded, rules) and not found & {"short_term", "intermittent"}:
        found.add("long_term")
    return [name for name in _MODALITIES if name in found]


_UNIT_MONTHS = {"days": 1 / 30, "weeks": 0.25, "months": 1.0, "years": 12.0}


def _longest(folded: str, rules: Lexicon) -> float | None:
    """The longest stay or posting stated, in months."""
    lengths = []
    for unit, factor in _UNIT_MONTHS.items():
        for match in _duration(rules.code, unit).finditer(folded):
            count = _number(match["count"], rules)
            if count is not None:
                lengths.append(count * factor)
    return max(lengths, default=None)


@cache
def _duration(code: str, unit: str) -> re.Pattern[str]:
    rules = lexicon(code)
    expressions = map(fold_pattern, rules.words(TYPE, f"durations.{unit}"))
    words = bound_repeats("|".join(expressions))
    return re.compile(rf"(?<!\w)(?P<count>\d{{1,3}}|[a-z'-]{{1,14}})[ -](?:{words})(?!\w)")


def _number(text: str, rules: Lexicon) -> int | None:
    if text.isdigit():
        return int(text)
    if text in {fold(word) for word in rules.words(TYPE, "durations.one")}:
        return 1
    table = rules.get("lexicon", "number_words")
    if isinstance(table, dict):
        folded = {fold(key): value for key, value in table.items()}
        value = folded.get(text)
        return value if isinstance(value, int) else None
    return None


def _since_long(document: AnnotatedDocument, folded: str, rules: Lexicon) -> bool:
    """Whether help has gone on for more than a year, as "since 2011" says."""
    published = document.published
    for expression in rules.words(TYPE, "durations.since"):
        bounded = bound_repeats(fold_pattern(expression))
        match = re.search(rf"(?<!\w)(?:{bounded})", folded)
        if match is None:
            continue
        groups = match.groupdict()
        year = groups.get("year") or groups.get("decade")
        if year is None or published is None or int(published[:4]) - int(year) >= 1:
            return True
    return False
