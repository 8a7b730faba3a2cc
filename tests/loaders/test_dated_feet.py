"""The foot of a web page tells of the page when it was changed; nothing else of it is kept."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

BODY = "<main><h1>Nine islands, one laboratory</h1><p>{}</p></main>".format(
    "The boat leaves on Mondays and brings the samples. " * 4
)


# ruff: noqa: E501 - one case a line
@pytest.mark.parametrize(
    ("foot", "kept"),
    [
        ("<footer><p>12 Quay Road</p><p>Page updated 11 March 2019</p></footer>", ["Page updated 11 March 2019"]),
        ("<footer>Quay Trust, 12 Quay Road, Apia. Page last reviewed 19 March 2024. <a href='#'>Imprint</a></footer>", ["Page last reviewed 19 March 2024"]),
        ("<footer>Le port &middot; Dernière mise à jour : <b>3 mai 2020</b> &middot; <a href='#'>Plan</a></footer>", ["Dernière mise à jour : 3 mai 2020"]),
        ("<div class='site-footer'><span>Mise à jour le 3 mai 2020</span></div>", ["Mise à jour le 3 mai 2020"]),
        ("<footer>© 2020 Quay Trust. All rights reserved.</footer>", []),
        ("<footer><p>Next market: 3 May 2020</p><p>Updated often</p></footer>", []),
        ("<blockquote>We waited.<footer>Updated by Ana, 3 May 2020</footer></blockquote>", []),
    ],
)  # fmt: skip
def test_dated_parts_of_feet(foot: str, kept: list[str]) -> None:
    loaded = load(Source("page.html", f"<html><body>{BODY}{foot}</body></html>".encode()))
    feet = [loaded.text[b.start : b.end] for b in loaded.blocks if b.kind == "footer"]
    assert feet == kept
