"""Precision and recall of records by the least confidence that is asked of them.

    corpus=corpus/documents
    python benchmarks/confidence.py $corpus/dev "$corpus/train:2(0[1-9]|1[0-9]|2[0-4])"

Each argument is a folder of annotated documents; behind a colon stands a regular expression that
the number in a document's name ("fr-214") must match. Writes a Markdown table: precision / recall
in percent, a row for each record type, a column for each least confidence.

Below the usual threshold the documents are read anew with the lower one (only recommendations,
action items and technical assistance have one); above it, records that are less sure are left out.
"usual" is what comes without any setting: some technical assistance is taken below 0.5 there.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from policynlp.analysis import annotate, make_document
from policynlp.languages.detect import language_shares, tag_languages
from policynlp.loaders import load
from policynlp.pipeline import open_source
from policynlp.records import extract_records
from policynlp.records.weighing.preference import taking
from policynlp.records.weighing.weights import THRESHOLD
from policynlp.schema import Document
from policynlp.training.annotations import document_of
from policynlp.training.evaluate import Scores, compare, read_gold
from policynlp.training.similarity import IDENTITY, Json

LOWER = (0.2, 0.35)
HIGHER = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)
USUAL = "usual"


def main(arguments: list[str]) -> None:
    triples: dict[str, list[tuple[str, Json, Json]]] = defaultdict(list)
    for path, gold in _documents(arguments):
        for setting, document in _read(path).items():
            triples[setting].append((path.stem, gold, document.model_dump(mode="json")))
    order = [*map(str, LOWER), USUAL, *map(str, HIGHER)]
    scores = {setting: compare(triples[setting]) for setting in order}
    print(f"{len(triples[USUAL])} documents\n")
    print("\n".join(_table(scores)))


def _documents(arguments: list[str]) -> Iterator[tuple[Path, Json]]:
    for argument in arguments:
        folder, _, numbers = argument.partition(":")
        for name, gold in read_gold(Path(folder)).items():
            path = document_of(Path(folder) / f"{name}.json")
            if path is not None and re.fullmatch(numbers or ".*", name.rpartition("-")[2]):
                yield path, gold


def _read(path: Path) -> dict[str, Document]:
    """The document as each setting gives it; everything but the records is worked out once."""
    loaded = tag_languages(load(open_source(path)))
    annotated, shares = annotate(loaded), language_shares(loaded)
    found: dict[str, Document] = {}
    for least in (*LOWER, THRESHOLD):
        with taking(least):
            # A copy, since a document keeps what was worked out for it.
            records = extract_records(replace(annotated))
        document = make_document(annotated, records, shares, 0.0)
        found[USUAL if least == THRESHOLD else str(least)] = document
    usual = found[USUAL]
    for least in HIGHER:
        kept = [record for record in usual.records if record.confidence >= least]
        found[str(least)] = usual.model_copy(update={"records": kept})
    return found


def _table(scores: Mapping[str, Scores]) -> Iterator[str]:
    yield f"| record type (annotated) | {' | '.join(scores)} |"
    yield "|---" * (len(scores) + 1) + "|"
    for kind in IDENTITY:
        tallies = [s.records[kind] for s in scores.values()]
        cells = (f"{100 * tally.precision:.1f} / {100 * tally.recall:.1f}" for tally in tallies)
        yield f"| {kind} ({tallies[0].wanted:.0f}) | {' | '.join(cells)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
