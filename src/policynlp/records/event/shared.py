"""What holds for all events of a passage: its document, its section, requests and cancellations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.event.openings import SHORT_WORDS
from policynlp.records.parts.event_names import MAX_STRETCH, find_mentions
from policynlp.records.parts.moods import read_moods
from policynlp.records.parts.venues import NAME
from policynlp.records.training.lines import is_line
from policynlp.records.weighing.likelihood import chance_of
from policynlp.records.weighing.places import place_of

# From here on the passage model opens an event that the words around it only name in passing.
LIKELY = 0.6

_SKIPPED_PLACES = frozenset(
    {"agenda", "duties", "qualifications", "how_to_apply", "law", "reference", "participants",
     "people_met", "past_recommendations"}
)  # fmt: skip
_SHARED = ("recurring", "cancelled", "asked", "hoped")
_PEOPLE_PLACES = frozenset({"participants", "people_met"})


class Shared:
    """What holds for all events of a passage, found out when the first one asks."""

    def __init__(
        self, document: AnnotatedDocument, passage: Passage, rules: Lexicon, *, alone: bool
    ) -> None:
        self._asked = document, passage, rules
        self.alone = alone

    @cached_property
    def likely(self) -> bool:
        """Whether the passage model is rather sure that an event is told of here."""
        document, passage, _ = self._asked
        chance = chance_of(document, passage, "event")
        return chance is not None and chance >= LIKELY

    @cached_property
    def signals(self) -> list[str]:
        """Names of `WEIGHTS`, and some that only others ask for."""
        return [*_shared_signals(*self._asked), *(["alone"] * self.alone)]


def _shared_signals(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> Iterator[str]:
    folded = document.stretch(passage.start, min(passage.end, passage.start + MAX_STRETCH))
    yield from rules.lists(NAME, "cues.", _SHARED).found_in(folded)
    yield f"doc:{document.document_type.label}"
    if document.document_type.label == "policy_document" and (
        rules.pattern(NAME, "cues.ruled").search(folded)
    ):
        yield "asked"
    place = place_of(document, passage.path)
    if place.kind in _PEOPLE_PLACES and not is_line(document, passage.start, passage.end):
        return  # a whole sentence is no entry of a list of people, whatever line stands above it
    title = document.headings[0].start if document.headings else -1
    if (
        place.kind in _SKIPPED_PLACES
        and not (place.kind == "agenda" and passage.kind == "sentence")
        and not (place.heading is not None and place.heading.start == title)
        and not (
            place.kind == "how_to_apply" and rules.pattern(NAME, "cues.invites").search(folded)
        )
    ):
        yield "reference"
    moods = [cue for cue in read_moods(passage.text[:MAX_STRETCH], rules) if cue.start == 0]
    if any(cue.mood in ("infinitive", "imperative") for cue in moods):
        # « L'atelier » is no infinitive.
        first = find_mentions(document, passage.start, passage.end)[:1]
        if not first or first[0].noun_start - passage.start > SHORT_WORDS:
            yield "step"
