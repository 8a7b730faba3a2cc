"""What is filled into the fields of a form is read where it is printed; its buttons are not."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen.canvas import Canvas

from policynlp.loaders import load
from policynlp.source import Source

TITLE = "Report of the visit"
ANSWERS = {"Place": "Mindelo", "Findings": "The boat was late. The samples were warm."}


def form(*, flags: str = "") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 400))
    canvas.setFont("Helvetica-Bold", 14)
    canvas.drawString(40, 350, TITLE)
    y = 320
    for label, text in ANSWERS.items():
        canvas.setFont("Helvetica", 10)
        canvas.drawString(40, y, f"{label}:")
        canvas.acroForm.textfield(
            value=text, name=label, x=40, y=y - 30, width=300, height=24, fontSize=10,
            fontName="Helvetica", fieldFlags=flags, maxlen=None,
        )  # fmt: skip
        y -= 60
    canvas.save()
    return out.getvalue()


def unadorned(data: bytes) -> bytes:
    """The form as programs leave it that let the reader draw what is in the fields."""
    assert data.count(b"/AP <<") == len(ANSWERS)
    return data.replace(b"/AP <<", b"/XP <<")


def texts(data: bytes) -> list[str]:
    loaded = load(Source("form.pdf", data))
    return [loaded.text[block.start : block.end] for block in loaded.blocks]


@pytest.mark.parametrize("data", [form(), unadorned(form())], ids=["drawn", "left to the reader"])
def test_fields_are_read_after_their_labels(data: bytes) -> None:
    assert texts(data) == [TITLE, "Place:", "Mindelo", "Findings:", ANSWERS["Findings"]]


def test_hidden_fields_are_not_read() -> None:
    hidden = form().replace(b"/F 4", b"/F 2")
    assert texts(hidden) == [TITLE, "Place:", "Findings:"]


def test_buttons_are_not_read() -> None:
    button = form().replace(b"/FT /Tx", b"/FT /Btn").replace(b"/Ff 0", b"/Ff 65536")
    assert texts(button) == [TITLE, "Place:", "Findings:"]
