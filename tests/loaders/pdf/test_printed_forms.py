"""Ruled tables whose cells hold whole sections are read as titles, text and the tables in them."""

from __future__ import annotations

import io
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from policynlp.loaders import load
from policynlp.source import Source

TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=9, leading=11)
BOLD = ParagraphStyle("bold", parent=TEXT, fontName="Helvetica-Bold")
LONG = (
    "The boat leaves on Mondays and brings the samples of the whole week to the laboratory. "
    "Nobody has counted how many of them are too warm when they arrive there. " * 3
).strip()
STOCK = [["Item", "Boxes", "Place"], ["Gloves", "12", "Harbour"], ["Masks", "40", "Hospital"]]
RULES = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]


def printed(rows: list[list[Any]], widths: list[float], *more: tuple[Any, ...]) -> bytes:
    out = io.BytesIO()
    table = Table(rows, colWidths=widths, style=[*RULES, *more])
    SimpleDocTemplate(out).build([Paragraph("Report", BOLD), table])
    return out.getvalue()


def blocks_of(data: bytes) -> list[tuple[str, str]]:
    loaded = load(Source("form.pdf", data))
    found = [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]
    return [each for each in found if each[1] != "Report"]


def stock() -> Table:
    return Table(STOCK, colWidths=[90, 90, 90], style=RULES)


def test_titles_left_of_sections_with_a_table_among_the_text() -> None:
    def text(words: str) -> Paragraph:
        return Paragraph(words, TEXT)

    rows = [
        [text("Subject"), text("Visit to the islands")],
        [text("What we saw"), [text(LONG), text(LONG)]],
        [text("What is in store"), stock()],
        [text("What we need"), [text("Before winter:"), stock(), text("And a second boat.")]],
        [text("What comes next"), text(LONG)],
    ]
    assert blocks_of(printed(rows, [90, 340])) == [
        ("table", "Subject\tVisit to the islands"),
        ("heading", "What we saw"),
        ("paragraph", LONG),
        ("paragraph", LONG),
        ("heading", "What is in store"),
        ("table", "\n".join("\t".join(row) for row in STOCK)),
        ("heading", "What we need"),
        ("paragraph", "Before winter:"),
        ("table", "\n".join("\t".join(row) for row in STOCK)),
        ("paragraph", "And a second boat."),
        ("heading", "What comes next"),
        ("paragraph", LONG),
    ]


@pytest.mark.parametrize("style", [TEXT, BOLD], ids=["plain titles", "bold titles"])
def test_titles_across_the_form_over_text_and_over_rows_of_columns(style: ParagraphStyle) -> None:
    across = [["What we saw"], [LONG], ["What comes next"], [LONG], ["What is in store"]]
    rows = [[Paragraph(row[0], TEXT if row[0] == LONG else style), "", ""] for row in across]
    inside = ["In the mountains", "", ""]
    spans = [("SPAN", (0, row), (-1, row)) for row in (0, 1, 2, 3, 4, 8)]
    last = ["Tents", "3", "Depot"]
    made = printed([*rows, *STOCK, inside, last], [150, 140, 140], *spans)
    assert blocks_of(made) == [
        ("heading", "What we saw"),
        ("paragraph", LONG),
        ("heading", "What comes next"),
        ("paragraph", LONG),
        ("heading", "What is in store"),
        ("table", "\n".join("\t".join(row) for row in [*STOCK, inside, last])),
    ]


def test_titles_left_of_sections_on_several_pages() -> None:
    rows = [
        [Paragraph(title, TEXT), Paragraph(LONG, TEXT)]
        for title in ("First", "Second", "Third", "Fourth", "Fifth", "Sixth", "Seventh", "Eighth")
    ]
    out = io.BytesIO()
    table = Table(rows, colWidths=[60, 150], style=RULES, splitInRow=1)
    SimpleDocTemplate(out, pagesize=(300, 320), topMargin=36, bottomMargin=36).build([table])
    found = blocks_of(out.getvalue())
    assert [text for kind, text in found if kind == "heading"] == [row[0].text for row in rows]
    assert [text for kind, text in found if kind != "heading"] == [LONG] * len(rows)


def test_figures_and_words_cut_in_narrow_cells_are_whole() -> None:
    cells = [["Place", "Cost"], ["Harbour in Mindelo", "13,800"], ["Mindelo", "2019\n2020"]]
    out = io.BytesIO()
    table = Table(cells, colWidths=[80, 80], style=RULES)
    cut = [
        ["Pla\nce", "Ref\n.", "Cost"],
        ["Mind\nelo", "a/1", "13,\n800"],
        ["x", "b", "2019\n2020"],
    ]
    narrow = Table(cut, colWidths=[30, 30, 27], style=RULES)
    SimpleDocTemplate(out).build([table, Paragraph("Place", TEXT), narrow])
    tables = [text for kind, text in blocks_of(out.getvalue()) if kind == "table"]
    assert tables[1].split("\n")[0] == "Place\tRef.\tCost"
    assert "Mindelo\ta/1\t13,800" in tables[1]
    assert "2019 2020" in tables[1]


def test_a_row_whose_cells_stand_on_two_pages_is_whole() -> None:
    from reportlab.platypus import PageBreak

    def made(rows: list[list[str]]) -> Table:
        return Table(rows, colWidths=[90, 90, 90], style=RULES)

    out = io.BytesIO()
    first = [*STOCK, ["", "7", "Depot"]]
    second = [["Tents", "", ""], ["Boats", "2", "Quay"]]
    story = [made(first), PageBreak(), made(second)]
    SimpleDocTemplate(out).build(story)
    wanted = [*STOCK, ["Tents", "7", "Depot"], ["Boats", "2", "Quay"]]
    assert blocks_of(out.getvalue()) == [("table", "\n".join("\t".join(row) for row in wanted))]
