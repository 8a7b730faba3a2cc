"""Linear models over sparse features: numpy scores them, scikit-learn trained them.

A model file is an `.npz` of plain arrays (never pickled) with a SHA-256 checksum in the card that
stands beside it.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from policynlp.cache import cached_arrays
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
        return weigh_rows(rows, self.weights) + self.bias

    def probabilities(self, rows: Rows) -> Floats:
        """Calibrated probabilities, rows x labels, each in [0, 1]; rows of an exclusive model sum
        to 1."""
        return self.calibrate(self.scores(rows))

    def calibrate(self, scores: Floats) -> Floats:
        """Probabilities from raw scores."""
        return calibrated(scores, self.scale, self.shift, exclusive=self.exclusive)

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


def load_model(path: Path, checksum: str, *, weights: bool = True) -> LinearModel:
    """A model from its file.

    Args:
        weights: without, it has none: they take long to unpack.

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
        table = np.zeros((int(arrays["size"]) if weights else 0, len(labels)), dtype=np.float32)
        if weights:
            table[arrays["kept"]] = arrays["weights"]
        return LinearModel(
            labels=labels,
            exclusive=bool(arrays["exclusive"]),
            weights=table,
            bias=arrays["bias"],
            scale=arrays["scale"],
            shift=arrays["shift"],
            thresholds=arrays["thresholds"],
            alone=float(arrays["alone"]) if "alone" in arrays else 1.0,
        )


@dataclass(frozen=True)
class LinearModels:
    """Several models over the same features, by task; one pass over the rows serves all.

    Attributes:
        weights: features x labels of all models, one model behind the other.
    """

    models: Mapping[str, LinearModel]
    weights: Floats

    @classmethod
    def load(cls, files: Mapping[str, tuple[Path, str]]) -> LinearModels:
        """The models of files with their checksums, by task. Their weights are kept unpacked in the
        user's cache: of the file there only what is asked for is read.

        Raises:
            ModelError: see `load_model`.
        """
        if not files:
            return cls({}, np.empty((0, 0), dtype=np.float32))
        models = {task: load_model(*file, weights=False) for task, file in files.items()}

        def join() -> dict[str, Floats]:
            some = [load_model(*file).weights for file in files.values()]
            return {"weights": np.concatenate(some, axis=1)}

        made_of = [part for file in files.values() for part in file]
        weights = np.asarray(cached_arrays("classifiers", made_of, ["weights"], join)["weights"])
        if weights.shape[1] != sum(len(model.labels) for model in models.values()):
            weights = join()["weights"]  # what is kept is something else
        ends = np.cumsum([len(model.labels) for model in models.values()])
        parts = np.split(weights, ends[:-1], axis=1)
        joined = {
            task: replace(model, weights=part)
            for (task, model), part in zip(models.items(), parts, strict=True)
        }
        return cls(joined, weights)

    def probabilities(self, rows: Rows) -> dict[str, Floats]:
        """What each model says of the rows."""
        scores = weigh_rows(rows, self.weights)
        found, done = {}, 0
        for task, model in self.models.items():
            some = scores[:, done : done + len(model.labels)]
            found[task], done = model.calibrate(some + model.bias), done + len(model.labels)
        return found


def weigh_rows(rows: Rows, weights: Floats) -> Floats:
    """Sums of the weights of each row's features, times their values."""
    result = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    starts = rows.starts.tolist()
    for i, (start, end) in enumerate(pairwise(starts)):
        result[i] = rows.values[start:end] @ weights.take(rows.indices[start:end], axis=0)
    return result


def calibrated(scores: Floats, scale: Floats, shift: Floats, *, exclusive: bool) -> Floats:
    """Probabilities from raw scores."""
    odds = np.clip(scores * scale + shift, -30, 30)
    if not exclusive:
        return np.asarray(1 / (1 + np.exp(-odds)), dtype=np.float32)
    grown = np.exp(odds - odds.max(axis=1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=1, keepdims=True), dtype=np.float32)


def lay_out(groups: Sequence[tuple[NDArray[np.int64], NDArray[np.int64], Floats]]) -> Rows:
    """Rows from groups of features, which follow one another in each row.

    Each group tells how many features each row has, and indices and values of all, row by row.
    """
    counts = np.stack([count for count, _, _ in groups], axis=1)
    starts = np.zeros(len(counts) + 1, dtype=np.int64)
    np.cumsum(counts.sum(axis=1), out=starts[1:])
    indices = np.empty(starts[-1], dtype=np.int64)
    values = np.empty(starts[-1], dtype=np.float32)
    before = starts[:-1]
    for count, some, numbers in groups:
        own = np.cumsum(count) - count
        to = np.arange(len(some)) + np.repeat(before - own, count)
        indices[to], values[to] = some, numbers
        before = before + count
    return Rows(indices, values, starts)


def join_rows(parts: Sequence[Rows]) -> Rows:
    """The rows of several, one behind the other."""
    if not parts:
        return Rows(np.empty(0, np.int64), np.empty(0, np.float32), np.zeros(1, np.int64))
    ends = np.cumsum([part.starts[-1] for part in parts])
    starts = [
        part.starts[1:] + end - part.starts[-1] for part, end in zip(parts, ends, strict=True)
    ]
    return Rows(
        np.concatenate([part.indices for part in parts]),
        np.concatenate([part.values for part in parts]),
        np.concatenate([np.zeros(1, np.int64), *starts]),
    )
