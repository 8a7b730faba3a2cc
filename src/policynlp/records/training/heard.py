"""Courses that only the trained passage model hears: rules find no words for one that they know.

Values are read as in any other sentence on a course; what is taught stands behind the words of
`heard.topic` in `languages/*/records/training.toml`, who gives it before those of `heard.gives`.
"""

from __future__ import annotations

from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.training.audience import (
    counted_people,
    read_attendees,
)
from policynlp.records.training.drafts import Draft
from policynlp.records.training.evidence import shared_signals
from policynlp.records.training.facts import lasts_days, read_values, venue_before
from policynlp.records.training.given_names import QUOTED, quoted_title
from policynlp.records.training.holders import giver_of, holders_before
from policynlp.records.training.names import find_courses
from policynlp.records.training.topics import topic_of
from policynlp.records.training.values import NAME
from policynlp.records.weighing.likelihood import chance_of, evidence_of

# Probability from which the model is sure, and from which words of learning and people who are
# counted bear it out; chosen on documents written after the rules.
SURE, BORNE_OUT = 0.6, 0.1
# The same from which it opens a course of which later sentences must tell more.
OPENS = 0.8
# What it says counts in full, where words of rules say nothing.
MODEL_WEIGHT = 1.0
# More people than one course teaches.
MOST_TAUGHT = 100_000
MONTH, DAY = len("2014-03"), len("2014-03-24")
# What somebody says between quotation marks has more words.
MAX_NAME_WORDS = 14


def hear_course(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, told: Sequence[Draft] = ()
) -> Draft | None:
    """The course of a sentence that the model takes for one, if it tells the days, or month and
    place, or place and length, and who is taught; None elsewhere, and where it is wished for,
    called off or a step.

    Args:
        told: courses read before; what is on the same days goes on about one of them.
    """
    chance = chance_of(document, passage, "training")
    if chance is None or chance < BORNE_OUT:
        return None
    rules = document.lexicon(passage)
    learnt = rules.pattern(NAME, "heard.topic").search(document.folded, start, end) is not None
    if chance < SURE and not learnt:
        return None
    if [*shared_signals(document, passage, start, end, rules)]:
        return None
    if _is_of_other_kind(document, start, end, rules):
        return None
    draft = read_values(document, start, end)
    draft.audience = draft.audience or read_attendees(document, start, end)
    if draft.count is not None and draft.count > MOST_TAUGHT:
        return None  # "the closure of schools affects 1.7 billion learners"
    if draft.count is not None:
        counted = counted_people(document, start, end, draft.count)
        draft.audience = counted or draft.audience
    draft.venue = draft.venue or venue_before(document, start, end)
    precision = len(draft.start or "")
    attended = bool(draft.audience) or draft.count is not None
    day = precision == DAY or (draft.start is None and len(draft.end or "") == DAY)
    dated = day and (attended or draft.venue is not None)
    if precision == MONTH and _ended(document, start, end):
        return None
    opens = False
    lasts = draft.weeks is not None or draft.hours is not None
    days = not lasts and chance >= OPENS and lasts_days(document, start, end)
    where = draft.venue is not None
    told_well = precision == MONTH and attended and (where or lasts or chance >= OPENS)
    # "Eight assistants spend ten weeks at the hospital to refresh their skills in triage"
    filled = draft.count is not None and bool(draft.audience)
    measured = (lasts or days) and where and filled and learnt
    if not dated and not told_well and not measured:
        # "24 aides are now certified in ultrasound": the next sentences may say when and where
        opens = chance >= OPENS and filled and learnt
        if not opens:
            return None
    certain = draft.count is not None
    general = rules.pattern(NAME, "cues.untrained").search(document.folded, start, end)
    if not certain and (chance < SURE or general):
        return None  # "trained staff are scarce in Bo"
    if draft.start is not None and any(_is_told(draft, other) for other in told):
        return None
    draft.title, draft.sure_title = _name(document, start, end)
    draft.title = draft.title or topic_of(document, draft, start, end)
    draft.objectives = []
    named = draft.title is not None
    if not named and (opens or not (attended or lasts) or (days and not (dated or told_well))):
        return None
    draft.only_named = opens
    if not draft.organizers:
        draft.organizers = _givers(document, draft, start, end)
    draft.signals = ["heard"] if chance >= SURE else ["heard", "topic"]
    draft.heard = evidence_of(document, passage, "training", MODEL_WEIGHT)
    draft.note(passage)
    return draft


def _is_told(draft: Draft, other: Draft) -> bool:
    """Whether what is heard goes on about a course that began on the same day, or in the same month
    for as many people."""
    alike = other.count is None or draft.count is None or other.count == draft.count
    return other.start == draft.start and (alike or len(draft.start or "") == DAY)


def _is_of_other_kind(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether words outside names say that a sentence is on a visit, a meeting or a study."""
    bodies = document.entities_in(start, end, "ORG", "LOC", "COUNTRY")
    return any(
        not any(body.start <= m.start() and m.end() <= body.end for body in bodies)
        for m in rules.pattern(NAME, "heard.none").finditer(document.folded, start, end)
    )


def _ended(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence tells of the end of something that took long: "finished in June"."""
    ended = document.lexicon_at(start).pattern(NAME, "cues.completes")
    return ended.search(document.folded, start, end) is not None


def _name(document: AnnotatedDocument, start: int, end: int) -> tuple[str | None, bool]:
    """What the sentence calls the course, and whether it does so in quotation marks."""
    mentions = find_courses(document, start, end)
    named = next((m for m in mentions if m.quoted), None) or next(
        (m for m in mentions if not m.bare), None
    )
    if named is not None:
        return named.title, named.quoted
    kind = next((m.title for m in mentions if len(m.title.split()) > 1), None)
    for quote in QUOTED.finditer(document.text, start, end):
        words = quoted_title(quote).split()
        spoken = words[-1][-1] in ".!?," or len(words) > MAX_NAME_WORDS
        if len(words) > 1 and words[0][:1].isupper() and not spoken:
            return " ".join(words), True  # whatever noun calls it a course
    return kind, False


def _givers(document: AnnotatedDocument, draft: Draft, start: int, end: int) -> list[str]:
    """The bodies that bring together, coach or introduce those taught, or have them as the object
    of any other verb: its subject."""
    rules = document.lexicon_at(start)
    paying = {body.lower() for body in draft.funders}
    for verb in rules.pattern(NAME, "heard.gives").finditer(document.folded, start, end):
        found = holders_before(document, start, verb.start())
        taught = " ".join(draft.audience)
        return [b for b in found if b.lower() not in paying and taught not in b]
    at = document.text.find(draft.audience[0], start, end) if draft.audience else -1
    found = giver_of(document, start, at) if at >= 0 else []
    return [b for b in found if b.lower() not in paying]
