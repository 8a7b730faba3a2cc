"""Training on rows made by hand: what can be learned is learned, what cannot is never given."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from policynlp.classifiers.linear import Rows
from policynlp.training.fitting import fit_exclusive, fit_multi

COUNT = 60


def rows(features: csr_matrix) -> Rows:
    return Rows(features.indices.astype(np.int64), features.data, features.indptr.astype(np.int64))


@pytest.fixture
def features() -> csr_matrix:
    """Column i % 3 is set in row i."""
    matrix = np.zeros((COUNT, 6), dtype=np.float32)
    matrix[np.arange(COUNT), np.arange(COUNT) % 3] = 1
    return csr_matrix(matrix)


def test_a_label_without_passages_is_never_likely(features: csr_matrix) -> None:
    labels = ("a", "b", "c", "absent")
    targets = [labels[i % 3] for i in range(COUNT)]
    model = fit_exclusive(features, targets, labels, np.ones(COUNT), 1.0)
    chances = model.probabilities(rows(features))
    assert [labels[j] for j in chances.argmax(axis=1)] == targets
    assert chances.sum(axis=1) == pytest.approx(1.0)
    assert chances[:, 3].max() < 0.01


def test_labels_of_a_passage_are_learned_each_by_itself(features: csr_matrix) -> None:
    targets = np.array([[i % 3 == 0, i % 3 <= 1, False] for i in range(COUNT)])
    model = fit_multi(features, targets, ("x", "y", "rare"), np.ones(COUNT), 1.0)
    given = model.given(model.probabilities(rows(features)))
    assert given.tolist() == targets.tolist()


def test_the_same_rows_give_the_same_weights(features: csr_matrix) -> None:
    targets = np.array([[i % 3 == 0, i % 2 == 0] for i in range(COUNT)])
    one, other = (fit_multi(features, targets, ("x", "y"), np.ones(COUNT), 1.0) for _ in range(2))
    assert (one.weights == other.weights).all()


def test_too_few_kinds_of_passages_are_refused(features: csr_matrix) -> None:
    with pytest.raises(ValueError, match="fewer than three types"):
        fit_exclusive(features, ["a", "b"] * 30, ("a", "b"), np.ones(COUNT), 1.0)
