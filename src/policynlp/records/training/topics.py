"""What a course is on, where it has no name: behind words of learning, those taught or a verb.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.prose import behind_days, without_article
from policynlp.records.training.audience import before_town, people_end
from policynlp.records.training.drafts import Draft
from policynlp.records.training.names import CourseMention, find_courses
from policynlp.records.training.values import NAME, names_people
from policynlp.schema import EntityLabel

# A subject of more words is a sentence on something else.
MAX_TOPIC = 16
# What is somewhere and is taught to nobody.
PLACES: tuple[EntityLabel, ...] = ("LOC", "COUNTRY", "ORG")
_COMMA = re.compile(r", ")


def topic_of(document: AnnotatedDocument, draft: Draft, start: int, end: int) -> str | None:
    """What is taught, where the sentence says no name."""
    rules = document.lexicon_at(start)
    nouns = [(m.noun_start, m.noun_end) for m in find_courses(document, start, end)]
    cues = [
        cue
        for cue in rules.pattern(NAME, "heard.topic").finditer(document.folded, start, end)
        # « un exercice de simulation » is on nothing that is said.
        if not any(s <= cue.start() and cue.end() < e for s, e in nouns)
    ]
    for people in draft.audience[-1:]:
        # "ran sessions for 120 teachers on deworming"
        at = document.text.find(people, start, end)
        behind = behind_days(document, at + len(people), end) if at >= 0 else end
        cue = rules.pattern(NAME, "heard.behind").match(document.folded, behind, end)
        cues = [cue, *cues] if cue is not None else cues
    for cue in cues:
        begin = cue.end() + (document.text[cue.end() : cue.end() + 1] == " ")
        if rules.pattern(NAME, "cues.no_topic").match(document.folded, begin, end):
            continue
        place = document.entity_at(begin, 1, *PLACES)
        if place is not None:
            begin = place.end + (document.text[place.end : place.end + 1] == " ")
            if _leads_on().match(document.folded, begin, end):
                continue  # « formés au CHU de Lomé », but « apprendront à Abéché l'anesthésie »
        stop = before_town(document, begin, topic_end(document, begin, end, rules), rules)
        if draft.venue is not None and begin < draft.venue.start < stop:
            stop = draft.venue.start
        teachers = rules.pattern(NAME, "cues.by_teachers").search(document.folded, begin, stop)
        stop = teachers.start() if teachers is not None else stop
        words = document.text[begin:stop].partition(" (")[0].partition(",")[0].split()
        small = rules.folded_words(NAME, "cues.people_tail") | rules.folded_words(
            NAME, "cues.place_before"
        )
        while words and fold(words[-1]) in small:
            words.pop()
        title = without_article(" ".join(words).strip(" .,;"), rules)
        if title and not title[0].isdigit() and len(words) <= MAX_TOPIC:
            return title
    return None


def without_topic(
    document: AnnotatedDocument, draft: Draft, mention: CourseMention, end: int
) -> None:
    """Leave what is taught out of those taught: "training was given to 20 aides in first aid"."""
    rules = document.lexicon_at(mention.start)
    people = draft.audience[-1]
    at = document.text.find(people, mention.noun_end, end)
    stop = at + len(people)
    for what in rules.pattern(NAME, "cues.taught_in").finditer(document.folded, max(at, 0), stop):
        front = document.text[at : what.start()].strip()
        if at >= 0 and names_people(fold(front), rules):
            draft.audience = [*draft.audience[:-1], front]
            return


def title_by_topic(
    document: AnnotatedDocument, draft: Draft, mention: CourseMention, end: int
) -> None:
    """Name a course by what stands behind those taught: "a training for nurses on triage"."""
    rules = document.lexicon_at(mention.start)
    people = draft.audience[-1]
    at = document.text.find(people, mention.noun_end, end)
    if at < 0:
        return
    behind = behind_days(document, at + len(people), end)
    topic = rules.pattern(NAME, "cues.topic_behind").match(document.folded, behind, end)
    if topic is None:
        return
    tail = before_town(document, topic.end(), people_end(document, topic.end(), end), rules)
    words = " ".join(document.text[topic.end() : tail].partition(" (")[0].split()).strip(" ,")
    places = document.entities_in(topic.end(), tail, "LOC", "COUNTRY", "DATE")
    if words and not any(e.start - topic.end() < 3 for e in places):
        draft.title = without_article(words, rules)
        draft.signals.append("topic")


def topic_end(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where the subject taught ends; « à la saisie et à l'analyse des données » is one."""
    stop = people_end(document, start, end)
    for comma in _COMMA.finditer(document.folded, start, stop):
        behind = rules.pattern(NAME, "cues.topic_stop").match(document.folded, comma.end(), stop)
        if behind is not None:
            return comma.start()  # "in triage, as part of the reform"
    for _ in range(3):
        joint = _joint().match(document.folded, stop, end)
        further = (
            rules.pattern(NAME, "cues.trained_in").match(document.folded, joint.end(), end)
            if joint is not None
            else None
        )
        if further is None:
            break
        stop = people_end(document, further.end(), end)
    return stop


def before_place(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where the small words begin that lead to the place at `end`: "triage | at the hospital"."""
    small = rules.folded_words(NAME, "cues.place_before") | rules.folded_words(
        "lexicon", "articles"
    )
    before = document.folded[start:end].rstrip()
    while (last := before.split()[-1:]) and last[0] in small:
        before = before[: -len(last[0])].rstrip()
    return start + len(before)


@cache
def _leads_on() -> re.Pattern[str]:
    """A mark, or a word that begins no subject taught."""
    small = any_of("lexicon", "prepositions", "conjunctions", "finite_verbs")
    return re.compile(rf"[^\w]|{small}(?!\w)")


@cache
def _joint() -> re.Pattern[str]:
    """A comma or "and" between two subjects taught."""
    return re.compile(rf" ?,? ?{any_of('lexicon', 'and')} ")
