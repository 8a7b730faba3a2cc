"""Events: meetings, conferences, workshops, launches, visits and the like, past or announced.

They are read from the document's own title and labels (`event_own`), from sentences (`event_prose`,
`event_openings`, `event_continuing`) and from labelled lines and calendars (`event_lines`). What
these say of the same event is put together in `event_drafts`.
"""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.records.event_continuing import continue_events
from policynlp.records.event_drafts import Draft, as_event, merge_drafts
from policynlp.records.event_lines import events_in_lines
from policynlp.records.event_own import find_own_event, name_by_title
from policynlp.records.event_prose import events_in_prose
from policynlp.records.venues import home_country
from policynlp.schema import Event


def extract(document: AnnotatedDocument) -> Iterator[Event]:
    """Records of type event, in reading order."""
    told = list(events_in_prose(document))
    continue_events(document, told)
    lined = list(events_in_lines(document))
    lines = {_line_of(draft) for draft in lined}
    drafts: list[Draft] = [draft for draft, _ in told if _line_of(draft) not in lines]
    drafts += lined
    own = find_own_event(document)
    if own is not None:
        drafts.append(own)
    else:
        name_by_title(document, drafts)
    for draft in drafts:
        if draft.venue is not None and draft.venue.same:
            draft.venue = own.venue if own is not None else None
    home = home_country(document) if drafts else None
    for draft in merge_drafts(drafts):
        yield as_event(document, draft, home)


def _line_of(draft: Draft) -> tuple[str | None, int]:
    """Name and place in the text: a line read as such is not read again as a sentence."""
    return draft.name, draft.passages[0].start
