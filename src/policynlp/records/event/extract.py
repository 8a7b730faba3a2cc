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
from policynlp.records.event.furniture import is_furniture
from policynlp.records.event.invitations import invited_to
from policynlp.records.event.joining import is_definite, join_told
from policynlp.records.event.leads import events_above_lists
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
    told = [(d, i) for d, i in events_in_prose(document) if not _beside_text(document, d)]
    told = join_told(document, told)
    continue_events(document, told)
    round_off(document, told)
    lined = [d for d in events_in_lines(document) if not _beside_text(document, d)]
    lined += [*events_above_lists(document), *invited_to(document)]
    lines = {_line_of(draft) for draft in lined}
    drafts: list[Draft] = [d for d, _ in told if d.by_act or _line_of(d) not in lines]
    drafts += lined
    own = find_own_event(document)
    if own is not None:
        _take_told_day(document, own, told)
        drafts = [d for d in drafts if not _takes_up_own(document, d, own)]
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
    if own.start is None:
        return
    for draft, index in told:
        if not own.guessed and not (index <= OPENING_PASSAGES and _ends_with(draft, own)):
            continue
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


def _ends_with(draft: Draft, own: Draft) -> bool:
    """Whether what was told of several days ended on the one that the title gives."""
    return own.start == own.end == draft.end and (draft.start or "") < (own.start or "")


def _takes_up_own(document: AnnotatedDocument, draft: Draft, own: Draft) -> bool:
    """Whether "the meeting", without a day, is the document's own: who came goes there."""
    if draft.start is not None or draft.kind != own.kind or not draft.name:
        return False
    rules, name = document.lexicon(draft.passages[0]), fold(draft.name)
    bare = rules.pattern(NAME, "names.taking_up").fullmatch(name) is not None
    named = fold(own.name or "") == name
    if not named and not (bare and is_definite(document, draft)):
        return False
    own.participants = own.participants or draft.participants
    own.organizers = own.organizers or draft.organizers
    own.venue = own.venue or draft.venue
    return True


def _beside_text(document: AnnotatedDocument, draft: Draft) -> bool:
    return is_furniture(document, draft.passages[0])


def _line_of(draft: Draft) -> tuple[str | None, int]:
    """Name and place in the text: a line read as such is not read again as a sentence."""
    return draft.name, draft.passages[0].start
