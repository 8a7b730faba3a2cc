"""The test files read as their golden files say, and nothing on them is lost or misplaced."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
from collections import Counter
from pathlib import Path

import pytest

from policynlp.blocks import RawDocument
from policynlp.loaders._pdf import ocr
from policynlp.loaders.pdf import load
from policynlp.source import read_source

sys.path.insert(0, str(Path(__file__).parent))
from golden import DATA, read  # the script beside this file

FILES = sorted(DATA.glob("*.pdf"))
# Words that pdftotext gives otherwise: the header row repeated on the second page; the letters of
# a slanted watermark.
KNOWN = {"long_table": 4, "watermark": 8}
# Narrow cells cut words there, which pdftotext leaves in pieces: the letters are compared.
CUT = {"cell_over_page", "words_cut_in_cells"}
READABLE = [path for path in FILES if path.stem != "locked"]


@pytest.fixture(autouse=True)
def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "find_tesseract", lambda: None)


def test_every_file_has_a_golden_file() -> None:
    assert FILES
    assert [path.stem for path in FILES] == sorted(path.stem for path in DATA.glob("*.txt"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_blocks_are_those_of_the_golden_file(path: Path) -> None:
    assert read(path) == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_boxes_lie_on_the_page_and_pages_are_in_order(path: Path) -> None:
    import pypdfium2

    raw = load(read_source(path))
    pdf = pypdfium2.PdfDocument(path.read_bytes())
    sizes = [pdf[index].get_size() for index in range(len(pdf))]
    pages = [block.page or 0 for block in raw.blocks]
    assert raw.page_count == len(pdf)
    assert pages == sorted(pages)
    for block in raw.blocks:
        assert block.page is not None and block.bbox is not None
        x0, top, x1, bottom = block.bbox
        width, height = sizes[block.page - 1]
        assert 0 <= x0 < x1 <= width + 0.1, block
        assert 0 <= top < bottom <= height + 0.1, block


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler) is not there")
@pytest.mark.parametrize("path", READABLE, ids=lambda path: path.stem)
def test_no_word_is_lost_or_doubled_against_pdftotext(path: Path) -> None:
    other = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True
    ).stdout.decode()
    theirs, ours = _words(other), _words(_text(load(read_source(path))))
    if path.stem in CUT:
        theirs, ours = (Counter("".join(words.elements())) for words in (theirs, ours))
    spare = KNOWN.get(path.stem, 2)
    assert (theirs - ours).total() <= max(0.01 * theirs.total(), spare), theirs - ours
    assert (ours - theirs).total() <= max(0.01 * theirs.total(), spare), ours - theirs


def _text(raw: RawDocument) -> str:
    parts = []
    for block in raw.blocks:
        parts.extend([block.text] if block.rows is None else [" ".join(row) for row in block.rows])
    return "\n".join(parts)


def _words(text: str) -> Counter[str]:
    """Words without their hyphens; what one at a line end means is tested apart."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub(r"(?<=[^\W_])[-\u00ad\u2010\u2011]\n?(?=[^\W_])", "", text)
    return Counter(re.findall(r"\w+", text.casefold()))
