"""Steps under titles that announce what was agreed or comes next: orders, promises, dated acts.

Under such a title few words are needed: an order, somebody who acts, what will be done by a day.
What only takes place, and what is hoped for without a day, is no step there either.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import is_body
from policynlp.records.requests.addressees import (
    is_group,
)
from policynlp.records.requests.deadlines import NONE, read_deadline
from policynlp.records.requests.named_first import find_assigned
from policynlp.records.requests.named_last import bracketed, trailing_bodies
from policynlp.records.requests.reported import (
    NAME as REPORTED,
)
from policynlp.records.requests.reported import (
    Told,
    agent_of,
    body_from,
    is_past,
    may_report,
)
from policynlp.records.requests.signals import ASKING, Reading
from policynlp.records.requests.step_titles import NAME, PLANNED, announces_steps

# "To UNICEF: order the batteries" asks, under whatever title.
_DENIED = frozenset(
    {
        "block:hypothetical", "block:law", "block:lesson", "question", "fragment", "lead:address",
        "lead:request",
    }
)  # fmt: skip
_OVERRIDES = frozenset(
    {
        "unaddressed", "unheard", "mood:done", "block:opinion", "block:people", "block:intention",
        "doc:news", "doc:guidance",
    }
)  # fmt: skip
_MARK = re.compile(r"[,;:.(]")
_JOINT = re.compile(r", ")
_COMMA = re.compile(r",\s+")
_NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]{1,24}(?: [A-ZÀ-Þ][\w'’-]{1,24}){0,3}")
_BRACKET = re.compile(r"\s?\([^()]{1,60}\)")
_MID = re.compile(r"(?<=[a-zà-ÿ,] )[A-ZÀ-Þ][\w'’-]{1,24}")
_WORD = re.compile(r"[^\W\d_]{2,25}(?!\w)")
# An order begins an item.
MAX_START = 3
# How many names may stand joined before a verb.
MAX_JOINED = 4
# An act told by nouns has so many words beside its date, before any colon.
MIN_ACT_WORDS = 3
# Between the name of one who acts and the verb, in characters.
MAX_GAP = 60
# Where "what comes next" is what readers may look forward to, as often as what somebody is to do.
PUBLIC = frozenset({"news", "training_announcement"})
# Where steps are those of a procedure, whoever follows it.
GENERAL = frozenset({"guidance", "policy_document"})
# What opens a step before its subject ("By June, ..."), in characters.
MAX_OPENER = 60


def titled_step(document: AnnotatedDocument, reading: Reading) -> Told | None:
    """The step that an item or sentence under a title of steps tells; None where it tells none."""
    passage = reading.passage
    known = reading.place.kind in PLANNED
    if passage.kind == "row" or not may_report(document, reading):
        return None
    if document.document_type.label in GENERAL:
        return None
    if not known and not announces_steps(document, passage.path):
        return None
    if _DENIED & set(reading.signals) or reading.has(*ASKING):
        return None
    rules = document.lexicon(passage)
    if not reading.has("future") and _is_done(document, reading, rules):
        return None
    who = _who(document, reading, rules)
    item = passage.kind == "item"
    public = document.document_type.label in PUBLIC
    if item and who is None and reading.moods.keys() <= {"nominal"}:
        who = doer_of(document, reading.core, rules)
    if reading.has("future"):
        step = _will(document, reading, who, rules)
    elif find_assigned(document, reading.core) is not None:
        step = True
        who = None
    elif item:
        # Under titles that the model knows, it tells best which items without a verb are steps.
        step = who is not None or (
            not known and (_orders(reading) or _names_act(document, reading))
        )
    else:
        step = who is not None and not public and _dated(document, reading)
    if not step or (who is None and takes_place(document, reading)):
        return None
    overrides = _OVERRIDES | ({"block:event"} if who is not None and not public else set())
    return Told("told:titled", who, reading.core.start, overrides)


def _is_done(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> bool:
    """Whether a passage tells what was done: "La Centrale a livré", like an order when folded."""
    passage = reading.core
    for match in rules.pattern(NAME, "perfect").finditer(document.folded_text(passage)):
        if _is_participle(passage.text[match.end() :].lstrip(), rules):
            return True
    return False


def _is_participle(printed: str, rules: Lexicon) -> bool:
    """Whether a text begins with the participle of what was done ("la liste révisée")."""
    word = _WORD.match(printed)
    return word is not None and word.group().endswith(rules.words(NAME, "participle_endings"))


def doer_of(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon
) -> tuple[int, int] | None:
    """By whom an act is done that a noun names: "Audit of the accounts by the internal control"."""
    for mark in rules.pattern(REPORTED, "by").finditer(document.folded_text(passage)):
        start = passage.start + mark.end()
        limit = min(passage.end, start + MAX_GAP)
        found = body_from(document, start, limit, rules)
        if found is not None:
            return found
        stop = _MARK.search(document.text, start, limit)
        end = stop.start() if stop is not None else limit
        if end == limit < passage.end or document.entities_in(start, end, "DATE"):
            continue
        while start < end and document.text[start] == " ":
            start += 1
        if is_group(document, start, end):
            return start, end
    return None


def _who(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> tuple[int, int] | None:
    """Who will act: the subject, the one by whom it is done, or who an item begins with."""
    passage, subject = reading.core, reading.subject
    if reading.has("future"):
        if subject is not None and not subject.passive and subject.actor:
            return subject.start, subject.end
        found = agent_of(document, passage.start, passage.end, rules)
        if found is not None or (subject is not None and subject.passive):
            return found
    return _acting(document, reading, rules)


def _will(
    document: AnnotatedDocument, reading: Reading, who: tuple[int, int] | None, rules: Lexicon
) -> bool:
    """Whether what will be done is a step: somebody does it, or it is done by a day."""
    passage = reading.core
    folded = document.folded_text(passage)
    if takes_place(document, reading):
        return who is not None and _convenes(document, who, passage.end, rules)
    cue = reading.moods["future"]
    at = cue.start if rules.get(REPORTED, "future_is_verb") else cue.end
    while at < len(folded) and not folded[at].isalnum():
        at += 1
    vague = rules.pattern(REPORTED, "vague").match(folded, at) is not None
    if vague:
        return False
    return who is not None or passage.kind == "item" or _dated(document, reading)


def _convenes(document: AnnotatedDocument, who: tuple[int, int], end: int, rules: Lexicon) -> bool:
    """Whether somebody calls others together: a step, though something takes place by it."""
    behind = document.folded[who[1] : min(end, who[1] + MAX_GAP)]
    return (
        is_body(document, *who)
        and rules.pattern(NAME, "convenes").match(behind.lstrip()) is not None
    )


def takes_place(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a passage tells of what takes place, not of what somebody does."""
    rules = document.lexicon(reading.passage)
    folded = document.folded_text(reading.core)
    if rules.pattern(NAME, "gathering").match(folded) is not None:
        return True
    return rules.pattern(NAME, "blockers.event").search(folded) is not None


