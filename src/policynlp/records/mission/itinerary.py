"""Where a trip went: countries and places, without where it began and ended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.tables import name_particles
from policynlp.languages import any_of, available, lexicon
from policynlp.records.mission.trip_days import names_programme
from policynlp.records.mission.trip_text import cover_lines, ranges_in, travel_sentences
from policynlp.records.parts.forms import Form, Scope, distinct
from policynlp.schema import Entity

NAME = "records/mission"
Stretch = tuple[int, int]
_PLACE_COUNTRY = re.compile(r"-([A-Z]{3})$")
_WORD = r"[A-ZÀ-Þ][\w'’-]{1,24}"
_LIST_MARK = re.compile(r"(?:(?<!\s)\s+)?(?:[,;/\n→>|&]|\s[–—-]\s)\s*")
# Between where a leg begins and ends.
_LEG = re.compile(r"\s{0,3}[–—→>-]\s{0,3}")
BEFORE = 24
LONGEST_VALUE = 160
LONGEST_NAME = 120
# Share of a letterhead's line that names of bodies and countries cover.
LETTERHEAD = 0.8


def read_places(
    document: AnnotatedDocument, scope: Scope, form: Form, told: Sequence[Passage]
) -> tuple[list[str], list[str]]:
    """Country codes (ISO alpha-3) and place names, in the order told.

    Labelled values count most, then the lines of the cover, then sentences of travel, then the one
    country that the document is about. Places of other countries are where people came from.
    """
    labelled = [(p.start, p.end) for p in form.get("places", ())]
    cover = cover_lines(document, scope)
    prose = [(p.start, p.end) for p in told]
    countries = _countries(document, labelled, cover, prose)
    places = _labelled_places(document, form.get("places", ()))
    if not places:
        places = _names_of_legs(document, [(p.start, p.end) for p in form.get("dates", ())])
    if not places:
        places = _told_places(document, cover, prose, bool(scope.heading))
    elif document.document_type.label == "terms_of_reference":
        places = distinct([*places, *_names(_locations(document, prose))])
    if not places:
        places = _names_of_legs(document, _programme(document, scope))
    for stretches in (_visits(document, scope), _others(document, scope, form)):
        places = places or _names(_locations(document, stretches))
    homes = _homes(document)
    if not countries:
        countries = list(dict.fromkeys(home for p in places if (home := homes.get(p))))
    if not countries:
        passed = [e for s, t in prose for e in document.entities_in(s, t, "LOC")]
        countries = [home for e in passed if (home := homes.get(e.text))][:1]
    if not countries and document.country:
        countries = [document.country]
    if countries:
        places = [p for p in places if homes.get(p) in (None, *countries)]
    return countries, places


def places_told(
    document: AnnotatedDocument, told: Sequence[Passage]
) -> tuple[list[str], list[str]]:
    """Country codes and place names of a trip that these sentences alone tell of.

    The first sentence that names a place says where it went, those that tell of a further way or
    of people met where it went within that country; without any the trip was made in the one
    country that the document is about.
    """
    homes = _homes(document)
    own = [document.country] if document.country else []
    for passage in told:
        stretch = [(passage.start, passage.end)]
        places = _names(_locations(document, stretch))
        countries = _countries(document, stretch, [], [])
        countries = countries or list(dict.fromkeys(h for p in places if (h := homes.get(p))))
        if places or countries:
            for leg in (p for p in told if p.start >= passage.end):
                known = [None, *countries] if _tells(document, leg, "travel") else countries
                names = _names(_locations(document, [(leg.start, leg.end)]))
                if known is not countries or _tells(document, leg, "met"):
                    places += [name for name in names if homes.get(name) in known]
            return countries or own, distinct(places)
    return own, []


def _tells(document: AnnotatedDocument, passage: Passage, cue: str) -> bool:
    """Whether a sentence has a cue and tells of no other trip."""
    rules, folded = document.lexicon(passage), document.folded_text(passage)
    told = rules.pattern(NAME, f"cues.{cue}").search(folded)
    return told is not None and rules.pattern(NAME, "cues.other").search(folded) is None


def _countries(
    document: AnnotatedDocument,
    labelled: Sequence[Stretch],
    cover: Sequence[Stretch],
    prose: Sequence[Stretch],
) -> list[str]:
    """Countries of the first source that names any."""
    titled = [
        (s, e)
        for s, e in cover
        if ranges_in(document, s, e) or _searches("title", document.folded[s:e])
    ]
    shown = [(s, e) for s, e in cover if not _is_letterhead(document, s, e)]
    for stretches in (labelled, titled, shown, prose, cover):
        codes = [
            (entity.canonical_id or "").removeprefix("country:")
            for start, end in stretches
            for entity in document.entities_in(start, end, "COUNTRY")
            if not _departing(document, entity)
            and not _in_name(document, entity)
            and not _owns().match(document.text, entity.end)
        ]
        if any(codes):
            return [code for code in dict.fromkeys(codes) if code]
    return []


def _is_letterhead(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a line is nothing but a country or a body: who writes, not where they went."""
    names = document.entities_in(start, end, "COUNTRY", "ORG")
    return sum(e.end - e.start for e in names) >= LETTERHEAD * (end - start)


