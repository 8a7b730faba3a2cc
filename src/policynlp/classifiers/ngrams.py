"""Hashed word and character n-grams of short texts, as numbers that numpy finds fast.

Feature hashing after Weinberger et al. (2009), "Feature Hashing for Large Scale Multitask
Learning".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Indices = NDArray[np.int64]

# Hash spaces (powers of two): characters, words, signals follow one another in this order.
CHARACTER_BITS = 16
WORD_BITS = 16
CHARACTER_SPAN = 1 << CHARACTER_BITS
WORD_SPAN = 1 << WORD_BITS
# Runs of 3 to 5 characters: shorter ones tell little, longer ones are words.
LENGTHS = (3, 4, 5)
MAX_CHARACTERS = 1500
_WORD = re.compile(r"[^\W\d_]+|\d+")
_DIGITS = re.compile(r"\d")
# Odd multipliers with well-mixed bits (Fibonacci hashing, Knuth, TAOCP 3, 6.4).
_STEP = np.uint32(2654435761)
_MIX = np.uint32(2246822519)


def normalised(folded: str) -> str:
    """Folded text with single spaces, digits alike and a space at both ends."""
    return f" {' '.join(_DIGITS.sub('0', folded[:MAX_CHARACTERS]).split())} "


def character_ngrams(texts: Sequence[str]) -> tuple[Indices, Indices]:
    """The runs of characters in normalised texts, each once: how many each text has, and their
    indices in [0, CHARACTER_SPAN), text by text, sorted. At most 65,536 texts."""
    lengths = np.array([len(text) for text in texts], dtype=np.int64)
    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    left = np.repeat(np.cumsum(lengths), lengths) - np.arange(len(codes))
    # The number of the text stands above the bits of the index: one sorting serves all texts.
    above = np.repeat(np.arange(len(texts), dtype=np.uint32) << np.uint32(CHARACTER_BITS), lengths)
    found = []
    for length in LENGTHS:
        count = max(len(codes) - length + 1, 0)
        hashes = np.full(count, length, dtype=np.uint32)
        for i in range(length):
            hashes = (hashes ^ codes[i : count + i]) * _STEP
            hashes ^= hashes >> np.uint32(15)
        indices = above[:count] | ((hashes * _MIX) >> np.uint32(32 - CHARACTER_BITS))
        found.append(indices[left[:count] >= length])
    every = np.sort(np.concatenate(found))
    distinct = every[np.flatnonzero(np.diff(every, prepend=~every[:1]))].astype(np.int64)
    counts = np.bincount(distinct >> CHARACTER_BITS, minlength=len(texts))
    return counts, distinct & (CHARACTER_SPAN - 1)


def word_ngrams(text: str, tag: str = "") -> list[int]:
    """Indices in [0, WORD_SPAN) of words and pairs of words, each once, sorted; `tag` sets them
    apart."""
    words = [tag + word for word in _WORD.findall(text)]
    return named([*words, *(f"{a} {b}" for a, b in pairwise(words))])


def named(names: Iterable[str]) -> list[int]:
    """Indices in [0, WORD_SPAN) of names, each once, sorted."""
    return sorted({crc32(name.encode("utf-8", "surrogatepass")) % WORD_SPAN for name in names})
