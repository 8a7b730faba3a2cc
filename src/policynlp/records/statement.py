"""Statements: quotations with a named speaker, before, after or carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.people import Person, distinct_people, people_in, same_person
from policynlp.records.provenance import common
from policynlp.schema import Block, Record, Statement

NAME = "records/statement"
# Fewer words between quotation marks are a term or a title, not a quotation.
LEAST_WORDS = 3
LONGEST = 2500
_QUOTES = re.compile(
    r"«\s*(?P<french>[^«»]{2,2500}?)\s*»"
    r"|“\s*(?P<curly>[^“”]{2,2500}?)\s*”"
    r"|(?<!\w)\"(?P<straight>[^\"\n]{2,2500}?)\"(?!\w)"
    r"|(?<!\w)‘(?P<single>[^‘\n]{8,2500}?)’(?!\w)"
)
_DASHED_SPEAKER = re.compile(r"^\s*[–—―-]\s*")


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks; [start, end) is what is quoted, outer_* with marks."""

    start: int
    end: int
    outer_start: int
    outer_end: int


def extract(document: AnnotatedDocument) -> Iterator[Record]:
    """Quotations whose speaker the text names, in reading order."""
    known = _known_people(document)
    blocks = [b for b in document.loaded.blocks if b.kind in ("paragraph", "list_item")]
    carried: Person | None = None
    for i, block in enumerate(blocks):
        quotations = _quotations(document, block)
        if not quotations:
            # A speaker is carried from one paragraph to the next, not further.
            carried = carried if carried and _names_again(document, block, carried) else None
            continue
        following = blocks[i + 1] if i + 1 < len(blocks) else None
        for j, quotation in enumerate(quotations):
            floor = quotations[j - 1].outer_end if j else block.start
            ceiling = quotations[j + 1].outer_start if j + 1 < len(quotations) else block.end
            speaker, sure = _speaker(document, quotation, floor, ceiling, known)
            if speaker is None and following is not None and j == len(quotations) - 1:
                speaker, sure = _speaker_below(document, quotation, block, following, known), 0.8
            if speaker is None and carried is not None and _continues(document, quotation, block):
                speaker, sure = carried, 0.7
            if speaker is None:
                continue
            carried = speaker
            yield _statement(document, block, quotation, speaker, sure)


def _known_people(document: AnnotatedDocument) -> list[Person]:
    """Everybody the document names, with role and organisation from wherever they stand."""
    stretches = [
        (b.start, b.end) for b in document.loaded.blocks if b.kind not in ("header", "footer")
    ]
    return distinct_people(p for start, end in stretches for p in people_in(document, start, end))


def _quotations(document: AnnotatedDocument, block: Block) -> list[Quotation]:
    found = []
    for match in _QUOTES.finditer(document.text, block.start, block.end):
        start, end = match.span(match.lastgroup or 0)
        if len(document.text[start:end].split()) >= LEAST_WORDS:
            found.append(Quotation(start, end, match.start(), match.end()))
    return found


def _speaker(
    document: AnnotatedDocument,
    quotation: Quotation,
    floor: int,
    ceiling: int,
    known: list[Person],
) -> tuple[Person | None, float]:
    """The person whom a verb of saying beside the quotation names, and how sure that is."""
    after_end = _sentence_end(document.text, quotation.outer_end, ceiling)
    if _says(document, quotation.outer_end, after_end):
        people = people_in(document, quotation.outer_end, after_end)
        if people:
            return _resolved(people[0], known), 0.95
        if _opens_anew(document.text, quotation.outer_end, after_end):
            after_end = quotation.outer_end
    before_start = _sentence_start(document.text, floor, quotation.outer_start)
    before = document.text[before_start : quotation.outer_start].rstrip()
    if before and (
        before.endswith((":", ",")) or _says(document, before_start, quotation.outer_start)
    ):
        people = people_in(document, before_start, quotation.outer_start)
        if people and (
            before.endswith(":") or _says(document, before_start, quotation.outer_start)
        ):
            return _resolved(people[-1] if len(people) == 1 else people[0], known), 0.9
    return None, 0.0


