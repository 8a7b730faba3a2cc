"""The parts of a document that tell its kind, and how many cues of a kind each holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import get_args

from policynlp.blocks import LoadedDocument
from policynlp.errors import LexiconError
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import available, lexicon
from policynlp.languages.cues import Cues
from policynlp.languages.prepared import Expressions, Needed
from policynlp.languages.word_index import WordIndex
from policynlp.outline import Outline
from policynlp.schema import DocumentTypeLabel

OPENING_CHARACTERS = 1_200
# Long documents are judged by their beginning and their end.
HEAD_CHARACTERS = 30_000
TAIL_CHARACTERS = 6_000
MOST_LINES = 200


@dataclass(frozen=True)
class Zones:
    """Folded texts of the zones, and beside each the bits of expressions that may match in it;
    `languages` are those the body is written in, most first."""

    texts: Mapping[str, Sequence[tuple[str, int]]]
    languages: tuple[str, ...]


def zones_of(loaded: LoadedDocument, outline: Outline) -> Zones:
    """Headings, labels, opening and body of a document, folded."""
    text = loaded.folded
    body = text[:HEAD_CHARACTERS]
    if len(text) > HEAD_CHARACTERS:
        body += "\n" + text[max(HEAD_CHARACTERS, len(text) - TAIL_CHARACTERS) :]
    headings = [fold(heading.text).strip() for heading in outline.headings[:MOST_LINES]]
    labels = [field.label.strip(" :") for field in outline.fields if field.inline]
    texts = {
        "headings": headings,
        "labels": labels[:MOST_LINES],
        "opening": [text[:OPENING_CHARACTERS]],
        "body": [body],
    }
    return Zones(
        {zone: [(one, cue_bits(one)) for one in some] for zone, some in texts.items()},
        languages_of(loaded),
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


def _count(texts: Sequence[tuple[str, int]], code: str, label: str, zone: str) -> int:
    if zone == "labels":
        pattern = cue_pattern(code, label, zone)
        matches = [pattern.fullmatch(text) for text, _ in texts]
        return len({match.lastindex for match in matches if match is not None})
    return len(
        {number for text, may in texts for number, *_ in find_cues(text, may, code, label, zone)}
    )


def find_cues(
    text: str, may: int, code: str, label: str, zone: str
) -> Iterator[tuple[int, int, int]]:
    """Number, start and end of the expressions of a list found in a folded text, where all are
    looked for side by side: the first match counts, and what it covers is no other's.

    Args:
        may: `cue_bits` of the text.
    """
    cues, bits = _cues(code, label, zone)
    if not bits & may:
        return
    # Few of a list's expressions have the words that they need.
    some = [cue for cue in cues if cue.bit & may]
    ahead = [(span, cue) for cue in some if (span := cue.search(text, 0)) is not None]
    while ahead:
        (start, end), cue = min(ahead, key=lambda one: (one[0][0], one[1].number))
        yield cue.number, start, end
        ahead = [
            (span, cue)
            for old, cue in ahead
            if (span := old if old[0] >= end else cue.search(text, end)) is not None
        ]


def cue_bits(text: str) -> int:
    """Which expressions may match in a folded text: those that need one of its words, or none."""
    _learn()
    return _INDEX.bits_of(text) | _ANYWHERE


class _Cue:
    """One expression of a list, compiled when it first may match.

    Attributes:
        number: its place in the list.
        bit: its bit in the index of needed words.
    """

    def __init__(self, number: int, expression: str, needed: Needed) -> None:
        self.number = number
        self.bit = _INDEX.add(needed) if needed else _ANYWHERE
        self._expression = expression
        self._pattern: re.Pattern[str] | None = None

    def search(self, text: str, start: int) -> tuple[int, int] | None:
        """Where it next stands as whole words, from `start` on."""
        if self._pattern is None:
            # What must stand before it is checked afterwards: an expression that begins with
            # letters is then found ten times as fast.
            self._pattern = re.compile(rf"(?:{bound_repeats(self._expression)})(?!\w)")
        while (match := self._pattern.search(text, start)) is not None:
            start, end = match.span()
            if start == 0 or not _LETTER.match(text, start - 1):
                return start, max(end, start + 1)
            start += 1
        return None


_ZONES = ("title", "topic", "headings", "opening", "body")
_LETTER = re.compile(r"\w")
_INDEX = WordIndex()
# The bit of expressions that need no word.
_ANYWHERE = _INDEX.add(())


@cache
def _cues(code: str, label: str, zone: str) -> tuple[tuple[_Cue, ...], int]:
    """The expressions of a list, and all their bits."""
    expressions = _as_listed(code, label, zone)
    pairs = zip(expressions.folded, expressions.needed, strict=True)
    cues = tuple(_Cue(number, *pair) for number, pair in enumerate(pairs))
    return cues, reduce(or_, (cue.bit for cue in cues), 0)


def _as_listed(code: str, label: str, zone: str) -> Expressions:
    """A list in the order of its file."""
    rules, key = lexicon(code), f"{label}.{zone}"
    some = rules.expressions("document_types", key)
    needed = dict(zip(some.folded, some.needed, strict=True))
    folded = [fold_pattern(word) for word in rules.words("document_types", key)]
    return Expressions(folded, [needed[one] for one in folded])


@cache
def _learn() -> None:
    """Indexes the lists of all languages, so that a text is looked at once for all of them."""
    for code in available():
        for label in get_args(DocumentTypeLabel):
            for zone in _ZONES:
                _cues(code, label, zone)


@cache
def cue_pattern(code: str, label: str, zone: str) -> Cues:
    """One pattern over folded text in which each expression of a list is a group of its own.

    Where an expression holds a capturing group or is none, a `LexiconError` says so when it is
    first looked for.
    """
    expressions = _as_listed(code, label, zone)
    where = f"languages/{code}/document_types.toml: {label}.{zone}"

    def grouped() -> re.Pattern[str]:
        each = "|".join(f"({bound_repeats(word)})" for word in expressions.folded)
        pattern = re.compile(rf"(?<!\w)(?:{each})(?!\w)")
        if pattern.groups != len(expressions.folded):
            raise LexiconError(f"{where}: write groups as (?:...), without capturing")
        return pattern

    return Cues(expressions, whole=grouped, where=where)
