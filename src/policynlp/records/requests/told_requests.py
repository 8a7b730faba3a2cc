"""Requests that a sentence reports: "urged the Board to publish", « souhaité que l'OMS aide »."""

from __future__ import annotations

import re
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import is_body
from policynlp.records.requests.addressees import bodies_asked, is_group
from policynlp.records.requests.deadlines import NONE, read_deadline
from policynlp.records.requests.reported import (
    MAX_NAME,
    NAME,
    Told,
    body_from,
    ends_with,
    inside_quotes,
    may_report,
)
from policynlp.records.requests.signals import Reading, read_passage
from policynlp.records.requests.subjects import clause_start, trim

# What is no request though its words ask for something.
_DENIED = frozenset(
    {"block:earlier", "block:hypothetical", "block:law", "block:lesson", "block:remark", "question"}
)
_OVERRIDES = frozenset(
    {
        "block:opinion", "block:principle", "block:expectation", "block:hope", "block:inquiry",
        "block:introduces", "mood:done", "unheard",
    }
)  # fmt: skip
# What says nothing beside an order to somebody who is named.
_LOOSE = frozenset(
    {"unaddressed", "block:instruction", "doc:training_announcement", "sentence@objectives"}
)
# Sections that speak to those who apply.
_APPLYING = frozenset({"how_to_apply", "qualifications", "agenda", "law", "reference"})
# An article before a name has so many characters.
MAX_ARTICLE = 4
# The name of those who have a duty has so many words.
MAX_WORDS = 10
# Those who are called before a colon ("To all staff:") have so many words.
MAX_CALLED = 4
# "The Board recommends that X be": a verb stands close behind the name.
MAX_CLAUSE = 160


@once_a_passage
def told_request(document: AnnotatedDocument, passage: Passage) -> Told | None:
    """The request that a sentence reports, with who is asked; None where it reports none."""
    if passage.kind == "row":
        return None
    reading = read_passage(document, passage)
    rules = document.lexicon(passage)
    if not may_report(document, reading):
        own = document.document_type.label == "training_announcement"
        return _asked_beside_course(document, reading, rules) if own else None
    if _DENIED & set(reading.signals):
        return None
    for find in (_asked, _asked_that, _supported, _duty, _passive, _polite, _advised, _named):
        found = find(document, reading, rules)
        if found is not None:
            return found
    return None


def asks_in_quotes(document: AnnotatedDocument, start: int) -> bool:
    """Whether the sentence at an offset asks somebody in so many words, though it is a quotation.

    "We call on all partners to release their stocks" asks; "the wards must be clean" does not.
    """
    passage = next((p for p in document.passages if p.start <= start < p.end), None)
    told = told_request(document, passage) if passage is not None else None
    return told is not None and told.sign == "told:request"


def listed_request(document: AnnotatedDocument, reading: Reading) -> Told | None:
    """An item that names who does what under "The workshop recommended that:"; else None."""
    passage = reading.core
    if passage.kind != "item" or "lead:request" not in reading.signals:
        return None
    rules = document.lexicon(passage)
    words = {fold(word) for word in rules.words(NAME, "clause_end")}
    if reading.lead is None or not fold(reading.lead).rstrip(" :").endswith(tuple(words)):
        return None
    who = body_from(document, passage.start, min(passage.end, passage.start + MAX_NAME), rules)
    if who is None or who[0] > passage.start + MAX_ARTICLE:
        return None
    folded = document.folded_text(passage)
    if rules.pattern(NAME, "base").match(folded, _word(folded, who[1] - passage.start)) is None:
        return None
    return Told("told:listed", who, passage.start, _OVERRIDES)


