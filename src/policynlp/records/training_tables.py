"""Courses told by tables and calendars: one for each row with a title and a date or people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.evidence import place_of
from policynlp.records.listed_bodies import read_all_bodies
from policynlp.records.moods import read_moods
from policynlp.records.training_audience import labelled_people, split_people
from policynlp.records.training_drafts import Draft
from policynlp.records.training_forms import bare_number
from policynlp.records.training_labels import key_of_label
from policynlp.records.training_names import find_courses, title_of_heading
from policynlp.records.training_facts import read_values
from policynlp.records.training_titles import issuer_of
from policynlp.records.training_values import (
    NAME,
    read_hours,
    read_period,
    read_seats,
    read_sessions,
    read_weeks,
)
from policynlp.records.venues import find_venue

COLUMNS = (
    "dates", "place", "funders", "organizers", "duration", "objectives", "count", "audience",
    "title",
)  # fmt: skip
# A row needs a title and this many of the other values.
LEAST = 2
MAX_ITEM_WORDS = 45
# How far behind the colon of a programmed course its days stand, in characters.
NEAR_DATE = 4
_HEAD = re.compile(r"(?P<head>[^:\n]{4,90}?)\s?:\s+")
_FIRST = re.compile(
    r"\A(?:[«“\"]\s*(?P<quoted>[^«»“”\"]{3,120}?)\s*[»”\"]|(?P<plain>[^,;:(\d]{4,120}?))\s*[,;:(–—-]"
)
_BODIES = re.compile(r"\s\([^()]{2,90}\)$")
_COMMA = re.compile(r"[,;–—]\s(?P<part>[^,;–—]{3,120})")


def courses_in_tables(document: AnnotatedDocument) -> Iterator[Draft]:
    """A draft for each row of a table of courses."""
    announced = document.document_type.label == "training_announcement"
    issuer = issuer_of(document) if announced else None
    for row in document.of_kind("row", "item"):
        draft = _read_row(document, row) if row.cells else _read_item(document, row)
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


def _read_item(document: AnnotatedDocument, item: Passage) -> Draft | None:
    """A course of a list: "Reading a tender", Roseau, 8-10 March 2021, 14 clerks."""
    heading = item.heading
    rules = document.lexicon(item)
    if item.has_children or len(item.text.split()) > MAX_ITEM_WORDS:
        return None
    titles = [heading.text] if heading is not None and heading is not document.headings[0] else []
    titles += [item.lead_in] if item.lead_in else []
    listed = any(
        rules.pattern(NAME, "columns.list").search(fold(title).strip(" :.")) for title in titles
    )
    if not listed and not _programmed(document, item, rules):
        return None
    first = _FIRST.match(item.text)
    if first is None or place_of(document, item.path).kind in ("recommendations", "next_steps"):
        return None
    moods = [cue for cue in read_moods(item.text, rules) if cue.start == 0]
    if any(cue.mood in ("infinitive", "imperative") for cue in moods) and first["quoted"] is None:
        return None
    behind = item.start + first.end(first.lastgroup or 0)
    draft = read_values(document, behind, item.end, bare=True)
    if draft.start is None or len(draft.start) < len("2014-03") or draft.facts() < LEAST:
        return None
    draft.title = " ".join((first["quoted"] or first["plain"]).split()).strip(" ,")
    draft.sure_title, draft.score = True, 1.0
    for part in _COMMA.finditer(item.text):
        if draft.audience:
            break
        s = item.start + part.start("part")
        draft.audience = split_people(document, s, item.start + part.end("part"), rules)
    draft.note(item)
    return draft


def _programmed(document: AnnotatedDocument, item: Passage, rules: Lexicon) -> bool:
    """Whether a numbered item of an announcement names a course and its days behind a colon."""
    own = document.document_type
    head = _HEAD.match(item.text)
    if own.label != "training_announcement" or own.confidence < 0.5 or head is None:
        return False
    label = fold(head["head"]).strip()
    if key_of_label(label) is not None or rules.pattern(NAME, "nouns.series").match(label + ":"):
        return False
    if rules.pattern(NAME, "cues.deadline").search(label):
        return False
    start = item.start + head.end()
    return any(e.start - start < NEAR_DATE for e in document.entities_in(start, item.end, "DATE"))


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