def _says(document: AnnotatedDocument, start: int, end: int) -> bool:
    pattern = document.lexicon_at(start).pattern(NAME, "cues.saying")
    return pattern.search(document.folded, start, end) is not None


def _opens_anew(text: str, start: int, end: int) -> bool:
    return text[start:end].lstrip()[:1].isupper()


def _sentence_end(text: str, start: int, ceiling: int) -> int:
    """End of the sentence that goes on behind a quotation; dots of abbreviations do not end it."""
    for match in re.compile(r"[.!?](?=\s+[A-ZÀ-Þ«“\"]|\s*$)").finditer(text, start, ceiling):
        word = re.search(r"\w+$", text[start : match.start()])
        if word is None or len(word.group()) > 3:
            return match.end()
    return ceiling


def _sentence_start(text: str, floor: int, end: int) -> int:
    start = floor
    for match in re.compile(r"[.!?]\s+(?=[A-ZÀ-Þ«“\"])").finditer(text, floor, end):
        word = re.search(r"\w+$", text[floor : match.start()])
        if word is None or len(word.group()) > 3:
            start = match.end()
    return start


def _resolved(person: Person, known: list[Person]) -> Person:
    """The same person under the fullest name, with the role stated here or elsewhere."""
    for other in known:
        if same_person(person.name, other.name):
            name = max((person.name, other.name), key=len)
            return Person(
                name,
                person.role or other.role,
                person.organization or (None if person.role else other.organization),
                person.start,
                person.end,
            )
    return person


def _speaker_below(
    document: AnnotatedDocument,
    quotation: Quotation,
    block: Block,
    following: Block,
    known: list[Person],
) -> Person | None:
    """The speaker on a line of its own under a quotation that fills its paragraph."""
    around = (block.end - block.start) - (quotation.outer_end - quotation.outer_start)
    if around > 3 or following.end - following.start > 200:
        return None
    people = people_in(document, following.start, following.end)
    dash = _DASHED_SPEAKER.match(document.text[following.start : following.end])
    lead = following.start + (dash.end() if dash else 0)
    if people and people[0].start - lead <= 12:
        return _resolved(people[0], known)
    return None


def _names_again(document: AnnotatedDocument, block: Block, carried: Person) -> bool:
    return any(
        same_person(person.name, carried.name)
        for person in people_in(document, block.start, block.end)
    )


def _continues(document: AnnotatedDocument, quotation: Quotation, block: Block) -> bool:
    """A quotation without a person beside it goes on from the last one where a verb of saying
    stands beside it ("she added") or where it opens its paragraph or follows a full stop."""
    text = document.text
    before = text[block.start : quotation.outer_start].rstrip()
    after_end = _sentence_end(text, quotation.outer_end, block.end)
    if _says(document, quotation.outer_end, after_end):
        return True
    sentence = text[
        _sentence_start(text, block.start, quotation.outer_start) : quotation.outer_start
    ]
    if sentence.strip() and _says(
        document, quotation.outer_start - len(sentence), quotation.outer_start
    ):
        return True
    return (not before or before.endswith((".", "!", "?", "»", "”", '"'))) and (
        text[quotation.start].isupper()
    )


def _statement(
    document: AnnotatedDocument,
    block: Block,
    quotation: Quotation,
    speaker: Person,
    confidence: float,
) -> Statement:
    passage = Passage(
        kind="sentence",
        text=document.text[quotation.start : quotation.end],
        start=quotation.start,
        end=quotation.end,
        block=block,
        index=0,
        language=block.language,
    )
    return Statement(
        **common(document, "statement", [passage], confidence),
        quote=passage.text,
        speaker=speaker.name,
        role=speaker.role,
        organization=speaker.organization,
    )
