"""The 64-bit ids that spaCy gives strings, and the rows they hash to; many at a time with numpy.

Names that spaCy itself uses have numbers of their own (`knowledge/spacy_symbols.tsv`); the id of
any other string is its MurmurHash64A with seed 1. Both hashes: Austin Appleby, public domain.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from policynlp.languages import read_tsv

Ids = NDArray[np.uint64]

_SEED = 1
_MULTIPLIER = np.uint64(0xC6A4A7935BD1E995)
_SHIFT = np.uint64(47)
_FIRST, _SECOND = np.uint64(0x87C37B91114253D5), np.uint64(0x4CF5AD432745937F)
_THIRD, _FOURTH = np.uint64(0xFF51AFD7ED558CCD), np.uint64(0xC4CEB9FE1A85EC53)
_HALF, _LOW = np.uint64(32), np.uint64(0xFFFFFFFF)


@cache
def symbols() -> dict[str, int]:
    """The strings that are names in spaCy, with their numbers."""
    rows = read_tsv("policynlp.knowledge", "spacy_symbols.tsv")
    return {row["name"]: int(row["id"]) for row in rows}


def string_ids(strings: Sequence[str]) -> Ids:
    """The id of each string."""
    found = np.zeros(len(strings), dtype=np.uint64)
    named = symbols()
    by_length: dict[int, list[tuple[int, bytes]]] = {}
    for i, string in enumerate(strings):
        if string in named or not string:
            found[i] = named.get(string, 0)
        else:
            data = string.encode("utf-8", "surrogatepass")
            by_length.setdefault(len(data), []).append((i, data))
    for length, some in by_length.items():
        padded = b"".join(data.ljust(-(-length // 8) * 8, b"\0") for _, data in some)
        words = np.frombuffer(padded, dtype="<u8").reshape(len(some), -1)
        found[[i for i, _ in some]] = _murmur(words, length)
    return found


def _murmur(words: Ids, length: int) -> Ids:
    """MurmurHash64A of rows of `length` bytes, given as little-endian words filled up with 0."""
    hashes = np.full(len(words), _SEED ^ (length * int(_MULTIPLIER) & (1 << 64) - 1), np.uint64)
    for i in range(length // 8):
        mixed = words[:, i] * _MULTIPLIER
        mixed ^= mixed >> _SHIFT
        hashes = (hashes ^ (mixed * _MULTIPLIER)) * _MULTIPLIER
    if length % 8:
        hashes = (hashes ^ words[:, -1]) * _MULTIPLIER
    hashes ^= hashes >> _SHIFT
    hashes *= _MULTIPLIER
    hashes ^= hashes >> _SHIFT
    return hashes


def spread(ids: Ids, seed: int, size: int) -> NDArray[np.intp]:
    """The four rows, of `size`, that each id hashes to: `thinc`'s MurmurHash3 of one number."""
    start = np.uint64(seed ^ 8)
    first = ids * _FIRST
    first = (first << np.uint64(31)) | (first >> np.uint64(33))
    first = (first * _SECOND) ^ np.uint64(seed) ^ np.uint64(8)
    first = first + start
    second = first + start
    first, second = _finished(first), _finished(second)
    first = first + second
    second = second + first
    parts = [first & _LOW, first >> _HALF, second & _LOW, second >> _HALF]
    return (np.stack(parts, axis=1) % np.uint64(size)).astype(np.intp)


def _finished(hashes: Ids) -> Ids:
    shift = np.uint64(33)
    hashes = (hashes ^ (hashes >> shift)) * _THIRD
    hashes = (hashes ^ (hashes >> shift)) * _FOURTH
    return hashes ^ (hashes >> shift)
