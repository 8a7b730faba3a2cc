"""What the trained passage model adds to the evidence of a record that is read by rules.

Rules for events and courses need words that they know; the model has a say where they are few.
"""

from __future__ import annotations

import math

from policynlp.annotated import AnnotatedDocument, Passage

# Log-odds beyond these say no more; against a record the model counts less than for one.
MOST, LEAST = 3.0, -0.5
_EDGE = 1e-4
# From this probability the model outweighs words that speak against a record in its sentence.
CERTAIN = 0.9


def confidence_of(score: float) -> float:
    """Log-odds as a confidence."""
    return 1 / (1 + math.exp(-max(min(score, 30.0), -30.0)))


def chance_of(document: AnnotatedDocument, passage: Passage, kind: str) -> float | None:
    """The model's probability that a passage is of a type, None without models.

    Rows of tables and lines made up while reading have no context that the model knows.
    """
    if passage.kind == "row" or passage.index < 0:
        return None
    scores = document.scores(passage)
    return None if scores is None else scores.chances.get(kind, 0.0)


def evidence_of(document: AnnotatedDocument, passage: Passage, kind: str, weight: float) -> float:
    """Weighted log-odds of a type for a passage, between fixed limits; 0 without models."""
    chance = chance_of(document, passage, kind)
    if chance is None:
        return 0.0
    chance = min(max(chance, _EDGE), 1 - _EDGE)
    return weight * max(LEAST, min(MOST, math.log(chance / (1 - chance))))
