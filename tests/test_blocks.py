"""Raw blocks become one text with offsets, numbers set aside and bullets gone."""

from __future__ import annotations

import time

import pytest

from policynlp.blocks import RawBlock, RawDocument, assemble, split_marker, tidy
from policynlp.source import Source

SOURCE = Source("a.txt", b"x")


@pytest.mark.parametrize(
    ("text", "number", "content"),
    [
        ("1. Former les agents", "1", "Former les agents"),
        ("2.1 Scope", "2.1", "Scope"),
        ("1.1.2. Scope", "1.1.2", "Scope"),
        ("(a) the delay", "a", "the delay"),
        ("b) the price", "b", "the price"),
        ("iv. the audit", "iv", "the audit"),
        ("III - DEROULEMENT", "III", "DEROULEMENT"),
        ("R.1. Adopt", "R.1", "Adopt"),
        ("R-2. Adopt", "R-2", "Adopt"),
        ("1 - Texte", "1", "Texte"),
        ("1/ Le Comité", "1", "Le Comité"),
        ("1° Texte", "1", "Texte"),
        ("• train staff", None, "train staff"),
        ("• 3. train staff", "3", "train staff"),
        ("\uf0b7 train staff", None, "train staff"),
        ("o train staff", None, "train staff"),
        ("=> train staff", None, "train staff"),
        ("[ ] train staff", None, "train staff"),
        ("Ø Former", None, "Former"),
        ("• M. Diallo, directeur", None, "M. Diallo, directeur"),
        ("12 - 14 mai 2019", None, "12 - 14 mai 2019"),
        ("5 – 16 February", None, "5 – 16 February"),
        ("3/4 of the budget", None, "3/4 of the budget"),
        ("1.5 million people", None, "1.5 million people"),
        ("§ 3 of the law", None, "§ 3 of the law"),
        ("2019. Le budget", None, "2019. Le budget"),
        ("10/17/2025 | Press release", None, "10/17/2025 | Press release"),
        ("- x", None, "x"),
        ("plain words", None, "plain words"),
        ("1.", None, "1."),
    ],
)
def test_marker_is_split_off(text: str, number: str | None, content: str) -> None:
    found, start = split_marker(text)
    assert (found, text[start:]) == (number, content)


@pytest.mark.parametrize("unit", ["1.", "(", " ", "•", "-", "a)", "IV", "\uf0b7 ", "1 - ", "[ ] "])
def test_marker_takes_linear_time(unit: str) -> None:
    started = time.monotonic()
    split_marker(unit * 100_000)
    assert time.monotonic() - started < 1


def test_text_is_tidied() -> None:
    assert tidy(" a\u00adb\u200b \t c\ud800\x00 e\u0301 ") == "ab c\ufffd é"


def test_document_is_assembled() -> None:
    raw = RawDocument(
        (
            RawBlock("heading", "1. Suites", 1),
            RawBlock("list_item", "• former  les agents", 1),
            RawBlock("list_item", "a) au siège", 2),
            RawBlock("paragraph", "   "),
            RawBlock("table", rows=(("Qui", ""), ("DG\n DAF", "juin"), ("", "")), header_rows=1),
        ),
        title=" Plan ",
    )
    loaded = assemble(SOURCE, "text/plain", raw)
    assert loaded.text == "1. Suites\n\nformer les agents\n\na) au siège\n\nQui\t\nDG\nDAF\tjuin"
    assert [block.id for block in loaded.blocks] == ["b1", "b2", "b3", "b4"]
    assert loaded.numbers == {"b1": "1", "b3": "a"}
    assert loaded.text[loaded.content_starts["b3"] :].startswith("au siège")
    cell = loaded.cells["b4"][1][0]
    assert loaded.text[cell.start : cell.end] == "DG\nDAF"
    assert loaded.title == "Plan"
    assert loaded.header_rows == {"b4": 1}
