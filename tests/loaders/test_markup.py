"""The markup of wikis, trackers and outliners in text files."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

ROWS = [["What", "Who", "When"], ["Paint the roof", "Mayor", "May 2019"], ["Buy seeds", "", "June"]]
BLOCKS = [
    ("heading", "On the store", 1),
    ("paragraph", "The store is in order but for its roof.", None),
    ("heading", "What we ask", 2),
    ("list_item", "1. Paint the roof", 1),
    ("list_item", "2. Buy seeds", 1),
    ("list_item", "of maize", 2),
    ("table", "", None),
]
TRACKER = """\
h1. On the store

The store is in order but for *its roof*.

h2. What we ask
# Paint the roof
# Buy [seeds|http://a.org/b]
** of maize

||What||Who||When||
|Paint the roof|Mayor|May 2019|
|Buy seeds| |June|
"""
WIKI = """\
= On the store =
The store is in order but for '''its roof'''.
== What we ask ==
# Paint the roof
# Buy [[Seed|seeds]]
#* of maize
{| class="wikitable"
! What !! Who !! When
|-
| Paint the roof
| style="color:red" | Mayor || May 2019
|-
| Buy seeds || || June
|}
"""
ASCII_DOC = """\
= On the store

The store is in order but for *its roof*.

== What we ask
# Paint the roof
# Buy seeds
#* of maize

|===
|What |Who |When

|Paint the roof
|Mayor
|May 2019
|Buy seeds | |June
|===
"""
OUTLINER = """\
#+TITLE: On the store
The store is in order but for *its roof*.
* First
* What we ask
"""


def blocks_of(text: str) -> list[tuple[str, str, int | None]]:
    loaded = load(Source("report.txt", text.encode()))
    return [
        (b.kind, "" if b.rows else loaded.text[b.start : b.end], b.level) for b in loaded.blocks
    ]


@pytest.mark.parametrize("text", [TRACKER, WIKI, ASCII_DOC], ids=["tracker", "wiki", "ascii"])
def test_markup_is_read(text: str) -> None:
    assert blocks_of(text) == BLOCKS
    loaded = load(Source("report.txt", text.encode()))
    assert [[list(row) for row in b.rows] for b in loaded.blocks if b.rows] == [ROWS]


def test_stars_mark_titles_below_a_key() -> None:
    titles = [text for kind, text, _ in blocks_of(OUTLINER) if kind == "heading"]
    assert titles == ["On the store", "First", "What we ask"]
    assert not [b for b in blocks_of(OUTLINER.partition("\n")[2]) if b[0] == "heading"]


@pytest.mark.parametrize("line", ["=> The mayor paints the roof.", "= 120 boxes", "==> buy seeds"])
def test_arrows_and_sums_are_no_titles(line: str) -> None:
    found = blocks_of(f"The store is in order.\n\n{line}\n{line}\n{line}\n")
    assert "heading" not in [kind for kind, _, _ in found]
