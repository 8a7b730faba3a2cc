"""Training of the passage classifiers: linear support vector machines with calibrated outputs.

Everything is seeded; the same corpus gives the same weights. Calibration and thresholds come from
predictions on folds that a model was not trained on.
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
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from policynlp import __version__, schema
from policynlp.classifiers.features import SIZE, featurize
from policynlp.classifiers.linear import Floats, LinearModel, Rows, calibrated
from policynlp.training.passages import Example

PASSAGE_LABELS = (
    "action_item", "event", "none", "recommendation", "statement", "technical_assistance",
    "training",
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
FOLDS = 5
SEED = 20240117
# A passage of a whole document counts so many times: it shows what parsed documents are full of.
# From 1 to 4 it raised F1 of recommendations on held-out documents from 0.69 to 0.71, 8 no more.
IN_DOCUMENT = 4.0
# Softness of the margin, one for all tasks; chosen by cross-validation on the train part.
SOFTNESS = {"passage": 1.0, "default": 0.5}


@dataclass(frozen=True)
class Trained:
    """The models by task, and what they were trained on."""

    models: dict[str, LinearModel]
    passages: int


def train(examples: Sequence[Example], rows: Rows | None = None) -> Trained:
    """Models of all tasks from labelled passages (`rows`: their features, if known already)."""
    rows = rows if rows is not None else featurize((e.document, e.passage) for e in examples)
    features = csr_matrix((rows.values, rows.indices, rows.starts), shape=(len(rows), SIZE))
    weights = _balance(examples)
    models = {"passage": _fit_exclusive(features, [e.label for e in examples], weights)}
    for task, labels in MULTI.items():
        chosen = [i for i, e in enumerate(examples) if task in e.fields]
        targets = np.array([[label in examples[i].fields[task] for label in labels]
                            for i in chosen])  # fmt: skip
        models[task] = _fit_multi(features[chosen], targets, labels, weights[chosen], task)
    return Trained(models, len(examples))


def _balance(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Weights that let each language count the same, and passages of documents more."""
    languages = np.array([e.language for e in examples])
    weights = np.array([IN_DOCUMENT if e.in_document else 1.0 for e in examples])
    names, counts = np.unique(languages, return_counts=True)
    for name, count in zip(names, counts, strict=True):
        weights[languages == name] *= len(examples) / (len(names) * count)
    return weights


def _fit_exclusive(
    features: csr_matrix, labels: Sequence[str], weights: NDArray[np.float64]
) -> LinearModel:
    names = PASSAGE_LABELS
    targets = np.array([names.index(label) for label in labels])
    held_out = np.zeros((len(labels), len(names)), dtype=np.float32)
    for train_rows, test_rows in _folds(len(labels)):
        fitted = _machine("passage").fit(
            features[train_rows], targets[train_rows], sample_weight=weights[train_rows]
        )
        held_out[test_rows] = fitted.decision_function(features[test_rows])
    scale = _temperature(held_out, targets)
    fitted = _machine("passage").fit(features, targets, sample_weight=weights)
    return LinearModel(
        labels=names,
        exclusive=True,
        weights=fitted.coef_.T.astype(np.float32),
        bias=fitted.intercept_.astype(np.float32),
        scale=np.full(len(names), scale, dtype=np.float32),
        shift=np.zeros(len(names), dtype=np.float32),
        thresholds=np.full(len(names), 0.5, dtype=np.float32),
    )


def _fit_multi(
    features: csr_matrix,
    targets: NDArray[np.bool_],
    labels: tuple[str, ...],
    weights: NDArray[np.float64],
    task: str,
) -> LinearModel:
    columns = []
    for j in range(len(labels)):
        target = targets[:, j]
        held_out = np.zeros(len(target))
        for train_rows, test_rows in _folds(len(target)):
            fitted = _machine(task).fit(
                features[train_rows], target[train_rows], sample_weight=weights[train_rows]
            )
            held_out[test_rows] = fitted.decision_function(features[test_rows])
        platt = LogisticRegression(C=1e3).fit(held_out[:, None], target)
        scale, shift = float(platt.coef_[0, 0]), float(platt.intercept_[0])
        threshold = _best_threshold(_sigmoid(held_out * scale + shift), target)
        fitted = _machine(task).fit(features, target, sample_weight=weights)
        columns.append((fitted.coef_[0], fitted.intercept_[0], scale, shift, threshold))
    coefficients, bias, scales, shifts, thresholds = zip(*columns, strict=True)
    return LinearModel(
        labels=labels,
        exclusive=False,
        weights=np.stack(coefficients, axis=1).astype(np.float32),
        bias=np.array(bias, dtype=np.float32),
        scale=np.array(scales, dtype=np.float32),
        shift=np.array(shifts, dtype=np.float32),
        thresholds=np.array(thresholds, dtype=np.float32),
    )


def _machine(task: str) -> LinearSVC:
    softness = SOFTNESS.get(task, SOFTNESS["default"])
    return LinearSVC(C=softness, class_weight="balanced", random_state=SEED)


def _folds(count: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    return list(KFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(count)))


def _temperature(scores: Floats, targets: NDArray[np.intp]) -> float:
    """The inverse temperature with the least cross-entropy (Guo et al. 2017), by a fine grid."""
    best, least = 1.0, np.inf
    zero = np.zeros(scores.shape[1], dtype=np.float32)
    for scale in np.geomspace(0.3, 12, 80):
        scales = np.full(scores.shape[1], scale, dtype=np.float32)
        chances = calibrated(scores, scales, zero, exclusive=True)
        loss = -np.log(np.maximum(chances[np.arange(len(targets)), targets], 1e-9)).mean()
        if loss < least:
            best, least = float(scale), float(loss)
    return best


def _best_threshold(chances: NDArray[np.float64], target: NDArray[np.bool_]) -> float:
    """The probability from which giving the label has the best F1 on held-out predictions."""
    grid = np.arange(0.2, 0.71, 0.02)
    scores = []
    for threshold in grid:
        given = chances >= threshold
        scores.append(2 * (given & target).sum() / max(given.sum() + target.sum(), 1))
    return float(grid[int(np.argmax(scores))])


def _sigmoid(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-odds)))


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
