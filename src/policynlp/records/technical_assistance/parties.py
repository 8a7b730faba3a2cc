"""Who else gives in a sentence that is known to tell of help, and who of those that seem to give
is helped: by the words right around a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.help.providers import Giver, giver_at
from policynlp.records.help.scope import scope_country
from policynlp.records.help.sides import without_article
from policynlp.records.parts.origins import nationalities, places_in
from policynlp.records.technical_assistance.bodies import state_of
from policynlp.records.technical_assistance.names import capitalised, is_name
from policynlp.records.technical_assistance.skeleton import FRAMES
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
# How far before and behind a name the words that tell its part may stand, in characters.
REACH, BEHIND = 110, 90


def without_helped(
    document: AnnotatedDocument, passage: Passage, givers: Sequence[Giver]
) -> list[Giver]:
    """Givers without those whose people are trained or visited, or where helpers only are."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    home = scope_country(document, passage)
    kept = []
    learning = rules.pattern(WORDS, "learning").search(folded) is not None

    def given(before: str) -> bool:
        # The name is no part of the subject then.
        return rules.pattern(TYPE, "act").search(before) is not None

    for giver in givers:
        start, end = giver.start - passage.start, giver.end - passage.start
        if giver.pays or start < 0:
            kept.append(giver)
            continue
        before = folded[max(0, start - REACH) : start]
        own = not giver.multilateral and giver.home in (None, home)
        others = any(not other.pays for other in givers if other is not giver)
        behind = folded[end : end + BEHIND]
        passive = rules.pattern(WORDS, "was_helped").match(behind) is not None
        if (own or (others and not learning)) and ends_with(rules, "their_staff", before):
            continue
        if own and passive and not given(before):
            continue
        if own and others and ends_with(rules, "stays_at", before):
            continue
        if own and ends_with(rules, "helps_at_once", before):
            continue
        kept.append(giver)
    return kept


def more_givers(
    document: AnnotatedDocument, passage: Passage, known: Sequence[Giver]
) -> list[Giver]:
    """Those who give or pay besides the known ones, none of them overlapping another."""
    found: list[Giver] = []
    for giver in _others(document, passage, any(not giver.pays for giver in known)):
        if all(giver.end <= one.start or one.end <= giver.start for one in (*known, *found)):
            found.append(giver)
    return found


def _others(document: AnnotatedDocument, passage: Passage, given: bool) -> Iterator[Giver]:
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    bodies = [
        entity
        for entity in document.entities_in(passage.start, passage.end, "ORG", "COUNTRY")
        if entity.start >= passage.start
    ]
    for entity in bodies:
        start = entity.start - passage.start
        before = without_article(folded[max(0, start - REACH) : start], rules)
        if ends_with(rules, "money_of", before):
            yield replace(giver_at(document, entity.start, entity.end, entity), pays=True)
        elif entity.label == "ORG" and ends_with(rules, "one_of_both", before):
            yield giver_at(document, entity.start, entity.end, entity)
        elif entity.label == "ORG" and not given and _is_giver(rules, before):
            yield replace(giver_at(document, entity.start, entity.end, entity), staff=True)
    if given:
        return
    yield from _offices(document, passage, bodies, rules)
    yield from _subjects(document, passage, rules)
    yield from _of_towns(document, passage, rules)
    yield from _employers(document, passage, rules)


