"""Who supplies or pays for help in a sentence, and where helpers come from."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
# How far before a name the words that tell its part may stand, in characters.
REACH = 46
# How far into a sentence a country may stand to be its subject.
SUBJECT_REACH = 30
_COORDINATED = re.compile(r"^\W*(?:\w{1,3}\W+){0,2}$")
_HYPHENATED = re.compile(r"-(?:funded|financed|paid|supported|backed|sponsored)\b")


def find_providers(document: AnnotatedDocument, passage: Passage) -> list[Entity]:
    """Bodies and countries that supply or pay: the subject of giving, or behind "paid by"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    act = rules.pattern(TYPE, "act").search(folded)
    receiving = rules.pattern(TYPE, "receives").search(folded) is not None
    found: list[Entity] = []
    for entity in document.entities_in(passage.start, passage.end, "ORG", "COUNTRY"):
        start, end = entity.start - passage.start, entity.end - passage.start
        if entity.label == "COUNTRY" and not _may_give(document, passage, entity, rules):
            continue
        if found and folded[found[-1].end - passage.start : start].strip() == "(":
            continue  # the acronym of the provider before it
        role = part_of(folded, start, rules)
        subject = (
            role is None
            and act is not None
            and start < act.start()
            and not receiving
            and not re.search(r";|\. ", folded[start : act.start()])
        )
        if role == "given_by" or subject or _HYPHENATED.match(folded, end):
            found.append(entity)
    return found


def _may_give(
    document: AnnotatedDocument, passage: Passage, entity: Entity, rules: Lexicon
) -> bool:
    """Whether a country can be the giver: a subject by itself, not a place or an origin."""
    folded = document.folded_text(passage)
    start, end = entity.start - passage.start, entity.end - passage.start
    if inside_body(document, entity) or comes_from(document, passage, entity, rules):
        return False
    if folded[end : end + 2] in ("'s", ")", ") "):
        return False
    if start <= SUBJECT_REACH and rules.pattern(TYPE, "expert").search(folded[:start]) is None:
        return True
    return part_of(folded, start, rules) == "given_by"


def inside_body(document: AnnotatedDocument, entity: Entity) -> bool:
    """Whether a country's name is part of a body's ("Ghana Health Service")."""
    around = document.entities_in(max(0, entity.start - 80), entity.end + 80, "ORG", "PROGRAM")
    return any(o.start <= entity.start and entity.end <= o.end for o in around)


def comes_from(
    document: AnnotatedDocument, passage: Passage, entity: Entity, rules: Lexicon
) -> bool:
    """Whether a country is where helpers come from ("a surgeon from Ghana, and Togo")."""
    if inside_body(document, entity):
        return False
    folded = document.folded_text(passage)
    start = entity.start - passage.start
    before = _without_article(folded[max(0, start - REACH) : start], rules)
    for match in rules.pattern(TYPE, "providers.origin").finditer(before):
        if match.end() == len(before):
            nearby = before[max(0, match.start() - 28) : match.start()]
            if rules.pattern(TYPE, "expert").search(nearby):
                return True
    for other in document.entities_in(
        max(passage.start, entity.start - 40), entity.start, "COUNTRY"
    ):
        between = document.folded[other.end : entity.start]
        if _COORDINATED.match(between) and comes_from(document, passage, other, rules):
            return True
    return False


def _without_article(before: str, rules: Lexicon) -> str:
    before = before.rstrip()
    for match in rules.pattern("bodies", "definite").finditer(before):
        if match.end() == len(before) and match.start() > 0:
            return before[: match.start()].rstrip()
    return before


def part_of(folded: str, start: int, rules: Lexicon) -> str | None:
    """Whether a name at `start` stands behind words of giving or of receiving, or neither."""
    before = _without_article(folded[max(0, start - REACH) : start], rules)
    best: tuple[int, str] | None = None
    for name in ("given_by", "given_to"):
        for match in rules.pattern(TYPE, f"providers.{name}").finditer(before):
            if match.end() == len(before):
                length = match.end() - match.start()
                if best is None or length > best[0]:
                    best = (length, name)
                break
    return None if best is None else best[1]
