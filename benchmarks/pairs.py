"""Whether a document and its translation give the same records.

    python benchmarks/pairs.py corpus/documents/train

The folder's parent holds `pairs.tsv` (columns fr, en): documents translated sentence by sentence,
whose annotations list the same records in the same order. Each annotated record is looked for in
the records found in either language; a pair agrees where both or neither are found, and a field
that needs no translation (dates, codes, counts, numbers) where both give the same value.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path
from typing import Any

from policynlp.pipeline import Pipeline
from policynlp.schema import Document
from policynlp.training.annotations import document_of
from policynlp.training.evaluate import read_gold
from policynlp.training.similarity import IDENTITY, best_pairs, record_similarity

SAME_IN_BOTH = (
    "start_date", "end_date", "submitted_on", "due", "countries", "country", "number", "themes",
    "purposes", "recipients", "modalities", "origins", "kind", "participant_count",
    "duration_hours", "duration_weeks", "session_count", "start_year", "country_count",
)  # fmt: skip
Json = dict[str, Any]


def _found(gold: Json, document: Document) -> list[Json | None]:
    """For each annotated record the one that was found for it."""
    wanted = gold["records"]
    found = [record.model_dump(mode="json") for record in document.records]
    matched: list[Json | None] = [None] * len(wanted)
    for kind in IDENTITY:
        mine = [i for i, record in enumerate(wanted) if record["type"] == kind]
        theirs = [record for record in found if record["type"] == kind]
        alike = [
            (record_similarity(wanted[i], record), i, j)
            for i in mine
            for j, record in enumerate(theirs)
        ]
        for _, i, j in best_pairs(alike):
            matched[i] = theirs[j]
    return matched


def main() -> None:
    """Parse the pairs of a folder and print how far they agree."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, help="annotated documents, pairs.tsv beside it")
    parser.add_argument("--differences", action="store_true", help="list where they differ")
    arguments = parser.parse_args()
    folder: Path = arguments.folder
    with (folder.parent / "pairs.tsv").open(encoding="utf-8", newline="") as file:
        pairs = [(row["fr"], row["en"]) for row in csv.DictReader(file, delimiter="\t")]
    gold, pipeline = read_gold(folder), Pipeline()
    count: Counter[str] = Counter()
    for names in pairs:
        sides = []
        for name in names:
            path = document_of(folder / f"{name}.json")
            assert path is not None, f"{name} has no document"
            sides.append(_found(gold[name], pipeline.parse(path)))
        if len(sides[0]) != len(sides[1]):
            print(f"{names}: {len(sides[0])} and {len(sides[1])} annotated records, left out")
            continue
        count["pairs"] += 1
        for one, other, wanted in zip(*sides, gold[names[0]]["records"], strict=True):
            count["records"] += 1
            count["agree"] += (one is None) == (other is None)
            if arguments.differences and (one is None) != (other is None):
                print(f"{names[one is not None]} misses {wanted['type']}")
            if one is None or other is None:
                continue
            for name in SAME_IN_BOTH:
                values = [side.get(name) or None for side in (one, other)]
                values = [sorted(v) if isinstance(v, list) else v for v in values]
                if values != [None, None]:
                    count["fields"] += 1
                    count["same"] += values[0] == values[1]
                    if arguments.differences and values[0] != values[1]:
                        print(f"{names[0]}/{names[1]} {wanted['type']}.{name}: {values}")
    print(f"{count['pairs']} pairs, {count['records']} records annotated in both languages")
    print(f"found in both or in neither: {count['agree'] / max(1, count['records']):.3f}")
    print(f"fields without words equal: {count['same'] / max(1, count['fields']):.3f}", end=" ")
    print(f"({count['fields']} compared)")


if __name__ == "__main__":
    main()
