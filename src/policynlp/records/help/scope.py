"""Which country a passage speaks of where it does not say: its section's, else the document's.

Help goes to the South far more often than to the North; a country of the North that is named is
mostly one that helps.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document, once_a_passage
from policynlp.records.parts.knowledge import knowledge_rows
from policynlp.records.parts.origins import is_south, nationalities, places_in
from policynlp.schema import Entity

# How much a mention counts: by name in the title, by name, by adjective; in the North; in the name
# of a body.
TITLE, NAME, ADJECTIVE = 6.0, 1.0, 0.5
# More for a country or place in the first lines, in characters.
FIRST_LINES, FIRST, FIRST_PLACE = 160, 4.0, 2.0
# A region that guidance is for is named so near to its beginning, in characters.
REGION_LINES = 400
REGIONS = frozenset({"region", "who_region"})
NORTH, IN_BODY = 0.15, 0.5
# Guidance is about a country that its title names, or that it names so often; or about the one
# that it names at all, so often and with such a share.
GENERAL = 5.0
ALONE, ALONE_SHARE = 2.0, 0.8
# A second country is spoken of at length where it is named so often beside the first.
SECOND = 0.35
# How many passages before one in its section may say where it is.
BEFORE = 6
_BODY = re.compile(r"^org:(?P<iso3>[A-Z]{3}):(?!embassy)")


@once_a_passage
def scope_country(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The country around a passage, ISO alpha-3; None where several or none are in question."""
    row = _row_of(document, passage)
    for cell in row.cells if row is not None else ():
        in_cell = set(_named(document, cell.start, cell.end))
        if len(in_cell) == 1 and _fills(document, cell.start, cell.end):
            return in_cell.pop()
    for heading in reversed(passage.path):
        if document.title is not None and heading.text.strip() == document.title.strip(" :"):
            continue
        named = set(_named(document, heading.start, heading.end))
        if len(named) == 1:
            return named.pop()
    about = about_country(document)
    if about is not None:
        return about
    for other in reversed(document.passages[max(0, passage.index - BEFORE) : passage.index]):
        if other.path != passage.path:
            break
        named = {iso3 for iso3 in _named(document, other.start, other.end) if is_south(iso3)}
        if len(named) == 1:
            return named.pop()
    return None


def _row_of(document: AnnotatedDocument, passage: Passage) -> Passage | None:
    """The row of a table that a passage is part of."""
    starts, rows = _rows(document)
    index = bisect_right(starts, passage.start) - 1
    return rows[index] if index >= 0 and passage.end <= rows[index].end else None


@once_a_document
def _rows(document: AnnotatedDocument) -> tuple[list[int], list[Passage]]:
    rows = sorted(document.of_kind("row"), key=lambda row: row.start)
    return [row.start for row in rows], rows


def _fills(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a cell of a row holds a country and no more: it is that of the whole row."""
    text = document.text[start:end].strip(" .:")
    return any(entity.text == text for entity in document.entities_in(start, end, "COUNTRY"))


@once_a_document
def about_country(document: AnnotatedDocument) -> str | None:
    """The one country a document is about: named most and in half of all mentions, weighed."""
    if document.document_type.label == "guidance" and _is_regional(document):
        return None
    counts = mentions(document)
    best = max(counts, key=lambda iso3: (counts[iso3], iso3), default=None)
    least = GENERAL if document.document_type.label in ("guidance", "other") else 0.0
    if best is None or counts[best] * 2 < sum(counts.values()):
        return None
    alone = counts[best] >= max(ALONE, ALONE_SHARE * sum(counts.values())) and is_south(best)
    return best if counts[best] >= least or alone else None


@cache
def _regions() -> frozenset[str]:
    """Ids of the regions of the world in the table of places."""
    rows = knowledge_rows("places")
    return frozenset(row["id"] for row in rows if row["kind"] in REGIONS and not row["iso3"])


def _is_regional(document: AnnotatedDocument) -> bool:
    """Whether the first lines name a region and the title no country: guidance "for planners in
    the Pacific" is about no country, wherever it was issued."""
    title = document.text.find(document.title) if document.title is not None else -1
    if title >= 0 and any(_named(document, title, title + len(document.title or ""))):
        return False
    return any(
        (entity.canonical_id or "").startswith("group:") or entity.canonical_id in _regions()
        for entity in document.entities_in(0, REGION_LINES, "LOC", "COUNTRY")
    )


@once_a_document
def mentions(document: AnnotatedDocument) -> dict[str, float]:
    """How much a document speaks of each country, ISO alpha-3: its mentions, weighed."""
    counts: dict[str, float] = defaultdict(float)
    for entity in document.entities_in(0, len(document.text), "COUNTRY", "LOC", "ORG"):
        for iso3 in _countries_of(document, entity):
            weight = NAME if is_south(iso3) else NORTH
            if entity.start < FIRST_LINES:
                weight += weight * (FIRST if entity.label == "COUNTRY" else FIRST_PLACE)
            counts[iso3] += weight * (IN_BODY if _inside_body(document, entity) else 1.0)
    for iso3, _ in nationalities(document.folded, document.lexicon_at(0).code):
        counts[iso3] += ADJECTIVE if is_south(iso3) else ADJECTIVE * NORTH
    spans = [(title.start, title.end) for title in document.headings[:1]]
    if document.title is not None and (at := document.text.find(document.title)) >= 0:
        spans.append((at, at + len(document.title)))
    for iso3 in {iso3 for span in spans for iso3 in _named(document, *span)}:
        counts[iso3] += TITLE if is_south(iso3) else TITLE * NORTH
    return dict(counts)


def spoken_of(document: AnnotatedDocument) -> list[str]:
    """The countries of the South that a document speaks of at length, the most named first."""
    counts = {iso3: count for iso3, count in mentions(document).items() if is_south(iso3)}
    most = max(counts.values(), default=0.0)
    ranked = sorted(counts, key=lambda iso3: (-counts[iso3], iso3))
    return [iso3 for iso3 in ranked if counts[iso3] >= SECOND * most]


def _named(document: AnnotatedDocument, start: int, end: int) -> Iterator[str]:
    for entity in document.entities_in(start, end, "COUNTRY", "LOC"):
        yield from _countries_of(document, entity)


def _countries_of(document: AnnotatedDocument, entity: Entity) -> list[str]:
    if entity.label == "COUNTRY":
        return [code] if (code := (entity.canonical_id or "").removeprefix("country:")) else []
    if entity.label == "LOC":
        return places_in(document, entity.start, entity.end)
    match = _BODY.match(entity.canonical_id or "")
    return [match["iso3"]] if match is not None else []


def _inside_body(document: AnnotatedDocument, entity: Entity) -> bool:
    if entity.label == "ORG":
        return True
    around = document.entities_in(max(0, entity.start - 80), entity.end + 80, "ORG", "PROGRAM")
    return any(o.start <= entity.start and entity.end <= o.end for o in around)
