"""Action items: planned steps, usually with somebody in charge."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.folding import fold
from policynlp.records.help.helpers import find_help
from policynlp.records.parts.bodies import split_bodies
from policynlp.records.requests.addressees import (
    find_addressees,
    lead_addressees,
    second_actors,
)
from policynlp.records.requests.asked_nobody import against
from policynlp.records.requests.deadlines import NONE, is_clock, read_deadline
from policynlp.records.requests.items import (
    cell_bodies,
    deadline_of,
    holds_values,
    item_text,
    members_of,
    request_parts,
    run_ins,
)
from policynlp.records.requests.named_first import find_assigned, opening_body
from policynlp.records.requests.named_last import bracketed, trailing_bodies
from policynlp.records.requests.procedures import is_procedure
from policynlp.records.requests.replies import promised, read_answered
from policynlp.records.requests.reported import Told, read_told_deadline, signs_beside
from policynlp.records.requests.signals import ASKING, Reading, read_passage
from policynlp.records.requests.statuses import is_done
from policynlp.records.requests.step_titles import announces_steps
from policynlp.records.requests.tables import (
    as_item,
    cell_parts,
    column_section,
    main_cell,
    own_text,
    row_kind,
    who_and_when,
)
from policynlp.records.requests.titled_steps import takes_place, titled_step
from policynlp.records.requests.titles import section_title
from policynlp.records.requests.told_requests import told_request
from policynlp.records.requests.told_steps import listed_step, told_step
from policynlp.records.weighing.evidence import Assessment, weigh
from policynlp.records.weighing.likelihood import chance_of
from policynlp.records.weighing.places import place_of
from policynlp.records.weighing.provenance import common
from policynlp.schema import ActionItem

KIND: Literal["action_item"] = "action_item"
NAME = "records/action_item"
# Sections in which "The Bank sends the report" is a step.
_PLANNED = frozenset({"next_steps", "decisions"})
# Papers whose calendars are those of a selection.
_COURSES = "training_announcement"
# From this probability on a promise tells of technical assistance.
LIKELY_HELP = 0.5
_PAST = re.compile(r"\s{0,3}a\s{1,3}[^\W\d_]{1,24}é[es]{0,2}(?!\w)")
_SPACES = re.compile(r"\s+")


def extract(document: AnnotatedDocument) -> Iterator[ActionItem]:
    """Records of type action item, in reading order."""
    for part in request_parts(document):
        read = _from_row if part.kind == "row" else _from_text
        yield from read(document, part)


def _from_text(document: AnnotatedDocument, passage: Passage) -> Iterator[ActionItem]:
    if holds_values(document, passage):
        return
    reading = read_passage(document, passage)
    members = members_of(document, reading)
    if members is None:
        return
    named = None if reading.has(*ASKING) else find_assigned(document, reading.core)
    if named is not None and _PAST.match(document.text, named[1]):
        named = None  # "La CPA a livré": no step, though "à livrer" folds alike
    assigned = [] if named is None else split_bodies(document, *named)
    signals = [*reading.signals, *against(document, reading)]
    if assigned:
        signals.append("item:actor_to")
    elif (
        (reading.place.kind in _PLANNED or reading.label.kind == "plan")
        and not reading.moods
        and "lead:request" not in reading.signals
    ):
        acting = opening_body(document, reading.core)
        if acting is not None and (passage.kind == "item" or reading.label.kind == "plan"):
            assigned = split_bodies(document, *acting)
            signals.append("item:actor_acts")
    if reading.label.kind == "plan" and reading.has("future", "commitment"):
        signals.append("label:promise")
    if passage.kind == "sentence" and _assists(document, passage):
        signals.append("block:assistance")
    told = (
        told_step(document, passage)
        or titled_step(document, reading)
        or listed_step(document, reading)
    )
    signals = signs_beside(signals, told)
    if told is not None and "block:assistance" not in told.overrides:
        chance = chance_of(document, passage, "technical_assistance")
        if chance is not None and chance >= LIKELY_HELP:
            signals.append("block:assistance")
    if told is not None:
        assigned = _who(document, reading, told) or assigned
    elif told_request(document, passage) is not None:
        signals.append("told:request")
    assessment = weigh(document, passage, KIND, signals)
    if assessment is None:
        return
    yield _fill(document, reading, members, assessment, assigned, told)


def _assists(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence tells of help by experts and its form, which is no planned step."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    name = "records/technical_assistance"
    if rules.pattern(name, "expert").search(folded) is None:
        return False
    return bool(find_help(document, passage).modalities)


def _fill(
    document: AnnotatedDocument,
    reading: Reading,
    members: list[Passage],
    assessment: Assessment,
    assigned: list[str],
    told: Told | None,
) -> ActionItem:
    passage = reading.passage
    stop, values = run_ins(document, reading, members)
    if told is not None and "deadline" not in values:
        deadline = read_told_deadline(document, told, passage)
    else:
        deadline = deadline_of(document, passage, stop or members[-1].end, values)
    return ActionItem(
        **common(document, KIND, members, assessment.confidence),
        step=item_text(document, members, reading.core.start, stop),
        responsible=cell_bodies(document, values)
        or list(reading.label.bodies)
        or assigned
        or _named(document, reading, told)
        or bracketed(document, passage)
        or trailing_bodies(document, passage)
        or lead_addressees(document, passage),
        expected_result=values["expected_result"].text if "expected_result" in values else None,
        category=section_title(document, passage),
        timeframe=deadline.timeframe,
        due=deadline.due,
    )


def _who(document: AnnotatedDocument, reading: Reading, told: Told) -> list[str]:
    """Who a reported step names, with those named beside them."""
    named = split_bodies(document, *told.who) if told.who is not None else []
    found = find_addressees(document, reading.core, reading.moods, reading.subject)
    if named and named[0] in found:
        return found
    return list(dict.fromkeys([*named, *second_actors(document, reading.core)])) if named else []


def _named(document: AnnotatedDocument, reading: Reading, told: Told | None) -> list[str]:
    """Who the passage itself says will act; what it reports has told all that it says."""
    if told is not None and told.sign not in ("told:listed", "told:titled"):
        return []
    return find_addressees(document, reading.core, reading.moods, reading.subject)


def _from_row(document: AnnotatedDocument, passage: Passage) -> Iterator[ActionItem]:
    columns = read_answered(document, passage)
    place = place_of(document, passage.path)
    if is_done(columns) or (place.kind != "recommendations" and is_procedure(document)):
        return
    cell = promised(document, columns)
    kind = "next_steps" if announces_steps(document, passage.path) else place.kind
    if cell is None and row_kind(columns, kind, document.document_type.label) == KIND:
        cell = main_cell(document, passage, columns, KIND)
    if cell is None or _is_lesson(document, passage) or _is_selection(document, columns):
        return
    for part in cell_parts(document, cell):
        if any(map(str.isalnum, part.text)):
            yield from _from_cell(document, passage, part, columns)


def _is_lesson(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a row belongs to the programme of a day or course: by its hours or its titles."""
    if any(is_clock(cell.text) for cell in passage.cells):
        return True
    hours = document.lexicon(passage).pattern(NAME, "hours")
    return any(hours.fullmatch(fold(cell.header).strip(" .:")) for cell in passage.cells)


