"""What the passage classifiers learn from what: curves, countries, languages, groups of features.

    python benchmarks/classifiers.py [--corpus corpus] [--models models/classifiers] [PART...]

Parts: speed, calibration, curve, languages, groups, writers, countries; by default all. Prints
Markdown tables. Texts of the test part are scored, never shown. Models are fitted anew for each row
of a table, to a coarser tolerance than those that ship; calibration and thresholds stay those of
the trained models. What was read is kept in `--cache FILE` for the next run.
"""

from __future__ import annotations

import argparse
import json
import pickle
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from policynlp.classifiers import classifiers
from policynlp.classifiers.features import SIZE, featurize
from policynlp.classifiers.linear import LinearModel, Rows
from policynlp.classifiers.ngrams import CHARACTER_SPAN, WORD_SPAN, named
from policynlp.languages import available, lexicon
from policynlp.training.classifiers import MULTI, PASSAGE_LABELS, SOFTNESS, TASKS, balance
from policynlp.training.fitting import SEED, fit_label
from policynlp.training.measure import BINS, measure
from policynlp.training.passages import Example, read_document_passages, read_passages

SHARES = (0.1, 0.25, 0.5, 1.0)
PARTS = ["speed", "calibration", "curve", "languages", "groups", "writers", "countries"]
COUNTRY_FOLDS = 4
GROUPS = ("characters", "words, of the heading, too", "signals", "topics", "vectors")
# Of the fits; ten times looser costs a point at most and saves most of the time.
TOLERANCE = 1e-2


@dataclass(frozen=True)
class Labelled:
    """What is known of a passage beside its features."""

    language: str
    label: str
    fields: dict[str, tuple[str, ...]]
    source: str
    in_document: bool
    countries: frozenset[str]


@dataclass(frozen=True)
class Part:
    """Passages with their features."""

    features: csr_matrix
    examples: tuple[Labelled, ...]

    def of(self, chosen: Callable[[Labelled], bool]) -> Part:
        return self.take([i for i, e in enumerate(self.examples) if chosen(e)])

    def take(self, rows: Sequence[int]) -> Part:
        return Part(self.features[rows], tuple(self.examples[i] for i in rows))

    def without(self, group: str) -> Part:
        """The same passages with the features of a group left out."""
        kept = np.ones(SIZE, dtype=np.float32)
        kept[columns(group)] = 0
        return Part(csr_matrix(self.features.multiply(kept)), self.examples)

    @property
    def rows(self) -> Rows:
        matrix = self.features
        return Rows(matrix.indices.astype(np.int64), matrix.data, matrix.indptr.astype(np.int64))


def read(examples: Sequence[Example]) -> Part:
    rows = featurize((e.document, e.passage) for e in examples)
    features = csr_matrix((rows.values, rows.indices, rows.starts), shape=(len(rows), SIZE))
    return Part(features, tuple(
        Labelled(e.language, e.label, e.fields, e.source, e.in_document, _named(e))
        for e in examples
    ))  # fmt: skip


def _named(example: Example) -> frozenset[str]:
    p = example.passage
    return frozenset(str(e.canonical_id).partition(":")[2]
                     for e in example.document.entities_in(p.start, p.end, "COUNTRY"))  # fmt: skip


def columns(group: str) -> NDArray[np.int64]:
    """The columns of a group of features; the few that topics share with signals count as both."""
    first_signal = CHARACTER_SPAN + WORD_SPAN
    tables = [lexicon(code).table("topics") for code in available()]
    names = [f"{head}topic:{topic}{tail}" for table_ in tables for topic in table_
             for head, tail in (("", ""), ("", "@2"), ("", "+date"), ("heading ", ""))]  # fmt: skip
    topics = first_signal + np.array(named(names))
    ranges = {
        "characters": np.arange(0, CHARACTER_SPAN),
        "words, of the heading, too": np.arange(CHARACTER_SPAN, first_signal),
        "topics": topics,
        "signals": np.setdiff1d(np.arange(first_signal, first_signal + WORD_SPAN), topics),
        "vectors": np.arange(first_signal + WORD_SPAN, SIZE),
    }
    return ranges[group]


def fit(task: str, model: LinearModel, part: Part) -> LinearModel:
    """The model of a task, fitted to other rows, with the calibration that it has."""
    features, examples = part.features, part.examples
    weights = balance(examples)
    if task == "passage":
        chosen = [i for i, e in enumerate(examples) if e.label in PASSAGE_LABELS]
        targets = np.array([PASSAGE_LABELS.index(examples[i].label) for i in chosen])
        machine = LinearSVC(
            C=SOFTNESS[task], class_weight="balanced", random_state=SEED, tol=TOLERANCE
        )
        fitted = machine.fit(features[chosen], targets, sample_weight=weights[chosen])
        coefficients = np.zeros((SIZE, len(PASSAGE_LABELS)), np.float32)
        bias = np.full(len(PASSAGE_LABELS), -20, np.float32)
        coefficients[:, fitted.classes_], bias[fitted.classes_] = fitted.coef_.T, fitted.intercept_
        return replace(model, weights=coefficients, bias=bias)
    chosen = [i for i, e in enumerate(examples) if task in e.fields]
    columns = []
    for label in MULTI[task]:
        target = np.array([label in examples[i].fields[task] for i in chosen])
        columns.append(
            fit_label(features[chosen], target, weights[chosen], SOFTNESS[task], TOLERANCE)
        )
    coefficients, bias = zip(*columns, strict=True)
    return replace(model, weights=np.stack(coefficients, axis=1).astype(np.float32),
                   bias=np.array(bias, np.float32))  # fmt: skip


