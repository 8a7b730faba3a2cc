"""A hostile case, and what all generators share: whole files to begin with, damage done to them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATA = Path(__file__).resolve().parent.parent.parent / "data"

WHOLE = (
    "text/label_lines.txt", "markdown/structure.md", "html/furniture.html", "html/tables.html",
    "pdf/two_columns.pdf", "pdf/framed_cells.pdf", "docx/real_headings.docx",
    "docx/footnotes.docx", "odt/visit.odt", "pptx/{first}", "rtf/visit.rtf",
    "eml/html_alternative.eml",
)  # fmt: skip


@dataclass(frozen=True)
class Case:
    """One hostile file.

    Attributes:
        name: file name.
        data: its bytes.
        codes: outcomes allowed, `ok` for a document; None allows any but crash and internal.
    """

    name: str
    data: bytes
    codes: frozenset[str] | None = None


def case(name: str, data: bytes | str, *codes: str) -> Case:
    """A case; text is encoded as UTF-8."""
    raw = data.encode() if isinstance(data, str) else data
    return Case(name, raw, frozenset(codes) if codes else None)


def whole_files() -> Iterator[Path]:
    """An ordinary file or two of each format."""
    for name in WHOLE:
        path = DATA / name
        if "{first}" in name:
            path = sorted(path.parent.glob("*.pptx"))[0]
        yield path


def damaged() -> Iterator[Case]:
    """Ordinary files cut off, with bytes changed, doubled, turned around, under wrong names."""
    names = ["a.pdf", "a.docx", "a.html", "a.txt", "a.doc", "a.zip", "a", "a.exe"]
    for path in whole_files():
        data, stem, suffix = path.read_bytes(), path.stem, path.suffix
        for part in (0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99):
            yield case(f"cut-{part}-{stem}{suffix}", data[: int(len(data) * part)])
        yield case(f"cut-one-{stem}{suffix}", data[:-1])
        for seed in range(8):
            chance = random.Random(f"{path.name} {seed}")
            changed = bytearray(data)
            for _ in range(1 + seed * seed):
                changed[chance.randrange(len(changed))] = chance.randrange(256)
            yield case(f"flip-{seed}-{stem}{suffix}", bytes(changed))
        yield case(f"headless-{stem}{suffix}", data[100:])
        yield case(f"junk-before-{stem}{suffix}", b"\x00\xff junk \r\n" * 20 + data)
        yield case(f"junk-behind-{stem}{suffix}", data + b"\x00\xff junk" * 200)
        yield case(f"twice-{stem}{suffix}", data + data)
        yield case(f"backwards-{stem}{suffix}", data[::-1])
        yield case(f"zeros-{stem}{suffix}", data[: len(data) // 2] + bytes(len(data) // 2))
        chance = random.Random(path.name)
        for wrong in chance.sample(names, 3):
            yield case(f"{stem}-{suffix[1:]}-is-no-{wrong}", data)
