"""Steps that a sentence reports as agreed, promised or announced, with who is to take them."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import is_body
from policynlp.records.requests.deadlines import NONE, read_deadline
from policynlp.records.requests.reported import (
    MAX_NAME,
    NAME,
    Told,
    agent_of,
    body_from,
    ends_with,
    inside_quotes,
    is_past,
    may_report,
)
from policynlp.records.requests.signals import Reading, colon_heading, read_passage
from policynlp.records.requests.subjects import TYPE, clause_start, trim

_DENIED = frozenset({"block:hypothetical", "block:law", "block:lesson", "block:remark", "question"})
_SAID = frozenset({"mood:done", "mood:request", "mood:obligation", "doc:news", "block:opinion"})
_SETTLED = _SAID | {"block:event", "block:intention", "block:instruction", "block:assistance"}
_ACTS = ("infinitive", "nominal", "future", "commitment")
# How far behind "that" the verb of a step stands, in characters.
MAX_CLAUSE = 160
# How far before a sentence a body stands that it means, in characters.
MAX_BEFORE = 160
# How far before a verb its subject begins, in characters.
MAX_SUBJECT = 120
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


@once_a_passage
def told_step(document: AnnotatedDocument, passage: Passage) -> Told | None:
    """The step that a sentence reports, with who is to take it; None where it reports none."""
    if passage.kind == "row":
        return None
    reading = read_passage(document, passage)
    if not may_report(document, reading):
        return None
    if reading.place.kind == "recommendations" or document.document_type.label == "guidance":
        return None
    if _DENIED & set(reading.signals) or _is_history(document, reading):
        return None
    rules = document.lexicon(passage)
    for find in (_agreed, _promised, _announced):
        found = find(document, reading, rules)
        if found is not None:
            return found
    return None


def listed_step(document: AnnotatedDocument, reading: Reading) -> Told | None:
    """An item under a line that announces agreed or planned steps; None where it is none.

    The line stands in running text ("Several actions will follow in 2025:"); the item tells an act,
    or who will do what.
    """
    passage = reading.passage
    above = colon_heading(passage)
    lead = reading.lead or (above.text if above is not None else None)
    if passage.kind != "item" or lead is None or not may_report(document, reading):
        return None
    if "lead:request" in reading.signals or not reading.has(*_ACTS):
        return None
    rules = document.lexicon(passage)
    if rules.pattern(NAME, "listed").search(fold(lead)) is None:
        return None
    who = _actor(document, reading, reading.core.start, rules)
    if who is None and reading.has("nominal"):
        who = _doer(document, reading, rules)
    return Told("told:listed", who, reading.core.start, _SAID | {"block:event"})


def _doer(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> tuple[int, int] | None:
    """The body by which an act is done: "supply of the posts by the Central Store"."""
    passage = reading.core
    for mark in rules.pattern(NAME, "by").finditer(document.folded_text(passage)):
        start = passage.start + mark.end()
        found = body_from(document, start, min(passage.end, start + MAX_NAME), rules)
        if found is not None:
            return found
    return None


def _is_history(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a year before the document's own is named: the step was agreed long ago."""
    published = document.published
    years = [m.group() for m in _YEAR.finditer(reading.core.text)]
    return published is not None and bool(years) and min(years) < published[:4]


