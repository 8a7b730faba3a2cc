"""Events without a noun of their own: something opened or handed over, a body that meets, a team
that comes back."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.event.drafts import Draft, best_date, dates_in, has_days, without_dateline
from policynlp.records.parts.datelines import find_dateline, first_dateline
from policynlp.records.parts.event_names import (
    Mention,
    find_mentions,
    mention_at,
    name_end,
    trim_name,
)
from policynlp.records.parts.venues import NAME, Venue, find_venue, town_toward
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.schema import Entity

# Openings in old news and reports are background; a news item tells its own at its beginning.
LEAD_PASSAGES = 8
# A thing of one word ("ponies") says little: the verb goes with it.
LEAST_WORDS = 2
MAX_WORDS = 22
MAX_SUBJECT = 9
# How far a number before what is opened may reach, in characters.
COUNT_REACH = 30
ACRONYM_REACH = 40
# How far behind the name of who receives a gift it may begin, in characters.
RECEIVER_REACH = 90
SHORT_WORDS = 5
# Types of document that tell of visits of their own.
OWN_TRIPS = frozenset({"mission_report", "terms_of_reference", "evaluation"})
_ACRONYM_AT_END = re.compile(r"(?<!\w)(?P<acronym>[A-ZÀ-Þ][A-ZÀ-Þ0-9/-]{1,11})\s+(?:\w{2,4}\s+)?$")
_TOWN = re.compile(r"[A-ZÀ-Þ][^\W\d_]{2,}(?:[-'’ ][A-ZÀ-Þ][^\W\d_]+){0,2}")
_MARK = re.compile(r"[;:!?\n]|,\s|\.(?=\s|$)|\s[–—-]{1,2}\s")


def find_opening(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """Something launched, opened or handed over on a day that the clause states."""
    rules = document.lexicon(passage)
    dates = [e for e in dates_in(document, start, end) if has_days(e)]
    dates = without_dateline(document, dates, start)
    if not dates:
        return None
    match = rules.pattern(NAME, "cues.hands").search(document.folded, start, end)
    given = match is not None
    match = match or rules.pattern(NAME, "cues.launches").search(document.folded, start, end)
    if match is None:
        return None
    passive = rules.pattern(NAME, "cues.passive").search(document.folded, *match.span())
    lead = document.document_type.label == "news" and passage.index < LEAD_PASSAGES
    venue = find_venue(document, start, end)
    if passive is not None:
        venue = venue or _town_at_end(document, start, match.start())
    if venue is None and not given:
        goal = town_toward(document, start, end)
        venue = goal if goal is not None and goal.country is not None else None
    venue = venue or find_dateline(document, passage)
    if not given:
        venue = venue or _opened_body(document, match.end(), end)
    if passive is not None:
        venue = venue or _opened_body(document, start, match.start())
    if venue is None and not given:
        inside = (start, match.start()) if passive is not None else (match.end(), end)
        venue = _town_in_name(document, *inside)
    if venue is None and lead:
        venue = first_dateline(document)
    if venue is None and not lead:
        return None
    draft = Draft("other" if given else "launch", passages=[passage], by_verb=True)
    draft.set_dates(dates[0])
    draft.venue = venue
    draft.name = None if passive else _object(document, match.end(), end, rules)
    if passive or not given:
        draft.name = draft.name or subject_of(document, start, match.start(), rules)
    if draft.name and rules.pattern(NAME, "cues.papers").match(fold(draft.name)):
        return None
    if draft.name and len(draft.name.split()) < LEAST_WORDS:
        if given and not passive and dates[0].end <= match.start():
            return None  # "visited the ward on 3 May and gave mattresses"
        # Of the clause alone: "The team set out a plan, and a laboratory was opened"
        said = document.text.rfind(draft.name, start, match.start()) if passive else -1
        first = max(start, said)
        draft.name = trim_name(document, first, dates[0].start, rules) or draft.name
    return draft if draft.name else None


@once_a_document
def _towns(document: AnnotatedDocument) -> Mapping[str, Entity]:
    """Towns that the document names by themselves, by their folded names."""
    return {fold(e.text): e for e in document.entities if e.label == "LOC"}


def _known_town(document: AnnotatedDocument, body: Entity) -> Venue | None:
    """The town at the end of a body's name, where the document names it by itself too."""
    words = body.text.split()
    for first in range(max(1, len(words) - 3), len(words)):
        town = _towns(document).get(fold(" ".join(words[first:])))
        if town is not None:
            found = find_venue(document, town.start, town.end, bare=True)
            name = " ".join(words[first:])
            country = found.country if found is not None else None
            return Venue(name, country, body.end - len(name), body.end)
    return None


