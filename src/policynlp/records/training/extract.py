"""Trainings: courses, series of workshops, study tours with people to be taught.

They are read from announcements and calendars (`forms`), tables (`tables`) and
sentences (`prose`); what they say of the same course is put together.
"""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.records.training.beside import courses_beside, courses_beside_several
from policynlp.records.training.details import (
    fill_from_numbers,
    fill_from_sections,
    fill_rounds,
    put_in_past,
)
from policynlp.records.training.drafts import Draft, as_training, merge
from policynlp.records.training.editions import of_course
from policynlp.records.training.entries import is_calendar
from policynlp.records.training.forms import CALENDAR, courses_in_forms
from policynlp.records.training.prose import courses_in_prose
from policynlp.records.training.sections import is_bare_name
from policynlp.records.training.series import courses_in_series
from policynlp.records.training.tables import courses_in_tables
from policynlp.records.training.titles import seeks_staff
from policynlp.schema import Training


def extract(document: AnnotatedDocument) -> Iterator[Training]:
    """Records of type training, in reading order."""
    if seeks_staff(document):
        return
    own = courses_in_forms(document)
    rows = list(courses_in_tables(document))
    listed = [draft for draft in rows if not draft.is_edition]
    starts = {draft.start for draft in listed}
    repeated = len(own) == 1 and own[0].start in starts
    if len(own) == 1 and len(listed) >= CALENDAR and (is_calendar(document) or repeated):
        # The title is that of the table and of no course.
        own = []
    put_in_past(document, listed)
    told = fill_rounds(document, listed)
    if len(listed) >= CALENDAR:
        fill_from_sections(document, listed)
        fill_from_numbers(document, listed)
    drafts = [*own, *listed, *courses_in_series(document)]
    if len(own) == 1:
        drafts += of_course([draft for draft in rows if draft.is_edition], own[0])
    if not own:
        taken = {p.block.start for draft in listed for p in draft.sources if p.kind != "row"}
        drafts += courses_in_prose(document, taken | told)
    elif len(own) == 1:
        drafts += courses_beside(document, own[0])
    else:
        drafts += courses_beside_several(document, own)
    for draft in merge(drafts):
        if not _is_general(document, draft):
            yield as_training(document, draft)


def _is_general(document: AnnotatedDocument, draft: Draft) -> bool:
    """Whether a draft has no name, day, place or organiser of its own: training in general."""
    if draft.start is not None or draft.venue is not None or draft.online or draft.organizers:
        return False
    rules = document.lexicon_at(draft.sources[0].start) if draft.sources else None
    return rules is not None and is_bare_name(draft.title, rules)
