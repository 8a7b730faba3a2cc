"""What is part of a course and no event of its own: its sessions, years, rounds, batches."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, available, lexicon
from policynlp.records.event.drafts import Draft
from policynlp.records.parts.venues import NAME
from policynlp.records.training.titles import reports_training

# How many sentences above may tell of the course.
COURSE_REACH = 3
# The same, in sections above too, where nothing but "the session" is said.
BARE_REACH = 14
# A part with a longer name says itself what it is part of.
MAX_BARE = 5


def is_course_part(document: AnnotatedDocument, passage: Passage, draft: Draft) -> bool:
    """Whether an event read is a session or round of a course: its name says so ("second session
    of the diploma"), or the sentences right before tell of the course ("A first session ...")."""
    rules = document.lexicon(passage)
    name = fold(draft.name or "")
    if draft.kind == "workshop" and document.document_type.label == "training_announcement":
        taught = rules.pattern(NAME, "courses.taught")
        if taught.search(document.folded, passage.start, passage.end):
            return True
    if rules.pattern(NAME, "courses.parts").match(name) is None:
        return False
    if any(rules.pattern(NAME, key).search(name) for key in ("nouns.training", "courses.learners")):
        return True
    if any(_about_courses(heading.text) for heading in passage.path[-1:]):
        return True
    if len(name.split()) > MAX_BARE or rules.pattern(NAME, "nouns.bodies").search(
        document.folded, passage.start, passage.end
    ):
        return False
    if document.document_type.label == "training_announcement" or reports_training(document):
        return True
    bare = rules.pattern(NAME, "courses.parts").fullmatch(name) is not None
    first = max(0, passage.index - (BARE_REACH if bare else COURSE_REACH))
    for other in reversed(document.passages[first : passage.index + 1]):
        if other.path != passage.path and not bare:
            continue
        if _sits(document, other, rules):
            return False  # "the assembly", "the council" sits in sessions too
        if any(
            rules.pattern(NAME, key).search(document.folded, other.start, other.end)
            for key in ("nouns.training", "courses.learners")
        ):
            return True
    return False


def _sits(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> bool:
    """Whether a passage names a body or gathering that sits in sessions, not a room for it."""
    halls = [
        match.span()
        for match in rules.pattern(NAME, "names.halls").finditer(
            document.folded, passage.start, passage.end
        )
    ]
    return any(
        not any(s <= match.start() < e for s, e in halls)
        for match in rules.pattern(NAME, "courses.sitting").finditer(
            document.folded, passage.start, passage.end
        )
    )


def _about_courses(title: str) -> bool:
    """Whether a section's title says that it tells of courses: "News of the trainings"."""
    folded = fold(title)
    return any(lexicon(code).pattern(NAME, "nouns.training").search(folded) for code in available())