def _town_in_name(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The town that a house which was opened is called after, whether a list has it or not: "the
    dispensary of Zumbala"."""
    rules = document.lexicon_at(start)
    for house in rules.pattern(NAME, "cues.venues").finditer(document.folded, start, end):
        link = rules.pattern(NAME, "names.house_of").match(
            document.folded, min(house.end() + 1, end), end
        )
        if link is None:
            continue
        begin = link.end() + (document.text[link.end() : link.end() + 1] == " ")
        name = _TOWN.match(document.text, begin, end)
        known = document.entities_in(begin, name.end()) if name is not None else []
        if name is not None and all(e.label == "LOC" for e in known):
            listed = known[0] if known else None
            venue = find_venue(document, begin, name.end(), bare=True) if listed else None
            return venue or Venue(name.group(), None, begin, name.end())
    return None


def _town_at_end(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The town that ends the name of what was opened: "the maternity ward of Kibuye"."""
    for town in document.entities_in(start, end, "LOC")[::-1]:
        rest = document.text[town.end : end]
        if not rest.strip(" ,") or rest.startswith(","):
            return find_venue(document, town.start, town.end, bare=True) or Venue(
                town.text, None, town.start, town.end
            )
    return None


def _opened_body(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The hospital, school or office that is opened or a part of which is: it stands there."""
    rules = document.lexicon_at(start)
    for body in document.entities_in(start, end, "ORG")[:1]:
        tail = _known_town(document, body)
        if tail is not None:
            return tail
        if rules.pattern(NAME, "cues.venues").search(document.folded, body.start, body.end):
            return Venue(body.text, None, body.start, body.end)
    return None


def _object(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """What is opened: the noun phrase behind an active verb, adverbials before it left out."""
    text, folded = document.text, document.folded
    for _ in range(4):
        while start < end and text[start] in " ,":
            start += 1
        date = next(
            (e for e in document.entities_in(start, end, "DATE") if e.start - start < 4), None
        )
        if date is not None:
            start = date.end
            continue
        aside = _aside(document, start, end, rules) or _receiver(document, start, end, rules)
        if aside is None:
            break
        start = aside
    if rules.pattern(NAME, "names.purpose").match(folded, start, end):
        return None  # "kicked off in Bo to support the agency"
    of = rules.pattern("lexicon", "prepositions").match(folded, start, end)
    start = of.end() + 1 if of is not None else start
    article = rules.pattern("lexicon", "articles").match(folded, start, end)
    counted = next(numbers_in(folded[start : start + COUNT_REACH], rules), None)
    if article is None and of is None and (counted is None or counted[0] > 0):
        return None
    stop = name_end(document, start, end, rules, places=False)
    stop = _before_town(document, start, _before_receiver(document, start, stop, rules), rules)
    words = trim_name(document, start, stop, rules)
    words = words[len(article.group()) :].strip() if words and article else words
    return words if words and len(words.split()) <= MAX_WORDS else None


def _before_town(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> int:
    """Where what is opened ends before the town it is opened in: "the new laboratory in Bo"."""
    for town in document.entities_in(start, stop, "LOC")[-1:]:
        front = document.folded[start : town.start].rstrip()
        small = front.rpartition(" ")[2]
        if stop - town.end <= 1 and rules.pattern(NAME, "names.place_before").fullmatch(small):
            return start + len(front[: -len(small)].rstrip())
    return stop


def _before_receiver(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> int:
    """Where what is given ends before whom it goes to: "two boats to the health office"."""
    for to in rules.pattern(NAME, "names.toward").finditer(document.folded, start, stop):
        near = document.entities_in(to.end(), min(stop, to.end() + COUNT_REACH), "ORG")
        office = rules.pattern(NAME, "cues.venues").search(document.folded, to.end(), stop)
        if near or office is not None:
            return to.start()
    return stop


def _receiver(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int | None:
    """The end of « au ministère de la Santé », to whom something is given, else None."""
    to = rules.pattern(NAME, "names.toward").match(document.folded, start, end)
    if to is None:
        return None
    for body in document.entities_in(start, min(end, start + COUNT_REACH), "ORG"):
        if body.start - to.end() <= SHORT_WORDS:
            comma = document.text.find(" un", body.end, end)
            return comma if 0 <= comma - body.end <= RECEIVER_REACH else body.end
    return None


def _aside(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int | None:
    """The end of an adverbial phrase at `start` that a comma or a place closes, else None."""
    place = rules.pattern(NAME, "names.place_before").match(document.folded, start, end)
    if place is not None:
        entity = next(
            (e for e in document.entities_in(start, end, "LOC", "COUNTRY") if e.start - start < 12),
            None,
        )
        if entity is not None:
            return entity.end
    adverb = rules.pattern(NAME, "cues.beside").match(document.folded, start, end)
    if adverb is not None:
        comma = document.text.find(",", start, end)
        return comma + 1 if comma > 0 else None
    return None


def subject_of(document: AnnotatedDocument, start: int, stop: int, rules: Lexicon) -> str | None:
    """What is opened: the noun phrase before a passive verb without what commas set apart."""
    marks = list(_MARK.finditer(document.text, start, stop))
    if len(marks) == 2 and stop - marks[-1].end() <= 3 and marks[0].group() == ", ":
        # "The ward, closed since the flood, was opened"
        marks, stop = [], marks[0].start()
    begin = marks[-1].end() if marks and stop - marks[-1].end() > 3 else start
    for entity in document.entities_in(begin, stop, "DATE"):
        if entity.start - begin <= SHORT_WORDS:
            begin = entity.end
    joint = _joint().match(document.folded, begin, stop)
    begin = joint.end() if joint is not None else begin
    while begin < stop and document.text[begin] in " ,":
        begin += 1
    words = trim_name(document, begin, stop, rules)
    if not words or len(words.split()) > MAX_WORDS:
        return None
    article = rules.pattern("lexicon", "determiners").match(document.folded[begin:stop])
    if article is not None:
        words = words[article.end() :].strip()
    pronouns = rules.pattern("records/organisers", "cues.pronouns")
    if pronouns.fullmatch(words.lower()) or pronouns.fullmatch(fold(words).split()[0]):
        return None
    return words or None


@cache
def _joint() -> re.Pattern[str]:
    """A word that joins a clause to the one before it: "and the ward was opened"."""
    return re.compile(rf" ?{any_of('lexicon', 'and')} ")


def body_that_meets(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Mention | None:
    """A committee, council or group that is said to meet: "Le conseil s'est réuni le ..."."""
    meets = rules.pattern(NAME, "cues.meets").search(document.folded, start, end)
    if meets is None:
        return None
    start = max(start, document.text.rfind("\n", start, meets.start()) + 1)
    last = None
    for noun in rules.pattern(NAME, "nouns.bodies").finditer(document.folded, start, meets.start()):
        last = last or noun
        if rules.get(NAME, "head_last"):
            last = noun
    if last is None:
        return _acronym_that_meets(document, start, meets.start())
    return mention_at(document, start, meets.start(), (last.start(), last.end(), "meeting"), rules)


def holds_named(
    document: AnnotatedDocument, start: int, end: int, mentions: Sequence[Mention], rules: Lexicon
) -> bool:
    """Whether the verb of meeting has the meeting behind it: "the CSU has held its forum"."""
    meets = rules.pattern(NAME, "cues.meets").search(document.folded, start, end)
    return meets is not None and any(0 <= m.start - meets.end() <= SHORT_WORDS for m in mentions)


def names_holder(
    document: AnnotatedDocument,
    mention: Mention,
    end: int,
    mentions: Sequence[Mention],
    rules: Lexicon,
) -> bool:
    """Whether what looks like a meeting's name is the body that holds the meeting named behind."""
    bodies = rules.pattern(NAME, "nouns.bodies")
    body = bodies.match(document.folded, mention.noun_start, mention.end)
    return body is not None and holds_named(document, mention.end, end, mentions, rules)


def meets_for(
    document: AnnotatedDocument, body: Mention, mentions: Sequence[Mention], rules: Lexicon
) -> bool:
    """Whether those who meet do so for an event that the clause names: "the partners will meet in
    Osh for the annual review"."""
    named = [m for m in mentions if m.start > body.noun_end]
    if not named:
        return False
    before = document.folded[max(body.noun_end, named[0].start - SHORT_WORDS * 2) : named[0].start]
    link = rules.pattern(NAME, "cues.meets_for").finditer(before.rstrip())
    return any(match.end() == len(before.rstrip()) for match in link)


def _acronym_that_meets(document: AnnotatedDocument, start: int, stop: int) -> Mention | None:
    """A body named by its acronym right before the verb of meeting: "The TWG will meet on ..."."""
    match = _ACRONYM_AT_END.search(document.text, max(start, stop - ACRONYM_REACH), stop)
    if match is None:
        return None
    s, e = match.span("acronym")
    return Mention(match["acronym"], "meeting", s, e, s, e, weak=False)


def find_return(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Draft | None:
    """A team that comes or came on stated days: "L'équipe reviendra du 12 au 16 juin"."""
    rules = document.lexicon(passage)
    returns = rules.pattern(NAME, "cues.returns").search(document.folded, start, end)
    match, subject = returns, "returners"
    if returns is None and document.document_type.label not in OWN_TRIPS:
        match = rules.pattern(NAME, "cues.visits").search(document.folded, start, end)
        subject = "visitors"
    if match is None:
        return None
    who = rules.pattern(NAME, f"cues.{subject}").search(document.folded, start, match.end())
    who = who or rules.pattern(NAME, "cues.reviews").match(document.folded, start, match.start())
    person = returns is not None and _is_person(document, start, match.start())
    date = best_date(dates_in(document, match.end(), end))
    if date is None or not (has_days(date) or returns is not None):
        return None
    if who is None and not (person and _is_to_come(document, date)):
        return None
    draft = Draft("mission_visit", passages=[passage])
    draft.set_dates(date)
    draft.venue = find_venue(document, match.end(), date.start, bare=True) or find_venue(
        document, match.end(), end
    )
    draft.venue = draft.venue or town_toward(document, match.end(), end)
    if who is None and draft.venue is None:
        return None  # "Dr Moyo returns to work"
    draft.name = trim_name(document, start, date.start, rules)
    reviewers = rules.pattern(NAME, "cues.reviews").match(document.folded, start, end)
    if returns is None and reviewers is None:
        visitors = subject_of(document, start, match.start(), rules)
        mission = find_mentions(document, start, match.start())[:1]
        named = bool(mission) and visitors is not None and mission[0].name.endswith(visitors)
        # "a follow-up mission will visit" is the visit, "a delegation visited" names none
        draft.name = visitors if named else None
        draft.participants = None if named else visitors
    elif reviewers is not None:  # "an external review will visit"
        draft.name = subject_of(document, start, match.start(), rules)
    if who is not None and rules.pattern("records/organisers", "cues.pronouns").fullmatch(
        document.folded[who.start() : who.end()]
    ):
        draft.name = None
    return draft


def _is_person(document: AnnotatedDocument, start: int, stop: int) -> bool:
    """Whether the subject before a verb ends with somebody by name: "Dr Ann Moyo returns"."""
    people = document.entities_in(start, stop, "PERSON")
    return bool(people) and not document.text[people[-1].end : stop].strip()


def _is_to_come(document: AnnotatedDocument, date: Entity) -> bool:
    """Whether days lie behind the day on which the paper was issued."""
    first, _ = start_and_end(date.canonical_id)
    return (
        has_days(date) and bool(document.published) and (first or "") > (document.published or "")
    )
