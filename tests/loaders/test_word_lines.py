"""Word files that other programs made: a paragraph for each line, tabs for cells, boxes."""

from __future__ import annotations

import io
from textwrap import wrap

import docx
import docx.enum.text
from docx.oxml import parse_xml

from policynlp.loaders import load
from policynlp.source import Source

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
V = "urn:schemas-microsoft-com:vml"
TEXT = (
    "The ferry brings the samples of the whole week to the laboratory on the mainland, where two"
    " nurses sort them by island and day. In winter the sea is too rough for small boats and the"
    " samples wait in the cold room of the harbour, which has its own generator. "
)


def blocks_of(document: docx.document.Document) -> list[tuple[str, str]]:
    out = io.BytesIO()
    document.save(out)
    loaded = load(Source("a.docx", out.getvalue()))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


def lined(*texts: str, width: int = 80) -> docx.document.Document:
    """A document of lines; pages of twelve with a head and a number as their first and last."""
    document = docx.Document()
    lines = [line for text in texts for line in wrap(text, width)]
    for start in range(0, len(lines), 12):
        document.add_paragraph("Report of the island crew")
        for line in lines[start : start + 12]:
            document.add_paragraph().add_run(line).bold = line.startswith("What") or None
        document.add_paragraph(str(start // 12 + 1)).add_run().add_break(
            docx.enum.text.WD_BREAK.PAGE
        )
    return document


def test_lines_are_put_together_and_edges_of_pages_taken_out() -> None:
    text = (TEXT * 3).strip()
    found = blocks_of(lined("What we saw", text, "1. Buy a boat. " + text, "What we need", TEXT))
    assert found == [
        ("header", "Report of the island crew"),
        ("heading", "What we saw"),
        ("paragraph", text),
        ("list_item", "1. Buy a boat. " + text),
        ("heading", "What we need"),
        ("paragraph", TEXT.strip()),
        *(("footer", str(page)) for page in (1, 2, 3)),
    ]


def test_whole_paragraphs_stay_as_they_are() -> None:
    document = docx.Document()
    texts = ["Office of the islands", "and of the coast", TEXT.strip(), "Box 12", TEXT.strip()]
    for text in texts * 3:
        document.add_paragraph(text)
    assert [text for _, text in blocks_of(document)] == texts * 3


def test_cells_parted_by_tabs_are_a_table() -> None:
    document = docx.Document()
    rows = ["Action\tWho\tWhen", "Buy a boat\tthe crew\tMay", "Row it\tthe nurses\tJune"]
    for text in ("It was so.", *rows, "So it was."):
        document.add_paragraph(text)
    assert blocks_of(document) == [
        ("paragraph", "It was so."), ("table", "\n".join(rows)), ("paragraph", "So it was."),
    ]  # fmt: skip


def test_codes_before_sentences_are_no_columns() -> None:
    document = docx.Document()
    for text in ("R1\tBuy a boat.", "R2\tRow it.", "R3\tSell it."):
        document.add_paragraph(text)
    assert "table" not in [kind for kind, _ in blocks_of(document)]


def test_a_box_held_by_the_start_of_a_paragraph_stands_before_it() -> None:
    document = docx.Document()
    for text in ("Summary", TEXT.strip()):
        document.add_paragraph(text)
    paragraph = document.paragraphs[0]._p
    paragraph.insert(
        0,
        parse_xml(
            f'<w:r xmlns:w="{W}" xmlns:v="{V}"><w:pict><v:shape><v:textbox><w:txbxContent><w:p>'
            "<w:r><w:t>Boats of the islands</w:t></w:r></w:p></w:txbxContent></v:textbox>"
            "</v:shape></w:pict></w:r>"
        ),
    )
    assert [text for _, text in blocks_of(document)] == [
        "Boats of the islands", "Summary", TEXT.strip(),
    ]  # fmt: skip


def test_a_line_in_the_capitals_of_its_font_is_a_title() -> None:
    document = docx.Document()
    for text in (TEXT, "What we saw", TEXT):
        run = document.add_paragraph().add_run(text)
        run.font.small_caps = run.text != TEXT or None
    assert ("heading", "What we saw") in blocks_of(document)
