"""Which of the dates around its name is an event's own day."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument
from policynlp.entities.periods import start_and_end
from policynlp.records.event.around import is_printed, since
from policynlp.records.event.drafts import (
    best_date,
    dates_in,
    has_days,
    precision,
    without_dateline,
)
from policynlp.records.event.signs import is_background
from policynlp.records.parts.event_names import Mention
from policynlp.records.parts.venues import NAME
from policynlp.schema import Entity

# "Today", "last Friday" belong to a general noun ("dinner") where they stand this near.
NEAR_DAY = 24


def day_of(
    document: AnnotatedDocument, mention: Mention, floor: int, ceiling: int
) -> Entity | None:
    """The date of a named event: it stands behind the name, else before it, else in it.

    Args:
        floor: where the event before it in the sentence ends.
        ceiling: where the next one begins.
    """
    rules = document.lexicon_at(mention.start)
    inside = dates_in(document, mention.noun_end, ceiling)
    around = dates_in(document, floor, mention.start)
    inside = [e for e in inside if not is_background(document, mention.end, e, rules)] or (
        [] if any(has_days(e) for e in around) else inside
    )
    if inside:  # « Rabat, 22 juin 2023 – » does not count beside the sentence's own days
        around = without_dateline(document, around, floor)
    if not any(is_printed(e) for e in inside) and any(
        is_printed(e) and len(e.canonical_id or "") > len("date:2014") for e in around
    ):
        inside = []  # "will host from 4 to 6 May the forum, the Institute said on Monday"
    if any(has_days(e) for e in around) and all(
        precision(start_and_end(e.canonical_id)[0]) == 1 for e in inside
    ):
        inside = []  # "met on 3 May for the workshop on the accounts of 2020"
    if not inside and not without_dateline(document, around, floor):
        around = since(document, floor, mention.end, rules) or around
    # Before a name the nearest day is its own, not the one that opens a dispatch.
    date = best_date(inside) or best_date(around[::-1])
    if date is None:  # "the 2023 review was held in Bo"
        date = best_date(dates_in(document, mention.start, mention.noun_start))
    if date is not None and mention.weak and not is_printed(date):
        # "born at a dinner, the network is now at work in nine countries"
        near = date.start - mention.end if date.start > mention.start else mention.start - date.end
        closes = rules.pattern(NAME, "lengths.closes")
        ended = closes.search(document.folded, mention.end, date.start)
        return date if near < NEAR_DAY or ended is not None else None
    return date
