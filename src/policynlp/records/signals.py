"""What can be said of a passage before any record type is thought of: place, lead-in, moods.

The names of the signals are the ones that `weights.py` weighs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import COLON_LEVEL, AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.records.addressees import Subject, find_subject, lead_addressees
from policynlp.records.evidence import Place, place_of
from policynlp.records.moods import Cue, read_moods

BLOCKERS = (
    "earlier", "opinion", "hypothetical", "law", "instruction", "remark", "principle", "lesson",
)  # fmt: skip
ASKING = frozenset({"request", "impersonal", "obligation"})
_QUOTES = (("«", "»"), ("“", "”"), ('"', '"'))


@dataclass(frozen=True)
class Reading:
    """A passage as the list-like extractors see it.

    Attributes:
        lead: the line that introduces it, or None.
        moods: cue by mood.
        subject: who the sentence says acts or is to act.
        signals: names for `weigh`.
    """

    passage: Passage
    place: Place
    lead: str | None
    moods: dict[str, Cue]
    subject: Subject | None
    signals: tuple[str, ...]

    def has(self, *moods: str) -> bool:
        """Whether any of these moods was heard."""
        return any(mood in self.moods for mood in moods)


def read_passage(document: AnnotatedDocument, passage: Passage) -> Reading:
    """Place, lead-in, moods, subject and signals of a sentence or item."""
    rules = document.lexicon(passage)
    place = place_of(document, passage.path)
    moods = {cue.mood: cue for cue in read_moods(passage.text, rules)}
    lead = lead_of(passage)
    subject = find_subject(document, passage, moods)
    reading = Reading(passage, place, lead, moods, subject, ())
    signals = tuple(dict.fromkeys(_signals(document, reading)))
    return Reading(passage, place, lead, moods, subject, signals)


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
    yield f"{kind}@{where}"
    yield f"@{where}"
    yield from _lead_signals(document, reading)
    for mood in ("infinitive", "imperative", "nominal"):
        if mood in moods:
            yield f"{kind}:{mood}"
    asks = reading.has(*ASKING)
    for mood in ("request", "impersonal", "obligation", "need", "commitment", "future"):
        if mood in moods:
            yield f"mood:{mood}"
            if mood in ("request", "impersonal"):
                break
            if mood == "obligation":
                break
    if "done" in moods and not asks and not reading.has("infinitive", "imperative", "future"):
        yield "mood:done"
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
    if place.kind in ("next_steps", "decisions") and (
        asks or reading.has("infinitive", "imperative", "future", "commitment", "nominal")
    ):
        yield "plans@next_steps"
    if reading.subject is not None and reading.subject.actor:
        yield "who:actor"
        if reading.has("future", "commitment") and not asks and (
            document.document_type.label == "meeting_report"
        ):
            yield "minuted"
    yield f"doc:{document.document_type.label}"
    yield from _blockers(document, reading)


def _lead_signals(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    lead, passage = reading.lead, reading.passage
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
    elif lead_addressees(document, passage):
        yield "lead:address"
    elif passage.kind == "item" and reading.place.heading is not colon_heading(passage):
        yield "lead:other"


def _blockers(document: AnnotatedDocument, reading: Reading) -> Iterator[str]:
    passage = reading.passage
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    author = rules.pattern("moods", "request.author").search(folded) is not None
    polite = rules.pattern("moods", "request.polite").search(folded) is not None
    for name in BLOCKERS:
        if name == "opinion" and author:
            continue
        if rules.pattern("records/recommendation", f"blockers.{name}").search(folded):
            yield f"block:{name}"
    if rules.pattern("records/action_item", "blockers.event").search(folded):
        yield "block:event"
    if passage.kind != "row" and rules.pattern(
        "records/recommendation", "introduces"
    ).search(folded) and not reading.has("request", "obligation", "impersonal") | (
        passage.text.rstrip().endswith(":") and passage.kind == "sentence"
    ):
        yield "block:introduces"
    stripped = passage.text.rstrip()
    if stripped.endswith(":") and passage.kind == "sentence":
        yield "block:introduces"
    if stripped.endswith("?") and not polite:
        yield "question"
    if _quoted(passage.text, reading.moods):
        yield "block:quoted"
    if len(stripped.split()) < 2:
        yield "fragment"


def _quoted(text: str, moods: dict[str, Cue]) -> bool:
    """Whether what asks stands inside quotation marks."""
    cue = next((moods[m] for m in ("request", "impersonal", "obligation") if m in moods), None)
    if cue is None:
        return False
    for opening, closing in _QUOTES:
        first = text.find(opening)
        if 0 <= first < cue.start:
            end = text.find(closing, first + 1)
            if end < 0 or cue.start < end:
                return True
    return False
