"""Lists set as tables or run into one paragraph are read as lists."""

from __future__ import annotations

import pytest

from policynlp.blocks import RawBlock
from policynlp.loaders.listing import mark_bare_items, open_lists


def table(*rows: tuple[str, ...], header_rows: int = 0) -> RawBlock:
    return RawBlock("table", rows=rows, header_rows=header_rows)


@pytest.mark.parametrize(
    ("block", "wanted"),
    [
        (table(("1", "Mend the roof"), ("2", "Buy boats")), ["1. Mend the roof", "2. Buy boats"]),
        (table(("No.", "Text"), ("1", "Mend the roof"), ("2", "Buy boats"), header_rows=1),
         ["No. Text", "1. Mend the roof", "2. Buy boats"]),
        (table(("•", "Mend the roof"), ("•", "Buy boats")), ["• Mend the roof", "• Buy boats"]),
        (table(("For the district", ""), ("R1", "Mend it"), ("For all", ""), ("R2", "Buy boats")),
         ["For the district:", "R1. Mend it", "For all:", "R2. Buy boats"]),
        (table(("District", "Mend the roof"), ("", "Paint it"), ("Ministry", "Buy boats")),
         ["District:", "• Mend the roof", "• Paint it", "Ministry:", "• Buy boats"]),
        (RawBlock("paragraph", "(i) mend the roof; (ii) paint it; and (iii) buy two boats."),
         ["(i) mend the roof;", "(ii) paint it; and", "(iii) buy two boats."]),
        (RawBlock("list_item", "1) Mend the roof. 2) Paint the roof.", 2),
         ["1) Mend the roof.", "2) Paint the roof."]),
    ],
)  # fmt: skip
def test_lists_of_other_shapes_are_lists(block: RawBlock, wanted: list[str]) -> None:
    found = open_lists(block)
    assert [part.text for part in found] == wanted
    assert {part.kind for part in found} <= {"list_item", "paragraph", "caption"}


@pytest.mark.parametrize(
    "block",
    [
        table(("No.", "Action"), ("1", "Mend the roof"), ("2", "Buy boats")),
        table(("Country", "Fiji"), ("Dates", "2 May"), ("Places", "Suva")),
        table(("2019", "three boats"), ("2020", "four boats")),
        RawBlock("paragraph", "The trip was (i) to mend the roof and (ii) to paint it."),
        RawBlock("paragraph", "(i) mend the roof as the rules of part (v) have it."),
        RawBlock("paragraph", "1) see 2) below"),
    ],
)
def test_tables_and_text_stay_as_they_are(block: RawBlock) -> None:
    assert open_lists(block) == [block]


HEADS = [RawBlock("heading", "Report", 1), RawBlock("heading", "1. Aims", 2)]
LONG = "The boats left on Monday and came back with all samples of the week."


def paragraphs(*texts: str) -> list[RawBlock]:
    return [RawBlock("paragraph", text) for text in texts]


@pytest.mark.parametrize("after", [paragraphs(LONG), [RawBlock("heading", "Next", 2)], []])
def test_bare_lines_under_a_title_are_items(after: list[RawBlock]) -> None:
    found = mark_bare_items([*HEADS, *paragraphs("Mend the roof", "Buy two boats"), *after])
    items = [RawBlock("list_item", text, 1) for text in ("Mend the roof", "Buy two boats")]
    assert found == [*HEADS, *items, *after]


@pytest.mark.parametrize(
    "blocks",
    [
        [HEADS[0], *paragraphs("Suva in Fiji", "May of 2019")],  # a title page
        [HEADS[0], RawBlock("heading", "Draft", 2), *paragraphs("Suva in Fiji", "May of 2019")],
        [*HEADS, *paragraphs(LONG, "Suva in Fiji", "May of 2019")],
        [*HEADS, *paragraphs("Mend the roof"), *paragraphs(LONG)],
        [*HEADS, *paragraphs("Dates: May 2019", "Place: Suva")],
    ],
)
def test_other_lines_are_no_items(blocks: list[RawBlock]) -> None:
    assert mark_bare_items(blocks) == blocks
