"""Courses told by tables and calendars: one for each row with a title and a date or people."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage, TableCell, once_a_document
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.listed_bodies import read_all_bodies
from policynlp.records.parts.moods import read_moods
from policynlp.records.parts.venues import Venue, find_venue
from policynlp.records.training.audience import labelled_people
from policynlp.records.training.drafts import Draft
from policynlp.records.training.entries import is_calendar
from policynlp.records.training.headings import title_of_heading
from policynlp.records.training.items import courses_in_items
from policynlp.records.training.labelled import bare_number
from policynlp.records.training.names import find_courses
from policynlp.records.training.titles import issuer_of
from policynlp.records.training.values import (
    NAME,
    names_people,
    read_hours,
    read_period,
    read_seats,
    read_sessions,
    read_weeks,
)
from policynlp.schema import EntityLabel

COLUMNS = (
    "dates", "last", "place", "funders", "organizers", "duration", "objectives", "count",
    "audience", "title",
)  # fmt: skip
# A row needs a title and this many of the other values.
LEAST = 2
# A place has at most so many words.
PLACE_WORDS = 7
# What a row without a title tells of a round of the course that the section is about.
ROUND = frozenset({"dates", "place"})
_NUMBER = re.compile(r"\s?\d{1,3}[.)]?\s+(?=\S)")
_BODIES = re.compile(r"\s\([^()]{2,90}\)$")


def courses_in_tables(document: AnnotatedDocument) -> Iterator[Draft]:
    """A draft for each row of a table of courses."""
    announced = document.document_type.label == "training_announcement"
    issuer = issuer_of(document) if announced else None
    rows = (_parted(document, row) for row in document.of_kind("row") if row.cells)
    drafts = (_read_row(document, row) for row in rows)
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
    elif not cells and is_calendar(document):
        cells = _by_content(document, row)
    cells |= _under_unknown(document, row, cells)
    if "title" not in cells and "dates" in cells and (named := _naming_cell(document, row, cells)):
        cells["title"] = named
    if "title" not in cells and "dates" in cells and _counted(cells):
        if _is_edition(document, row):
            return _read_edition(document, row, cells)
        return _read_round(document, row, cells) if cells.keys() >= ROUND else None
    if "title" not in cells or not cells.keys() & {"dates", "place", "count", "audience"}:
        return None
    if "place" not in cells and "dates" in cells:
        both = cells["dates"]  # "Place and dates": "Bo, 3-7 May"
        if document.entities_in(both.start, both.end, "LOC"):
            cells["place"] = both
    title = cells["title"]
    courses = find_courses(document, title.start, title.end)
    rules = document.lexicon(row)
    names_course = any(c.strong for c in courses) and not _opens_step(title.text, rules)
    if not names_course and not _table_of_courses(document, row):
        return None
    if rules.pattern(NAME, "cues.cancelled").search(document.folded, row.start, row.end):
        return None
    text = " ".join(title.text.split())
    name = _BODIES.sub("", text) if "organizers" not in cells else text
    draft = Draft(title_of_heading(name, rules) or name, sure_title=True, score=1.0)
    draft.note(row)
    if name != text:
        at = title.start + title.text.index("(")
        draft.organizers = read_all_bodies(document, at + 1, title.end)
    _take_cells(document, draft, row, cells)
    return draft if draft.facts() >= LEAST or draft.start is not None else None


def _parted(document: AnnotatedDocument, row: Passage) -> Passage:
    """A row without the number that its first cell begins with: "Sl. Course", "1 Stock keeping"."""
    first = row.cells[0]
    head, _, title = first.header.strip().partition(" ")
    number = _NUMBER.match(first.text)
    ordinal = document.lexicon(row).pattern(NAME, "columns.ordinal")
    if number is None or not title or ordinal.fullmatch(fold(head).strip(" :.")) is None:
        return row
    cell = TableCell(title, first.text[number.end() :], first.start + number.end(), first.end)
    return replace(row, cells=(cell, *row.cells[1:]))


def _under_unknown(
    document: AnnotatedDocument, row: Passage, known: dict[str, TableCell]
) -> dict[str, TableCell]:
    """Days, place and people in the cells of a table of courses whose titles no list has."""
    if not known or not _table_of_courses(document, row):
        return {}
    rules = document.lexicon(row)
    found: dict[str, TableCell] = {}
    for cell in row.cells:
        title = fold(cell.header).strip(" :.")
        if not title or not cell.text.strip() or cell in known.values():
            continue
        if any(_titles(title, key, rules) for key in COLUMNS):
            continue
        key = ""
        if _covers(document, cell, "DATE", "LOC"):
            first, last = read_period(document, cell.start, cell.end)
            # One day may be that by which to apply.
            key = "place" if first is None else "dates" if first != last else ""
        elif _online(cell, rules):
            key = "place"
        elif "title" in known and names_people(fold(cell.text), rules):
            key = "audience"
        if key and key not in known:
            found.setdefault(key, cell)
    return found


def _naming_cell(
    document: AnnotatedDocument, row: Passage, known: dict[str, TableCell]
) -> TableCell | None:
    """The cell of a table of courses that names one, where no title of a column says so: the first
    with words of its own, under a title that stands for nothing else."""
    if not _table_of_courses(document, row) or _is_edition(document, row):
        return None
    rules = document.lexicon(row)
    taken = {cell.start for cell in known.values()}
    for cell in row.cells:
        title = fold(cell.header).strip(" :.")
        if cell.start in taken or any(_titles(title, key, rules) for key in COLUMNS):
            continue
        number = _NUMBER.match(cell.text)
        at = number.end() if number is not None else 0
        words = cell.text[at:].split()
        enough = len(words) >= LEAST or (bool(words) and cell is row.cells[0])
        own = enough and not any(c.isdigit() for c in words[0])
        filled = any(_covers(document, cell, label) for label in ("DATE", "LOC", "ORG", "PERSON"))
        people = not known.keys() & {"audience", "count"} and names_people(fold(cell.text), rules)
        if own and not filled and not people:
            return TableCell(cell.header, cell.text[at:], cell.start + at, cell.end)
    return None


def _by_content(document: AnnotatedDocument, row: Passage) -> dict[str, TableCell]:
    """The cells of a calendar without column titles, by what they hold: days, a number of seats, a
    place, a body; the first of the others is the name."""
    cells: dict[str, TableCell] = {}
    for cell in row.cells:
        text = cell.text.strip()
        if not text:
            continue
        key = "title"
        if _covers(document, cell, "DATE"):
            key = "dates"
        elif text[:1].isdigit() and read_seats(document, cell.start, cell.end) is not None:
            key = "count"
        elif _covers(document, cell, "ORG") or (text.isupper() and " " not in text):
            key = "organizers"
        elif _covers(document, cell, "LOC") or _online(cell, document.lexicon(row)):
            key = "place"
        elif "title" in cells:
            key = "place" if _named_place(cell, document.lexicon(row)) is not None else ""
        if key and key not in cells:
            cells[key] = cell
    return cells if "dates" in cells and len(cells) > LEAST else {}


def _covers(document: AnnotatedDocument, cell: TableCell, *labels: EntityLabel) -> bool:
    """Whether entities of some labels fill most of a cell."""
    found = document.entities_in(cell.start, cell.end, *labels)
    return 2 * sum(e.end - e.start for e in found) > cell.end - cell.start


def _online(cell: TableCell, rules: Lexicon) -> bool:
    return rules.pattern(NAME, "cues.online").fullmatch(fold(cell.text).strip()) is not None


def _counted(cells: dict[str, TableCell]) -> bool:
    """Whether a row says who or how many were taught."""
    return bool(cells.keys() & {"count", "audience"})


def _read_round(
    document: AnnotatedDocument, row: Passage, cells: dict[str, TableCell]
) -> Draft | None:
    """One time that the course of a section was given, in a table without a column of titles."""
    rules = document.lexicon(row)
    if not _table_of_courses(document, row):
        return None
    if rules.pattern(NAME, "cues.cancelled").search(document.folded, row.start, row.end):
        return None
    heading = next((h for h in reversed(row.path) if not h.colon), None)
    title = title_of_heading(heading.text, rules) if heading is not None else None
    draft = Draft(title, sure_title=title is not None, score=1.0, is_round=True)
    draft.note(row)
    _take_cells(document, draft, row, cells)
    dated = draft.start is not None and len(draft.start) > len("2014-03")
    return draft if dated and draft.venue is not None else None


def _is_edition(document: AnnotatedDocument, row: Passage) -> bool:
    """Whether the first column of a table counts the editions of a course."""
    columns = document.lexicon(row).pattern(NAME, "editions.columns")
    return columns.fullmatch(fold(row.cells[0].header).strip(" :.")) is not None


def _read_edition(
    document: AnnotatedDocument, row: Passage, cells: dict[str, TableCell]
) -> Draft | None:
    """One edition of the course that the document is about, which names it elsewhere."""
    draft = Draft(score=1.0, is_edition=True)
    draft.note(row)
    _take_cells(document, draft, row, cells)
    return draft if draft.start is not None else None


def _take_cells(
    document: AnnotatedDocument, draft: Draft, row: Passage, cells: dict[str, TableCell]
) -> None:
    """Put what the cells of a row say into its draft."""
    rules = document.lexicon(row)
    if "dates" in cells:
        draft.start, draft.end = read_period(document, cells["dates"].start, cells["dates"].end)
    if "last" in cells:
        _, closing = read_period(document, cells["last"].start, cells["last"].end)
        draft.end = closing or draft.end
    if "place" in cells:
        venue = find_venue(document, cells["place"].start, cells["place"].end, bare=True)
        draft.online = venue is not None and venue.online
        draft.venue = None if draft.online else venue or _named_place(cells["place"], rules)
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


def _named_place(cell: TableCell, rules: Lexicon) -> Venue | None:
    """A place that no gazetteer has, in a column of places."""
    name = " ".join(cell.text.split()).strip(" .")
    plain = name[:1].isupper() and not any(c.isdigit() for c in name)
    if not plain or len(name.split()) > PLACE_WORDS:
        return None
    if rules.pattern(NAME, "cues.nobody").match(fold(name)):
        return None
    return Venue(name, None, cell.start, cell.end)


def _table_of_courses(document: AnnotatedDocument, row: Passage) -> bool:
    """Whether headings, caption or column titles speak of courses and no column of a plan."""
    rules = document.lexicon(row)
    titles = [fold(cell.header).strip(" :.") for cell in row.cells]
    if any(rules.pattern(NAME, "columns.plan").fullmatch(title) for title in titles):
        return False
    if not any(titles) and is_calendar(document):
        return True
    about = [*titles, *(fold(h.text) for h in row.path[-2:]), fold(row.lead_in or "")]
    return any(rules.pattern(NAME, "columns.table").search(title) for title in about)


def _opens_step(text: str, rules: Lexicon) -> bool:
    """Whether a cell tells what somebody is to do: "Run a refresher by telephone"."""
    cues = read_moods(text, rules)
    return any(cue.start == 0 and cue.mood in ("infinitive", "imperative") for cue in cues)


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
    for i, cell in enumerate(row.cells):
        title = fold(cell.header).strip(" :.")
        if not title or not cell.text.strip():
            continue
        number = cell.text.strip(" .)").isdigit()
        ordinal = number and rules.pattern(NAME, "columns.ordinal").fullmatch(title) is not None
        if ordinal and (i == 0 or _is_rank(document, row, cell)):
            continue  # the number of the row
        first = next((k for k in COLUMNS if _titles(title, k, rules)), None)
        if first == "place" and cell.text.strip().isdigit():
            first = "count"  # "Places" in English
        if first in ("count", "audience"):
            first = _people_or_number(cell, first, key, rules, titled=titled)
        if first == key:
            return cell
    return None


def _is_rank(document: AnnotatedDocument, row: Passage, cell: TableCell) -> bool:
    """Whether a cell holds nothing but which row of its table it stands in."""
    return cell.text.strip(" .)") == str(_ranks(document).get(row.start))


@once_a_document
def _ranks(document: AnnotatedDocument) -> Mapping[int, int]:
    """By the start of a row, which of its table it is, from 1."""
    counts: Counter[int] = Counter()
    ranks: dict[int, int] = {}
    for row in document.of_kind("row"):
        counts[row.block.start] += 1
        ranks[row.start] = counts[row.block.start]
    return ranks


def _people_or_number(
    cell: TableCell, first: str, key: str, rules: Lexicon, *, titled: bool
) -> str:
    """What a cell under "persons trained" stands for: a number, people, or both for either key."""
    if not any(c.isalpha() for c in cell.text):
        return "count"
    if not any(c.isdigit() for c in cell.text) and names_people(fold(cell.text), rules):
        return "audience"
    both = first == "count" and titled and key in ("count", "audience")
    return key if both else first
