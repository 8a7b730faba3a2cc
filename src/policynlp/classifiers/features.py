"""What the passage classifiers look at: words, characters, and signals that all languages share.

Signals are what the rules found: moods, blockers, concepts of the glossary, kinds of entities, what
the heading announces. Topics are what lists of words say a passage speaks of. Both have the same
names in every language, so that what is learned on one carries over to the other; words and
characters add what no rule knows.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain, islice

import numpy as np
from numpy.typing import NDArray

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.classifiers.linear import Floats, Rows, join_rows, lay_out
from policynlp.classifiers.ngrams import (
    CHARACTER_SPAN,
    WORD_SPAN,
    character_ngrams,
    named,
    normalised,
    word_ngrams,
)
from policynlp.classifiers.topics import find_topics
from policynlp.classifiers.vectors import SPAN, mean_vectors
from policynlp.concepts import find_concepts
from policynlp.languages import available, lexicon
from policynlp.languages.cues import CueLists
from policynlp.records.help.helpers import find_help
from policynlp.records.requests.signals import read_passage
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
# Passages whose features are worked out at a time.
_AT_ONCE = 1000


def featurize(pairs: Iterable[tuple[AnnotatedDocument, Passage]]) -> Rows:
    """Feature rows of passages of documents; indices in [0, SIZE)."""
    blocks = [_featurize(some) for some in _batched(pairs)]
    return join_rows(blocks)


def _batched(
    pairs: Iterable[tuple[AnnotatedDocument, Passage]],
) -> Iterator[list[tuple[AnnotatedDocument, Passage]]]:
    rest = iter(pairs)
    while some := list(islice(rest, _AT_ONCE)):
        yield some


def _featurize(pairs: Sequence[tuple[AnnotatedDocument, Passage]]) -> Rows:
    """A row is the groups of features of a passage one behind the other, in the order of `GROUPS`,
    and then the vector of its words."""
    texts = [normalised(document.folded_text(passage)) for document, passage in pairs]
    titles: dict[str, list[int]] = {"": word_ngrams(normalised(""), "heading:")}
    headings = []
    for document, passage in pairs:
        heading = passage.heading
        title = document.folded[heading.start : heading.end] if heading else ""
        if title not in titles:
            titles[title] = word_ngrams(normalised(title), "heading:")
        headings.append(titles[title])
    counts, characters = character_ngrams(texts)
    groups: dict[str, tuple[NDArray[np.int64], NDArray[np.int64]]] = {
        "characters": (counts, characters),
        "words": _joined([word_ngrams(text) for text in texts], CHARACTER_SPAN),
        "heading": _joined(headings, CHARACTER_SPAN),
        "signals": _joined([named(signals(*pair)) for pair in pairs], CHARACTER_SPAN + WORD_SPAN),
        "topics": _joined([named(topics(*pair)) for pair in pairs], CHARACTER_SPAN + WORD_SPAN),
    }
    parts = [
        (number, indices, np.repeat(_values(number, GROUPS[name]), number))
        for name, (number, indices) in groups.items()
    ]
    return lay_out([*parts, _vectors(pairs)])


def _joined(
    rows: Sequence[Sequence[int]], first: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """How many indices each row has, and the indices of all, counted from `first`."""
    counts = np.array([len(row) for row in rows], dtype=np.int64)
    found = np.fromiter(chain.from_iterable(rows), dtype=np.int64, count=int(counts.sum()))
    return counts, found + first


def _values(counts: NDArray[np.int64], length: float) -> Floats:
    """The value of each feature of a group, so that the row of all has this length."""
    return np.array([length / max(count, 1) ** 0.5 for count in counts.tolist()], dtype=np.float32)


def _vectors(
    pairs: Sequence[tuple[AnnotatedDocument, Passage]],
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """The mean word vectors of passages: numbers a row, their indices and values."""
    codes = [document.lexicon(passage).code for document, passage in pairs]
    counts = np.zeros(len(pairs), dtype=np.int64)
    indices, values = [], []
    found: dict[int, Floats] = {}
    for code in set(codes):
        places = [i for i, other in enumerate(codes) if other == code]
        means = mean_vectors([pairs[i][1].text for i in places], code)
        found |= {i: mean for i, mean in zip(places, means, strict=True) if mean is not None}
    for i, mean in sorted(found.items()):
        first = _VECTORS + SPAN * available().index(codes[i])
        counts[i] = len(mean)
        indices.append(np.arange(first, first + len(mean), dtype=np.int64))
        values.append(mean)
    if not values:
        return counts, np.empty(0, np.int64), np.empty(0, np.float32)
    return counts, np.concatenate(indices), np.concatenate(values)


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
    found.update(_signal_lists(rules.code).found_in(folded))
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
    found.add(f"words:{bisect_left(_LENGTHS, words)}")
    stripped = passage.text.rstrip()
    found.add(f"ends:{stripped[-1:]}" if stripped[-1:] in ":?;.»”" else "ends:-")
    if any(mark in stripped for mark in '«“"'):
        found.add("quotation")
    if stripped[:1] in '«“"':
        found.add("quotation@start")
    if any(map(str.isdigit, folded)):
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
        yield from _heading_topics(folded, code)


@lru_cache(maxsize=256)
def _heading_topics(folded: str, code: str) -> tuple[str, ...]:
    """The same for every passage under a heading."""
    return tuple(f"heading topic:{topic}" for topic in find_topics(folded, code))


@cache
def _signal_lists(code: str) -> CueLists:
    """Each list of `SIGNAL_TABLES`."""
    rules = lexicon(code)
    found = []
    for file, tables in SIGNAL_TABLES.items():
        for table in tables:
            value = rules.get(file, table) if table else rules.table(file)
            for key in _lists(value, table):
                found.append((f"{file}:{key}", rules.pattern(file, key)))
    return CueLists(sorted(found, key=lambda pair: pair[0]))


def _lists(value: object, key: str) -> Iterator[str]:
    if isinstance(value, list):
        yield key
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from _lists(inner, f"{key}.{name}" if key else name)
