"""What can be said of a passage before any record type is thought of: place, lead-in, moods.

The names of the signals are the ones that `weights.py` weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from policynlp.annotated import (
    COLON_LEVEL,
    AnnotatedDocument,
    Heading,
    Passage,
    once_a_passage,
)
from policynlp.folding import fold
from policynlp.records.parts.moods import Cue, read_moods
from policynlp.records.requests.addressees import (
    addresses,
    find_addressees,
    lead_addressees,
)
from policynlp.records.requests.deadlines import due_of
from policynlp.records.requests.labels import Label, read_label
from policynlp.records.requests.named_first import find_assigned
from policynlp.records.requests.subjects import Subject, find_subject
from policynlp.records.weighing.places import Place, place_of, place_under
from policynlp.sections import section_kinds

TYPE = "records/recommendation"
BLOCKERS = (
    "earlier", "opinion", "hypothetical", "law", "instruction", "remark", "expectation",
    "principle", "lesson",
)  # fmt: skip
_LEAD_BLOCKERS = ("principle", "law", "earlier", "hypothetical")
# A line that announces one of these introduces no requests, whoever it names.
_OTHER_LISTS = frozenset(
    {"objectives", "expected_results", "people_met", "participants", "agenda", "achievements"}
)
_PEOPLE = frozenset({"people_met", "participants"})
# A request older than this is told as history.
LONG_AGO_MONTHS = 3
# How far into a passage those stand whom it instructs, in characters.
MAX_INSTRUCTED = 120
# Where "the audit of 2016" stands that asked for something, in characters.
MAX_ASKER = 48
_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")
# Moods that look ahead: a participle beside them reports nothing.
_AHEAD = ("infinitive", "imperative", "future", "suggestion", "need", "agreed")
_ASKING_ORDER = ("request", "impersonal", "obligation", "must")
ASKING = frozenset(_ASKING_ORDER)
_QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))


@dataclass(frozen=True)
class Reading:
    """A passage as the list-like extractors see it.

    Attributes:
        passage: as it stands; `core` is what remains of it behind a label.
        lead: the line that introduces it, or None.
        moods: cue by mood.
        subject: who the sentence says acts or is to act.
        signals: names for `weigh`.
    """

    passage: Passage
    core: Passage
    label: Label
    place: Place
    lead: str | None
    moods: dict[str, Cue]
    subject: Subject | None
    signals: tuple[str, ...] = ()

    def has(self, *moods: str) -> bool:
        """Whether any of these moods was heard."""
        return any(mood in self.moods for mood in moods)


@once_a_passage
def read_passage(document: AnnotatedDocument, passage: Passage) -> Reading:
    """Place, lead-in, moods, subject and signals of a sentence or item."""
    rules = document.lexicon(passage)
    place = place_of(document, passage.path)
    lead = lead_of(passage)
    if lead is not None and passage.kind == "item":
        place = place_under(lead, place, rules)
    label = read_label(document, passage)
    core = passage
    if label.start > passage.start:
        text = document.text[label.start : passage.end]
        core = replace(passage, start=label.start, text=text)
    moods = {cue.mood: cue for cue in read_moods(core.text, rules)}
    subject = find_subject(document, core, moods)
    reading = Reading(passage, core, label, place, lead, moods, subject)
    return replace(reading, signals=tuple(dict.fromkeys(_signals(document, reading))))


def lead_of(passage: Passage) -> str | None:
    """The line that introduces a passage: its parent item, its lead-in or a colon line."""
    if passage.parent is not None and passage.parent.text.rstrip().endswith(":"):
        return passage.parent.text
    if passage.lead_in is not None:
        return passage.lead_in
    heading = passage.heading
    if heading is not None and heading.level >= COLON_LEVEL:
        return heading.text
    return None


def colon_heading(passage: Passage) -> Heading | None:
    """The colon line right above a passage, if any."""
    heading = passage.heading
    return heading if heading is not None and heading.colon else None


def _signals(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    passage, place, moods = reading.passage, reading.place, reading.moods
    kind = "item" if passage.kind == "item" else "sentence"
    where = "mixed" if place.mixed else (place.kind or "none")
    if where in _PEOPLE and reading.has("request"):
        where = "none"  # "The participants: - urge governments to ..." lists no people
    yield f"{kind}@{where}"
    yield f"@{where}"
    yield from _lead_signals(document, reading)
    if reading.label.kind is not None:
        yield "labelled" if reading.label.kind == "body" else f"label:{reading.label.kind}"
    for mood in ("infinitive", "imperative", "nominal"):
        if mood in moods:
            yield f"{kind}:{mood}"
    asks = reading.has(*ASKING)
    asking = next((m for m in _ASKING_ORDER if m in moods), None)
    if asking is not None:
        yield f"mood:{asking}"
        if asking == "must" and reading.subject is not None and reading.subject.passive:
            yield "must:passive"
    if "agreed" in moods:
        yield "agreed"
    if not asks and find_assigned(document, reading.core) is not None:
        yield f"assigned@{where}"
    for mood in ("need", "commitment", "future"):
        if mood in moods and (asking is None or mood == "future"):
            yield f"mood:{mood}"
    if "done" in moods and not asks and not reading.has(*_AHEAD):
        yield "mood:done"
    if asking == "request" and "done" in moods and _tells_of_past(document, passage):
        yield "block:earlier"
    if (
        asking == "impersonal"
        and place.kind in (None, "background", "findings")
        and (
            document.document_type.label in ("guidance", "policy_document")
            and not find_addressees(document, reading.core, moods, reading.subject)
        )
    ):
        yield "general"
    if "future" in moods and not asks:
        if place.kind == "recommendations":
            yield "future@recommendations"
        elif place.kind in ("findings", "conclusions") and reading.subject is not None:
            yield "future@findings"
    if "suggestion" in moods and not asks and place.kind in ("recommendations", "conclusions"):
        yield "suggestion@recommendations"
    if asks and place.kind == "recommendations":
        yield "asks@recommendations"
    if reading.has("infinitive", "imperative") and place.kind == "recommendations":
        yield "command@recommendations"
    if place.kind in ("next_steps", "decisions", "ways"):
        yield from _plan_signals(document, reading, asks)
    if reading.subject is not None and reading.subject.actor:
        yield "who:actor"
        if (
            reading.has("future", "commitment")
            and not asks
            and (document.document_type.label == "meeting_report")
        ):
            yield "minuted"
    yield f"doc:{document.document_type.label}"
    yield from _blockers(document, reading)


def _tells_of_past(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a request was made on a day long before the document was issued."""
    published = document.published
    if published is None:
        return False
    if passage.text[:1].isalpha() and any(
        year.group() < published[:4] for year in _YEAR.finditer(passage.text[:MAX_ASKER])
    ):
        return True
    for entity in document.entities_in(passage.start, passage.end, "DATE"):
        due = due_of(entity) or ""
        if _YEAR.search(entity.text) is None:
            continue  # a month alone may be the next one
        if len(due) >= 7 and _months(published) - _months(due) >= LONG_AGO_MONTHS:
            return True
        if len(due) == 4 and due < published[:4]:
            return True
    return False