def _searches(cue: str, folded: str) -> bool:
    return any(lexicon(code).pattern(NAME, f"cues.{cue}").search(folded) for code in available())


def _departing(document: AnnotatedDocument, entity: Entity) -> bool:
    """Whether the words right before a place say that somebody left it or went home to it."""
    before = document.folded[max(0, entity.start - BEFORE) : entity.start].rstrip()
    pattern = document.lexicon_at(entity.start).pattern(NAME, "cues.departing")
    return any(match.end() == len(before) for match in pattern.finditer(before))


def _labelled_places(document: AnnotatedDocument, passages: Sequence[Passage]) -> list[str]:
    """Places of labelled values: known ones, and capitalised entries of an enumeration; not the
    one where the way begins and ends."""
    found: list[str] = []
    for passage in passages:
        known = _names(_locations(document, [(passage.start, passage.end)]))
        found.extend(known)
        if passage.kind == "sentence" and len(passage.text) > LONGEST_VALUE:
            continue
        found.extend(_unknown_places(document, passage, known))
    home = _home_of_legs(document, [(p.start, p.end) for p in passages])
    return distinct(name for name in _in_order(document, found, passages) if name != home)


def _unknown_places(
    document: AnnotatedDocument, passage: Passage, known: Sequence[str]
) -> list[str]:
    """Entries of "Bor and Duk, South Sudan" that no list of names holds, beside known ones."""
    joint = document.lexicon(passage).words("lexicon", "conjunctions")
    parts = _LIST_MARK.split(passage.text)
    entries = [e for part in parts for e in re.split(rf"\s(?:{'|'.join(joint)})\s", part)]
    taken = {entity.text for entity in document.entities_in(passage.start, passage.end)}
    if not known and not taken:
        return []
    return [
        entry.strip(" .()")
        for entry in entries
        if _capitalised().fullmatch(entry.strip(" .()"))
        and not any(entry.strip(" .()") in text or text in entry for text in taken)
    ]


def _in_order(
    document: AnnotatedDocument, names: Iterable[str], passages: Sequence[Passage]
) -> list[str]:
    text = "\n".join(passage.text for passage in passages)
    return sorted(names, key=lambda name: text.find(name))


def _told_places(
    document: AnnotatedDocument, cover: Sequence[Stretch], prose: Sequence[Stretch], own: bool
) -> list[str]:
    """Places of the cover's lines of days and countries, and of sentences of travel.

    A region on the cover is left out where the sentences name the places within it.
    """
    lines = [
        (s, e)
        for s, e in cover
        if own or ranges_in(document, s, e) or document.entities_in(s, e, "COUNTRY")
    ]
    told = _locations(document, prose)
    if not lines and not told:
        lines = [(s, e) for s, e in cover if _searches("title", document.folded[s:e])]
    shown = [e for e in _locations(document, lines) if not told or not _is_region(document, e)]
    return _names([*shown, *told])


def _home(document: AnnotatedDocument, way: Sequence[Entity]) -> str | None:
    """The place where a way begins and ends: "Kara - Bassar - Dankpen - Kara"; the days at each
    may stand between them where it is said that somebody returned there."""
    names = _printed(way)
    if len(names) < 2 or names[0] != names[-1]:
        return None
    parts = [
        part
        for left, reached in pairwise(way)
        for part in _LIST_MARK.split(document.text[left.end : reached.start])
        if part
    ]
    joined = all(map(_capitalised().fullmatch, parts)) and len(names) + len(parts) > 2
    return names[0] if joined or _departing(document, way[-1]) else None


