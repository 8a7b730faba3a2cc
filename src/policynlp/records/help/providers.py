"""Who supplies or pays for help in a sentence, and from which country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.languages import Lexicon, all_folded, any_of, lexicon
from policynlp.records.help.scope import scope_country
from policynlp.records.help.sides import (
    REACH,
    comes_from,
    inside_body,
    part_of,
    undescribed,
    without_article,
)
from policynlp.records.parts.origins import home_of, kind_of, nationalities, places_in, town_country
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
# How far into a sentence a country may stand to be its subject.
SUBJECT_REACH = 30
# How far before "of the University" the helpers may stand, and how far their country behind a name.
STAFF_REACH = 32
BESIDE = 6
# How near behind a name stands that it was helped.
HELPED_REACH = 40
_STOPS = re.compile(r";|\. ")
_NAMED_NEXT = re.compile(r",? [A-ZÀ-Þ]\w")
# Kinds of bodies, as the table of organisations names them, that many countries own together.
MULTILATERAL = frozenset({"un_agency", "multilateral_bank", "global_initiative"})


@dataclass(frozen=True)
class Giver:
    """Who supplies or pays.

    Attributes:
        start, end: offsets into the document text.
        home: ISO alpha-3 code of its country, None where it has none or it is not known.
        pays: it only pays, as far as the sentence says.
        staff: helpers are named with it: "a nurse of the Red Cross".
        multilateral: it belongs to many countries and so comes from none of them.
    """

    text: str
    start: int
    end: int
    home: str | None
    pays: bool = False
    staff: bool = False
    multilateral: bool = False


def find_providers(document: AnnotatedDocument, passage: Passage) -> list[Giver]:
    """Bodies and countries that supply or pay: the subject of giving, or behind "paid by"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    found: list[Giver] = []
    for start, end, entity in _candidates(document, passage, rules):
        if found and start < found[-1].end - passage.start:
            continue
        if found and folded[found[-1].end - passage.start : start].strip() == "(":
            continue  # the acronym of the provider before it
        part = _part(document, passage, start, end, entity)
        if part is None:
            continue
        giver = giver_at(document, passage.start + start, passage.start + end, entity)
        found.append(replace(giver, pays=part == "pays", staff=part == "staff"))
    return found


def giver_at(document: AnnotatedDocument, start: int, end: int, entity: Entity | None) -> Giver:
    """A stretch of the document as who gives, with its home country."""
    home = _home(document, start, end, entity)
    many = home is None and entity is not None and kind_of(entity) in MULTILATERAL
    return Giver(" ".join(document.text[start:end].split()), start, end, home, multilateral=many)


def _candidates(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon
) -> Iterator[tuple[int, int, Entity | None]]:
    """Stretches of a passage that may name who gives, in order, with the entity if it is one."""
    folded = document.folded_text(passage)
    spans: list[tuple[int, int, Entity | None]] = []
    for entity in document.entities_in(passage.start, passage.end, "ORG", "COUNTRY", "LOC"):
        if entity.label == "ORG" or not inside_body(document, entity):
            spans.append((entity.start - passage.start, entity.end - passage.start, entity))
    taken = [(s, e) for s, e, entity in spans if entity is not None and entity.label == "ORG"]
    for match in rules.pattern(TYPE, "providers.bodies").finditer(folded):
        if nationalities(match.group(), rules.code) and _free(match.span(), taken):
            spans.append((*match.span(), None))
            taken.append(match.span())
    for match in rules.pattern(TYPE, "providers.described").finditer(folded):
        name = _capitalised().match(passage.text, match.end() + 1)
        if name is not None and match.end() < len(folded) and _free(name.span(), taken):
            spans.append((*name.span(), None))
            taken.append(name.span())
    for match in rules.pattern(TYPE, "providers.short_names").finditer(folded):
        # "the Fund": a body called by one word of its name, with a capital.
        at = match.start() + len(_article(match.group(), rules))
        if passage.text[at : at + 1].isupper() and _free((at, match.end()), taken):
            spans.append((at, match.end(), None))
            taken.append((at, match.end()))
    spans += [(s, e, None) for s, e in _firms(document, passage, rules)]
    for match in rules.pattern(TYPE, "providers.payers").finditer(folded):
        at = match.end() + len(_article(folded[match.end() :], rules))
        name = _capitalised().match(passage.text, at)
        if name is not None and _free(name.span(), taken):
            spans.append((*name.span(), None))
    yield from sorted(spans, key=lambda span: (span[0], -span[1]))


