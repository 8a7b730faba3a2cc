"""Who helps whom in a sentence on technical assistance: providers, recipients, origins, form."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.languages import Lexicon, all_folded
from policynlp.records.help.forms import read_modalities
from policynlp.records.help.providers import Giver, find_providers
from policynlp.records.help.scope import scope_country
from policynlp.records.help.sides import REACH, comes_from, inside_body, part_of
from policynlp.records.parts.origins import (
    is_peer_of_south,
    is_south,
    kind_of,
    nationalities_in,
    places_in,
)
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
# How far before a country the words of a visit to it stand, in characters.
VISIT_REACH = 60
# How near an adjective of nationality stands to the expert it describes, in characters and words.
EXPERT_REACH, EXPERT_WORDS = 40, 3
# How far apart names stand that a word joins, in characters.
JOINED = 12
_WORDS = re.compile(r"\w+")
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
        visitors: helpers are named with the country, place or body that they come from.
        paid: somebody is named who pays for them.
    """

    providers: list[str]
    recipients: list[str]
    modalities: list[str]
    origins: list[str]
    countries: list[str]
    foreign: bool
    visitors: bool = False
    paid: bool = False


@once_a_passage
def find_help(document: AnnotatedDocument, passage: Passage) -> Help:
    """Providers, recipients, modalities, origins and countries helped in a passage."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    giving = find_providers(document, passage)
    modalities = read_modalities(document, passage.start, passage.end)
    homes = _helper_countries(document, passage, rules, "peer_exchange" in modalities)
    homes = _without_helped(document, passage, homes, giving)
    recruited = _recruited_in(document, passage, rules)
    helped = _countries(document, passage, giving, [*homes, *recruited])
    homes += [iso3 for iso3 in sorted(recruited) if iso3 not in [*helped, *homes]]
    if recruited & set(helped):
        giving = [replace(giver, home=None) for giver in giving]
    told = without_names(folded, passage, document.entities_in(passage.start, passage.end, "ORG"))
    origins, foreign = _origins(told, rules, giving, homes, helped, recruited)
    return Help(
        providers=list(dict.fromkeys(giver.text for giver in giving)),
        recipients=_recipients(document, passage, rules, giving),
        modalities=modalities,
        origins=origins,
        countries=helped,
        foreign=foreign,
        visitors=bool(homes or recruited) or any(giver.staff for giver in giving),
        paid=any(giver.pays for giver in giving),
    )


def _countries(
    document: AnnotatedDocument, passage: Passage, giving: list[Giver], homes: list[str]
) -> list[str]:
    """The countries helped: named as such, else that of the section or document, else any named.

    A country of the North that is only named beside one of the South around it is where help comes
    from.
    """
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    away = {*homes, *(giver.home for giver in giving)}
    scope = scope_country(document, passage)
    helped: list[str] = []
    others: list[str] = []
    last, end = "", 0
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"):
        if any(g.start <= entity.start and entity.end <= g.end for g in giving):
            continue
        if comes_from(document, passage, entity):
            continue
        found = (
            places_in(document, entity.start, entity.end)
            if entity.label == "LOC"
            else [(entity.canonical_id or "").removeprefix("country:")]
        )
        given = part_of(folded, entity.start - passage.start, rules) == "given_to"
        for iso3 in filter(None, found):
            if iso3 in away and iso3 != scope:
                continue
            if iso3 != scope and scope is not None and inside_body(document, entity):
                continue
            beside = last in helped and _joined(document, end, entity.start)
            (helped if given or beside or iso3 == scope else others).append(iso3)
            last, end = iso3, entity.end
    for iso3, offset in nationalities_in(document, passage):
        if iso3 not in away and _received(document, passage, offset, rules, giving):
            helped.append(iso3)
    if scope is not None and not any(map(is_south, helped)):
        helped = [scope]
    # A country of the North that is only named is one that helps.
    others = [iso3 for iso3 in others if is_south(iso3)]
    chosen = helped or ([scope] if scope is not None else others)
    if scope in chosen and not all(map(is_south, chosen)):
        chosen = [iso3 for iso3 in chosen if iso3 == scope or is_south(iso3)]
    return list(dict.fromkeys(chosen))


def _joined(document: AnnotatedDocument, end: int, start: int) -> bool:
    """Whether only "and" or a comma stands between two names: "in Nauru and Niue"."""
    between = document.folded[end:start]
    joining = all_folded(TYPE, "between_names")
    return len(between) <= JOINED and all(word in joining for word in _WORDS.findall(between))


def _received(
    document: AnnotatedDocument,
    passage: Passage,
    offset: int,
    rules: Lexicon,
    giving: list[Giver],
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
    folded: str,
    rules: Lexicon,
    giving: list[Giver],
    homes: list[str],
    helped: list[str],
    recruited: set[str],
) -> tuple[list[str], bool]:
    """Origins in the order of the contract, and whether a helper is from another country.

    Where the words say where helpers come from, the homes of those who give or pay do not count.
    """
    told = {*rules.lists(TYPE, "origins.", _ORIGINS).found_in(folded)}
    countries = list(homes)
    if not countries and not told:
        givers = [giver for giver in giving if not giver.pays] or giving
        countries = list(dict.fromkeys(giver.home for giver in givers if giver.home))
    foreign = False
    for iso3 in countries:
        if iso3 in helped and (len(helped) == 1 or len(countries) == 1):
            if len(countries) == 1:
                told.add("national")
            continue
        foreign = True
        if helped and is_peer_of_south(iso3) and all(map(is_south, helped)):
            told.add("south_south")
        else:
            told.add("international")
    if not told and not recruited and any(g.multilateral and not g.pays for g in giving):
        told.add("international")
    if recruited & set(helped) and not foreign:
        told = (told - {"international"}) | {"national"}
    if "south_south" in told and foreign and all(map(is_south, countries)):
        told.discard("international")
    return [name for name in _ORIGINS if name in told], foreign


def _helper_countries(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon, peers: bool
) -> list[str]:
    """The home countries of helpers: by nationality beside an expert, by "from Ghana", by a visit
    to peers."""
    folded = document.folded_text(passage)
    scope = scope_country(document, passage)
    found = []
    for iso3, offset in nationalities_in(document, passage):
        if _describes_expert(folded, offset, rules) and not (
            _received(document, passage, offset, rules, [])
            or (iso3 == scope and _is_counterpart(folded, offset, rules))
        ):
            found.append(iso3)
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"):
        if not comes_from(document, passage, entity):
            continue
        if entity.label == "LOC":
            found += places_in(document, entity.start, entity.end)
        elif entity.canonical_id:
            found.append(entity.canonical_id.removeprefix("country:"))
    if not found and (peers or rules.pattern(TYPE, "learns").search(folded)):
        found = _visited(document, passage, rules)
    return list(dict.fromkeys(found))


def _without_helped(
    document: AnnotatedDocument, passage: Passage, homes: list[str], giving: list[Giver]
) -> list[str]:
    """Homes of helpers without those helped: where help goes to, where others come from elsewhere.

    "Four Jordanian registrars spend a month in Basra, and Iraqi colleagues may call them".
    """
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    helped = {scope_country(document, passage)}
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"):
        if part_of(folded, entity.start - passage.start, rules) != "given_to":
            continue
        if comes_from(document, passage, entity):
            continue
        helped |= (
            set(places_in(document, entity.start, entity.end))
            if entity.label == "LOC"
            else {(entity.canonical_id or "").removeprefix("country:")}
        )
    away = [iso3 for iso3 in homes if iso3 not in helped]
    others = any(giver.home is not None and giver.home not in helped for giver in giving)
    return away if away or others else homes


def _describes_expert(folded: str, offset: int, rules: Lexicon) -> bool:
    """Whether an adjective belongs to an expert: "Kenyan actuary", "two advisers, one Swiss"."""
    expert = rules.pattern(TYPE, "expert")
    behind = expert.search(folded, offset, offset + EXPERT_REACH)
    if behind is not None and len(folded[offset : behind.start()].split()) <= EXPERT_WORDS:
        return True
    start = max(0, offset - EXPERT_REACH)
    for before in expert.finditer(folded, start, offset):
        between = folded[before.end() : offset].split()
        if len(between) < EXPERT_WORDS:
            return True
        if any(rules.pattern(TYPE, "providers.one_of_them").fullmatch(word) for word in between):
            return True
    return False


def _is_counterpart(folded: str, offset: int, rules: Lexicon) -> bool:
    """Whether people of the helped country are those that helpers work with: "with the Lao"."""
    before = folded[max(0, offset - EXPERT_REACH) : offset]
    known = [*rules.pattern(TYPE, "providers.known").finditer(before)]
    return bool(known) and len(before[known[-1].end() :].split()) <= 1


def _recruited_in(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> set[str]:
    """The countries where helpers were found: "recruited in Libreville", "a firm from Antigua"."""
    folded = document.folded_text(passage)
    found: set[str] = set()
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"):
        before = folded[max(0, entity.start - passage.start - REACH) : entity.start - passage.start]
        words = rules.pattern(TYPE, "providers.recruited").finditer(before)
        if not any(match.end() >= len(before.rstrip()) for match in words):
            continue
        if entity.label == "LOC":
            found |= set(places_in(document, entity.start, entity.end))
        elif entity.canonical_id:
            found.add(entity.canonical_id.removeprefix("country:"))
    return found


def _visited(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> list[str]:
    """The countries other than one's own that peers visit or are with."""
    scope = scope_country(document, passage)
    folded = document.folded_text(passage)
    found = []
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"):
        at = entity.start - passage.start
        before = folded[max(0, at - VISIT_REACH) : at]
        if not rules.pattern(TYPE, "visits").search(before):
            continue
        if entity.label == "LOC":
            found += places_in(document, entity.start, entity.end)
        elif entity.canonical_id:
            found.append(entity.canonical_id.removeprefix("country:"))
    return [iso3 for iso3 in found if scope is not None and iso3 != scope]


