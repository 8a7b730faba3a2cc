"""Pages that say with styles, roles and scripts what others say with tags."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

PROSE = "The boat leaves on Mondays and brings the samples of the week to the laboratory. "
MORE = "Nets were handed out in every village of the islands before the first rains came. "
CELLS = [["Island", "Boats"], ["Pemba", "three"], ["Unguja", "four"]]


def blocks(body: str, head: str = "") -> list[tuple[str, str]]:
    page = f"<html><head>{head}</head><body>{body}</body></html>"
    loaded = load(Source("page.html", page.encode()))
    return [(b.kind, loaded.text[b.start : b.end]) for b in loaded.blocks]


def headings(body: str, head: str = "") -> list[str]:
    return [text for kind, text in blocks(body, head) if kind == "heading"]


def rows(body: str) -> list[list[str]]:
    loaded = load(Source("page.html", f"<html><body>{body}</body></html>".encode()))
    return [list(row) for block in loaded.blocks for row in block.rows or ()]


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("<p><span class=c4>{}</span></p>", "<style>.c4{{color:#000;font-weight:700}}</style>"),
        ("<p class=t>{}</p>", "<style>@import url(a.css);p.t, .u{{font:bold 12pt Arial}}</style>"),
        ("<div style='font-size:18px;font-weight:bold'>{}</div>", ""),
        ("<p><font size=5>{}</font></p>", ""),
        ("<p style='font-size:1.5em'>{}</p>", ""),
        ("<div class='ms-rteElement-H2'>{}</div>", ""),
        ("<p class='h2'>{}</p>", ""),
        ("<x-title role=heading aria-level=2>{}</x-title>", ""),
        ("<div class='name'>{}</div>", ""),
        ("<p><u>{}</u></p>", ""),
        ("<p><span style='color:#036'>{}</span></p>", ""),
        ("<section><header><p class=h3>{}</p></header></section>", ""),
    ],
)
def test_titles_of_any_look_are_headings(title: str, head: str) -> None:
    names = ["Boats of the year", "Nets"]
    body = "".join(f"{title.format(name)}<p>{PROSE}</p><p>{MORE}{name}.</p>" for name in names)
    assert headings(f"<div>{body}</div>", head.format()) == names


def test_a_large_line_with_a_colon_is_a_title() -> None:
    title = "<div style='font-size:22px;font-weight:bold'>Boats: a year later</div>"
    assert headings(f"{title}<p>{PROSE}</p><p>{MORE}</p>") == ["Boats: a year later"]


def test_lines_that_look_alike_above_no_text_of_their_own_are_no_headings() -> None:
    names = "".join(f"<p class=n>{name}</p>" for name in ("Asha Juma", "Omar Ali", "Zuhura Said"))
    assert headings(f"<h1>Report</h1><p>{PROSE}</p>{names}<p>{MORE}</p>") == ["Report"]
    rest = "<p class=c>a boat on the beach</p>"
    assert headings(f"<h1>Report</h1><p>{PROSE}</p>{rest}<p>{MORE}</p>{rest}") == ["Report"]


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><td>•</td><td>one boat</td></tr></table>"
        "<table><tr><td>•</td><td>two <b>nets</b></td></tr></table>",
        "<table><tr><td>•</td><td><p>one boat</p></td></tr><tr><td>•</td><td>two nets</td></tr>"
        "</table>",
        "<div role=list><div role=listitem><span aria-hidden=true>•</span>one boat</div>"
        "<div role=listitem>two nets</div></div>",
    ],
)
def test_items_that_are_no_list_by_their_tags(html: str) -> None:
    found = blocks(f"<h1>Report</h1><p>{PROSE}</p>{html}<p>{MORE}</p>")
    assert [text for kind, text in found if kind == "list_item"] == ["one boat", "two nets"]


def test_lists_one_after_the_other_are_as_deep_as_their_class_says() -> None:
    html = "".join(
        f"<ul class='lst-kix_ab-{depth}'><li>item {depth}</li></ul>" for depth in (0, 1, 0)
    )
    loaded = load(Source("page.html", f"<html><body><p>{PROSE}</p>{html}</body></html>".encode()))
    assert [b.level for b in loaded.blocks if b.kind == "list_item"] == [1, 2, 1]


@pytest.mark.parametrize(
    ("row", "cell"),
    [
        ("<div role=row>{}</div>", "<div role=cell>{}</div>"),
        ("<div class='table-row'>{}</div>", "<div class='table-cell'>{}</div>"),
        ("<div class='row'>{}</div>", "<div class='col-md-4'><p>{}</p></div>"),
        ("<div style='display:table-row'>{}</div>", "<span style='display:table-cell'>{}</span>"),
    ],
)
def test_tables_of_boxes_are_tables(row: str, cell: str) -> None:
    lines = "".join(row.format("".join(cell.format(text) for text in line)) for line in CELLS)
    box = f"<div role=table>{lines}</div>" if "role" in row else f"<div>{lines}</div>"
    assert rows(f"<h1>Report</h1><p>{PROSE}</p>{box}<p>{MORE}</p>") == CELLS


def test_columns_of_a_page_are_no_table() -> None:
    column = f"<div class=col><h2>Nets</h2><p>{PROSE}</p></div>"
    assert not rows(f"<div class=row>{column}{column}</div><div class=row>{column}{column}</div>")


def test_bars_over_the_width_and_cells_set_in_are_layout() -> None:
    html = "".join(
        f"<tr><td colspan=2>{name}</td></tr><tr><td>&nbsp;</td><td><p>{PROSE}{name}</p></td></tr>"
        for name in ("Boats", "Nets")
    )
    assert not rows(f"<table>{html}</table>")


TABS = (
    "<ul class='nav nav-tabs'><li><a href='#a'>What we saw</a></li>"
    f"<li><a href='#b'>What we ask</a></li></ul><div class=tab-content><div id=a><p>{PROSE}</p>"
    f"</div><div id=b><p>{MORE}</p></div></div>"
)
BUTTONS = (
    "<div class=tab-content><h2><button aria-controls=a>What we saw</button></h2>"
    f"<div id=a><p>{PROSE}</p></div><button aria-controls=b>What we ask</button><div id=b>"
    f"<p>{MORE}</p></div></div>"
)


@pytest.mark.parametrize("html", [TABS, BUTTONS])
def test_titles_of_tabs_and_buttons_stand_above_what_they_open(html: str) -> None:
    assert blocks(f"<main><h1>Report</h1>{html}</main>")[1:] == [
        ("heading", "What we saw"), ("paragraph", PROSE.strip()),
        ("heading", "What we ask"), ("paragraph", MORE.strip()),
    ]  # fmt: skip


def test_contents_that_lead_to_headings_add_none() -> None:
    html = (
        "<ul class=tabs><li><a href='#a'>Boats</a></li><li><a href='#b'>Nets</a></li></ul>"
        f"<h2 id=a>Boats</h2><p>{PROSE}</p><div id=b><h2>Nets</h2><p>{MORE}</p></div>"
    )
    assert headings(f"<main>{html}</main>") == ["Boats", "Nets"]


def test_what_is_said_twice_for_two_screens_is_read_once() -> None:
    section = f"<section><h2>Boats</h2><p>{PROSE}</p><p>{MORE}</p></section>"
    assert len(blocks(f"<div>{section}<div class=phone>{section}</div></div>")) == 3


def test_text_for_browsers_without_scripts_counts_where_nothing_else_stands() -> None:
    text = f"<noscript><h1>Report</h1><p>{PROSE * 5}</p></noscript>"
    assert ("heading", "Report") in blocks(f"<div id=app></div>{text}")
    assert headings(f"<h1>Boats</h1><p>{MORE * 9}</p>{text}") == ["Boats"]


BROKEN = (
    "The boat leaves on Mondays and brings the samples of the whole week to\n"
    "the laboratory, where two nurses enter them into the book of the island\n"
    "and send the first results to the clinics that asked for them before\n"
    "the end of the month. The second boat is late by a year, and so are the\n"
    "engines that were bought for it in spring, when the price of fuel fell\n"
    "and the council had means. It asks for a third one all the same, as the\n"
    "clinics of the north are not served at all and people walk for hours.\n"
    "Nets were handed out in every village of the islands before the rains\n"
    "came, by teachers, elders and those who run the shops of the harbour\n"
    "and know each house by the name of its owner and of the children too."
)


@pytest.mark.parametrize(
    "html",
    [
        f"<pre>WHAT WE SAW\n\n{BROKEN}\n</pre>",
        "<b>What we saw</b><br>\n" + BROKEN.replace("\n", "<br/>\n") + "<br/>\n<hr/>\n",
    ],
)
def test_lines_that_a_program_broke_are_put_together(html: str) -> None:
    title, text = blocks(html)
    assert title[0] == "heading" and title[1].lower() == "what we saw"
    assert text == ("paragraph", BROKEN.replace("\n", " "))


def test_lines_that_a_writer_broke_stay_apart() -> None:
    lines = [
        f"{name} has {count} boats and wants one more." for count, name in enumerate("ABCDEFGHIJKL")
    ]
    assert len(blocks("<br>".join(lines))) == len(lines)
