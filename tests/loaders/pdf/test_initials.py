"""A large initial that hangs beside its paragraph belongs to the first word."""

from __future__ import annotations

import io
from textwrap import wrap

import pytest
from reportlab.pdfgen.canvas import Canvas

from policynlp.loaders import load
from policynlp.source import Source

REST = (
    "boat leaves on Mondays and brings the samples of the whole week to the laboratory, where "
    "nobody has counted how many of them are too warm when they arrive. The nurse keeps a list."
)


@pytest.mark.parametrize(
    ("initial", "following"),
    [("T", f"he {REST}"), ("A", f" {REST} Then the boat returns."), ("A", f"fter dark the {REST}")],
)
def test_an_initial_is_joined(initial: str, following: str) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 300))
    canvas.setFont("Helvetica", 30)
    canvas.drawString(40, 227, initial)
    canvas.setFont("Helvetica", 10)
    words, y = following.split(), 240.0
    while words:
        line = wrap(" ".join(words), 50 if y > 220 else 55)[0]
        canvas.drawString(64 if y > 220 else 40, y, line)
        words = words[len(line.split()) :]
        y -= 13
    canvas.save()
    loaded = load(Source("magazine.pdf", out.getvalue()))
    assert [loaded.text[b.start : b.end] for b in loaded.blocks] == [initial + following]
