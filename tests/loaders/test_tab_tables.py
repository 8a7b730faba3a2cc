"""Tables by tabs in texts without blank lines: what belongs to them, and what stands below."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

TABLE = "Well\tOwner\tDepth\nNorth\tParish\t12 m\nSouth\tTown\t30 m\n"
BELOW = "The wells were dug by hand.\nNobody was hurt.\n"


def tables(text: str) -> list[int]:
    """How many rows each table has."""
    return [len(b.rows) for b in load(Source("wells.txt", text.encode())).blocks if b.rows]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (TABLE + BELOW, [3]),
        (TABLE + BELOW * 5 + TABLE, [3, 3]),
        (TABLE + "Pumps\n" + BELOW + TABLE, [3, 3]),
        (TABLE + BELOW + "Pumps\n" + TABLE, [3, 3]),
        (TABLE + "The pumps are these:\n" + TABLE, [3, 3]),
        (TABLE + BELOW + "Pump\tYear\nHand\t1990\n", [3, 2]),
        # A row that heads others, and the rest of a cell.
        (TABLE + "Across the river\nEast\tSchool\t9 m\n", [5]),
        (TABLE + "to the first rock\nEast\tSchool\t9 m\n", [4]),
    ],
)
def test_a_table_ends_where_text_begins(text: str, wanted: list[int]) -> None:
    assert tables("Wells of the valley\n" + text) == wanted
