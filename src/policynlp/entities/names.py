"""Names in a document: gazetteers, patterns, titles and trained models, made to agree.

The finders overlap; `choose` keeps, of findings that overlap, the one most to be trusted.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import chain

from policynlp.entities.agreement import is_nobody, stands
from policynlp.entities.bodies import BodyReader
from policynlp.entities.cleaning import clean
from policynlp.entities.gazetteer import demonyms, find_countries, find_known
from policynlp.entities.listed_places import countries_told, without_others
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.model import find_names
from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.not_people import without_places
from policynlp.entities.people import PeopleReader
from policynlp.entities.shared_heads import read_shared
from policynlp.entities.tables import person_names
from policynlp.folding import fold
from policynlp.languages import available, lexicon


def find_in_segments(
    document: Sequence[Segment], listed: frozenset[int], lower: Set[str] = frozenset()
) -> Iterator[Mention]:
    """Names of all segments; `listed` are indices of segments in lists or columns of people,
    `lower` the words that the document writes in lower case."""
    people, bodies = PeopleReader(), BodyReader()
    seen = without_places(document, _by_model(document, lower))
    full = _words_of_full_names(document, seen)
    towns = _words_behind_in(document) - full
    personal = _is_personal(document)
    named = [list(find_countries(segment)) for segment in document]
    listed_here = [list(find_known(s, capitals_line=s.capitals)) for s in document]
    told = countries_told(
        chain.from_iterable(named), (m for ms in listed_here for m in ms if m.label == "LOC")
    )
    for index, segment in enumerate(document):
        found: list[Mention] = [*named[index], *read_shared(segment, name_words())]
        found += without_others(segment, listed_here[index], seen.get(index, ()), full, told)
        found += (
            person
            for person in people.read(segment, listed=index in listed)
            if not is_nobody(segment, person, seen.get(index, ()), name_words())
        )
        found += (
            body
            for body in bodies.read(segment)
            if stands(segment, body, seen.get(index, ()), name_words())
        )
        names = list(
            clean(
                segment, seen.get(index, []), found, name_words(), lower, towns, personal=personal
            )
        )
        more = _places_among(segment, names, found)
        found = [m for m in found if not _covered(m, more)] + more
        yield from choose(found)


@cache
def _first_person(code: str) -> re.Pattern[str] | None:
    forms = lexicon(code).words("names", "first_person")
    return re.compile("|".join(forms)) if forms else None


def _is_personal(document: Sequence[Segment]) -> bool:
    """Whether somebody writes in person, as in mails and posts: one such word in a hundred."""
    count = total = 0
    for segment in document:
        total += len(segment.words)
        pattern = _first_person(segment.language) if segment.language in available() else None
        if pattern is not None:
            count += len(pattern.findall(segment.text))
    return 100 * count >= total and count > 0


@cache
def _in() -> re.Pattern[str]:
    """A word with a capital behind one that stands before places."""
    marks = (mark for code in available() for mark in lexicon(code).words("names", "place_marks"))
    forms = "|".join(f"[{mark[0].upper()}{mark[0]}]{mark[1:]}" for mark in marks)
    return re.compile(rf"(?<!\w)(?:{forms}) ([A-ZÀ-Þ][^\W\d_]{{2,30}})(?![\w'’])")


def _words_behind_in(document: Sequence[Segment]) -> frozenset[str]:
    """Folded words with a capital behind "in", "at", « à » somewhere in the document."""
    return frozenset(fold(word) for segment in document for word in _in().findall(segment.text))


def _words_of_full_names(
    document: Sequence[Segment], seen: Mapping[int, Sequence[Mention]]
) -> frozenset[str]:
    """Folded words of the full names of people that a model saw."""
    return frozenset(
        word
        for index, mentions in seen.items()
        for mention in mentions
        if mention.label == "PERSON"
        for words in (words_of(document[index].raw(mention.start, mention.end)),)
        if len(words) > 1
        for word in words
    )


def _places_among(
    segment: Segment, seen: Sequence[Mention], found: Sequence[Mention]
) -> list[Mention]:
    """What the model saw, people that "and" joins to a place turned into places: "Kulob and
    Shahrituz"; places of several words beside a full name turned into people."""
    places = [
        m
        for m in (*found, *seen)
        if m.label == "LOC" and (m.origin != "model" or " " not in segment.raw(m.start, m.end))
    ]
    starts, ends = {m.start for m in places}, {m.end for m in places}
    full = [m for m in seen if m.label == "PERSON" and " " in segment.raw(m.start, m.end)]
    people = {m.start for m in full}, {m.end for m in full}
    done = []
    for mention in seen:
        single = " " not in segment.raw(mention.start, mention.end)
        if (
            mention.label == "LOC"
            and not single
            and (
                _beside(segment, mention.start, people[1], back=True)
                or _beside(segment, mention.end, people[0], back=False)
            )
        ):
            mention = replace(mention, label="PERSON")
        if (
            mention.label == "PERSON"
            and single
            and not _is_no_place(segment, mention)
            and (
                _beside(segment, mention.start, ends, back=True)
                or _beside(segment, mention.end, starts, back=False)
            )
        ):
            mention = replace(mention, label="LOC")
        done.append(mention)
    return done


