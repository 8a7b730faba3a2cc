"""Whether a trained classifier knows kinds of documents and sections better than the rules.

    python benchmarks/document_types.py [FOLDER...]      default: corpus/documents/{train,dev}

Prints Markdown tables. Each document is judged by models that have seen neither it nor its
translation (documents whose names end in the same number).
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.model_selection import GroupKFold
from sklearn.svm import LinearSVC

from policynlp.document_types import LABELS, document_type_evidence
from policynlp.folding import fold
from policynlp.languages.detect import tag_languages
from policynlp.loaders import load
from policynlp.metadata import find_title
from policynlp.outline import read_outline
from policynlp.sections import section_kinds
from policynlp.source import read_source
from policynlp.training.annotations import document_of
from policynlp.training.similarity import text_similarity

FOLDS = 5
# Characters of a document that say what it is.
OPENING = 3000
# Record types by the field that names their section, and the kind of section they stand in.
SECTIONS = {"recommendation": ("section", "recommendations"),
            "action_item": ("category", "next_steps")}  # fmt: skip
LEAST_TITLE = 0.8


@dataclass(frozen=True)
class Sheet:
    """A document as both ways of judging see it."""

    pair: str
    label: str
    evidence: tuple[float, ...]
    opening: str
    headings: tuple[str, ...]
    holds: tuple[frozenset[str], ...]


def read(folders: Sequence[Path]) -> Iterator[Sheet]:
    for gold_path in sorted(path for folder in folders for path in folder.glob("*.json")):
        path = document_of(gold_path)
        if path is None:
            continue
        gold = json.loads(gold_path.read_text("utf-8"))
        loaded = tag_languages(load(read_source(path)))
        outline, title = read_outline(loaded), find_title(loaded)
        evidence = document_type_evidence(loaded, outline, title)
        headings = tuple(heading.text for heading in outline.headings)
        number = re.search(r"\d+$", gold_path.stem)
        yield Sheet(
            pair=number.group() if number else gold_path.stem,
            label=gold["document_type"],
            evidence=tuple(evidence[label] for label in LABELS),
            opening=fold(f"{title or ''} \n {loaded.text[:OPENING]}"),
            headings=headings,
            holds=tuple(frozenset(_holds(text, gold["records"])) for text in headings),
        )


def _holds(heading: str, records: Sequence[dict[str, str]]) -> Iterator[str]:
    for kind, (field, name) in SECTIONS.items():
        if any(record["type"] == kind and record.get(field)
               and text_similarity(record[field], heading) >= LEAST_TITLE
               for record in records):  # fmt: skip
            yield name


def types(sheets: Sequence[Sheet]) -> None:
    """Share of documents whose kind is right."""
    wanted = np.array([LABELS.index(sheet.label) for sheet in sheets])
    rules = np.array([sheet.evidence for sheet in sheets])
    groups = [sheet.pair for sheet in sheets]
    print(f"\n| kind of {len(sheets)} documents told by | right |\n|---|---:|")
    print(f"| rules | {(rules.argmax(axis=1) == wanted).mean():.3f} |")
    words = _scores([sheet.opening for sheet in sheets], wanted, groups, len(LABELS))
    print(f"| words and characters, trained | {(words.argmax(axis=1) == wanted).mean():.3f} |")
    extra = csr_matrix(rules / 4)
    both = _scores([sheet.opening for sheet in sheets], wanted, groups, len(LABELS), extra)
    print(f"| both, trained together | {(both.argmax(axis=1) == wanted).mean():.3f} |")
    for weight in (0.5, 1.0, 2.0):
        chosen = (rules + weight * words).argmax(axis=1)
        print(f"| rules, and {weight} times the trained score | {(chosen == wanted).mean():.3f} |")


def sections(sheets: Sequence[Sheet]) -> None:
    """F1 of which headings have recommendations or next steps under them."""
    rows = [(text, holds, sheet.pair) for sheet in sheets
            for text, holds in zip(sheet.headings, sheet.holds, strict=True)]  # fmt: skip
    texts, groups = [fold(row[0]) for row in rows], [row[2] for row in rows]
    print(
        f"\n| {len(rows)} headings, told by | recommendations F1 | next steps F1 |\n|---|---:|---:|"
    )
    kinds = ("recommendations", "next_steps")
    wanted = {k: np.array([k in row[1] for row in rows]) for k in kinds}
    rules = {k: np.array([k in section_kinds(row[0]) for row in rows]) for k in kinds}
    model = {k: _scores(texts, wanted[k].astype(int), groups, 2)[:, 1] > 0 for k in kinds}
    either = {k: rules[k] | model[k] for k in kinds}
    for name, given in (("rules", rules), ("words and characters, trained", model),
                        ("either", either)):  # fmt: skip
        print(f"| {name} | " + " | ".join(f"{_f1(given[k], wanted[k]):.3f}" for k in kinds) + " |")


def _scores(
    texts: Sequence[str],
    wanted: NDArray[np.int64],
    groups: Sequence[str],
    count: int,
    extra: csr_matrix | None = None,
) -> NDArray[np.float64]:
    """Scores of rows by models that saw no row of the same group; classes as columns."""
    found = np.full((len(texts), count), -5.0)
    for train, test in GroupKFold(FOLDS).split(texts, wanted, groups):
        parts = [[], []]
        for analyzer, ngrams in (("word", (1, 2)), ("char_wb", (3, 5))):
            tool = TfidfVectorizer(analyzer=analyzer, ngram_range=ngrams, sublinear_tf=True)
            parts[0].append(tool.fit_transform([texts[i] for i in train]))
            parts[1].append(tool.transform([texts[i] for i in test]))
        if extra is not None:
            parts[0].append(extra[train])
            parts[1].append(extra[test])
        machine = LinearSVC(C=1.0, class_weight="balanced", random_state=0)
        machine.fit(hstack(parts[0]), wanted[train])
        scores = machine.decision_function(hstack(parts[1]))
        if scores.ndim == 1:
            scores = np.stack([-scores, scores], axis=1)
        found[np.ix_(test, machine.classes_)] = scores
    return found


def _f1(given: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
    return 2 * (given & wanted).sum() / max(given.sum() + wanted.sum(), 1)


if __name__ == "__main__":
    default = [Path("corpus/documents/train"), Path("corpus/documents/dev")]
    found = list(read([Path(name) for name in sys.argv[1:]] or default))
    types(found)
    sections(found)
