"""A shaded box beside the text is read for itself, and text that it makes narrow stays whole."""

from __future__ import annotations

import io
from textwrap import wrap

from reportlab.pdfgen.canvas import Canvas

from policynlp.loaders import load
from policynlp.source import Source

LONG = (
    "The boat leaves on Mondays and brings the samples of the whole week to the laboratory, where "
    "nobody has counted how many of them are too warm when they arrive. The nurse of the harbour "
    "keeps a list, which the district asks for once a year and does not read, and a box of ice "
    "that the fishermen fill again when they can. In winter there are none, and the samples wait."
)
FACTS = ["Key facts", "Islands: nine", "Boats: one", "Nurses: four"]


def test_a_box_is_read_before_the_next_title() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 500))
    canvas.setFillGray(0.9)
    canvas.rect(340, 360, 120, 90, stroke=0, fill=1)
    canvas.setFillGray(0)
    canvas.setFont("Helvetica", 9)
    for k, fact in enumerate(FACTS):
        canvas.drawString(350, 430 - 18 * k, fact)
    canvas.setFont("Helvetica", 10)
    words, y = LONG.split(), 440.0
    while words:
        line = wrap(" ".join(words), 58 if y > 355 else 84)[0]
        canvas.drawString(40, y, line)
        words = words[len(line.split()) :]
        y -= 15
    canvas.setFont("Helvetica-Bold", 12)
    canvas.drawString(40, y - 15, "What comes next")
    canvas.setFont("Helvetica", 10)
    canvas.drawString(40, y - 35, "A second boat.")
    canvas.save()
    loaded = load(Source("box.pdf", out.getvalue()))
    texts = [loaded.text[block.start : block.end] for block in loaded.blocks]
    assert texts == [LONG, *FACTS, "What comes next", "A second boat."]


def test_numbered_rows_of_a_table_in_small_print_are_no_notes() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(400, 320))
    canvas.setFont("Helvetica", 12)
    for k, line in enumerate(wrap(LONG, 60)):
        canvas.drawString(40, 290 - 16 * k, line)
    canvas.setFont("Helvetica", 9)
    rows = [("No.", "Place", "Boats"), ("1", "Harbour", "3"), ("2", "Depot", "5")]
    rows.append(("3", "Hospital", "none"))
    for k, row in enumerate(rows):
        for x, cell in zip((40, 90, 220), row, strict=True):
            canvas.drawString(x, 110 - 20 * k, cell)
        canvas.line(40, 104 - 20 * k, 340, 104 - 20 * k)
    canvas.save()
    loaded = load(Source("table.pdf", out.getvalue()))
    assert [b.kind for b in loaded.blocks] == ["paragraph", "table"]
