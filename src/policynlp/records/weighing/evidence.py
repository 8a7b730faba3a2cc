"""Weighing evidence: one function for all record types, so that confidence means the same.

What speaks for and against a record is named ("item@recommendations", "mood:request",
"block:opinion"); each name has a weight in log-odds per record type. The weights stand in
`weights.py`. Where there is a trained passage model, which knows the same evidence, its log-odds
count most and the rules add what only they see: lead-in lines, the kind of document. Table rows are
told by the titles of their columns, which the model does not see.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.weighing.preference import lowered
from policynlp.records.weighing.trace import note_weighed
from policynlp.records.weighing.weights import (
    BESIDE_MODEL,
    BIAS,
    BLOCKER_WEIGHT,
    DOCUMENT_WEIGHT,
    LEAD_WEIGHT,
    MODEL_WEIGHT,
    NONE_FROM,
    NONE_WEIGHT,
    RULE_LIMIT,
    RULE_WEIGHT,
    THRESHOLD,
    UNMET,
    WEIGHTS,
)


@dataclass(frozen=True)
class Assessment:
    """The confidence in a record and the evidence it rests on: names with their log-odds."""

    confidence: float
    evidence: tuple[tuple[str, float], ...]


def weigh(
    document: AnnotatedDocument,
    passage: Passage,
    kind: str,
    signals: Iterable[str],
    *,
    threshold: float = THRESHOLD,
) -> Assessment | None:
    """The confidence that a passage is a record of this type; None below the threshold.

    Signals without a weight for this type say nothing.
    """
    assessment = assess(document, passage, kind, signals)
    return assessment if assessment.confidence >= lowered(threshold) else None


def assess(
    document: AnnotatedDocument, passage: Passage, kind: str, signals: Iterable[str]
) -> Assessment:
    """The confidence that a passage is a record of this type, whatever it is."""
    signals = list(signals)
    scores = document.scores(passage) if passage.kind != "row" else None
    beside = BESIDE_MODEL.get(kind) if scores is not None else None
    weights: Mapping[str, float] = beside or WEIGHTS[kind]
    found = [("prior", weights.get("prior", BIAS[kind]))]
    found += [(name, weights[name]) for name in dict.fromkeys(signals) if name in weights]
    if scores is not None:
        found.append((_UNMET, UNMET[kind]))
        if beside is None:
            found = _limited(found)
        chance = min(max(scores.chances.get(kind, 0.0), 1e-4), 1 - 1e-4)
        found.append(("model", round(MODEL_WEIGHT * math.log(chance / (1 - chance)), 3)))
        doubt = _doubt(scores.chances.get("none", 0.0)) if beside is None else 0.0
        if doubt and not any(name.startswith("item@") for name in signals):
            found.append(("none", doubt))
    total = sum(weight for _, weight in found)
    assessment = Assessment(1 / (1 + math.exp(-max(min(total, 30.0), -30.0))), tuple(found))
    note_weighed(document, passage, kind, assessment.confidence, assessment.evidence)
    return assessment


def _doubt(none: float) -> float:
    """What it counts that the model is nearly sure of no record; 0.0 where it is not."""
    if none <= NONE_FROM:
        return 0.0
    none = min(none, 1 - 1e-4)
    beyond = math.log(none / (1 - none)) - math.log(NONE_FROM / (1 - NONE_FROM))
    return round(-NONE_WEIGHT * beyond, 3)


def _limited(found: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """The evidence of rules as much as it counts beside the model, and not beyond a limit."""
    found = [(name, round(_share(name) * weight, 3)) for name, weight in found]
    by_rules = sum(weight for name, weight in found if not name.startswith(_EXPRESS))
    beyond = max(-RULE_LIMIT, min(RULE_LIMIT, by_rules)) - by_rules
    return [*found, ("limit of rules", round(beyond, 3))] if beyond else found


# What a sentence says in so many words, or what can ask nobody whatever its words: it counts in
# full, and not towards the limit of rules.
_EXPRESS = ("told:", "veto:")
_UNMET = "unmet writers"
# What the model cannot see: what the lines around a passage and the whole document are about.
_AROUND = frozenset({"unaddressed", "topic", "facet", "named", "mission:objectives", _UNMET})


def _share(name: str) -> float:
    """How much of a rule's weight counts beside the model."""
    if name.startswith(("doc:", *_EXPRESS)) or name in _AROUND:
        return DOCUMENT_WEIGHT
    if name.startswith(("lead:", "label:")):
        return LEAD_WEIGHT
    return BLOCKER_WEIGHT if name.startswith("block:") else RULE_WEIGHT
