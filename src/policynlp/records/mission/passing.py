"""Trips told in passing: in news, bulletins and periodic reports that are not about one trip."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import bounds
from policynlp.folding import fold
from policynlp.records.mission.itinerary import places_told
from policynlp.records.mission.met import read_meetings
from policynlp.records.mission.objectives import read_objectives
from policynlp.records.mission.travellers import travelling
from policynlp.records.mission.trip_text import Days, ranges_in, sentences_in, span_of
from policynlp.records.parts.forms import Scope, read_form
from policynlp.records.parts.people import Person, distinct_people

NAME = "records/mission"
# Days of a stay that is still a trip; longer ones are postings.
LONGEST = 45
# Sentences in which a trip is told, the first one counted; so many of them may give its purpose.
REACH, PURPOSE_REACH = 6, 3
# A companion's name stands this near behind "led by", in characters.
NEAR_CUE = 100
# A sentence that begins with the visit has it within so many characters.
OPENING = 12
TRAVEL = ("travel", "passing")
LABELS = ("objectives", "objectives_lead", "meetings")


@dataclass(frozen=True)
class Trip:
    """A trip with all that makes it worth a record: who, when, where and what for."""

    told: tuple[Passage, ...]
    days: Days
    travellers: list[Person]
    countries: list[str]
    places: list[str]
    objectives: list[str]
    meetings: list[str]


def trips_in_passing(document: AnnotatedDocument) -> Iterator[Trip]:
    """Trips of named people that one sentence dates and the next ones explain, in reading order."""
    sentences = sentences_in(document, Scope(0, len(document.text)), most=None)
    starts = {i: days for i, p in enumerate(sentences) if (days := _sets_out(document, p))}
    for i, days in starts.items():
        told = [sentences[i]]
        for j in range(i + 1, min(i + REACH, len(sentences))):
            if j in starts or sentences[j].path != sentences[i].path:
                break
            told.append(sentences[j])
        before = sentences[i - 1] if i and sentences[i - 1].block is sentences[i].block else None
        trip = _read(document, told, days, before)
        if trip is not None:
            yield trip


def _sets_out(document: AnnotatedDocument, passage: Passage) -> Days | None:
    """The days of a sentence that says somebody travelled and for how long."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    if not any(rules.pattern(NAME, f"cues.{cue}").search(folded) for cue in TRAVEL):
        return None
    if rules.pattern(NAME, "cues.other").search(folded) is not None:
        return None
    ranges = ranges_in(document, passage.start, passage.end)
    days = span_of(ranges[:1])
    if days is None or (bounds(days[1])[1] - bounds(days[0])[0]).days > LONGEST:
        return None
    return days


def _read(
    document: AnnotatedDocument, told: Sequence[Passage], days: Days, before: Passage | None
) -> Trip | None:
    people = _subjects(document, told[0]) or _meant(document, told[0], before)
    for passage in told:
        people += travelling(document, passage, cued=True, within=NEAR_CUE)
    if not people:
        return None
    scope = Scope(told[0].start, told[-1].end)
    form = read_form(document, scope, NAME, LABELS)
    objectives = read_objectives(document, scope, form, told[:PURPOSE_REACH])
    countries, places = places_told(document, [_behind_verb(document, told[0]), *told])
    acts = [_is_appearance(document, told[0], aim) for aim in objectives]
    if not (countries or places) or all(acts):
        return None
    return Trip(
        told=tuple(told[:2]),
        days=days,
        travellers=distinct_people(people),
        countries=countries,
        places=places,
        objectives=objectives,
        meetings=read_meetings(document, scope, form),
    )


def _meant(document: AnnotatedDocument, passage: Passage, before: Passage | None) -> list[Person]:
    """Those whom the sentence before names, where "they" travelled."""
    if before is None:
        return []
    they = document.lexicon(passage).pattern(NAME, "cues.they")
    if they.search(document.folded, passage.start, max(_said(document, passage))) is None:
        return []
    people = travelling(document, before)
    return people if len(people) > 1 else []


def _is_appearance(document: AnnotatedDocument, passage: Passage, aim: str) -> bool:
    """Whether an aim is an act in public ("open the new ward"): a visit, but no mission."""
    acts = document.lexicon(passage).pattern(NAME, "cues.appearance")
    return acts.match(fold(aim)) is not None


def _said(document: AnnotatedDocument, passage: Passage) -> list[int]:
    """Where a sentence has words of travel, offsets into the text."""
    rules = document.lexicon(passage)
    return [
        match.start()
        for cue in TRAVEL
        for match in rules.pattern(NAME, f"cues.{cue}").finditer(
            document.folded, passage.start, passage.end
        )
    ]


def _behind_verb(document: AnnotatedDocument, passage: Passage) -> Passage:
    """What a sentence says from its first word of travel on: where, not from where."""
    start = min(_said(document, passage))
    return replace(passage, start=start, text=document.text[start : passage.end])


def _subjects(document: AnnotatedDocument, passage: Passage) -> list[Person]:
    """People named before a word of travel, whom those behind it receive; where the sentence begins
    with the visit ("On a visit to Tanga, Dr X ..."), those behind it."""
    said = _said(document, passage)
    people = travelling(document, passage)
    before = [p for p in people if p.start < max(said)]
    return before or (people[:1] if min(said) - passage.start <= OPENING else [])
