"""Names in a document: gazetteers, patterns, titles and trained models, made to agree.

The finders overlap; `choose` keeps, of findings that overlap, the one most to be trusted.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from policynlp.entities.bodies import BodyReader
from policynlp.entities.cleaning import clean
from policynlp.entities.gazetteer import find_countries, find_known
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.model import find_names
from policynlp.entities.name_words import name_words
from policynlp.entities.people import PeopleReader
from policynlp.languages import available


def find_in_segments(document: Sequence[Segment], listed: frozenset[int]) -> Iterator[Mention]:
    """Names of all segments; `listed` are indices of segments in lists or columns of people."""
    people, bodies = PeopleReader(), BodyReader()
    seen = _by_model(document)
    for index, segment in enumerate(document):
        found: list[Mention] = list(find_countries(segment))
        found += find_known(segment, capitals_line=segment.capitals)
        found += people.read(segment, listed=index in listed)
        found += bodies.read(segment)
        more = list(clean(segment, seen.get(index, []), found, name_words()))
        found = [m for m in found if not _covered(m, more)] + more
        yield from choose(found)


def _covered(mention: Mention, more: Sequence[Mention]) -> bool:
    """Whether a pattern's name is part of a longer one that a model saw."""
    return mention.origin == "pattern" and any(
        m.label == "ORG" and m.start <= mention.start and mention.end <= m.end for m in more
    )


def _by_model(document: Sequence[Segment]) -> dict[int, list[Mention]]:
    """What trained models see, by index of segment. Lines in capitals are shown in title case."""
    seen: dict[int, list[Mention]] = {}
    for language in available():
        indices = [
            i
            for i, segment in enumerate(document)
            if segment.language == language and any(c.isupper() for c in segment.text)
        ]
        texts = [_shown(document[i]) for i in indices]
        for i, spans in zip(indices, find_names(language, texts), strict=True):
            start = document[i].start
            seen[i] = [
                Mention(label, start + a, start + b, language, 0.7, origin="model")  # type: ignore[arg-type]
                for label, a, b in spans
            ]
    return seen


def _shown(segment: Segment) -> str:
    """The text as a model should see it, same length."""
    if not segment.capitals:
        return segment.text
    shown = segment.text.title()
    return shown if len(shown) == len(segment.text) else segment.text


_TRUST = {"title": 6, "list": 5, "gazetteer": 5, "acronym": 4, "pattern": 4, "model": 2, "rule": 6}


def choose(found: Iterable[Mention]) -> list[Mention]:
    """Findings without overlaps, sorted: trusted and long ones first. Countries may lie inside
    names of bodies, programmes and places."""
    mentions = list(found)
    spans = {(m.start, m.end) for m in mentions if m.label == "COUNTRY"}
    known = sorted(
        (m.start, m.end) for m in mentions if m.origin == "gazetteer" and m.label in _HOLDERS
    )
    kept, kept_countries = _Kept(), _Kept()
    order = sorted(
        mentions, key=lambda m: (_weight(m, known), m.end - m.start, -m.start), reverse=True
    )
    for mention in order:
        if mention.label in _HOLDERS and (mention.start, mention.end) in spans:
            continue  # "Union des Comores" is a country
        crossing = kept.crossing(mention) + kept_countries.crossing(mention)
        if all(_may_stand(mention, other) for other in crossing):
            (kept_countries if mention.label == "COUNTRY" else kept).add(mention)
    return sorted((*kept.mentions, *kept_countries.mentions), key=lambda m: (m.start, -m.end))


class _Kept:
    """Mentions that do not overlap one another, sorted; look-ups are by bisection."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.mentions: list[Mention] = []

    def add(self, mention: Mention) -> None:
        at = bisect_left(self.starts, mention.start)
        self.starts.insert(at, mention.start)
        self.mentions.insert(at, mention)

    def crossing(self, mention: Mention) -> list[Mention]:
        """Those that share text with a mention."""
        at = bisect_left(self.starts, mention.start)
        if at and self.mentions[at - 1].end > mention.start:
            at -= 1
        end = bisect_left(self.starts, mention.end)
        return self.mentions[at:end]


def _weight(mention: Mention, known: Sequence[tuple[int, int]]) -> int:
    """How far a mention is to be trusted; `known` are the spans of listed names, sorted."""
    if mention.label == "COUNTRY":
        return 5  # gives way to people with a title, lives inside bodies
    if mention.origin == "pattern":
        at = bisect_left(known, (mention.start, 0))
        if (
            at < len(known)
            and known[at][1] <= mention.end
            and (known[at][1] - known[at][0] < mention.end - mention.start)
        ):
            return 6  # "Institut supérieur de santé publique du Littoral" holds a shorter name
    return _TRUST[mention.origin]


_HOLDERS = frozenset({"ORG", "PROGRAM", "LOC"})


def _may_stand(mention: Mention, other: Mention) -> bool:
    """Whether two mentions that share text may both stay: a country inside another name."""
    inner, outer = (mention, other) if mention.label == "COUNTRY" else (other, mention)
    return (
        inner.label == "COUNTRY"
        and outer.label in _HOLDERS
        and outer.start <= inner.start
        and inner.end <= outer.end
        and (outer.start, outer.end) != (inner.start, inner.end)
    )
