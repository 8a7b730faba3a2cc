"""What several sentences tell of one visit or meeting, put together before drafts are merged."""

from __future__ import annotations

from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.records.event.drafts import Draft, precision
from policynlp.records.event.lengths import set_length
from policynlp.records.parts.venues import NAME, find_venue

# How far behind a visit's own sentence its meetings may be told, in passages.
VISIT_REACH = 8
# How many sentences above a meeting's days may tell where people met.
PLACE_REACH = 2

Told = Sequence[tuple[Draft, int]]


def join_told(document: AnnotatedDocument, told: Told) -> list[tuple[Draft, int]]:
    """The drafts without what officials do during a visit told before; its first day may be that
    of such an act, its place where people are said to have gathered."""
    kept: list[tuple[Draft, int]] = []
    for draft, index in told:
        visit = _visit_of(document, draft, index, kept) if draft.by_act else None
        if visit is None:
            kept.append((draft, index))
            continue
        host, _ = visit
        if host.start is None and precision(draft.start) == 3:
            host.start, host.end = draft.start, draft.end
            host.add(draft.passages[0])
            set_length(document, host, host.passages[0])
    for draft, index in kept:
        if draft.venue is None and draft.start is not None and not draft.by_act:
            _take_gathering(document, draft, index)
    return kept


def _visit_of(
    document: AnnotatedDocument, draft: Draft, index: int, kept: Told
) -> tuple[Draft, int] | None:
    """The visit told a few sentences before that an act is part of."""
    for visit, at in reversed(kept):
        if visit.kind != "mission_visit" or visit is draft or index - at > VISIT_REACH:
            continue
        if draft.start is None:
            return visit, at
        if visit.start is None:
            published = document.published
            return (visit, at) if published is None or draft.start <= published else None
        if visit.start <= draft.start and (draft.end or draft.start) <= (visit.end or visit.start):
            return visit, at
    return None


def _take_gathering(document: AnnotatedDocument, draft: Draft, index: int) -> None:
    """The place where people "gathered last week", told right before the meeting's days."""
    for passage in reversed(document.passages[max(0, index - PLACE_REACH) : index]):
        if passage.kind != "sentence" or passage.path != draft.passages[0].path:
            return
        rules = document.lexicon(passage)
        for key in ("gathers", "meets"):
            verb = rules.pattern(NAME, f"cues.{key}").search(
                document.folded, passage.start, passage.end
            )
            if verb is not None:
                draft.venue = find_venue(document, verb.start(), passage.end)
                if draft.venue is not None:
                    draft.add(passage)
                    return
