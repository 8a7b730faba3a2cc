"""What part a name has in a sentence on help: it gives, it is helped, or help comes from there."""

from __future__ import annotations

import re
from functools import lru_cache

from policynlp.annotated import AnnotatedDocument, Passage, once_an_entity
from policynlp.languages import Lexicon, lexicon
from policynlp.records.help.scope import scope_country
from policynlp.records.parts.origins import home_of, places_in
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
# How far before a name the words that tell its part may stand, in characters.
REACH = 46
# Stretches before names of which it is kept what they say.
_KEPT = 4096
_COORDINATED = re.compile(r"^\W*(?:\w{1,3}\W+){0,2}$")


def inside_body(document: AnnotatedDocument, entity: Entity) -> bool:
    """Whether a country's name is part of a body's ("Ghana Health Service")."""
    around = document.entities_in(max(0, entity.start - 80), entity.end + 80, "ORG", "PROGRAM")
    return any(o.start <= entity.start and entity.end <= o.end for o in around)


@once_an_entity
def comes_from(document: AnnotatedDocument, passage: Passage, entity: Entity) -> bool:
    """Whether a country is where helpers come from ("a surgeon from Ghana, and Togo")."""
    if inside_body(document, entity):
        return False
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    start = entity.start - passage.start
    before = without_article(folded[max(0, start - REACH) : start], rules)
    for match in rules.pattern(TYPE, "providers.origin_body").finditer(before):
        if match.end() == len(before):
            return True
    for match in rules.pattern(TYPE, "providers.origin").finditer(before):
        if match.end() == len(before):
            nearby = before[max(0, match.start() - 28) : match.start()]
            if rules.pattern(TYPE, "expert").search(nearby):
                return True
            if rules.pattern(TYPE, "providers.one_of_them").search(nearby[-12:]):
                return True
    if _stays_abroad(document, passage, entity, before, rules):
        return True
    for other in document.entities_in(
        max(passage.start, entity.start - 40), entity.start, "COUNTRY"
    ):
        between = document.folded[other.end : entity.start]
        if _COORDINATED.match(between) and comes_from(document, passage, other):
            return True
    return False


def _stays_abroad(
    document: AnnotatedDocument, passage: Passage, entity: Entity, before: str, rules: Lexicon
) -> bool:
    """Whether an expert is said to be in a place of another country: "a pathologist in Accra"."""
    scope = scope_country(document, passage)
    homes = [*places_in(document, entity.start, entity.end), home_of(entity)]
    if scope is None or scope in homes:
        return False
    for match in rules.pattern(TYPE, "providers.placed").finditer(before):
        if match.end() == len(before):
            words = before[: match.start()].split()
            return rules.pattern(TYPE, "expert").search(" ".join(words[-1:])) is not None
    return False


def without_article(before: str, rules: Lexicon) -> str:
    """What stands before a name, without the article at its end."""
    return _without_article(before, rules.code)


# A name is asked about again and again: what it gives, what it is given, where it comes from.
@lru_cache(maxsize=_KEPT)
def _without_article(before: str, code: str) -> str:
    before = before.rstrip()
    for match in lexicon(code).pattern("bodies", "definite").finditer(before):
        if match.end() == len(before) and match.start() > 0:
            return before[: match.start()].rstrip()
    return before


def part_of(folded: str, start: int, rules: Lexicon) -> str | None:
    """Whether a name at `start` stands behind words of giving or of receiving, or neither."""
    return _part_behind(folded[max(0, start - REACH) : start], rules.code)


@lru_cache(maxsize=_KEPT)
def _part_behind(before: str, code: str) -> str | None:
    rules = lexicon(code)
    before = undescribed(before, rules)
    best: tuple[int, str] | None = None
    for name in ("given_by", "given_to"):
        for match in rules.pattern(TYPE, f"providers.{name}").finditer(before):
            if match.end() == len(before):
                length = match.end() - match.start()
                if best is None or length > best[0]:
                    best = (length, name)
                break
    return None if best is None else best[1]


def undescribed(before: str, rules: Lexicon) -> str:
    """What stands before a name and the kind of body it is: "trainers from (the Canadian NGO)"."""
    return _undescribed(before, rules.code)


@lru_cache(maxsize=_KEPT)
def _undescribed(before: str, code: str) -> str:
    rules = lexicon(code)
    before = before.rstrip()
    for match in rules.pattern(TYPE, "providers.described").finditer(before):
        if match.end() == len(before) and match.start() > 0:
            before = before[: match.start()]
            break
    return without_article(before, rules)
