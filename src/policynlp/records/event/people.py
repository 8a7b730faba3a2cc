"""Those present at an event as the place of their name in its own sentence tells it."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.parts.participants import NAME as PEOPLE
from policynlp.records.parts.participants import attendance_behind
from policynlp.records.parts.venues import NAME
from policynlp.records.parts.whole_numbers import numbers_in

# Kinds of events that people come together for to talk.
GATHERINGS = frozenset({"meeting", "workshop", "conference"})
# An event named so near to the beginning of a sentence opens it, in characters.
OPENING_REACH = 24
# How far behind a number the people whom it counts may end, in characters.
COUNTED_REACH = 40
# How far behind "held with" a body may begin, in characters.
BODY_REACH = 12
# Those who are only named as people have at most so many words.
MOST_WORDS = 24


def people_by_position(
    document: AnnotatedDocument, passage: Passage, clause: tuple[int, int] | None = None
) -> str | None:
    """Those behind the day or place ("on 8 June with mayors and midwives"), counted where it was
    ("in Bo, where 60 people met") or behind an event that opens the sentence ("At the assembly, 75
    delegates asked")."""
    rules = document.lexicon(passage)
    start, end = clause or (passage.start, passage.end)
    return (
        _behind_when(document, start, end, rules)
        or _counted_there(document, start, end, rules)
        or _behind_event(document, start, end, rules)
    )


def _behind_when(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """Those with or between whom something took place, right behind its day or town."""
    ends = {e.end for e in document.entities_in(start, end, "DATE", "LOC")}
    for link in rules.pattern(NAME, "cues.among").finditer(document.folded, start, end):
        before = start + len(document.text[start : link.start()].rstrip(" ,"))
        if before not in ends:
            continue
        found = attendance_behind(document, link.end(), end)
        if found is None or len(found.text.split()) > MOST_WORDS:
            continue
        head = rules.pattern(PEOPLE, "people.nouns").search(fold(found.text))
        bodies = document.entities_in(found.start, found.start + BODY_REACH, "ORG")
        if (head or bodies) and not document.entities_in(found.start, found.end, "MONEY"):
            return found.text
    return None


def _counted_there(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """The people counted behind "where": "in Manila, where sixty people compared notes"."""
    for place in rules.pattern(NAME, "cues.where").finditer(document.folded, start, end):
        floor = place.end()
        folded = document.folded[floor : min(end, floor + 3 * COUNTED_REACH)]
        for first, last, value in numbers_in(folded, rules):
            noun = rules.pattern(PEOPLE, "people.nouns").search(folded, last, last + COUNTED_REACH)
            if value < 2 or folded[:first].strip() or noun is None:
                break
            origin = rules.pattern(PEOPLE, "origin_of").match(folded, noun.end() + 1)
            stop = floor + (origin.end() if origin is not None else noun.end())
            return " ".join(document.text[floor + first : stop].split())
    return None


def _behind_event(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """The people counted right behind the comma that closes "At the network's assembly, ..."."""
    mentions = find_mentions(document, start, end)
    at = rules.pattern(NAME, "cues.at_event").match(document.folded, start, end)
    if at is None or not mentions or mentions[0].start - start > OPENING_REACH:
        return None
    floor = mentions[0].end
    folded = document.folded[floor:end]
    for first, last, value in numbers_in(folded, rules):
        if value < 2 or not folded[:first].rstrip().endswith(","):
            continue
        noun = rules.pattern(PEOPLE, "people.nouns").search(folded, last, last + COUNTED_REACH)
        if noun is None or document.entities_in(floor + first, floor + noun.start(), "DATE"):
            return None
        return " ".join(document.text[floor + first : floor + noun.end()].split())
    return None
