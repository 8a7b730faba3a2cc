"""Text made to be slow: the time must grow with its length, not with its square."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from policynlp.entities import find_mentions, resolve

from .conftest import make_document

UNITS = ["1 ", "Dr ", "M. A ", "ONU/", "Guinée ", "du 1 au 2 mai au ", "Ministère de la Santé de "]
SIZE = 60_000


@pytest.mark.parametrize("unit", UNITS)
def test_repeated(unit: str, without_models: Callable[[], None]) -> None:
    """60 KB of one pattern in one block; a quadratic step would take minutes."""
    loaded = make_document((unit * (SIZE // len(unit)))[:SIZE], "fr")
    began = time.process_time()
    resolve(loaded, find_mentions(loaded), "2020-01-01")
    assert time.process_time() - began < 20


@pytest.mark.parametrize("behind", ["", '"', "”", " ?", "*", "\n"])
def test_labelled_name_at_the_end(behind: str, without_models: Callable[[], None]) -> None:
    """Nothing but a mark may follow the last word of a segment."""
    loaded = make_document(f'From: "Dr Amélie Koffi{behind}', "en")
    found = find_mentions(loaded)
    assert [loaded.text[m.start : m.end] for m in found] == ["Amélie Koffi"]
