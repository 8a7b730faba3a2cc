"""Blocks as text that a person can read; `python tests/loaders/blocks_golden.py` writes them anew.

A block is a line `kind level page | text`; a table has a line for each row, `//` parts the
paragraphs of a cell. Read the difference before you commit it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from policynlp.blocks import RawDocument
from policynlp.errors import InputError
from policynlp.loaders import LOADERS
from policynlp.loaders.media_types import sniff
from policynlp.source import read_source

TESTS = Path(__file__).resolve().parent.parent
DATA = TESTS / "data"
GOLDEN = TESTS / "golden" / "blocks"
FORMATS = ("text", "markdown", "html", "docx", "odt", "rtf", "pptx", "eml", "doc")


def files() -> list[Path]:
    """The fixtures of all formats but PDF."""
    found = [path for name in FORMATS for path in sorted((DATA / name).iterdir())]
    return [path for path in found if path.is_file() and path.suffix != ".py"]


def golden_path(path: Path) -> Path:
    """Where the golden blocks of a fixture stand."""
    return GOLDEN / f"{path.parent.name}-{path.stem}.txt"


def load_raw(path: Path) -> RawDocument:
    """The raw blocks of a fixture."""
    source = read_source(path)
    loaded: RawDocument = import_module(f"policynlp.loaders.{LOADERS[sniff(source)]}").load(source)
    return loaded


def show(path: Path) -> str:
    """What the golden file of a fixture should hold."""
    try:
        raw = load_raw(path)
    except InputError as error:
        return f"error: {error.code}\n"
    lines = [f"title: {raw.title or '-'}", f"published: {raw.published or '-'}", ""]
    for block in raw.blocks:
        head = f"{block.kind} {block.level or '-'} {block.page or '-'} | "
        if block.rows is None:
            lines.append(head + block.text)
            continue
        lines.append(f"{head}{block.header_rows} header rows")
        for row in block.rows:
            lines.append("    " + " | ".join(cell.replace("\n", " // ") for cell in row))
    lines.extend(f"warning {warning.code}" for warning in raw.warnings)
    return "\n".join(line.rstrip() for line in lines) + "\n"


if __name__ == "__main__":
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for file in files():
        golden_path(file).write_text(show(file), "utf-8")
    sys.stdout.write(f"{len(files())} files\n")
