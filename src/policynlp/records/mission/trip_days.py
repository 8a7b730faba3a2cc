"""First and last day of a trip: from labels, the cover, sentences of travel, the programme."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.entities.periods import bounds, start_and_end
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.mission.trip_text import (
    COVER_CHARACTERS,
    Days,
    cover_lines,
    days_in,
    has_days,
    ranges_in,
    span_of,
)
from policynlp.records.parts.forms import Form, Scope, entities_of
from policynlp.schema import Entity

NAME = "records/mission"
# A labelled value of dates is short; longer ones are prose.
MAX_VALUE = 90
# How far behind a place the days of the stay there may stand, in characters.
NEAR_DAYS = 60


def read_days(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> tuple[str | None, str | None]:
    """First and last day of a trip in the precision stated: labels, cover, prose, programme."""
    labelled = _labelled_days(document, form)
    if labelled is not None:
        return labelled
    cover = cover_days(document, scope) or _told_under_label(document, form)
    if cover is not None:
        return cover
    if scope.heading is not None and (listed := listed_days(document, scope.heading)):
        return span_of(listed) or (None, None)
    for passage in told:
        ranges = ranges_in(document, passage.start, passage.end)
        if ranges:
            return _widened(document, told, span_of(ranges[:1]) or ("", ""))
    planned = _programme_days(document, scope)
    if planned is not None:
        return planned
    single = [e for p in told for e in days_in(document, p.start, p.end)]
    best = span_of(single) or span_of(entities_of(document, form.get("dates", ()), "DATE"))
    if best is None:
        lines = cover_lines(document, scope)
        dates = [e for s, t in lines for e in document.entities_in(s, t, "DATE")]
        # The day of issue says when the report was written.
        issue = document.published
        best = span_of([e for e in dates if start_and_end(e.canonical_id)[0] != issue][:1])
    return best or (None, None)


def _labelled_days(document: AnnotatedDocument, form: Form) -> Days | None:
    first = [e for e in entities_of(document, form.get("start", ()), "DATE") if has_days(e)]
    last = [e for e in entities_of(document, form.get("end", ()), "DATE") if has_days(e)]
    if first and last:
        return span_of([first[0], last[0]])
    # Rows are those of a programme, whose first and last days may be on the road.
    passages = [p for p in form.get("dates", ()) if p.kind != "row"]
    values = [p for p in passages if len(p.text) <= MAX_VALUE and not _is_prose(document, p)]
    days = [e for e in entities_of(document, values, "DATE") if has_days(e)]
    return span_of(days)


def _told_under_label(document: AnnotatedDocument, form: Form) -> Days | None:
    """The first stretch of several days that sentences under a label tell: those of one leg may
    stand before the whole trip's, which the cover gives."""
    for passage in form.get("dates", ()):
        ranges = ranges_in(document, passage.start, passage.end)
        if ranges and passage.kind != "row":
            return span_of(ranges[:1])
    return None


def _is_prose(document: AnnotatedDocument, passage: Passage) -> bool:
    verbs = document.lexicon(passage).pattern("lexicon", "finite_verbs")
    return passage.kind == "sentence" and bool(verbs.search(document.folded_text(passage)))


def cover_days(document: AnnotatedDocument, scope: Scope) -> Days | None:
    """The first stretch of several days on the cover; in a heading of a trip also a single day."""
    for start, end in cover_lines(document, scope):
        ranges = ranges_in(document, start, end)
        if not ranges and scope.heading is not None:
            ranges = days_in(document, start, end)
        if ranges:
            return span_of(ranges[:1])
    return None


def listed_days(document: AnnotatedDocument, heading: Heading) -> list[Entity]:
    """Days that a line at the top gives for the country or town of a heading.

    "(1) Botswana, 5-9 November 2018, (2) Lesotho, 19-23 November 2018"
    """
    names = {
        entity.canonical_id
        for entity in document.entities_in(heading.start, heading.end, "COUNTRY", "LOC")
    }
    for place in document.entities_in(0, min(heading.start, COVER_CHARACTERS), "COUNTRY", "LOC"):
        if place.canonical_id not in names:
            continue
        line = document.text.find("\n", place.end)
        stop = min(line if line > 0 else heading.start, place.end + NEAR_DAYS)
        following = document.entities_in(place.end, stop, "COUNTRY")
        stop = following[0].start if following else stop
        days = ranges_in(document, place.end, stop)
        if days:
            return days[:1]
    return []


def _programme_days(document: AnnotatedDocument, scope: Scope) -> Days | None:
    """From the first to the last day of the trip's programme, where there is one."""
    found: list[Entity] = []
    for passage in document.passages:
        if not scope.holds(passage):
            continue
        if any(names_programme(heading.text) for heading in passage.path):
            found.extend(days_in(document, passage.start, passage.end))
    return span_of(found)


# The same headings stand above many passages.
@lru_cache(maxsize=256)
def names_programme(title: str) -> bool:
    """Whether a heading stands above the days and stops of a trip."""
    title = fold(title).strip()
    return any(
        lexicon(code).pattern(NAME, "cues.itinerary").fullmatch(title) for code in available()
    )


def _widened(document: AnnotatedDocument, told: Sequence[Passage], days: Days) -> Days:
    """Days of the first stay widened by those of the other legs, if they adjoin."""
    first, last = days
    for passage in told:
        for entity in days_in(document, passage.start, passage.end):
            begin, end = start_and_end(entity.canonical_id)
            if begin is None or end is None:
                continue
            if (bounds(first)[0] - bounds(end)[1]).days <= 1 and begin < first:
                first = begin
            if (bounds(begin)[0] - bounds(last)[1]).days <= 1 and end > last:
                last = end
    return first, last
