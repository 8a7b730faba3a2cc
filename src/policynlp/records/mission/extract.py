"""Missions: who travelled where, when, why, and whom they met."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.records.mission.itinerary import read_places
from policynlp.records.mission.met import read_meetings
from policynlp.records.mission.objectives import listed_under, read_objectives
from policynlp.records.mission.passing import Trip, trips_in_passing
from policynlp.records.mission.travellers import read_travellers
from policynlp.records.mission.trip_days import read_days
from policynlp.records.mission.trip_text import (
    COVER_CHARACTERS,
    days_in,
    has_days,
    placed,
    ranges_in,
    span_of,
    travel_sentences,
)
from policynlp.records.mission.trips import find_trips
from policynlp.records.parts.forms import (
    Form,
    Scope,
    distinct,
    entities_of,
    items_of,
    label_above,
    read_form,
)
from policynlp.records.parts.people import person_of_row
from policynlp.records.parts.prose import without_article
from policynlp.records.weighing.provenance import common
from policynlp.schema import Mission, Record
from policynlp.sections import section_kinds

NAME = "records/mission"
# In the order in which an ambiguous label is decided.
LABELS = (
    "submitted", "clearance", "distribution", "terms", "tasks", "start", "end", "objectives",
    "objectives_lead", "subject", "expected_results", "results", "meetings", "dates", "station",
    "places", "travellers", "participants", "authors", "role", "organization",
)  # fmt: skip
# Labels whose value, given once, goes for all trips of a report.
SHARED = ("distribution", "clearance")
TOP_PASSAGES = 30
TOP_HEADINGS = 8
# How sure a mission is that a document tells of in passing.
IN_PASSING = 0.7


def extract(document: AnnotatedDocument) -> Iterator[Record]:
    """The missions that the document is about: one for each trip, legs of a trip together; where
    it is about none, the trips that it tells of in passing."""
    scopes = find_trips(document)
    for scope in scopes:
        mission = _fill(document, scope, read_form(document, scope, NAME, LABELS))
        if mission is not None:
            yield mission
    if not scopes:
        yield from (_told(document, trip) for trip in trips_in_passing(document))


def _told(document: AnnotatedDocument, trip: Trip) -> Mission:
    return Mission(
        **common(document, "mission", trip.told, IN_PASSING),
        travellers=[person.as_traveller() for person in trip.travellers],
        countries=trip.countries,
        places=trip.places,
        start_date=trip.days[0],
        end_date=trip.days[1],
        objectives=trip.objectives,
        meetings=trip.meetings,
    )


def _fill(document: AnnotatedDocument, scope: Scope, form: Form) -> Mission | None:
    told = travel_sentences(document, scope)
    if document.document_type.label == "mission_report" and not any(
        ranges_in(document, p.start, p.end) for p in told
    ):
        told = [*_dated_travel(document, scope, day=not told), *told]
    if document.document_type.label == "terms_of_reference":
        form = _before_the_trip(form)
    if "travellers" not in form:
        # Those of a meeting held on the way are listed behind the cover.
        cover = min(scope.start + COVER_CHARACTERS, scope.end)
        named = tuple(p for p in form.get("participants", ()) if p.start < cover)
        named = named or _table_of_people(document, Scope(scope.start, cover))
        form = {**form, "travellers": named} if named else form
    if document.document_type.label != "terms_of_reference" and "authors" in form:
        # Who wrote terms of reference stays at home.
        form = {**form, "travellers": _people(form)}
    start, end = read_days(document, scope, form, told)
    countries, places = read_places(document, scope, form, told)
    objectives = read_objectives(document, scope, form, told)
    top = form if scope.heading is None else _top_form(document, form)
    if scope.heading is not None:
        # What closes a report on several trips goes for each of them.
        whole = read_form(document, Scope(0, len(document.text)), NAME, LABELS)
        form = {**{key: whole[key] for key in SHARED if key in whole}, **form}
        countries = countries or _common_country(document, whole)
    travellers = read_travellers(document, scope, top, told)
    if not (start or countries or places) or not (start or objectives or travellers):
        return None
    sources = _sources(document, scope, form, told)
    if not sources:
        return None
    evidence = sum(map(bool, (start, countries or places, objectives, travellers)))
    return Mission(
        **common(document, "mission", sources, 0.4 + 0.15 * evidence),
        travellers=[person.as_traveller() for person in travellers],
        countries=countries,
        places=places,
        start_date=start,
        end_date=end,
        objectives=objectives,
        expected_results=listed_under(document, form.get("expected_results", ())),
        meetings=read_meetings(document, scope, form),
        submitted_on=_submitted(document, scope, form),
        clearance=_one_text(form.get("clearance", ())),
        distribution=_distribution(document, form.get("distribution", ())),
    )


def _dated_travel(document: AnnotatedDocument, scope: Scope, *, day: bool) -> list[Passage]:
    """The sentence at the beginning that says where somebody went and on which days, whoever it
    says travelled: "Six officers of the Fund went to Tunis from 2 to 9 December"; what lies ahead
    of the report is another trip.

    Args:
        day: single days will do: "Dr Rao, with two nurses, left for Apia on 2 May".
    """
    dated = days_in if day else ranges_in
    return [
        passage
        for passage in travel_sentences(document, scope, anyone=True)
        if passage.start < scope.start + COVER_CHARACTERS
        and placed(document, passage)
        and (days := span_of(dated(document, passage.start, passage.end)[:1]))
        and days[0] <= (document.published or days[0])
    ][:1]


def _before_the_trip(form: Form) -> Form:
    """Terms of reference tell of what lies ahead: results are to come, posts are where it leads,
    and what they list is themselves."""
    form = {key: passages for key, passages in form.items() if key != "terms"}
    for key, ahead in (("places", "station"), ("expected_results", "results")):
        if ahead in form:
            form[key] = (*form.get(key, ()), *form[ahead])
    return form


def _table_of_people(document: AnnotatedDocument, cover: Scope) -> tuple[Passage, ...]:
    """The rows of the first table on the cover that lists people with what they are, under no title
    that says who else they may be."""
    rows = [
        row
        for row in document.of_kind("row")
        if cover.holds(row)
        and not any(section_kinds(heading.text) for heading in row.path)
        and label_above(row, NAME, LABELS) is None
    ]
    listed = [row for row in rows if person_of_row(document, row) and _tells_role(document, row)]
    return tuple(row for row in listed if row.block is listed[0].block)


def _tells_role(document: AnnotatedDocument, row: Passage) -> bool:
    """Whether a table has a column of functions or of bodies."""
    rules = document.lexicon(row)
    kinds = [rules.pattern(NAME, f"columns.{key}") for key in ("role", "organization")]
    heads = [fold(cell.header).strip(" :") for cell in row.cells]
    return any(kind.fullmatch(head) for kind in kinds for head in heads)


def _people(form: Form) -> tuple[Passage, ...]:
    """The passages that name travellers or who wrote the report, in reading order."""
    unique = {p.start: p for key in ("travellers", "authors") for p in form.get(key, ())}
    return tuple(unique[start] for start in sorted(unique))


def _common_country(document: AnnotatedDocument, whole: Form) -> list[str]:
    """The one country of a report on several trips, where a trip's own section names none."""
    everywhere = Scope(0, len(document.text))
    told = travel_sentences(document, everywhere)
    countries, _ = read_places(document, everywhere, whole, told)
    return countries if len(countries) == 1 else []


