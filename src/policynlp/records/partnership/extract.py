"""Partnerships: named alliances and signed agreements, with partners, funders, start and aims."""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.records.partnership.boxes import read_boxes
from policynlp.records.partnership.entries import Alliance, is_same_body, joined
from policynlp.records.partnership.forms import read_sections, read_tables
from policynlp.records.partnership.walk import walk
from policynlp.records.weighing.provenance import common
from policynlp.schema import Partnership, Record

MAX_SOURCES = 6
# How many kinds of facts must be told for a mere enumeration to be that of the partners.
LEAST_ELSE = 2
# A name with one kind of fact is mostly that of something else.
LEAST_KINDS = 2
MANY = 3


def extract(document: AnnotatedDocument) -> Iterator[Record]:
    """Partnerships whose partners, funders, start or aims the text gives, in reading order."""
    alliances = walk(document)
    alliances = joined(alliances)
    read_sections(document, alliances)
    boxes = read_boxes(document)
    for alliance in alliances:
        _take_listed(alliance)
    found = [a for a in alliances if _accepted(a) and not _in_box(a, boxes)]
    records: list[Partnership] = [_fill(document, alliance) for alliance in found]
    records += [*boxes, *read_tables(document)]
    yield from sorted(records, key=lambda r: r.provenance[0].start)


def _take_listed(alliance: Alliance) -> None:
    """Take bodies merely enumerated beside the name for partners, where enough else is known."""
    facts = alliance.facts
    if not facts.partners and len(facts.listed) > 1 and facts.kinds() >= LEAST_ELSE:
        facts.partners = facts.listed


def _accepted(alliance: Alliance) -> bool:
    """Whether what is known makes a partnership: the vaguer the name, the more it takes."""
    facts = alliance.facts
    if not alliance.sources:
        return False
    if facts.kinds() < LEAST_KINDS and not alliance.agreed:
        # A network is told of by its members alone, where these are many.
        named = alliance.mention.strength != "weak" and not alliance.known_body
        return named and (len(facts.partners) >= MANY or facts.joined)
    others = sum(map(bool, (facts.payers, facts.start_year, facts.countries, facts.objectives)))
    if alliance.agreed:
        return len(facts.partners) >= 2 or (len(facts.partners) == 1 and others >= 1)
    several = len(facts.partners) >= 2
    if alliance.known_body:
        return (several or facts.joined) and others >= 2
    if alliance.mention.strength == "weak":
        return others >= 2 if several else len(facts.payers) >= 2 and others >= 3
    if alliance.mention.strength == "medium":
        return (several and others >= 1) or (bool(facts.partners) and others >= 2) or others >= 3
    return several or others >= 1


def _in_box(alliance: Alliance, boxes: list[Partnership]) -> bool:
    """Whether a box of labelled lines tells of the same partnership."""
    partners = {fold(p) for p in alliance.facts.partners}
    return any(
        fold(box.name or "") == alliance.mention.key
        or len(partners & {fold(p) for p in box.partners}) >= 2
        for box in boxes
    )


def _told_once(bodies: list[str]) -> list[str]:
    """Bodies without those that are told again by acronym, with it in brackets or by their first
    words alone ("Government")."""
    kept: list[str] = []
    for body in bodies:
        if not any(is_same_body(body, other) or other.startswith(f"{body} ") for other in kept):
            kept.append(body)
    return kept


def _fill(document: AnnotatedDocument, alliance: Alliance) -> Partnership:
    facts = alliance.facts
    sources = sorted(alliance.sources, key=lambda p: p.start)[:MAX_SOURCES]
    return Partnership(
        **common(document, "partnership", sources, 0.4 + 0.11 * facts.kinds()),
        name=alliance.mention.text or None,
        partners=_told_once([p for p in facts.partners if fold(p) != alliance.mention.key]),
        funders=_told_once(facts.payers),
        start_year=facts.start_year,
        country_count=facts.countries,
        objectives=facts.objectives or facts.name_aims,
    )
