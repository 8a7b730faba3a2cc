"""Hashed word and character n-grams of short texts, as numbers that numpy finds fast.

Feature hashing after Weinberger et al. (2009), "Feature Hashing for Large Scale Multitask
Learning".
"""

from __future__ import annotations

import re
import zlib
from itertools import pairwise

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
_SPACES = re.compile(r"\s+")
# Odd multipliers with well-mixed bits (Fibonacci hashing, Knuth, TAOCP 3, 6.4).
_STEP = np.uint32(2654435761)
_MIX = np.uint32(2246822519)


def normalised(folded: str) -> str:
    """Folded text with single spaces, digits alike and a space at both ends."""
    return " " + _SPACES.sub(" ", _DIGITS.sub("0", folded[:MAX_CHARACTERS])).strip() + " "


def character_ngrams(text: str) -> Indices:
    """Indices in [0, CHARACTER_SPAN) of the runs of characters in normalised text, each once."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    found = []
    for length in LENGTHS:
        if len(codes) < length:
            continue
        hashes = np.full(len(codes) - length + 1, length, dtype=np.uint32)
        for i in range(length):
            hashes = (hashes ^ codes[i : len(codes) - length + 1 + i]) * _STEP
            hashes ^= hashes >> np.uint32(15)
        found.append((hashes * _MIX) >> np.uint32(32 - CHARACTER_BITS))
    if not found:
        return np.empty(0, dtype=np.int64)
    return np.unique(np.concatenate(found)).astype(np.int64)


def word_ngrams(text: str, tag: str = "") -> Indices:
    """Indices in [0, WORD_SPAN) of words and pairs of words, each once; `tag` sets them apart."""
    words = [tag + word for word in _WORD.findall(text)]
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    return named(words + pairs)


def named(names: list[str]) -> Indices:
    """Indices in [0, WORD_SPAN) of names."""
    hashes = {zlib.crc32(name.encode("utf-8", "surrogatepass")) % WORD_SPAN for name in names}
    return np.array(sorted(hashes), dtype=np.int64)
