"""Typed lists of contents are no text of the document."""

from __future__ import annotations

import pytest

from policynlp.blocks import RawBlock
from policynlp.loaders.contents import without_contents

TITLES = ("1. The islands", "2. The boats", "3. What we need")
BODY = [
    block
    for title in TITLES
    for block in (RawBlock("heading", title, 2), RawBlock("paragraph", "Rain fell all day."))
]


@pytest.mark.parametrize(
    "listed",
    [
        [RawBlock("paragraph", f"{title}\t{page}") for page, title in enumerate(TITLES, 2)],
        [RawBlock("list_item", f"{title} ........ {page}") for page, title in enumerate(TITLES, 2)],
        [RawBlock("table", rows=tuple((t, str(page)) for page, t in enumerate(TITLES, 2)))],
        [RawBlock("table", rows=tuple((*t.split(" ", 1), str(page)) for page, t in
                                      enumerate(TITLES, 2)))],
    ],
)  # fmt: skip
def test_lines_of_contents_are_left_out(listed: list[RawBlock]) -> None:
    head = [RawBlock("heading", "Report", 1), RawBlock("heading", "Contents", 2)]
    found = without_contents([*head, *listed, *BODY])
    assert found == [head[0], *BODY]


@pytest.mark.parametrize(
    "listed",
    [
        [RawBlock("paragraph", title) for title in TITLES],  # an agenda has no pages
        [RawBlock("paragraph", f"{TITLES[0]} 2")],
        [RawBlock("list_item", f"Boats of district {number}") for number in (1, 2, 3)],
        # An empty block below is no title of lines without a page.
        [
            *(RawBlock("paragraph", word) for word in ("Menu", "Boats", "Piers")),
            RawBlock("paragraph"),
        ],
    ],
)
def test_other_lines_stay(listed: list[RawBlock]) -> None:
    assert without_contents([*listed, *BODY]) == [*listed, *BODY]
