"""Recommendations: what somebody is asked to do, wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage, TableCell, once_a_document
from policynlp.records.parts.bodies import split_bodies
from policynlp.records.requests.addressees import (
    addresses,
    asks_body,
    find_addressees,
    lead_addressees,
)
from policynlp.records.requests.asked_nobody import against
from policynlp.records.requests.deadlines import NONE, is_ahead, read_deadline
from policynlp.records.requests.items import (
    cell_bodies,
    deadline_of,
    heading_number,
    holds_values,
    item_text,
    leading_items,
    members_of,
    request_parts,
    run_ins,
)
from policynlp.records.requests.letters import address_reader
from policynlp.records.requests.named_first import opening_body
from policynlp.records.requests.named_last import bracketed
from policynlp.records.requests.procedures import is_procedure
from policynlp.records.requests.replies import of_request, read_answered
from policynlp.records.requests.reported import Told, read_told_deadline, signs_beside
from policynlp.records.requests.signals import ASKING, Reading, read_passage
from policynlp.records.requests.statuses import is_done
from policynlp.records.requests.tables import (
    as_item,
    blockers_of_row,
    cell_parts,
    column_section,
    main_cell,
    own_text,
    row_kind,
    who_and_when,
)
from policynlp.records.requests.themes import find_themes
from policynlp.records.requests.titled_steps import titled_step
from policynlp.records.requests.titles import section_title
from policynlp.records.requests.told_requests import listed_request, told_request
from policynlp.records.requests.told_steps import told_step
from policynlp.records.weighing.evidence import Assessment, weigh
from policynlp.records.weighing.places import place_of
from policynlp.records.weighing.provenance import common
from policynlp.schema import Recommendation

KIND: Literal["recommendation"] = "recommendation"
# The numbers of paragraphs have so many digits.
MAX_DIGITS = 4
# Papers that say what holds for everybody.
_GENERAL = frozenset({"guidance", "policy_document"})
# Sections whose items are numbered as items, not as paragraphs of the text.
_NUMBERED = frozenset({"recommendations", "next_steps", "ways", "actions"})


def extract(document: AnnotatedDocument) -> Iterator[Recommendation]:
    """Records of type recommendation, in reading order."""
    for part in request_parts(document):
        read = _from_row if part.kind == "row" else _from_text
        yield from read(document, part)
    for passage in leading_items(document):
        yield from _from_text(document, passage)


def _from_text(document: AnnotatedDocument, passage: Passage) -> Iterator[Recommendation]:
    if holds_values(document, passage):
        return
    reading = read_passage(document, passage)
    members = members_of(document, reading)
    if members is None:
        return
    signals = [*reading.signals, *against(document, reading)]
    if reading.label.kind == "plan" and reading.has("future", "commitment"):
        signals.append("label:promise")
    if _asks_somebody(document, reading):
        signals.append("asks:body")
    if reading.has(*ASKING) and is_ahead(document, passage.start, passage.end):
        signals.append("asks:dated")
    told = told_request(document, passage) or listed_request(document, reading)
    signals = signs_beside(signals, told)
    if told is None and (told_step(document, passage) or titled_step(document, reading)):
        signals.append("told:step")
    assessment = weigh(document, passage, KIND, signals)
    if assessment is None:
        return
    yield _fill(document, reading, members, assessment, told)


def _asks_somebody(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a body is asked: "asked the Ministry to", « il convient que la Direction publie »."""
    if reading.has("request") and asks_body(document, reading.core):
        return True
    if not reading.has("impersonal") or document.document_type.label in _GENERAL:
        return False
    named = find_addressees(document, reading.core, reading.moods, reading.subject)
    return bool(named) and bool(document.entities_in(reading.core.start, reading.core.end, "ORG"))


def _fill(
    document: AnnotatedDocument,
    reading: Reading,
    members: list[Passage],
    assessment: Assessment,
    told: Told | None,
) -> Recommendation:
    passage = reading.passage
    stop, values = run_ins(document, reading, members)
    text = item_text(document, members, reading.core.start, stop)
    if told is not None and "deadline" not in values:
        deadline = read_told_deadline(document, told, passage)
    else:
        deadline = deadline_of(document, passage, stop or members[-1].end, values)
    addressees = (
        cell_bodies(document, values)
        or list(reading.label.bodies)
        or _commanded(document, reading)
        or _asked(document, reading, told)
        or bracketed(document, passage)
        or lead_addressees(document, passage)
        or (_told(document, reading) if reading.label.kind == "request" else [])
    )
    return Recommendation(
        **common(document, KIND, members, assessment.confidence),
        text=text,
        number=reading.label.number
        or _printed(document, passage)
        or heading_number(document, passage),
        section=section_title(document, passage),
        addressees=address_reader(document, passage, addressees),
        timeframe=deadline.timeframe,
        due=deadline.due,
        themes=find_themes(document, passage, text),
    )