@cache
def _capitalised() -> re.Pattern[str]:
    """Capitalised words in a row, with the small words that may stand between them."""
    link = any_of(TYPE, "providers.name_links", printed=True)
    elided = any_of(TYPE, "providers.elided_links", printed=True)
    return re.compile(
        r"[A-ZÀ-Þ][\w&.'’-]{0,30}"
        rf"(?:\s(?:{link}\s){{0,2}}{elided}?[A-ZÀ-Þ][\w&.'’-]{{0,30}}){{0,6}}"
    )


@cache
def _hyphenated() -> re.Pattern[str]:
    """What is hung on a payer's name: "WHO-funded"."""
    return re.compile(rf"-{any_of(TYPE, 'providers.hung_on')}\b")


def _firms(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon
) -> Iterator[tuple[int, int]]:
    """Firms without a name that are told by their town: "a Lisbon firm", "un cabinet de Dakar"."""
    folded = document.folded_text(passage)
    for entity in document.entities_in(passage.start, passage.end, "LOC", "COUNTRY"):
        start, end = entity.start - passage.start, entity.end - passage.start
        behind = rules.pattern(TYPE, "providers.firm_behind").match(folded, end + 1)
        if behind is not None:
            if not _NAMED_NEXT.match(passage.text, behind.end()):
                yield start, behind.end()
            continue
        first = max(0, start - REACH)
        for match in rules.pattern(TYPE, "providers.firm_before").finditer(folded, first, start):
            if not folded[match.end() : start].strip() and not _NAMED_NEXT.match(passage.text, end):
                yield match.start(), end
                break


def _free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    return not any(s < span[1] and span[0] < e for s, e in taken)


def _article(folded: str, rules: Lexicon) -> str:
    """Blanks and the article that a stretch begins with."""
    match = re.match(r"\s*", folded)
    begin = match.end() if match is not None else 0
    article = rules.pattern("bodies", "definite").match(folded, begin)
    end = article.end() if article is not None else begin
    while end < len(folded) and folded[end] == " ":
        end += 1
    return folded[:end]


def _part(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, entity: Entity | None
) -> str | None:
    """ "gives", "staff" or "pays" for who supplies or pays, None for anybody else.

    "staff": the helpers are named with the body that they are of.
    """
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    if _hyphenated().match(folded, end) or _ends_with(rules, "payers", folded[:start]):
        return "pays"
    place = entity is not None and entity.label != "ORG"
    behind = rules.pattern(TYPE, "providers.pays_behind").match(folded[end:].lstrip(" "))
    if behind is not None and not (place and _ends_with(rules, "placed", folded[:start])):
        return "pays"
    if _ends_with(rules, "money_before", folded[:start]) and rules.pattern(
        TYPE, "providers.money"
    ).match(folded[end:].lstrip(" -")):
        return "pays"
    if entity is None and rules.pattern(TYPE, "providers.firm").search(folded, start, end):
        return None if part_of(folded, start, rules) == "given_to" else "staff"
    if place and entity is not None:
        if not _may_give(document, passage, entity, rules):
            return None
        if entity.label == "LOC" and not _gives_at_once(rules, folded, end):
            return None
    role = part_of(folded, start, rules)
    act, receives, learning = _verbs(document, passage)
    receiving = act is not None and receives is not None and receives.start() <= act.start()
    before_act = (
        act is not None and start < act.start() and not _STOPS.search(folded[start : act.start()])
    )
    if role == "given_by":
        return "gives"
    if learning:
        return None
    if not place and has_staff(rules, folded, start):
        called = receives is not None and receives.start() < start
        home = _home(document, passage.start + start, passage.start + end, entity)
        foreign = home is not None and home != scope_country(document, passage)
        many = entity is not None and kind_of(entity) in MULTILATERAL
        if (
            foreign
            or many
            or (
                (before_act or receiving or act is None or called)
                and not _is_known(rules, folded[:start])
            )
        ):
            return "staff"
    if _is_helped(rules, folded, end) or _ends_with(rules, "origin", folded[:start]):
        return None
    if not place and role is None and _gives_at_once(rules, folded, end) and not receiving:
        return "gives"
    return "gives" if role is None and before_act and not receiving else None


