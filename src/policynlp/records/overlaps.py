"""Rules between record types, stated once: what the contract says where two types could apply.

- One stretch of text is one of recommendation and action item: the more certain one. What answers a
  question on assistance ("What may it be used for?") is neither.
- Technical assistance does not repeat recommendations, action items, mission objectives, courses,
  events or alliances; where a sentence says more surely that helpers are sent or at work, it is
  assistance and none of these.
- Action items, trainings and the mission itself are not repeated as events; the sentence that says
  what a mission was for is no step.
- A sentence that says when or where something takes place, and names nobody in charge of it, is an
  event and no step.
- A training that is only a planned step or a request is none; a line that tells of a dated course
  and names nobody in charge is no step.
- What somebody says in quotation marks is a statement and no request or step, unless he asks
  somebody in so many words ("I urge the chiefs to release land").
- A request that is stated again is one record with several provenances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.records.event.rows import is_calendar
from policynlp.records.requests.told_requests import asks_in_quotes
from policynlp.records.restated import merge_restated, telling_words
from policynlp.records.technical_assistance.frames import tells_of_helpers
from policynlp.records.technical_assistance.topic import answers_question
from policynlp.records.weighing.likelihood import CERTAIN, chance_of
from policynlp.schema import (
    ActionItem,
    Event,
    Mission,
    Partnership,
    Provenance,
    Recommendation,
    Record,
    Statement,
    TechnicalAssistance,
    Training,
)

_QUOTE_EDGE = " «»“”\"'.,;!?"


def settle(document: AnnotatedDocument, records: Iterable[Record]) -> tuple[Record, ...]:
    """Records without those that another type already covers, restatements merged."""
    found = list(records)
    steps = [r for r in found if isinstance(r, Recommendation | ActionItem)]
    lost = _answers(document, found, steps) | _told_of_helpers(document, found)
    places = _Places(steps)
    for i, one in enumerate(steps):
        for other in places.beside(one, after=i):
            if type(one) is not type(other) and _overlap(one, other):
                lost.add(id(one if one.confidence < other.confidence else other))
    kept = [r for r in found if id(r) not in lost]
    places = _Places(kept)
    told = {
        id(step)
        for event in kept
        if isinstance(event, Event)
        for step in places.beside(event)
        if _tells_event(document, step, event)
    }
    kept = [r for r in kept if id(r) not in told]
    places = _Places(kept)
    dated = [r for r in kept if isinstance(r, Mission | Training)]
    kept = [r for r in kept if not _repeats(document, r, places, dated)]
    return tuple(merge_restated(kept))


def _answers(
    document: AnnotatedDocument, records: Sequence[Record], steps: Sequence[Record]
) -> set[int]:
    """Requests and steps that are the answers of a section that asks about assistance."""
    told = [
        record
        for record in records
        if isinstance(record, TechnicalAssistance)
        and answers_question(document, record.provenance[0].start)
    ]
    if not told:
        return set()
    places = _Places(steps)
    return {id(s) for record in told for s in places.beside(record) if _overlap(record, s)}


def _told_of_helpers(document: AnnotatedDocument, records: Sequence[Record]) -> set[int]:
    """Requests, courses and alliances that one sentence gives less surely than it says that
    helpers are sent or at work: "at the request of the ministry, UNICEF has lent two nurses". An
    agreement that is called one, of a certain year, is told beside those whom it brings, and a
    course told whole beside who led it."""
    others = [
        r
        for r in records
        if isinstance(r, Recommendation | Training | Partnership)
        if len(r.provenance) == 1 or isinstance(r, Training)
        if not (isinstance(r, Partnership) and r.name and r.start_year)
        if not (isinstance(r, Training) and _is_told_whole(r))
    ]
    places = _Places(others)
    return {
        id(other)
        for record in records
        if isinstance(record, TechnicalAssistance)
        for other in places.beside(record)
        if other.confidence < record.confidence
        and _begins_in(other, record)
        and tells_of_helpers(document, record.provenance[0].start)
    }


def _begins_in(record: Record, other: Record) -> bool:
    """Whether the first sentence that a record was read from is one of another record: those behind
    it, on a course that is none, only gave days and places."""
    first = record.provenance[0]
    return any(first.start < span.end and span.start < first.end for span in other.provenance)


class _Places:
    """Records by the blocks they were read from: only those of one block can overlap."""

    def __init__(self, records: Sequence[Record]) -> None:
        self._records = records
        self._by_block: dict[str, list[int]] = {}
        for i, record in enumerate(records):
            for block in {span.block_id for span in record.provenance}:
                self._by_block.setdefault(block, []).append(i)

    def beside(self, record: Record, *, after: int = -1) -> list[Record]:
        """Records that share a block with a record, in their order."""
        blocks = {span.block_id for span in record.provenance}
        found = {i for block in blocks for i in self._by_block.get(block, ()) if i > after}
        return [self._records[i] for i in sorted(found)]


def _overlap(one: Record, other: Record) -> bool:
    return any(
        a.start < b.end and b.start < a.end for a in one.provenance for b in other.provenance
    )


def _repeats(
    document: AnnotatedDocument, record: Record, places: _Places, dated: Sequence[Record]
) -> bool:
    """Whether a record only repeats what a record of another type says."""
    if isinstance(record, TechnicalAssistance):
        return any(_covers_assistance(document, step, record) for step in places.beside(record))
    if isinstance(record, Training):
        beside = places.beside(record)
        if any(isinstance(other, Mission) and _is_only_trip(record, other) for other in beside):
            return True
        return _is_event(document, record, beside) or _is_planned(record, beside)
    if isinstance(record, Recommendation | ActionItem):
        beside = places.beside(record)
        if any(isinstance(other, Statement) and _is_quoted(record, other) for other in beside):
            spoken = isinstance(record, Recommendation)
            return not (spoken and asks_in_quotes(document, record.provenance[0].start))
        if any(isinstance(other, Mission) and _tells_aims(record, other) for other in dated):
            return True
    if isinstance(record, ActionItem):
        return any(_tells_course(record, other) for other in beside)
    if isinstance(record, Event):
        if any(_is_step(document, record, step) for step in places.beside(record)):
            return True
        return any(_same_period(document, record, other) for other in dated)
    return False


def _is_quoted(record: Recommendation | ActionItem, statement: Statement) -> bool:
    """Whether a request is wholly part of what somebody says in quotation marks."""
    text = record.text if isinstance(record, Recommendation) else record.step
    return fold(text).strip(_QUOTE_EDGE) in fold(statement.quote)


def _is_only_trip(training: Training, mission: Mission) -> bool:
    """Whether a course without a name or learners is the trip that the same sentence tells."""
    days = (training.start_date, training.end_date)
    bare = training.title is None and not training.audience
    return bare and days == (mission.start_date, mission.end_date) and _overlap(training, mission)


def _tells_aims(record: Recommendation | ActionItem, mission: Mission) -> bool:
    """Whether a step is the sentence that says what the mission was for."""
    step = fold(record.text if isinstance(record, Recommendation) else record.step)
    aims = [fold(aim) for aim in mission.objectives]
    return bool(aims) and all(aim in step and len(aim) < len(step) for aim in aims)


def _covers_assistance(
    document: AnnotatedDocument, other: Record, record: TechnicalAssistance
) -> bool:
    """Whether a request, step, course, event or alliance is what a record of assistance tells.

    In a row the cell of the step counts, not what the other cells report. A sentence on an alliance
    that tells of experts tells of assistance as well.
    """
    if not _overlap(record, other):
        return False
    if isinstance(other, Partnership):
        rules = document.lexicon_at(record.provenance[0].start)
        experts = rules.pattern("records/technical_assistance", "expert")
        return experts.search(fold(record.description)) is None
    if isinstance(other, Training):
        # A course may be told in many sentences, one of which says who came to help with it.
        start = record.provenance[0].start
        first = other.provenance[0]
        beside = len(other.provenance) > 1 and not first.start <= start < first.end
        return not (beside and tells_of_helpers(document, start))
    if isinstance(other, Event):
        return True
    if not isinstance(other, Recommendation | ActionItem):
        return False
    block = document.block_at(other.provenance[0].start)
    if block is None or block.kind != "table":
        return True
    text = fold(other.text if isinstance(other, Recommendation) else other.step)
    told = fold(record.description)
    return told in text or text in told


def _is_step(document: AnnotatedDocument, event: Event, step: Record) -> bool:
    """Whether an event is only a planned step.

    A line with its own day and place that names nobody in charge, or a next visit, announces the
    event itself; what was held before the paper was written is no plan.
    """
    if not isinstance(step, ActionItem) or not _overlap(event, step):
        return False
    announced = len(event.start_date or "") == len("2014-03-24") and (
        event.place is not None or event.kind == "mission_visit"
    )
    held = bool(document.published) and (event.end_date or "9") < (document.published or "")
    if announced and held:
        return False
    return not announced or (bool(step.responsible) and event.kind != "mission_visit")


def _tells_event(document: AnnotatedDocument, step: Record, event: Event) -> bool:
    """Whether a step is only the sentence that announces an event: nobody else is in charge."""
    if not isinstance(step, ActionItem) or not _overlap(event, step):
        return False
    dated = len(event.start_date or "")
    if dated and not step.responsible and is_calendar(step.category or ""):
        return True  # the entry of a calendar
    span = step.provenance[0]
    hosts = {fold(e.text) for e in document.entities_in(span.start, span.end, "COUNTRY")}
    # "Malawi offered to host the second meeting in July": nobody but the host is named
    hosted = bool(step.responsible) and all(fold(body) in hosts for body in step.responsible)
    if dated < len("2014"):
        return False
    if dated < len("2014-03-24") and event.place is None and not hosted:
        return False
    announced = not step.responsible and _announces(document, step, event)
    if not announced and not all(_in_running_text(document, span) for span in step.provenance):
        return False
    own = fold(" ".join([event.name or "", *event.organizers]))
    return all(fold(body) in own or fold(body) in hosts for body in step.responsible)


def _announces(document: AnnotatedDocument, step: ActionItem, event: Event) -> bool:
    """Whether a numbered sentence says on what days an event is to be held and no more."""
    if len(event.start_date or "") < len("2014-03-24") or not step.step.rstrip().endswith("."):
        return False
    span = step.provenance[0]
    rules = document.lexicon_at(span.start)
    return any(
        rules.pattern("records/event", f"cues.{key}").search(document.folded, span.start, span.end)
        for key in ("planned", "held")
    )


def _in_running_text(document: AnnotatedDocument, span: Provenance) -> bool:
    block = document.block_at(span.start)
    return block is not None and block.kind == "paragraph"


def _is_ceremony(document: AnnotatedDocument, event: Event) -> bool:
    """Whether an event is called a ceremony, and what it is for."""
    name = fold(event.name or "")
    rules = document.lexicon_at(event.provenance[0].start)
    ceremony = rules.pattern("records/event", "nouns.ceremonies").search(name)
    return ceremony is not None and len(name.split()) > 1


def _same_period(document: AnnotatedDocument, event: Event, other: Record) -> bool:
    """Whether an event is the mission or the training of the same days."""
    if event.start_date is None or len(event.start_date) < 7:
        return False
    if isinstance(other, Mission):
        return _is_leg(document, event, other) or (
            event.kind == "mission_visit"
            and event.start_date == other.start_date
            and event.end_date == other.end_date
        )
    if isinstance(other, Training):
        if _is_ceremony(document, event) and not _overlap(event, other):
            return False  # the certificates are handed out on the last day
        taught = _taught(other) or _is_round(document, other)
        return (
            (event.kind not in _NO_COURSES or (taught and _overlap(event, other)))
            and _same_days(event, other)
            and (event.end_date == other.end_date or _overlap(event, other))
        )
    return False


def _is_leg(document: AnnotatedDocument, event: Event, mission: Mission) -> bool:
    """Whether an event of several days is whom the mission met at one of its places: "In Garowe
    (30 October to 4 November) meetings were held with the ministry"."""
    days = (mission.start_date, event.start_date, event.end_date, mission.end_date)
    first, start, end, last = (day or "" for day in days)
    if event.kind != "meeting" or not "" < first <= start < end <= last:
        return False
    span = event.provenance[0]
    met = document.lexicon_at(span.start).pattern("records/mission", "cues.met")
    return met.search(document.folded, span.start, span.end) is not None


