"""Quotations set apart without marks: a paragraph in the first person, a line with a name below.

Letters and forewords are signed like that too: where the section speaks in the first person all
along, or takes its leave, the line below is a signature.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.records.statement.interviews import Answer
from policynlp.records.statement.quotations import NAME
from policynlp.records.statement.speakers import LINE, line_speaker
from policynlp.records.statement.speakers_above import heading_of
from policynlp.schema import Block

LEAST_WORDS = 5
MOST_WORDS = 110
_MARKS = re.compile(r"[«»“”\"]")


def find_pull_quotes(document: AnnotatedDocument, blocks: Sequence[Block]) -> list[Answer]:
    """Paragraphs without quotation marks and the person to whom the line below gives each."""
    pairs = []
    for number, (block, below) in enumerate(pairwise(blocks)):
        line = document.text[below.start : below.end]
        if below.end - below.start > LINE or line.rstrip().endswith((".", "!", "?", ":")):
            continue
        if heading_of(document, block.start) != heading_of(document, below.start):
            continue
        text = document.text[block.start : block.end].strip()
        if not LEAST_WORDS <= len(text.split()) <= MOST_WORDS or _MARKS.search(text):
            continue
        if not text.endswith((".", "!", "?", "…")) or not _first_person(document, block):
            continue
        start = below.start + len(line) - len(line.lstrip(" \n–—―-"))
        person = line_speaker(document, start, below.end)
        if person is not None and (person.role or person.organization):
            pairs.append((number, block, person))
    quoted = {number for number, _, _ in pairs}
    return [
        (block, block.start, block.end, person)
        for number, block, person in pairs
        if not _signed(document, blocks, number, quoted)
    ]


def _signed(
    document: AnnotatedDocument, blocks: Sequence[Block], number: int, quoted: set[int]
) -> bool:
    """Whether other paragraphs of the section, or all of it, speak in the first person too."""
    block = blocks[number]
    heading = heading_of(document, block.start)
    rules = document.lexicon_at(block.start)
    if rules.pattern(NAME, "cues.leave").search(document.folded, block.start, block.end):
        return True
    if heading is not None and rules.pattern(NAME, "cues.signed").fullmatch(
        fold(heading.text).strip(" .:")
    ):
        return True
    if number + 2 >= len(blocks) and not any(n in quoted for n in (number - 2, number - 1)):
        return True  # the last line of all
    return any(
        other not in quoted
        and heading_of(document, blocks[other].start) == heading
        and _first_person(document, blocks[other])
        for other in range(max(0, number - 12), min(len(blocks), number + 12))
        if other - 1 not in quoted
    )


def _first_person(document: AnnotatedDocument, block: Block) -> bool:
    if _MARKS.search(document.text, block.start, block.end):
        return False  # what is quoted is somebody else's
    pattern = document.lexicon_at(block.start).pattern(NAME, "cues.first_person")
    return pattern.search(document.folded, block.start, block.end) is not None
