"""Days and places that stand around an event's name: before it, behind it, in it, told before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import start_and_end
from policynlp.languages import Lexicon
from policynlp.records.event.drafts import Draft, dates_in, has_days, precision
from policynlp.records.event.openings import LEAD_PASSAGES
from policynlp.records.parts.datelines import is_dated_town
from policynlp.records.parts.event_names import MAX_STRETCH, Mention
from policynlp.records.parts.participants import counted_in
from policynlp.records.parts.venues import NAME, Venue, find_venue
from policynlp.schema import Entity

# How far above a ceremony's name its day may be told in the section, in passages.
SECTION_REACH = 10
# How far behind a day and a comma its town may begin, in characters.
TOWN_REACH = 45
# How many sentences behind the town that begins a paragraph take place there.
RUN_IN_REACH = 4
# A line that says who wrote a news item and when has no more words.
MAX_BYLINE = 12
# A hall and its town between a name and its day have so many commas behind them.
MOST_COMMAS = 2
# A name of so many words says which event is meant.
MIN_NAME = 2
_BRACKET = re.compile(r"\s?\([^()]{4,80}\)")
_CLAUSE = re.compile(r";\s|(?<=[\w)»”\"'’]{3})\.\s+(?=[A-ZÀ-Þ])")
_STOP = re.compile(r"[;:!?]|\.(?=\s|$)")
YEAR = re.compile(r"(?:19|20)\d\d")


def clauses(document: AnnotatedDocument, passage: Passage) -> Iterator[tuple[int, int]]:
    """The clauses of a passage, as (start, end)."""
    begin, stop = passage.start, min(passage.end, passage.start + MAX_STRETCH)
    for match in _CLAUSE.finditer(document.text, begin, stop):
        yield begin, match.start()
        begin = match.end()
    yield begin, stop


def is_printed(entity: Entity) -> bool:
    """Whether a date has its day or year in digits or names a month, and is no "Monday"."""
    return any(c.isdigit() for c in entity.text) or not has_days(entity)


def keep_ahead(document: AnnotatedDocument, draft: Draft, date: Entity) -> None:
    """What is still to come, on a day without a year, is in the year after rather than past."""
    published = document.published or ""
    if not draft.end or len(published) < len("2014-03") or YEAR.search(date.text):
        return
    if draft.end >= published or precision(draft.start) < 3 or draft.start is None:
        return
    later = [f"{int(day[:4]) + 1}{day[4:]}" for day in (draft.start, draft.end)]
    if not any(day.endswith("02-29") for day in later):
        draft.start, draft.end = later


def since(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[Entity]:
    """The day on which what still lasts began: « abrite depuis mardi un atelier »."""
    found: list[Entity] = []
    for date in document.entities_in(start, end, "DATE"):
        before = document.folded[max(start, date.start - 12) : date.start].rstrip()
        cue = rules.pattern(NAME, "cues.since").finditer(before)
        if has_days(date) and any(match.end() == len(before) for match in cue):
            found.append(date)
    return found


def is_today(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a clause says "this afternoon" in a paper whose day of issue is known."""
    today = rules.pattern(NAME, "cues.today").search(document.folded, start, end)
    return today is not None and len(document.published or "") == len("2014-03-24")


def date_from_before(document: AnnotatedDocument, draft: Draft, passage: Passage) -> None:
    """« La signature a eu lieu au ministère » : the day stands in the sentence before, in news."""
    if document.document_type.label != "news" or not 0 < passage.index < LEAD_PASSAGES:
        return
    before = document.passages[passage.index - 1]
    if _is_byline(document, before):
        return
    dates = [e for e in dates_in(document, before.start, before.end) if has_days(e)]
    if dates:
        draft.set_dates(dates[-1])
        draft.venue = draft.venue or find_venue(document, before.start, before.end)


