"""What kind of document it is, told by its evidence.

The kind is decided by evidence in log-odds, added up: what the title lines call the document, the
titles of its sections and labels of its forms, wordings of its first lines and its body, and traits
of its layout. Words stand in `languages/<code>/document_types.toml`, weights of traits in
`knowledge/document_type_traits.tsv`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import get_args

from policynlp.blocks import LoadedDocument
from policynlp.document_types.titles import named_kinds, title_lines
from policynlp.document_types.traits import read_traits, trait_weights
from policynlp.document_types.zones import cues_in, zones_of
from policynlp.outline import Outline
from policynlp.schema import DocumentType, DocumentTypeLabel

LABELS: tuple[DocumentTypeLabel, ...] = get_args(DocumentTypeLabel)

# Evidence in log-odds of one cue, and how many different cues of a zone count. Set by hand on the
# train and dev parts of the corpus, in steps of a tenth.
NAMED = 4.0
TOPIC = 1.4
WEIGHTS: Mapping[str, tuple[float, int]] = {
    "headings": (0.7, 5),
    "labels": (0.8, 5),
    "opening": (0.7, 4),
    "body": (0.45, 7),
}
# The share of what only the form says for "other" that goes where a title names another kind.
FORM_BESIDE_NAME = 0.6
# A short text that reports what happened is about the paper its title names: that share of the
# name's weight goes, for the kinds of document that report nothing themselves.
REPORTED_NAME = 0.6
PAPERS = frozenset({"policy_document", "guidance", "evaluation", "terms_of_reference"})
# What speaks for each kind before anything is read: "other" where nothing else speaks loudly, and
# an order of kinds as frequent as each other so that ties always end alike.
PRIORS: Mapping[DocumentTypeLabel, float] = {
    "other": 2.4, "guidance": 0.35, "news": 0.3, "mission_report": 0.25, "meeting_report": 0.2,
    "evaluation": 0.15, "policy_document": 0.1, "training_announcement": 0.05,
    "terms_of_reference": 0.0,
}  # fmt: skip
# Evidence is not independent: log-odds are divided by this before they become a probability.
TEMPERATURE = 1.6


def score_document_type(
    loaded: LoadedDocument, outline: Outline, title: str | None
) -> DocumentType:
    """The kind of document with its confidence: the share of the best kind, 0 to 1."""
    evidence = document_type_evidence(loaded, outline, title)
    best = max(LABELS, key=lambda label: evidence[label])
    total = sum(math.exp((value - evidence[best]) / TEMPERATURE) for value in evidence.values())
    return DocumentType(label=best, confidence=round(1 / total, 3))


def document_type_evidence(
    loaded: LoadedDocument, outline: Outline, title: str | None
) -> dict[DocumentTypeLabel, float]:
    """What speaks for each kind of document, in log-odds; higher is likelier."""
    features = document_type_features(loaded, outline, title)
    evidence = dict(PRIORS)
    for label in LABELS:
        told_of = REPORTED_NAME * features["trait.lead"] if label in PAPERS else 0.0
        evidence[label] += NAMED * (1 - told_of) * features[f"{label}.title"]
        evidence[label] += TOPIC * features[f"{label}.topic"]
        for zone, (weight, most) in WEIGHTS.items():
            evidence[label] += weight * min(features[f"{label}.{zone}"], most)
    for trait, label, weight in trait_weights():
        evidence[label] += weight * features[f"trait.{trait}"]
    # A letter or memo whose title or subject names a kind is of that kind: its form counts less;
    # so does that of one which tells of its writer's travels.
    named = max(features[f"{label}.title"] for label in LABELS if label != "other")
    named = max(named, features["trait.travel"])
    form = evidence["other"] - PRIORS["other"] - NAMED * features["other.title"]
    evidence["other"] -= FORM_BESIDE_NAME * named * max(form, 0.0)
    return evidence


def document_type_features(
    loaded: LoadedDocument, outline: Outline, title: str | None
) -> dict[str, float]:
    """What the evidence is added up from, by name; every name is always there.

    `<label>.title` and `<label>.topic` tell how far a title line names the kind (0 to 1), the other
    zones how many different cues of the kind they hold; `trait.<name>` is 0 to 1.
    """
    lines = title_lines(loaded, outline, title)
    zones = zones_of(loaded, outline)
    features: dict[str, float] = {}
    named = {zone: named_kinds(lines, LABELS, zone) for zone in ("title", "topic")}
    for label in LABELS:
        for zone, found in named.items():
            features[f"{label}.{zone}"] = found.get(label, 0.0)
        for zone in WEIGHTS:
            features[f"{label}.{zone}"] = float(cues_in(zones, label, zone))
    features |= {f"trait.{name}": value for name, value in read_traits(loaded, outline).items()}
    return features
