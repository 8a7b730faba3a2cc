"""What the passage classifiers look at: words, characters, and signals that all languages share.

Signals are what the rules found: moods, blockers, concepts of the glossary, kinds of entities, what
the heading announces. Topics are what lists of words say a passage speaks of. Both have the same
names in every language, so that what is learned on one carries over to the other; words and
characters add what no rule knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import numpy as np
from numpy.typing import NDArray

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.classifiers.linear import Floats, Rows, stack
from policynlp.classifiers.ngrams import (
    CHARACTER_SPAN,
    WORD_SPAN,
    character_ngrams,
    named,
    normalised,
    word_ngrams,
)
from policynlp.classifiers.topics import find_topics
from policynlp.classifiers.vectors import SPAN, mean_vector
from policynlp.concepts import find_concepts
from policynlp.languages import available, lexicon
from policynlp.records.helpers import find_help
from policynlp.records.signals import read_passage
from policynlp.sections import section_kinds

# Hash spaces of characters, words and headings, signals and topics; then one space of vectors a
# language.
_VECTORS = CHARACTER_SPAN + 2 * WORD_SPAN
SIZE = _VECTORS + SPAN * len(available())
# Length of each group of features in a row.
GROUPS = {"characters": 1.0, "words": 1.0, "heading": 0.5, "signals": 1.5, "topics": 0.7}
# Tables of expression lists whose matches are signals, by data file ("" is the whole file).
SIGNAL_TABLES = {
    "records/technical_assistance": (
        "named", "expert", "act", "study", "own_mission", "training", "receives", "purposes",
    ),
    "themes": ("",),
}  # fmt: skip
_LENGTHS = (4, 8, 14, 22, 35)
# Topics that mean more beside a date.
_DATED = ("gathering", "course")
# How far into a passage what stands there still opens it, in characters.
_OPENING = 40


def featurize(pairs: Iterable[tuple[AnnotatedDocument, Passage]]) -> Rows:
    """Feature rows of passages of documents; indices in [0, SIZE)."""
    return stack([_row(document, passage) for document, passage in pairs])


def _row(document: AnnotatedDocument, passage: Passage) -> tuple[NDArray[np.int64], Floats]:
    parts = feature_groups(document, passage).values()
    indices, values = zip(*parts, strict=True)
    return np.concatenate(indices), np.concatenate(values)


def feature_groups(
    document: AnnotatedDocument, passage: Passage
) -> dict[str, tuple[NDArray[np.int64], Floats]]:
    """Indices and values of the features of a passage by group: those of `GROUPS`, "vectors"."""
    text = normalised(document.folded_text(passage))
    heading = passage.heading
    title = document.folded[heading.start : heading.end] if heading else ""
    groups = {
        "characters": character_ngrams(text),
        "words": CHARACTER_SPAN + word_ngrams(text),
        "heading": CHARACTER_SPAN + word_ngrams(normalised(title), "heading:"),
        "signals": CHARACTER_SPAN + WORD_SPAN + named(list(signals(document, passage))),
        "topics": CHARACTER_SPAN + WORD_SPAN + named(list(topics(document, passage))),
    }
    found = {
        name: (
            indices,
            np.full(len(indices), GROUPS[name] / max(len(indices), 1) ** 0.5, dtype=np.float32),
        )
        for name, indices in groups.items()
    }
    code = document.lexicon(passage).code
    vector = mean_vector(passage.text, code)
    if vector is not None:
        first = _VECTORS + SPAN * available().index(code)
        found["vectors"] = np.arange(first, first + len(vector), dtype=np.int64), vector
    return found


def signals(document: AnnotatedDocument, passage: Passage) -> Iterator[str]:
    """Names of what holds for a passage, the same in all languages."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    reading = read_passage(document, passage)
    found = {name for name in reading.signals if not name.startswith("doc:")}
    for cue in reading.moods.values():
        found.add(f"mood:{cue.mood}")
        if cue.start < _OPENING:
            found.add(f"mood:{cue.mood}@start")
    for name, pattern in _signal_lists(rules.code):
        if pattern.search(folded):
            found.add(name)
    help_ = find_help(document, passage)
    found |= {f"recipient:{name}" for name in help_.recipients}
    found |= {f"modality:{name}" for name in help_.modalities}
    found |= {f"origin:{name}" for name in help_.origins}
    if help_.providers:
        found.add("provider")
    if help_.foreign:
        found.add("foreign")
    found |= {f"concept:{concept}" for concept in find_concepts(folded, rules.code)}
    for entity in document.entities_in(passage.start, passage.end):
        found.add(f"entity:{entity.label}")
        if entity.start < passage.start + _OPENING:
            found.add(f"entity:{entity.label}@start")
    heading = passage.heading
    kinds = section_kinds(heading.text) if heading else {"no heading"}
    found |= {f"section:{kind}" for kind in kinds or {"other"}}
    found |= {f"{cue} section:{kind}" for cue in reading.moods or ("-",) for kind in kinds}
    words = len(folded.split())
    found.add(f"words:{sum(words > limit for limit in _LENGTHS)}")
    stripped = passage.text.rstrip()
    found.add(f"ends:{stripped[-1:]}" if stripped[-1:] in ":?;.»”" else "ends:-")
    if any(mark in stripped for mark in "«“\""):
        found.add("quotation")
    if stripped[:1] in "«“\"":
        found.add("quotation@start")
    if any(character.isdigit() for character in folded):
        found.add("digits")
    yield from found


def topics(document: AnnotatedDocument, passage: Passage) -> Iterator[str]:
    """Names of the topics of a passage, of those it names more than once, and of its heading."""
    code = document.lexicon(passage).code
    counts = find_topics(document.folded_text(passage), code)
    dated = bool(document.entities_in(passage.start, passage.end, "DATE"))
    for topic, count in counts.items():
        yield f"topic:{topic}"
        if count > 1:
            yield f"topic:{topic}@2"
        if topic in _DATED and dated:
            yield f"topic:{topic}+date"
    if passage.heading is not None:
        folded = document.folded[passage.heading.start : passage.heading.end]
        yield from (f"heading topic:{topic}" for topic in find_topics(folded, code))


@cache
def _signal_lists(code: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Name and expressions of each list of `SIGNAL_TABLES`."""
    rules = lexicon(code)
    found = []
    for file, tables in SIGNAL_TABLES.items():
        for table in tables:
            value = rules.get(file, table) if table else rules.table(file)
            for key in _lists(value, table):
                found.append((f"{file}:{key}", rules.pattern(file, key)))
    return tuple(sorted(found, key=lambda pair: pair[0]))


def _lists(value: object, key: str) -> Iterator[str]:
    if isinstance(value, list):
        yield key
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _lists(inner, f"{key}.{name}" if key else name)
