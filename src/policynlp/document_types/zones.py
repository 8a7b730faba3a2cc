"""The parts of a document that tell its kind, and how many cues of a kind each holds."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from policynlp.blocks import LoadedDocument
from policynlp.errors import LexiconError
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import available, lexicon
from policynlp.languages.cues import Cues, FoldedText
from policynlp.outline import Outline

OPENING_CHARACTERS = 1_200
# Long documents are judged by their beginning and their end.
HEAD_CHARACTERS = 30_000
TAIL_CHARACTERS = 6_000
MOST_LINES = 200


@dataclass(frozen=True)
class Zones:
    """Folded texts of the zones; `languages` are those the body is written in, most first."""

    texts: Mapping[str, Sequence[str]]
    languages: tuple[str, ...]


def zones_of(loaded: LoadedDocument, outline: Outline) -> Zones:
    """Headings, labels, opening and body of a document, folded."""
    text = fold(loaded.text)
    body = text[:HEAD_CHARACTERS]
    if len(text) > HEAD_CHARACTERS:
        body += "\n" + text[max(HEAD_CHARACTERS, len(text) - TAIL_CHARACTERS) :]
    headings = [fold(heading.text).strip() for heading in outline.headings[:MOST_LINES]]
    labels = [field.label.strip(" :") for field in outline.fields if field.inline]
    return Zones(
        texts={
            "headings": [*map(FoldedText, headings)],
            "labels": labels[:MOST_LINES],
            "opening": [FoldedText(text[:OPENING_CHARACTERS])],
            "body": [FoldedText(body)],
        },
        languages=languages_of(loaded),
    )


def languages_of(loaded: LoadedDocument) -> tuple[str, ...]:
    """Languages with a lexicon, by the characters written in them, most first."""
    counts = dict.fromkeys(available(), 0)
    for block in loaded.blocks:
        if block.language in counts:
            counts[block.language] += block.end - block.start
    return tuple(sorted(counts, key=lambda code: (-counts[code], code)))


def cues_in(zones: Zones, label: str, zone: str) -> int:
    """How many different cues of a kind a zone holds, in the language that has the most.

    Covers and letterheads are often in another language than the body, so each zone is read in
    every language.
    """
    return max(_count(zones.texts[zone], code, label, zone) for code in zones.languages)


def _count(texts: Sequence[str], code: str, label: str, zone: str) -> int:
    pattern = cue_pattern(code, label, zone)
    found: set[int | None] = set()
    for text in texts:
        if zone == "labels":
            match = pattern.fullmatch(text)
            if match is not None:
                found.add(match.lastindex)
        else:
            found.update(match.lastindex for match in pattern.finditer(text))
    return len(found)


@cache
def cue_pattern(code: str, label: str, zone: str) -> Cues:
    """One pattern over folded text in which each expression of a list is a group of its own.

    Raises:
        LexiconError: where an expression holds a capturing group or is none.
    """
    words = lexicon(code).words("document_types", f"{label}.{zone}")
    where = f"languages/{code}/document_types.toml: {label}.{zone}"
    folded = [fold_pattern(word) for word in words]
    grouped = "|".join(f"({bound_repeats(word)})" for word in folded)
    try:
        pattern = re.compile(rf"(?<!\w)(?:{grouped})(?!\w)")
    except re.error as error:
        raise LexiconError(f"{where}: bad expression: {error}") from error
    if pattern.groups != len(words):
        raise LexiconError(f"{where}: write groups as (?:...), without capturing")
    return Cues(pattern, folded)
