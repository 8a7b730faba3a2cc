"""Courses told by tables and calendars: one for each row with a title and a date or people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.listed_bodies import read_all_bodies
from policynlp.records.parts.venues import find_venue
from policynlp.records.training.audience import labelled_people
from policynlp.records.training.drafts import Draft
from policynlp.records.training.items import courses_in_items
from policynlp.records.training.labelled import bare_number
from policynlp.records.training.names import find_courses, title_of_heading
from policynlp.records.training.titles import issuer_of
from policynlp.records.training.values import (
    NAME,
    read_hours,
    read_period,
    read_seats,
    read_sessions,
    read_weeks,
)

COLUMNS = (
    "dates", "last", "place", "funders", "organizers", "duration", "objectives", "count",
    "audience", "title",
)  # fmt: skip
# A row needs a title and this many of the other values.
LEAST = 2
_BODIES = re.compile(r"\s\([^()]{2,90}\)$")


def courses_in_tables(document: AnnotatedDocument) -> Iterator[Draft]:
    """A draft for each row of a table of courses."""
    announced = document.document_type.label == "training_announcement"
    issuer = issuer_of(document) if announced else None
    drafts = (_read_row(document, row) for row in document.of_kind("row") if row.cells)
    for draft in (*drafts, *courses_in_items(document)):
        if draft is not None:
            if issuer is not None and not draft.organizers:
                draft.organizers = [issuer]
            yield draft


def _read_row(document: AnnotatedDocument, row: Passage) -> Draft | None:
    cells = {key: cell for key in COLUMNS if (cell := _cell(document, row, key)) is not None}
    if "title" not in cells and (named := _named_course(document, row)) is not None:
        cells["title"] = named
    if "title" in cells and not any(cell.header.strip() for cell in row.cells):
        others = (c for c in row.cells if c is not cells["title"])
        dated = [c for c in others if document.entities_in(c.start, c.end, "DATE")]
        if dated:
            cells["dates"] = dated[0]
    if "title" not in cells or not cells.keys() & {"dates", "place", "count", "audience"}:
        return None
    if "place" not in cells and "dates" in cells:
        both = cells["dates"]  # "Place and dates": "Bo, 3-7 May"
        if document.entities_in(both.start, both.end, "LOC"):
            cells["place"] = both
    title = cells["title"]
    courses = find_courses(document, title.start, title.end)
    if not any(c.strong for c in courses) and not _table_of_courses(document, row):
        return None
    rules = document.lexicon(row)
    if rules.pattern(NAME, "cues.cancelled").search(document.folded, row.start, row.end):
        return None
    text = " ".join(title.text.split())
    name = _BODIES.sub("", text) if "organizers" not in cells else text
    draft = Draft(title_of_heading(name, rules) or name, sure_title=True, score=1.0)
    draft.note(row)
    if name != text:
        at = title.start + title.text.index("(")
        draft.organizers = read_all_bodies(document, at + 1, title.end)
    if "dates" in cells:
        draft.start, draft.end = read_period(document, cells["dates"].start, cells["dates"].end)
    if "last" in cells:
        _, closing = read_period(document, cells["last"].start, cells["last"].end)
        draft.end = closing or draft.end
    if "place" in cells:
        venue = find_venue(document, cells["place"].start, cells["place"].end, bare=True)
        draft.online = venue is not None and venue.online
        draft.venue = None if draft.online else venue
    for key in ("count", "audience"):
        if key not in cells:
            continue
        cell = cells[key]
        draft.count = (
            draft.count
            or read_seats(document, cell.start, cell.end)
            or (bare_number(cell.text) if key == "count" else None)
        )
        if not draft.audience and any(c.isalpha() for c in cell.text):
            draft.audience = labelled_people(document, cell.start, cell.end)
    if "organizers" in cells:
        draft.organizers = read_all_bodies(
            document, cells["organizers"].start, cells["organizers"].end
        )
    if "funders" in cells:
        draft.funders = read_all_bodies(document, cells["funders"].start, cells["funders"].end)
    if "objectives" in cells:
        draft.objectives = [" ".join(cells["objectives"].text.split())]
    draft.hours = read_hours(document, row.start, row.end)
    draft.weeks = read_weeks(document, row.start, row.end)
    draft.sessions = read_sessions(document, row.start, row.end)
    return draft if draft.facts() >= LEAST or draft.start is not None else None


def _table_of_courses(document: AnnotatedDocument, row: Passage) -> bool:
    """Whether headings, caption or column titles speak of courses and no column of a plan."""
    rules = document.lexicon(row)
    titles = [fold(cell.header).strip(" :.") for cell in row.cells]
    if any(rules.pattern(NAME, "columns.plan").fullmatch(title) for title in titles):
        return False
    about = [*titles, *(fold(h.text) for h in row.path[-2:]), fold(row.lead_in or "")]
    return any(rules.pattern(NAME, "columns.table").search(title) for title in about)


def _named_course(document: AnnotatedDocument, row: Passage) -> TableCell | None:
    """The cell of a calendar's row that names a course by itself, in no plan with one in charge."""
    rules = document.lexicon(row)
    headers = [fold(cell.header).strip(" :.") for cell in row.cells]
    if any(rules.pattern(NAME, "columns.plan").fullmatch(header) for header in headers):
        return None
    for cell, header in zip(row.cells, headers, strict=True):
        if any(_titles(header, key, rules) for key in COLUMNS):
            continue
        if any(c.strong and not c.bare for c in find_courses(document, cell.start, cell.end)):
            return cell
    return None


def _titles(title: str, key: str, rules: Lexicon) -> bool:
    """Whether a column title, or one half of it in two languages, stands for a key."""
    parts = (title, *re.split(r"\s?/\s?", title))
    return any(rules.pattern(NAME, f"columns.{key}").fullmatch(part.strip()) for part in parts)


def _cell(document: AnnotatedDocument, row: Passage, key: str) -> TableCell | None:
    """The first filled cell whose column title stands for a key and for no earlier one."""
    rules = document.lexicon(row)
    titled = any(
        rules.pattern(NAME, "columns.title").fullmatch(fold(cell.header).strip(" :."))
        for cell in row.cells
    )
    for cell in row.cells:
        title = fold(cell.header).strip(" :.")
        if not title or not cell.text.strip():
            continue
        first = next((k for k in COLUMNS if _titles(title, k, rules)), None)
        if first == "count" and any(c.isalpha() for c in cell.text) and titled:
            first = key if key in ("count", "audience") else first
        if first == key:
            return cell
    return None
