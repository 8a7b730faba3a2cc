"""Courses told in sentences: "La formation ... aura lieu du ... à ...", "45 nurses were trained".

A sentence needs a course or people trained, and a date, place, number or length; what follows in
the same section fills what is still open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, lexicon
from policynlp.records.likelihood import confidence_of, evidence_of
from policynlp.records.listed_bodies import read_all_bodies, read_bodies, subject_start
from policynlp.records.organisers import label_part
from policynlp.records.participants import find_attendance, numbers_in
from policynlp.records.purposes import split_purposes
from policynlp.records.trace import note_weighed
from policynlp.records.training_audience import (
    before_town,
    counted_from,
    labelled_people,
    people_end,
    read_attendees,
    read_audience,
    split_people,
)
from policynlp.records.training_backers import course_backers
from policynlp.records.training_drafts import Draft, fill, goes_with
from policynlp.records.training_evidence import (
    PRIOR,
    WEIGHTS,
    facts_of,
    score_of,
    shared_signals,
    signals_of,
)
from policynlp.records.training_lines import complete_line, is_line
from policynlp.records.training_names import CourseMention, find_courses, title_of_heading
from policynlp.records.training_sentences import join_lines, sentences
from policynlp.records.training_values import (
    NAME,
    read_hours,
    read_period,
    read_seats,
    read_sessions,
    read_weeks,
)
from policynlp.records.venues import Venue, find_venue

# How much the passage model's log-odds count.
MODEL_WEIGHT = 0.6
# How many sentences after a course may go on about it without naming it.
GOES_ON = 4
# How many courses of a sentence are tried.
MAX_MENTIONS = 5
# How many of the courses told before a sentence can take up.
REMEMBERED = 12
_PLACE_LINE = re.compile(r"[^:\n]{4,70}?\s?:\s")
# How far behind "travelled to" a town may stand, in characters.
NEAR = 6
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:;.]{2,40}?)\s?:\s")


def courses_in_prose(document: AnnotatedDocument) -> list[Draft]:
    """Drafts of courses from sentences and items, with what later sentences say of them."""
    drafts: list[Draft] = []
    focus: Draft | None = None
    since = 0
    section = None
    for passage, start, end in join_lines(document, sentences(document)):
        heading = next((h for h in reversed(passage.path) if not h.colon), None)
        if heading is not section:
            section, focus = heading, None
        found = list(read_sentence(document, passage, start, end))
        recent = reversed(drafts[-REMEMBERED:]) if found else ()
        known = next((d for d in recent if goes_with(d, found[0])), None)
        if known is not None:
            found[0].title = None
            fill(known, found[0])
            focus, since = known, 0
            continue
        if found:
            _title_by_section(document, found[0], heading)
            drafts += found
            focus, since = found[-1], 0
            continue
        target = _taken_up(document, drafts, start, end) or (
            focus if since < GOES_ON and _goes_on(document, passage, start, end) else None
        )
        since += 1
        if focus is not None and _take_label(document, focus, passage, start, end):
            continue
        if target is not None:
            more = read_values(document, start, end)
            more.audience = more.audience or read_attendees(document, start, end)
            if document.text[start] in '«“"':
                continue
            given = document.lexicon(passage).pattern(NAME, "cues.given")
            held = given.search(document.folded, start, end) is not None
            _fill_quietly(target, more, passage, held=held)
            focus, since = target, 0
    return [d for d in drafts if d.score > 0 and d.grounded]


def _take_label(
    document: AnnotatedDocument, draft: Draft, passage: Passage, start: int, end: int
) -> bool:
    """Whether a sentence is a label with bodies: "Funding: Enabel."; it goes into the draft."""
    label = _LABEL.match(document.text, start, end)
    part = label_part(fold(label["label"])) if label is not None else None
    if label is None or part is None:
        return False
    into: list[str] = getattr(draft, part)
    if not into:
        into += read_all_bodies(document, label.end(), end)
        draft.note(passage)
    return True


def _title_by_section(document: AnnotatedDocument, draft: Draft, heading: Heading | None) -> None:
    """The name that the title of a section gives the course: "Suturing: a training in Bo"."""
    if heading is None or draft.sure_title or heading is document.headings[0]:
        return
    mentions = find_courses(document, heading.start, heading.end)
    strong = next((m for m in mentions if m.strong), None)
    if strong is None or not (draft.head is None or strong.head == draft.head):
        return
    front, colon, _ = heading.text.partition(":")
    rules = document.lexicon_at(heading.start)
    if colon and not any(m.noun_start - heading.start < len(front) for m in mentions):
        title = title_of_heading(front, rules)
    elif not strong.bare:
        title = title_of_heading(strong.title, rules)
    else:
        title = None
    if title is not None:
        draft.title, draft.sure_title = title, True


def read_sentence(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Iterator[Draft]:
    """The courses that a sentence tells of, each with its evidence; at most one by name."""
    rules = document.lexicon(passage)
    mentions = find_courses(document, start, end)
    shared = list(shared_signals(document, passage, start, end, rules))
    weak = bool(mentions) and not any(m.strong or m.quoted for m in mentions)
    if weak and _of_trained(document, start, end, rules) is not None:
        mentions = []  # "trained 212 agents in 18 sessions"
    for mention in mentions[:MAX_MENTIONS]:
        if mention.bare and mention.definite and not mention.quoted:
            continue
        draft = _of_course(document, mention, start, end)
        if is_line(document, start, end):
            complete_line(document, draft, mention, start, end)
        if draft.venue is None:
            draft.venue = _venue_before(document, start, end)
        signals = [*shared, *signals_of(document, passage, mention, draft)]
        draft.score = score_of(signals)
        heard = evidence_of(document, passage, "training", MODEL_WEIGHT)
        draft.score += heard
        weighed = [("prior", PRIOR), ("model", heard)]
        weighed += [(name, WEIGHTS[name]) for name in dict.fromkeys(signals)]
        note_weighed(document, passage, "training", confidence_of(draft.score), weighed)
        if draft.score > 0 or (draft.score > -1.5 and mention.strong and not mention.bare):
            draft.note(passage)
            yield draft
            return
    if mentions and any(not m.definite for m in mentions):
        return
    trained = _of_trained(document, start, end, rules)
    if trained is not None:
        signals = [*shared, "trained", *facts_of(trained)]
        if trained.venue is None and (trained.start is None or len(trained.start) < 7):
            signals.append("unplaced")
        trained.score = score_of(signals)
        trained.score += evidence_of(document, passage, "training", MODEL_WEIGHT)
        if trained.score > 0:
            trained.note(passage)
            yield trained


def read_values(document: AnnotatedDocument, start: int, end: int, *, bare: bool = False) -> Draft:
    """All values that a stretch gives of the course it is about."""
    first, last = read_period(document, start, end)
    backers = course_backers(document, start, end)
    rules = document.lexicon_at(start)
    draft = Draft(
        start=first,
        end=last,
        organizers=list(backers.organizers),
        funders=list(backers.funders),
        audience=read_audience(document, start, end),
        count=read_seats(document, start, end),
        hours=read_hours(document, start, end),
        weeks=read_weeks(document, start, end),
        sessions=read_sessions(document, start, end),
        objectives=read_objectives(document, start, end, rules),
    )
    online = rules.pattern(NAME, "cues.online").search(document.folded, start, end)
    draft.online = online is not None
    venue = find_venue(document, start, end, bare=bare) or _destination(document, start, end, rules)
    draft.venue = None if venue is None or venue.online else venue
    return draft


def _venue_before(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """The town that opens a sentence before a date and a colon: "Lomé, 7-18 mars : ..."."""
    head = _PLACE_LINE.match(document.text, start, end)
    if head is None or not document.entities_in(start, head.end(), "DATE"):
        return None
    venue = find_venue(document, start, head.end(), bare=True)
    return venue if venue is not None and not venue.online else None


def _destination(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Venue | None:
    """Where those who travel for a course go: "travelled to Chennai"."""
    for match in rules.pattern(NAME, "cues.travel_to").finditer(document.folded, start, end):
        venue = find_venue(document, match.end(), min(end, match.end() + 40), bare=True)
        if venue is not None and venue.start - match.end() < NEAR:
            return venue
    return None


def read_objectives(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """What those taught will be able to do, as a sentence says it."""
    for match in rules.pattern(NAME, "cues.objectives").finditer(document.folded, start, end):
        rest = document.text[match.end() : end].strip()
        if rest.startswith(":") and ";" in rest:
            return [part.strip() for part in re.split(r"(?<=;)\s+", rest[1:].strip())]
        found = split_purposes(document, match.end(), end)
        if found:
            return found
    return []


def _of_course(document: AnnotatedDocument, mention: CourseMention, start: int, end: int) -> Draft:
    draft = read_values(document, start, end)
    draft.title, draft.sure_title, draft.head = mention.title, mention.quoted, mention.head
    draft.definite = mention.definite
    if draft.venue is not None and not mention.quoted:
        draft.title = _before_venue(document, mention, draft.venue)
    if mention.audience and not draft.audience:
        at = document.text.find(mention.audience, mention.noun_end, end)
        rules = document.lexicon_at(start)
        stop = people_end(document, at, at + len(mention.audience))
        draft.audience = split_people(document, at, stop, rules) or labelled_people(
            document, at, stop
        )
        number = next(iter(numbers_in(document.folded[at:stop], rules)), None)
        if draft.count is None and number is not None and number[0] == 0:
            draft.count = number[2]
    draft.audience = draft.audience or read_attendees(document, start, end)
    if not draft.organizers:
        draft.organizers = _holder(document, mention, end)
    return draft


def _holder(document: AnnotatedDocument, mention: CourseMention, end: int) -> list[str]:
    """The body whose course it is: "a course of the Nurses Council", « le stage de l'INSP »."""
    rules = document.lexicon_at(mention.start)
    for body in document.entities_in(mention.noun_end, min(end, mention.noun_end + 120), "ORG")[:1]:
        before = document.folded[mention.noun_end : body.start].strip()
        if before and rules.pattern(NAME, "cues.issued_by").fullmatch(before):
            return [body.text]
    return []


