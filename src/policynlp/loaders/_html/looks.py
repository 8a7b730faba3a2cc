"""Titles that only a class or style tells: short lines that look alike and unlike the text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from policynlp.loaders._html.tree import Node
from policynlp.loaders._paragraphs import Paragraph

_TITLE_LETTERS, _TITLE_WORDS = 120, 14
_LEAST_TITLES, _PROSE_WORDS = 2, 8
_MOST_AROUND, _MOST_ELEMENTS = 6, 30
_MAIL = re.compile(r"\S@\S|https?://|www\.")


def look_of(node: Node, text: str) -> str:
    """The tags, classes and styles of the elements that hold a short text and nothing else, of
    the innermost element at least; empty for a long text."""
    letters = len("".join(text.split()))
    if letters > _TITLE_LETTERS:
        return ""
    look: list[str] = []
    for around in (node, *node.ancestors()):
        held = around.text(letters + _MOST_ELEMENTS)
        if len(look) > _MOST_AROUND or len("".join(held.split())) > letters:
            break
        look.append(f"{around.tag}.{around.get('class')}.{around.get('style')}")
    return " ".join(look)


def draw_titles(paragraphs: Sequence[Paragraph], looks: Sequence[str]) -> list[Paragraph]:
    """The paragraphs, those that are set off as titles are made bold.

    Titles share a look that no other line has, and stand each above text of its own. Where
    headings are marked as such, nothing else is one.
    """
    done = list(paragraphs)
    titles: dict[str, list[int]] = {}
    for i, look in enumerate(looks):
        if look and paragraphs[i].kind == "paragraph":
            titles.setdefault(look, []).append(i)
    first = next((i for i, p in enumerate(paragraphs) if _is_prose(p)), 0)
    marked = sum(p.kind == "heading" or p.bold for p in paragraphs[first:])
    for places in titles.values():
        if len(places) > marked and _are_titles(paragraphs, places):
            for i in places:
                done[i] = replace(done[i], bold=True)
    return done


def _is_prose(paragraph: Paragraph) -> bool:
    return paragraph.kind == "paragraph" and len(paragraph.text.split()) >= _PROSE_WORDS


def _are_titles(paragraphs: Sequence[Paragraph], places: Sequence[int]) -> bool:
    texts = Counter(paragraphs[i].text for i in places)
    if len(places) < _LEAST_TITLES or len(texts) < len(places):
        return False
    if not all(map(_may_be_title, texts)):
        return False
    over = sum(
        i + 1 < len(paragraphs)
        and (
            _is_prose(paragraphs[i + 1])
            or paragraphs[i + 1].kind in ("list_item", "table")
            or len(paragraphs[i + 1].text) > 1.5 * len(paragraphs[i].text)
        )
        for i in places
    )
    # The title of all and those of parts stand over other titles.
    return 3 * over >= 2 * len(places)


def _may_be_title(text: str) -> bool:
    return (
        len(text.split()) <= _TITLE_WORDS
        and "\n" not in text
        and (text[0].isupper() or text[0].isdigit())
        and text[-1] not in ".,;…"
        and any(map(str.isalpha, text))
        and _MAIL.search(text) is None
    )