def _is_no_place(segment: Segment, mention: Mention) -> bool:
    """Whether a single word is an adjective of a country, or in English a frequent name of people:
    "in Clements and Clements"."""
    word = fold(segment.raw(mention.start, mention.end))
    english = segment.language in name_words().head_last
    return word in demonyms() or (english and word in person_names())


@cache
def _and() -> re.Pattern[str]:
    """What joins two places: "and", "and in", « et à »."""
    words = name_words()
    linked = "|".join(words.of | words.toward | words.place_marks | words.place_ways)
    return re.compile(rf" (?:{'|'.join(words.and_)}|&) (?:(?:{linked})[ '])?")


def _beside(segment: Segment, at: int, ends: set[int], *, back: bool) -> bool:
    """Whether "and" joins the text at a document offset to one that ends (begins) at `ends`."""
    text, here = segment.folded, at - segment.start
    for size in range(3, 10):
        other = here - size if back else here + size
        if (segment.start + other) in ends:
            part = text[max(0, other) : here] if back else text[here:other]
            if _and().fullmatch(part):
                return True
    return False


def _covered(mention: Mention, more: Sequence[Mention]) -> bool:
    """Whether a pattern's name or a listed place is part of a longer one that a model saw, or two
    names that "and" joins."""
    if mention.label == "LOC":
        return any(m.start <= mention.start and mention.end <= m.end for m in more)
    if mention.origin != "pattern":
        return False
    start, end = mention.start, mention.end
    inside = [m for m in more if m.label == "ORG" and m.start < end and start < m.end]
    if any(m.start <= start and end <= m.end for m in inside) or len(inside) > 1:
        return True
    # What was let through though it is shorter is meant to take the pattern's place.
    return any(m.label in ("ORG", "PERSON") and start <= m.start and m.end <= end for m in more)


def _may_hold_names(segment: Segment, lower: Set[str]) -> bool:
    """Whether some word has a capital that does not merely open a sentence: models are slow."""
    words, text = segment.words, segment.text
    running = name_words().running
    for i, start in enumerate(segment.starts):
        if not text[start - segment.start].isupper():
            continue
        if i and segment.gap(i).strip() not in _OPENING:
            return True
        if words[i] not in running and words[i] not in lower:
            return True
    return False


_OPENING = frozenset({".", "!", "?", ":", ";", "...", "…", '"', "-", "•", "*", ")", ".)"})


def _by_model(document: Sequence[Segment], lower: Set[str]) -> dict[int, list[Mention]]:
    """What trained models see, by index of segment. Lines in capitals are shown in title case."""
    seen: dict[int, list[Mention]] = {}
    for language in available():
        indices = [
            i
            for i, segment in enumerate(document)
            if segment.language == language and _may_hold_names(segment, lower)
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
        at = bisect_left(known, (mention.start - 4, 0))  # « L'Initiative présidentielle ... »
        while at < len(known) and known[at][1] <= mention.start:
            at += 1
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
