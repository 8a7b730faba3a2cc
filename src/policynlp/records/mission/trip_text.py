"""The text that tells of a trip: cover lines, sentences of travel, dates known to the day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.periods import bounds, start_and_end
from policynlp.languages import available, lexicon
from policynlp.records.parts.forms import Scope
from policynlp.schema import Entity
from policynlp.sections import section_kinds
from policynlp.sentences import split_sentences

NAME = "records/mission"
Days = tuple[str, str]
# A trip's dates and purpose stand early; travel told later is most often somebody else's.
PROSE_PASSAGES = 60
# Longer stretches in a sentence of travel are projects and plans.
LONGEST_TRIP = 400
# A word of "next" or "previous" this near a word of travel speaks of another trip.
NEAR = 30
COVER_CHARACTERS = 1_800
COVER_BLOCKS = 16
PROSE = 220
# Characters of a title before a name.
LONGEST_TITLE = 12
# A longer list item is a numbered paragraph.
LONG_ITEM = 120
_PLAIN = re.compile(r"^\W+")


def cover_lines(document: AnnotatedDocument, scope: Scope) -> list[tuple[int, int]]:
    """Offsets of the lines that present a trip: its heading, or the lines above the first prose.

    Lines of addresses, authors and dates of issue are left out.
    """
    if scope.heading is not None:
        return [(scope.heading.start, scope.heading.end)]
    return list(_cover(document, scope))


def _cover(document: AnnotatedDocument, scope: Scope) -> Iterator[tuple[int, int]]:
    body = [b for b in document.loaded.blocks if b.kind not in ("header", "footer")]
    titled = False
    for block in body[:COVER_BLOCKS]:
        text = document.text[block.start : block.end]
        if block.start >= min(scope.end, COVER_CHARACTERS) or block.kind == "table":
            return
        if block.kind == "paragraph" and len(text) > PROSE:
            return
        if block.kind == "heading":
            named = document.entities_in(block.start, block.end, "COUNTRY", "DATE")
            if titled and not named and section_kinds(text):
                return
            titled = True
        position = block.start
        for line in text.split("\n"):
            bare = position + len(line) - len(_PLAIN.sub("", line))
            folded = document.folded[bare : position + len(line)]
            if folded and not any(
                lexicon(code).pattern(NAME, "cues.not_cover").match(folded) for code in available()
            ):
                yield position, position + len(line)
            position += len(line) + 1


def sentences_in(
    document: AnnotatedDocument, scope: Scope, most: int | None = PROSE_PASSAGES
) -> list[Passage]:
    """The first sentences of a stretch, in reading order; those of numbered paragraphs too.

    Args:
        most: how many; None for all.
    """
    found: list[Passage] = []
    for passage in document.of_kind("sentence", "item"):
        if not scope.holds(passage):
            continue
        if most is not None and len(found) >= most:
            break
        if passage.kind == "sentence" or len(passage.text) < LONG_ITEM:
            found.append(passage)
            continue
        for start, end in split_sentences(passage.text, document.lexicon(passage)):
            begin, stop = passage.start + start, passage.start + end
            found.append(replace(passage, text=document.text[begin:stop], start=begin, end=stop))
    return found


def travel_sentences(
    document: AnnotatedDocument, scope: Scope, *, anyone: bool = False
) -> list[Passage]:
    """Sentences that tell of this trip with a day, a place or somebody's name, in reading order.

    Args:
        anyone: also such as do not say that the author or the team travelled ("He will work in").
    """
    found = []
    for passage in sentences_in(document, scope):
        rules = document.lexicon(passage)
        folded = document.folded_text(passage)
        travel = rules.pattern(NAME, "cues.travel").search(folded)
        if travel is None:
            continue
        person = rules.pattern(NAME, "cues.first_person").search(folded)
        own = person is not None and person.start() <= travel.end()
        if not (anyone or own or _begins_with_name(document, passage, travel.start())):
            continue
        other = rules.pattern(NAME, "cues.other").search(folded)
        if other and other.start() - NEAR < travel.start() < other.end() + NEAR:
            continue
        named = not (anyone or own)
        if named or days_in(document, passage.start, passage.end) or placed(document, passage):
            found.append(passage)
    return found


def _begins_with_name(document: AnnotatedDocument, passage: Passage, stop: int) -> bool:
    """Whether somebody's name opens a sentence and its verb follows: "Dr Haddad travelled"."""
    end = passage.start + stop
    people = document.entities_in(passage.start, end, "PERSON")
    if not people or people[0].start - passage.start > LONGEST_TITLE:
        return False
    return end - people[-1].end <= NEAR and "," not in document.text[people[-1].end : end]


def placed(document: AnnotatedDocument, passage: Passage) -> bool:
    return bool(document.entities_in(passage.start, passage.end, "COUNTRY", "LOC"))


def has_days(entity: Entity) -> bool:
    """Whether a date is known to the day."""
    first, last = start_and_end(entity.canonical_id)
    return first is not None and len(first) == 10 and last is not None and len(last) == 10


def days_in(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """Dates known to the day in a stretch, in order."""
    return [e for e in document.entities_in(start, end, "DATE") if has_days(e)]


def ranges_in(document: AnnotatedDocument, start: int, end: int) -> list[Entity]:
    """Stretches of several days, no longer than a trip lasts."""
    return [
        e
        for e in days_in(document, start, end)
        if "/" in (e.canonical_id or "")
        and 0 < (lambda b: (b[1] - b[0]).days)(bounds((e.canonical_id or "")[5:])) <= LONGEST_TRIP
    ]


def span_of(entities: Sequence[Entity]) -> Days | None:
    """Earliest start and latest end of dates, in their own precision."""
    pairs = [start_and_end(e.canonical_id) for e in entities]
    known = [(a, b) for a, b in pairs if a and b]
    if not known:
        return None
    return min(a for a, _ in known), max(b for _, b in known)
