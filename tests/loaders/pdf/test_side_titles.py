"""Titles in a margin are read before the text beside them; labels left of values are a table."""

from __future__ import annotations

import io
from textwrap import wrap

from reportlab.pdfgen.canvas import Canvas

from policynlp.loaders import load
from policynlp.source import Source

LONG = (
    "The boat leaves on Mondays and brings the samples of the whole week to the laboratory, where "
    "nobody has counted how many of them are too warm when they arrive. The nurse keeps a list."
)
SECTIONS = {
    "What we saw": [LONG, LONG],
    "Who was there from all the islands": [LONG],
    "What we ask for": ["• a second boat;", "• ice in winter.", LONG],
}


def page_of(sections: dict[str, list[str]], *, head: str = "Report of the visit") -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(500, 600))
    canvas.setFont("Helvetica-Bold", 15)
    canvas.drawString(40, 550, head)
    y = 515.0
    for title, paragraphs in sections.items():
        canvas.setFont("Helvetica-Bold", 10)
        for k, line in enumerate(wrap(title, 16)):
            canvas.drawString(40, y - 13 * k, line)
        canvas.setFont("Helvetica", 9.5)
        for paragraph in paragraphs:
            for line in wrap(paragraph, 66):
                canvas.drawString(150, y, line)
                y -= 12.5
            y -= 7
        y -= 10
    canvas.save()
    return out.getvalue()


def blocks_of(data: bytes) -> list[tuple[str, str]]:
    loaded = load(Source("letter.pdf", data))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


def test_titles_in_the_margin_stand_over_their_text() -> None:
    assert blocks_of(page_of(SECTIONS)) == [
        ("heading", "Report of the visit"),
        ("heading", "What we saw"),
        ("paragraph", LONG),
        ("paragraph", LONG),
        ("heading", "Who was there from all the islands"),
        ("paragraph", LONG),
        ("heading", "What we ask for"),
        ("list_item", "a second boat;"),
        ("list_item", "ice in winter."),
        ("paragraph", LONG),
    ]


def test_labels_of_short_values_are_no_titles() -> None:
    values = {"Place": ["Mindelo"], "Date": ["3 May 2019"], "Written by": ["the crew"]}
    kinds = {kind for kind, text in blocks_of(page_of(values)) if "Mindelo" in text}
    assert kinds == {"table"}
