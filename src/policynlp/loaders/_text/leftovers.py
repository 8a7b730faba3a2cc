"""What other programs leave in a text that they took out of a web page or wrote as Markdown."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8}\d{0,2});")
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\s]{1,1000}\)")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,300})\]"
    r"\((?:https?:|mailto:|www\.|[/#.])[^()\s]{0,1000}(?: \"[^\"\n]{0,200}\")?\)"
)


def without_leftovers(text: str) -> str:
    """The text with the characters that entities stand for ("&amp;", "&#39;"), without images and
    with the words of links alone."""
    if "&" in text:
        text = _ENTITY.sub(lambda match: html.unescape(match.group()), text)
    if "](" in text:
        text = _LINK.sub(r"\1", _IMAGE.sub("", text))
    return text
