"""Events told by what officials did: somebody received, met with, visited, expected to arrive."""

from __future__ import annotations

import re
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.event.around import is_today, since
from policynlp.records.event.drafts import (
    Draft,
    dates_in,
    has_days,
    precision,
    without_dateline,
)
from policynlp.records.event.gatherings import gathered
from policynlp.records.event.openings import LEAD_PASSAGES, OWN_TRIPS, subject_of
from policynlp.records.event.titles import SENTENCE, top_lines
from policynlp.records.parts.datelines import find_dateline, first_dateline
from policynlp.records.parts.event_names import (
    MAX_NAME_WORDS,
    find_mentions,
    name_end,
    trim_name,
)
from policynlp.records.parts.venues import NAME, Venue, find_venue, house_of, town_toward
from policynlp.schema import Entity, EventKind

# Where it stands what those who come to stay are to do.
FRAMES = "records/assistance_frames"
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
    ("stays", "mission_visit"),
    ("comes", "mission_visit"),
)
# How exact a date is that tells a month (see `precision`).
MONTH = 2
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
        if (
            not guests
            and not _has_agent(document, start, verb.start(), rules, key)
            and not _taken_up(document, passage, (start, verb.start()), rules, key)
        ):
            continue
        if kind == "meeting" and _partner(document, verb.end(), end, rules, key) is None:
            continue
        dates = [e for e in dates_in(document, start, end) if has_days(e)]
        dates = without_dateline(document, dates, start) or since(document, start, end, rules)
        if key == "comes":
            if rules.pattern(FRAMES, "slots.posts").search(document.folded, verb.end(), end):
                continue  # who arrives to stay and work makes no visit
            dates = [e for e in dates if e.start >= verb.end()]
            dates = dates or _months(document, verb.end(), end)
        if not dates and (passage.index > FIRST_PASSAGES or key in ("comes", "stays") or not lead):
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
        if key == "stays" or (kind == "mission_visit" and draft.venue is None):
            draft.venue = _titled_goal(document, passage) or draft.venue
        if key == "stays" and draft.venue is None:
            continue
        if draft.venue is None and lead:
            draft.venue = first_dateline(document)
        if draft.venue is None and not lead and kind == "mission_visit":
            continue
        if not dates and draft.venue is None:
            continue
        draft.name = _name(document, (start, end), verb, key, kind)
        draft.participants = team_before(document, start, verb)
        if key == "visits" and draft.participants is None:
            people = gathered(document, start, verb.start(), rules)
            pronouns = rules.pattern("records/organisers", "cues.pronouns")
            told = people is not None and pronouns.fullmatch(fold(people)) is None
            draft.participants = people if told else None
        if guests and draft.start != draft.end:
            # "hosted a delegation from 9 to 13 April": those who came paid a visit
            draft.kind = "mission_visit"
            draft.name = _headline(document, start, "mission_visit") or guests
            draft.participants = guests
        return draft
    return None


def _months(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """The month in which a team is expected: "A delegation is due in Amman in April"."""
    return [
        e
        for e in dates_in(document, start, end)
        if precision(start_and_end(e.canonical_id)[0]) == MONTH
    ][:1]


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


def _taken_up(
    document: AnnotatedDocument, passage: Passage, span: tuple[int, int], rules: Lexicon, key: str
) -> bool:
    """Whether "she", « elle » before a verb of visiting is an official of the sentence before."""
    if key not in ("visits", "stays") or not passage.index:
        return False
    before = document.folded[span[0] : span[1]].rstrip().rpartition(" ")[2]
    if rules.pattern("records/organisers", "cues.pronouns").fullmatch(before.strip(",")) is None:
        return False
    other = document.passages[passage.index - 1]
    if other.path != passage.path:
        return False
    return bool(document.entities_in(other.start, other.end, "PERSON")) or (
        rules.pattern(NAME, "acts.officials").search(document.folded, other.start, other.end)
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
    if key in ("visits", "comes", "stays"):
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
                return house_of(document, entity)
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
    title = _title_above(document, start) if key in ("visits", "stays") else None
    if title is not None:
        return _SENTENCE_END.sub("", " ".join(document.text[slice(*title)].split()))
    begin = verb.start()
    while begin < end and document.text[begin] == " ":
        begin += 1
    behind = _partner(document, verb.end(), end, rules, key) if kind == "meeting" else None
    stop = name_end(document, behind or verb.end(), end, rules, places=False)
    words = trim_name(document, begin, max(stop, verb.end()), rules)
    if key in ("visits", "stays"):
        # "travelled to Kigali" names no visit, "made a working visit to Kigali" does
        named = [m for m in find_mentions(document, begin, end) if m.kind == "mission_visit"]
        return named[0].name if named else None
    return words if words and 1 < len(words.split()) <= MAX_NAME_WORDS else None


def _title_above(document: AnnotatedDocument, offset: int) -> tuple[int, int] | None:
    """Where the section's title, or the line that its paragraph begins with, names a visit:
    « LA DIRECTRICE EN VISITE À MORONI »."""
    spans = [(h.start, h.end) for h in document.headings if h.end <= offset][-1:]
    block = document.block_at(offset)
    first = next((p for p in document.passages if block and p.start == block.start), None)
    if first is not None and first.end <= offset:
        spans.append((first.start, first.end))
    for start, end in reversed(spans):
        folded = document.folded[start:end]
        rules = document.lexicon_at(start)
        short = len(folded.split()) <= SHORT_TITLE
        keys = ("headlines.goes", "headlines.nouns_of_visit", "nouns.mission_visit")
        if start == 0 or len(folded.split()) > 2 * SHORT_TITLE:
            continue
        if any(rules.pattern(NAME, key).search(folded) for key in keys[: 3 if short else 1]):
            return start, end
    return None


def _titled_goal(document: AnnotatedDocument, passage: Passage) -> Venue | None:
    """The town of the title that names the visit."""
    title = _title_above(document, passage.start)
    towns = document.entities_in(*title, "LOC") if title is not None else []
    if title is None or not towns:
        return None
    venue = find_venue(document, towns[-1].start, title[1], bare=True)
    if venue is None or venue.name is None or not document.text[slice(*title)].isupper():
        return venue
    return replace(venue, name=venue.name.title())


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
