"""Whether records should rather be right or rather be complete.

`balanced` is what the weights of evidence were set for. `precision` leaves out records of any type
that are not surer than usual; `recall` also takes passages as recommendations, action items and
technical assistance, whose evidence is weighed, that are less sure. The figures of each stand in
docs/accuracy/confidence.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from policynlp.records.weighing.weights import THRESHOLD
from policynlp.schema import Preference

# The least confidence of a record.
LEAST: Mapping[Preference, float] = {"precision": 0.7, "balanced": THRESHOLD, "recall": 0.35}

_LEAST: ContextVar[float] = ContextVar("least", default=THRESHOLD)


@contextmanager
def taking(least: float) -> Iterator[None]:
    """Passages that are weighed become records from this confidence on, where it is below usual."""
    token = _LEAST.set(least)
    try:
        yield
    finally:
        _LEAST.reset(token)


def lowered(threshold: float) -> float:
    """A threshold, or the one that is asked for where that is lower."""
    return min(threshold, _LEAST.get())


def floor_of(prefer: Preference, min_confidence: float) -> float:
    """The confidence below which records are left out."""
    return max(min_confidence, LEAST[prefer]) if prefer == "precision" else min_confidence
