"""Events told in sentences: "La réunion s'est tenue le ... à ...", "The Minister opened ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.records.event.acts import find_act
from policynlp.records.event.around import (
    add_bracketed,
    clauses,
    date_from_before,
    goal_in_name,
    hall_behind_date,
    held_again,
    is_habit,
    is_printed,
    is_today,
    keep_ahead,
    take_told_before,
    take_venue_behind,
    takes_up,
    town_above,
    town_of_name,
    venue_behind_date,
    venue_gone_to,
    venue_in_commas,
    venue_in_name,
)
from policynlp.records.event.continuing import BACK_REACH, add_people, add_people_apart
from policynlp.records.event.courses import is_course_part
from policynlp.records.event.day_of import NEAR_DAY, day_of
from policynlp.records.event.drafts import (
    Draft,
    best_date,
    dates_in,
    has_days,
    precision,
)
from policynlp.records.event.ellipses import find_ellipsis
from policynlp.records.event.gatherings import find_gathering
from policynlp.records.event.lengths import set_length
from policynlp.records.event.openings import (
    LEAD_PASSAGES,
    body_that_meets,
    find_opening,
    find_return,
    holds_named,
    meets_for,
    names_holder,
)
from policynlp.records.event.people import GATHERINGS, people_by_position
from policynlp.records.event.shared import Shared
from policynlp.records.event.signings import find_signing, names_exchange
from policynlp.records.event.signs import (
    MIN_NAME,
    goes_somewhere,
    in_passing,
    is_opened,
    is_own_trip,
    only_beside,
    says_some_day,
    verbs_around,
)
from policynlp.records.event.told import (
    find_agreed,
    find_discussed,
    find_reported,
    find_taken_up,
    find_told,
    house_beside,
)
from policynlp.records.parts.datelines import find_dateline, first_dateline
from policynlp.records.parts.event_names import Mention, find_mentions
from policynlp.records.parts.hosts import find_host, find_passive_host
from policynlp.records.parts.venues import NAME, Venue, find_venue, town_beside
from policynlp.records.weighing.likelihood import confidence_of, evidence_of
from policynlp.records.weighing.trace import note_weighed
from policynlp.records.weighing.weights import UNMET

# Evidence in log-odds. A verb of being held with a day or a place decides; a date alone does not.
PRIOR = -2.5
WEIGHTS = {
    "held": 2.5, "planned": 2.5, "day": 2.2, "month": 1.2, "year": 0.2, "place": 1.0,
    "weak": -1.0, "qualified": 0.4, "beside": -2.8, "recurring": -4.0, "cancelled": -6.0,
    "asked": -3.0, "hoped": -2.6, "step": -4.0, "no_date": -1.5, "opening": 2.2, "next": 0.6,
    "doc:policy_document": -1.5, "doc:training_announcement": -0.8, "doc:terms_of_reference": -0.3,
    "habit": -3.2, "long_ago": -1.5, "own_trip": -3.5, "reference": -4.0, "article": -0.5,
    "unnamed": -2.0, "deed": 1.2, "someday": 1.8, "did": 1.4,
}  # fmt: skip
# Under a title that lists no events, a stated day and a verb of being held still tell of one.
REFERENCE_TOLD = 2.9
# How much the passage model's log-odds count beside the rules.
MODEL_WEIGHT = 0.7
_TELLERS = (find_taken_up, find_discussed, find_reported, find_agreed, find_ellipsis)
_BRACKET = re.compile(r"\s?\([^()]{4,80}\)")


def events_in_prose(document: AnnotatedDocument) -> Iterator[tuple[Draft, int]]:
    """Drafts of events from sentences and items, each with the index of its passage."""
    last: Passage | None = None
    for passage in document.of_kind("sentence", "item"):
        near = last is not None and passage.index - last.index <= BACK_REACH
        alone = not near or (last is not None and last.path != passage.path)
        for draft in read_sentence(document, passage, alone=alone):
            last = passage
            yield draft, passage.index


def read_sentence(
    document: AnnotatedDocument, passage: Passage, *, alone: bool = True
) -> list[Draft]:
    """The events that a sentence or item tells of; empty where it tells of none.

    `alone`: no event was told of right before, so that a date there is free for this one.
    """
    rules = document.lexicon(passage)
    shared = Shared(document, passage, rules, alone=alone)
    heard: float | None = None
    found: list[Draft] = []
    for start, end in clauses(document, passage):
        mentions = find_mentions(document, start, end)
        body = body_that_meets(document, start, end, rules)
        if body is not None and holds_named(document, body.end, end, mentions, rules):
            body = None
        if body is not None and meets_for(document, body, mentions, rules):
            body = None
        if body is not None and not any(m.start <= body.noun_start < m.end for m in mentions):
            mentions = sorted([*mentions, body], key=lambda m: m.start)
        # « Le conseil d'administration a tenu une session » is one meeting.
        mentions = [m for m in mentions if not names_holder(document, m, end, mentions, rules)]
        mentions = [
            m
            for m in mentions
            if (not only_beside(document, m, start, rules) or in_passing(document, m, end, shared))
            and not goes_somewhere(document, m, end, rules)
            and not (m.kind == "mission_visit" and is_opened(document, m, start))
        ]
        drafts: list[Draft] = []
        for i, mention in enumerate(mentions):
            draft = _read(document, passage, mentions, i, (start, end), shared)
            if draft is not None:
                ceiling = mentions[i + 1].start if i + 1 < len(mentions) else end
                drafts += [draft, *held_again(document, draft, mention, ceiling)]
        opening = find_opening(document, passage, start, end)
        if opening is not None and not any(d.kind == opening.kind == "launch" for d in drafts):
            opening.score = _score([*shared.signals, *_facts(document, opening), "opening"])
            drafts = _with_opening(document, drafts, opening)
        coming = find_return(document, passage, start, end)
        if coming is not None and all(d.kind == "mission_visit" for d in drafts):
            drafts = []
            coming.score = _score([*shared.signals, *_facts(document, coming), "planned"])
            drafts.append(coming)
        if not drafts and not mentions and found:
            drafts += _meets_again(document, passage, found[-1], start, end)
        met = find_gathering(document, passage, start, end)
        if met is not None and all(d.start == met.start and d.kind == "meeting" for d in drafts):
            drafts = [] if met.name is not None else drafts
            if not drafts:
                met.score = _score([*shared.signals, *_facts(document, met), "held"])
                drafts.append(met)
        act = find_act(document, passage, start, end) if not drafts else None
        if act is not None:
            act.score = _score([*shared.signals, *_facts(document, act), "held", "deed"])
            drafts.append(act)
        signing = find_signing(document, passage, start, end) if not drafts else None
        if signing is not None:
            signing.score = _score([*shared.signals, *_facts(document, signing), "held", "deed"])
            drafts.append(signing)
        if not drafts:
            found_by = (find(document, passage, start, end) for find in _TELLERS)
            told = next((one for one in found_by if one is not None), None)
            if told is not None:
                told.score = _score([*shared.signals, *_facts(document, told), "held"])
                drafts.append(told)
        if not drafts and not mentions:
            told = find_told(document, passage, start, end)
            if told is not None:
                signals = [*shared.signals, *_facts(document, told), "held"]
                if not rules.pattern(NAME, "names.edition").search(fold(told.name or "")):
                    signals.append("unnamed")
                if rules.pattern(NAME, "cues.next").search(fold(told.name or "")):
                    signals.append("next")
                told.score = _score(signals)
                drafts.append(told)
        if drafts and heard is None:
            heard = evidence_of(document, passage, "event", MODEL_WEIGHT)
        denied = not {"recurring", "cancelled", "asked", "hoped"}.isdisjoint(shared.signals)
        for draft in drafts:
            # What the text denies or only hopes for, no model makes an event.
            draft.score += min(heard or 0.0, 0.0) if denied else heard or 0.0
            draft.score += UNMET["event"]
        drafts = [d for d in drafts if d.score > 0 and not is_course_part(document, passage, d)]
        if found and not drafts:
            take_venue_behind(document, found[-1], start, end)
        if (
            len(drafts) == 1
            and drafts[0].kind in GATHERINGS
            and (start, end) != (passage.start, passage.end)
        ):
            drafts[0].participants = drafts[0].participants or people_by_position(
                document, passage, (start, end)
            )
        found += drafts
    if len(found) == 1:
        add_people(document, found[0], passage)
        set_length(document, found[0], passage)
    elif found:
        add_people_apart(document, found, passage)
    return found


def _meets_again(
    document: AnnotatedDocument, passage: Passage, known: Draft, start: int, end: int
) -> Iterator[Draft]:
    """The further meeting of a body named in the clause before: "; it will meet again on ..."."""
    rules = document.lexicon_at(start)
    meets = rules.pattern(NAME, "cues.meets").search(document.folded, start, end)
    date = best_date(dates_in(document, start, end)) if meets is not None else None
    if meets is None or date is None or not has_days(date) or known.kind != "meeting":
        return
    draft = Draft("meeting", known.name, passages=[passage])
    draft.set_dates(date)
    draft.venue = find_venue(document, start, end)
    draft.score = _score([*_facts(document, draft), "held"])
    yield draft


def _with_opening(document: AnnotatedDocument, drafts: list[Draft], opening: Draft) -> list[Draft]:
    """An opening beside events of the sentence: a campaign that is launched is the launch."""
    if opening.score <= 0:
        return drafts
    good = [d for d in drafts if d.score > 0]
    rules = document.lexicon(opening.passages[0])
    if names_exchange(opening.name, rules):
        opening.kind = "other"
    for draft in good:
        if draft.kind == "other" and draft.start == opening.start:
            draft.kind = opening.kind
    return good or [opening]


def _read(
    document: AnnotatedDocument,
    passage: Passage,
    mentions: Sequence[Mention],
    position: int,
    span: tuple[int, int],
    shared: Shared,
) -> Draft | None:
    """The draft of one mention: its dates and place stand behind its name, else before it."""
    mention = mentions[position]
    start, end = span
    floor = mentions[position - 1].end if position else start
    ceiling = mentions[position + 1].start if position + 1 < len(mentions) else end
    rules = document.lexicon(passage)
    draft = Draft(mention.kind, mention.name, passages=[passage])
    date = day_of(document, mention, floor, ceiling)
    if date is not None:
        draft.set_dates(date)
    elif passage.index < LEAD_PASSAGES:
        first, last = max(floor, mention.start - NEAR_DAY), min(ceiling, mention.end + NEAR_DAY)
        if is_today(document, first, last, rules):
            draft.start = draft.end = document.published
    if mention.kind == "mission_visit":
        draft.venue = goal_in_name(document, mention, rules)
    behind = find_venue(document, mention.noun_end, ceiling)
    town = find_venue(document, floor, mention.start) if _is_plain(behind) else None
    if town is not None and town.country is not None:
        behind = town  # "convenes in Bo a workshop on hygiene in the theatre"
    draft.venue = (
        draft.venue
        or behind
        or (
            find_venue(document, floor, mention.start)
            if date is None or date.end <= mention.start or position == 0
            else None
        )
    )
    if draft.venue is None and date is not None:
        draft.venue = venue_behind_date(document, date, ceiling)
    if draft.venue is None and mention.kind == "mission_visit":
        draft.venue = venue_gone_to(document, mention.end, ceiling, rules) or venue_gone_to(
            document, floor, mention.start, rules
        )
    draft.venue = (
        draft.venue
        or find_host(document, floor, mention.start)
        or find_host(document, mention.noun_end, ceiling)
        or find_passive_host(document, mention.noun_end, ceiling)
        or venue_in_commas(document, mention, date)
        or (venue_in_name(document, mention) if mention.kind == "launch" else None)
        or find_dateline(document, passage)
    )
    bracket = _BRACKET.match(document.text, mention.end, end)
    if bracket is not None and draft.venue is None and date is not None:
        draft.venue = find_venue(document, bracket.start(), bracket.end(), bare=True)
    add_bracketed(document, draft, mention, date, end)
    if draft.venue is None:
        same = rules.pattern(NAME, "cues.same_place").search(
            document.folded, mention.noun_end, ceiling
        )
        if same is not None:
            draft.venue = Venue(None, None, same.start(), same.end(), same=True)
    verbs = list(verbs_around(document, mention, floor, ceiling, rules))
    if "planned" in verbs and date is not None and is_printed(date):
        keep_ahead(document, draft, date)
    taken_up = "held" in verbs and shared.alone and not is_habit(document, mention, end, rules)
    if draft.start is None and taken_up and takes_up(document, mention, rules):
        take_told_before(document, draft, passage, ahead="planned" in verbs)
    if draft.start is None and taken_up:
        date_from_before(document, draft, passage)
    draft.venue = draft.venue or town_beside(document, mention.end, end)
    draft.venue = draft.venue or town_of_name(document, mention)
    seen = rules.pattern(NAME, "nouns.encounters").fullmatch(
        document.folded, mention.noun_start, mention.noun_end
    )
    if draft.venue is None and (seen or mention.kind in ("launch", "other")):
        today = draft.start is not None and draft.start == document.published
        lead = first_dateline(document) if today and passage.index < LEAD_PASSAGES else None
        draft.venue = lead or venue_in_name(document, mention)
    if draft.venue is None and date is not None and date.start > mention.start:
        draft.venue = hall_behind_date(document, date, end, rules)
    draft.venue = draft.venue or town_above(document, passage)
    if draft.venue is None and mention.kind != "mission_visit":
        draft.venue = house_beside(document, mention.noun_end, ceiling)
    signals = [*shared.signals, *_facts(document, draft), *verbs]
    if date is not None and not has_days(date) and not is_printed(date) and "held" in verbs:
        signals += ["habit"] * is_habit(document, mention, ceiling, rules)
    online = rules.pattern(NAME, "names.online").search(document.folded, mention.start, mention.end)
    if online is not None and (
        draft.venue is None or (draft.venue.online and draft.venue.start < mention.end)
    ):  # its name says that it takes place nowhere
        draft.venue = Venue(None, None, mention.start, mention.end, online=True)
    if bracket is not None and draft.venue is not None:
        signals.append("held")
    if mention.weak:
        signals.append("weak")
    if len(mention.name.split()) > 1:
        signals.append("qualified")
    if mention.kind == "mission_visit" and is_own_trip(document, mention, rules):
        signals.append("own_trip")
    if (
        precision(draft.start) > 1
        and len(mention.name.split()) >= MIN_NAME
        and "beside" in signals
        and shared.likely
    ):  # named in passing, but heard by the passage model
        signals.remove("beside")
    draft.score = _score(signals)
    weighed = [("prior", PRIOR), *((s, WEIGHTS[s]) for s in dict.fromkeys(signals) if s in WEIGHTS)]
    note_weighed(document, passage, "event", confidence_of(draft.score), weighed)
    if draft.start is None and draft.venue is None:
        return None
    told = {"held", "planned", "did"} & set(signals)
    if not told and not (date is not None and has_days(date)):
        # "the third assembly in Kenema in December 2023": no verb, but named, when and where
        stated = precision(draft.start) == 2 and (draft.venue is not None or shared.likely)
        if not stated or mention.weak or "qualified" not in signals:
            return None
    return draft


def _is_plain(venue: Venue | None) -> bool:
    """Whether a place is told by one common noun only."""
    return (
        venue is not None
        and venue.name is not None
        and venue.name.isalpha()
        and (venue.name.islower())
    )


def _facts(document: AnnotatedDocument, draft: Draft) -> Iterator[str]:
    yield {0: "no_date", 1: "year", 2: "month", 3: "day"}[precision(draft.start)]
    if precision(draft.start) == 1 and (draft.start or "") < (document.published or "")[:4]:
        yield "long_ago"
    if draft.start is None and says_some_day(document, draft):
        yield "someday"
    if draft.venue is not None and (draft.venue.name or draft.venue.country or draft.venue.same):
        yield "place"


def _score(signals: list[str]) -> float:
    known = dict.fromkeys(signals)
    total = PRIOR + sum(WEIGHTS.get(name, 0.0) for name in known)
    if {"reference", "day"} <= known.keys() and known.keys() & {"held", "planned"}:
        total += REFERENCE_TOLD
    return total
