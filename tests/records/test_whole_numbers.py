"""Numbers of people as reports print and spell them."""

from __future__ import annotations

import pytest

from policynlp.folding import fold
from policynlp.languages import lexicon
from policynlp.records.parts.whole_numbers import numbers_in


@pytest.mark.parametrize(
    ("code", "text", "values"),
    [
        ("en", "45 nurses and 1,200 aides", [45, 1200]),
        ("en", "twenty-five aides, two hundred and ten nurses", [25, 210]),
        ("en", "2.3 million children, 233 million learners", [2_300_000, 233_000_000]),
        ("en", "1.716 billion learners and two million teachers", [1_716_000_000, 2_000_000]),
        ("en", "3.5 days, 4 million", [4_000_000]),
        ("fr", "45 infirmiers et 1 200 agents, 1.200 relais", [45, 1200, 1200]),
        ("fr", "1,5 million d'enfants, deux millions d'élèves", [1_500_000, 2_000_000]),
        ("fr", "soixante-dix agents, 3,5 jours", [70]),
        ("en", "210 of the 300 planned vaccinators, out of 9 districts", [210, 9]),
        ("fr", "210 des 300 vaccinateurs, 12 sur 14 districts", [210, 12]),
    ],
)
def test_numbers_are_read(code: str, text: str, values: list[int]) -> None:
    folded = fold(text)
    found = list(numbers_in(folded, lexicon(code)))
    assert [value for _, _, value in found] == values
    assert all(folded[start:end].strip() == folded[start:end] for start, end, _ in found)
