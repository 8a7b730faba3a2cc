"""Damaged, locked and scanned files: one page costs that page, one file a clear error."""

from __future__ import annotations

import io
import random
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


@pytest.mark.parametrize("rounds", [25, pytest.param(250, marks=pytest.mark.slow)])
def test_mutated_files_are_read_or_give_a_clear_error(rounds: int) -> None:
    """Seeded: bytes changed, cut out and doubled in the test files."""
    choice = random.Random(7)
    files = [path.read_bytes() for path in sorted(DATA.glob("*.pdf"))]
    outcomes = set()
    for _ in range(rounds):
        data = bytearray(choice.choice(files))
        for _ in range(choice.choice((1, 5, 30, 200))):
            kind, at = choice.random(), choice.randrange(len(data))
            if kind < 0.6:
                data[at] = choice.randrange(256)
            elif kind < 0.8:
                del data[at : at + choice.randrange(1, 50)]
            else:
                other = choice.randrange(len(data))
                data[at:at] = data[other : other + choice.randrange(1, 200)]
        try:
            load(Source("x.pdf", bytes(data)))
            outcomes.add("read")
        except InputError as error:
            outcomes.add(error.code)
    assert outcomes <= {"read", "corrupt", "encrypted"}
    assert {"read", "corrupt"} <= outcomes


def test_bookmark_that_is_no_text_is_left_out() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0, invariant=True)
    canvas.drawString(72, 700, "A page with a bookmark.")
    canvas.bookmarkPage("here")
    canvas.addOutlineEntry("Bookmark", "here")
    canvas.save()
    data = buffer.getvalue()
    title = b"/Title (Bookmark)"
    assert title in data
    raw = load(Source("x.pdf", data.replace(title, b"/Title <FEFFD800D801>")))
    assert [block.text for block in raw.blocks] == ["A page with a bookmark."]
