"""What the rows of a table ask or plan, from the titles of their columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.columns import column_role
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.bodies import is_body

RowKind = Literal["recommendation", "action_item"]


def read_columns(document: AnnotatedDocument, passage: Passage) -> Mapping[str, TableCell]:
    """The cells of a row by what they hold; the first column of a kind counts.

    Without column titles, dates and names of bodies tell what a cell holds.
    """
    columns: dict[str, TableCell] = {}
    for cell in passage.cells:
        role = column_role(cell.header)
        if role is not None and role not in columns:
            columns[role] = cell
    if not any(cell.header for cell in passage.cells):
        return _guess_columns(document, passage)
    return columns


def _guess_columns(document: AnnotatedDocument, passage: Passage) -> Mapping[str, TableCell]:
    columns: dict[str, TableCell] = {}
    for cell in passage.cells[1:]:
        dates = document.entities_in(cell.start, cell.end, "DATE")
        length = len(cell.text.strip())
        if not length:
            continue
        if dates and 2 * sum(e.end - e.start for e in dates) >= length:
            columns.setdefault("deadline", cell)
        elif is_body(document, cell.start, cell.end):
            columns.setdefault("responsible", cell)
    return columns


def row_kind(columns: Mapping[str, TableCell], place: str | None) -> RowKind | None:
    """Whether a row asks for something, plans a step, or neither.

    `place` is the kind of section the table stands in.
    """
    planned = place in ("next_steps", "actions", "decisions")
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
    return any(
        lexicon(code).pattern("tables", "cells.done").fullmatch(folded) for code in available()
    )