def _months(date: str) -> int:
    month = date[5:7] or "12"
    return int(date[:4]) * 12 + int(month)


def _plan_signals(document: AnnotatedDocument, reading: Reading, asks: bool) -> Iterator[str]:
    """What is said where steps are expected: planned, or asked for after all."""
    planned = reading.has("infinitive", "imperative", "future", "commitment", "nominal")
    if planned and (not asks or reading.passage.kind == "item" or "future" in reading.moods):
        yield "plans@next_steps"
    if reading.place.kind == "ways":
        report = document.document_type.label in ("mission_report", "meeting_report")
        if reading.has("future", "commitment") or report:
            yield "ways:planned"
        elif asks or reading.has("infinitive", "imperative", "suggestion"):
            yield "ways:asked"


def _lead_signals(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    lead, passage = reading.lead, reading.passage
    if lead is None and passage.kind == "item" and passage.heading is not None:
        if addresses(document, passage.heading):
            yield "lead:address"
        return
    if lead is None or (passage.kind != "item" and passage.heading is None):
        return
    if passage.kind == "sentence" and passage.lead_in is None and colon_heading(passage) is None:
        return
    rules = document.lexicon(passage)
    folded = fold(lead)
    if rules.pattern("records/technical_assistance", "lead_in").search(folded):
        yield "lead:assistance"
    elif rules.pattern("records/action_item", "lead_in").search(folded):
        yield "lead:plan"
    elif rules.pattern("records/recommendation", "lead_in").search(folded):
        yield "lead:request"
    elif section_kinds(lead) & _OTHER_LISTS and not reading.has("request"):
        yield "lead:other"
    elif lead_addressees(document, passage):
        yield "lead:address"
    elif passage.kind == "item" and reading.place.heading is not colon_heading(passage):
        yield "lead:other"


def _blockers(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    passage = reading.passage
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    requests = rules.lists("moods", "request.", ("author", "polite")).found_in(folded)
    author, polite = "author" in requests, "polite" in requests
    if reading.lead is not None and passage.kind == "item":
        lead = fold(reading.lead)
        for name in rules.lists(TYPE, "blockers.", _LEAD_BLOCKERS).found_in(lead):
            # "The following recommendations were adopted:" tells of those that follow.
            if name != "earlier" or "recommendations" not in section_kinds(reading.lead):
                yield f"block:{name}"
    for name in rules.lists(TYPE, "blockers.", BLOCKERS).found_in(folded):
        if name == "expectation" and reading.subject is not None and reading.subject.actor:
            continue
        if name == "opinion" and (author or "request" in reading.moods):
            if not author:
                yield "opinion:request"
            continue
        if name == "instruction":
            # In a long request, what candidates or consultants will do is an aside.
            match = rules.pattern(TYPE, "blockers.instruction").search(folded)
            if match is None or match.start() >= MAX_INSTRUCTED:
                continue
        yield f"block:{name}"
    if rules.pattern("records/action_item", "blockers.event").search(folded):
        yield "block:event"
    if (
        passage.kind != "row"
        and rules.pattern("records/recommendation", "introduces").search(folded)
        and not reading.has("request", "obligation", "impersonal")
        | (passage.text.rstrip().endswith(":") and passage.kind == "sentence")
    ):
        yield "block:introduces"
    stripped = passage.text.rstrip()
    if stripped.endswith(":") and passage.kind == "sentence":
        yield "block:introduces"
    if stripped.endswith("?") and not polite:
        yield "question"
    if _quoted(reading.core.text, reading.moods):
        yield "block:quoted"
    if len(stripped.split()) < 2:
        yield "fragment"
    persons = document.entities_in(passage.start, passage.start + 60, "PERSON")
    if not reading.moods and persons and _lists_person(document, passage, persons[0].end):
        yield "block:people"


def _lists_person(document: AnnotatedDocument, passage: Passage, end: int) -> bool:
    """Whether a name ends an item or is followed by what the person is."""
    rest = document.text[end : passage.end].lstrip()
    return not rest or rest[0] in ",(;:–—-/"


def _quoted(text: str, moods: dict[str, Cue]) -> bool:
    """Whether what asks stands inside quotation marks."""
    cue = next((moods[m] for m in _ASKING_ORDER if m in moods), None)
    if cue is None:
        return False
    for opening, closing in _QUOTES:
        first = text.find(opening)
        if 0 <= first < cue.start:
            end = text.find(closing, first + 1)
            if end < 0 or cue.start < end:
                return True
    return False
