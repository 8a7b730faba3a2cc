"""The towns in which one sentence gives a course in turn, each with its days.

"Similar courses are due in Bo (19-23 April) and Makeni (10-14 May)" tells of two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import any_of
from policynlp.records.parts.venues import find_venue
from policynlp.records.training.drafts import Draft
from policynlp.records.training.values import course_dates, read_period
from policynlp.schema import Entity


def at_each_stop(document: AnnotatedDocument, draft: Draft, start: int, end: int) -> list[Draft]:
    """The draft of a course at each town and time that a sentence pairs; itself where it does not.

    How many were taught in all, and in how many sessions, is told of none of them.
    """
    stops = list(_stops(document, start, end))
    if len(stops) < 2:
        return [draft]
    drafts = []
    for begin, stop in stops:
        first, last = read_period(document, begin, stop)
        own = replace(
            draft, start=first, end=last, venue=find_venue(document, begin, stop, bare=True),
            count=None, sessions=None, hours=None, weeks=None,
            sources=list(draft.sources), signals=list(draft.signals),
        )  # fmt: skip
        drafts.append(own)
    return drafts


def _stops(document: AnnotatedDocument, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of a town and a time each, which stand side by side with small words between."""
    towns = document.entities_in(start, end, "LOC")
    dates = [
        date
        for date in course_dates(document, start, end)
        if len(date.canonical_id or "") >= len("date:2014-03")
    ]
    if len(towns) < 2 or len(dates) < 2:
        return
    both = sorted([*towns, *dates], key=lambda entity: entity.start)
    run: list[Entity] = []
    for left, right in pairwise(both):
        joined = _gap().fullmatch(document.folded, left.end, right.start) is not None
        if joined and left.label != right.label:
            run = run or [left]
            run.append(right)
        elif len(run) > 2:
            break
        else:
            run = []
    for one, other in zip(run[::2], run[1::2], strict=False):
        yield one.start, other.end


@cache
def _gap() -> re.Pattern[str]:
    """Marks and small words alone."""
    small = any_of("lexicon", "and", "prepositions", "articles")
    return re.compile(rf"[ ,;():–—-]*(?:{small}(?!\w)[ ,;():–—-]*){{0,4}}")
