"""What the sections around a passage hold: the heading that decides what it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Heading, once_a_passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import is_body
from policynlp.sections import section_kinds

# The kinds that may stand under recommendations or next steps without ending them.
_INSIDE = frozenset(
    {
        "findings", "methods", "audience", "technical_assistance",
        "duties", "meetings", "actions", "decisions", "participants", "discussion",
        "expected_results", "qualifications", "law", "limits", "people_met", "conclusions",
    }
)  # fmt: skip
# Of several kinds in one title the first of these decides.
_ORDER = (
    "past_recommendations", "next_steps", "recommendations", "ways", "decisions", "how_to_apply",
    "qualifications", "duties", "lessons", "people_met", "participants", "agenda", "meetings",
    "objectives", "expected_results", "achievements", "technical_assistance", "findings",
    "conclusions", "discussion", "principles", "limits", "methods", "audience", "law", "reference",
    "background", "annex",
)  # fmt: skip

# What a line above a list may say that the list holds.
_ANNOUNCED = frozenset({"past_recommendations", "next_steps", "recommendations", "decisions"})
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[^\Wa-z\d_])")
# How many headings before are asked what a heading that names a body belongs to.
NEIGHBOURS = 6


@dataclass(frozen=True)
class Place:
    """What the sections around a passage hold.

    Attributes:
        kind: the deciding kind, or None.
        kinds: all kinds that the deciding heading names.
        heading: the deciding heading.
    """

    kind: str | None
    kinds: frozenset[str] = frozenset()
    heading: Heading | None = None

    @property
    def mixed(self) -> bool:
        """The heading promises recommendations beside something else."""
        return self.kind == "recommendations" and bool(
            self.kinds & {"conclusions", "findings", "lessons", "discussion", "achievements"}
        )


@once_a_passage
def place_of(document: AnnotatedDocument, path: tuple[Heading, ...]) -> Place:
    """The section that decides what a passage under these headings is."""
    weak: Place | None = None
    decided: Place | None = None
    if path and not section_kinds(path[-1].text):
        beside = _place_before(document, path[-1])
        if beside is not None:
            return beside
    for heading in reversed(path):
        kinds = section_kinds(heading.text)
        if not kinds or (_is_title(document, heading) and len(path) > 1):
            continue
        kind = next((name for name in _ORDER if name in kinds), None)
        if kind is None:
            weak = weak or Place("actions", kinds, heading)
            continue
        if decided is None:
            decided = Place(kind, kinds, heading)
            if kind not in _INSIDE:
                break
        elif kind in ("recommendations", "next_steps"):
            decided = Place(kind, kinds, heading)
            break
    return decided or weak or Place(None)


def place_under(lead: str, place: Place, rules: Lexicon) -> Place:
    """The place of an item below a line that introduces it, which stands at `place` itself.

    "The meeting adopted the following recommendations:" says as much as a title would; of a whole
    paragraph its last sentence counts.
    """
    last = _SENTENCE_END.split(lead)[-1]
    kinds = section_kinds(last)
    if rules.pattern("records/recommendation", "announces").search(fold(last)):
        kinds |= {"recommendations"}
    kind = next((name for name in _ORDER if name in kinds), None)
    if kind not in _ANNOUNCED or place.kind in _ANNOUNCED:
        return place
    return Place(kind, kinds & _ANNOUNCED, place.heading)


def _place_before(document: AnnotatedDocument, heading: Heading) -> Place | None:
    """The place of the headings beside one that only names a body.

    "WHO country office" may stand as a heading among the addressees of recommendations.
    """
    offset = len(heading.text)
    if not is_body(document, heading.start, heading.start + offset):
        return None
    before = [other for other in document.headings if other.start < heading.start]
    for other in reversed(before[-NEIGHBOURS:]):
        kinds = section_kinds(other.text)
        kind = next((name for name in _ORDER if name in kinds), None)
        if kind in ("recommendations", "next_steps"):
            return Place(kind, kinds, other)
        if kind is not None:
            return None
    return None


def _is_title(document: AnnotatedDocument, heading: Heading) -> bool:
    return document.title is not None and heading.text.strip() == document.title.strip(" :")
