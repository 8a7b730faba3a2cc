"""What the passage classifiers learn from what: curves, countries, languages, groups of features.

    python benchmarks/classifiers.py [--corpus corpus] [--models models/classifiers] [PART...]

Parts: curve, countries, languages, groups, calibration, speed; by default all. Prints Markdown
tables. Texts of the test part are scored, never shown. Models are fitted anew for each row of a
table; calibration and thresholds stay those of the trained models. Takes half an hour on one core.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from policynlp.classifiers import classifiers
from policynlp.classifiers.features import GROUPS, SIZE, feature_groups, featurize
from policynlp.classifiers.linear import LinearModel, Rows
from policynlp.training.classifiers import MULTI, PASSAGE_LABELS, SOFTNESS, TASKS, balance
from policynlp.training.fitting import SEED
from policynlp.training.measure import BINS, measure
from policynlp.training.passages import Example, read_document_passages, read_passages

SHARES = (0.1, 0.25, 0.5, 1.0)
COUNTRY_FOLDS = 8


class Part:
    """Passages with their features by group."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.examples = list(examples)
        rows = [feature_groups(e.document, e.passage) for e in examples]
        self.groups = {name: _matrix([row.get(name) for row in rows])
                       for name in (*GROUPS, "vectors")}  # fmt: skip
        self.features = sum(self.groups.values(), csr_matrix((len(rows), SIZE), dtype=np.float32))

    def without(self, group: str | None) -> csr_matrix:
        if group is None:
            return self.features
        return csr_matrix(self.features - self.groups[group])


def _matrix(rows: Sequence[tuple[NDArray[np.int64], NDArray[np.float32]] | None]) -> csr_matrix:
    none = np.empty(0, np.int64), np.empty(0, np.float32)
    parts = [row if row is not None else none for row in rows]
    starts = np.cumsum([0, *(len(indices) for indices, _ in parts)])
    indices = np.concatenate([indices for indices, _ in parts])
    values = np.concatenate([values for _, values in parts])
    return csr_matrix((values, indices, starts), shape=(len(parts), SIZE))


