"""Who helps whom in a sentence on technical assistance: providers, recipients, origins, form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold, fold_pattern
from policynlp.languages import Lexicon, lexicon, read_tsv
from policynlp.records.origins import is_south, nationalities
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
# Assistance of more months than this is long-term.
LONG_MONTHS = 6
# How far before a name the words that tell its part may stand, in characters.
REACH = 46
_MODALITIES = (
    "short_term", "long_term", "intermittent", "on_demand", "peer_exchange", "network",
)  # fmt: skip
_RECIPIENTS = ("government", "non_governmental", "other")
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


def find_help(document: AnnotatedDocument, passage: Passage) -> Help:
    """Providers, recipients, modalities, origins and countries helped in a passage."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    giving = _providers(document, passage, rules)
    helped = _countries(document, passage, giving)
    origins, foreign = _origins(document, passage, rules, giving, helped)
    return Help(
        providers=list(dict.fromkeys(_name(document, entity) for entity in giving)),
        recipients=_recipients(document, passage, rules, giving),
        modalities=_modalities(document, folded, rules),
        origins=origins,
        countries=helped,
        foreign=foreign,
    )


def _name(document: AnnotatedDocument, entity: Entity) -> str:
    del document
    return " ".join(entity.text.split())


def _act_start(folded: str, rules: Lexicon) -> int:
    match = rules.pattern(TYPE, "act").search(folded)
    return match.start() if match is not None else -1


def _providers(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> list[Entity]:
    """Bodies and countries that supply or pay: the subject of giving, or behind "paid by"."""
    folded = document.folded_text(passage)
    act = _act_start(folded, rules)
    found = []
    for entity in document.entities_in(passage.start, passage.end, "ORG", "COUNTRY"):
        start = entity.start - passage.start
        role = _part(folded, start, rules)
        subject = role is None and 0 <= start < act and not _clause_break(folded[start:act])
        if entity.label == "COUNTRY" and _inside_other(document, entity):
            continue
        if role == "given_by" or subject:
            found.append(entity)
    return found


def _clause_break(stretch: str) -> bool:
    return ";" in stretch or ". " in stretch


def _inside_other(document: AnnotatedDocument, entity: Entity) -> bool:
    around = document.entities_in(max(0, entity.start - 80), entity.end + 80, "ORG", "PROGRAM")
    return any(o.start <= entity.start and entity.end <= o.end for o in around)


def _part(folded: str, start: int, rules: Lexicon) -> str | None:
    """Whether a name at `start` stands behind words of giving or of receiving, or neither."""
    before = folded[max(0, start - REACH) : start].rstrip()
    article = rules.pattern("lexicon", "articles")
    for match in article.finditer(before):
        if match.end() == len(before) and match.start() > 0:
            before = before[: match.start()].rstrip()
            break
    best: tuple[int, str] | None = None
    for name in ("given_by", "given_to"):
        for match in rules.pattern(TYPE, f"providers.{name}").finditer(before):
            if match.end() == len(before):
                length = match.end() - match.start()
                if best is None or length > best[0]:
                    best = (length, name)
                break
    return None if best is None else best[1]


def _countries(document: AnnotatedDocument, passage: Passage, giving: list[Entity]) -> list[str]:
    """The countries helped: named in the passage and not giving, else the document's one."""
    named = []
    givers = {entity.start for entity in giving}
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY"):
        if entity.start in givers or not entity.canonical_id:
            continue
        if _inside_other(document, entity) and any(
            g.start <= entity.start and entity.end <= g.end for g in giving
        ):
            continue
        if _comes_from(folded, entity.start - passage.start, rules):
            continue
        named.append(entity.canonical_id.removeprefix("country:"))
    if named:
        return list(dict.fromkeys(named))
    return [document.country] if document.country is not None else []


def _comes_from(folded: str, start: int, rules: Lexicon) -> bool:
    before = folded[max(0, start - 24) : start].rstrip()
    return any(
        match.end() == len(before)
        for match in rules.pattern(TYPE, "providers.origin").finditer(before)
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
    national = rules.pattern(TYPE, "origins.national").search(folded) is not None
    international = rules.pattern(TYPE, "origins.international").search(folded) is not None
    south = rules.pattern(TYPE, "origins.south_south").search(folded) is not None
    foreign = False
    for iso3 in _helper_countries(document, passage, rules, giving):
        if iso3 in helped:
            national = True
            continue
        foreign = True
        if helped and is_south(iso3) and all(map(is_south, helped)):
            south = True
        else:
            international = True
    if south and foreign:
        international = international and not foreign
    found = [
        name
        for name, there in (
            ("national", national),
            ("international", international),
            ("south_south", south),
        )
        if there
    ]
    return found, foreign


def _helper_countries(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon, giving: list[Entity]
) -> list[str]:
    """The home countries of helpers: by adjective of nationality beside an expert, by name."""
    folded = document.folded_text(passage)
    found = []
    for iso3, offset in nationalities(folded, rules.code):
        near = folded[max(0, offset - 40) : offset + 40]
        if rules.pattern(TYPE, "expert").search(near) and not _part_is_received(
            folded, offset, rules
        ):
            found.append(iso3)
    for entity in giving:
        iso3 = _home(entity)
        if iso3 is not None:
            found.append(iso3)
    for entity in document.entities_in(passage.start, passage.end, "COUNTRY"):
        if entity.canonical_id and _comes_from(folded, entity.start - passage.start, rules):
            found.append(entity.canonical_id.removeprefix("country:"))
    return list(dict.fromkeys(found))


def _part_is_received(folded: str, offset: int, rules: Lexicon) -> bool:
    return _part(folded, offset, rules) == "given_to"


def _home(entity: Entity) -> str | None:
    if entity.label == "COUNTRY":
        return (entity.canonical_id or "").removeprefix("country:") or None
    return _organizations().get(entity.canonical_id or "", ("", ""))[1] or None


@cache
def _organizations() -> dict[str, tuple[str, str]]:
    """Kind and country of each known body, by id."""
    rows = read_tsv(files("policynlp.knowledge") / "organizations.tsv")
    return {row["id"]: (row["kind"], row["iso3"]) for row in rows}


def _recipients(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon, giving: list[Entity]
) -> list[str]:
    """Kinds of recipients named outside the names of providers."""
    characters = list(document.folded_text(passage))
    for entity in giving:
        for i in range(entity.start - passage.start, entity.end - passage.start):
            characters[i] = " "
    folded = "".join(characters)
    found = {n for n in _RECIPIENTS if rules.pattern(TYPE, f"recipients.{n}").search(folded)}
    givers = {entity.start for entity in giving}
    for entity in document.entities_in(passage.start, passage.end, "ORG"):
        kind = _organizations().get(entity.canonical_id or "", ("", ""))[0]
        if entity.start not in givers and kind in _STATE_KINDS:
            found.add("government")
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
    words = "|".join(fold_pattern(word) for word in rules.words(TYPE, f"durations.{unit}"))
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
        match = re.search(rf"(?<!\w)(?:{fold_pattern(expression)})", folded)
        if match is None:
            continue
        groups = match.groupdict()
        year = groups.get("year") or groups.get("decade")
        if year is None or published is None or int(published[:4]) - int(year) >= 1:
            return True
    return False
