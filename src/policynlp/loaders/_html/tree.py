"""Web pages as light trees: no recursion, so that no page is too deep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from lxml import etree

from policynlp.limits import current


def names(text: str) -> frozenset[str]:
    """The names in a text, parted by white space."""
    return frozenset(text.split())


VOID = names("area base br col embed hr img input link meta param source track wbr")
# libxml2 loses text below this depth even with huge_tree (2,048), quietly.
_SAFE_DEPTH = 1800
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:-]{0,40})")
# Word's "<![if !supportLists]>" would swallow the bullet behind it.
_CONDITIONAL = re.compile(r"<!\[(?:if|endif)[^<>]{0,100}>")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>")


@dataclass(eq=False)
class Node:
    """An element: its children are elements and text in document order.

    `bold`, `size` (in points, 0 where the page says nothing of sizes) and `display` are what tags
    and style sheets make of it (`styles.py`).
    """

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    parent: Node | None = None
    bold: bool = False
    size: float = 0
    display: str = ""

    def get(self, name: str) -> str:
        """An attribute, or an empty string."""
        return self.attributes.get(name, "")

    def walk(self) -> Iterator[Node]:
        """The element and all below it in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            if node.children:
                stack += [child for child in node.children[::-1] if isinstance(child, Node)]

    def find(self, *tags: str) -> Node | None:
        """The first element below with one of these tags."""
        return next((node for node in self.walk() if node.tag in tags and node is not self), None)

    def text(self, most: int | None = None) -> str:
        """All text below, white space as in the source; with `most` only until so many letters or
        elements were seen."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        seen = 0
        while stack and (most is None or seen <= most):
            item = stack.pop()
            if isinstance(item, str):
                parts.append(item)
                seen += 0 if most is None else len("".join(item.split()))
            elif item.tag not in ("script", "style"):
                if item.tag == "br":
                    parts.append(" ")
                seen += 1
                stack.extend(reversed(item.children))
        return "".join(parts)

    def ancestors(self) -> Iterator[Node]:
        """The elements around it, from the inside."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent


def parse_page(text: str) -> tuple[Node, bool]:
    """The tree of a page, and whether something lay too deep to be read."""
    text = _XML_DECLARATION.sub("", text.replace("\x00", ""), count=1)
    text = _CONDITIONAL.sub("", text)
    depth = _estimate_depth(text)
    if depth <= _SAFE_DEPTH:
        return _from_lxml(text), False
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root, builder.too_deep


def _estimate_depth(text: str) -> int:
    """The greatest number of open elements, at least: elements that are never closed count too."""
    open_tags: dict[str, int] = {}
    depth = deepest = 0
    for match in _TAG.finditer(text):
        tag = match[2].lower()
        if tag in VOID:
            continue
        if not match[1]:
            open_tags[tag] = open_tags.get(tag, 0) + 1
            depth += 1
            deepest = max(deepest, depth)
        elif open_tags.get(tag):
            open_tags[tag] -= 1
            depth -= 1
    return deepest


def _from_lxml(text: str) -> Node:
    parser = etree.HTMLParser(
        huge_tree=True, no_network=True, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    # Lone surrogates cannot be encoded; they are no characters.
    root = etree.fromstring(text.encode("utf-8", "replace") or b"<html/>", parser)
    top = Node("html")
    if root is None:
        return top
    stack: list[tuple[etree._Element, Node]] = [(root, top)]
    top.attributes = {str(k): str(v) for k, v in root.attrib.items()}
    while stack:
        element, node = stack.pop()
        if element.text:
            node.children.append(str(element.text))
        below: list[tuple[etree._Element, Node]] = []
        for child in element:
            if isinstance(child.tag, str):
                attributes = {str(k).lower(): str(v) for k, v in child.attrib.items()}
                made = Node(child.tag.lower(), attributes, parent=node)
                node.children.append(made)
                below.append((child, made))
            if child.tail:
                node.children.append(str(child.tail))
        stack.extend(below)
    return top


_CLOSES: dict[str, frozenset[str]] = {
    "li": frozenset({"li"}),
    "p": frozenset({"p"}),
    "tr": frozenset({"tr", "td", "th"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "option": frozenset({"option"}),
}


class _Builder(HTMLParser):
    """Builds the same tree from Python's parser, for pages that are too deep for libxml2."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html")
        self.open: list[Node] = [self.root]
        self.counts: dict[str, int] = {}
        self.too_deep = False
        self.max_depth = current().nesting

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        closes = _CLOSES.get(tag)
        if closes and self.open[-1].tag in closes:
            self._pop()
        if tag in ("html", "body") and len(self.open) == 1:
            return
        parent = self.open[-1]
        node = Node(tag, {name: value or "" for name, value in attrs}, parent=parent)
        parent.children.append(node)
        if tag in VOID:
            return
        if len(self.open) >= self.max_depth:
            self.too_deep = True
            return
        self.open.append(node)
        self.counts[tag] = self.counts.get(tag, 0) + 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.counts.get(tag):
            return
        while len(self.open) > 1:
            if self._pop() == tag:
                break

    def _pop(self) -> str:
        node = self.open.pop()
        self.counts[node.tag] -= 1
        return node.tag

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)
