"""Where a news item or letter was written: the town before its first words or beside its day."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.parts.venues import Venue, country_of_place

# How long a dateline may be: "GEORGETOWN, Guyana (CHD) - ", "Ngozi, 14 novembre 2018 – ".
DATELINE = 70
DATELINE_PASSAGES = 4
_DASH = re.compile(r"\s?[–—-]{1,2}\s|\)\s?:?\s")


def find_dateline(document: AnnotatedDocument, passage: Passage) -> Venue | None:
    """The town before the first words of a news item, where this is the passage behind it."""
    if document.document_type.label not in ("news", "other") or passage.kind != "sentence":
        return None
    if passage.start != passage.block.start:
        return None
    towns = document.entities_in(passage.start, passage.start + DATELINE, "LOC", "COUNTRY")
    if not towns or towns[0].start - passage.start > 2:
        return None
    stop = min(passage.end, passage.start + DATELINE)
    dash = _DASH.search(document.text, towns[0].end, stop)
    if dash is None:
        return None
    town = towns[0]
    name = town.text.title() if town.text.isupper() else town.text
    return Venue(name, country_of_place(document, town, dash.start()), town.start, town.end)


def first_dateline(document: AnnotatedDocument) -> Venue | None:
    """The place of the dateline that a news item begins with."""
    for passage in document.passages[:DATELINE_PASSAGES]:
        line = find_dateline(document, passage) or _dated_town(document, passage)
        if line is not None:
            return line
    return None


def is_dated_town(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a line holds a town and the day on which the paper was written, and no more."""
    return _dated_town(document, passage) is not None


def _dated_town(document: AnnotatedDocument, passage: Passage) -> Venue | None:
    """The town of a line that holds a town and a day alone: "Natitingou, le 14 février 2023"."""
    towns = document.entities_in(passage.start, passage.end, "LOC")
    dates = document.entities_in(passage.start, passage.end, "DATE")
    if not towns or not dates or towns[0].start > passage.start + 2:
        return None
    between = document.folded[towns[0].end : dates[0].start].replace(",", " ").split()
    if len(between) > 1 or document.text[dates[0].end : passage.end].strip(" .–—-"):
        return None
    return Venue(
        towns[0].text,
        country_of_place(document, towns[0], passage.end),
        towns[0].start,
        towns[0].end,
    )
