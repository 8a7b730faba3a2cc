"""Trainings: courses, series of workshops, study tours with people to be taught.

They are read from announcements and calendars (`forms`), tables (`tables`) and
sentences (`prose`); what they say of the same course is put together.
"""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.records.training.details import fill_from_sections, fill_rounds, put_in_past
from policynlp.records.training.drafts import Draft, as_training, merge
from policynlp.records.training.entries import is_calendar
from policynlp.records.training.forms import CALENDAR, courses_in_forms
from policynlp.records.training.next_rounds import further_rounds
from policynlp.records.training.prose import courses_in_prose
from policynlp.records.training.sections import is_bare_name
from policynlp.records.training.series import courses_in_series
from policynlp.records.training.tables import courses_in_tables
from policynlp.records.training.titles import seeks_staff
from policynlp.records.weighing.likelihood import chance_of
from policynlp.schema import Training

# From this probability, or these log-odds of rules and model, a course told of beside the announced
# one is no part of it.
LIKELY, PLAIN = 0.5, 3.0
MONTH = len("2014-03")


def extract(document: AnnotatedDocument) -> Iterator[Training]:
    """Records of type training, in reading order."""
    if seeks_staff(document):
        return
    own = courses_in_forms(document)
    listed = list(courses_in_tables(document))
    starts = {draft.start for draft in listed}
    repeated = len(own) == 1 and own[0].start in starts
    if len(own) == 1 and len(listed) >= CALENDAR and (is_calendar(document) or repeated):
        # The title is that of the table and of no course.
        own = []
    put_in_past(document, listed)
    told = fill_rounds(document, listed)
    if len(listed) >= CALENDAR:
        fill_from_sections(document, listed)
    drafts = [*own, *listed, *courses_in_series(document)]
    if not own:
        taken = {p.block.start for draft in listed for p in draft.sources if p.kind != "row"}
        drafts += courses_in_prose(document, taken | told)
    elif len(own) == 1:
        drafts += [*further_rounds(document, own)] or _beside(document, own[0])
    else:
        # Courses told of beside the announced ones, by their names: last year's.
        scopes = [p for draft in own for p in draft.sources]
        drafts += [
            draft
            for draft in courses_in_prose(document)
            if draft.sure_title
            and draft.start is not None
            and not any(p.block is s.block for p in draft.sources for s in scopes)
        ]
    for draft in merge(drafts):
        if not _is_general(document, draft):
            yield as_training(document, draft)


def _is_general(document: AnnotatedDocument, draft: Draft) -> bool:
    """Whether a draft has no name, day, place or organiser of its own: training in general."""
    if draft.start is not None or draft.venue is not None or draft.online or draft.organizers:
        return False
    rules = document.lexicon_at(draft.sources[0].start) if draft.sources else None
    return rules is not None and is_bare_name(draft.title, rules)


def _beside(document: AnnotatedDocument, own: Draft) -> Iterator[Draft]:
    """Courses of other months than the one that a document announces or reports on."""
    if own.start is None:
        return
    for draft in courses_in_prose(document):
        if draft.start is None or len(draft.start) < MONTH or not draft.sources:
            continue
        if own.start[:MONTH] <= draft.start[:MONTH] <= (own.end or own.start)[:MONTH]:
            continue
        chance = chance_of(document, draft.sources[0], "training")
        if chance is None or chance >= LIKELY or draft.score >= PLAIN:
            yield draft
