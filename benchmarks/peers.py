"""Other programs on the same files, each in an interpreter of its own that has it installed.

    python benchmarks/peers.py FOLDER [--python NAME=INTERPRETER ...] [--rounds 3]

FOLDER holds the files that `run.py --files FOLDER` has made. A peer that its interpreter does not
have is named as such. None of them writes records; what each does is said below, and is less than
all steps of ours. Figures are processor seconds: of the whole process with one file, and warm, the
least of some runs after the first.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve()
FILES = ("fr-20.pdf", "en-20.pdf", "fr-20-tables.pdf")


def ours(path: Path) -> Callable[[], int]:
    """All of it: reading, names, classifiers, records."""
    from policynlp import Pipeline

    pipeline = Pipeline()
    return lambda: len(pipeline.parse(path).text.split())


def ours_reading(path: Path) -> Callable[[], int]:
    """Reading alone: text, headings, lists, tables, reading order."""
    from policynlp.loaders import load
    from policynlp.source import read_source

    return lambda: len(load(read_source(path)).text.split())


def pdfium(path: Path) -> Callable[[], int]:
    """The bare text."""
    import pypdfium2

    def run() -> int:
        pages = pypdfium2.PdfDocument(path)
        return sum(len(page.get_textpage().get_text_range().split()) for page in pages)

    return run


def pdfplumber(path: Path) -> Callable[[], int]:
    """Text and tables of each page."""
    import pdfplumber as plumber

    def run() -> int:
        with plumber.open(path) as pdf:
            texts = [(page.extract_text(), page.extract_tables())[0] for page in pdf.pages]
        return len(" ".join(texts).split())

    return run


def docling_parse(path: Path) -> Callable[[], int]:
    """Docling's reader without its models: words with boxes, and lines."""
    from docling_core.types.doc.page import TextCellUnit
    from docling_parse.pdf_parser import DoclingPdfParser

    def run() -> int:
        pdf = DoclingPdfParser(loglevel="fatal").load(path_or_stream=str(path))
        return sum(
            len(list(page.iterate_cells(unit_type=TextCellUnit.WORD)))
            for _, page in pdf.iterate_pages()
        )

    return run


def edsnlp(path: Path) -> Callable[[], int]:
    """Sentences, dates and quantities of French text, by rules alone; the PDF is not read, but its
    text from the file beside it."""
    import edsnlp as eds

    nlp = eds.blank("eds")
    for name in ("eds.normalizer", "eds.sentences", "eds.dates", "eds.quantities"):
        nlp.add_pipe(name)
    text = path.with_name(f"{path.name[:5]}.txt").read_text("utf-8")
    paragraphs = [part for part in text.split("\n") if part.strip()]
    return lambda: sum(len(doc.text.split()) for doc in nlp.pipe(paragraphs) if list(doc.sents))


PEERS: dict[str, Callable[[Path], Callable[[], int]]] = {
    "ours": ours, "ours_reading": ours_reading, "pdfium": pdfium, "pdfplumber": pdfplumber,
    "docling_parse": docling_parse, "edsnlp": edsnlp,
}  # fmt: skip


def child(name: str, path: Path, warm: int) -> None:
    """One peer in this process: words, the warm seconds and those of the whole process as JSON."""
    gc.set_threshold(50_000, 20, 50)  # as in run.py
    run = PEERS[name](path)
    words = run()
    cold = time.process_time()
    runs = []
    for _ in range(warm):
        begun = time.process_time()
        run()
        runs.append(time.process_time() - begun)
    print("\n" + json.dumps({"words": words, "cold": cold, "warm": min(runs, default=0.0)}))


def measured(name: str, python: str, path: Path, warm: int) -> dict[str, float] | None:
    """What a child process of an interpreter says; None where the peer is not installed there."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [python, str(HERE), "--child", name, str(path), "--rounds", str(warm)]
    done = subprocess.run(command, capture_output=True, env=environment, check=False, text=True)
    if done.returncode:
        if "ModuleNotFoundError" in done.stderr:
            return None
        raise SystemExit(f"{name}: {done.stderr[-800:]}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    """Measure and print a table, each figure the least of the rounds, which take turns."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--python", action="append", default=[], metavar="NAME=INTERPRETER")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child[0], Path(given.child[1]), given.rounds)
        return
    if given.folder is None:
        parser.error("name the folder of the files")
    pythons = dict(one.split("=", 1) for one in given.python)
    print("| file | what | words | warm, CPU ms | one file, whole process, CPU s |")
    print("|---|---|---|---|---|")
    for file in FILES:
        best: dict[str, dict[str, float]] = {}
        for _ in range(given.rounds):
            for name in PEERS:
                if name == "edsnlp" and not file.startswith("fr-20."):
                    continue
                found = measured(
                    name, pythons.get(name, sys.executable), given.folder / file, given.rounds
                )
                if found is None:
                    print(f"{name} is not installed", file=sys.stderr)
                    continue
                old = best.setdefault(name, found)
                best[name] = {key: min(old[key], value) for key, value in found.items()}
        for name, found in best.items():
            print(
                f"| {file} | {name} | {found['words']:.0f} | {found['warm'] * 1000:.0f} |"
                f" {found['cold']:.1f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
