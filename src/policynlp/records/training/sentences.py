"""The sentences of a document as they are read for courses; lines of one entry together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.records.training.lines import is_line
from policynlp.records.training.names import find_courses
from policynlp.records.training.values import NAME
from policynlp.schema import Entity
from policynlp.sentences import split_sentences

_DATELINE = re.compile(r"[^\n]{3,60}?\s?[–—-]\s")
_RUN_IN = re.compile(r"\s?[.:][*_]{0,3}[ \t]+(?=\S)")
# So many bullets and marks stand before a town that opens a line.
MAX_MARKS = 6
# What is read of a sentence, in characters.
MAX_SENTENCE = 2500


def join_lines(
    document: AnnotatedDocument, parts: Iterable[tuple[Passage, int, int]]
) -> Iterator[tuple[Passage, int, int]]:
    """Sentences, where lines without a verb that go on about a dated first one belong to it.

    "Refresher for nurses – 3 May, Bo. Fifteen places." is one entry of a calendar.
    """
    held: tuple[Passage, int, int] | None = None
    for passage, start, end in parts:
        if (
            held is not None
            and passage.block is held[0].block
            and is_bare_line(document, start, end)
            and not find_courses(document, start, end)
            and end - held[1] <= MAX_SENTENCE
        ):
            held = (held[0], held[1], end)
            continue
        if held is not None:
            yield held
        opens = start - passage.block.start <= 4 and is_bare_line(document, start, end)
        held = (passage, start, end)
        if not (opens and document.entities_in(start, end, "DATE")):
            yield held
            held = None
    if held is not None:
        yield held


def is_bare_line(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch is a line without any verb of being held, of attending or of paying."""
    rules = document.lexicon_at(start)
    return is_line(document, start, end) and not any(
        rules.pattern(NAME, f"cues.{key}").search(document.folded, start, end)
        for key in ("held", "attend", "paying", "trained")
    )


def sentences(
    document: AnnotatedDocument, start: int = 0, end: int | None = None
) -> Iterator[tuple[Passage, int, int]]:
    """Sentences that begin in a stretch, those of list items too."""
    for passage in passages_in(document, start, len(document.text) if end is None else end):
        if passage.kind == "row" or passage.language is None:
            continue
        if passage.kind == "sentence":
            yield passage, passage.start, min(passage.end, passage.start + MAX_SENTENCE)
            continue
        for s, e in split_sentences(passage.text, document.lexicon(passage)):
            yield passage, passage.start + s, passage.start + min(e, s + MAX_SENTENCE)


def passages_in(document: AnnotatedDocument, start: int, end: int) -> Sequence[Passage]:
    """The passages that begin in [start, end)."""
    passages = document.passages
    first = bisect_left(passages, start, key=lambda p: p.start)
    return passages[first : bisect_left(passages, end, key=lambda p: p.start)]


def run_in_town(document: AnnotatedDocument, start: int) -> Entity | None:
    """The town that stands alone before a paragraph's or item's first sentence: "Bo: Ten aides". A
    document that has one alone opens with it as news do."""
    towns = _run_in_towns(document)
    line = document.text.rfind("\n", 0, start) + 1
    return towns.get(line) if len(towns) > 1 else None


@once_a_document
def _run_in_towns(document: AnnotatedDocument) -> dict[int, Entity]:
    """The towns that open lines with a stop or colon behind them, by where these lines begin."""
    found: dict[int, Entity] = {}
    for town in document.entities_in(0, len(document.text), "LOC"):
        front = document.text[max(0, town.start - MAX_MARKS) : town.start]
        marks = front.rpartition("\n")[2]
        opens = "\n" in front or len(front) < MAX_MARKS
        if opens and not any(c.isalnum() for c in marks) and _RUN_IN.match(document.text, town.end):
            found[town.start - len(marks)] = town
    return found


def behind_town(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where a sentence goes on behind the town that is its label: "Bo: Ten aides"."""
    town = run_in_town(document, start)
    mark = _RUN_IN.match(document.text, town.end, end) if town is not None else None
    return mark.end() if mark is not None and town is not None and town.start >= start else start


def behind_dateline(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where a sentence begins behind the town and day that open news: "Bo, 3 May 2019 – "."""
    line = _DATELINE.match(document.text, start, end)
    if line is None or not document.entities_in(start, line.end(), "DATE"):
        return start
    return line.end()
