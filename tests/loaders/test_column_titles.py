"""A first row of short titles heads its columns, "No." among them, also where no file says so."""

from __future__ import annotations

import pytest

from policynlp.rows import header_rows


@pytest.mark.parametrize(
    ("first", "wanted"),
    [
        (["No.", "Course", "Period", "Boats"], 1),
        (["Boat", "Course", "Period", "Nets"], 1),
        (["They sail.", "Course", "Period", "Nets"], 0),
    ],
)
def test_a_row_of_titles_heads_its_columns(first: list[str], wanted: int) -> None:
    assert header_rows([first, ["1", "Sailing", "May", "two"]], 0) == wanted
