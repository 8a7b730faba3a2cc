"""Tables of Word files that only set text on a page are read as text."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml import parse_xml

from policynlp.loaders import load
from policynlp.source import Source

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LONG = "The ferry brings the samples of the whole week to the laboratory on the mainland. "
DOWN, FIRST = "<w:vMerge/>", '<w:vMerge w:val="restart"/>'
SHADE = '<w:shd w:val="clear" w:fill="1F4E79"/>'
BOLD = "<w:rPr><w:b/></w:rPr>"


def para(text: str, look: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{look}<w:t>{text}</w:t></w:r></w:p>"


def cell(inner: str, look: str = "") -> str:
    inner = inner if inner.startswith("<") else para(inner)
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inner}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl {W}>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def across(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def blocks_of(*elements: str) -> list[tuple[str, str]]:
    document = docx.Document()
    body = document.element.body
    for element in elements:
        body.insert(len(body) - 1, parse_xml(element.replace("<w:p>", f"<w:p {W}>", 1)))
    out = io.BytesIO()
    document.save(out)
    loaded = load(Source("a.docx", out.getvalue()))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


COUNT = '<w:pStyle w:val="ListNumber"/>'
HEADS = cell("Action") + cell("Responsible") + cell("Deadline")
ROW = cell("Buy a boat") + cell("the crew") + cell("May 2019")
GROUP = cell("Islands in the north", across(3))


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        pytest.param(
            table(cell(para("What we saw", BOLD) + para("It leaks.") + para("It is old."))),
            [("heading", "What we saw"), ("paragraph", "It leaks."), ("paragraph", "It is old.")],
            id="a frame keeps how its lines look",
        ),
        pytest.param(
            table(*[cell(table(cell(para(""))))] * 2),
            [],
            id="tables without text say nothing",
        ),
        pytest.param(
            table(cell("What we saw", SHADE)) + "",
            [("heading", "What we saw")],
            id="a short line on a ground of its own is a title",
        ),
        pytest.param(
            table(cell(para("Samples", BOLD), across(3)), HEADS, ROW, GROUP, ROW),
            [
                ("heading", "Samples"),
                (
                    "table",
                    "Action\tResponsible\tDeadline\nBuy a boat\tthe crew\tMay 2019\n"
                    "Islands in the north\t\t\nBuy a boat\tthe crew\tMay 2019",
                ),
            ],
            id="a row across all columns over their titles names the table",
        ),
        pytest.param(
            table(GROUP, ROW, GROUP, ROW),
            [
                (
                    "table",
                    "Islands in the north\t\t\nBuy a boat\tthe crew\tMay 2019\n"
                    "Islands in the north\t\t\nBuy a boat\tthe crew\tMay 2019",
                )
            ],
            id="one of several such rows does not",
        ),
        pytest.param(
            table(cell("Act") + cell("") + cell("When"), cell("Rest") + cell("") + cell("May")),
            [("table", "Act\tWhen\nRest\tMay")],
            id="a column that only keeps others apart is left out",
        ),
        pytest.param(
            table(cell("No.") + HEADS, *[cell(para("", "", COUNT)) + ROW] * 2),
            [
                (
                    "table",
                    "No.\tAction\tResponsible\tDeadline\n1.\tBuy a boat\tthe crew\tMay 2019\n"
                    "2.\tBuy a boat\tthe crew\tMay 2019",
                )
            ],
            id="numbers that the program counts stand in their cells",
        ),
        pytest.param(
            table(*[cell(para("", "", COUNT)) + cell(text) for text in ("Buy a boat.", "Row it.")]),
            [("list_item", "1. Buy a boat."), ("list_item", "2. Row it.")],
            id="numbers beside texts make a list",
        ),
        pytest.param(
            table(cell("\uf0a8") + cell("Buy a boat."), cell("") + cell("Row it.")),
            [("list_item", "Buy a boat."), ("paragraph", "Row it.")],
            id="bullets beside texts make a list",
        ),
        pytest.param(
            table(cell("yes") + cell("Buy a boat."), cell("no") + cell("Row it.")),
            [("table", "yes\tBuy a boat.\nno\tRow it.")],
            id="words beside texts do not",
        ),
    ],
)  # fmt: skip
def test_table(made: str, wanted: list[tuple[str, str]]) -> None:
    before, after = ("paragraph", "It was so."), ("paragraph", "So it was.")
    assert blocks_of(para("It was so."), made, para("So it was.")) == [before, *wanted, after]


def test_page_set_in_a_row_keeps_how_its_lines_look() -> None:
    side = para("Office of the islands") + para("Box 12")
    text = para("Report", BOLD) + para(LONG * 20) + para("Why we went", BOLD) + para(LONG * 20)
    assert blocks_of(table(cell(side) + cell(text))) == [
        ("heading", "Report"),
        ("paragraph", (LONG * 20).strip()), ("heading", "Why we went"),
        ("paragraph", (LONG * 20).strip()), ("paragraph", "Office of the islands"),
        ("paragraph", "Box 12"),
    ]  # fmt: skip


@pytest.mark.parametrize("left", [("", DOWN), ("", "")])
def test_rows_beside_an_empty_cell_belong_to_the_title_above(left: tuple[str, str]) -> None:
    rows = []
    for title in ("What we saw", "What we need", "What comes next"):
        rows.append(cell(title, FIRST if left[1] else "") + cell(LONG * 3))
        rows.append(cell(*left) + cell("A short line"))
        rows.append(cell(*left) + cell(LONG * 3))
    found = blocks_of(table(*rows))
    assert [text for kind, text in found if kind == "heading"] == [
        "What we saw", "What we need", "What comes next",
    ]  # fmt: skip
    assert found.count(("paragraph", "A short line")) == 3
