"""Rows of a table that stand as boxes, lines, items or columns are read as rows of one table."""

from __future__ import annotations

import time

import pytest

from policynlp.blocks import RawBlock
from policynlp.loaders import load
from policynlp.loaders.gathering import gather_rows
from policynlp.outline import read_outline
from policynlp.source import Source

TITLES = ("Action", "Responsible", "Deadline")
RECORDS = (
    ("Mend the roof of the ward", "District", "May 2020"),
    ("Buy two boats", "Ministry", "June 2021"),
)


def paragraphs(*texts: str) -> list[RawBlock]:
    return [RawBlock("paragraph", text) for text in texts]


def box(titles: tuple[str, ...], record: tuple[str, ...]) -> RawBlock:
    return RawBlock("table", rows=tuple(zip(titles, record, strict=True)))


def table(*rows: tuple[str, ...]) -> RawBlock:
    return RawBlock("table", rows=rows)


AS_BOXES = [box(TITLES, record) for record in RECORDS]
AS_LINES = paragraphs(
    *(f"{title}: {cell}" for record in RECORDS for title, cell in zip(TITLES, record, strict=True))
)
TURNED = [table(*zip(TITLES, *RECORDS, strict=True))]
AS_ITEMS = [
    RawBlock("list_item", f"• {what} (Responsible: {who}; Deadline: {when})", 1)
    for what, who, when in RECORDS
]


def values(blocks: list[RawBlock]) -> list[tuple[str, ...]]:
    """The rows of the only block, a table, that are not its titles."""
    (found,) = gather_rows(blocks)
    assert found.rows is not None
    titles = [cell for cell in found.rows[0] if cell]
    return [row for row in found.rows if not set(row) <= {*titles, ""}]


@pytest.mark.parametrize("blocks", [AS_BOXES, AS_LINES, TURNED, AS_ITEMS, AS_BOXES[:1]])
def test_rows_of_other_shapes_are_rows(blocks: list[RawBlock]) -> None:
    assert values(blocks) == list(RECORDS)[: 1 if len(blocks) == 1 and blocks is not TURNED else 2]


def test_a_value_may_be_missing_and_the_rest_of_the_lines_stays() -> None:
    before, *table_and_after = gather_rows(
        paragraphs("Place: Pemba", "Action: Mend the roof", "Who: District", "When: May",
                   "Action: Buy boats", "When: June", "Contact: the crew")
    )  # fmt: skip
    assert before.text == "Place: Pemba"
    assert table_and_after[0].rows == (
        ("Action", "Who", "When"), ("Mend the roof", "District", "May"),
        ("Action", "", "When"), ("Buy boats", "", "June"),
    )  # fmt: skip
    assert table_and_after[1].text == "Contact: the crew"


def test_two_pairs_a_row_become_one() -> None:
    form = table(
        ("Country", "Papua New Guinea", "Traveller", "Ruth of the island"),
        ("Period", "2 to 8 May 2015", "Places", "Goroka and Madang"),
        ("Cleared by", "the head of office", "", ""),
    )
    (found,) = gather_rows([form])
    assert found.rows is not None
    assert [row[0] for row in found.rows] == [
        "Country", "Traveller", "Period", "Places", "Cleared by",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "blocks",
    [
        [box(("Traveller", "Dates"), ("Ruth", "2 May"))],
        paragraphs("Question: Who came?", "Answer: Nobody did.", "Question: Why?", "Answer: Rain."),
        paragraphs("Date: 2 May", "Venue: Goroka", "Chair: Ruth"),
        [RawBlock("list_item", "• Ruth (Ministry of Health)", 1), RawBlock("list_item", "• Sione")],
        [RawBlock("list_item", f"• Course {i} (Place: Madang)", 1) for i in (1, 2)],
        [table(("Indicator", "2019", "2020"), ("Visits", "3", "4"))],
        [table(("Dili", "a visit to the store", "SAMES", "for two days of counting"))],
    ],
)
def test_forms_and_text_stay_as_they_are(blocks: list[RawBlock]) -> None:
    assert gather_rows(blocks) == blocks


@pytest.mark.parametrize("head", ["Table 2. Plan of the year", ""])
def test_titles_of_columns_may_stand_under_a_title_and_come_back(head: str) -> None:
    rows = [[head, "", ""], TITLES, RECORDS[0], ["", "Responsible", ""], RECORDS[1]]
    html = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows if any(row)
    )
    page = f"<html><body><h1>Plan</h1><table>{html}</table></body></html>"
    outline = read_outline(load(Source("plan.html", page.encode())))
    found = [passage for passage in outline.passages if passage.kind == "row"]
    assert [tuple(cell.text for cell in row.cells) for row in found] == list(RECORDS)
    assert [cell.header for cell in found[1].cells] == list(TITLES)
    assert {row.group for row in found} == {None}


@pytest.mark.parametrize("label", ["Action", "Line {}"])
def test_many_labelled_lines_are_read_in_bounded_time(label: str) -> None:
    blocks = paragraphs(*(f"{label.format(i)}: Mend the roof" for i in range(20_000)))
    begin = time.process_time()
    gather_rows(blocks)
    assert time.process_time() - begin < 3