def _same_days(event: Event, training: Training) -> bool:
    """Whether both begin on one day, or end on it where nothing says when the training began."""
    if training.start_date is None:
        return training.end_date is not None and event.end_date == training.end_date
    return event.start_date == training.start_date


# A forum, a committee or an opening is no course; a workshop or seminar may be one.
_NO_COURSES = frozenset({"meeting", "conference", "launch", "mission_visit"})


def _is_event(document: AnnotatedDocument, training: Training, records: Iterable[Record]) -> bool:
    """Whether a training is an event of another kind read twice, and not one that the passage
    model is sure of."""
    twice = any(
        isinstance(event, Event)
        and event.kind in _NO_COURSES
        and not (event.kind == "mission_visit" and _taught(training))
        and _overlap(event, training)
        and event.start_date == training.start_date
        and telling_words(event.name or "") == telling_words(training.title or "")
        for event in records
    )
    twice = twice and not _is_round(document, training)
    return twice and max(_chances(document, training), default=0.0) < CERTAIN


def _chances(document: AnnotatedDocument, training: Training) -> Iterator[float]:
    """How probably the sentences and items that a training was read from are on one."""
    spans = {(span.start, span.end) for span in training.provenance}
    for passage in document.of_kind("sentence", "item"):
        if (passage.start, passage.end) in spans:
            yield chance_of(document, passage, "training") or 0.0


