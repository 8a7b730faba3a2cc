"""Statements: quotations with a named speaker, and answers of an interview."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.parts.people import Person, people_in, same_person
from policynlp.records.statement.interviews import find_answers
from policynlp.records.statement.pull_quotes import find_pull_quotes
from policynlp.records.statement.quotations import Quotation, find_quotations
from policynlp.records.statement.speakers import (
    known_people,
    resolved,
    says_on,
    sentence_end,
    sentence_start,
    speaker_below,
    speaker_beside,
    speaker_by_role,
)
from policynlp.records.statement.speakers_above import (
    goes_on,
    heading_of,
    introduced_by,
    is_pronoun_beside,
    is_unnamed,
    named_in_heading,
    person_above,
)
from policynlp.records.weighing.provenance import common
from policynlp.schema import Block, Record, Statement


def extract(document: AnnotatedDocument) -> Iterator[Record]:
    """Quotations whose speaker the text names, in reading order."""
    blocks = [b for b in document.loaded.blocks if b.kind in ("paragraph", "list_item")]
    quotations = find_quotations(document, blocks)
    answers = [*find_answers(document, blocks), *find_pull_quotes(document, blocks)]
    if not quotations and not answers:
        return
    known = known_people(document)
    for block, start, end, person in answers:
        quotation = Quotation(start, end, start, end, 0, 0)
        yield _statement(document, block, quotation, resolved(person, known), 0.7)
    answered = [(start, end) for _, start, end, _ in answers]
    quotations = [q for q in quotations if not any(s <= q.start < e for s, e in answered)]
    carried: Person | None = None
    last = -1
    for i, quotation in enumerate(quotations):
        if carried is not None and quotation.first > last + 1:
            # A speaker is carried from one paragraph to the next, or while still named.
            between = blocks[last + 1 : quotation.first]
            carried = carried if all(_names(document, b, carried) for b in between) else None
        if carried is not None and _another_heading(document, quotations[i - 1], quotation):
            carried = None
        following = blocks[quotation.last + 1] if quotation.last + 1 < len(blocks) else None
        ceiling = blocks[quotation.last].end
        if i + 1 < len(quotations):
            ceiling = min(ceiling, quotations[i + 1].outer_start)
        if is_unnamed(document, quotation, ceiling, following):
            carried = None
            continue
        speaker, sure = _speaker(document, blocks, quotations, i, known, carried)
        if speaker is not None:
            carried, last = speaker, quotation.last
            yield _statement(document, blocks[quotation.first], quotation, speaker, sure)


def _speaker(
    document: AnnotatedDocument,
    blocks: Sequence[Block],
    quotations: Sequence[Quotation],
    index: int,
    known: Sequence[Person],
    carried: Person | None,
) -> tuple[Person | None, float]:
    quotation = quotations[index]
    block, closing = blocks[quotation.first], blocks[quotation.last]
    floor, ceiling = block.start, closing.end
    if index and quotations[index - 1].last == quotation.first:
        floor = quotations[index - 1].outer_end
    if index + 1 < len(quotations) and quotations[index + 1].first == quotation.last:
        ceiling = quotations[index + 1].outer_start
    person, sure = speaker_beside(document, quotation, floor, ceiling)
    if person is not None:
        return resolved(person, known), sure
    if ceiling == closing.end:
        following = blocks[quotation.last + 1] if quotation.last + 1 < len(blocks) else None
        below = speaker_below(document, quotation, closing, following)
        if below is not None:
            return resolved(below, known), 0.8
    by_role = speaker_by_role(document, quotation, floor, ceiling, known)
    if by_role is not None:
        return by_role, 0.75
    introducing = introduced_by(document, blocks, quotation)
    if introducing is not None:
        return resolved(introducing, known), 0.75
    if carried is not None and floor > block.start and goes_on(document, quotation, floor):
        return carried, 0.7
    if says_on(document, quotation, floor, ceiling):
        subject = _subject_before(document, quotation, block, floor)
        if subject is not None:
            return resolved(subject, known), 0.75
        if carried is not None:
            return carried, 0.7
        if is_pronoun_beside(document, quotation, floor, ceiling):
            above = person_above(document, blocks, quotation.first)
            if above is not None:
                return resolved(above, known), 0.65
    return None, 0.0


def _another_heading(document: AnnotatedDocument, last: Quotation, quotation: Quotation) -> bool:
    """Whether a heading between two quotations names somebody."""
    heading = heading_of(document, quotation.start)
    between = heading is not None and heading.start > last.start
    return between and heading is not None and named_in_heading(document, heading) is not None


def _subject_before(
    document: AnnotatedDocument, quotation: Quotation, block: Block, floor: int
) -> Person | None:
    """Whom the sentences between the last quotation and this one name, the nearest sentence first.

    The rest of the sentence of the last quotation says who said that one.
    """
    end = quotation.outer_start
    start = max(floor, block.start)
    behind = sentence_end(document.text, start, end) if floor > block.start else start
    while end > behind:
        begin = sentence_start(document.text, behind, end - 1)
        people = people_in(document, begin, end)
        if people:
            return people[0]
        end = begin
    people = people_in(document, start, end)
    return people[0] if people else None


def _names(document: AnnotatedDocument, block: Block, person: Person) -> bool:
    named = people_in(document, block.start, block.end)
    return any(same_person(one.name, person.name) for one in named)


def _statement(
    document: AnnotatedDocument,
    block: Block,
    quotation: Quotation,
    speaker: Person,
    confidence: float,
) -> Statement:
    text = " ".join(document.text[quotation.start : quotation.end].split())
    passage = Passage(
        kind="sentence",
        text=text,
        start=quotation.start,
        end=quotation.end,
        block=block,
        index=0,
        language=block.language,
    )
    return Statement(
        **common(document, "statement", [passage], confidence),
        quote=text,
        speaker=speaker.name,
        role=speaker.role,
        organization=speaker.organization,
    )
