"""How well the readers see structure: headings, list items, table cells, running heads, order.

    python benchmarks/reading.py [--makers chromium latex ...] [--seeds 0 12] [--show]

Documents of known structure are printed by several programs (`reading_makers.py`) and read back.
A thing is found where the same text stands in a block of the same kind; case, white space, hyphens
and punctuation do not count. Precision and recall are over all documents of a maker.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading_makers import MAKERS as FIRST_MAKERS
from reading_makers import is_there
from reading_other_makers import OTHER_MAKERS
from reading_texts import Made, make_text

from policynlp.blocks import LoadedDocument
from policynlp.loaders import load
from policynlp.source import read_source

MAKERS = {**FIRST_MAKERS, **OTHER_MAKERS}
KINDS = ("heading", "list item", "table cell", "table row", "running head")


@dataclass
class Score:
    """Counts of one kind, and what was missed or made up."""

    right: int = 0
    wanted: int = 0
    found: int = 0
    missed: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)

    def add(self, wanted: Counter[str], found: Counter[str], where: str) -> None:
        right = (wanted & found).total()
        self.right, self.wanted = self.right + right, self.wanted + wanted.total()
        self.found += found.total()
        self.missed += [f"{where}: {text[:90]}" for text in (wanted - found).elements()]
        self.extra += [f"{where}: {text[:90]}" for text in (found - wanted).elements()]

    def __str__(self) -> str:
        if not self.wanted and not self.found:
            return "     -     "
        precision = self.right / self.found if self.found else 0.0
        recall = self.right / self.wanted if self.wanted else 1.0
        return f"{precision:.3f}/{recall:.3f}"


def key(text: str) -> str:
    """Letters and digits alone."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def wanted_of(made: Made, pages: int | None) -> dict[str, Counter[str]]:
    """What a perfect reader finds."""
    wanted: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for part in made.parts:
        if part.kind == "heading":
            wanted["heading"][key(part.text)] += 1
        elif part.kind == "item":
            wanted["list item"][key(part.text)] += 1
        elif part.kind == "table":
            for row in part.rows:
                wanted["table row"]["|".join(map(key, row))] += 1
                wanted["table cell"].update(key(cell) for cell in row if key(cell))
    count = pages or 1
    if made.head:
        wanted["running head"][key(made.head)] += count
    if made.foot and pages:
        wanted["running head"].update(key(f"{made.foot}{number + 1}") for number in range(count))
    return wanted


def found_of(loaded: LoadedDocument) -> dict[str, Counter[str]]:
    """What the reader found."""
    found: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for block in loaded.blocks:
        start = loaded.content_starts.get(block.id, block.start)
        if block.kind == "heading":
            found["heading"][key(loaded.text[block.start : block.end])] += 1
        elif block.kind == "list_item":
            found["list item"][key(loaded.text[start : block.end])] += 1
        elif block.kind == "table":
            for row in block.rows or ():
                found["table row"]["|".join(map(key, row))] += 1
                found["table cell"].update(key(cell) for cell in row if key(cell))
        elif block.kind in ("header", "footer"):
            found["running head"][key(loaded.text[block.start : block.end])] += 1
    return found


def in_order(made: Made, loaded: LoadedDocument) -> bool:
    """Whether all paragraphs, items and headings stand whole in the text, one after the other."""
    body = [b for b in loaded.blocks if b.kind not in ("header", "footer")]
    text = key(" ".join(loaded.text[b.start : b.end] for b in body))
    position = 0
    for part in made.parts:
        if part.kind == "table":
            continue
        position = text.find(key(part.text), position)
        if position < 0:
            return False
        position += len(key(part.text))
    return True


def measure(
    maker: str, seeds: range, folder: Path
) -> tuple[dict[str, Score], list[bool], list[bool]]:
    """Scores by kind, and whether the order is right: all documents, those of two columns."""
    suffix, write, _ = MAKERS[maker]
    scores = {kind: Score() for kind in KINDS}
    order: list[bool] = []
    columns: list[bool] = []
    for seed in seeds:
        made = make_text(seed)
        if suffix in (".html", ".md", ".txt"):  # no pages, no running heads
            made = replace(made, head="", foot="")
        path = folder / f"{maker}-{seed}{suffix}"
        if not path.exists():
            write(made, path)
        loaded = load(read_source(path))
        wanted, found = wanted_of(made, loaded.page_count), found_of(loaded)
        if suffix != ".pdf":  # a page number is a field there, with or without a value
            shape = re.compile(rf"{key(made.foot)}\d*")
            for number in [text for text in found["running head"] if shape.fullmatch(text)]:
                del found["running head"][number]
        for kind in KINDS:
            scores[kind].add(wanted[kind], found[kind], path.name)
        order.append(in_order(made, loaded))
        if made.columns == 2:
            columns.append(order[-1])
        if not order[-1]:
            scores["heading"].extra.append(f"{path.name}: ORDER")
    return scores, order, columns


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--makers", nargs="*", default=list(MAKERS), choices=list(MAKERS))
    parser.add_argument("--seeds", nargs=2, type=int, default=(100, 112), metavar=("FROM", "TO"))
    parser.add_argument("--show", action="store_true", help="list what was missed or made up")
    parser.add_argument("--keep", type=Path, help="folder for the files, made once")
    options = parser.parse_args()
    print(
        f"{'precision/recall':16}"
        + "".join(f"{kind:>14}" for kind in KINDS)
        + "   order  2 columns"
    )
    total: dict[str, Score] = defaultdict(Score)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for maker in options.makers:
            if not is_there(MAKERS[maker][2]):
                print(f"{maker:16}skipped: {MAKERS[maker][2]} is not installed")
                continue
            scores, order, columns = measure(maker, range(*options.seeds), folder.resolve())
            cells = "".join(f"{scores[kind]!s:>14}" for kind in KINDS)
            print(f"{maker:16}{cells}   {sum(order)}/{len(order)}  {sum(columns)}/{len(columns)}")
            for kind, score in scores.items():
                for name in ("right", "wanted", "found"):
                    setattr(total[kind], name, getattr(total[kind], name) + getattr(score, name))
                if options.show:
                    for text in score.missed:
                        print(f"    missed {kind}: {text}")
                    for text in score.extra:
                        print(f"    extra  {kind}: {text}")
    print(f"{'all':16}" + "".join(f"{total[kind]!s:>14}" for kind in KINDS))


if __name__ == "__main__":
    main()
