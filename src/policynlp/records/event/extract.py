"""Events: meetings, conferences, workshops, launches, visits and the like, past or announced.

They are read from the document's own title and labels (`own`), from sentences (`prose`,
`openings`, `continuing`) and from labelled lines and calendars (`lines`). What
these say of the same event is put together in `drafts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.records.event.continuing import continue_events
from policynlp.records.event.drafts import Draft, alike, as_event, merge_drafts, precision
from policynlp.records.event.joining import join_told
from policynlp.records.event.lines import events_in_lines
from policynlp.records.event.own import find_own_event, name_by_title
from policynlp.records.event.prose import events_in_prose
from policynlp.records.event.rounding import round_off
from policynlp.records.parts.home import home_country, most_named
from policynlp.records.parts.venues import NAME
from policynlp.schema import Event

# Passages from the beginning of minutes that may tell when the meeting was.
OPENING_PASSAGES = 8
# One event of several that says its country does not speak for the others.
LEAST_SURE = 2
# Share of words that the name told has in common with the title: "its seventh session".
SAME_BODY = 0.4


def extract(document: AnnotatedDocument) -> Iterator[Event]:
    """Records of type event, in reading order."""
    told = list(events_in_prose(document))
    told = join_told(document, told)
    continue_events(document, told)
    round_off(document, told)
    lined = list(events_in_lines(document))
    lines = {_line_of(draft) for draft in lined}
    drafts: list[Draft] = [d for d, _ in told if d.by_act or _line_of(d) not in lines]
    drafts += lined
    own = find_own_event(document)
    if own is not None:
        _take_told_day(document, own, told)
        drafts.append(own)
    else:
        name_by_title(document, drafts)
    for draft in drafts:
        if draft.venue is not None and draft.venue.same:
            draft.venue = own.venue if own is not None else None
    _kind_of_editions(document, drafts, own)
    merged = merge_drafts(drafts)
    home = (home_country(document) or _only_country(document, merged)) if drafts else None
    for draft in merged:
        yield as_event(document, draft, home)


def _kind_of_editions(
    document: AnnotatedDocument, drafts: Sequence[Draft], own: Draft | None
) -> None:
    """Gives "the third edition" the kind of what the document tells of: its own event, else the
    first one told."""
    editions: list[Draft] = []
    others = [own] if own is not None else []
    for draft in drafts:
        names = document.lexicon(draft.passages[0]).pattern(NAME, "names.edition")
        known = names.search(fold(draft.name or "")) is None
        (others if known else editions).append(draft)
    for draft in editions if others else ():
        if draft.kind == "other":
            draft.kind = others[0].kind


def _only_country(document: AnnotatedDocument, drafts: Sequence[Draft]) -> str | None:
    """The country in which all events of a document take place that say where."""
    told = [d.venue.country for d in drafts if d.venue is not None and d.venue.country]
    if len(set(told)) != 1:
        return None
    few = len(drafts) > LEAST_SURE and len(told) < LEAST_SURE
    return told[0] if not few or most_named(document) == told[0] else None


def _take_told_day(
    document: AnnotatedDocument, own: Draft, told: Sequence[tuple[Draft, int]]
) -> None:
    """The day and place of the meeting that the first sentences of its minutes tell, in place of
    the day on which the minutes were issued."""
    if not own.guessed or own.start is None:
        return
    for draft, index in told:
        if index > OPENING_PASSAGES:
            return
        next_one = document.lexicon(draft.passages[0]).pattern(NAME, "cues.upcoming")
        if precision(draft.start) < 3 or (draft.start or "") > own.start:
            continue
        if next_one.search(fold(draft.name or "")) or draft.kind != own.kind:
            continue
        if not alike(draft.name, own.name, SAME_BODY):
            continue
        own.start, own.end, own.guessed = draft.start, draft.end, False
        own.venue = draft.venue or own.venue
        return


def _line_of(draft: Draft) -> tuple[str | None, int]:
    """Name and place in the text: a line read as such is not read again as a sentence."""
    return draft.name, draft.passages[0].start
