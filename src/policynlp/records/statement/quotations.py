"""Quotations in the text: what stands between quotation marks, also over several paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument
from policynlp.records.statement.marks import even_marks
from policynlp.schema import Block

NAME = "records/statement"
# Fewer words between quotation marks are a term or a title, not a quotation.
LEAST_WORDS = 3
LONGEST = 2_500
BEFORE = 40
# How many paragraphs a quotation may go on for.
MORE_PARAGRAPHS = 3
# What nobody closes is a quotation up to the end of its paragraph, from this many words on.
UNCLOSED_WORDS = 6
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
    texts = [even_marks(document.text[block.start : block.end]) for block in blocks]
    for number, block in enumerate(blocks):
        for match in _QUOTES.finditer(texts[number]):
            start, end = (block.start + at for at in match.span(match.lastgroup or 0))
            outer_start, outer_end = (block.start + at for at in match.span())
            quotation = Quotation(start, end, outer_start, outer_end, number, number)
            covered = bool(found) and outer_start < found[-1].outer_end
            if not covered and _says_something(document, quotation, block):
                found.append(quotation)
        open_ended = _over_more(document, blocks, texts, number) or _unclosed(
            block, texts[number], number
        )
        if open_ended is not None:
            found.append(open_ended)
    return found


def _says_something(document: AnnotatedDocument, quotation: Quotation, block: Block) -> bool:
    if len(document.text[quotation.start : quotation.end].split()) < LEAST_WORDS:
        return False
    floor = max(block.start, quotation.outer_start - BEFORE)
    before = document.folded[floor : quotation.outer_start].rstrip(" (")
    pattern = document.lexicon_at(quotation.start).pattern(NAME, "cues.title_before")
    return not any(match.end() == len(before) for match in pattern.finditer(before))


def _over_more(
    document: AnnotatedDocument, blocks: Sequence[Block], texts: Sequence[str], number: int
) -> Quotation | None:
    """A quotation that opens in one paragraph and closes in one of the next.

    Each paragraph between may open it again.
    """
    one = blocks[number]
    opening = _OPEN.search(texts[number])
    if opening is None:
        return None
    group = opening.lastgroup or "text"
    closes = _CLOSE_STRAIGHT if group == "straight" else _CLOSE
    for last in range(number + 1, min(len(blocks), number + 1 + MORE_PARAGRAPHS)):
        other = blocks[last]
        text = texts[last]
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


def _unclosed(block: Block, text: str, number: int) -> Quotation | None:
    """A quotation that begins its paragraph or stands behind a colon, and is never closed."""
    opening = _OPEN.search(text)
    if opening is None or text[: opening.start()].rstrip()[-1:] not in ("", ":"):
        return None
    start, end = opening.span(opening.lastgroup or "text")
    while text[start].isspace():
        start += 1
    if len(text[start:end].split()) < UNCLOSED_WORDS or "." not in text[end - 2 :]:
        return None
    first = block.start
    return Quotation(
        first + start, first + end, first + opening.start(), first + end, number, number
    )
