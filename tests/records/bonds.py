"""Partnerships read from a news item of one sentence or two."""

from __future__ import annotations

from policynlp.pipeline import Pipeline
from policynlp.schema import Document, Partnership

NEWS = "HEALTH NEWS\nLilongwe, 12 May 2021\n\n{}\n"
ACTUALITES = "ACTUALITÉS\nNiamey, 12 mai 2021\n\n{}\n"


def parse(text: str) -> list[Partnership]:
    document = Pipeline().parse(text.encode())
    assert isinstance(document, Document)
    return [r for r in document.records if isinstance(r, Partnership)]
