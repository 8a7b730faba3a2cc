"""What those who were asked reply beside a request in a table, and the steps they will take."""

from __future__ import annotations

from collections.abc import Mapping

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.folding import fold
from policynlp.records.parts.moods import read_moods
from policynlp.records.requests.tables import gives_order, read_columns

# The role of a column of steps that answer the requests beside them, and those of its neighbours
# that tell of the step and not of the request.
ANSWER = "answer"
_OF_STEPS = frozenset({"responsible", "deadline"})


def read_answered(document: AnnotatedDocument, passage: Passage) -> Mapping[str, TableCell]:
    """The cells of a row by what they hold; its action is an answer where the request beside it
    was accepted or refused: "Recommendation | Response | Key action"."""
    columns = dict(read_columns(document, passage))
    if {"recommendation", "action"} <= columns.keys() and _is_answered(document, passage, columns):
        columns[ANSWER] = columns.pop("action")
    return columns


def _is_answered(
    document: AnnotatedDocument, passage: Passage, columns: Mapping[str, TableCell]
) -> bool:
    """Whether a column holds replies, or a cell of the row says "Accepted", "Partly agreed"."""
    if "reply" in columns:
        return True
    replies = document.lexicon(passage).pattern("tables", "cells.reply")
    return any(replies.match(fold(cell.text).strip()) for cell in passage.cells)


def of_request(columns: Mapping[str, TableCell]) -> Mapping[str, TableCell]:
    """The columns that tell of the request: who acts by when belongs to an answer beside it."""
    if ANSWER not in columns:
        return columns
    return {role: cell for role, cell in columns.items() if role not in _OF_STEPS}


def promised(document: AnnotatedDocument, columns: Mapping[str, TableCell]) -> TableCell | None:
    """The step that answers a request: the action beside its reply, else the reply where it says
    what will be done: "Hold the course by video"."""
    if ANSWER in columns:
        return columns[ANSWER]
    cell = columns.get("reply")
    if cell is None or "recommendation" not in columns:
        return None
    moods = {cue.mood for cue in read_moods(cell.text, document.lexicon_at(cell.start))}
    if "future" in moods or "commitment" in moods:
        return cell
    return cell if gives_order(document, cell.start, cell.end) else None
