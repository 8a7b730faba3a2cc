"""Quotations in the text: what stands between quotation marks, also over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument
from policynlp.schema import Block

NAME = "records/statement"
# Fewer words between quotation marks are a term or a title, not a quotation.
LEAST_WORDS = 3
LONGEST = 2_500
BEFORE = 40
# How many paragraphs a quotation may go on for.
MORE_PARAGRAPHS = 3
_QUOTES = re.compile(
    r"«\s*+(?P<french>[^\s«»][^«»]{0,2498}?[^\s«»])\s*»"
    r"|“\s*+(?P<curly>[^\s“”][^“”]{0,2498}?[^\s“”])\s*”"
    r"|„\s*+(?P<low>[^\s„“”][^„“”]{0,2498}?[^\s„“”])\s*[“”]"
    r"|(?<!\w)\"(?P<straight>[^\"\n]{2,2500}?)\"(?!\w)"
    r"|(?<!\w)‘(?P<single>[^‘\n]{8,2500}?)’(?!\w)"
)
_OPEN = re.compile(r"(?:[«“](?P<text>[^«»“”]{10,2500})|^\s*\"(?P<straight>[^\"]{10,2500}))$")
# A paragraph in the middle of a quotation opens it again and does not close it.
_AGAIN = re.compile(r"\s{0,9}+(?:[«“][^«»“”]{10,2500}|\"[^\"]{10,2500})")
_CLOSE = re.compile(r"^\s*+[«»“]?\s*+(?P<text>[^\s«»“”][^«»“”]{0,2498}?[^\s«»“”])\s*[»”]")
_CLOSE_STRAIGHT = re.compile(r"^\s*+\"(?P<text>[^\"]{2,2500})\"\s*$")


@dataclass(frozen=True)
class Quotation:
    """A stretch between quotation marks; [start, end) is what is quoted, outer_* with marks.

    `first` and `last` number the blocks in which it begins and ends.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    first: int
    last: int


def find_quotations(document: AnnotatedDocument, blocks: Sequence[Block]) -> list[Quotation]:
    """Quotations of running text in reading order; titles and terms in marks are left out."""
    found: list[Quotation] = []
    for number, block in enumerate(blocks):
        for match in _QUOTES.finditer(document.text, block.start, block.end):
            start, end = match.span(match.lastgroup or 0)
            quotation = Quotation(start, end, match.start(), match.end(), number, number)
            covered = bool(found) and match.start() < found[-1].outer_end
            if not covered and _says_something(document, quotation, block):
                found.append(quotation)
        if number + 1 < len(blocks):
            long = _over_more(document, blocks, number)
            if long is not None:
                found.append(long)
    return found


def _says_something(document: AnnotatedDocument, quotation: Quotation, block: Block) -> bool:
    if len(document.text[quotation.start : quotation.end].split()) < LEAST_WORDS:
        return False
    floor = max(block.start, quotation.outer_start - BEFORE)
    before = document.folded[floor : quotation.outer_start].rstrip(" (")
    pattern = document.lexicon_at(quotation.start).pattern(NAME, "cues.title_before")
    return not any(match.end() == len(before) for match in pattern.finditer(before))


def _over_more(
    document: AnnotatedDocument, blocks: Sequence[Block], number: int
) -> Quotation | None:
    """A quotation that opens in one paragraph and closes in one of the next.

    Each paragraph between may open it again.
    """
    one = blocks[number]
    opening = _OPEN.search(document.text[one.start : one.end])
    if opening is None:
        return None
    group = opening.lastgroup or "text"
    closes = _CLOSE_STRAIGHT if group == "straight" else _CLOSE
    for last in range(number + 1, min(len(blocks), number + 1 + MORE_PARAGRAPHS)):
        other = blocks[last]
        text = document.text[other.start : other.end]
        closing = closes.match(text)
        if closing is None and _AGAIN.fullmatch(text):
            continue
        if closing is None or other.end - one.start > 2 * LONGEST:
            return None
        start = one.start + opening.start(group)
        while document.text[start].isspace():
            start += 1
        return Quotation(
            start,
            other.start + closing.end("text"),
            one.start + opening.start(),
            other.start + closing.end(),
            number,
            last,
        )
    return None