def _is_selection(document: AnnotatedDocument, columns: Mapping[str, TableCell]) -> bool:
    """Whether a row tells when those who apply for a course hear of it: nobody is in charge."""
    return document.document_type.label == _COURSES and "responsible" not in columns


def _is_planned(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a row stands where steps are told."""
    known = place_of(document, passage.path).kind in _PLANNED
    return known or announces_steps(document, passage.path)


def _from_cell(
    document: AnnotatedDocument,
    passage: Passage,
    cell: TableCell,
    columns: Mapping[str, TableCell],
) -> Iterator[ActionItem]:
    place = place_of(document, passage.path)
    inner = as_item(passage, cell)
    reading = read_passage(document, inner)
    if any(role in columns for role in ("recommendation", "action", "order")):
        signals = ["row@action_item"]
        if place.kind in ("duties", "agenda", "how_to_apply", "achievements"):
            signals.append(f"item@{place.kind}")
    elif "deadline" in columns and _is_planned(document, passage):
        signals = [] if takes_place(document, reading) else ["row@action_item"]
    else:
        signals = list(reading.signals)
    assessment = weigh(document, passage, KIND, signals)
    if assessment is None:
        return
    responsible, deadline = who_and_when(document, columns)
    if "responsible" not in columns and not responsible:
        responsible = (
            list(reading.label.bodies)
            or find_addressees(document, reading.core, reading.moods, reading.subject)
            or bracketed(document, inner)
        )
    if "deadline" not in columns and deadline is NONE:
        deadline = read_deadline(document, cell.start, cell.end)
    result = columns.get("expected_result")
    expected = _SPACES.sub(" ", result.text).strip(" -–—") if result is not None else ""
    yield ActionItem(
        **common(document, KIND, [inner], assessment.confidence),
        step=own_text(document, reading, cell),
        responsible=responsible,
        expected_result=expected or None,
        category=passage.group or section_title(document, passage) or column_section(columns, KIND),
        timeframe=deadline.timeframe,
        due=deadline.due,
    )
