"""Trainings: courses, series of workshops, study tours with people to be taught.

They are read from announcements and calendars (`training_forms`), tables (`training_tables`) and
sentences (`training_prose`); what they say of the same course is put together.
"""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.records.training_drafts import as_training, merge
from policynlp.records.training_forms import courses_in_forms
from policynlp.records.training_prose import courses_in_prose
from policynlp.records.training_tables import courses_in_tables
from policynlp.schema import Training


def extract(document: AnnotatedDocument) -> Iterator[Training]:
    """Records of type training, in reading order."""
    own = courses_in_forms(document)
    drafts = [*own, *courses_in_tables(document)]
    if not own:
        drafts += courses_in_prose(document)
    for draft in merge(drafts):
        yield as_training(document, draft)
