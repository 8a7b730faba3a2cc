"""What the rows of a table ask or plan, from the titles of their columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.columns import column_role
from policynlp.folding import fold
from policynlp.languages import Lexicon, available, lexicon
from policynlp.records.bodies import is_body, split_bodies
from policynlp.records.deadlines import NONE, Deadline, read_deadline_cell
from policynlp.records.signals import Reading

RowKind = Literal["recommendation", "action_item"]
# "done in 2017": how many words may stand behind the one that says so.
MAX_STATUS_REST = 3
# A cell's parts between marks; a comma or dash inside a date has a digit or no space beside it.
_PARTS = re.compile(r"(?:[^,;\n–—-]|(?<=\w)[–-](?=\w))+")


def read_columns(document: AnnotatedDocument, passage: Passage) -> Mapping[str, TableCell]:
    """The cells of a row by what they hold; the first column of a kind counts.

    Without column titles, and under unknown ones in a table of tasks, dates and names of bodies
    tell what a cell holds.
    """
    columns: dict[str, TableCell] = {}
    for cell in passage.cells:
        role = column_role(cell.header)
        if role is not None and role not in columns:
            columns[role] = cell
    if not any(cell.header for cell in passage.cells):
        return _guess_columns(document, passage)
    planned = "action" in columns and columns.keys() & {"responsible", "deadline"}
    if "place" not in columns and ("recommendation" in columns or planned):
        taken = {id(cell) for cell in columns.values()}
        spare = [cell for cell in passage.cells if id(cell) not in taken]
        columns = {**_guess_roles(document, spare), **columns}
    return columns


def _guess_columns(document: AnnotatedDocument, passage: Passage) -> Mapping[str, TableCell]:
    return _guess_roles(document, passage.cells[1:])


def _guess_roles(
    document: AnnotatedDocument, cells: Iterable[TableCell]
) -> Mapping[str, TableCell]:
    """The cells that hold a time or name a body, whatever stands above them."""
    columns: dict[str, TableCell] = {}
    for cell in cells:
        dates = document.entities_in(cell.start, cell.end, "DATE")
        length = len(cell.text.strip())
        if not length:
            continue
        if (dates and 2 * sum(e.end - e.start for e in dates) >= length) or _is_period(
            document, cell
        ):
            columns.setdefault("deadline", cell)
        elif is_body(document, cell.start, cell.end):
            columns.setdefault("responsible", cell)
    return columns


def _is_period(document: AnnotatedDocument, cell: TableCell) -> bool:
    """Whether a cell holds a deadline without a date and nothing else: "within a fortnight"."""
    folded = document.folded[cell.start : cell.end].strip(" .;,")
    rules = document.lexicon_at(cell.start)
    return rules.pattern("deadlines", "phrases").fullmatch(folded) is not None


def row_kind(columns: Mapping[str, TableCell], place: str | None) -> RowKind | None:
    """Whether a row asks for something, plans a step, or neither.

    `place` is the kind of section the table stands in.
    """
    planned = place in ("next_steps", "actions", "decisions")
    if "assistance" in columns:
        return None
    if "recommendation" in columns:
        return "action_item" if place == "next_steps" and "action" in columns else "recommendation"
    if "place" in columns and "responsible" not in columns:
        return None
    if "action" in columns:
        if place == "recommendations":
            return "recommendation"
        if planned or "responsible" in columns or "deadline" in columns:
            return "action_item"
        return None
    if place == "recommendations":
        return "recommendation"
    if planned:
        return "action_item"
    return None


def main_cell(
    document: AnnotatedDocument, passage: Passage, columns: Mapping[str, TableCell], kind: RowKind
) -> TableCell | None:
    """The cell that says what is to be done, or None where it is empty."""
    order = (
        ("recommendation", "action") if kind == "recommendation" else ("action", "recommendation")
    )
    for role in order:
        if role in columns:
            return columns[role] if columns[role].text.strip() else None
    taken = {id(cell) for cell in columns.values()}
    free = [cell for cell in passage.cells if id(cell) not in taken and cell.text.strip()]
    if not free:
        return None
    del document
    # Without a telling title: the longest text of the row.
    return max(free, key=lambda cell: len(cell.text))


def is_done(columns: Mapping[str, TableCell]) -> bool:
    """Whether the status column says that the thing is done."""
    if "status" not in columns:
        return False
    folded = fold(columns["status"].text).strip(" .")
    return any(_says_done(lexicon(code), folded) for code in available())


def _says_done(rules: Lexicon, folded: str) -> bool:
    """Whether a status is, or begins with, a word for done or dropped: "done in 2017"."""
    match = rules.pattern("tables", "cells.done").match(folded)
    if match is None:
        return False
    rest = folded[match.end() :].split()
    return len(rest) <= MAX_STATUS_REST and (
        rules.pattern("tables", "cells.partly").search(folded) is None
    )


def who_and_when(
    document: AnnotatedDocument, columns: Mapping[str, TableCell]
) -> tuple[list[str], Deadline]:
    """The bodies and the deadline of a row; one column may hold both ("MoH, 15 May")."""
    deadline = NONE
    if "deadline" in columns:
        due = columns["deadline"]
        deadline = read_deadline_cell(document, due.start, due.end)
    if "responsible" not in columns:
        return [], deadline
    who = columns["responsible"]
    if deadline is not NONE or not _holds_time(document, who):
        return split_bodies(document, who.start, who.end), deadline
    bodies: list[str] = []
    for part in _PARTS.finditer(document.text, who.start, who.end):
        s, e = part.span()
        found = _time_of(document, s, e)
        if found is None:
            bodies += split_bodies(document, s, e)
        elif found is not NONE and deadline is NONE:
            deadline = found
    return list(dict.fromkeys(bodies)), deadline


def _holds_time(document: AnnotatedDocument, cell: TableCell) -> bool:
    parts = list(_PARTS.finditer(document.text, cell.start, cell.end))
    return len(parts) > 1 and any(_time_of(document, *p.span()) is not None for p in parts)


def _time_of(document: AnnotatedDocument, start: int, end: int) -> Deadline | None:
    """The deadline that a part of a cell is; NONE for a frequency; None where it is no time."""
    while start < end and not document.text[start].isalnum():
        start += 1
    if start == end:
        return None
    rules = document.lexicon_at(start)
    folded = document.folded[start:end].strip(" .;,")
    if rules.pattern("deadlines", "frequency").match(folded):
        return NONE
    dates = document.entities_in(start, end, "DATE")
    covered = sum(date.end - date.start for date in dates)
    whole = rules.pattern("deadlines", "phrases").fullmatch(folded) is not None
    if whole or 2 * covered >= len(folded):
        return read_deadline_cell(document, start, end)
    return None


def text_start(reading: Reading) -> int:
    """Where a cell's own text begins: behind the name of a body ("MoH — Send the list")."""
    return reading.core.start if reading.label.kind == "body" else reading.passage.start
