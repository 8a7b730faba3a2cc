"""What rules alone, classifiers alone and both reach on annotated documents.

    python benchmarks/ablation.py corpus/documents/test

Prints a Markdown table of record F1 and slot F1 for the three types that rules and classifiers
weigh together. The other types are found by rules, with the classifiers as one sign among many:
for them only "rules" and "both" differ. Rows of tables are always told by the titles of columns.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from policynlp.training.evaluate import Scores
from policynlp.training.report import evaluate_folders

TYPES = (
    "mission", "recommendation", "action_item", "technical_assistance", "event", "training",
    "partnership", "statement",
)  # fmt: skip
WEIGHED = TYPES[1:4]
SHARES = ("RULE_WEIGHT", "BLOCKER_WEIGHT", "DOCUMENT_WEIGHT", "LEAD_WEIGHT")


@contextmanager
def _rules_alone() -> Iterator[None]:
    with patch("policynlp.analysis.score_passages", lambda *_, **__: []):
        yield


@contextmanager
def _classifiers_alone() -> Iterator[None]:
    nothing: dict[str, object] = {"BESIDE_MODEL": {}, **dict.fromkeys(SHARES, 0.0)}
    with patch.multiple("policynlp.records.weighing.evidence", **nothing):
        yield


@contextmanager
def _both() -> Iterator[None]:
    yield


MODES = {"rules": _rules_alone, "classifiers": _classifiers_alone, "both": _both}


def main() -> None:
    """Evaluate the folders in the three modes and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="annotated documents")
    folders = parser.parse_args().folders
    scores: dict[str, list[Scores]] = {}
    for mode, switch in MODES.items():
        with switch():
            scores[mode] = [part for _, part, _ in evaluate_folders(folders)]
    for position, folder in enumerate(folders):
        print(f"\n{folder.name}\n")
        print("| type | " + " | ".join(f"{m} records | {m} slots" for m in MODES) + " |")
        print("|---|" + "---|---|" * len(MODES))
        for kind in TYPES:
            cells = []
            for mode in MODES:
                part = scores[mode][position]
                if mode == "classifiers" and kind not in WEIGHED:
                    cells.append("– | –")
                else:
                    cells.append(f"{part.records[kind].f1:.3f} | {part.slots[kind].f1:.3f}")
            print(f"| {kind} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
