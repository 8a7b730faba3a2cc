"""Recommendations stated again, word for word or nearly: one record with several provenances."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from policynlp.folding import fold
from policynlp.schema import Provenance, Recommendation, Record

# Share of the shorter text's telling words that a restatement has in common with it.
SAME = 0.8
MIN_WORDS = 4
# A request is found in so many places at most.
MAX_PLACES = 100
_WORD = re.compile(r"\w{4,}|\d+")


def merge_restated(records: Sequence[Record]) -> list[Record]:
    """Records with those recommendations put together that say the same."""
    merged: list[Record] = []
    # Where the recommendations with the same numbers stand: no others can be twins.
    alike: dict[frozenset[str], list[int]] = {}
    for record in records:
        if isinstance(record, Recommendation):
            places = alike.setdefault(_numbers(record.text), [])
            for i in places:
                first = merged[i]
                if isinstance(first, Recommendation) and _restates(first, record):
                    merged[i] = _join(first, record)
                    break
            else:
                places.append(len(merged))
                merged.append(record)
            continue
        merged.append(record)
    return merged


def _restates(one: Recommendation, other: Recommendation) -> bool:
    left, right = telling_words(one.text), telling_words(other.text)
    if min(len(left), len(right)) < MIN_WORDS:
        return fold(one.text).strip(" .;") == fold(other.text).strip(" .;")
    if _numbers(one.text) != _numbers(other.text):
        return False
    if one.addressees and other.addressees and not _share(one.addressees, other.addressees):
        return False
    shared = len(left & right)
    return shared >= SAME * min(len(left), len(right)) and shared >= 0.6 * max(
        len(left), len(right)
    )


def _share(one: Sequence[str], other: Sequence[str]) -> bool:
    left = {word for body in one for word in telling_words(body)}
    right = {word for body in other for word in telling_words(body)}
    return bool(left & right) or not left or not right


@lru_cache(maxsize=4096)
def telling_words(text: str) -> frozenset[str]:
    """The numbers of a text and its words of four letters and more, folded."""
    return frozenset(_WORD.findall(fold(text)))


@lru_cache(maxsize=4096)
def _numbers(text: str) -> frozenset[str]:
    return frozenset(word for word in telling_words(text) if word.isdigit())


def _join(one: Recommendation, other: Recommendation) -> Recommendation:
    """Both statements as one record: the fuller one's fields, gaps filled from the other."""
    full, slim = (one, other) if _filled(one) >= _filled(other) else (other, one)
    return full.model_copy(
        update={
            "confidence": max(one.confidence, other.confidence),
            "provenance": _places(one, other),
            "number": full.number or slim.number,
            "section": full.section or slim.section,
            "addressees": full.addressees or slim.addressees,
            "timeframe": full.timeframe or slim.timeframe,
            "due": full.due or slim.due,
            "themes": full.themes or slim.themes,
        }
    )


def _places(one: Recommendation, other: Recommendation) -> list[Provenance]:
    """Where both stand, in order; of a text that repeats itself without end only the first."""
    if len(one.provenance) >= MAX_PLACES:
        return one.provenance
    return sorted([*one.provenance, *other.provenance], key=lambda p: p.start)


def _filled(record: Recommendation) -> int:
    return sum(
        bool(value) for value in (record.number, record.addressees, record.timeframe, record.due)
    )
