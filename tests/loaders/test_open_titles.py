"""A title that is never closed holds the whole article: it must be read once, and end."""

from __future__ import annotations

import pytest

from policynlp.loaders import load
from policynlp.source import Source

ARTICLE = "<article><h1>Nine islands, one laboratory</h1><p>{}</p></article>".format(
    "The boat leaves on Mondays and brings the samples. " * 4
)


@pytest.mark.parametrize("around", ["h1", "h2"])
@pytest.mark.parametrize("within", ["main", "div"])
def test_article_inside_an_open_title(around: str, within: str) -> None:
    page = f"<html><body><{within}><{around}>{ARTICLE}</{within}></body></html>"
    assert load(Source("page.html", page.encode())).text.count("The boat leaves") == 4
