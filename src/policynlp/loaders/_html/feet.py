"""What the foot of a web page says of its date: "Page last updated: 3 May 2020"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.folding import fold
from policynlp.languages import all_words, compile_any
from policynlp.loaders._html.tree import Node, names
from policynlp.loaders.web_lines import web_tokens

# A foot has at most so many stretches of text; a part that tells a date at most so many characters.
_MOST_STRINGS, _PART = 500, 90
# Sentences, and what bars and dots part.
_PARTS = re.compile(r"(?:(?<=[^\W\d]{3})|(?<=\d{4}))\.\s|\s[|·•–—]\s|\n")
_BLOCKS = names("p div li td section ul ol table tr dl dd dt h1 h2 h3 h4 h5 h6 br")
_FEET = frozenset({"footer", "site-footer"})
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@cache
def _labels() -> re.Pattern[str]:
    """What tells when a page was published or changed, of all languages."""
    keys = ("updated_labels", "published_labels")
    words = [word for key in keys for word in all_words("lexicon", f"metadata.{key}")]
    return compile_any(words, where="lexicon.toml: metadata")


def dated_feet(page: Node) -> list[str]:
    """The parts of the page's feet that begin with a label of its date and hold a year."""
    feet = [node for node in page.walk() if _is_foot(node)]
    parts = dict.fromkeys(part for foot in feet for part in _parts(foot))
    return [
        part for part in parts
        if len(part) <= _PART and _YEAR.search(part) and _labels().match(fold(part))
    ]  # fmt: skip


def _is_foot(node: Node) -> bool:
    if node.tag == "footer" or node.get("role") == "contentinfo":
        return all(around.tag != "blockquote" for around in node.ancestors())
    named = {*node.get("class").lower().split(), node.get("id").lower()}
    return bool(named & _FEET & web_tokens("class"))


def _parts(foot: Node) -> Iterator[str]:
    """The lines and sentences of a foot."""
    text: list[str] = []
    stack: list[Node | str] = [foot]
    while stack and len(text) < _MOST_STRINGS:
        item = stack.pop()
        if isinstance(item, str):
            text.append(item)
            continue
        lined = item.tag in _BLOCKS
        stack += ["\n"] * lined + item.children[::-1] + ["\n"] * lined
    for part in _PARTS.split("".join(text)):
        yield " ".join(part.split())