def _employers(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> Iterator[Giver]:
    """Names behind the helpers that a sentence begins with: "nurses of Kirinda Mission came"."""
    folded = document.folded_text(passage)
    for name in capitalised().finditer(passage.text):
        if is_name(document, passage, name) and _has_helpers(document, passage, name, rules):
            first, last = passage.start + name.start(), passage.start + name.end()
            entity = next(iter(document.entities_in(first, last, "ORG")), None)
            yield replace(giver_at(document, first, last, entity), staff=True)
            return
    for expert in rules.pattern(TYPE, "expert").finditer(folded, 0, BEHIND):
        opening = rules.pattern(WORDS, "before_helpers").fullmatch(folded[: expert.start()])
        of = rules.pattern(WORDS, "staff_of").match(folded[expert.end() :])
        if opening is None or of is None:
            continue
        at = expert.end() + of.end()
        at += folded[at : at + 1] == " "
        both = rules.pattern(WORDS, "both_bodies").match(folded, at)
        if both is not None:
            start, end = passage.start + both.start(), passage.start + both.end()
            yield Giver(document.text[start:end], start, end, None, staff=True)
            return
        named = capitalised().match(passage.text, at)
        if named is None or not is_name(document, passage, named):
            continue
        first, last = passage.start + named.start(), passage.start + named.end()
        behind = folded[named.end() : named.end() + BEHIND]
        tail = rules.pattern(WORDS, "name_tail").match(behind)
        last += tail.end() if tail is not None else 0
        entity = next(iter(document.entities_in(first, last, "ORG")), None)
        if entity is not None and state_of(entity, rules.code) is not None:
            continue
        if rules.pattern(WORDS, "was_helped").match(behind) is None:
            yield replace(giver_at(document, first, last, entity), staff=True)
            return


def _has_helpers(
    document: AnnotatedDocument, passage: Passage, name: re.Match[str], rules: Lexicon
) -> bool:
    """Whether a name stands before the helpers of a body who act ("Maruti Trust nurses gave")."""
    folded = document.folded_text(passage)
    expert = rules.pattern(TYPE, "expert").match(folded, name.end() + 1)
    if expert is None or nationalities(fold(name.group()), rules.code):
        return False
    if rules.pattern(FRAMES, "employer").search(fold(name.group())):
        return False
    behind = folded[expert.end() : expert.end() + BEHIND]
    if rules.pattern(WORDS, "was_helped").match(behind) is not None:
        return False
    act = rules.pattern(TYPE, "act").search(folded, expert.end(), expert.end() + BEHIND)
    gives = rules.pattern(WORDS, "gives").match(behind)
    between = folded[expert.end() : act.start()].split() if act is not None else []
    return gives is not None or (act is not None and len(between) <= 2)


def _of_towns(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> Iterator[Giver]:
    """Bodies without a name that are told by their town: "by the reference laboratory in Accra"."""
    folded = document.folded_text(passage)
    home = scope_country(document, passage)
    for entity in document.entities_in(passage.start, passage.end, "LOC"):
        at = entity.start - passage.start
        countries = places_in(document, entity.start, entity.end)
        for match in rules.pattern(WORDS, "town_body").finditer(folded, max(0, at - BEHIND), at):
            if folded[match.end() : at].strip() or not countries or home in countries:
                continue
            start = passage.start + match.start("body")
            text = " ".join(document.text[start : entity.end].split())
            yield Giver(text, start, entity.end, next(iter(countries), None))
            return


def _is_giver(rules: Lexicon, before: str) -> bool:
    """Whether helpers come from a body, one may ask it for help, or it is told of as a firm that
    does the work."""
    if any(ends_with(rules, name, before) for name in ("came_from", "ask_them")):
        return True
    firm = [*rules.pattern(WORDS, "firm_named").finditer(before)]
    if not firm or firm[-1].end() != len(before.rstrip()):
        return False
    opening = before[: firm[-1].start()]
    return len(before) < REACH and bool(
        rules.pattern(WORDS, "before_subject").fullmatch(opening) or not opening.strip()
    )


def _offices(
    document: AnnotatedDocument, passage: Passage, bodies: Sequence[Entity], rules: Lexicon
) -> Iterator[Giver]:
    """Offices of bodies: "sent by the regional office of UNFPA"."""
    folded = document.folded_text(passage)
    for entity in bodies:
        end = entity.start - passage.start
        for match in rules.pattern(WORDS, "office_of").finditer(folded, max(0, end - REACH), end):
            if folded[match.end() : end].strip():
                continue
            before = without_article(folded[: match.start()], rules)
            if ends_with(rules, "given_by", before) or not before.strip():
                first = passage.start + match.start()
                whole = giver_at(document, entity.start, entity.end, entity)
                text = " ".join(document.text[first : entity.end].split())
                yield replace(whole, text=text, start=first)
            break


def _subjects(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> Iterator[Giver]:
    """Names before a verb of sending somebody: of bodies that are not known, or by one word."""
    folded = document.folded_text(passage)
    for verb in rules.pattern(WORDS, "sends_people").finditer(folded):
        subject = folded[: verb.start()].rstrip()
        for match in rules.pattern(WORDS, "short_subject").finditer(
            subject, max(0, len(subject) - BEHIND)
        ):
            if match.end() == len(subject) and passage.text[match.start("name")].isupper():
                first, last = match.span("name")
                yield giver_at(document, passage.start + first, passage.start + last, None)
                return
        for name in capitalised().finditer(passage.text, max(0, len(subject) - REACH)):
            if name.end() == len(subject) and is_name(document, passage, name):
                first, last = passage.start + name.start(), passage.start + name.end()
                entity = next(iter(document.entities_in(first, last, "ORG", "PERSON")), None)
                yield giver_at(document, first, last, entity)
                return


def ends_with(rules: Lexicon, name: str, before: str) -> bool:
    """Whether a stretch ends with an expression of a list."""
    before = before.rstrip()
    return any(match.end() == len(before) for match in rules.pattern(WORDS, name).finditer(before))
