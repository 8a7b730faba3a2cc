"""Web pages that a program dumped as text are read without their links and pictures."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

TEXT = (
    "The ferry brings the samples of the whole week to the laboratory on the\n"
    "   mainland, where two people wait for them.\n"
)
WANTED = " ".join(TEXT.split())
TARGETS = "".join(f"   {i}. https://island.example.org/{i}\n" for i in range(1, 6))


def blocks_of(text: str, name: str = "island.txt") -> list[tuple[str, str]]:
    loaded = load(Source(name, text.encode()))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


@pytest.mark.parametrize(
    ("top", "end", "wanted"),
    [
        pytest.param(
            "   #[1]alternate\n   [2]Home [3]About [4]Boats\n\n   The [5]ferry is new\n\n",
            f"\nReferences\n\n   Visible links\n{TARGETS}",
            [("header", "Home | About | Boats"), ("heading", "The ferry is new")],
            id="numbers of links go where a list says what they stand for",
        ),
        pytest.param(
            "   The ferry [1] is new\n\n", "", [("heading", "The ferry [1] is new")],
            id="numbers of notes stay",
        ),
        pytest.param(
            "[image: logo]\n[LOGO]   [logo]\n\nThe ferry is new\n\n", "",
            [("heading", "The ferry is new")],
            id="a line that stands for pictures",
        ),
        pytest.param(
            "[The image of the old pier]\n\n", "",
            [("paragraph", "[The image of the old pier]")],
            id="words in brackets stay",
        ),
        pytest.param(
            "  • Home\n  • About us\n  • Boats\n  • Piers\n\nThe ferry is new\n\n", "",
            [("header", "Home"), ("header", "About us"), ("header", "Boats"),
             ("header", "Piers"), ("heading", "The ferry is new")],
            id="a menu with bullets over lines broken at a width",
        ),
    ],
)  # fmt: skip
def test_dumped_page(top: str, end: str, wanted: list[tuple[str, str]]) -> None:
    assert blocks_of(f"{top}   {TEXT}{end}") == [*wanted, ("paragraph", WANTED)]


def test_markdown_made_of_a_page_keeps_its_title_and_not_its_menu() -> None:
    made = (
        "[ Skip to content ](#main)\n\n  * [ Home ](/)\n  * [ Boats ](/boats)\n\n"
        "#  The ferry is new\n\n![](ferry.png)\n\n"
        f"{TEXT}\n##  Why\n\nThe old one leaked.\n\n##  READ MORE\n\n  * [ Piers ](/piers)\n"
    )
    assert blocks_of(made) == [
        ("header", "Skip to content"),
        ("list_item", "Home"),
        ("list_item", "Boats"),
        ("heading", "The ferry is new"),
        ("paragraph", WANTED),
        ("heading", "Why"),
        ("paragraph", "The old one leaked."),
        ("footer", "READ MORE"),
        ("footer", "Piers"),
    ]
