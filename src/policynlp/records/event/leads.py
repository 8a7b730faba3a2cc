"""Events that the line above a list names with their day."""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.records.event.drafts import Draft, dates_in, has_days
from policynlp.records.event.lines import DAY_REACH, LIST_LINE, line_venue
from policynlp.records.parts.event_names import find_mentions

# A line above a list that names a meeting is no longer, in characters.
MAX_LED = 160


def events_above_lists(document: AnnotatedDocument) -> Iterator[Draft]:
    """Meetings that the line above a list names with their day: "Agreed at the group's meeting of
    21 September 2022:"."""
    leads: list[Heading | Passage] = [
        p
        for p in document.of_kind("sentence")
        if p.text.rstrip().endswith(":") and p.end - p.start <= MAX_LED
    ]
    leads += [heading for heading in document.headings if heading.colon]
    for heading in leads:
        if heading.end - heading.start > MAX_LED:
            continue
        for mention in find_mentions(document, heading.start, heading.end)[:1]:
            dates = dates_in(document, mention.noun_end, heading.end)
            near = [e for e in dates if has_days(e) and e.start - mention.end <= DAY_REACH]
            if not near or mention.kind == "mission_visit" or mention.weak:
                continue
            passage = Passage(
                kind="sentence",
                text=document.text[heading.start : heading.end],
                start=heading.start,
                end=heading.end,
                block=heading.block,
                index=-1,
                language=heading.block.language,
            )
            draft = Draft(mention.kind, mention.name, passages=[passage], score=LIST_LINE)
            draft.set_dates(near[0])
            draft.venue = line_venue(document, mention.noun_end, heading.end, mention.noun_end)
            yield draft
