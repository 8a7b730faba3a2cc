"""Where helpers come from: adjectives of nationality, countries, North and South.

`knowledge/north.tsv` lists the countries that are not of the South: the developed economies of
UNCTAD's country classification, with Singapore and Taiwan, which give and do not receive aid;
`knowledge/territories.tsv` the territories that belong to one of them (ISO 3166-1).
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document, once_a_passage
from policynlp.compiled import compile_kept
from policynlp.folding import fold
from policynlp.languages import any_of, lexicon
from policynlp.languages.cues import Cues
from policynlp.languages.prepared import Expressions
from policynlp.records.parts.knowledge import knowledge_rows
from policynlp.schema import Entity


@cache
def _demonyms(code: str) -> tuple[Cues, dict[str, str]]:
    by_form = {fold(row["adjective"]): row["iso3"] for row in lexicon(code).rows("demonyms")}
    feminine = any_of("lexicon", "demonym_endings")
    forms = [re.escape(form) for form in sorted(by_form, key=len, reverse=True)]
    whole = rf"(?<!\w)(?P<form>{'|'.join(forms)}){feminine}?s?(?!\w)"
    expressions = Expressions.folded_already([f"{form}{feminine}?s?" for form in forms])
    return Cues(expressions, whole=lambda: compile_kept(whole)), by_form


@cache
def _demonym_openings(code: str) -> re.Pattern[str]:
    """Finds where an adjective may begin: far faster than hundreds of them side by side."""
    # A set of first three characters; no expression tries each of hundreds at every word then.
    openings = sorted({form[:3] for form in _demonyms(code)[1]})
    by_first: dict[str, list[str]] = {}
    for opening in openings:
        by_first.setdefault(opening[0], []).append(re.escape(opening[1:]))
    tails = (rf"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items())
    return compile_kept(rf"\b(?={'|'.join(tails)})")


def nationalities(folded: str, code: str) -> list[tuple[str, int]]:
    """Countries whose adjective stands in the text, with the offset: ("KEN", 14)."""
    pattern, by_form = _demonyms(code)
    if not pattern.may_match(folded):
        return []
    found = []
    end = 0
    for opening in _demonym_openings(code).finditer(folded):
        match = pattern.match(folded, opening.start()) if opening.start() >= end else None
        if match is not None:
            found.append((by_form[match["form"]], match.start()))
            end = match.end()
    return found


@once_a_passage
def nationalities_in(document: AnnotatedDocument, passage: Passage) -> list[tuple[str, int]]:
    """The same of a passage, offsets counted from its start."""
    return nationalities(document.folded_text(passage), document.lexicon(passage).code)


@cache
def _north() -> frozenset[str]:
    return frozenset(row["iso3"] for row in knowledge_rows("north"))


def is_south(iso3: str) -> bool:
    """Whether a country is counted to the South."""
    return iso3 not in _north()


@cache
def _territories() -> dict[str, str]:
    return {row["iso3"]: row["state"] for row in knowledge_rows("territories")}


def state_over(iso3: str) -> str | None:
    """The state of the North that a territory belongs to: Martinique is France's."""
    return _territories().get(iso3)


def is_peer_of_south(iso3: str) -> bool:
    """Whether helpers from a country are peers from the South: those of a territory of a state of
    the North come from that state."""
    return is_south(iso3) and state_over(iso3) is None


@cache
def _organizations() -> dict[str, tuple[str, str]]:
    """Kind and country of each known body, by id."""
    rows = knowledge_rows("organizations")
    return {row["id"]: (row["kind"], row["iso3"]) for row in rows}


def home_of(entity: Entity) -> str | None:
    """The country of a body or the country itself; None where it is not known."""
    if entity.label == "COUNTRY":
        return (entity.canonical_id or "").removeprefix("country:") or None
    return _organizations().get(entity.canonical_id or "", ("", ""))[1] or None


def kind_of(entity: Entity) -> str:
    """What kind of body it is by the table of organisations, "" where it is not in it."""
    return _organizations().get(entity.canonical_id or "", ("", ""))[0]


_PLACE_COUNTRY = re.compile(r"-(?P<iso3>[A-Z]{3})$")


def places_in(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The countries of the places named in a stretch of text, as the gazetteer knows them."""
    found = []
    for entity in document.entities_in(start, end, "LOC"):
        match = _PLACE_COUNTRY.search(entity.canonical_id or "")
        if match is not None:
            found.append(match["iso3"])
    return list(dict.fromkeys(found))


# How many words of a name may be a town's.
TOWN_WORDS = 3


@cache
def _towns(code: str) -> dict[str, str]:
    """Countries of the towns whose names are theirs alone, by folded name."""
    return {
        fold(row["name"]): row["iso3"]
        for row in lexicon(code).rows("places")
        if row["kind"] == "city" and row["iso3"] and not row["ambiguous"]
    }


def town_country(name: str, code: str) -> str | None:
    """The country of the town that the name of a body ends with: "Hospices civils de Lyon"."""
    words = fold(name).replace("'", "' ").split()
    for count in range(min(TOWN_WORDS, len(words) - 2), 0, -1):
        iso3 = _towns(code).get(" ".join(words[-count:]).replace("' ", "'"))
        if iso3 is not None:
            return iso3
    return None


# A country in the title counts as much as so many mentions in the text.
TITLE_MENTIONS = 6
# An adjective counts half: helpers have nationalities too.
NATIONALITY_MENTIONS = 0.5


@once_a_document
def country_of(document: AnnotatedDocument) -> str | None:
    """The one country that a document is about: most mentions by name, adjective and place.

    None where no country has half of them.
    """
    counts: dict[str, float] = {}
    for entity in document.entities:
        if entity.label == "COUNTRY" and entity.canonical_id:
            code = entity.canonical_id.removeprefix("country:")
            counts[code] = counts.get(code, 0) + 1
        elif entity.label == "LOC":
            match = _PLACE_COUNTRY.search(entity.canonical_id or "")
            if match is not None:
                counts[match["iso3"]] = counts.get(match["iso3"], 0) + 1
    for iso3, _ in nationalities(document.folded, document.lexicon_at(0).code):
        counts[iso3] = counts.get(iso3, 0) + NATIONALITY_MENTIONS
    if document.headings:
        title = document.headings[0]
        for entity in document.entities_in(title.start, title.end, "COUNTRY"):
            code = (entity.canonical_id or "").removeprefix("country:")
            counts[code] = counts.get(code, 0) + TITLE_MENTIONS
    best = max(counts, key=lambda code: (counts[code], code), default=None)
    return best if best is not None and (counts[best] * 2 > sum(counts.values())) else None