def _is_byline(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage says when and by whom a text was issued, and tells nothing."""
    verbs = document.lexicon(passage).pattern("lexicon", "finite_verbs")
    told = verbs.search(document.folded, passage.start, passage.end) is not None
    if not told and len(passage.text.split()) <= MAX_BYLINE:
        return True  # "By the press unit | 14 June 2023"
    return is_dated_town(document, passage)  # "Honiara, 14 March 2022"


def take_told_before(
    document: AnnotatedDocument, draft: Draft, passage: Passage, *, ahead: bool
) -> None:
    """The day and place of what was signed or opened, told earlier in the same section.

    Args:
        ahead: it is still to come, and took place on no day before that of issue.
    """
    for index in range(passage.index - 1, max(-1, passage.index - 1 - SECTION_REACH), -1):
        before = document.passages[index]
        if before.path != passage.path or before.kind != "sentence":
            return
        dates = [e for e in dates_in(document, before.start, before.end) if has_days(e)]
        if ahead:
            issued = document.published or ""
            dates = [e for e in dates if (start_and_end(e.canonical_id)[0] or "") >= issued]
        if dates and not _is_byline(document, before):
            draft.set_dates(dates[0])
            draft.venue = draft.venue or find_venue(document, before.start, before.end)
            draft.add(before)
            return


def is_habit(document: AnnotatedDocument, mention: Mention, end: int, rules: Lexicon) -> bool:
    """Whether something is told as a habit: "is held in May", "the quarterly meeting"."""
    told = rules.pattern(NAME, "cues.habit").search(document.folded, mention.noun_end, end)
    periodic = rules.pattern(NAME, "cues.periodic").search(
        document.folded, mention.start, mention.end
    )
    return told is not None or periodic is not None


def take_venue_behind(document: AnnotatedDocument, draft: Draft, start: int, end: int) -> None:
    """The place that a further sentence adds: "The main function will be in Karonga"."""
    rules = document.lexicon_at(start)
    back = rules.pattern(NAME, "cues.back").match(document.folded, start, end)
    held = rules.pattern(NAME, "cues.held").search(document.folded, start, end)
    if draft.venue is None and back is not None and held is not None:
        draft.venue = find_venue(document, start, end)


def takes_up(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> bool:
    """Whether a full name behind an article takes up what was told before."""
    if len(mention.name.split()) < MIN_NAME:
        verb = rules.pattern(NAME, "cues.held").match(document.folded, mention.end + 1)
        if mention.weak or mention.kind != "other" or verb is None:
            return False
    before = document.folded[max(0, mention.start - 8) : mention.start].rstrip()
    last = re.split(r"[\s]", before)[-1]
    return rules.pattern(NAME, "names.definite").fullmatch(last) is not None


def venue_in_name(document: AnnotatedDocument, mention: Mention) -> Venue | None:
    """The town that ends the name of what is opened: « inauguration du centre de Maradi »."""
    towns = [
        e
        for e in document.entities_in(mention.noun_end, mention.end, "LOC")
        if mention.end - e.end <= 1
    ]
    return find_venue(document, towns[-1].start, towns[-1].end, bare=True) if towns else None


def town_of_name(document: AnnotatedDocument, mention: Mention) -> Venue | None:
    """The town that an event is called after: "the Kisumu summit", « le sommet de Bouaké »."""
    rules = document.lexicon_at(mention.start)
    for town in document.entities_in(mention.start, mention.end, "LOC"):
        if town.start < mention.noun_start:
            between = document.folded[town.end : mention.noun_start]
            beside = town.start == mention.start and not between.strip()
        else:
            between = document.folded[mention.noun_end : town.start].strip()
            of = rules.pattern(NAME, "names.of_town").fullmatch(between) is not None
            beside = of and mention.end - town.end <= 1
        if beside:
            return find_venue(document, town.start, town.end, bare=True)
    return None


def goal_in_name(document: AnnotatedDocument, mention: Mention, rules: Lexicon) -> Venue | None:
    """Where a visit's name says that it goes: "joint visit to the hospital of Kiffa"."""
    start = mention.noun_end
    for word in document.folded[start : mention.end].split()[:3]:
        small = any(
            rules.pattern(name, key).fullmatch(word)
            for name, key in ((NAME, "names.to"), ("lexicon", "articles"))
        )
        if not small:
            break
        start = document.folded.index(word, start) + len(word)
    return find_venue(document, start, mention.end, bare=True)


def venue_gone_to(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Venue | None:
    """The town behind "will go to", « se rendra à »."""
    for entity in document.entities_in(start, end, "LOC"):
        word = document.folded[start : entity.start].split()[-1:]
        if word and rules.pattern(NAME, "names.to").fullmatch(word[0]):
            return find_venue(document, entity.start, end, bare=True)
    return None


def held_again(
    document: AnnotatedDocument, draft: Draft, mention: Mention, end: int
) -> Iterator[Draft]:
    """Further ones of several events on other days in other towns: "information evenings will be
    held in Arklow on 3 May and in Gorey on 5 May"."""
    several = document.folded[mention.noun_start : mention.noun_end].split()[0][-1:] in "sx"
    several = several or document.folded[: mention.noun_end][-1:] == "s"
    dates = [e for e in dates_in(document, mention.noun_end, end) if has_days(e)]
    if not several or len(dates) < MIN_NAME or draft.venue is None or draft.venue.name is None:
        return
    if start_and_end(dates[0].canonical_id) != (draft.start, draft.end):
        return
    before = draft.venue.start < dates[0].start
    towns = {draft.venue.name}
    for i, date in enumerate(dates[1:], start=1):
        begin, stop = (dates[i - 1].end, date.start) if before else (date.end, end)
        if not before and i + 1 < len(dates):
            stop = dates[i + 1].start
        venue = find_venue(document, begin, stop)
        if venue is None or venue.name is None or venue.name in towns:
            return
        towns.add(venue.name)
        other = replace(draft, venue=venue, organizers=list(draft.organizers))
        other.passages = list(draft.passages)
        other.set_dates(date)
        yield other


def hall_behind_date(
    document: AnnotatedDocument, date: Entity, end: int, rules: Lexicon
) -> Venue | None:
    """The hall between commas behind a day and perhaps an hour: "on 22 June at 3 pm, Room 4"."""
    stop = _STOP.search(document.text, date.end, end)
    stop_at = stop.start() if stop else end
    comma = document.text.find(", ", date.end, stop_at)
    if comma < 0:
        return None
    between = rules.pattern(NAME, "cues.hours").sub("", document.folded[date.end : comma])
    if len(between.split()) > 1:
        return None
    part = document.text.find(",", comma + 2, stop_at)
    last = part if part > 0 else stop_at
    if rules.pattern(NAME, "cues.venues").match(document.folded, comma + 2, last) is None:
        return None
    return find_venue(document, comma + 2, last, bare=True)


def town_above(document: AnnotatedDocument, passage: Passage) -> Venue | None:
    """The town that a paragraph of a round-up begins with: "Oecusse. The campaign ran from ..."."""
    for index in range(passage.index - 1, max(-1, passage.index - RUN_IN_REACH), -1):
        first = document.passages[index]
        if first.block is not passage.block:
            return None
        if first.start == first.block.start:
            text = first.text.strip(" .:–—-")
            towns = document.entities_in(first.start, first.end, "LOC")
            if len(towns) == 1 and towns[0].text == text:
                return find_venue(document, first.start, first.end, bare=True)
            return None
    return None


def add_bracketed(
    document: AnnotatedDocument, draft: Draft, mention: Mention, date: Entity | None, end: int
) -> None:
    """Where an event was and who came, from the bracket behind its name or day: "the meeting of
    8 June (Hotel Taj, 34 organisations)"."""
    places = [mention.end, *([date.end] if date is not None else [])]
    for at in places:
        inner = _BRACKET.match(document.text, at, end)
        if inner is None or mention.kind == "mission_visit":
            continue
        draft.participants = counted_in(document, inner.start(), inner.end())
        if draft.venue is None and at > mention.end:
            draft.venue = find_venue(document, inner.start(), inner.end(), bare=True)


def venue_behind_date(document: AnnotatedDocument, date: Entity, end: int) -> Venue | None:
    """The town right behind a day and a comma: "the eighth meeting: 16 May 2023, Chisinau"."""
    for town in document.entities_in(date.end, min(end, date.end + TOWN_REACH), "LOC"):
        if document.text[date.end : town.start].strip() in (",", "(", "–", "-", ""):
            return find_venue(document, town.start, end, bare=True)
    return None


def venue_in_commas(
    document: AnnotatedDocument, mention: Mention, date: Entity | None
) -> Venue | None:
    """The hall between commas between a name and its day: "open evening, Ridge Campus, 17 June"."""
    if date is None or date.start <= mention.end or document.text[mention.end] != ",":
        return None
    between = document.text[mention.end + 1 : date.start].strip()
    if not between.endswith(",") or between.count(",") > MOST_COMMAS:
        return None
    return find_venue(document, mention.end + 1, date.start, bare=True)
