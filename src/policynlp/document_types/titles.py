"""What the title lines of a document call it: "Minutes of ...", "Rapport de mission ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from policynlp.blocks import LoadedDocument
from policynlp.document_types.zones import cue_bits, find_cues, languages_of
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import any_of, lexicon
from policynlp.outline import LABEL, Outline

MOST_LINES = 12
TOP_CHARACTERS = 1_500
MAX_LINE = 240
# A paragraph this long is prose: the title lines end there.
PROSE = 220
# ... and so is a shorter one that ends in a full stop.
SENTENCE = 60
TOP_HEADINGS = 3
# Weight of a heading behind the first prose: it may be a section's.
IN_BODY = 0.3
# So many lines with a label and a value are a form.
LEAST_FIELDS = 3
# "8:30 Registration", "9 h 15 : évaluation" stand in a timetable.
_HOUR = re.compile(r"\d{1,2} ?(?:h|[:.]\d{2})")
# A kind named this far into a line is what the line is about more than what it is called.
NEAR = 30
FAR_SHARE = 0.4


@dataclass(frozen=True)
class TitleLine:
    """A folded line; `weight` is how surely it is the document's own title."""

    text: str
    weight: float


@dataclass(frozen=True)
class Lines:
    """Title lines, and the languages of the document, most first."""

    lines: tuple[TitleLine, ...]
    languages: tuple[str, ...]


def title_lines(loaded: LoadedDocument, outline: Outline, title: str | None) -> Lines:
    """The title, the short lines above the first prose, the running heads and the file's title."""
    found: dict[str, float] = {}
    for text, weight in _weighted(loaded, outline, title):
        for line in text.splitlines():
            folded = fold(line).strip()[:MAX_LINE]
            if folded and not _authors().match(folded) and not _HOUR.match(folded):
                found[folded] = max(weight, found.get(folded, 0.0))
    return Lines(
        tuple(TitleLine(text, weight) for text, weight in found.items()), languages_of(loaded)
    )


def _weighted(
    loaded: LoadedDocument, outline: Outline, title: str | None
) -> Iterator[tuple[str, float]]:
    if title:
        yield title.replace("\n", " "), 1.0
    for part in (loaded.title or "").split("|")[:2]:
        yield part, 0.8
    body = _first_prose(loaded)
    for heading in outline.headings[:TOP_HEADINGS]:
        if heading.start < TOP_CHARACTERS:
            yield heading.text, 0.8 if heading.start < body else IN_BODY
    running = [b for b in loaded.blocks if b.kind in ("header", "footer")]
    for block in running[:4]:
        yield loaded.text[block.start : block.end], 0.5
    blocks = 0
    lines: list[str] = []
    for block in loaded.blocks:
        text = loaded.text[block.start : block.end]
        if block.kind in ("header", "footer"):
            continue
        if block.kind == "table" or blocks >= MOST_LINES or block.start > TOP_CHARACTERS:
            break
        if block.kind == "paragraph" and _is_prose(text):
            break
        if block.kind == "list_item" and block.id in loaded.numbers:
            continue  # "1. Approval of the minutes"
        blocks += 1
        lines += text.split("\n")
    for line in _without_labels(lines):
        yield line, 0.85


def _without_labels(lines: Sequence[str]) -> Iterator[str]:
    """Lines above the prose; of a form's only the values: "Contract period: 3 months" is no
    contract."""
    fields = [LABEL.match(line) for line in lines]
    form = sum(map(bool, fields)) >= LEAST_FIELDS
    for line, field in zip(lines, fields, strict=True):
        yield line[field.end() :] if form and field else line


def _is_prose(text: str) -> bool:
    """Whether a paragraph is prose: long, or a full sentence of some length."""
    return len(text) > PROSE or (len(text) > SENTENCE and text.rstrip().endswith("."))


def _first_prose(loaded: LoadedDocument) -> int:
    """Where the first paragraph of prose begins; the end of a document without one."""
    for block in loaded.blocks:
        if block.kind == "paragraph" and _is_prose(loaded.text[block.start : block.end]):
            return block.start
    return len(loaded.text)


def named_kinds(lines: Lines, labels: Sequence[str], zone: str) -> dict[str, float]:
    """How far the lines name each kind, 0 to 1: only the head of each line's name counts.

    "Health policy brief" is a brief, "rapport d'évaluation du plan" an evaluation.
    """
    found: dict[str, float] = {}
    for line in lines.lines:
        for code in lines.languages:
            named = _named_in(line.text, code, tuple(labels), zone)
            for label, share in named:
                found[label] = max(found.get(label, 0.0), share * line.weight)
            if named:
                break
    return found


@cache
def _numbering() -> re.Pattern[str]:
    """A number before a title, with what it is the number of."""
    return re.compile(rf"^(?:{any_of('lexicon', 'annexes')}\s)?[\divx]{{0,4}}[.):]?\s*(?=\w)")


def _named_in(line: str, code: str, labels: tuple[str, ...], zone: str) -> list[tuple[str, float]]:
    """The kind that the head of a line names; for topics every kind that it hints at."""
    may = cue_bits(line)
    numbering = _numbering().match(line)
    start = numbering.end() if numbering else 0
    matches = [
        (begin, end, label)
        for label in labels
        for _, begin, end in find_cues(line, may, code, label, zone)
    ]
    if zone == "topic":
        return [(label, 1.0) for _, _, label in matches]
    # "Review team" is a team and no review.
    masks = [m.span() for m in _masks().finditer(line)]
    matches = [m for m in matches if not any(start <= m[0] and m[1] <= end for start, end in masks)]
    # Of names that overlap the longest stands: "compte rendu de mission" is no minutes.
    names = [
        m for m in matches
        if not any(o[0] <= m[0] and m[1] <= o[1] and o[1] - o[0] > m[1] - m[0] for o in matches)
    ]  # fmt: skip
    if not names:
        return []
    names.sort()
    grammar = lexicon(code).get("document_types", "titles.head")
    first = names[0]
    if grammar == "last":
        limit = _first_break(line, code, names)
        near = [name for name in names if name[0] < limit]
        first = near[-1] if near else names[0]
    # A form or letter that names another kind is of that kind: "Form 12 - Travel report".
    named = [name for name in names if name[2] != "other" and name[0] - start <= NEAR]
    if first[2] == "other" and named and named[0][0] >= first[1]:
        first = named[0]
    share = 1.0 if first[0] - start <= NEAR else FAR_SHARE
    return [(first[2], share)]


def _first_break(line: str, code: str, names: Sequence[tuple[int, int, str]]) -> int:
    """Where the first group of words ends; prepositions inside a name do not end it."""
    for match in _breaks(code).finditer(line):
        inside = any(start < match.end() and match.start() < end for start, end, _ in names)
        if not inside and any(start < match.start() for start, _, _ in names):
            return match.start()
    return len(line)


@cache
def _authors() -> re.Pattern[str]:
    """What a line begins with that names authors: "Prepared by ...", whatever they are called."""
    return re.compile(rf"\W{{0,3}}{any_of('document_types', 'titles.authors')}\b")


@cache
def _masks() -> re.Pattern[str]:
    """Names of people, bodies and rooms that hold the name of a kind: "evaluation unit"."""
    return re.compile(rf"(?<!\w){any_of('document_types', 'titles.no_names')}(?!\w)")


@cache
def _breaks(code: str) -> re.Pattern[str]:
    words = lexicon(code).words("document_types", "titles.breaks")
    return re.compile("|".join(bound_repeats(fold_pattern(word)) for word in words))
