"""Training of the passage classifiers: linear support vector machines with calibrated outputs.

Everything is seeded; the same corpus gives the same weights (see `fitting`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from policynlp import __version__, schema
from policynlp.classifiers.features import SIZE, featurize
from policynlp.classifiers.linear import LinearModel, Rows
from policynlp.training.fitting import SEED, fit_exclusive, fit_multi
from policynlp.training.passages import Example

PASSAGE_LABELS = (
    "action_item", "event", "none", "partnership", "recommendation", "statement",
    "technical_assistance", "training",
)  # fmt: skip
# What each multi-label task chooses from.
MULTI: dict[str, tuple[str, ...]] = {
    "themes": get_args(schema.Theme),
    "purposes": get_args(schema.Purpose),
    "recipients": get_args(schema.Recipient),
    "modalities": get_args(schema.Modality),
    "origins": get_args(schema.Origin),
}
TASKS = ("passage", *MULTI)
# A passage of a whole document counts so many times: it shows what parsed documents are full of.
# Twice, now that a third of the passages are of documents; four times cost a point of the type.
IN_DOCUMENT = 2.0
# Softness of the margin; chosen by leaving out one writer's training passages after the other.
SOFTNESS = {
    "passage": 0.4, "themes": 0.2, "purposes": 0.2, "recipients": 0.5, "modalities": 0.5,
    "origins": 0.2,
}  # fmt: skip


@dataclass(frozen=True)
class Trained:
    """The models by task, and what they were trained on."""

    models: dict[str, LinearModel]
    passages: int


def train(
    examples: Sequence[Example], rows: Rows | None = None, tasks: Sequence[str] = TASKS
) -> Trained:
    """Models of these tasks from labelled passages (`rows`: their features, if known already).

    A task that no passage is labelled for has no model.

    Raises:
        ValueError: too few passages to learn from.
    """
    rows = rows if rows is not None else featurize((e.document, e.passage) for e in examples)
    features = csr_matrix((rows.values, rows.indices, rows.starts), shape=(len(rows), SIZE))
    weights = balance(examples)
    models = {}
    if "passage" in tasks:
        known = [i for i, e in enumerate(examples) if e.label in PASSAGE_LABELS]
        models["passage"] = fit_exclusive(
            features[known], [examples[i].label for i in known], PASSAGE_LABELS, weights[known],
            SOFTNESS["passage"],
        )  # fmt: skip
    for task in (task for task in tasks if task in MULTI):
        labels = MULTI[task]
        chosen = [i for i, e in enumerate(examples) if task in e.fields]
        if chosen:
            targets = np.array([[label in examples[i].fields[task] for label in labels]
                                for i in chosen])  # fmt: skip
            models[task] = fit_multi(
                features[chosen], targets, labels, weights[chosen], SOFTNESS[task]
            )
    return Trained(models, len(examples))


def balance(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weights that let each language count the same, and passages of documents more."""
    languages = np.array([e.language for e in examples])
    weights = np.array([IN_DOCUMENT if e.in_document else 1.0 for e in examples])
    names, counts = np.unique(languages, return_counts=True)
    for name, count in zip(names, counts, strict=True):
        weights[languages == name] *= len(examples) / (len(names) * count)
    return weights


def save(trained: Trained, folder: Path, scores: dict[str, Any]) -> None:
    """Write the models and their card into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {}
    for task, model in trained.models.items():
        checksum = model.save(folder / f"{task}.npz")
        files[task] = {"file": f"{task}.npz", "sha256": checksum, "labels": list(model.labels)}
    card = {
        "name": "policynlp passage classifiers",
        "version": __version__,
        "made": datetime.now(UTC).date().isoformat(),
        "method": "linear support vector machines, Platt and temperature calibration",
        "data": f"{trained.passages} labelled passages of corpus/",
        "licence": "CC-BY-4.0",
        "features": SIZE,
        "seed": SEED,
        "scores": scores,
        "models": files,
    }
    text = json.dumps(card, ensure_ascii=False, indent=2) + "\n"
    (folder / "card.json").write_text(text, "utf-8")
