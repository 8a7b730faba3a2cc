"""A minute of fuzzing at each change; `fuzz.py` runs for as long as you like."""

from __future__ import annotations

import pytest
from fuzz import fuzz, made

from policynlp.errors import InputError
from policynlp.loaders import load
from policynlp.source import Source


def test_same_seed_makes_same_files() -> None:
    one, two = made(5), made(5)
    assert [next(one) for _ in range(30)] == [next(two) for _ in range(30)]


@pytest.mark.parametrize(("seed", "number"), [(2026, 777)])
def test_damaged_files_that_once_failed(seed: int, number: int) -> None:
    name, data = next(made(seed, number))
    try:
        assert load(Source(name, data)).blocks
    except InputError as error:
        assert error.code != "internal"


@pytest.mark.slow
def test_minute_of_damaged_files() -> None:
    found = fuzz(1, seed=2026)
    assert found.rounds > 50
    assert not found.problems, "\n".join(found.problems)
