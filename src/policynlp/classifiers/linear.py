"""Linear models over sparse features: numpy scores them, scikit-learn trained them.

A model file is an `.npz` of plain arrays (never pickled) with a SHA-256 checksum in the card that
stands beside it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policynlp.errors import ModelError

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Rows:
    """Sparse feature rows: row i has `values[starts[i]:starts[i + 1]]` at these `indices`."""

    indices: NDArray[np.int64]
    values: Floats
    starts: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.starts) - 1


@dataclass(frozen=True)
class LinearModel:
    """Weights with their calibration.

    Attributes:
        labels: names of the columns.
        exclusive: exactly one label holds (softmax), else each by itself (sigmoid).
        weights: features x labels.
        bias: by label.
        scale, shift: calibration (Platt 1999): log-odds = scale * score + shift. For an exclusive
            model `scale` is one inverse temperature and `shift` is zero.
        thresholds: probability from which a label is given, by label.
        alone: probability from which the likeliest label is given even below its threshold.
    """

    labels: tuple[str, ...]
    exclusive: bool
    weights: Floats
    bias: Floats
    scale: Floats
    shift: Floats
    thresholds: Floats
    alone: float = 1.0

    def scores(self, rows: Rows) -> Floats:
        """Raw scores, rows x labels."""
        result = np.empty((len(rows), len(self.labels)), dtype=np.float32)
        for i in range(len(rows)):
            part = slice(rows.starts[i], rows.starts[i + 1])
            result[i] = rows.values[part] @ self.weights[rows.indices[part]]
        return result + self.bias

    def probabilities(self, rows: Rows) -> Floats:
        """Calibrated probabilities, rows x labels, each in [0, 1]; rows of an exclusive model sum
        to 1."""
        return calibrated(self.scores(rows), self.scale, self.shift, exclusive=self.exclusive)

    def given(self, chances: Floats) -> NDArray[np.bool_]:
        """Which labels are given at these probabilities, rows x labels."""
        likeliest = chances == chances.max(axis=1, keepdims=True)
        return np.asarray((chances >= self.thresholds) | (likeliest & (chances >= self.alone)))

    def save(self, path: Path) -> str:
        """Write the arrays; gives back their SHA-256 for the card."""
        buffer = io.BytesIO()
        kept = np.flatnonzero(np.any(self.weights != 0, axis=1))
        np.savez_compressed(
            buffer,
            labels=np.array(self.labels),
            exclusive=np.array(self.exclusive),
            size=np.array(len(self.weights)),
            kept=kept.astype(np.int32),
            weights=self.weights[kept].astype(np.float16),
            bias=self.bias,
            scale=self.scale,
            shift=self.shift,
            thresholds=self.thresholds,
            alone=np.array(self.alone),
        )
        data = buffer.getvalue()
        path.write_bytes(data)
        return hashlib.sha256(data).hexdigest()


def load_model(path: Path, checksum: str) -> LinearModel:
    """A model from its file.

    Raises:
        ModelError: the file is missing, or not the one that its card describes.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path.name}: {error.strerror}; install policynlp again") from None
    if hashlib.sha256(data).hexdigest() != checksum:
        raise ModelError(f"{path.name} is not the file its card describes; install policynlp again")
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        labels = tuple(str(label) for label in arrays["labels"])
        weights = np.zeros((int(arrays["size"]), len(labels)), dtype=np.float32)
        weights[arrays["kept"]] = arrays["weights"]
        return LinearModel(
            labels=labels,
            exclusive=bool(arrays["exclusive"]),
            weights=weights,
            bias=arrays["bias"],
            scale=arrays["scale"],
            shift=arrays["shift"],
            thresholds=arrays["thresholds"],
            alone=float(arrays["alone"]) if "alone" in arrays else 1.0,
        )


def calibrated(scores: Floats, scale: Floats, shift: Floats, *, exclusive: bool) -> Floats:
    """Probabilities from raw scores."""
    odds = np.clip(scores * scale + shift, -30, 30)
    if not exclusive:
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)
    grown = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)


def stack(parts: Sequence[tuple[NDArray[np.int64], Floats]]) -> Rows:
    """Rows from the indices and values of each."""
    starts = np.zeros(len(parts) + 1, dtype=np.int64)
    np.cumsum([len(indices) for indices, _ in parts], out=starts[1:])
    if not parts:
        return Rows(np.empty(0, np.int64), np.empty(0, np.float32), starts)
    return Rows(
        np.concatenate([indices for indices, _ in parts]),
        np.concatenate([values for _, values in parts]).astype(np.float32),
        starts,
    )
