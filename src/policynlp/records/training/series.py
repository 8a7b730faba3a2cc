"""One course given several times: a line that names it, then a line for each town and its days.

"The Centre will run three workshops on triage:" - "Ndola, 9-10 May, for clerks (35 places)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.training.audience import split_people
from policynlp.records.training.drafts import Draft
from policynlp.records.training.facts import read_values
from policynlp.records.training.lines import is_line
from policynlp.records.training.names import CourseMention, find_courses
from policynlp.records.training.values import NAME

# So many dated lines make a series.
LEAST = 2
MAX_LINES = 40
_PART = re.compile(r"[^,;:()\n–—]+")


def courses_in_series(document: AnnotatedDocument) -> list[Draft]:
    """A draft for each dated line under a sentence with a colon that names a course."""
    drafts: list[Draft] = []
    passages = document.passages
    for i, lead in enumerate(passages):
        if lead.kind not in ("sentence", "item") or not lead.text.rstrip().endswith(":"):
            continue
        course = _course_of(document, lead)
        if course is None:
            continue
        lines = list(_dated_lines(document, passages[i + 1 : i + 1 + MAX_LINES]))
        if len(lines) < LEAST:
            continue
        known = read_values(document, lead.start, lead.end)
        for line in lines:
            draft = _read_line(document, line)
            draft.title, draft.head, draft.score = course.title, course.head, 1.0
            draft.organizers = draft.organizers or known.organizers
            draft.funders = draft.funders or known.funders
            draft.audience = draft.audience or known.audience
            draft.note(lead)
            draft.note(line)
            drafts.append(draft)
    return drafts


def _course_of(document: AnnotatedDocument, lead: Passage) -> CourseMention | None:
    """The course that a lead-in names, where it is no request and was not called off."""
    rules = document.lexicon(lead)
    for name in ("asked", "cancelled"):
        if rules.pattern(NAME, f"cues.{name}").search(document.folded, lead.start, lead.end):
            return None
    courses = find_courses(document, lead.start, lead.end)
    return next((c for c in courses if c.strong and not c.bare and not c.definite), None)


def _dated_lines(document: AnnotatedDocument, passages: Sequence[Passage]) -> Iterator[Passage]:
    """The lines without verb right behind a lead-in that have days or a month of their own."""
    for passage in passages:
        dates = document.entities_in(passage.start, passage.end, "DATE")
        dated = any(
            len((e.canonical_id or "").removeprefix("date:")) >= len("2014-03") for e in dates
        )
        if passage.kind == "row" or not dated or not is_line(document, passage.start, passage.end):
            return
        courses = find_courses(document, passage.start, passage.end)
        if any(c.strong and not c.bare for c in courses):
            return  # the lines name their courses themselves
        yield passage


def _read_line(document: AnnotatedDocument, line: Passage) -> Draft:
    draft = read_values(document, line.start, line.end, bare=True)
    rules = document.lexicon(line)
    for part in _PART.finditer(document.text, line.start, line.end):
        if draft.audience:
            break
        if document.entities_in(part.start(), part.end(), "DATE"):
            continue
        draft.audience = split_people(document, part.start(), part.end(), rules)
    return draft
