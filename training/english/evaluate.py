"""Score an English pipeline on the gold sets: names per set and label, sentences, tags, lemmas,
parses, speed.

    python training/english/evaluate.py models/en --data DIR [--part dev] [--json FILE] [--syntax]

A name counts when its label and both ends are right; leading articles of a predicted name are no
part of it, as in
the gold sets. The pilot's figures (`pilot.toml`) stand beside ours.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Example

SETS = {
    "test": (
        "pud_test",
        "ewt_test",
        "gum_test",
        "crossner_test",
        "wikigold_test",
        "multiner_test",
        "redocred_test",
    ),
    "dev": ("ewt_dev", "gum_dev", "crossner_dev", "multiner_dev", "redocred_dev"),
}
SYNTAX_SETS = {"test": ("ewt_test", "gum_test", "pud_test"), "dev": ("ewt_dev", "gum_dev")}
LABELS = ("PERSON", "ORG", "LOC")
ARTICLES = {"the", "a", "an"}
Name = tuple[int, int, str]


@dataclass(frozen=True)
class Score:
    """Counts of one label in one set: right, predicted and gold names; percentages are derived."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        return 100 * self.right / max(1, self.predicted)

    @property
    def recall(self) -> float:
        return 100 * self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        return 200 * self.right / max(1, self.predicted + self.gold)


def find_names(doc: Doc, *, trim: bool) -> set[Name]:
    """Character offsets and label of each name; `trim` cuts leading articles off."""
    names: set[Name] = set()
    for ent in doc.ents:
        span = ent
        while trim and len(span) > 1 and span[0].lower_ in ARTICLES:
            span = span[1:]
        names.add((span.start_char, span.end_char, ent.label_))
    return names


def score_names(nlp: Language, path: Path) -> tuple[dict[str, Score], float]:
    """Scores per label and over all (`micro`) on one gold file, and words read in a second of
    processor time (tokenizer included)."""
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    right: Counter[str] = Counter()
    predicted: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    texts = [doc.text for doc in gold]
    begin = time.process_time()
    answers = list(nlp.pipe(texts, batch_size=64))
    seconds = time.process_time() - begin
    for doc, answer in zip(gold, answers, strict=True):
        true, found = find_names(doc, trim=False), find_names(answer, trim=True)
        for counter, names in ((right, true & found), (predicted, found), (wanted, true)):
            for _, _, label in names:
                counter[label] += 1
                counter["micro"] += 1
    scores = {
        label: Score(right[label], predicted[label], wanted[label]) for label in (*LABELS, "micro")
    }
    return scores, sum(map(len, answers)) / seconds


def score_syntax(nlp: Language, path: Path) -> dict[str, float]:
    """spaCy's own scores for sentences, tags, morphology, lemmas and parses on one gold file, in
    percent."""
    gold = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in gold])
    keys = ("sents_f", "tag_acc", "pos_acc", "morph_acc", "lemma_acc", "dep_uas", "dep_las")
    return {key: round(100 * scores[key], 1) for key in keys if scores.get(key) is not None}


def load_pilot() -> dict[str, float]:
    """Micro F1 of the pilot pipeline per test set."""
    return dict(
        tomllib.loads((Path(__file__).parent / "pilot.toml").read_text(encoding="utf-8"))["micro"]
    )


def evaluate(model: Path, data: Path, part: str, *, syntax: bool) -> dict[str, object]:
    """All figures of one pipeline, as plain data."""
    names_only = spacy.load(model)
    for pipe in [p for p in names_only.pipe_names if p != "ner"]:
        names_only.remove_pipe(pipe)
    pilot = load_pilot()
    report: dict[str, dict[str, object]] = {}
    for name in SETS[part]:
        scores, speed = score_names(names_only, data / f"{name}.spacy")
        report[name] = {
            "f1": {label: round(score.f1, 1) for label, score in scores.items()},
            "precision": {label: round(score.precision, 1) for label, score in scores.items()},
            "recall": {label: round(score.recall, 1) for label, score in scores.items()},
            "gold": {label: score.gold for label, score in scores.items()},
            "pilot_micro_f1": pilot.get(name),
            "words_per_second": round(speed),
        }
    result: dict[str, object] = {"names": report}
    if syntax:
        whole = spacy.load(model)
        result["syntax"] = {
            name: score_syntax(whole, data / f"{name}.spacy") for name in SYNTAX_SETS[part]
        }
    return result


def format_table(report: dict[str, dict[str, dict[str, float]]]) -> str:
    """The scores as a Markdown table."""
    lines = [
        "| set | micro F1 | pilot | P | R | PERSON | ORG | LOC | words/s |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for name, row in report.items():
        f1, pilot = row["f1"], row["pilot_micro_f1"]
        lines.append(
            f"| {name} | {f1['micro']} | {pilot if pilot is not None else ''} "
            f"| {row['precision']['micro']} | {row['recall']['micro']} "
            f"| {f1['PERSON']} | {f1['ORG']} | {f1['LOC']} | {row['words_per_second']} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with the gold .spacy files"
    )
    parser.add_argument("--part", choices=sorted(SETS), default="test")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    parser.add_argument(
        "--syntax", action="store_true", help="also score sentences, tags, lemmas and parses"
    )
    args = parser.parse_args()
    result = evaluate(args.model, args.data, args.part, syntax=args.syntax)
    print(format_table(result["names"]))  # type: ignore[arg-type]  # plain JSON data
    for name, row in result.get("syntax", {}).items():  # type: ignore[attr-defined]  # plain JSON data
        print(name, row)
    if args.json:
        args.json.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
