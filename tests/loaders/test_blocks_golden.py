"""The fixtures read as their golden files say, and no word of them is lost."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from policynlp.loaders import load
from policynlp.source import read_source

sys.path.insert(0, str(Path(__file__).parent))
from blocks_golden import files, golden_path, show

FILES = files()


def needs_office(path: Path) -> None:
    if path.suffix == ".doc" and shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_blocks_are_those_of_the_golden_file(path: Path) -> None:
    needs_office(path)
    assert show(path) == golden_path(path).read_text("utf-8")


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_blocks_lie_in_order_and_cells_in_their_table(path: Path) -> None:
    needs_office(path)
    loaded = load(read_source(path))
    position = 0
    for block in loaded.blocks:
        assert position <= block.start < block.end <= len(loaded.text)
        position = block.end
        for row, cells in zip(block.rows or (), loaded.cells.get(block.id, ()), strict=True):
            for text, cell in zip(row, cells, strict=True):
                assert loaded.text[cell.start : cell.end] == text
        start = loaded.content_starts.get(block.id, block.start)
        assert block.start <= start < block.end


TEXTS = [
    path
    for path in FILES
    if path.parent.name == "text" and path.stem not in ("hard_wrapped", "mojibake")
]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_every_word_of_a_text_is_kept_once(path: Path) -> None:
    raw = path.read_bytes()
    encoding = {"cp1252": "cp1252", "mac_roman": "mac_roman", "utf16_no_bom": "utf-16-le"}
    words = re.findall(r"\w+", raw.decode(encoding.get(path.stem, "utf-8")))
    found = re.findall(r"\w+", load(read_source(path)).text)
    bullets = {"o"}
    assert sorted(w for w in found if w not in bullets) == sorted(
        w for w in words if w not in bullets
    )
