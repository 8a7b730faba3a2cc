"""Whom a letter is written to: who is meant by "you" in its requests.

Words stand in `languages/*/records/recommendation.toml` under `letter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import clean_body, is_body

TYPE = "records/recommendation"
# A letter greets within so many of its first blocks, in so many words.
MAX_BLOCKS = 24
MAX_GREETING = 10
# How many lines above the greeting may hold the address, and the words of one.
MAX_LINES = 8
MAX_WORDS = 16
_LINE = re.compile(r"[^\n]+")


def address_reader(
    document: AnnotatedDocument, passage: Passage, addressees: list[str]
) -> list[str]:
    """The addressees of a request, where it only says "you" the reader of the letter."""
    rules = document.lexicon(passage)
    recipient = letter_recipient(document)
    if recipient is None:
        return addressees
    yours = rules.pattern(TYPE, "letter.yours")
    if addressees and not any(
        yours.match(fold(body)) or body.endswith(recipient) for body in addressees
    ):
        return addressees
    folded = document.folded_text(passage)
    if rules.pattern(TYPE, "letter.reader").search(folded) is None:
        return addressees
    return [recipient]


@once_a_document
def letter_recipient(document: AnnotatedDocument) -> str | None:
    """Whom a letter is written to, as printed without titles of honour; None for other papers."""
    blocks = [b for b in document.loaded.blocks if b.kind not in ("header", "footer")]
    for i, block in enumerate(blocks[:MAX_BLOCKS]):
        rules = document.lexicon_at(block.start)
        first = _LINE.search(document.text, block.start, block.end)
        if first is None or not _greets(document.folded[first.start() : first.end()], rules):
            continue
        lines = [span for b in blocks[:i] for span in _lines(document, b.start, b.end)]
        return _recipient(document, lines[-MAX_LINES:], rules)
    return None


def _greets(folded: str, rules: Lexicon) -> bool:
    line = folded.strip()
    if len(line.split()) > MAX_GREETING or not line.endswith((",", ":", "!")):
        return False
    return rules.pattern(TYPE, "letter.greeting").fullmatch(line.rstrip(" ,:!")) is not None


def _lines(document: AnnotatedDocument, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(document.text, start, end):
        yield match.span()


def _recipient(
    document: AnnotatedDocument, lines: list[tuple[int, int]], rules: Lexicon
) -> str | None:
    """The line that begins with "To" or "For the attention of", else the first name of the
    address behind the date."""
    opening = rules.pattern(TYPE, "letter.to")
    for start, end in lines:
        match = opening.match(document.folded, start, end)
        if match is not None and match.end() < end:
            return _name(document, match.end(), end, rules)
    dated = [i for i, (s, e) in enumerate(lines) if document.entities_in(s, e, "DATE")]
    if not dated:
        return None
    for start, end in lines[dated[-1] + 1 :]:
        if rules.pattern(TYPE, "letter.about").match(document.folded, start, end):
            continue
        name = _name(document, start, end, rules)
        if name is not None and is_body(document, start, end):
            return name
    return None


def _name(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    text = " ".join(document.text[start:end].split()).lstrip(" :")
    for _ in range(4):
        match = rules.pattern(TYPE, "letter.honour").match(fold(text))
        if match is None or match.end() >= len(text):
            break
        text = text[match.end() :].lstrip(" ,:")
    if len(text.split()) > MAX_WORDS:
        return None
    return clean_body(text, rules)
