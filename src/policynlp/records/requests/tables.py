"""What the rows of a table ask or plan, from the titles of their columns and from their cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage, TableCell, once_a_document
from policynlp.blocks import split_marker
from policynlp.columns import column_role, section_number
from policynlp.records.parts.bodies import is_body, split_bodies
from policynlp.records.parts.moods import read_moods
from policynlp.records.requests.deadlines import NONE, Deadline, read_deadline_cell
from policynlp.records.requests.signals import Reading
from policynlp.records.weighing.places import place_of
from policynlp.sections import section_kinds

RowKind = Literal["recommendation", "action_item"]
# A table without telling titles is one of orders from so many rows on.
MIN_ROWS = 2
# A step told without a telling title has so many words.
MIN_STEP_WORDS = 3
_LABEL = re.compile(r"[^:.]{2,40}\s?:\s")
# A column holds orders when so many of its filled cells begin with one.
ORDERS = 0.6
# Papers whose orders are steps agreed on, and sections whose orders bind nobody.
_REPORTING = frozenset({"meeting_report", "mission_report"})
_NO_ORDERS = frozenset(
    {"duties", "qualifications", "how_to_apply", "objectives", "expected_results", "agenda", "law"}
)
# Columns of tables that ask nobody: help given, agendas, lists.
_OF_OTHERS = frozenset({"assistance", "place"})
# Columns beside which a column of orders is one of tasks, not of aims or duties.
_OF_TASKS = frozenset({"responsible", "deadline", "finding", "priority", "status"})
# A cell's parts between marks; a comma or dash inside a date has a digit or no space beside it.
_PARTS = re.compile(r"(?:[^,;\n–—-]|(?<=\w)[–-](?=\w))+")


def read_columns(document: AnnotatedDocument, passage: Passage) -> Mapping[str, TableCell]:
    """The cells of a row by what they hold; the first column of a kind counts.

    A title that names a kind of section says the same of a column ("What I propose"). Without
    column titles, and under unknown ones in a table of tasks, dates, names of bodies and orders
    tell what a cell holds.
    """
    columns: dict[str, TableCell] = {}
    past = place_of(document, passage.path).kind == "past_recommendations"
    for cell in passage.cells:
        role = column_role(cell.header) or (None if past else _section_role(cell.header))
        if role is not None and role not in columns:
            columns[role] = cell
    if not any(cell.header for cell in passage.cells):
        return _guess_columns(document, passage)
    if "reply" in columns and not columns.keys() & {"recommendation", "action"}:
        columns["action"] = columns.pop("reply")
    task = _untitled_task(passage, columns)
    if task is not None and not past:
        columns["recommendation" if "finding" in columns else "action"] = task
    lots = "cost" in columns and "responsible" not in columns
    if not lots and not past and not columns.keys() & {"recommendation", "action", *_OF_OTHERS}:
        order = _order_cell(document, passage, columns)
        if order is not None:
            columns["recommendation" if "finding" in columns else "action"] = order
    planned = "action" in columns and columns.keys() & {"responsible", "deadline"}
    result = columns.get("expected_result")
    if result and "deadline" not in columns and "deadline" in _guess_roles(document, [result]):
        columns["deadline"] = columns.pop("expected_result")  # "Target": "Q4 2019"
    if "place" not in columns and ("recommendation" in columns or planned):
        taken = {id(cell) for cell in columns.values()}
        spare = [cell for cell in passage.cells if id(cell) not in taken]
        columns = {**_guess_roles(document, spare), **columns}
    return columns


def _untitled_task(passage: Passage, columns: Mapping[str, TableCell]) -> TableCell | None:
    """The only cell without a title where others say who is to do it by when."""
    untitled = [cell for cell in passage.cells if not cell.header and cell.text.strip()]
    if len(untitled) != 1 or not {"responsible", "deadline"} <= columns.keys():
        return None
    return (
        None if columns.keys() & {"recommendation", "action", "place", *_OF_OTHERS} else untitled[0]
    )


def _section_role(header: str) -> str | None:
    """The role of a column whose title is one of a section: "What we ask for", "Next steps"."""
    kinds = section_kinds(header)
    if "recommendations" in kinds:
        return "recommendation"
    if "next_steps" in kinds:
        return "action"
    return "finding" if "findings" in kinds else None


def _guess_columns(document: AnnotatedDocument, passage: Passage) -> Mapping[str, TableCell]:
    if _listed(passage) is not None:
        return {}
    order = _order_cell(document, passage, {})
    if order is None:
        first = passage.cells[0]
        roles = _guess_roles(document, passage.cells[1:])
        if "deadline" not in roles and "deadline" in _guess_roles(document, [first]):
            roles = {**roles, "deadline": first}
        return roles
    rest = _guess_roles(document, [cell for cell in passage.cells if cell is not order])
    index = _deadline_columns(document).get(passage.block.start)
    if index is not None and index < len(passage.cells) and passage.cells[index] is not order:
        rest = {**rest, "deadline": passage.cells[index]}
    return {**rest, "order": order} if rest else _guess_roles(document, passage.cells[1:])


def _listed(passage: Passage) -> TableCell | None:
    """The only cell with words: numbers in a column of their own make no table but a list."""
    told = [cell for cell in passage.cells if any(map(str.isalpha, cell.text))]
    return told[0] if len(told) == 1 < len(passage.cells) and not told[0].header else None


def _order_cell(
    document: AnnotatedDocument, passage: Passage, columns: Mapping[str, TableCell]
) -> TableCell | None:
    """The cell of the column whose cells give orders, in a table that also says who or when."""
    if passage.cells and any(cell.header for cell in passage.cells):
        taken = {id(cell) for cell in columns.values()}
        spare = [cell for cell in passage.cells if id(cell) not in taken]
        if not (columns.keys() | _guess_roles(document, spare).keys()) & _OF_TASKS:
            return None
    index = _order_columns(document).get(passage.block.start)
    return passage.cells[index] if index is not None and index < len(passage.cells) else None


@once_a_document
def _order_columns(document: AnnotatedDocument) -> Mapping[int, int]:
    """By the start of a table, which of its columns gives orders; tables without one are absent."""
    tables: dict[int, list[Passage]] = {}
    for row in document.of_kind("row"):
        tables.setdefault(row.block.start, []).append(row)
    found: dict[int, int] = {}
    for start, rows in tables.items():
        if len(rows) < MIN_ROWS:
            continue
        for index in range(max(len(row.cells) for row in rows)):
            cells = [row.cells[index] for row in rows if index < len(row.cells)]
            filled = [cell for cell in cells if len(cell.text.split()) > 1]
            orders = [cell for cell in filled if gives_order(document, cell.start, cell.end)]
            if len(orders) >= MIN_ROWS and len(orders) >= ORDERS * len(filled):
                found[start] = index
                break
    return found


@once_a_document
def _deadline_columns(document: AnnotatedDocument) -> Mapping[int, int]:
    """By the start of a table without titles, which of its columns says when in most rows."""
    votes: dict[tuple[int, int], list[bool]] = {}
    for row in document.of_kind("row"):
        for index, cell in enumerate(row.cells):
            if cell.text.strip() and not cell.header:
                timed = "deadline" in _guess_roles(document, [cell])
                votes.setdefault((row.block.start, index), []).append(timed)
    return {start: i for (start, i), found in votes.items() if 2 * sum(found) >= len(found) > 1}


def gives_order(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch begins with an infinitive or a command."""
    cues = read_moods(document.text[start:end], document.lexicon_at(start))
    return any(cue.mood in ("infinitive", "imperative") and cue.start < 3 for cue in cues)