def _before_venue(document: AnnotatedDocument, mention: CourseMention, venue: Venue) -> str:
    """The name of a course without the place it is held at ("... au centre de santé de Dikhil")."""
    if not mention.noun_end < venue.start < mention.end:
        return mention.title
    rules = document.lexicon_at(mention.start)
    words = document.text[mention.start : venue.start].split()
    small = {fold(w) for w in rules.words(NAME, "cues.place_before")}
    if not words or (fold(words[-1]).rstrip("'") not in small and fold(words[-1]) != "the"):
        return mention.title
    while words and (fold(words[-1]) in small or fold(words[-1]) == "the"):
        words.pop()
    return " ".join(words)


def _of_trained(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Draft | None:
    """A course told by its participants: "trained 36 inspectors", « 45 agents ont été formés »."""
    folded = document.folded
    if rules.pattern(NAME, "cues.untrained").search(folded, start, end):
        return None
    verb = rules.pattern(NAME, "cues.trained").search(folded, start, end)
    if verb is None:
        return None
    draft = read_values(document, start, end)
    begin = counted_from(document, start, verb.start(), rules)
    stop = people_end(document, verb.end(), end)
    taught = split_people(document, verb.end(), stop, rules)
    if taught:
        subject = subject_start(document, start, verb.start())
        draft.organizers = draft.organizers or read_bodies(document, subject, verb.start())
        title = (verb.start(), min(stop, end))
    else:
        taught = split_people(document, begin, verb.start(), rules)
        title = (begin, verb.end())
    if not taught or draft.count is None:
        return None
    draft.audience = taught
    behind = verb.end() if title[0] == begin else stop
    behind = _behind_days(document, behind, end)
    topic = rules.pattern(NAME, "cues.trained_in").match(folded, behind, end)
    if topic is not None:
        tail = people_end(document, topic.end(), end)
        tail = before_town(document, topic.end(), tail, rules)
        words = " ".join(document.text[topic.end() : tail].split()).strip(" ,")
        places = document.entities_in(topic.end(), tail, "LOC", "COUNTRY")
        if words and not any(e.start - topic.end() < 3 for e in places):
            draft.title = words
            return draft
    draft.title = " ".join(document.text[slice(*title)].split()).strip(" ,")
    return draft


def _behind_days(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where it goes on behind days, lengths and towns: "were trained from 6 to 10 May in Bo on"."""
    text = document.text
    for _ in range(4):
        while start < end and text[start] in " ,":
            start += 1
        near = [
            e
            for e in document.entities_in(start, end, "DATE", "LOC", "QUANTITY")
            if len(text[start : e.start].split()) <= 2
        ]
        if not near:
            break
        start = near[0].end
    return start


def _taken_up(
    document: AnnotatedDocument, drafts: list[Draft], start: int, end: int
) -> Draft | None:
    """The latest course that a sentence points back to: "the course", « la formation »."""
    rules = document.lexicon_at(start)
    for draft in reversed(drafts[-REMEMBERED:]):
        if draft.head is not None:
            if points_back(draft.head, rules.code).search(document.folded, start, end):
                return draft
        elif any(m.bare and m.definite for m in find_courses(document, start, end)):
            return draft
    return None


@cache
def points_back(head: str, code: str) -> re.Pattern[str]:
    """What takes a course up again: its head noun behind "the", "this"."""
    words = [fold(word) for word in lexicon(code).words(NAME, "nouns.definite")]
    lead = "|".join(word if word.endswith("'") else word + " " for word in words)
    return re.compile(rf"(?<!\w)(?:{lead}){re.escape(head)}(?!\w)")


def _goes_on(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> bool:
    """Whether a sentence right after one on a course goes on about it."""
    rules = document.lexicon(passage)
    if rules.pattern(NAME, "nouns.again").match(document.folded, start, end):
        return True
    attending = find_attendance(document, start, end) if passage.kind != "item" else None
    if attending is not None and attending.count is not None:
        return True
    introduction = passage.lead_in
    if introduction is None and passage.heading is not None and passage.heading.colon:
        introduction = passage.heading.text
    if introduction is not None and rules.pattern(NAME, "cues.follows").search(fold(introduction)):
        return True
    return rules.pattern(NAME, "cues.paying").search(document.folded, start, end) is not None


def _fill_quietly(draft: Draft, more: Draft, passage: Passage, *, held: bool) -> None:
    """Take over values from a later sentence; a date there only where none is known."""
    before = draft.facts()
    more.title = None
    # A year or a town beside other news is not when and where the course is.
    if more.start is not None and len(more.start) < len("2014-03"):
        more.start = more.end = None
    if more.start is None and not held:
        more.venue = None
    fill(draft, more)
    if draft.facts() > before:
        draft.note(passage)