def _taught(training: Training) -> bool:
    """Whether somebody is said to be taught: a study tour has travellers who learn."""
    return bool(training.audience) or training.participant_count is not None


def _is_told_whole(one: Training) -> bool:
    """Whether a course is told by its name, when, where and for how many of whom it was."""
    told = all((one.title, one.place, one.participant_count, one.audience))
    return told and len(one.start_date or "") >= len("2014-03")


def _is_round(document: AnnotatedDocument, training: Training) -> bool:
    """Whether a training is called a further round of one: "a second session"."""
    at = training.provenance[0].start
    named = document.lexicon_at(at).pattern("records/training", "nouns.next_round")
    return named.fullmatch(fold(training.title or "")) is not None


def _is_planned(training: Training, records: Iterable[Record]) -> bool:
    """Whether a training is only a step or a request: every line of it is one, more surely."""
    steps = [
        step
        for step in records
        if (isinstance(step, Recommendation) or _in_charge(step, training))
        and step.confidence > training.confidence
    ]
    return bool(steps) and all(
        any(_is_most_of(b, a) for step in steps for b in step.provenance)
        for a in training.provenance
    )


def _is_most_of(step: Provenance, line: Provenance) -> bool:
    """Whether a step fills a line: one sentence of a numbered paragraph may ask for another thing
    than its first one tells of."""
    return 2 * (min(step.end, line.end) - max(step.start, line.start)) > line.end - line.start


def _in_charge(step: Record, training: Training) -> bool:
    """Whether a planned step names somebody in charge who does not only pay for the course."""
    return isinstance(step, ActionItem) and bool(set(step.responsible) - set(training.funders))


def _tells_course(step: ActionItem, other: Record) -> bool:
    """Whether a step with nobody in charge is the line that tells of a dated course."""
    return (
        isinstance(other, Training)
        and not _in_charge(step, other)
        and other.place is not None
        and len(other.start_date or "") >= len("2014")
        and _overlap(step, other)
    )