def _asked(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """A verb of asking with the one who is asked and what he is to do."""
    passage = reading.core
    folded = document.folded_text(passage)
    found = list(rules.pattern(NAME, "ask").finditer(folded))
    for i, verb in enumerate(found):
        following = found[i + 1].start() if i + 1 < len(found) else len(folded)
        act = rules.pattern(NAME, "act").search(
            folded, verb.end(), min(len(folded), verb.end() + MAX_NAME)
        )
        if act is None or act.start() > following:
            continue
        thing = rules.pattern(NAME, "thing_asked").search(folded, verb.end(), act.start())
        s, e = trim(folded, verb.end(), (thing or act).start(), rules)
        start, end = passage.start + s, passage.start + e
        if e <= s or not _is_somebody(document, start, end):
            continue
        if rules.pattern(NAME, "not_asked").match(folded, s):
            continue
        if rules.pattern(NAME, "clause_end").search(folded, s, e):
            continue
        before = passage.start + verb.start()
        if ends_with(document, "undone", before, passage.start):
            continue
        if any(m.end() == verb.end() for m in rules.pattern(NAME, "binds").finditer(folded)):
            continue
        if rules.pattern(NAME, "ceremony").match(folded, act.start()):
            continue
        overrides = _OVERRIDES
        if inside_quotes(passage.text, verb.start()):
            if not ends_with(document, "speaker", before, passage.start):
                continue
            overrides |= {"block:quoted"}
        return Told("told:request", (start, end), passage.start + act.start(), overrides)
    return None


def _is_somebody(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether what stands between a verb of asking and its "to" names somebody."""
    if is_body(document, start, end) or is_group(document, start, end):
        return True
    rules = document.lexicon_at(start)
    return rules.pattern(NAME, "bare_group").fullmatch(document.folded[start:end]) is not None


def _supported(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """Whose help is asked for what: "solicited the Fund's support for the purchase of boats"."""
    passage = reading.core
    folded = document.folded_text(passage)
    for key, following in (("support_of", "purpose"), ("support_from", "support")):
        for verb in rules.pattern(NAME, key).finditer(folded):
            start = passage.start + verb.end()
            if ends_with(document, "undone", passage.start + verb.start(), passage.start):
                continue
            if inside_quotes(passage.text, verb.start()):
                continue
            who = body_from(document, start, min(passage.end, start + MAX_NAME), rules)
            owner = rules.pattern(NAME, "owner").match(folded, _word(folded, verb.end()))
            if who is None and owner is not None and key == "support_from":
                who = passage.start + owner.start(), passage.start + owner.end()
            if who is None:
                continue
            behind = _goes_on(folded, who[1] - passage.start)
            if rules.pattern(NAME, following).match(folded, behind):
                return Told("told:request", who, start, _OVERRIDES)
    return None


def _goes_on(folded: str, position: int) -> int:
    """Where what follows a name begins: its possessive ending, or the next word."""
    if folded[position : position + 1] == "'":
        return position + 1
    return _word(folded, position)


def _asked_that(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """A verb of asking with a clause: "advises that the exchange be repeated"."""
    passage = reading.core
    folded = document.folded_text(passage)
    for verb in rules.pattern(NAME, "ask_that").finditer(folded):
        before = passage.start + verb.start()
        if ends_with(document, "undone", before, passage.start):
            continue
        if inside_quotes(passage.text, verb.start()):
            continue
        limit = min(len(folded), verb.end() + MAX_CLAUSE)
        start = passage.start + verb.end()
        if any(m.end() == verb.end() for m in rules.pattern(NAME, "observes").finditer(folded)):
            continue
        passive = rules.pattern(NAME, "subjunctive").match(folded, _word(folded, verb.end()), limit)
        who = body_from(document, start, passage.start + limit, rules)
        if passive is not None:
            return Told("told:request", None, start, _OVERRIDES)
        if who is None:
            continue
        verb_at = _word(folded, who[1] - passage.start)
        if rules.pattern(NAME, "base").match(folded, verb_at, limit):
            return Told("told:request", who, start, _OVERRIDES)
    return None


def _asked_beside_course(
    document: AnnotatedDocument, reading: Reading, rules: Lexicon
) -> Told | None:
    """What a paper that offers courses asks of those who run services, or tells that others did."""
    told = None
    if reading.place.kind not in _APPLYING and not _DENIED & set(reading.signals):
        told = _asked_that(document, reading, rules)
    if told is not None and told.who is not None and _may_be_asked(document, told.who):
        return replace(told, overrides=told.overrides | _LOOSE)
    return _polite(document, reading, rules)


def _duty(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """What somebody says that a body has to do: "adding that the hospital should first build"."""
    passage = reading.core
    folded = document.folded_text(passage)
    said = rules.pattern(NAME, "attributed").match(folded)
    dated = said is not None
    clauses = [said] if said is not None else []
    clauses += rules.pattern(NAME, "duty_that").finditer(folded)
    for clause in clauses:
        if inside_quotes(passage.text, clause.start()):
            continue
        start = passage.start + clause.end()
        limit = min(len(folded), clause.end() + MAX_NAME)
        duty = rules.pattern(NAME, "duty").search(folded, clause.end(), limit)
        if duty is None:
            continue
        s, e = trim(folded, clause.end(), duty.start(), rules)
        who = passage.start + s, passage.start + e
        few = 0 < len(folded[s:e].split()) <= MAX_WORDS and "," not in folded[s:e]
        if not few or not _is_somebody(document, *who):
            continue
        monthly = rules.pattern(NAME, "monthly").search(folded, clause.end()) is not None
        if dated and not monthly and read_deadline(document, start, passage.end) is NONE:
            return None
        return Told("told:duty", who, start, _OVERRIDES)
    return None


def _passive(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """Who is asked in the passive: "Households are asked to empty their tanks"."""
    passage = reading.core
    folded = document.folded_text(passage)
    for verb in rules.pattern(NAME, "asked_of").finditer(folded):
        start = clause_start(folded, verb.start(), rules)
        s, e = trim(folded, start, verb.start(), rules)
        who = passage.start + s, passage.start + e
        if not 0 < len(folded[s:e].split()) <= MAX_WORDS or not _may_be_asked(document, who):
            continue
        if _is_somebody(document, *who) and _is_order(passage, verb, folded, rules):
            return Told("told:request", who, passage.start + verb.end(), _OVERRIDES | _LOOSE)
    return None


def _polite(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """A polite order, or one in the first person: "Each hospital will kindly name ...", "I ask".

    In papers that offer courses those who run services are asked, never those who apply.
    """
    passage = reading.core
    folded = document.folded_text(passage)
    if reading.place.kind in _APPLYING:
        return None
    for verb in rules.pattern(NAME, "polite").finditer(folded):
        start = clause_start(folded, verb.start(), rules)
        s, e = trim(folded, start, verb.start(), rules)
        who = passage.start + s, passage.start + e
        known = e > s and _is_somebody(document, *who) and _may_be_asked(document, who)
        if known and _is_order(passage, verb, folded, rules):
            return Told("told:request", who, passage.start + verb.end(), _OVERRIDES | _LOOSE)
    for verb in rules.pattern(NAME, "please").finditer(folded):
        before = folded[: verb.start()].rstrip()
        labelled = verb.start() == 0 and bool(reading.label.bodies)
        called = before.endswith(":") and len(before.split()) <= MAX_CALLED
        if (labelled or called) and _is_order(passage, verb, folded, rules):
            return Told("told:request", None, passage.start + verb.end(), _OVERRIDES | _LOOSE)
    for verb in rules.pattern(NAME, "own_ask").finditer(folded):
        limit = min(len(folded), verb.end() + MAX_NAME)
        act = rules.pattern(NAME, "act").search(folded, verb.end(), limit)
        if act is None:
            continue
        s, e = trim(folded, verb.end(), act.start(), rules)
        who = passage.start + s, passage.start + e
        if e <= s or not _is_somebody(document, *who) or not _may_be_asked(document, who):
            continue
        if not rules.pattern(NAME, "ceremony").match(folded, act.start()):
            return Told("told:request", who, passage.start + act.start(), _OVERRIDES | _LOOSE)
    return None


def _advised(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """What is asked of nobody by name: "called for safe transport", "advises against opening"."""
    passage = reading.core
    folded = document.folded_text(passage)
    for key in ("pleads", "advises"):
        for verb in rules.pattern(NAME, key).finditer(folded):
            at = passage.start + verb.start()
            if inside_quotes(passage.text, verb.start()):
                continue
            if ends_with(document, "undone", at, passage.start):
                continue
            if key == "pleads" and not _speaks(document, passage, verb.start(), rules):
                continue
            behind = _word(folded, verb.end())
            if rules.pattern(NAME, "wished").match(folded, behind):
                continue
            overrides = _OVERRIDES | {"unaddressed", "block:earlier"}
            return Told("told:request", None, passage.start + verb.end(), overrides)
    return None


def _named(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """What a noun says is asked, whoever is named beside it: "our advice to the Ministry is to"."""
    passage = reading.core
    folded = document.folded_text(passage)
    for noun in rules.pattern(NAME, "named").finditer(folded):
        if not inside_quotes(passage.text, noun.start()):
            who = next(bodies_asked(document, passage), None)
            overrides = _OVERRIDES | {"unaddressed", "block:earlier"}
            return Told("told:request", who, passage.start + noun.end(), overrides)
    return None


def _speaks(document: AnnotatedDocument, passage: Passage, verb: int, rules: Lexicon) -> bool:
    """Whether the subject of a verb is somebody: a plan may call for things too."""
    folded = document.folded_text(passage)
    s, e = trim(folded, clause_start(folded, verb, rules), verb, rules)
    start, end = passage.start + s, passage.start + e
    if document.entities_in(start, end, "PERSON"):
        return True
    if rules.pattern(NAME, "pronoun").fullmatch(folded[s:e]):
        return True
    return e > s and is_body(document, start, end)


def _may_be_asked(document: AnnotatedDocument, who: tuple[int, int]) -> bool:
    """Whether those named are no readers who apply."""
    rules = document.lexicon_at(who[0])
    return rules.pattern(NAME, "applicant").match(document.folded, who[0], who[1]) is None


def _is_order(passage: Passage, verb: re.Match[str], folded: str, rules: Lexicon) -> bool:
    """Whether what follows a verb of asking is no invitation, and is not quoted."""
    if inside_quotes(passage.text, verb.start()):
        return False
    return rules.pattern(NAME, "ceremony").match(folded, _word(folded, verb.end())) is None


def _word(folded: str, position: int) -> int:
    """Where the next word begins."""
    while position < len(folded) and not folded[position].isalnum():
        position += 1
    return position