def _home_of_legs(document: AnnotatedDocument, stretches: Sequence[Stretch]) -> str | None:
    """Where several legs begin: they end there too, or the first of them ("Kara - Bassar") begins
    where no other leads."""
    found = (document.entities_in(start, end, "LOC") for start, end in stretches)
    legs = [leg for leg in found if leg]
    home = _home(document, [place for leg in legs for place in leg])
    if home is not None or len(legs) < 2 or len(legs[0]) != 2:
        return home
    left, reached = legs[0]
    others = _printed(place for leg in legs[1:] for place in leg)
    (name,) = _printed([left])
    joined = _LEG.fullmatch(document.text[left.end : reached.start]) is not None
    return name if joined and name not in others else None


def _names_of_legs(document: AnnotatedDocument, stretches: Sequence[Stretch]) -> list[str]:
    home = _home_of_legs(document, stretches)
    return [name for name in _names(_locations(document, stretches)) if name != home]


def _on_the_way(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """The places of a stretch, without the home of a way that it gives."""
    places = document.entities_in(start, end, "LOC")
    home = _home(document, places)
    return [place for place in places if _printed([place]) != [home]]


def _locations(document: AnnotatedDocument, stretches: Sequence[Stretch]) -> list[Entity]:
    return [
        entity
        for start, end in stretches
        for entity in _on_the_way(document, start, end)
        if not (entity.canonical_id or "").startswith(("group:", "region:"))
        and not _departing(document, entity)
        and not _in_name(document, entity)
    ]


def _in_name(document: AnnotatedDocument, place: Entity) -> bool:
    """Whether a place is part of the name of a body or person around it."""
    first, last = max(0, place.start - LONGEST_NAME), place.end + LONGEST_NAME
    around = document.entities_in(first, last, "ORG", "PERSON", "PROGRAM")
    return any(e.start <= place.start and place.end <= e.end for e in around)


def _programme(document: AnnotatedDocument, scope: Scope) -> list[Stretch]:
    """Rows and items of the trip's programme."""
    return [
        (p.start, p.end)
        for p in document.of_kind("row", "item")
        if scope.holds(p) and any(names_programme(heading.text) for heading in p.path)
    ]


def _visits(document: AnnotatedDocument, scope: Scope) -> list[Stretch]:
    """Sentences that tell whom the mission met, which is where it went."""
    return [
        (p.start, p.end)
        for p in document.of_kind("sentence")
        if scope.holds(p) and _tells(document, p, "met")
    ]


def _others(document: AnnotatedDocument, scope: Scope, form: Form) -> list[Stretch]:
    """Sentences of travel whoever they say travelled; where these name no place, the aims."""
    told = travel_sentences(document, scope, anyone=True)
    named = [(p.start, p.end) for p in told if document.entities_in(p.start, p.end, "LOC")]
    return named or [(p.start, p.end) for p in form.get("objectives", ())]


def _is_region(document: AnnotatedDocument, place: Entity) -> bool:
    """Whether a place is a region or province, by the word in front of it or behind it."""
    rules = document.lexicon_at(place.start)
    before = document.folded[max(0, place.start - BEFORE) : place.end]
    if rules.pattern(NAME, "cues.region").search(before) is not None:
        return True
    behind = rules.pattern(NAME, "cues.region_behind")
    return behind.match(document.folded, place.end + 1) is not None


def _printed(entities: Iterable[Entity]) -> list[str]:
    return [" ".join(entity.text.split()) for entity in entities]


def _names(entities: Iterable[Entity]) -> list[str]:
    return distinct(_printed(entities))


def _homes(document: AnnotatedDocument) -> dict[str, str | None]:
    """The alpha-3 code of the country of each place named, None where it is not known."""
    homes: dict[str, str | None] = {}
    for entity in document.entities:
        if entity.label == "LOC":
            match = _PLACE_COUNTRY.search(entity.canonical_id or "")
            homes.setdefault(" ".join(entity.text.split()), match[1] if match else None)
    return homes


@cache
def _capitalised() -> re.Pattern[str]:
    """A name of a place: capitalised words, with particles between them."""
    particles = "|".join(sorted(name_particles("place")))
    return re.compile(rf"{_WORD}(?: (?:{_WORD}|{particles})){{0,3}}")


@cache
def _owns() -> re.Pattern[str]:
    """What stands behind the country of a body: "Kenya's National Institute"."""
    return re.compile(rf"['’]{any_of('lexicon', 'possessives', printed=True)}\s+[A-ZÀ-Þ]")
