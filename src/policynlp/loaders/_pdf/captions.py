"""Captions of tables and pictures: "Tableau 2 : ...", "Figure 3.1 - ..."."""

from __future__ import annotations

import re
from functools import cache

from policynlp.languages import all_words, any_of
from policynlp.loaders._pdf.model import Paragraph

_MAX_LENGTH = 300


@cache
def _pattern() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, all_words("reading", "captions.labels")))
    sign = any_of("reading", "numbers.signs", printed=True)
    return re.compile(
        rf"(?:{labels})\s{{1,2}}(?:{sign}\s?)?(?:\d{{1,3}}|[IVX]{{1,4}}|[A-Z])"
        r"(?:[.\-]\d{1,3}){0,2}\s?(?:[:.–—-](?:\s|$)|$)",
        re.IGNORECASE,
    )


def mark_captions(paragraphs: list[Paragraph]) -> None:
    """Marks paragraphs that open with a caption's label, number and a sign after it."""
    for paragraph in paragraphs:
        if paragraph.kind not in ("paragraph", "heading") or paragraph.note:
            continue
        if len(paragraph.text) <= _MAX_LENGTH and _pattern().match(paragraph.text):
            paragraph.kind = "caption"
            paragraph.level = None