def _agreed(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    passage = reading.core
    folded = document.folded_text(passage)
    for verb in rules.pattern(NAME, "agreed").finditer(folded):
        if not _is_told(document, reading, verb):
            continue
        subject = _subject(document, reading, verb.start(), rules)
        meeting = rules.pattern(NAME, "parties").fullmatch(document.folded[slice(*subject)].strip())
        start = passage.start + verb.end()
        if _opens_event(document, start, passage.end, rules):
            return None
        dated = _deadline(document, start, passage.end) is not None
        if meeting is None and not (dated and is_body(document, *subject)):
            continue
        at = _verb_at(document, reading, verb, rules)
        if not dated and (at is None or _is_vague(folded, at, rules)):
            continue
        who = _actor(document, reading, start, rules) if _has_subject(verb, rules) else None
        if not _has_subject(verb, rules):
            named = meeting is not None and not _is_pronoun(document, subject, rules)
            who = subject if named or is_body(document, *subject) else None
        overrides = _SETTLED if meeting is not None else _SETTLED - {"block:assistance"}
        return Told("told:agreed", who, start, overrides)
    return None


def _promised(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    passage = reading.core
    folded = document.folded_text(passage)
    for verb in rules.pattern(NAME, "promise").finditer(folded):
        if not _is_told(document, reading, verb):
            continue
        subject = _subject(document, reading, verb.start(), rules)
        start = passage.start + verb.end()
        dated = _deadline(document, start, passage.end) is not None
        if _opens_event(document, start, passage.end, rules):
            return None
        at = _verb_at(document, reading, verb, rules)
        if not dated and (at is None or _is_vague(folded, at, rules)):
            continue
        if not dated and rules.pattern(NAME, "intends").match(folded, verb.start()):
            continue
        if _has_subject(verb, rules):
            who = _actor(document, reading, start, rules)
        else:
            named = rules.pattern(NAME, "parties").fullmatch(document.folded[slice(*subject)])
            pronoun = _is_pronoun(document, subject, rules)
            known = is_body(document, *subject) or (named is not None and not pronoun)
            who = subject if known else None
        overrides = _SAID | {"block:intention"}
        return Told("told:promise", who, start, overrides)
    return None


def _announced(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> Told | None:
    """What is told to come by a day: "announced that the agency will open five centres by May"."""
    passage = reading.core
    folded = document.folded_text(passage)
    said = rules.pattern(NAME, "attributed").match(folded)
    clauses = [said] if said is not None else []
    clauses += rules.pattern(NAME, "tell").finditer(folded)
    paper = rules.pattern(NAME, "paper").search(folded, 0, MAX_SUBJECT)
    clauses += [paper] if paper is not None else []
    for clause in clauses:
        if clause is not said and not _is_told(document, reading, clause):
            continue
        start = passage.start + clause.end()
        if _deadline(document, start, passage.end) is None:
            continue
        if _opens_event(document, start, passage.end, rules):
            return None
        if clause is paper:
            who = body_from(document, start, min(passage.end, start + MAX_NAME), rules)
            named = _word(folded, clause.end())
            if who is None and rules.pattern(NAME, "latter").match(folded, named) is None:
                continue
            who = who or _named_before(document, passage.start)
            return Told("told:announced", who, start, _SAID)
        at = _verb_at(document, reading, clause, rules)
        if at is None or _is_vague(folded, at, rules):
            continue
        return Told("told:announced", _actor(document, reading, start, rules), start, _SAID)
    return None


def _is_pronoun(document: AnnotatedDocument, span: tuple[int, int], rules: Lexicon) -> bool:
    """Whether a subject says no more than "it" or "they"."""
    folded = document.folded[slice(*span)].strip()
    return rules.pattern(NAME, "pronoun").match(folded) is not None


def _named_before(document: AnnotatedDocument, start: int) -> tuple[int, int] | None:
    """The body named last before a sentence, which "the latter" means."""
    names = document.entities_in(max(0, start - MAX_BEFORE), start, "ORG")
    return (names[-1].start, names[-1].end) if names else None


def _is_told(document: AnnotatedDocument, reading: Reading, verb: re.Match[str]) -> bool:
    """Whether a verb is said of now, outside quotation marks, and not in answer to a request.

    "I told the manager that the steriliser must be moved, and he agreed to" asks.
    """
    passage = reading.core
    duties = [reading.moods[mood] for mood in ("obligation", "must") if mood in reading.moods]
    if any(duty.start < verb.start() for duty in duties):
        return False
    before = passage.start + verb.start()
    return not ends_with(document, "undone", before, passage.start) and not inside_quotes(
        passage.text, verb.start()
    )


def _deadline(document: AnnotatedDocument, start: int, end: int) -> str | None:
    """The deadline in a stretch, None where there is none or it lies before the document's day."""
    found = read_deadline(document, start, end)
    if found is NONE or is_past(document, found.due):
        return None
    return found.timeframe


def _subject(
    document: AnnotatedDocument, reading: Reading, verb: int, rules: Lexicon
) -> tuple[int, int]:
    """Where the subject of a verb stands: between the start of its clause and the verb."""
    passage = reading.core
    folded = document.folded_text(passage)
    start = max(clause_start(folded, verb, rules), verb - MAX_SUBJECT)
    comma = folded.rfind(", ", start, verb - 2)
    if comma >= 0 and verb - comma < MAX_SUBJECT:
        tail = folded[comma + 2 : verb].split()
        head = folded[start:comma]
        # "The Minister, Dr X, promised": the name in between tells who; "On Monday, they".
        if len(tail) > 0 and not is_body(document, passage.start + start, passage.start + comma):
            start = comma + 2
        else:
            verb = start + len(head.rstrip())
    end = verb
    for auxiliary in rules.pattern(NAME, "auxiliary").finditer(folded, start, verb):
        end = auxiliary.start()
    s, e = trim(folded, start, max(end, start), rules)
    return passage.start + s, passage.start + max(s, e)


def _actor(
    document: AnnotatedDocument, reading: Reading, start: int, rules: Lexicon
) -> tuple[int, int] | None:
    """The body that a clause names as its subject, or by which its passive verb is done."""
    passage = reading.core
    folded = document.folded_text(passage)
    limit = min(passage.end, start + MAX_NAME)
    who = body_from(document, start, limit, rules)
    if who is not None:
        verb = rules.pattern(NAME, "future").search(
            folded, who[1] - passage.start, min(len(folded), who[1] - passage.start + 60)
        )
        passive = verb is not None and rules.pattern(TYPE, "addressee.passive").match(
            folded, _word(folded, verb.end())
        )
        if verb is not None and not passive and not _is_passive(folded, verb.start(), rules):
            return who
    return agent_of(document, start, passage.end, rules)


def _is_passive(folded: str, verb: int, rules: Lexicon) -> bool:
    return rules.pattern(TYPE, "addressee.passive_verb").match(folded, verb) is not None


def _has_subject(told: re.Match[str], rules: Lexicon) -> bool:
    """Whether a clause with its own subject follows ("that"), not the verb of the step."""
    words = {fold(word) for word in rules.words(NAME, "clause_end")}
    return told.group().rstrip().endswith(tuple(words | {","}))


def _verb_at(
    document: AnnotatedDocument, reading: Reading, told: re.Match[str], rules: Lexicon
) -> int | None:
    """Where the verb of what is told begins: behind "will", or right there behind "to"."""
    folded = document.folded_text(reading.core)
    position = told.end()
    if not _has_subject(told, rules):
        return _word(folded, position)
    limit = min(len(folded), position + MAX_CLAUSE)
    found = rules.pattern(NAME, "future").search(folded, position, limit)
    start = reading.core.start
    if found is None or _aside(document, start + position, start + limit) < start + found.start():
        return None
    if rules.get(NAME, "future_is_verb"):
        return found.start()
    return _word(folded, found.end())


def _is_vague(folded: str, position: int, rules: Lexicon) -> bool:
    return rules.pattern(NAME, "vague").match(folded, _word(folded, position)) is not None


def _opens_event(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether what is told takes place: an event, not a step; what is said of it aside is not."""
    folded = document.folded[start : _aside(document, start, end)]
    return rules.pattern("records/action_item", "blockers.event").search(folded) is not None


def _aside(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where a clause goes on to what is said of something else; its end where it does not."""
    rules = document.lexicon_at(start)
    for match in rules.pattern(NAME, "aside").finditer(document.folded[start:end]):
        # "WHO" is the body, not the pronoun.
        if not document.text[start + match.start() : start + match.end()].isupper():
            return start + match.start()
    return end


def _word(folded: str, position: int) -> int:
    """Where the next word begins."""
    while position < len(folded) and not folded[position].isalnum():
        position += 1
    return position
