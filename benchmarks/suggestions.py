"""How well the passage classifier finds suggestions in sentences labelled by others.

    python benchmarks/suggestions.py SubtaskA_EvaluationData_labeled.csv

For the files of SemEval-2019 task 9 (Negi et al. 2019), which are under CC BY-NC-SA 4.0 and are not
part of this project: rows of id, sentence, label (1 a suggestion, 0 none). Each sentence is read as
a paragraph of its own without a heading. A sentence counts as a suggestion where the model's
probability of a recommendation reaches a half; nothing is trained on the file.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from policynlp.analysis import annotate
from policynlp.blocks import RawBlock, RawDocument, assemble
from policynlp.source import Source

SURE = 0.5
TOGETHER = 200


def main(path: Path) -> None:
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        rows = [(row[1], row[2].strip() == "1") for row in csv.reader(file)
                if len(row) > 2 and row[2].strip() in ("0", "1")]  # fmt: skip
    found = list(chances([text for text, _ in rows]))
    right = sum(wanted and chance >= SURE for (_, wanted), chance in zip(rows, found, strict=True))
    given, wanted = sum(chance >= SURE for chance in found), sum(wanted for _, wanted in rows)
    precision, recall = right / max(given, 1), right / max(wanted, 1)
    f1 = 2 * right / max(given + wanted, 1)
    print(
        f"{len(rows)} sentences, {wanted} suggestions: P {precision:.3f} R {recall:.3f} F1 {f1:.3f}"
    )


def chances(texts: Sequence[str]) -> Iterator[float]:
    """Probability that each text asks for something: the highest of its sentences."""
    pending = iter(texts)
    while part := list(islice(pending, TOGETHER)):
        raw = RawDocument(tuple(RawBlock("paragraph", text or "-") for text in part))
        loaded = assemble(Source("-", b"sentences"), "text/plain", raw)
        blocks = tuple(b.model_copy(update={"language": "en"}) for b in loaded.blocks)
        document = annotate(replace(loaded, blocks=blocks))
        for block in document.loaded.blocks:
            inside = [p for p in document.of_kind("sentence", "item")
                      if block.start <= p.start and p.end <= block.end]  # fmt: skip
            scores = [document.scores(passage) for passage in inside]
            yield max((s.chances["recommendation"] for s in scores if s), default=0.0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
