"""What several sentences tell of one visit or meeting, put together before drafts are merged."""

from __future__ import annotations

from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.records.event.drafts import Draft, dates_in, has_days, precision
from policynlp.records.event.lengths import set_length
from policynlp.records.event.titles import is_bare
from policynlp.records.parts.event_names import Mention, find_mentions
from policynlp.records.parts.venues import NAME, find_venue

# How far behind a visit's own sentence its meetings may be told, in passages.
VISIT_REACH = 8
# How many sentences above a meeting's days may tell where people met.
PLACE_REACH = 2
# How many sentences above "the meeting" may name it.
NAME_REACH = 2
# How many sentences behind a gift or an opening its ceremony may be told.
CEREMONY_REACH = 4

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
    kept = [(draft, index) for draft, index in kept if not _goes_into(document, draft, index, kept)]
    for draft, index in kept:
        _take_name(document, draft, index)
        if draft.venue is None and draft.start is not None and not draft.by_act:
            _take_gathering(document, draft, index)
    return kept


def _goes_into(document: AnnotatedDocument, draft: Draft, index: int, told: Told) -> bool:
    """Whether "the ceremony", without a day of its own, is that of what was told right before;
    its place, and its name for a deed, go there."""
    if draft.start is not None or (draft.name is None and not draft.by_verb):
        return False
    rules = document.lexicon(draft.passages[0])
    if draft.name is not None and not any(
        rules.pattern(NAME, key).fullmatch(fold(draft.name))
        for key in ("nouns.ceremonies", "names.taking_up")
    ):
        return False
    for other, at in reversed(told):
        if other is draft or at >= index or other.start is None:
            continue
        if index - at > CEREMONY_REACH or other.passages[0].path != draft.passages[0].path:
            return False
        if other.by_verb:
            other.name, other.venue = draft.name or other.name, draft.venue or other.venue
        other.venue = other.venue or draft.venue
        other.participants = other.participants or draft.participants
        other.add(draft.passages[0])
        return True
    return False


def _take_name(document: AnnotatedDocument, draft: Draft, index: int) -> None:
    """The name told right before, where "the three-day meeting" takes an event up."""
    passage = draft.passages[0]
    rules = document.lexicon(passage)
    if (
        draft.name is None
        or rules.pattern(NAME, "names.taking_up").fullmatch(fold(draft.name)) is None
    ):
        return
    own = _mention_of(document, draft)
    if own is None or not is_definite(document, draft):
        return
    for before in reversed(document.passages[max(0, index - NAME_REACH) : index]):
        if before.kind != "sentence" or before.path != passage.path:
            return
        named = [
            m
            for m in find_mentions(document, before.start, before.end)
            if not is_bare(m) and m.kind not in ("mission_visit", "launch")
        ]
        if named:
            dated = any(has_days(e) for e in dates_in(document, before.start, before.end))
            same = fold(own.name).split()[-1] in fold(named[0].name)
            if len(named) == 1 and (same or not dated or draft.kind == named[0].kind):
                draft.name, draft.kind = named[0].name, named[0].kind
                draft.add(before)
            return


def _mention_of(document: AnnotatedDocument, draft: Draft) -> Mention | None:
    passage = draft.passages[0]
    mentions = find_mentions(document, passage.start, passage.end)
    return next((m for m in mentions if m.name == draft.name), None)


def is_definite(document: AnnotatedDocument, draft: Draft) -> bool:
    """Whether an article that points back stands before a draft's name."""
    mention = _mention_of(document, draft)
    if mention is None:
        return False
    rules = document.lexicon(draft.passages[0])
    before = document.folded[max(0, mention.start - 8) : mention.start]
    words = before.split()
    article = rules.pattern(NAME, "names.definite")
    return bool(words) and (article.fullmatch(words[-1]) is not None or words[-1].endswith("l'"))


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