def _orders(reading: Reading) -> bool:
    """Whether an item begins with an order, or with the name of an act."""
    return any(
        cue.start < MAX_START
        for mood, cue in reading.moods.items()
        if mood in ("infinitive", "imperative")
    )


def _names_act(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether an item without a verb says by when or by whom: "Audit of the accounts: Board"."""
    core = reading.core
    label = core.text.partition(":")[0]
    dates = document.entities_in(core.start, core.start + len(label), "DATE")
    dated = sum(len(date.text.split()) for date in dates)
    words = [word for word in label.split() if any(map(str.isalpha, word))]
    if "done" in reading.moods or len(words) - dated < MIN_ACT_WORDS:
        return False
    return (
        _dated(document, reading)
        or bool(bracketed(document, reading.passage))
        or bool(trailing_bodies(document, reading.passage))
    )


def _dated(document: AnnotatedDocument, reading: Reading) -> bool:
    found = read_deadline(document, reading.core.start, reading.core.end)
    return found is not NONE and not is_past(document, found.due)


def _acting(
    document: AnnotatedDocument, reading: Reading, rules: Lexicon
) -> tuple[int, int] | None:
    passage = reading.core
    starts = [passage.start]
    comma = _COMMA.search(passage.text, 0, MAX_OPENER)
    if comma is not None:
        starts.append(passage.start + comma.end())
    if _orders(reading):
        return None
    for start in starts:
        found = _acting_at(document, start, passage.end, rules)
        if found is not None:
            return found
    return None


def _acting_at(
    document: AnnotatedDocument, start: int, limit: int, rules: Lexicon
) -> tuple[int, int] | None:
    """The name at an offset, with a bracket behind it, where the verb of an act follows."""
    span = body_from(document, start, limit, rules) or _named(document, start, limit)
    if span is None:
        return None
    end = _joined_end(document, span[1], limit, rules)
    behind = document.folded[end:limit].lstrip()
    printed = document.text[end:limit].lstrip()
    if not printed[:1].islower() or _is_participle(printed, rules):
        return None
    acts = rules.pattern(NAME, "acts").match(behind) or rules.pattern(REPORTED, "future").match(
        behind
    )
    return (span[0], end) if acts is not None else None


def _joined_end(document: AnnotatedDocument, end: int, limit: int, rules: Lexicon) -> int:
    """Where a name ends with a bracket behind it and the names joined to it: "GIZ and the Bank"."""
    for _ in range(MAX_JOINED):
        bracket = _BRACKET.match(document.text, end, limit)
        end = bracket.end() if bracket is not None else end
        joint = _JOINT.match(document.text, end, limit) or rules.pattern("bodies", "joints").match(
            document.folded, end + 1, limit
        )
        if joint is None:
            break
        found = body_from(document, joint.end(), limit, rules)
        found = found or _named(document, joint.end() + 1, limit)
        if found is None:
            break
        end = found[1]
    return end


def _named(document: AnnotatedDocument, start: int, limit: int) -> tuple[int, int] | None:
    """A name at the start that the text also writes with a capital within sentences."""
    match = _NAME.match(document.text, start, limit)
    if match is None:
        return None
    for entity in document.entities_in(start, limit, "PERSON", "ORG", "LOC"):
        if entity.start == start:
            return entity.start, entity.end
    return match.span() if set(match.group().split()) <= _written(document) else None


@once_a_document
def _written(document: AnnotatedDocument) -> frozenset[str]:
    """Words with a capital inside sentences."""
    return frozenset(_MID.findall(document.text))