def cell_parts(document: AnnotatedDocument, cell: TableCell) -> list[TableCell]:
    """The lines of a cell that are orders of their own, else the cell itself."""
    lines: list[TableCell] = []
    position = cell.start
    for line in document.text[cell.start : cell.end].split("\n"):
        _, content = split_marker(line)
        start, end = position + content, position + len(line.rstrip())
        position += len(line) + 1
        if start < end:
            lines.append(replace(cell, text=document.text[start:end], start=start, end=end))
    own = len(lines) > 1 and all(
        not line.text[:1].islower() and gives_order(document, line.start, line.end)
        for line in lines
    )
    return lines if own else [cell]


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
        elif is_body(document, cell.start, cell.end) and not _assigns(document, cell):
            columns.setdefault("responsible", cell)
    return columns


def _assigns(document: AnnotatedDocument, cell: TableCell) -> bool:
    """Whether a cell says what somebody is to do: "Project and Ministry to agree on the pay"."""
    rules = document.lexicon_at(cell.start)
    assigned = rules.pattern("records/action_item", "assigned")
    return assigned.match(document.folded, cell.start, cell.end) is not None


def _is_period(document: AnnotatedDocument, cell: TableCell) -> bool:
    """Whether a cell holds a deadline without a date and nothing else: "within a fortnight"."""
    folded = document.folded[cell.start : cell.end].strip(" .;,")
    rules = document.lexicon_at(cell.start)
    return rules.pattern("deadlines", "phrases").fullmatch(folded) is not None


