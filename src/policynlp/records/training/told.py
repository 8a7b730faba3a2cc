"""Courses that one sentence tells of: "La formation ... aura lieu ...", "45 nurses were trained".

A sentence that only names a course opens one, of which later sentences may say more.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, all_folded
from policynlp.records.parts.prose import behind_days, without_article
from policynlp.records.parts.venues import Venue
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.records.training.audience import (
    before_town,
    counted_from,
    counted_people,
    labelled_people,
    people_end,
    read_attendees,
    split_people,
)
from policynlp.records.training.drafts import Draft
from policynlp.records.training.evidence import LIKELY, note_weight, shared_signals, signals_of
from policynlp.records.training.facts import read_values, read_venue, venue_before
from policynlp.records.training.holders import holders_before
from policynlp.records.training.lines import complete_line, is_line
from policynlp.records.training.names import CourseMention, find_courses, is_degree
from policynlp.records.training.sentences import behind_dateline
from policynlp.records.training.topics import (
    before_place,
    title_by_topic,
    topic_end,
    topic_of,
    without_topic,
)
from policynlp.records.training.values import NAME, names_people
from policynlp.records.weighing.likelihood import chance_of, evidence_of

# How much the passage model's log-odds count.
MODEL_WEIGHT = 0.6
# A course that is only named is kept from here on: later sentences may tell more of it.
OPENS = -4.0
# Below this the passage model is sure that nobody is taught, where nothing counts those who are.
HARDLY = 0.04
# How many courses of a sentence are tried.
MAX_MENTIONS = 5
# So many characters stand between "by" and a name, and between that and its body.
AGENT_GAP = 8
_CAPITALS = re.compile(r"[A-ZÀ-Þ][\w.'’-]*(?:\s[A-ZÀ-Þ][\w.'’-]*){0,5}")
# Those taught, counted in a bracket behind them.
_COUNT = re.compile(r"\((\d{1,4})\)\s*$")
_LABEL_END = re.compile(r"\s?:\s")
_BRACKET = re.compile(r"\([^()\n]{5,160}\)")


def read_sentence(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> list[Draft]:
    """The course that a sentence tells of or names, with its evidence; empty where it has none."""
    rules = document.lexicon(passage)
    mentions = find_courses(document, start, end)
    weak = bool(mentions) and not any(m.strong or m.quoted for m in mentions)
    named = next((m for m in mentions if weak and not (m.bare or m.definite)), None)
    if weak and _of_trained(document, start, end, rules) is not None:
        mentions = ()  # "trained 212 agents in 18 sessions"
    elif _holds_for_all(document, start, end, rules):
        mentions = ()  # "All courses take place on the campus"
    shared: list[str] | None = None
    heard = evidence_of(document, passage, "training", MODEL_WEIGHT) if mentions else 0.0
    opened: Draft | None = None
    for mention in mentions[:MAX_MENTIONS]:
        if mention.bare and mention.definite and not mention.quoted:
            continue
        label = mention.bare and _LABEL_END.match(document.text, mention.noun_end, end)
        if label and any(not m.bare for m in mentions):
            continue  # "Training: 27 economists completed a course on budgeting"
        draft = _of_course(document, mention, start, end)
        if mention.bare and not mention.quoted:
            _take_trained(document, draft, start, end, rules)
            if draft.title == mention.title:
                # "were equipped with skills in triage during a two-day training"
                draft.title = topic_of(document, draft, start, end) or draft.title
        if is_line(document, start, end):
            complete_line(document, draft, mention, start, end)
        if draft.venue is None:
            draft.venue = venue_before(document, start, end)
        if shared is None:
            shared = [*shared_signals(document, passage, start, end, rules)]
        draft.signals += [*shared, *signals_of(document, passage, mention)]
        draft.heard = heard
        draft.note(passage)
        note_weight(document, passage, draft)
        if draft.score > 0:
            if not draft.audience and draft.count is not None:
                draft.audience = counted_people(document, start, end, draft.count)
                if draft.audience:
                    without_topic(document, draft, mention, end)
            return [draft]
        if opened is None and draft.score > OPENS and mention.strong:
            opened, draft.only_named = draft, True
    if opened is not None:
        return [opened]
    if mentions and any(not m.definite for m in mentions):
        return []
    trained = _of_trained(document, start, end, rules)
    if trained is None:
        return []
    if trained.count is None and _hardly_taught(document, passage, trained, rules):
        return []
    if named is not None and not trained.signals:
        # "A workshop on bench safety is planned for May; it will train 18 technologists"
        trained.title, trained.signals = named.title, ["topic"]
    elif not trained.signals and (topic := topic_of(document, trained, start, end)) is not None:
        trained.title, trained.signals = topic, ["topic"]  # "learned pump repair"
    called = next((m for m in mentions if m.quoted), None)
    if called is not None:
        # "The workshop 'Safe Wards' trained 18 aides in hand washing"
        trained.title, trained.sure_title = called.title, True
        trained.signals.append("quoted")
    shared = [*shared_signals(document, passage, start, end, rules)]
    trained.signals = [*shared, "trained", *trained.signals]
    trained.heard = evidence_of(document, passage, "training", MODEL_WEIGHT)
    if trained.venue is None and not trained.online:
        trained.venue = venue_before(document, start, end)
    taken_up = next((m for m in mentions if m.bare and m.definite), None)
    if taken_up is not None:
        trained.definite, trained.head = True, taken_up.head
    trained.note(passage)
    note_weight(document, passage, trained)
    if trained.score <= 0 and trained.score > OPENS and "topic" in trained.signals:
        trained.only_named = True  # the next sentence may say when and where
        return [trained]
    return [trained] if trained.score > 0 else []


def _behind_agent(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where it goes on behind who teaches: "were instructed | by Dr Rao of the hospital | in"."""
    at = _behind_space(document, start, end)
    by = rules.pattern(NAME, "cues.by_whom").match(document.folded, at, end)
    if by is None:
        return at
    name = _CAPITALS.match(document.text, _behind_space(document, by.end(), end), end)
    at = name.end() if name is not None else by.end()
    for known in document.entities_in(by.end(), end, "PERSON", "ORG"):
        if known.start - at > AGENT_GAP:
            break
        at = max(at, known.end)
    return _behind_space(document, at, end) if at > by.end() else start


