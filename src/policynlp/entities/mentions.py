"""Mentions and segments: what the finders hand to one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from operator import add
from typing import Literal

from policynlp.blocks import LoadedDocument
from policynlp.entities.periods import DateValue
from policynlp.folding import fold
from policynlp.schema import Block, EntityLabel

Origin = Literal["rule", "gazetteer", "pattern", "title", "list", "model", "acronym"]

# Blocks of these kinds are page furniture and hold no entity.
FURNITURE = frozenset({"header", "footer"})


@dataclass(frozen=True)
class Mention:
    """A name, date or amount found in one block, before the document as a whole is looked at.

    Attributes:
        start, end: offsets into the document's text.
        value: canonical id where it is known without the rest of the document.
        name: canonical name belonging to `value`.
        date: what a DATE says; its year may be open.
        candidates: ids that the form could stand for, where several or none may be meant.
        origin: which finder saw it; says how far it can be trusted.
    """

    label: EntityLabel
    start: int
    end: int
    language: str | None
    confidence: float
    value: str | None = None
    name: str | None = None
    date: DateValue | None = None
    origin: Origin = "rule"
    candidates: tuple[str, ...] = ()


_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Segment:
    """A stretch of text that no name or date crosses: a block without its number, a cell's line.

    `words` are runs of letters or of digits, folded; `starts` and `ends` are document offsets.
    `capitals`: it is printed in capitals, so that capitals mark no names in it.
    """

    start: int
    end: int
    language: str | None
    block: Block
    text: str
    folded: str
    words: list[str] = field(default_factory=list, repr=False)
    starts: list[int] = field(default_factory=list, repr=False)
    ends: list[int] = field(default_factory=list, repr=False)
    capitals: bool = False

    def gap(self, i: int) -> str:
        """Folded text between word `i - 1` and word `i` (before the first: from the start)."""
        begin = self.ends[i - 1] if i > 0 else self.start
        end = self.starts[i] if i < len(self.words) else self.end
        return self.folded[begin - self.start : end - self.start]

    def raw(self, start: int, end: int) -> str:
        """Original text at document offsets."""
        return self.text[start - self.start : end - self.start]


def make_segment(
    text: str, folded: str, start: int, end: int, language: str | None, block: Block
) -> Segment:
    """A segment of [start, end) with its words."""
    words = _WORD.findall(folded, start, end)
    starts = [match.start() for match in _WORD.finditer(folded, start, end)]
    ends = [*map(add, starts, map(len, words))]
    return Segment(
        start,
        end,
        language,
        block,
        text[start:end],
        folded[start:end],
        words,
        starts,
        ends,
        _in_capitals(text[start : min(end, start + 400)]),
    )


_SMALL = bytes(range(ord("a"), ord("z") + 1))


def _in_capitals(text: str) -> bool:
    """Whether more than four fifths of the letters are capitals."""
    if not text[:8].isupper() and text[:40].lower() == text[:40]:
        return False
    # So many small letters that no others can outnumber them: the rest need not be counted.
    plain = text.encode("latin-1", "replace")
    if 5 * (len(plain) - len(plain.translate(None, _SMALL))) >= len(text):
        return False
    letters = sum(map(str.isalpha, text))
    return letters > 3 and sum(map(str.isupper, text)) > 0.8 * letters


def segments(loaded: LoadedDocument) -> Iterator[Segment]:
    """The segments of a document in reading order, page furniture left out."""
    text = loaded.text
    folded = loaded.folded
    for block in loaded.blocks:
        if block.kind in FURNITURE:
            continue
        if block.kind == "table":
            for row in loaded.cells.get(block.id, ()):
                for cell in row:
                    position = cell.start
                    for line in text[cell.start : cell.end].split("\n"):
                        if line:
                            yield make_segment(
                                text, folded, position, position + len(line), block.language, block
                            )
                        position += len(line) + 1
            continue
        start = loaded.content_starts.get(block.id, block.start)
        yield make_segment(text, folded, start, block.end, block.language, block)


def lower_words(document: Iterable[Segment]) -> frozenset[str]:
    """Folded words of three letters or more that stand somewhere in lower case."""
    texts = [segment.text for segment in document]
    return frozenset(map(fold, set(chain.from_iterable(map(_LOWER.findall, texts)))))


# Not those of addresses: "airbnb" in "www.airbnb.com" is a name.
_LOWER = re.compile(r"(?<![^\W\d_])(?<![@./#_])[a-zß-öø-ÿœ]{3,40}(?![^\W\d_@_])(?!\.[^\W\d_])")


def is_prose(segment: Segment) -> bool:
    """Whether a segment is a sentence in which capitals mark names: many words have none."""
    count = len(segment.words)
    if count < 6 or segment.capitals or segment.block.kind in ("heading", "table"):
        return False
    small = sum(segment.raw(a, a + 1).islower() for a in segment.starts)
    return 3 * small >= count
