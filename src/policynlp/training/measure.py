"""How good the passage classifiers are on labelled passages, by task and language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policynlp.classifiers.features import featurize
from policynlp.classifiers.linear import LinearModel, Rows
from policynlp.training.passages import Example

BINS = 10


def measure(
    models: Mapping[str, LinearModel],
    examples: Sequence[Example],
    rows: Rows | None = None,
) -> dict[str, Any]:
    """Figures of each task: F1 overall and by language, by label, calibration error.

    For "passage": macro F1, accuracy and confusion pairs; for the others micro F1. A type that
    nobody annotated there counts as "none" where it is found.
    """
    rows = rows if rows is not None else featurize((e.document, e.passage) for e in examples)
    languages = np.array([e.language for e in examples])
    result: dict[str, Any] = {}
    for task, model in models.items():
        chances = model.probabilities(rows)
        if model.exclusive:
            names = np.array([e.label for e in examples])
            result[task] = _exclusive(model, chances, names, languages)
            continue
        known = np.array([task in e.fields for e in examples])
        wanted = np.array([[label in e.fields.get(task, ()) for label in model.labels]
                           for e in examples])  # fmt: skip
        result[task] = _multi(model, chances[known], wanted[known], languages[known])
    return result


def _exclusive(
    model: LinearModel,
    chances: NDArray[np.float32],
    targets: NDArray[np.str_],
    languages: NDArray[np.str_],
) -> dict[str, Any]:
    labels = [label for label in model.labels if label in targets]
    found = [model.labels[j] for j in chances.argmax(axis=1)]
    chosen = np.array([label if label in labels else "none" for label in found])
    by_label = {label: _f1(chosen == label, targets == label) for label in labels}
    wrong: dict[str, int] = {}
    for target, one in zip(targets, chosen, strict=True):
        if target != one:
            pair = f"{target} -> {one}"
            wrong[pair] = wrong.get(pair, 0) + 1
    return {
        "macro_f1": _round(np.mean(list(by_label.values()))),
        "accuracy": _round((chosen == targets).mean()),
        "by_language": {
            str(code): _round(np.mean([
                _f1(chosen[languages == code] == label, targets[languages == code] == label)
                for label in labels
            ]))
            for code in np.unique(languages)
        },
        "by_label": {label: _round(value) for label, value in by_label.items()},
        "calibration_error": _round(_calibration(chances.max(axis=1), chosen == targets)),
        "confusions": dict(sorted(wrong.items(), key=lambda item: -item[1])[:8]),
    }  # fmt: skip


def _multi(
    model: LinearModel,
    chances: NDArray[np.float32],
    wanted: NDArray[np.bool_],
    languages: NDArray[np.str_],
) -> dict[str, Any]:
    given = model.given(chances)
    return {
        "micro_f1": _round(_f1(given.ravel(), wanted.ravel())),
        "by_language": {
            str(code): _round(_f1(given[languages == code].ravel(),
                                  wanted[languages == code].ravel()))
            for code in np.unique(languages)
        },
        "by_label": {
            label: _round(_f1(given[:, j], wanted[:, j])) for j, label in enumerate(model.labels)
        },
        "calibration_error": _round(_calibration(chances.ravel(), wanted.ravel())),
    }  # fmt: skip


def _f1(given: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
    total = int(given.sum()) + int(wanted.sum())
    return 2 * int((given & wanted).sum()) / total if total else 0.0


def _calibration(chances: NDArray[np.float32], right: NDArray[np.bool_]) -> float:
    """Expected calibration error in ten equal bins (Naeini et al. 2015)."""
    bins = np.minimum((chances * BINS).astype(int), BINS - 1)
    return sum(
        abs(float(chances[bins == b].mean()) - float(right[bins == b].mean()))
        * float((bins == b).mean())
        for b in range(BINS)
        if (bins == b).any()
    )


def _round(value: Any) -> float:
    return round(float(value), 3)


def lines(scores: Mapping[str, Any]) -> list[str]:
    """The figures of `measure` as lines of text."""
    result = []
    for task, figures in scores.items():
        main = "macro_f1" if "macro_f1" in figures else "micro_f1"
        by_language = "  ".join(f"{code} {f1:.3f}" for code, f1 in figures["by_language"].items())
        result.append(
            f"{task:<12} {main.replace('_', ' ')} {figures[main]:.3f}  {by_language}"
            f"  calibration error {figures['calibration_error']:.3f}"
        )
        result += [f"  {label:<24} {f1:.3f}" for label, f1 in figures["by_label"].items()]
        result += [f"  {pair:<40} {count}" for pair, count in figures.get("confusions", {}).items()]
    return result