def fit(
    task: str, model: LinearModel, features: csr_matrix, examples: Sequence[Example]
) -> LinearModel:
    """The model of a task, fitted to other rows, with the calibration that it has."""
    weights = balance(examples)
    if task == "passage":
        chosen = [i for i, e in enumerate(examples) if e.label in PASSAGE_LABELS]
        targets = np.array([PASSAGE_LABELS.index(examples[i].label) for i in chosen])
        fitted = _machine(task).fit(features[chosen], targets, sample_weight=weights[chosen])
        coefficients = np.zeros((SIZE, len(PASSAGE_LABELS)), np.float32)
        bias = np.full(len(PASSAGE_LABELS), -20, np.float32)
        coefficients[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
        return replace(model, weights=coefficients, bias=bias)
    chosen = [i for i, e in enumerate(examples) if task in e.fields]
    columns = []
    for label in MULTI[task]:
        target = [label in examples[i].fields[task] for i in chosen]
        fitted = _machine(task).fit(features[chosen], target, sample_weight=weights[chosen])
        columns.append((fitted.coef_[0], fitted.intercept_[0]))
    coefficients, bias = zip(*columns, strict=True)
    return replace(model, weights=np.stack(coefficients, axis=1).astype(np.float32),
                   bias=np.array(bias, np.float32))  # fmt: skip


def _machine(task: str) -> LinearSVC:
    return LinearSVC(C=SOFTNESS[task], class_weight="balanced", random_state=SEED)


def score(
    models: dict[str, LinearModel],
    train: tuple[csr_matrix, Sequence[Example]],
    test: tuple[csr_matrix, Sequence[Example]],
) -> dict[str, float]:
    """Macro F1 of the passage type and micro F1 of the other tasks on other passages."""
    fitted = {task: fit(task, models[task], *train) for task in TASKS}
    return main_figures(measure(fitted, test[1], _rows(test[0])))


def main_figures(figures: dict[str, dict[str, float]]) -> dict[str, float]:
    return {task: values.get("macro_f1", values.get("micro_f1", 0.0))
            for task, values in figures.items()}  # fmt: skip


def _rows(features: csr_matrix) -> Rows:
    return Rows(features.indices.astype(np.int64), features.data, features.indptr.astype(np.int64))


def table(first: str, rows: Iterator[tuple[str, dict[str, float]]]) -> None:
    print(f"\n| {first} | " + " | ".join(TASKS) + " |")
    print("|---|" + "---:|" * len(TASKS), flush=True)
    for name, figures in rows:
        print(f"| {name} | " + " | ".join(f"{figures[t]:.3f}" for t in TASKS) + " |", flush=True)


def curve(models: dict[str, LinearModel], train: Part, test: Part) -> None:
    """More and more of the single passages, all passages of documents."""
    order = np.random.default_rng(SEED).permutation(len(train.examples))

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        for share in SHARES:
            chosen = np.sort(order[: round(share * len(order))])
            part = train.features[chosen], [train.examples[i] for i in chosen]
            yield f"{share:.0%}, {len(chosen)}", score(models, part, (test.features, test.examples))

    table("passages", rows())


def languages(models: dict[str, LinearModel], train: Part, test: Part) -> None:
    """Trained on one language, measured on each."""

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        for learned in ("en", "fr"):
            part = _of(train, lambda e, code=learned: e.language == code)
            fitted = {task: fit(task, models[task], *part) for task in TASKS}
            for measured in ("en", "fr"):
                features, examples = _of(test, lambda e, code=measured: e.language == code)
                figures = main_figures(measure(fitted, examples, _rows(features)))
                yield f"{learned} → {measured}", figures

    table("trained → measured", rows())


def groups(models: dict[str, LinearModel], train: Part, test: Part) -> None:
    """Without one group of features after the other."""

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        for group in (None, *train.groups):
            part = train.without(group), train.examples
            yield group or "nothing", score(models, part, (test.without(group), test.examples))

    table("left out", rows())


def countries(models: dict[str, LinearModel], train: Part, folder: Path) -> None:
    """Documents of countries that no passage trained on comes from or names."""
    about = {path.stem: json.loads(path.read_text("utf-8")).get("country")
             for path in folder.glob("*.json")}  # fmt: skip
    names = sorted({country for country in about.values() if country})
    np.random.default_rng(SEED).shuffle(names)
    named = [_countries(e, about) for e in train.examples]

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        total: list[tuple[dict[str, float], int]] = []
        for n in range(COUNTRY_FOLDS):
            out = set(names[n::COUNTRY_FOLDS])
            held = [i for i, e in enumerate(train.examples)
                    if e.in_document and about.get(e.source) in out]  # fmt: skip
            kept = [i for i in range(len(named)) if not named[i] & out]
            for chosen in (kept, _like(train, kept, held)):
                part = train.features[chosen], [train.examples[i] for i in chosen]
                test = train.features[held], [train.examples[i] for i in held]
                total.append((score(models, part, test), len(held)))

        for k, name in ((0, "other countries only"), (1, "other documents of the same, too")):
            part_ = total[k::2]
            whole = sum(count for _, count in part_)
            yield name, {t: sum(f[t] * c for f, c in part_) / whole for t in TASKS}

    table(f"{len(names)} countries in {COUNTRY_FOLDS} groups, trained on", rows())


def _like(train: Part, kept: Sequence[int], held: Sequence[int]) -> list[int]:
    """As many passages as were kept, drawn from all outside the held documents."""
    sources = {train.examples[i].source for i in held}
    free = [i for i, e in enumerate(train.examples) if e.source not in sources]
    chosen = np.random.default_rng(SEED).permutation(free)[: len(kept)]
    return sorted(int(i) for i in chosen)


def _countries(example: Example, about: dict[str, str | None]) -> set[str]:
    p = example.passage
    found = {str(e.canonical_id).partition(":")[2]
             for e in example.document.entities_in(p.start, p.end, "COUNTRY")}  # fmt: skip
    country = about.get(example.source)
    return found | ({country} if country else set())


def calibration(models: dict[str, LinearModel], test: Part) -> None:
    """How often the model is right where it says so, in ten steps."""
    model = models["passage"]
    chances = model.probabilities(_rows(test.features))
    wanted = np.array([model.labels.index(e.label) for e in test.examples])
    sure, right = chances.max(axis=1), chances.argmax(axis=1) == wanted
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    print("\n| probability said | passages | mean said | right |\n|---|---:|---:|---:|")
    for b in range(BINS):
        here = bins == b
        if here.any():
            print(f"| {b / BINS:.1f} to {(b + 1) / BINS:.1f} | {here.sum()} | "
                  f"{sure[here].mean():.2f} | {right[here].mean():.2f} |")  # fmt: skip


def speed(models: dict[str, LinearModel], examples: Sequence[Example]) -> None:
    """Passages a second on one core, of documents whose names are found already."""
    for name in ("features, first time", "features, signals known"):
        start = time.perf_counter()
        rows = featurize((e.document, e.passage) for e in examples)
        print(f"\n{name}: {len(examples) / (time.perf_counter() - start):.0f} passages a second")
    start = time.perf_counter()
    for model in models.values():
        model.probabilities(rows)
    print(f"\nall models: {len(examples) / (time.perf_counter() - start):.0f} passages a second")


def _of(part: Part, chosen: Callable[[Example], bool]) -> tuple[csr_matrix, list[Example]]:
    rows = [i for i, e in enumerate(part.examples) if chosen(e)]
    return part.features[rows], [part.examples[i] for i in rows]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--models", type=Path, default=Path("models/classifiers"))
    given = parser.parse_args()
    wanted = given.parts or ["speed", "calibration", "curve", "languages", "groups", "countries"]
    models = dict(classifiers(given.models))
    held_out = read_passages(given.corpus / "passages" / "test")
    if "speed" in wanted:
        speed(models, held_out)
    test = Part(held_out)
    if "calibration" in wanted:
        calibration(models, test)
    if not {"curve", "languages", "groups", "countries"} & set(wanted):
        return
    folder = given.corpus / "documents" / "train"
    train = Part([*read_passages(given.corpus / "passages" / "train"),
                  *read_document_passages(folder)])  # fmt: skip
    if "curve" in wanted:
        curve(models, train, test)
    if "languages" in wanted:
        languages(models, train, test)
    if "groups" in wanted:
        groups(models, train, test)
    if "countries" in wanted:
        countries(models, train, folder)


if __name__ == "__main__":
    main()