def _recipients(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon, giving: list[Giver]
) -> list[str]:
    """Kinds of recipients named outside the names of providers."""
    folded = document.folded_text(passage)
    if giving:
        folded = _without_givers(folded, passage, rules, giving)
    found = set()
    for name in _RECIPIENTS:
        for match in rules.pattern(TYPE, f"recipients.{name}").finditer(folded):
            # A school or firm is helped only where the sentence says "to" or "for" it.
            if name != "other" or part_of(folded, match.start(), rules) == "given_to":
                found.add(name)
    givers = {giver.start for giver in giving}
    for entity in document.entities_in(passage.start, passage.end, "ORG"):
        if entity.start not in givers and kind_of(entity) in _STATE_KINDS:
            found.add("government")
    if found >= {"other", "government"} or found >= {"other", "non_governmental"}:
        found.discard("other")
    return [name for name in _RECIPIENTS if name in found]


def _without_givers(folded: str, passage: Passage, rules: Lexicon, giving: list[Giver]) -> str:
    """A passage, folded, with blanks for the names of those who give and for what they are."""
    characters = list(without_names(folded, passage, giving))
    for giver in giving:
        # What a giver is called ("the Swiss NGO") is not who is helped.
        before = "".join(characters[: giver.start - passage.start]).rstrip()
        for match in rules.pattern(TYPE, "providers.described").finditer(before):
            if match.end() == len(before):
                characters[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(characters)


def without_names(folded: str, passage: Passage, named: Iterable[Giver | Entity]) -> str:
    """A passage, folded, with blanks for names."""
    for one in named:
        start, end = max(0, one.start - passage.start), one.end - passage.start
        folded = f"{folded[:start]}{' ' * (end - start)}{folded[end:]}"
    return folded
