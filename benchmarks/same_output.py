"""Whether a change leaves every document as it was: the same bytes of JSON before and after.

    python benchmarks/same_output.py keep BEFORE.jsonl [PATH ...]
    python benchmarks/same_output.py check BEFORE.jsonl [PATH ...]

`keep` parses and writes one line a document; `check` parses again and says where the first
differences stand. PATHs are files and folders; without any, the documents of the corpus for
training and development, the seeds beside the checkout where there are any, and made files in every
format. Set PYTHONPATH to compare two checkouts. Exit code 1: something differs.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from made_files import make_parts, write_file

from policynlp.pipeline import Pipeline

ROOT = Path(__file__).resolve().parent.parent
PLACES = (
    ROOT / "corpus" / "documents" / "dev",
    ROOT / "corpus" / "documents" / "train",
    ROOT.parent / "shared" / "seeds",
)
SHOWN = 60


def inputs_of(places: list[Path]) -> Iterator[tuple[str, Path]]:
    """Names that do not depend on the checkout, and files, sorted."""
    for place in places:
        files = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in files:
            if file.is_file() and file.suffix in SUFFIXES:
                yield f"{place.name}/{file.name}", file


SUFFIXES = frozenset((".txt", ".md", ".html", ".pdf", ".docx", ".odt", ".rtf", ".pptx", ".eml"))


def made_inputs(folder: Path) -> Iterator[tuple[str, Path]]:
    """Short made files, for the formats that the corpus has not."""
    for language in ("fr", "en"):
        for seed, ending in enumerate((".pdf", ".docx", ".html", ".txt")):
            name = f"{language}-{seed}{ending}"
            parts = make_parts(language, 3, tables=True, seed=seed + 10)
            yield f"made/{name}", write_file(folder / name, parts, columns=1 + seed % 2)


def results(places: list[Path], folder: Path) -> Iterator[tuple[str, str]]:
    """Names with results as JSON, paths left out."""
    pipeline = Pipeline()
    named = [*inputs_of(places or [p for p in PLACES if p.exists()]), *made_inputs(folder)]
    for name, path in named:
        values = pipeline.parse_safely(path).model_dump(mode="json")
        values["source"]["path"] = name
        yield name, json.dumps(values, ensure_ascii=False, sort_keys=True)


def differences(before: Any, after: Any, at: str = "") -> Iterator[str]:  # Any: JSON
    """Where two JSON values differ, with both values cut short."""
    if type(before) is type(after) and isinstance(before, dict):
        for key in sorted(before.keys() | after.keys()):
            yield from differences(before.get(key), after.get(key), f"{at}.{key}")
    elif type(before) is type(after) and isinstance(before, list) and len(before) == len(after):
        for i, (one, other) in enumerate(zip(before, after, strict=True)):
            yield from differences(one, other, f"{at}[{i}]")
    elif before != after:
        yield f"{at}: {str(before)[:SHOWN]!r} -> {str(after)[:SHOWN]!r}"


def main() -> None:
    """Keep or check."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=("keep", "check"))
    parser.add_argument("file", type=Path)
    parser.add_argument("paths", nargs="*", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = results(given.paths, Path(folder))
        if given.what == "keep":
            with given.file.open("w", encoding="utf-8") as out:
                count = sum(1 for _, line in found if out.write(line + "\n"))
            print(f"{count} documents kept in {given.file}")
            return
        kept = {}
        with given.file.open(encoding="utf-8") as lines:
            for line in lines:
                kept[json.loads(line)["source"]["path"]] = line.rstrip("\n")
        count = changed = 0
        for name, line in found:
            count += 1
            if kept.get(name) == line:
                continue
            changed += 1
            print(f"{name} differs")
            old = json.loads(kept.get(name, "null"))
            for text in list(differences(old, json.loads(line)))[:8]:
                print("   ", text)
    print(f"{count} documents, {changed} changed")
    sys.exit(1 if changed else 0)


if __name__ == "__main__":
    main()