@once_a_passage
def _verbs(
    document: AnnotatedDocument, passage: Passage
) -> tuple[re.Match[str] | None, re.Match[str] | None, bool]:
    """The first words of giving and of receiving, and whether it is told who goes elsewhere to
    learn: those give nothing."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    return (
        rules.pattern(TYPE, "act").search(folded),
        rules.pattern(TYPE, "receives").search(folded),
        rules.pattern(TYPE, "learns").search(folded) is not None,
    )


def _is_helped(rules: Lexicon, folded: str, end: int) -> bool:
    """Whether what follows a name at once says that it was helped, or lacked somebody."""
    behind = folded[end : end + HELPED_REACH]
    match = rules.pattern(TYPE, "providers.helped").search(behind)
    return match is not None and len(behind[: match.start()].split()) <= 2


def _gives_at_once(rules: Lexicon, folded: str, end: int) -> bool:
    """Whether a verb of giving follows a place at once: "La Réunion a envoyé"."""
    act = rules.pattern(TYPE, "act").search(folded, end)
    return act is not None and len(folded[end : act.start()].split()) <= 1


def has_staff(rules: Lexicon, folded: str, start: int) -> bool:
    """Whether helpers stand right before "of" a body: "a microbiologist of the Institute"."""
    before = undescribed(folded[max(0, start - REACH) : start], rules)
    if any(match.end() == len(before) for match in rules.pattern(WORDS, "not_of").finditer(before)):
        return False  # "a logistician at the disposal of the Council"
    for match in rules.pattern(TYPE, "providers.origin").finditer(before):
        if match.end() == len(before):
            first = max(0, match.start() - STAFF_REACH)
            return rules.pattern(TYPE, "expert").search(before, first, match.start()) is not None
    return False


def _is_known(rules: Lexicon, before: str) -> bool:
    """Whether staff is told of as known ("with the planners of"): they are helped, not sent."""
    experts = [*rules.pattern(TYPE, "expert").finditer(before[-REACH:])]
    if not experts:
        return False
    start = before[: len(before) - len(before[-REACH:]) + experts[-1].start()].rstrip()
    return len(start.split()) > 1 and any(
        match.end() == len(start)
        for match in rules.pattern(TYPE, "providers.known").finditer(start)
    )


def _ends_with(rules: Lexicon, name: str, before: str) -> bool:
    return _ends_near(rules.code, f"providers.{name}", before[-REACH:])


@lru_cache(maxsize=4096)
def _ends_near(code: str, key: str, before: str) -> bool:
    rules = lexicon(code)
    before = without_article(before, rules)
    return any(match.end() == len(before) for match in rules.pattern(TYPE, key).finditer(before))


def _home(document: AnnotatedDocument, start: int, end: int, entity: Entity | None) -> str | None:
    """The country of a body: known, part of its name, before it ("Jordan's ...") or behind it."""
    known = home_of(entity) if entity is not None else None
    if known is not None:
        return known
    if entity is not None and entity.label == "LOC":
        return next(iter(places_in(document, start, end)), None)
    for other in document.entities_in(max(0, start - 30), end, "COUNTRY"):
        if other.start >= start or document.folded[other.end : start].strip() in _owned():
            return home_of(other)
    for other in document.entities_in(max(0, start - 30), start, "LOC"):
        owner = places_in(document, other.start, other.end)
        if owner and document.folded[other.end : start].strip() in _owned():
            return owner[0]  # "Geneva's University Hospitals"
    code = document.lexicon_at(start).code
    town = town_country(document.text[start:end], code)
    if town is not None:
        return town
    for iso3, _ in nationalities(document.folded[start:end], code):
        return iso3
    for iso3, at in nationalities(
        document.folded[max(0, start - 24) : start], document.lexicon_at(start).code
    ):
        if len(document.folded[max(0, start - 24) + at : start].split()) <= 2:
            return iso3
    places = [*places_in(document, start, end)]
    at = end
    for other in document.entities_in(end, end + 30 + BESIDE, "LOC", "COUNTRY"):
        if other.start - at <= BESIDE and "." not in document.text[at : other.start]:
            if other.label == "COUNTRY":
                return home_of(other)
            places += places_in(document, other.start, other.end)
            at = other.end  # "in Gisborne, New Zealand"
    return places[0] if places else None


@cache
def _owned() -> frozenset[str]:
    """Marks of an owner with their apostrophe: "Jordan's", "the States'"."""
    marks = all_folded("lexicon", "possessives")
    return frozenset(form for mark in marks for form in (f"'{mark}", f"{mark}'"))


def _may_give(
    document: AnnotatedDocument, passage: Passage, entity: Entity, rules: Lexicon
) -> bool:
    """Whether a country can be the giver: a subject by itself, not a place or an origin."""
    folded = document.folded_text(passage)
    start, end = entity.start - passage.start, entity.end - passage.start
    if comes_from(document, passage, entity):
        return False
    if folded[end : end + 2] in (")", ") ", *(mark for mark in _owned() if mark[0] == "'")):
        return False
    if _ends_with(rules, "origin", folded[:start]):
        return False
    if start <= SUBJECT_REACH and rules.pattern(TYPE, "expert").search(folded[:start]) is None:
        return True
    return part_of(folded, start, rules) == "given_by"