def _behind_space(document: AnnotatedDocument, start: int, end: int) -> int:
    while start < end and document.text[start] == " ":
        start += 1
    return start


def _holds_for_all(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a sentence says something of all courses and of no day."""
    general = rules.pattern(NAME, "nouns.all_of_them").match(document.folded, start, end)
    return general is not None and not document.entities_in(start, end, "DATE")


def _hardly_taught(
    document: AnnotatedDocument, passage: Passage, draft: Draft, rules: Lexicon
) -> bool:
    """Whether people whom nothing counts may not be taught at all, where nothing says in what or
    the passage model doubts it: "Patients were initiated on treatment"."""
    if "topic" not in draft.signals or len(draft.start or "") < len("2014-03"):
        return True
    chance = chance_of(document, passage, "training") or 0.0
    if chance >= LIKELY:
        return False
    somebody = names_people(fold(draft.title or ""), rules)
    return chance < HARDLY or draft.venue is None or somebody


def _take_trained(
    document: AnnotatedDocument, draft: Draft, start: int, end: int, rules: Lexicon
) -> None:
    """What "trained 34 midwives in obstetric emergencies during a five-day course" says more of
    the course than its bare name."""
    trained = _of_trained(document, start, end, rules)
    if trained is None or "topic" not in trained.signals:
        return
    draft.title, draft.audience, draft.count = trained.title, trained.audience, trained.count
    draft.organizers = trained.organizers or draft.organizers
    draft.signals.append("topic")


def _of_course(document: AnnotatedDocument, mention: CourseMention, start: int, end: int) -> Draft:
    draft = read_values(document, start, end)
    draft.title, draft.sure_title, draft.head = mention.title, mention.quoted, mention.head
    draft.definite = mention.definite
    rules = document.lexicon_at(start)
    named = mention.quoted or is_degree(document, mention.noun_end, rules)
    if named and draft.venue_inside(mention.start, mention.end):
        # A name of a course holds no place: "Reading a label", "Diploma in Anaesthesia".
        draft.venue = read_venue(document, start, mention.start) or read_venue(
            document, mention.end, end
        )
    elif draft.venue is not None and not mention.quoted:
        draft.title = _before_venue(document, mention, draft.venue)
    if mention.audience and not draft.audience:
        at = document.text.find(mention.audience, mention.noun_end, end)
        stop = people_end(document, at, at + len(mention.audience))
        draft.audience = split_people(document, at, stop, rules) or labelled_people(
            document, at, stop
        )
        number = next(iter(numbers_in(document.folded[at:stop], rules)), None)
        if draft.count is None and number is not None and number[0] == 0:
            draft.count = number[2]
    draft.audience = draft.audience or read_attendees(document, start, end)
    if (mention.bare or mention.quoted) and draft.audience:
        without_topic(document, draft, mention, end)
    if mention.bare and not mention.quoted and draft.audience:
        title_by_topic(document, draft, mention, end)
    if draft.venue is None and not draft.online:
        draft.venue = _venue_in_brackets(document, mention.noun_end, end)
    if draft.venue is not None and _where_people_are(document, draft, start, end):
        draft.venue = None
    if not draft.organizers:
        _take_holder(document, draft, mention, end)
    return draft


def _venue_in_brackets(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """A town that stands alone in brackets: "(four weeks, Kisangani, May 2017)"."""
    for bracket in _BRACKET.finditer(document.text, start, end):
        begin = bracket.start() + 1
        for part in bracket[0][1:-1].split(","):
            s = begin + len(part) - len(part.lstrip())
            for place in document.entities_in(s, begin + len(part), "LOC"):
                if place.start == s and place.end == begin + len(part.rstrip()):
                    return read_venue(document, s, place.end, bare=True)
            begin += len(part) + 1
    return None


def _where_people_are(document: AnnotatedDocument, draft: Draft, start: int, end: int) -> bool:
    """Whether the only place of a sentence is part of who is taught: "nurses from Tonga"."""
    name = draft.venue.name if draft.venue is not None else None
    if name is None or document.text.count(name, start, end) != 1:
        return False
    return any(name in people for people in draft.audience)


def _take_holder(
    document: AnnotatedDocument, draft: Draft, mention: CourseMention, end: int
) -> None:
    """The body whose course it is, "a course of the Nurses Council", or the school it is at."""
    rules = document.lexicon_at(mention.start)
    reach = min(end, max(mention.noun_end, mention.end) + 120)
    for body in document.entities_in(mention.noun_end, reach, "ORG"):
        for behind in (mention.noun_end, mention.end):
            before = document.folded[behind : body.start].strip() if behind <= body.start else ""
            if not before:
                continue
            if rules.pattern(NAME, "cues.given_at").fullmatch(before):
                if rules.pattern(NAME, "nouns.schools").search(fold(body.text)):
                    draft.hosts = [body.text]
                    return
            elif rules.pattern(NAME, "cues.issued_by").fullmatch(before):
                draft.organizers = [body.text]
                return


def _before_venue(document: AnnotatedDocument, mention: CourseMention, venue: Venue) -> str:
    """The name of a course without the place it is held at ("... au centre de santé de Dikhil")."""
    if not mention.noun_end < venue.start < mention.end:
        return mention.title
    rules = document.lexicon_at(mention.start)
    words = document.text[mention.start : venue.start].split()
    articles = all_folded(NAME, "nouns.name_articles")
    small = rules.folded_words(NAME, "cues.place_before")
    last = fold(words[-1]) if words else ""
    if last.rstrip("'") not in small and last not in articles:
        return mention.title
    while words and fold(words[-1]) in small | articles:
        words.pop()
    return " ".join(words)


def _of_trained(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Draft | None:
    """A course told by its participants: "trained 36 inspectors", « 45 agents ont été formés »."""
    folded = document.folded
    if rules.pattern(NAME, "cues.untrained").search(folded, start, end):
        return None
    verbs = rules.pattern(NAME, "cues.trained").finditer(folded, start, end)
    # "Cuban-trained doctors" tells of no course.
    verb = next((v for v in verbs if folded[v.start() - 1 : v.start()] != "-"), None)
    if verb is None:
        return None
    start = behind_dateline(document, start, verb.start())
    for within in rules.pattern(NAME, "cues.within_it").finditer(folded, start, verb.start()):
        start = within.end()  # "left in March after two years in which she trained four fitters"
    draft = read_values(document, start, end)
    begin = counted_from(document, start, verb.start(), rules)
    if rules.pattern(NAME, "cues.by_whom").match(folded, min(verb.end() + 1, end), end) and not (
        split_people(document, begin, verb.start(), rules)
    ):
        return None  # "It was taught by four trainers"
    stop = people_end(document, verb.end(), end)
    on_site = rules.pattern(NAME, "cues.on_site").match(folded, min(verb.end() + 1, end), end)
    object_start = behind_days(document, on_site.end() if on_site else verb.end(), end)
    if object_start > stop:
        # « a formé du 3 au 6 mai vingt agents »
        stop = people_end(document, object_start, end)
    for what in rules.pattern(NAME, "cues.taught_in").finditer(
        document.folded, object_start + 1, stop
    ):
        if names_people(document.folded[object_start : what.start()], rules):
            stop = what.start()  # « vingt agents à la prise des constantes »
            break
    taught = split_people(
        document, object_start, before_town(document, object_start, stop, rules), rules
    )
    if taught:
        paying = set(draft.funders)
        holders = holders_before(document, start, verb.start())
        draft.organizers = [b for b in holders if b not in paying] or draft.organizers
        title = (verb.start(), min(stop, end))
    else:
        taught = split_people(document, begin, verb.start(), rules)
        title = (begin, verb.end())
    if not taught:
        return None
    draft.audience = taught
    # "52 teachers" are those taught here, and nobody who teaches
    counted = (object_start, stop) if title[0] == verb.start() else (begin, verb.start())
    number = next(iter(numbers_in(folded[slice(*counted)].lstrip(), rules)), None)
    bracket = _COUNT.search(folded, *counted)
    if draft.count is None and bracket is not None:
        draft.count = int(bracket[1])  # "Health aides (22) were taken through"
    if number is not None and number[0] == 0 and (draft.count is None or counted[0] != begin):
        draft.count = number[2]
    if draft.venue is None and not draft.online:
        draft.venue = _venue_in_brackets(document, verb.end(), end)
    if draft.start is not None and len(draft.start) == len("2014"):
        # "... under an arrangement that began in 2021" is not when.
        apart = rules.pattern(NAME, "cues.other_clause").search(folded, verb.end(), end)
        if apart is not None and draft.start not in folded[start : apart.start()]:
            draft.start = draft.end = None
    behind = verb.end() if title[0] == begin else stop
    behind = _behind_agent(document, behind_days(document, behind, end), end, rules)
    topic = rules.pattern(NAME, "cues.trained_in").match(folded, behind, end)
    if topic and rules.pattern(NAME, "cues.no_topic").match(folded, topic.end() + 1, end):
        topic = None  # "were trained in the same way"
    if topic and rules.pattern(NAME, "cues.ends_at").match(folded, topic.start(), end):
        topic = None  # « ont été formés à l'hôpital de Dikhil »
    if topic is not None:
        tail = topic_end(document, topic.end(), end, rules)
        tail = before_town(document, topic.end(), tail, rules)
        if draft.venue is not None and topic.end() < draft.venue.start < tail:
            tail = before_place(document, topic.end(), draft.venue.start, rules)
        words = " ".join(document.text[topic.end() : tail].partition(" (")[0].split()).strip(" ,")
        places = document.entities_in(topic.end(), tail, "LOC", "COUNTRY")
        if words and not any(e.start - topic.end() < 3 for e in places):
            draft.title = without_article(words, rules)
            draft.signals = ["topic"]
            return draft
    draft.title = " ".join(document.text[slice(*title)].split()).strip(" ,")
    return draft
