"""What asks nobody though it sounds like it: stories of the past, orders to readers who apply,
opinions of no one in particular, toasts, rules told again, advice on patients.

`asked_nobody.py` tells the kinds that need the grammar of a sentence; here the words around and the
kind of paper decide. Words stand in `languages/*/records/no_request.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.requests.addressees import asks_body
from policynlp.records.requests.letters import letter_recipient
from policynlp.records.requests.procedures import NAME, is_procedure
from policynlp.records.requests.signals import ASKING, Reading

# Papers in which opinions, toasts and remembrances stand; minutes hold opinions too.
_STORIES = frozenset({"news", "other", "guidance"})
_OPINIONS = _STORIES | {"meeting_report"}
# Papers in which a request by the way is rare: it names whom it asks.
_LOOSE = _STORIES | {"policy_document", "training_announcement", "terms_of_reference"}
# Sections that say themselves that what they hold is asked.
_ASKING_PLACES = frozenset({"recommendations", "ways"})
_PLANNED = frozenset({"next_steps", "decisions"})
_AHEAD = frozenset({"infinitive", "imperative", "nominal", "future", "commitment", "agreed"})
_DUTIES = frozenset({"obligation", "must", "need", "impersonal"})
# A paper tells of the past where so many different years stand in it, over so long a time, most of
# them so old.
MIN_YEARS = 3
MIN_SPAN = 20
OLD = 8
MOST = 0.6
# How old a year makes what a sentence tells of it history.
PAST = 5
# Where a law stands that is the subject of a sentence, and how far its verb, in characters.
MAX_SUBJECT = 24
MAX_OPENING = 160
# Where the year stands with which a sentence of a paper without a date opens its story.
MAX_OPENING_YEAR = 12
# How far back the year stands in which a sentence tells, in characters.
MAX_BACK = 1200
# A list of people has so many; what stands behind the name of one.
MIN_PEOPLE = 2
_BEHIND = ("", ",", ";", "(", "–", "—", "-", ".", ":", "/")
_CLAUSE = re.compile(r"[;:] ")
_YEAR = re.compile(r"(?<![\d/.,-])(?:1[89]|20)\d\d(?![\d/-]|[.,]\d)")


def sounds_only(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    """Names for `weigh` of why a passage asks nobody and plans nothing."""
    place = reading.place.kind
    if place in _ASKING_PLACES:
        return
    if is_procedure(document):
        yield "veto:reader"
    label = document.document_type.label
    rules = document.lexicon(reading.passage)
    folded = document.folded_text(reading.passage)
    if label in _STORIES and _is_unheard(reading):
        yield "unheard"
    if label in _LOOSE and place not in _PLANNED and _is_unaddressed(document, reading):
        yield "unaddressed"
    if reading.passage.text.rstrip().endswith("?") and "question" in reading.signals:
        yield "veto:asks_back"
    yield from _past(document, reading, rules, folded)
    if label in _STORIES and rules.pattern(NAME, "opinion.toast").search(folded):
        yield "veto:toast"
    if label in _OPINIONS and rules.pattern(NAME, "opinion.some").search(folded):
        yield "block:some"
    if label in _OPINIONS and rules.pattern(NAME, "opinion.muses").search(folded):
        yield "veto:muses"
    if rules.pattern(NAME, "told.personal").search(folded):
        yield "veto:personal"
    if _names_people(document, reading):
        yield "veto:names"
    if label in _LOOSE and rules.pattern(NAME, "told.may_ask").search(folded):
        yield "veto:may_ask"
    if rules.pattern(NAME, "told.guest").search(folded):
        yield "block:guest"
    if reading.passage.kind == "sentence":
        law = rules.pattern(NAME, "told.law_asks").search(folded, 0, MAX_OPENING)
        if law is not None and law.start() < MAX_SUBJECT:
            yield "veto:law_asks"
        if rules.pattern(NAME, "told.restated").search(folded):
            yield "block:restated"
        if rules.pattern(NAME, "told.hosting").search(folded):
            yield "veto:hosting"
        if _is_reason(reading, rules):
            yield "block:reason"
        if (place in _PLANNED or reading.has("done")) and _is_done(reading, rules, folded):
            yield "block:told_done"
    if label == "guidance" and _is_care(document, reading, rules):
        yield "block:care"


def _is_unheard(reading: Reading) -> bool:
    """Whether no word of a sentence outside announced sections asks or looks ahead."""
    if reading.passage.kind != "sentence" or reading.place.kind in _PLANNED or reading.lead:
        return False
    return reading.label.kind is None and not (_AHEAD | ASKING) & reading.moods.keys()


def _names_people(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a passage behind its label only names people: "The team: Ana Sosa (leader), ..."."""
    core = reading.core
    if (ASKING | {"future", "commitment", "agreed"}) & reading.moods.keys():
        return False
    people = document.entities_in(core.start, core.end, "PERSON")
    if len(people) < MIN_PEOPLE or people[0].start > core.start + 1:
        return False
    return all(document.text[person.end : core.end].lstrip()[:1] in _BEHIND for person in people)


