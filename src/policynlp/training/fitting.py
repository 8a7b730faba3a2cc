"""Linear models fitted to feature rows, with probabilities and thresholds from held-out folds.

Everything is seeded: the same rows give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC

from policynlp.classifiers.linear import Floats, LinearModel, calibrated

FOLDS = 5
SEED = 20240117
# Raw score of a label that no passage bears: never the highest, a probability near zero.
_NEVER = -20.0
# Probabilities to choose thresholds from: of a label by itself, and of the likeliest one.
_THRESHOLDS = np.arange(0.2, 0.85, 0.02)
_ALONE = np.arange(0.1, 0.61, 0.04)
# A label by itself needs so many passages that bear it, and as many that do not.
_LEAST = FOLDS
# How much the log-count ratio of a feature stretches it, and what is added to each sum; chosen by
# leaving writers out, who differ most in the words they use.
_STRETCH, _SMOOTHING = 0.5, 0.03

Doubles = NDArray[np.float64]


def fit_exclusive(
    features: csr_matrix,
    targets: Sequence[str],
    labels: tuple[str, ...],
    weights: Doubles,
    softness: float,
) -> LinearModel:
    """A model of which one label a row bears; labels without rows are never likely.

    Raises:
        ValueError: fewer than three labels have rows.
    """
    numbers = np.array([labels.index(target) for target in targets])
    if len(np.unique(numbers)) < 3:
        raise ValueError("passages of fewer than three types: too little to train on")
    held_out = np.full((len(targets), len(labels)), _NEVER, dtype=np.float32)
    for train_rows, test_rows in folds(len(targets)):
        fitted = _machine(softness).fit(
            features[train_rows], numbers[train_rows], sample_weight=weights[train_rows]
        )
        scores = fitted.decision_function(features[test_rows])
        held_out[np.ix_(test_rows, fitted.classes_)] = scores
    scale = _temperature(held_out, numbers)
    fitted = _machine(softness).fit(features, numbers, sample_weight=weights)
    coefficients = np.zeros((features.shape[1], len(labels)), dtype=np.float32)
    coefficients[:, fitted.classes_] = fitted.coef_.T
    bias = np.full(len(labels), _NEVER, dtype=np.float32)
    bias[fitted.classes_] = fitted.intercept_
    return LinearModel(
        labels=labels,
        exclusive=True,
        weights=coefficients,
        bias=bias,
        scale=np.full(len(labels), scale, dtype=np.float32),
        shift=np.zeros(len(labels), dtype=np.float32),
        thresholds=np.full(len(labels), 0.5, dtype=np.float32),
    )


def fit_multi(
    features: csr_matrix,
    targets: NDArray[np.bool_],
    labels: tuple[str, ...],
    weights: Doubles,
    softness: float,
) -> LinearModel:
    """A model of which labels a row bears, each by itself (`targets`: rows x labels).

    One threshold holds for all labels, another for the likeliest: the pair with the best micro F1
    on held-out rows.
    """
    count, width = len(targets), features.shape[1]
    coefficients = np.zeros((width, len(labels)), dtype=np.float32)
    bias = np.full(len(labels), _NEVER, dtype=np.float32)
    scale, shift = np.ones(len(labels), np.float32), np.zeros(len(labels), np.float32)
    held_out = np.full((count, len(labels)), _NEVER, dtype=np.float32)
    for j in range(len(labels)):
        target = targets[:, j]
        if min(target.sum(), count - target.sum()) < _LEAST:
            continue  # nothing to learn from: the label is never given
        for train_rows, test_rows in folds(count):
            if len(np.unique(target[train_rows])) == 2:
                one, offset = fit_label(
                    features[train_rows], target[train_rows], weights[train_rows], softness
                )
                held_out[test_rows, j] = features[test_rows] @ one + offset
        platt = LogisticRegression(C=1e3).fit(held_out[:, [j]], target)
        scale[j], shift[j] = platt.coef_[0, 0], platt.intercept_[0]
        coefficients[:, j], bias[j] = fit_label(features, target, weights, softness)
    chances = calibrated(held_out, scale, shift, exclusive=False)
    threshold, alone = _best_thresholds(chances, targets)
    thresholds = np.full(len(labels), threshold, dtype=np.float32)
    return LinearModel(labels, False, coefficients, bias, scale, shift, thresholds, alone)


def folds(count: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Rows to fit and rows to hold out, several times, so that each is held out once."""
    return list(KFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(count)))


def fit_label(
    features: csr_matrix,
    target: NDArray[np.bool_],
    weights: Doubles,
    softness: float,
    tolerance: float = 1e-4,
) -> tuple[Doubles, float]:
    """Coefficients and offset of one label, learned on features stretched by how unevenly rows with
    and without the label bear them (log-count ratios, Wang and Manning 2012).

    Args:
        tolerance: where the fit stops; scikit-learn's own by default.
    """
    inside, outside = (
        np.asarray(abs(features[rows]).sum(axis=0)).ravel() + _SMOOTHING
        for rows in (target, ~target)
    )
    ratio = np.abs(np.log((inside / inside.sum()) / (outside / outside.sum())))
    stretch = 1 - _STRETCH + _STRETCH * ratio
    machine = _machine(softness).set_params(tol=tolerance)
    fitted = machine.fit(features @ diags(stretch), target, sample_weight=weights)
    return fitted.coef_[0] * stretch, float(fitted.intercept_[0])


def _machine(softness: float) -> LinearSVC:
    return LinearSVC(C=softness, class_weight="balanced", random_state=SEED)


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


def _best_thresholds(chances: Floats, targets: NDArray[np.bool_]) -> tuple[float, float]:
    likeliest = chances == chances.max(axis=1, keepdims=True)
    best, most = (0.5, 0.5), -1.0
    for threshold in _THRESHOLDS:
        by_itself = chances >= threshold
        for alone in _ALONE:
            given = by_itself | (likeliest & (chances >= alone))
            f1 = 2 * (given & targets).sum() / max(given.sum() + targets.sum(), 1)
            if f1 > most:
                best, most = (float(threshold), float(alone)), float(f1)
    return best
