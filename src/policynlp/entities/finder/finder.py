"""A trained name finder: words of texts looked up, encoded and read, many texts at a time."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policynlp.entities.finder.network import Floats, Network, read_network
from policynlp.entities.finder.packed import WordVectors, unpack
from policynlp.entities.finder.strings import string_ids
from policynlp.entities.finder.tokens import Tokenizer, Word, chunks
from policynlp.entities.finder.transitions import Actions, find_spans
from policynlp.languages import read_tsv

# A label with the offsets of a name in its text.
Span = tuple[str, int, int]

# Different words that are kept with their rows, for the next texts: some ten megabytes.
_MOST_WORDS = 20_000
_MOST_CHUNKS = 60_000
# A shape of more letters than this is just "long".
_LONG = 100
# Signs of one kind in a row that a shape shows.
_SHOWN = 4


class NameFinder:
    """Finds names in texts; what it has learned of words is kept from one call to the next."""

    def __init__(
        self, tokenizer: Tokenizer, network: Network, actions: Actions, vectors: WordVectors
    ) -> None:
        self._tokenizer, self._network, self._actions = tokenizer, network, actions
        self._vectors = vectors
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        # Words of each run of characters: places among the known words, with offsets in the run.
        self._chunks: dict[str, tuple[tuple[int, int, int], ...]] = {}
        self._words: dict[Word, int] = {}
        self._rows = np.zeros((0, self._network.width), dtype=np.float32)
        self._spaces = np.zeros(0, dtype=np.bool_)

    def find(self, texts: Sequence[str]) -> list[list[Span]]:
        """The names in each text: label, start and end."""
        with self._lock:  # all threads learn into the same tables
            return self._find(texts)

    def _find(self, texts: Sequence[str]) -> list[list[Span]]:
        if len(self._words) > _MOST_WORDS or len(self._chunks) > _MOST_CHUNKS:
            self._forget()
        words: list[int] = []
        places: list[tuple[int, int, int]] = []  # text, start, end
        last: list[int] = []
        for i, text in enumerate(texts):
            for chunk, at in chunks(text):
                for word, start, end in self._cut(chunk):
                    words.append(word)
                    places.append((i, at + start, at + end))
            if places and places[-1][0] == i:
                last.append(len(places) - 1)
        found: list[list[Span]] = [[] for _ in texts]
        if not words:
            return found
        self._learn()
        lasts = np.zeros(len(words), dtype=np.bool_)
        lasts[last] = True
        known = np.array(words)
        rows = self._encode(known, lasts)
        spans = find_spans(self._network, self._actions, rows, lasts, self._spaces[known])
        for label, first, behind in spans:
            i, start, _ = places[first]
            found[i].append((label, start, places[behind - 1][2]))
        return found

    def _cut(self, chunk: str) -> tuple[tuple[int, int, int], ...]:
        known = self._chunks.get(chunk)
        if known is None:
            words, at = [], 0
            for text, norm in self._tokenizer.cut(chunk):
                word = self._words.setdefault((text, norm), len(self._words))
                words.append((word, at, at + len(text)))
                at += len(text)
            known = self._chunks[chunk] = tuple(words)
        return known

    def _learn(self) -> None:
        """Works out the rows of words that are new."""
        new = list(self._words)[len(self._rows) :]
        if not new:
            return
        texts = [text for text, _ in new]
        columns = (
            [norms().get(text, text.lower()) if norm is None else norm for text, norm in new],
            [text[0] for text in texts],
            [text[-3:] for text in texts],
            [shape(text) for text in texts],
        )
        places = self._vectors.find(string_ids(texts))
        known = places >= 0
        vectors = np.zeros((len(new), self._vectors.width), dtype=np.float32)
        vectors[known] = self._vectors.data[places[known]]
        rows = self._network.embed([string_ids(column) for column in columns], vectors, known)
        self._rows = np.concatenate([self._rows, rows])
        spaces = np.array([text.isspace() for text in texts], dtype=np.bool_)
        self._spaces = np.concatenate([self._spaces, spaces])

    def _encode(self, words: NDArray[np.intp], lasts: NDArray[np.bool_]) -> Floats:
        """Rows of words in their places; the last words of texts are given."""
        reach = self._network.reach
        texts_before: NDArray[np.intp] = np.cumsum(lasts) - lasts
        at = np.arange(len(words)) + reach * (texts_before + 1)
        rows = np.zeros((int(at[-1]) + 1 + reach, self._network.width), dtype=np.float32)
        rows[at] = self._rows[words]
        encoded: Floats = self._network.encode(rows)[at]
        return encoded


@cache
def norms() -> dict[str, str]:
    """Plain forms that spaCy gives signs and currencies in all languages."""
    return {row["text"]: row["norm"] for row in read_tsv("policynlp.knowledge", "spacy_norms.tsv")}


def shape(text: str) -> str:
    """What kinds of characters a word is made of, as spaCy writes it: "Xxxxx", "dddd", "d.d"."""
    if len(text) >= _LONG:
        return "LONG"
    shown: list[str] = []
    before, count = "", 0
    for character in text:
        if character.isalpha():
            kind = "X" if character.isupper() else "x"
        else:
            kind = "d" if character.isdigit() else character
        count = count + 1 if kind == before else 1
        before = kind
        if count <= _SHOWN:
            shown.append(kind)
    return "".join(shown)


def load_finder(path: Path, vectors: WordVectors) -> NameFinder:
    """The finder of a pipeline folder.

    Raises:
        ModelError: a file cannot be read.
        UnknownLayersError: see `read_network`.
    """
    network = read_network((path / "ner" / "model").read_bytes())
    moves = unpack((path / "ner" / "moves").read_bytes())["moves"]
    if isinstance(moves, str):
        moves = json.loads(moves)
    cuts = path / "tokenizer"
    tokenizer = Tokenizer(unpack(cuts.read_bytes()), cuts)
    return NameFinder(tokenizer, network, Actions.read(moves), vectors)
