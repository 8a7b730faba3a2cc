"""Speakers whom a quotation only points back at: named in the line, section or heading above it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument, Heading
from policynlp.records.parts.people import Person, looks_like_name, people_in
from policynlp.records.statement.quotations import NAME, Quotation
from policynlp.records.statement.speakers import SENTENCE, line_speaker, saying_in, sentence_start
from policynlp.schema import Block

# How far above a quotation its speaker may be named, in paragraphs.
ABOVE = 3
NEAR = 40
LEAD_WORDS = 7
LINE_WORDS = 14
_DASH = re.compile(r"\s{0,20}[–—―-]{1,2}\s{0,4}(?=\S)")
_HEADING_PART = re.compile(r"\s[–—-]\s|[:|,]\s")


def introduced_by(
    document: AnnotatedDocument, blocks: Sequence[Block], quotation: Quotation
) -> Person | None:
    """The speaker in the paragraph above that ends with a colon: "She writes to us:"."""
    block = blocks[quotation.first]
    if not quotation.first or document.text[block.start : quotation.outer_start].strip():
        return None
    above = blocks[quotation.first - 1]
    if not document.text[above.start : above.end].rstrip().endswith(":"):
        return None
    start = sentence_start(document.text, above.start, above.end)
    pronoun = document.lexicon_at(start).pattern(NAME, "cues.pronoun")
    said = saying_in(document, start, above.end) is not None
    people = people_in(document, start, above.end)
    if people and said:
        return people[0]
    if not said or pronoun.search(document.folded, start, above.end) is None:
        return None
    earlier = people_in(document, max(above.start, start - SENTENCE), start)
    return earlier[-1] if earlier else person_above(document, blocks, quotation.first - 1)


def person_above(
    document: AnnotatedDocument, blocks: Sequence[Block], number: int
) -> Person | None:
    """The person whom the nearest paragraph above in the section names first, else its heading."""
    heading = heading_of(document, blocks[number].start)
    floor = heading.end if heading is not None else 0
    for block in reversed(blocks[max(0, number - ABOVE) : number]):
        if block.start < floor:
            break
        people = people_in(document, block.start, block.end)
        if people:
            return people[0]
    return named_in_heading(document, heading) if heading is not None else None


def heading_of(document: AnnotatedDocument, offset: int) -> Heading | None:
    """The last heading above an offset."""
    found = None
    for heading in document.headings:
        if heading.start >= offset:
            break
        found = heading
    return found


def named_in_heading(document: AnnotatedDocument, heading: Heading) -> Person | None:
    """The person a heading names, also one that no list holds: "Class of 2011 – Ama Boateng"."""
    people = people_in(document, heading.start, heading.end)
    if people:
        return people[0]
    marks = list(_HEADING_PART.finditer(document.text, heading.start, heading.end))
    if not marks:
        return None
    begin = marks[-1].end()
    text = document.text[begin : heading.end].strip()
    others = document.entities_in(begin, heading.end, "ORG", "COUNTRY", "LOC", "PROGRAM", "DATE")
    if others or text.isupper() or not looks_like_name(text):
        return None
    return Person(text, None, None, begin, begin + len(text))


def is_pronoun_beside(
    document: AnnotatedDocument, quotation: Quotation, floor: int, ceiling: int
) -> bool:
    """Whether "he", "she" says it, right behind the quotation or in the words that lead to it."""
    pattern = document.lexicon_at(quotation.start).pattern(NAME, "cues.pronoun")
    end = min(ceiling, quotation.outer_end + NEAR)
    if pattern.search(document.folded, quotation.outer_end, end) is not None:
        return True
    start = sentence_start(document.text, floor, quotation.outer_start)
    lead = document.text[start : quotation.outer_start].rstrip()
    return lead.endswith(":") and (
        pattern.search(document.folded, start, quotation.outer_start) is not None
    )


def goes_on(document: AnnotatedDocument, quotation: Quotation, floor: int) -> bool:
    """Whether a few words join a quotation to the one before: "Then, more gravely: ..."."""
    start = sentence_start(document.text, floor, quotation.outer_start)
    while start < quotation.outer_start and document.text[start] in " .\n":
        start += 1
    lead = document.text[start : quotation.outer_start].rstrip()
    if not lead.endswith(":") or len(lead.split()) > LEAD_WORDS:
        return False
    pattern = document.lexicon_at(quotation.start).pattern(NAME, "cues.going_on")
    return pattern.match(document.folded, start, quotation.outer_start) is not None


def is_unnamed(
    document: AnnotatedDocument, quotation: Quotation, ceiling: int, following: Block | None
) -> bool:
    """Whether the words behind a quotation give it to somebody without a name: "- a reader"."""
    start, end = quotation.outer_end, ceiling
    if not document.text[start:end].strip(" .,\n") and following is not None:
        start, end = following.start, following.end
    line = document.text[start:end].strip()
    dash = _DASH.match(document.text, start, end)
    if dash is None and (start == quotation.outer_end or line.endswith((".", "!", "?", ":"))):
        return False
    start = dash.end() if dash is not None else start
    if len(line.split()) > LINE_WORDS or line_speaker(document, start, end) is not None:
        return False
    rules = document.lexicon_at(start)
    nobody = any(
        rules.pattern(NAME, f"cues.{key}").match(document.folded, start, end)
        for key in ("unnamed", "anonymous")
    )
    return (nobody or dash is not None) and saying_in(document, start, end) is None
