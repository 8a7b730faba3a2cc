"""What the sections of an announcement tell of the courses that its table lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument, Heading
from policynlp.folding import fold
from policynlp.records.parts.forms import Scope
from policynlp.records.training.audience import split_people
from policynlp.records.training.drafts import Draft, fill
from policynlp.records.training.facts import read_values
from policynlp.records.training.forms import read_scope
from policynlp.records.training.values import NAME

# A title of fewer letters may stand in any other one.
MIN_TITLE = 5
# So many characters of a number may stand before the name ("Session 3: ").
NUMBER = 14
# So many rows make a series of rounds.
LEAST = 2
_NUMBER = re.compile(r"\s?(?P<number>\d{1,2})[.)]?\s")
MONTH = len("2014-03")


def fill_from_sections(document: AnnotatedDocument, listed: Sequence[Draft]) -> None:
    """Complete each course of a table by the section that has its name as title, if one has."""
    headings = [h for h in document.headings if not h.colon]
    for i, heading in enumerate(headings):
        draft = next((d for d in listed if _is_titled(heading, d)), None)
        if draft is None:
            continue
        end = headings[i + 1].start if i + 1 < len(headings) else len(document.text)
        more = read_scope(document, Scope(heading.start, end, heading), heading)
        more.title = None
        more.sources = more.sources[:1]
        fill(draft, more)


def fill_rounds(document: AnnotatedDocument, listed: Sequence[Draft]) -> set[int]:
    """Complete the rounds of a table without titles by what its section says of all of them;
    gives the starts of the blocks that were read."""
    read: set[int] = set()
    rows = [(d, d.sources[0]) for d in listed if d.sources and d.sources[0].kind == "row"]
    for heading in document.headings:
        rounds = [d for d, row in rows if d.is_round and row.heading is heading]
        if len(rounds) < LEAST:
            continue
        rules = document.lexicon_at(heading.start)
        people = split_people(document, heading.start, heading.end, rules)
        common = Draft()
        for passage in document.of_kind("sentence"):
            if passage.heading is heading:
                fill(common, read_values(document, passage.start, passage.end))
                read.add(passage.block.start)
        for draft in rounds:
            for name in ("organizers", "hosts", "funders", "objectives"):
                if not getattr(draft, name):
                    setattr(draft, name, list(getattr(common, name)))
            draft.audience = draft.audience or people or list(common.audience)
            draft.hours = draft.hours or common.hours
    return read


def fill_from_numbers(document: AnnotatedDocument, listed: Sequence[Draft]) -> None:
    """Complete the courses of a table by sentences that call them by their numbers: "Course 5 is
    given on Thursdays, 48 hours in all"."""
    rows = {number: d for d in listed if (number := _number(document, d)) is not None}
    for passage in document.of_kind("sentence") if len(rows) > 1 else ():
        rules = document.lexicon(passage)
        folded = document.folded_text(passage)
        called = {m["number"] for m in rules.pattern(NAME, "nouns.numbered").finditer(folded)}
        draft = rows.get(called.pop()) if len(called) == 1 else None
        if draft is None or rules.pattern(NAME, "editions.verbal").search(folded):
            continue
        more = read_values(document, passage.start, passage.end)
        for name in ("organizers", "funders", "audience", "objectives"):
            if not getattr(draft, name) and getattr(more, name):
                setattr(draft, name, getattr(more, name))
                draft.note(passage)
        if more.hours is not None or more.sessions is not None:
            draft.hours, draft.sessions = draft.hours or more.hours, draft.sessions or more.sessions
            draft.note(passage)


def _number(document: AnnotatedDocument, draft: Draft) -> str | None:
    """The number that the row of a course begins with."""
    row = draft.sources[0] if draft.sources else None
    if row is None or row.kind != "row":
        return None
    number = _NUMBER.match(document.text, row.start, row.end)
    return number["number"] if number is not None else None


def _is_titled(heading: Heading, draft: Draft) -> bool:
    """Whether a heading is the name of a course, or holds no more than a number besides."""
    name, title = fold(draft.title or ""), fold(heading.text).strip(" .:")
    return len(name) >= MIN_TITLE and title.endswith(name) and len(title) - len(name) <= NUMBER


def put_in_past(document: AnnotatedDocument, listed: Sequence[Draft]) -> None:
    """Take days without a year that lie ahead, in a list of what has been held, for the last ones:
    "6 to 8 May" under "Trainings held" in a report of January."""
    published = document.published
    for draft in listed:
        if published is None or draft.start is None or not draft.sources:
            continue
        if len(draft.start) < MONTH or draft.start[:MONTH] <= published[:MONTH]:
            continue
        rules = document.lexicon(draft.sources[0])
        past = rules.pattern(NAME, "columns.past")
        titles = [h.text for h in draft.sources[0].path] + [draft.sources[0].lead_in or ""]
        if any(draft.start[:4] in p.text for p in draft.sources) or not any(
            past.search(fold(title)) for title in titles
        ):
            continue
        draft.start = _year_before(draft.start)
        draft.end = _year_before(draft.end) if draft.end is not None else None


def _year_before(date: str) -> str:
    return f"{int(date[:4]) - 1}{date[4:]}"
