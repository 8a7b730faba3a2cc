"""Events told by what officials did: somebody received, met with, visited, expected to arrive."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.event.around import is_today, since
from policynlp.records.event.drafts import Draft, dates_in, has_days, without_dateline
from policynlp.records.event.gatherings import gathered
from policynlp.records.event.openings import LEAD_PASSAGES, OWN_TRIPS, subject_of
from policynlp.records.event.titles import SENTENCE, top_lines
from policynlp.records.parts.event_names import MAX_NAME_WORDS, name_end, trim_name
from policynlp.records.parts.venues import (
    NAME,
    Venue,
    find_dateline,
    find_venue,
    first_dateline,
    town_toward,
)
from policynlp.schema import Entity, EventKind

# How far behind a verb whom it is about may be named, and where from and when, in characters.
OBJECT_REACH = 150
# An act without a day is told of only so near to the beginning of a news item.
FIRST_PASSAGES = 3
MAX_HEADLINE_WORDS = 26
# So many lines above the text of a news item may be its headline.
HEADLINES = 3
# "The delegation" alone says nothing of who came.
LEAST_TEAM_WORDS = 3
# A section's title with no more words names the visit told below it.
SHORT_TITLE = 6
# Keys of the data file with the kind of event that their verbs tell of.
ACTS: tuple[tuple[str, EventKind], ...] = (
    ("receives", "meeting"),
    ("confers", "meeting"),
    ("visits", "mission_visit"),
    ("comes", "mission_visit"),
)
_SENTENCE_END = re.compile(r"[.!?]\s*$")
_PART = re.compile(r"[,;:(]")


def find_act(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> Draft | None:
    """A meeting between officials, or a visit, that a clause tells by its verb; with a day, or
    with a place where a news item begins with it."""
    if document.document_type.label in OWN_TRIPS:
        return None
    rules = document.lexicon(passage)
    lead = document.document_type.label == "news" and passage.index < LEAD_PASSAGES
    for key, kind in ACTS:
        verb = rules.pattern(NAME, f"acts.{key}").search(document.folded, start, end)
        if verb is None:
            continue
        guests = _guests(document, verb.end(), end, rules) if key == "receives" else None
        if not guests and not _has_agent(document, start, verb.start(), rules, key):
            continue
        if kind == "meeting" and _partner(document, verb.end(), end, rules, key) is None:
            continue
        dates = [e for e in dates_in(document, start, end) if has_days(e)]
        dates = without_dateline(document, dates, start) or since(document, start, end, rules)
        if key == "comes":
            dates = [e for e in dates if e.start >= verb.end()]
        if not dates and (passage.index > FIRST_PASSAGES or key == "comes" or not lead):
            continue
        some_day = rules.pattern(NAME, "cues.some_day").search(document.folded, start, end)
        if not dates and not some_day and not is_today(document, start, end, rules):
            continue
        draft = Draft(kind, passages=[passage], by_act=True)
        if dates:
            draft.set_dates(_nearest(dates, verb))
        elif lead and is_today(document, start, end, rules):
            draft.start = draft.end = document.published
        draft.venue = _where(document, passage, (start, end), verb, key)
        if draft.venue is None and lead:
            draft.venue = first_dateline(document)
        if draft.venue is None and not lead and kind == "mission_visit":
            continue
        if not dates and draft.venue is None:
            continue
        draft.name = _name(document, (start, end), verb, key, kind)
        draft.participants = team_before(document, start, verb)
        if key == "visits" and draft.participants is None:
            draft.participants = gathered(document, start, verb.start(), rules)
        if guests and draft.start != draft.end:
            # "hosted a delegation from 9 to 13 April": those who came paid a visit
            draft.kind = "mission_visit"
            draft.name = _headline(document, start, "mission_visit") or guests
            draft.participants = guests
        return draft
    return None


def _guests(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """The delegation or team that somebody hosted or received, without its article."""
    stop = min(end, start + OBJECT_REACH)
    teams = rules.pattern(NAME, "acts.guests").search(document.folded, start, stop)
    if teams is None or rules.pattern(NAME, "acts.things").search(
        document.folded, start, teams.start()
    ):
        return None
    names = document.entities_in(start, teams.start(), "DATE", "LOC")
    begin = names[-1].end if names else start
    while begin < teams.start() and not document.text[begin].isalnum():
        begin += 1
    last = name_end(document, teams.end(), end, rules, places=True)
    words = trim_name(document, begin, max(last, teams.end()), rules)
    article = rules.pattern("lexicon", "determiners").match(fold(words or ""))
    if words and article is not None:
        words = words[article.end() :].strip()
    return words if words and 1 < len(words.split()) <= MAX_NAME_WORDS else None


def _nearest(dates: list[Entity], verb: re.Match[str]) -> Entity:
    """The first date behind the verb, else the last before it."""
    behind = [e for e in dates if e.start >= verb.end()]
    return behind[0] if behind else dates[-1]


def _has_agent(
    document: AnnotatedDocument, start: int, stop: int, rules: Lexicon, key: str
) -> bool:
    """Whether an official, a delegation or a person by name is what the verb is about."""
    if document.entities_in(start, stop, "PERSON"):
        return True
    officials = rules.pattern(NAME, "acts.officials")
    agents = rules.pattern(NAME, "acts.teams") if key == "comes" else officials
    attendants = rules.pattern(NAME, "acts.attendants")
    if key == "visits" and attendants.search(document.folded, start, stop) is not None:
        return True
    if agents.search(document.folded, start, stop) is not None:
        return True
    # « Reçue à l'Institut le mardi, la Directrice ... » names her behind.
    return (
        key == "receives"
        and stop - start < 4
        and officials.search(document.folded, stop, min(stop + OBJECT_REACH, len(document.folded)))
        is not None
    )


def _partner(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, key: str
) -> int | None:
    """Where an official or a person stands behind the verb, behind where and when at most."""
    stop = min(end, start + OBJECT_REACH)
    if key == "confers":
        link = rules.pattern(NAME, "acts.with").search(document.folded, start - 5, stop)
        if link is None:
            return None
        start = link.end()
    people = [e.start for e in document.entities_in(start, stop, "PERSON")]
    officials = rules.pattern(NAME, "acts.officials").search(document.folded, start, stop)
    if officials is not None:
        people.append(officials.start())
    if not people:
        return None
    # "received equipment from the ambassador", "met the needs of the Minister"
    between = document.folded[start : min(people)]
    return None if rules.pattern(NAME, "acts.things").search(between) else min(people)


def _where(
    document: AnnotatedDocument,
    passage: Passage,
    span: tuple[int, int],
    verb: re.Match[str],
    key: str,
) -> Venue | None:
    start, end = span
    rules = document.lexicon(passage)
    if key in ("visits", "comes"):
        goal = _visited(document, verb.end(), end, rules) or town_toward(
            document, verb.end() - 3, end
        )
        if goal is not None:
            return goal
    return (
        find_venue(document, verb.end(), end)
        or find_venue(document, start, verb.start())
        or find_dateline(document, passage)
    )


def _visited(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Venue | None:
    """The hospital, office, town or country that somebody went to, behind the verb."""
    for entity in document.entities_in(
        start, min(end, start + OBJECT_REACH), "ORG", "LOC", "COUNTRY"
    ):
        if _PART.search(document.text, start, entity.start):
            return None
        if entity.label == "ORG":
            halls = rules.pattern(NAME, "cues.venues")
            if halls.search(document.folded, entity.start, entity.end):
                return Venue(entity.text, None, entity.start, entity.end)
            continue
        return find_venue(document, entity.start, end, bare=True)
    return None


def _name(
    document: AnnotatedDocument,
    span: tuple[int, int],
    verb: re.Match[str],
    key: str,
    kind: EventKind,
) -> str | None:
    """What the headline calls it, where that tells of the same; else the clause from its verb."""
    start, end = span
    if key == "comes":
        rules = document.lexicon_at(start)
        return subject_of(document, _behind_that(document, start, verb, rules), verb.start(), rules)
    headline = _headline(document, start, kind)
    if headline is not None:
        return headline
    rules = document.lexicon_at(start)
    block = document.block_at(start)
    title = next((h for h in reversed(document.headings) if h.end <= start), None)
    if key == "visits" and title is not None and block is not None and title.start > 0:
        named = rules.pattern(NAME, "nouns.mission_visit").search(fold(title.text))
        if named is not None and len(title.text.split()) <= SHORT_TITLE:
            return _SENTENCE_END.sub("", " ".join(title.text.split()))
    begin = verb.start()
    while begin < end and document.text[begin] == " ":
        begin += 1
    behind = _partner(document, verb.end(), end, rules, key) if kind == "meeting" else None
    stop = name_end(document, behind or verb.end(), end, rules, places=False)
    words = trim_name(document, begin, max(stop, verb.end()), rules)
    if key == "visits" and not rules.pattern(NAME, "nouns.mission_visit").search(fold(words or "")):
        return None  # "travelled to Kigali" names no visit
    return words if words and 1 < len(words.split()) <= MAX_NAME_WORDS else None


def _behind_that(
    document: AnnotatedDocument, start: int, verb: re.Match[str], rules: Lexicon
) -> int:
    """Where the clause of a verb begins: "he said that the first team is expected"."""
    said = list(rules.pattern(NAME, "cues.that").finditer(document.folded, start, verb.start()))
    return said[-1].end() if said else start


def _headline(document: AnnotatedDocument, floor: int, kind: EventKind) -> str | None:
    """The title of a news item, above an offset, that tells of a meeting or visit by its verb or
    noun."""
    keys = ("meets", "nouns_of_meeting") if kind == "meeting" else ("goes", "nouns_of_visit")
    for line in list(top_lines(document))[:HEADLINES]:
        text = " ".join(document.text[line.start : line.end].split())
        if line.end > floor or len(text.split()) > MAX_HEADLINE_WORDS:
            return None
        if not line.title and SENTENCE.search(document.text, line.start, line.end):
            return None
        rules = document.lexicon_at(line.start)
        if any(rules.pattern(NAME, f"headlines.{key}").search(fold(text)) for key in keys):
            return _SENTENCE_END.sub("", text)
    return None


def team_before(document: AnnotatedDocument, start: int, verb: re.Match[str]) -> str | None:
    """The delegation or team that a verb of visiting tells of, as printed."""
    rules = document.lexicon_at(start)
    teams = rules.pattern(NAME, "acts.delegations")
    if teams.search(document.folded, start, verb.start()) is None:
        return None
    who = subject_of(document, _behind_that(document, start, verb, rules), verb.start(), rules)
    if who is None or len(who.split()) < LEAST_TEAM_WORDS or not teams.search(fold(who)):
        return None
    return None if rules.pattern(NAME, "nouns.mission_visit").search(fold(who)) else who
