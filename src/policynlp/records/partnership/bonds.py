"""Bonds told in passing, without a name or a verb of signing: "a programme between A and B, paid
for by C since 2011", "the 2009 agreement with A".

Words stand in `languages/*/records/partnership.toml` under `bonds`.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.agreement_names import head_of, is_adverbial, phrase_end
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.bound import named_bodies
from policynlp.records.partnership.facts import start_year, year_of
from policynlp.records.partnership.money import read_funders
from policynlp.records.partnership.names import NAME
from policynlp.records.parts.bodies import inside_body

# The year of an agreement stands so near to its noun: "the 2009 agreement", "of 2009".
YEAR_REACH = 12
PAIR = 2


def read_bond(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The bond between several bodies that a sentence dates or tells the payer of; None where it
    only wishes for one, or denies it."""
    rules = document.lexicon_at(start)
    folded = document.folded
    for noun in rules.pattern(NAME, "bonds.noun").finditer(folded, start, end):
        if inside_body(document, *noun.span()) or is_adverbial(folded, noun, start, rules):
            continue
        if rules.pattern(NAME, "facts.open").search(folded, start, end):
            return None
        behind = _behind(folded, noun.end())
        link = rules.pattern(NAME, "bonds.link").match(folded, behind, end)
        parties = named_bodies(document, link.end(), end) if link is not None else []
        year: int | None = None
        joint = _joint_of(document, noun, behind, end, rules) if link is None else []
        if len(joint) >= PAIR:
            parties = joint
            year = start_year(document, noun.start(), end, rules, agreed=False)
        elif link is not None and len(parties) > 1:
            year = start_year(document, noun.start(), end, rules, agreed=False)
            paid = read_funders(document, link.end(), end, None, parties, rules)
            told = year is not None or paid
            if not told and not _is_the_agreement(folded, noun, start, rules):
                continue
            if not told and _are_places(document, link.end(), end, parties):
                continue  # "the twinning between the districts of A and B" is help, no bond
        else:
            year, parties = _dated(document, noun, start, end, rules)
            if year is None:
                continue
        begin = noun.start()
        vague = rules.pattern(NAME, "bonds.vague").match(folded, begin, noun.end())
        while vague is not None and vague.end() < noun.end():
            begin = vague.end() + 1
            vague = rules.pattern(NAME, "bonds.vague").match(folded, begin, noun.end())
        stop = noun.end()
        if len(joint) < PAIR:
            stop = max(stop, phrase_end(document, noun.end(), end, rules))
        name = " ".join(document.text[begin:stop].split()).strip(" ,")
        return Agreement(
            name=name,
            head=head_of(fold(document.text[begin : noun.end()]), rules),
            parties=parties,
            start_year=year,
            objectives=[],
            start=begin,
            end=stop,
            works=len(joint) >= PAIR,
        )
    return None


def _joint_of(
    document: AnnotatedDocument, noun: re.Match[str], behind: int, end: int, rules: Lexicon
) -> list[str]:
    """The bodies that have in common what a noun tells to be shared: "a joint project of A and B",
    "an alliance of A, B and C"."""
    if rules.pattern(NAME, "bonds.joint").search(noun[0]) is None:
        return []
    of = rules.pattern(NAME, "bonds.of").match(document.folded, behind, end)
    # "A consortium of A and B bid for it": nothing says that it was formed to last.
    begun = rules.pattern(NAME, "facts.start").search(document.folded, behind, end)
    if of is None or (begun is None and rules.pattern(NAME, "bonds.loose").search(noun[0])):
        return []
    return named_bodies(document, of.end(), end)


def binds_at(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a noun for a bond begins at `start`, those it binds right behind it."""
    rules = document.lexicon_at(start)
    noun = rules.pattern(NAME, "bonds.noun").match(document.folded, start, end)
    if noun is None:
        return False
    behind = _behind(document.folded, noun.end())
    return rules.pattern(NAME, "bonds.link").match(document.folded, behind, end) is not None


def _behind(folded: str, position: int) -> int:
    """Behind the space or comma at a position."""
    while position < len(folded) and folded[position] in " ,\n":
        position += 1
    return position


def _is_the_agreement(folded: str, noun: re.Match[str], start: int, rules: Lexicon) -> bool:
    """Whether a noun means one agreement that exists: "the agreement between A and B"."""
    if rules.pattern(NAME, "agreement.noun").search(noun[0]) is None:
        return False
    before = folded[start : noun.start()].rstrip()
    return any(before.endswith(word) for word in rules.folded_words(NAME, "names.definite"))


def _are_places(document: AnnotatedDocument, start: int, end: int, parties: list[str]) -> bool:
    """Whether those bound are only places: "the prefectures of A and B", no bodies."""
    bodies = [e.text for e in document.entities_in(start, end, "ORG", "COUNTRY")]
    places = tuple(e.text for e in document.entities_in(start, end, "LOC"))
    return all(
        party.endswith(places) and not any(body in party or party in body for body in bodies)
        for party in parties
    )


def _dated(
    document: AnnotatedDocument, noun: re.Match[str], start: int, end: int, rules: Lexicon
) -> tuple[int | None, list[str]]:
    """The year that stands in the name of an agreement with one body, and that body."""
    if rules.pattern(NAME, "agreement.noun").search(noun[0]) is None:
        return None, []
    for date in document.entities_in(
        max(start, noun.start() - YEAR_REACH), min(end, noun.end() + YEAR_REACH), "DATE"
    ):
        year = year_of(date.canonical_id)
        if year is None or not date.text[-4:].isdigit():
            continue
        behind = max(noun.end(), date.end)
        behind = _behind(document.folded, behind)
        link = rules.pattern(NAME, "bonds.with").match(document.folded, behind, end)
        parties = named_bodies(document, link.end(), end) if link is not None else []
        if parties:
            return year, parties
    return None, []
