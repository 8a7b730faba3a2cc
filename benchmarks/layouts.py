"""What each layout costs: the same annotated documents, made in many layouts, and their scores.

    python benchmarks/layouts.py corpus/documents/train
    python benchmarks/layouts.py corpus/documents/train --only portal poured --every 4 --keep OUT

Takes the documents of the folders that have a source (`NAME.docx.md`, `NAME.pdf.md`), makes each in
every layout of `layout_makers.MAKERS` and compares what is parsed with its annotation. Differences
between the rows are the cost of layout alone, for the words are the same.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "corpus"))

from layout_makers import MAKERS
from rendering.outline import Outline, read_outline

from policynlp.training.report import evaluate_folders


def read_sources(folders: list[Path]) -> dict[Path, Outline]:
    """The outlines of the folders by the path of their annotation."""
    return {
        source.with_name(source.name.partition(".")[0] + ".json"): read_outline(
            source.read_text("utf-8")
        )
        for folder in folders
        for source in sorted(folder.glob("*.md"))
    }


def make(name: str, outlines: dict[Path, Outline], out: Path) -> Path:
    """Writes all documents in one layout, with their annotations, into a folder; the folder."""
    suffix, maker = MAKERS[name]
    folder = out / name
    folder.mkdir(parents=True)
    for gold, outline in outlines.items():
        shutil.copyfile(gold, folder / gold.name)
        maker(outline, folder / f"{gold.stem}{suffix}")
    return folder


def main() -> None:
    """Make the layouts, evaluate each and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path, help="annotated documents with sources")
    parser.add_argument("--only", nargs="+", choices=sorted(MAKERS), default=list(MAKERS))
    parser.add_argument("--every", type=int, default=1, help="only every so manieth document")
    parser.add_argument("--offset", type=int, default=0, help="the first document of those")
    parser.add_argument("--keep", type=Path, help="leave the made documents in this new folder")
    options = parser.parse_args()
    sources = list(read_sources(options.folders).items())
    outlines = dict(sources[options.offset :: options.every])
    with tempfile.TemporaryDirectory() as scratch:
        out = options.keep or Path(scratch)
        folders = [make(name, outlines, out) for name in options.only]
        print(f"{len(outlines)} documents\n\n| layout | records | fields | type | title |")
        print("|---|---|---|---|---|")
        for name, (_, scores, _) in zip(options.only, evaluate_folders(folders), strict=True):
            fields = scores.fields
            print(
                f"| {name} | {scores.record_f1:.3f} | {scores.slot_f1:.3f} "
                f"| {fields['document_type'].precision:.3f} | {fields['title'].precision:.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
