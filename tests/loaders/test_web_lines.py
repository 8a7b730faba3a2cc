"""What is copied from a web page with its text: buttons, links to other pages."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

PROSE = (
    "The council of the province voted a grant for six village dispensaries, which will open"
    " before the rains if the roof sheets arrive in time."
)


def _kinds(text: str) -> dict[str, str]:
    loaded = load(Source("page.txt", text.encode()))
    return {loaded.text[block.start : block.end]: block.kind for block in loaded.blocks}


@pytest.mark.parametrize(
    "line",
    [
        "Share | Print | Tweet", "Partager cet article", "Share on Facebook", "Imprimer", "PRINT",
        "Envoyer par mail", "Facebook · Twitter · WhatsApp", "Leave a comment", "Publicité",
    ],
)  # fmt: skip
def test_buttons_in_plain_text_are_no_content(line: str) -> None:
    kinds = _kinds(f"Six dispensaries\n\n{line}\n\n{PROSE}\n\n{line} \n")
    assert line not in {text for text, kind in kinds.items() if kind not in ("header", "footer")}
    assert kinds[PROSE] == "paragraph"


@pytest.mark.parametrize(
    "line", ["Retour", "Accueil", "Home visits", "Share of households", "Commentaires du jury"]
)
def test_titles_of_reports_stay_content(line: str) -> None:
    kinds = _kinds(f"{line}\n\n{PROSE}\n\n{line}\n\n{PROSE[:60]}.\n\n{PROSE}\n")
    assert kinds[line] in ("heading", "paragraph")


def test_links_to_other_pages_behind_the_text_are_no_content() -> None:
    kinds = _kinds(f"{PROSE}\n\nRelated articles\n\nMinister opens clinic in Lira\n\n3 May 2021\n")
    assert {kind for text, kind in kinds.items() if text != PROSE} == {"footer"}


def test_related_matters_before_more_text_are_content() -> None:
    kinds = _kinds(f"{PROSE}\n\nRelated articles\n\n{PROSE}\n")
    assert "footer" not in kinds.values()


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p><strong>What we saw</strong><br>Boats.<br>Nets.</p>",
         ["What we saw", "Boats.", "Nets."]),
        ("<p>Boats.<br><b>What we ask</b><br>Nets.</p>", ["Boats.", "What we ask", "Nets."]),
        ("<p><b>Islands of<br>the north</b></p>", ["Islands of the north"]),
        ("<p><b>Date:</b> 3 May<br>Pemba</p>", ["Date: 3 May", "Pemba"]),
    ],
)  # fmt: skip
def test_a_line_in_bold_before_a_break_is_a_title(html: str, wanted: list[str]) -> None:
    page = f"<html><body><main><h1>Report</h1>{html}<p>{'The boat leaves. ' * 9}</p></main></body>"
    loaded = load(Source("page.html", page.encode()))
    assert [loaded.text[b.start : b.end] for b in loaded.blocks][1:-1] == wanted
