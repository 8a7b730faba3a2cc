"""Blocks as text that a person can read and compare; `python golden.py` writes the files anew.

A block is a line `[page kind level] text`; a table has a line for each row. Read the difference
before you commit it: the files say what a reader sees on the page.
"""

from __future__ import annotations

from pathlib import Path
from unittest import mock

from policynlp.blocks import RawDocument
from policynlp.errors import InputError
from policynlp.loaders._pdf import ocr
from policynlp.loaders.pdf import load
from policynlp.source import read_source

DATA = Path(__file__).resolve().parents[2] / "data" / "pdf"


def show(raw: RawDocument) -> str:
    """Title, blocks and warnings, one a line."""
    lines = [f"title: {raw.title or '-'}", f"published: {raw.published or '-'}"]
    for block in raw.blocks:
        level = "" if block.level is None else f" {block.level}"
        head = f"[{block.page} {block.kind}{level}]"
        if block.rows is None:
            lines.append(f"{head} {block.text}")
            continue
        lines.append(f"{head} {block.header_rows} header rows")
        for row in block.rows:
            lines.append("    | " + " | ".join(cell.replace("\n", " // ") for cell in row) + " |")
    lines.extend(f"warning: {warning.code}, page {warning.page}" for warning in raw.warnings)
    return "\n".join(lines) + "\n"


def read(path: Path) -> str:
    """What the golden file of a PDF should hold; for one that cannot be read, its error.

    Scans are left unread: what OCR gives depends on its version.
    """
    try:
        with mock.patch.object(ocr, "find_tesseract", return_value=None):
            return show(load(read_source(path)))
    except InputError as error:
        return f"error: {error.code}\n"


if __name__ == "__main__":
    for path in sorted(DATA.glob("*.pdf")):
        path.with_suffix(".txt").write_text(read(path), encoding="utf-8")
