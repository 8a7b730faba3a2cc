"""How many plain ways to say a thing are understood, by type of record and language.

    python benchmarks/phrases.py
    python benchmarks/phrases.py --missed

Each sentence of `phrases.toml` tells of one record of its type and stands in a document of its own;
it counts where exactly one such record is found. Sentences are varied by their grammar (who is the
subject, active or passive, place and day first or last), not by their subject, so that what is
missed is a way of saying, which real documents use more often than those who write test documents.
"""

from __future__ import annotations

import argparse
import tomllib
from pathlib import Path

from policynlp.pipeline import Pipeline

PHRASES = Path(__file__).with_name("phrases.toml")


def main() -> None:
    """Parse all sentences and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--missed", action="store_true", help="list what was not understood")
    options = parser.parse_args()
    pipeline = Pipeline()
    print("| language | type | understood | sentences |\n|---|---|---|---|")
    for language, types in tomllib.loads(PHRASES.read_text("utf-8")).items():
        for kind, given in types.items():
            missed = [
                sentence
                for sentence in given["sentences"]
                if _count(pipeline, f"{given['before']}{sentence}\n", kind) != 1
            ]
            total = len(given["sentences"])
            print(f"| {language} | {kind} | {total - len(missed)} | {total} |", flush=True)
            if options.missed:
                print(*(f"    {sentence}" for sentence in missed), sep="\n")


def _count(pipeline: Pipeline, text: str, kind: str) -> int:
    return sum(record.type == kind for record in pipeline.parse(text.encode()).records)


if __name__ == "__main__":
    main()