def _asked(document: AnnotatedDocument, reading: Reading, told: Told | None) -> list[str]:
    """Who is asked by the passage itself: as its report says, else by its subject and objects."""
    found = find_addressees(document, reading.core, reading.moods, reading.subject)
    asked = split_bodies(document, *told.who) if told is not None and told.who else []
    return asked if asked and asked[0] not in found else found


def _commanded(document: AnnotatedDocument, reading: Reading) -> list[str]:
    """Who an order under a heading that addresses them is for, whoever else it names: "To the
    Service: Invite the departments to observe the tender"."""
    opens = any(
        mood in ("imperative", "infinitive") and cue.start == 0
        for mood, cue in reading.moods.items()
    )
    passage = reading.passage
    heading = passage.heading
    if passage.kind != "item" or not opens or heading is None or bracketed(document, passage):
        return []
    return lead_addressees(document, passage) if addresses(document, heading) else []


def _told(document: AnnotatedDocument, reading: Reading) -> list[str]:
    """Who is told what to do behind a label: "We advise: the manager compares the stock"."""
    span = opening_body(document, reading.core)
    return split_bodies(document, *span) if span is not None else []


def _printed(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The printed number of an item or row; a numbered paragraph's is none."""
    listed = passage.block.kind == "list_item" or (
        passage.block.kind != "paragraph"
        and (passage.lead_in is not None or place_of(document, passage.path).kind in _NUMBERED)
    )
    if passage.kind != "item" or not listed or passage.start in _paragraph_numbers(document):
        return None
    return passage.number


@once_a_document
def _paragraph_numbers(document: AnnotatedDocument) -> frozenset[int]:
    """Where items start whose numbers count on from the paragraphs of a section that asks nothing:
    1 to 7 told, 8 asks."""
    found: set[int] = set()
    opened: Passage | None = None
    expected = 1
    for passage in document.passages:
        number = passage.number or ""
        if passage.kind != "item" or not number.isdecimal() or len(number) > MAX_DIGITS:
            continue
        if number == "1":
            lists = place_of(document, passage.path).kind in _NUMBERED
            opened = None if lists or passage.lead_in is not None else passage
            expected = 1
        if int(number) != expected:
            opened = opened if int(number) == expected - 1 else None
            continue
        expected += 1
        if opened is not None and opened.path != passage.path:
            found.add(passage.start)
    return frozenset(found)


def _from_row(document: AnnotatedDocument, passage: Passage) -> Iterator[Recommendation]:
    columns = of_request(read_answered(document, passage))
    place = place_of(document, passage.path)
    if row_kind(columns, place.kind, document.document_type.label) != KIND or is_done(columns):
        return
    if place.kind != "recommendations" and is_procedure(document):
        return
    cell = main_cell(document, passage, columns, KIND)
    if cell is None:
        return
    for part in cell_parts(document, cell):
        if any(map(str.isalnum, part.text)):
            yield from _from_cell(document, passage, part, columns)


def _from_cell(
    document: AnnotatedDocument,
    passage: Passage,
    cell: TableCell,
    columns: Mapping[str, TableCell],
) -> Iterator[Recommendation]:
    inner = as_item(passage, cell)
    reading = read_passage(document, inner)
    signals = ["row@recommendation", *blockers_of_row(reading)]
    if not any(role in columns for role in ("recommendation", "action", "order")):
        signals = list(reading.signals)
    assessment = weigh(document, passage, KIND, signals)
    if assessment is None:
        return
    addressees, deadline = who_and_when(document, columns)
    if "responsible" not in columns and not addressees:
        addressees = (
            list(reading.label.bodies)
            or find_addressees(document, reading.core, reading.moods, reading.subject)
            or bracketed(document, inner)
            or lead_addressees(document, passage)
        )
    if "deadline" not in columns and deadline is NONE:
        deadline = read_deadline(document, cell.start, cell.end)
    text = own_text(document, reading, cell)
    yield Recommendation(
        **common(document, KIND, [inner], assessment.confidence),
        text=text,
        number=passage.number,
        section=passage.group or section_title(document, passage) or column_section(columns, KIND),
        addressees=addressees,
        timeframe=deadline.timeframe,
        due=deadline.due,
        themes=find_themes(document, passage, text),
    )
