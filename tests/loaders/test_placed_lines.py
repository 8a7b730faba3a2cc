"""What converters leave of a page: lines at their places, breaks in cells, stars for bold lines."""

from __future__ import annotations

from policynlp.loaders import load
from policynlp.source import Source

LINES = [
    (100, 106, "<b>Water in the hills</b>"),
    (136, 106, "The team walked to nine springs in March and measured how much water each of"),
    (154, 106, "them gave an hour, then asked the users how often they had to wait for a turn in"),
    (172, 106, "the dry season."),
    (208, 106, "<b>Next steps</b>"),
    (244, 106, "Action"),
    (244, 406, "Who"),
    (244, 606, "When"),
    (263, 106, "Line the upper spring"),
    (262, 406, "Users of Kabisa"),
    (262, 606, "May 2021"),
    (280, 106, "Fence the lower spring"),
    (280, 406, "Town council"),
    (280, 606, "June 2021"),
]


def blocks(name: str, text: str) -> list[tuple[str, str]]:
    loaded = load(Source(name, text.encode()))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


def _page(number: int, lines: list[tuple[int, int, str]]) -> str:
    placed = "".join(
        f'<p style="position:absolute;top:{top}px;left:{left}px;white-space:nowrap">{text}</p>'
        for top, left, text in lines
    )
    style = "position:relative;width:892px;height:1262px;"
    return f'<div id="page{number}-div" style="{style}">{placed}</div>'


def test_lines_at_their_places_are_read_as_they_were_printed() -> None:
    found = blocks("page.html", f"<html><body>{_page(1, LINES)}</body></html>")
    assert [kind for kind, _ in found] == ["heading", "paragraph", "heading", "table"]
    assert found[1][1].endswith("turn in the dry season.")
    rows = [row.split("\t") for row in found[3][1].splitlines()]
    assert rows[1:] == [
        ["Line the upper spring", "Users of Kabisa", "May 2021"],
        ["Fence the lower spring", "Town council", "June 2021"],
    ]


def test_sentences_run_on_over_placed_pages() -> None:
    pages = _page(1, LINES[:3] * 3) + _page(2, [(100, 106, "all this season."), *LINES[4:]])
    found = blocks("page.html", f"<html><body>{pages}</body></html>")
    assert any(text.endswith("for a turn in all this season.") for _, text in found)


def test_a_few_placed_elements_are_no_page() -> None:
    held = "".join(f"<p>Paragraph {i} says that the spring is clean.</p>" for i in range(12))
    logo = '<p style="position:absolute;top:3px;left:4px">Logo</p>' * 3
    found = blocks("page.html", f"<html><body><div>{logo}{held}</div></body></html>")
    assert sum("spring is clean" in text for _, text in found) == 12


def test_breaks_in_mid_sentence_part_no_lines_of_a_cell() -> None:
    text = (
        "# Steps\n\n|Action|Who|\n|---|---|\n"
        "|Line the spring and<br>fence it before the rains|Board of the<br>Kabisa users|\n"
        "|Buy a pump.<br>Train a fitter.|Town council|\n"
    )
    rows = [row.split("\t") for row in blocks("a.md", text)[1][1].splitlines()]
    assert rows[1] == ["Line the spring and fence it before the rains", "Board of the Kabisa users"]
    assert rows[2][0] == "Buy a pump." and rows[3][0].startswith("Train a fitter.")


def test_lines_between_single_stars_are_bold_and_no_items() -> None:
    text = (
        "*What we saw*\n\nThe spring is clean, but its wall leaks where the road was cut.\n\n"
        "*What the council of the town\nshould do now*\n\nIt should mend the wall now.\n"
    )
    assert [text for kind, text in blocks("a.txt", text) if kind == "heading"] == [
        "What we saw",
        "What the council of the town should do now",
    ]
    items = "*Mend the wall\n*Fence the spring\n*Pay the guard\n"
    assert [kind for kind, _ in blocks("a.txt", items)] == ["list_item"] * 3


def test_single_stars_beside_double_ones_are_slanted() -> None:
    text = (
        "**Water in the hills**\n\n*Kabisa and Moyo, 3 to 9 May 2021*\n\n"
        "The team walked to nine springs and measured them all in the first week of the month.\n"
    )
    assert [kind for kind, _ in blocks("a.txt", text)] == ["heading", "paragraph", "paragraph"]