def fit_all(models: dict[str, LinearModel], train: Part) -> dict[str, LinearModel]:
    return {task: fit(task, models[task], train) for task in TASKS}


def figures(models: dict[str, LinearModel], test: Part) -> dict[str, float]:
    """Macro F1 of the passage type and micro F1 of the other tasks."""
    found = measure(models, test.examples, test.rows)
    return {task: values.get("macro_f1", values.get("micro_f1", 0.0))
            for task, values in found.items()}  # fmt: skip


def table(first: str, rows: Iterator[tuple[str, dict[str, float]]]) -> None:
    print(f"\n| {first} | " + " | ".join(TASKS) + " |")
    print("|---|" + "---:|" * len(TASKS), flush=True)
    for name, figures in rows:
        print(f"| {name} | " + " | ".join(f"{figures[t]:.3f}" for t in TASKS) + " |", flush=True)


def curve(models: dict[str, LinearModel], train: Part, test: Part) -> None:
    """More and more of the passages."""
    order = np.random.default_rng(SEED).permutation(len(train.examples))

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        for share in SHARES:
            chosen = np.sort(order[: round(share * len(order))])
            fitted = fit_all(models, train.take(chosen))
            yield f"{share:.0%}: {len(chosen):,}", figures(fitted, test)

    table("passages", rows())


def languages(models: dict[str, LinearModel], train: Part, test: Part) -> None:
    """Trained on one language, measured on each."""

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        for learned in ("en", "fr"):
            fitted = fit_all(models, train.of(lambda e, code=learned: e.language == code))
            for measured in ("en", "fr"):
                part = test.of(lambda e, code=measured: e.language == code)
                yield f"{learned} → {measured}", figures(fitted, part)

    table("trained → measured", rows())


def groups(models: dict[str, LinearModel], train: Part, test: Part) -> None:
    """Without one group of features after the other."""

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        for group in GROUPS:
            yield group, figures(fit_all(models, train.without(group)), test.without(group))

    table("left out", rows())


def writers(models: dict[str, LinearModel], train: Part) -> None:
    """Single passages of each file, trained on those of the other writers."""

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        for source in sorted({e.source for e in train.examples if not e.in_document}):
            rest = train.of(lambda e, source=source: e.source != source)
            held = train.of(lambda e, source=source: e.source == source)
            yield source, figures(fit_all(models, rest), held)

    table("measured on the writer", rows())


def countries(models: dict[str, LinearModel], train: Part, folder: Path) -> None:
    """Documents of countries that no passage trained on comes from or names."""
    about = {path.stem: json.loads(path.read_text("utf-8")).get("country")
             for path in folder.glob("*.json")}  # fmt: skip
    names = sorted({country for country in about.values() if country})
    np.random.default_rng(SEED).shuffle(names)

    def rows() -> Iterator[tuple[str, dict[str, float]]]:
        found: dict[str, list[tuple[dict[str, float], int]]] = {"no": [], "yes": []}
        for n in range(COUNTRY_FOLDS):
            out = set(names[n::COUNTRY_FOLDS])
            held = train.of(lambda e, out=out: e.in_document and about.get(e.source) in out)
            rest = train.of(lambda e, out=out: not (e.in_document and about.get(e.source) in out))
            abroad = rest.of(lambda e, out=out: not e.countries & out)
            order = np.random.default_rng(SEED).permutation(len(rest.examples))
            as_many = rest.take(np.sort(order[: len(abroad.examples)]))
            for key, part in (("no", abroad), ("yes", as_many)):
                found[key].append((figures(fit_all(models, part), held), len(held.examples)))
        for key, results in found.items():
            whole = sum(count for _, count in results)
            yield key, {t: sum(f[t] * count for f, count in results) / whole for t in TASKS}

    table(f"the {len(names)} countries named in training", rows())


def calibration(models: dict[str, LinearModel], test: Part) -> None:
    """How often the model is right where it says so, in ten steps."""
    model = models["passage"]
    chances = model.probabilities(test.rows)
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
    """Passages a second of processor time, of documents whose names are found already."""
    for name in ("features, first time", "features, signals known"):
        start = time.process_time()
        rows = featurize((e.document, e.passage) for e in examples)
        print(f"\n{name}: {len(examples) / (time.process_time() - start):.0f} passages a second")
    start = time.process_time()
    for model in models.values():
        model.probabilities(rows)
    print(f"\nall models: {len(examples) / (time.process_time() - start):.0f} passages a second")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*")
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--models", type=Path, default=Path("models/classifiers"))
    parser.add_argument("--cache", type=Path)
    given = parser.parse_args()
    wanted = given.parts or PARTS
    models = dict(classifiers(given.models))
    passages, documents = given.corpus / "passages", given.corpus / "documents" / "train"
    if "speed" in wanted:
        speed(models, read_passages(passages / "test"))
    if given.cache and given.cache.is_file():
        train, test = pickle.loads(given.cache.read_bytes())  # a file that this script has written
    else:
        test = read(read_passages(passages / "test"))
        train = read([*read_passages(passages / "train"), *read_document_passages(documents)])
        if given.cache:
            given.cache.write_bytes(pickle.dumps((train, test)))
    if "calibration" in wanted:
        calibration(models, test)
    if "curve" in wanted:
        curve(models, train, test)
    if "languages" in wanted:
        languages(models, train, test)
    if "groups" in wanted:
        groups(models, train, test)
    if "writers" in wanted:
        writers(models, train)
    if "countries" in wanted:
        countries(models, train, documents)


if __name__ == "__main__":
    main()
