"""Labels and values that only a style sheet parts are read apart, words that it adorns are not."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

PAGE = "<html><body><main><h1>Title of the page</h1>{}<p>Last words of it.</p></main></body></html>"


def rows(html: str) -> list[list[str]]:
    loaded = load(Source("page.html", PAGE.format(html).encode()))
    return [list(row) for block in loaded.blocks for row in block.rows or ()]


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<div><b>Launched</b>2018</div><div><b>Partners</b>A and B</div>",
         [["Launched", "2018"], ["Partners", "A and B"]]),
        ("<ul><li><span>Création</span> <span>2018</span></li>"
         "<li><span>Bailleurs</span> <span>La <a href='#'>Suisse</a></span></li></ul>",
         [["Création", "2018"], ["Bailleurs", "La Suisse"]]),
        ("<p><b>Launched</b>2018</p>", []),
        ("<p><b>Note</b> Some text.</p><p><b>Also</b> More text.</p>", []),
        ("<p><b>W</b>e came.</p><p><b>T</b>hey left.</p>", []),
    ],
)  # fmt: skip
def test_a_row_of_boxes_is_a_table_of_labels_and_values(html: str, wanted: list[list[str]]) -> None:
    assert rows(html) == wanted


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p><b>Launched</b>2018</p>", "Launched 2018"),
        ("<p><b>Contact</b><i>Jane Doe</i></p>", "Contact Jane Doe"),
        ("<p><b>T</b>his <i>hyper</i>tension and H<sub>2</sub>O</p>", "This hypertension and H2O"),
    ],
)
def test_words_are_parted_where_an_element_ends_and_no_word_goes_on(html: str, wanted: str) -> None:
    text = load(Source("page.html", PAGE.format(html).encode())).text
    assert wanted in text.split("\n")