def row_kind(
    columns: Mapping[str, TableCell], place: str | None, document_type: str | None = None
) -> RowKind | None:
    """Whether a row asks for something, plans a step, or neither.

    `place` is the kind of section the table stands in. Without any title an order in a report is a
    step agreed on, elsewhere it asks.
    """
    planned = place in ("next_steps", "actions", "decisions")
    if "order" in columns and place not in _NO_ORDERS and document_type != "terms_of_reference":
        if place == "recommendations" or (not planned and document_type not in _REPORTING):
            return "recommendation"
        return "action_item"
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
    for role in (*order, "order"):
        if role in columns:
            return columns[role] if columns[role].text.strip() else None
    listed = None if columns else _listed(passage)
    if listed is not None:
        return listed if len(listed.text.split()) >= MIN_STEP_WORDS else None
    taken = {id(cell) for cell in columns.values()}
    dated = "deadline" in columns and not any(cell.header for cell in passage.cells)
    spare = [cell for cell in passage.cells if id(cell) not in taken]
    free = [cell for cell in spare if _reads_on(document, cell, dated=dated)]
    # Without a telling title: the longest text of the row.
    return max(free, key=lambda cell: len(cell.text), default=None)


def _reads_on(document: AnnotatedDocument, cell: TableCell, *, dated: bool) -> bool:
    """Whether a cell tells of something to be done: no name, no tick, no label with its value.

    Beside a day of its own an act may be told by nouns.
    """
    text = cell.text.strip()
    if sum(map(str.isalpha, text.split())) < MIN_STEP_WORDS or "?" in text or _LABEL.match(text):
        return False
    if is_body(document, cell.start, cell.end) and not _assigns(document, cell):
        return False
    return dated or bool(read_moods(cell.text, document.lexicon_at(cell.start)))


def column_section(columns: Mapping[str, TableCell], kind: RowKind) -> str | None:
    """The title of the column of requests or steps where it is the section's own title."""
    cell = columns.get("recommendation" if kind == "recommendation" else "action")
    if cell is None or not section_number(cell.header):
        return None
    return cell.header[len(section_number(cell.header)) :].strip(" :")


def who_and_when(
    document: AnnotatedDocument, columns: Mapping[str, TableCell]
) -> tuple[list[str], Deadline]:
    """The bodies and the deadline of a row; one column may hold both ("MoH, 15 May")."""
    deadline = NONE
    if "deadline" in columns:
        due = columns["deadline"]
        deadline = read_deadline_cell(document, due.start, due.end)
        if not _named_in(document, columns.get("responsible")):
            named, start = _bodies_before_date(document, due)
            if named:
                return named, read_deadline_cell(document, start, due.end)
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


def _named_in(document: AnnotatedDocument, cell: TableCell | None) -> bool:
    return cell is not None and any(map(str.isalnum, document.text[cell.start : cell.end]))


def _bodies_before_date(document: AnnotatedDocument, cell: TableCell) -> tuple[list[str], int]:
    """The bodies that slipped into the cell of a deadline, and where the deadline begins."""
    dates = document.entities_in(cell.start, cell.end, "DATE")
    if not dates:
        return [], cell.start
    before = cell.start, dates[0].start
    parts = [m.span() for m in _PARTS.finditer(document.text, *before)]
    named = any(is_body(document, *part) for part in parts)
    return (split_bodies(document, *before) if named else []), dates[0].start


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


def as_item(passage: Passage, cell: TableCell) -> Passage:
    """A cell or part of one as an item of its row's section."""
    return replace(passage, text=cell.text, start=cell.start, end=cell.end, kind="item")


def own_text(document: AnnotatedDocument, reading: Reading, cell: TableCell) -> str:
    """The text of a cell on one line, behind the name of a body."""
    return " ".join(document.text[text_start(reading) : cell.end].split())


def text_start(reading: Reading) -> int:
    """Where a cell's own text begins: behind the name of a body ("MoH — Send the list")."""
    return reading.core.start if reading.label.kind == "body" else reading.passage.start


def blockers_of_row(reading: Reading) -> list[str]:
    """What speaks against a cell under a telling title: there a law or a principle that it cites
    is only why or how something is to be done."""
    cited = {"block:law", "block:principle", "block:expectation"}
    return [s for s in reading.signals if s.startswith("block:") and s not in cited]