def _is_unaddressed(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether nobody is named who is asked, by the sentence or the lines above it."""
    if reading.lead is not None or reading.label.kind is not None:
        return False
    if reading.subject is not None and reading.subject.actor:
        return False
    if reading.has("imperative", "request") and letter_recipient(document) is not None:
        return False  # the reader of a letter is asked
    own = document.lexicon(reading.passage).pattern(NAME, "told.own_request")
    if own.search(document.folded_text(reading.passage)) is not None:
        return False
    if document.entities_in(reading.passage.start, reading.passage.end, "ORG"):
        return False
    return not asks_body(document, reading.core)


def _past(
    document: AnnotatedDocument, reading: Reading, rules: Lexicon, folded: str
) -> Iterator[str]:
    """Whether a request is told as history: long ago, or as one that was met or refused."""
    if document.document_type.label in ("mission_report", "terms_of_reference"):
        if rules.pattern(NAME, "told.fulfilled").search(folded):
            yield "veto:fulfilled"
        return
    if reading.place.kind in _PLANNED:
        return
    literary = rules.pattern(NAME, "told.literary").search(folded) is not None
    if not literary and rules.pattern(NAME, "told.past").search(folded) is None:
        return
    if rules.pattern(NAME, "told.fulfilled").search(folded):
        yield "veto:fulfilled"
    history = is_history(document)
    undated = document.published is None and document.document_type.label in _STORIES
    opened = _YEAR.search(reading.passage.text[:MAX_OPENING_YEAR]) is not None
    told = literary and (undated or history)
    if told or (undated and opened) or (history and _is_long_ago(document, reading.passage)):
        yield "veto:long_ago"


@once_a_document
def is_history(document: AnnotatedDocument) -> bool:
    """Whether a document tells of the past: many years stand in it, most of them old."""
    years = [int(match.group()) for match in _YEAR.finditer(document.text)]
    now = _year_of(document)
    if now is None or len(set(years)) < MIN_YEARS or now - min(years) < MIN_SPAN:
        return False
    return sum(now - year >= OLD for year in years) >= MOST * len(years)


def _year_of(document: AnnotatedDocument) -> int | None:
    """The year of a document, else the last year that stands in it."""
    if document.published is not None:
        return int(document.published[:4])
    return max((int(match.group()) for match in _YEAR.finditer(document.text)), default=None)


def _is_long_ago(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether the year that a passage tells of is long over.

    Its own year counts; in papers without a date, which tell of nothing new, also the last before.
    """
    now = _year_of(document)
    told = max((int(match.group()) for match in _YEAR.finditer(passage.text)), default=None)
    if told is None and document.published is None:
        low = max(0, passage.start - MAX_BACK)
        before = [int(match.group()) for match in _YEAR.finditer(document.text, low, passage.start)]
        told = before[-1] if before else 0
    return now is not None and told is not None and now - told >= PAST


def _is_reason(reading: Reading, rules: Lexicon) -> bool:
    """Whether all that a sentence says must be is the reason for what it tells."""
    if reading.has("request") or not _DUTIES & reading.moods.keys():
        return False
    folded = fold(reading.core.text)
    spans = [match.span() for match in rules.pattern(NAME, "reason.because").finditer(folded)]
    return bool(spans) and all(
        any(start <= cue.start < end for start, end in spans)
        for mood, cue in reading.moods.items()
        if mood in _DUTIES
    )


def _is_done(reading: Reading, rules: Lexicon, folded: str) -> bool:
    """Whether a sentence only tells what happened."""
    if (_AHEAD | ASKING) & reading.moods.keys():
        return False
    if rules.pattern(NAME, "told.done").search(folded) is None:
        return False
    return rules.pattern(NAME, "told.ahead").search(folded) is None


def _is_care(document: AnnotatedDocument, reading: Reading, rules: Lexicon) -> bool:
    """Whether a fact sheet says how patients are cared for and remedies used."""
    if not _DUTIES & reading.moods.keys() and not reading.has("infinitive"):
        return False
    passage = reading.passage
    if document.entities_in(passage.start, passage.end, "ORG", "DATE"):
        return False
    if reading.place.kind is not None and not under_question(reading):
        return False
    care = rules.pattern(NAME, "advice.care")
    folded = document.folded_text(reading.core)
    starts = [0, *(match.end() for match in _CLAUSE.finditer(folded))]
    return any(care.match(folded, start) for start in starts)


def under_question(reading: Reading) -> bool:
    """Whether the title above a passage asks what readers ask, not what should be done."""
    heading = reading.passage.heading
    return heading is not None and heading.text.rstrip().endswith("?")