def _top_form(document: AnnotatedDocument, form: Form) -> Form:
    """A section's form with the travellers whom the lines above the first section name."""
    first = min((h.start for h in document.headings if h.start > 0), default=0)
    above = read_form(document, Scope(0, max(first, 1)), NAME, ("travellers", "authors", "role"))
    people = (*_people(above), *_people(form))
    return {**form, "travellers": people} if people else form


def _sources(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> list[Passage]:
    """The passages that the mission's dates, places, people and purpose were read from."""
    keys = ("dates", "places", "travellers", "objectives")
    chosen = [p for key in keys for p in form.get(key, ())[:3]] + list(told[:2])
    if not chosen:
        chosen = [p for p in document.passages if scope.holds(p)][:1]
    unique = {(p.start, p.end): p for p in chosen}
    return [unique[span] for span in sorted(unique)]


def _submitted(document: AnnotatedDocument, scope: Scope, form: Form) -> str | None:
    """The day on which the report was handed over, where it says so."""
    for entity in entities_of(document, form.get("submitted", ()), "DATE"):
        if has_days(entity):
            return start_and_end(entity.canonical_id)[1]
    passages = document.passages
    near = [*passages[:TOP_PASSAGES], *passages[-TOP_HEADINGS:]]
    stretches = {(p.start, p.end) for p in near}
    stretches |= {(h.start, h.end) for h in document.headings[:TOP_HEADINGS]}
    for start, end in sorted(stretches):
        if not scope.start <= start < scope.end:
            continue
        pattern = document.lexicon_at(start).pattern(NAME, "cues.submitted")
        match = pattern.search(document.folded, start, end)
        if match is None:
            continue
        for entity in days_in(document, match.start(), end):
            return start_and_end(entity.canonical_id)[1]
    return None


def _one_text(passages: Sequence[Passage]) -> str | None:
    texts = [p.text.strip() for p in items_of(passages)]
    return " ".join(texts).rstrip(" ;") or None


def _distribution(document: AnnotatedDocument, passages: Sequence[Passage]) -> list[str]:
    """Entries of a distribution list: one a line or item; a single line is split at semicolons or
    commas."""
    found: list[str] = []
    items = items_of(passages)
    for passage in items:
        mark = ";" if ";" in passage.text else "" if len(items) > 1 else ","
        for part in re.split(rf"(?:(?<!\s)\s+)?[{mark}\n]\s*", passage.text):
            entry = without_article(part, document.lexicon(passage))
            if entry:
                found.append(entry)
    return distinct(found)
