"""Damaged, locked and scanned files: one page costs that page, one file a clear error."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from policynlp.errors import InputError
from policynlp.loaders.pdf import load
from policynlp.source import Source, read_source

DATA = Path(__file__).resolve().parents[2] / "data" / "pdf"


def _pdf(pages: list[str]) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0, invariant=True)
    for text in pages:
        if text:
            canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def test_password_is_an_encrypted_error() -> None:
    with pytest.raises(InputError) as caught:
        load(read_source(DATA / "locked.pdf"))
    assert caught.value.code == "encrypted"
    assert "password" in caught.value.message


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"%PDF-1.4\n" + b"\x00\xff" * 500, _pdf(["A line"])[:200]]
)
def test_damaged_file_is_a_corrupt_error(data: bytes) -> None:
    with pytest.raises(InputError) as caught:
        load(Source("x.pdf", data))
    assert caught.value.code == "corrupt"


def test_file_cut_off_at_its_end_is_still_read() -> None:
    data = _pdf(["The first page of the report."])
    raw = load(Source("x.pdf", data[: data.index(b"startxref")]))
    assert [block.text for block in raw.blocks] == ["The first page of the report."]


def test_damaged_page_costs_that_page_only() -> None:
    data = _pdf(["The first page.", "The second page.", "The third page."])
    raw = load(Source("x.pdf", data.replace(b"/Type /Page\n", b"/Type /Pqge\n", 1)))
    assert [block.text for block in raw.blocks] == ["The second page.", "The third page."]
    assert [(warning.code, warning.page) for warning in raw.warnings] == [("page_failed", 1)]


def test_picture_of_a_page_is_named_with_the_remedy() -> None:
    raw = load(read_source(DATA / "scan_and_text.pdf"))
    (warning,) = raw.warnings
    assert (warning.code, warning.page) == ("scanned_page", 2)
    assert "policynlp[ocr]" in warning.message


def test_blank_page_is_told_from_a_scan() -> None:
    raw = load(Source("x.pdf", _pdf(["A page with text.", ""])))
    assert [(warning.code, warning.page) for warning in raw.warnings] == [("empty_page", 2)]


def test_same_bytes_give_the_same_blocks() -> None:
    source = read_source(DATA / "two_columns.pdf")
    assert load(source) == load(source)


def test_cost_grows_with_the_pages_only() -> None:
    """Ten times the pages take about ten times the steps, counted instead of timed."""
    def steps(pages: int) -> int:
        texts = [f"Page {n} speaks of district {n % 7}." for n in range(pages)]
        source = Source("x.pdf", _pdf(texts))
        count = 0

        def tick(*_: object) -> None:
            nonlocal count
            count += 1

        sys.setprofile(tick)
        try:
            load(source)
        finally:
            sys.setprofile(None)
        return count

    steps(3)
    assert steps(200) < 12 * steps(20)
