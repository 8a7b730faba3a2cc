"""Trips: which stretch of a document tells of which trip."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.entities.periods import bounds, start_and_end
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.mission.objectives import purposes_of
from policynlp.records.mission.trip_days import cover_days, listed_days
from policynlp.records.mission.trip_text import (
    COVER_CHARACTERS,
    Days,
    cover_lines,
    days_in,
    has_days,
    placed,
    ranges_in,
    sentences_in,
    span_of,
    travel_sentences,
)
from policynlp.records.parts.forms import Form, Scope, entities_of, read_form

NAME = "records/mission"
# Sentences of a section that are asked for the days of its trip.
SECTION_PASSAGES = 6
# Legs of one trip follow each other; more free days between two stays make two trips.
LONGEST_GAP = 3


def find_trips(document: AnnotatedDocument) -> list[Scope]:
    """The stretches that tell of one trip each; empty where the document is not about a trip."""
    label = document.document_type.label
    if label in ("mission_report", "other"):
        sections = _trip_sections(document)
        if sections:
            return sections
    whole = Scope(0, len(document.text))
    return [whole] if _about_a_trip(document, whole) else []


def _about_a_trip(document: AnnotatedDocument, whole: Scope) -> bool:
    label = document.document_type.label
    if label == "mission_report":
        return True
    form = read_form(document, whole, NAME, ("dates", "station", "places", "start", "objectives"))
    told = travel_sentences(document, whole)
    dated = any(days_in(document, p.start, p.end) for p in told) or "dates" in form
    if label == "terms_of_reference":
        there = "places" in form or "station" in form or any(placed(document, p) for p in told)
        there = there or bool(entities_of(document, form.get("dates", ()), "LOC"))
        return there and (dated or "start" in form or bool(told)) and not _at_home(document)
    if label not in ("other", "evaluation", "meeting_report"):
        return False
    if label == "other" and _told_by_traveller(document, told):
        return True
    titled = any(_searches("title", fold(text)) for text in _top_lines(document))
    stated = "start" in form or _states_days(document, form)
    if titled and stated and ("objectives" in form or "places" in form):
        return True
    if titled and "objectives" in form and _tells_days_of_travel(document, whole):
        return True
    if label == "other" and (titled and bool(_first_trips(document, told))):
        return True
    return label == "other" and _presented_as_trip(document, whole, told)


def _tells_days_of_travel(document: AnnotatedDocument, whole: Scope) -> bool:
    """Whether the beginning says that somebody travelled, where to and on which days."""
    return any(
        passage.start < COVER_CHARACTERS
        and placed(document, passage)
        and ranges_in(document, passage.start, passage.end)
        for passage in travel_sentences(document, whole, anyone=True)
    )


def _states_days(document: AnnotatedDocument, form: Form) -> bool:
    """Whether dates stand under a label and are more than the years of a programme."""
    dates = entities_of(document, form.get("dates", ()), "DATE")
    starts = [start_and_end(date.canonical_id)[0] or "" for date in dates]
    return "dates" in form and not (starts and all(len(start) == len("2014") for start in starts))


def _presented_as_trip(document: AnnotatedDocument, whole: Scope, told: Sequence[Passage]) -> bool:
    """Whether the lines above the first prose name a visit and its days, and the text says what it
    was for."""
    lines = [document.folded[start:end] for start, end in cover_lines(document, whole)]
    return (
        any(_searches("title", line) for line in lines)
        and cover_days(document, whole) is not None
        and bool(purposes_of(document, sentences_in(document, whole), told))
    )


def _told_by_traveller(document: AnnotatedDocument, told: Sequence[Passage]) -> bool:
    """Whether the document begins with its author's own trip: "From 7 to 13 May I went to ..."."""
    return any(
        document.lexicon(passage).pattern(NAME, "cues.own").search(document.folded_text(passage))
        for passage in _first_trips(document, told)
    )


def _first_trips(document: AnnotatedDocument, told: Sequence[Passage]) -> list[Passage]:
    """The first sentences of travel where they stand at the beginning, with days and places."""
    return [
        passage
        for passage in told[:2]
        if passage.start < COVER_CHARACTERS
        and ranges_in(document, passage.start, passage.end)
        and placed(document, passage)
    ]


def _top_lines(document: AnnotatedDocument) -> list[str]:
    lines = [document.title or ""]
    return lines + [h.text for h in document.headings[:3] if h.start < COVER_CHARACTERS]


def _at_home(document: AnnotatedDocument) -> bool:
    """Whether an assignment is done from home throughout."""
    return _searches("at_home", document.folded) and not any(
        days_in(document, p.start, p.end)
        for p in travel_sentences(document, Scope(0, len(document.text)))
    )


def _searches(cue: str, folded: str) -> bool:
    return any(lexicon(code).pattern(NAME, f"cues.{cue}").search(folded) for code in available())


def _trip_sections(document: AnnotatedDocument) -> list[Scope]:
    """Sections of one level that tell of a trip each, days apart: "2. Bénin, 18 au 22 juin"."""
    found: dict[int, list[tuple[Scope, Days]]] = {}
    for heading in document.headings:
        if not document.entities_in(heading.start, heading.end, "COUNTRY", "LOC"):
            continue
        scope = Scope(heading.start, _section_end(document, heading), heading)
        days = _section_days(document, scope, heading)
        if days is not None:
            found.setdefault(heading.level, []).append((scope, days))
    for level in sorted(found):
        sections = found[level]
        if len(sections) > 1 and _days_apart(sections) and not _one_period(document, sections):
            return [scope for scope, _ in sections]
    return []


def _section_days(document: AnnotatedDocument, scope: Scope, heading: Heading) -> Days | None:
    own = days_in(document, heading.start, heading.end) or listed_days(document, heading)
    if own:
        return span_of(own[:1])
    told = travel_sentences(document, scope)[:SECTION_PASSAGES]
    for passage in told:
        days = ranges_in(document, passage.start, passage.end)
        if days:
            return span_of(days[:1])
    # "When: 8-19 October 2018" in the sheet that opens a section.
    form = read_form(document, scope, NAME, ("dates",))
    labelled = entities_of(document, form.get("dates", ()), "DATE")
    return span_of([date for date in labelled if has_days(date)][:1])


def _days_apart(sections: Sequence[tuple[Scope, Days]]) -> bool:
    ordered = sorted(days for _, days in sections)
    return all(
        (bounds(later[0])[0] - bounds(earlier[1])[1]).days > LONGEST_GAP
        for earlier, later in pairwise(ordered)
    )


def _one_period(document: AnnotatedDocument, sections: Sequence[tuple[Scope, Days]]) -> bool:
    """Whether days stated before the first section span all sections: legs of one trip."""
    before = Scope(0, min(scope.start for scope, _ in sections))
    form = read_form(document, before, NAME, ("dates",))
    dates = entities_of(document, form.get("dates", ()), "DATE")
    stated = span_of([e for e in dates if has_days(e)])
    stated = stated or cover_days(document, before)
    if stated is None:
        return False
    first = min(days[0] for _, days in sections)
    last = max(days[1] for _, days in sections)
    return stated[0] <= first and stated[1] >= last


def _section_end(document: AnnotatedDocument, heading: Heading) -> int:
    for other in document.headings:
        if other.start > heading.start and other.level <= heading.level:
            return other.start
    return len(document.text)
