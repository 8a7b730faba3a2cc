"""Events: meetings, conferences, workshops, launches, visits and the like, past or announced.

They are read from four places: the document's own title and labels (`event_own`), sentences
(`event_prose`, `event_openings`), labelled lines and calendars (`event_lines`). What they say of
the same event is put together in `event_drafts`.
"""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.records.event_drafts import Draft, as_event, merge_drafts
from policynlp.records.event_lines import events_in_lines
from policynlp.records.event_own import find_own_event
from policynlp.records.event_prose import continue_events, events_in_prose
from policynlp.schema import Event


def extract(document: AnnotatedDocument) -> Iterator[Event]:
    """Records of type event, in reading order."""
    told = list(events_in_prose(document))
    continue_events(document, told)
    drafts: list[Draft] = [draft for draft, _ in told]
    drafts += events_in_lines(document)
    own = find_own_event(document)
    if own is not None:
        drafts.append(own)
    for draft in drafts:
        if draft.venue is not None and draft.venue.same:
            draft.venue = own.venue if own is not None else None
    for draft in merge_drafts(drafts):
        yield as_event(document, draft)
