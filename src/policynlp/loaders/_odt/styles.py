"""Paragraph, text and list styles of an OpenDocument file (ODF 1.3, part 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from policynlp.loaders._ooxml import attribute, child, local

_LENGTH = re.compile(r"(-?\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in)")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0}


@dataclass(frozen=True)
class Look:
    """What a style says of its text."""

    bold: bool = False
    size: float = 12.0
    indent: float = 0.0
    title: bool = False
    caption: bool = False
    level: int | None = None
    list_style: str = ""


@dataclass(frozen=True)
class ListLevel:
    """One level of a list style; `format` is empty for a level without number."""

    bullet: str = ""
    format: str = "1"
    prefix: str = ""
    suffix: str = "."
    start: int = 1
    shown: int = 1  # how many levels the number shows
    indent: float = 0.0


@dataclass
class Styles:
    """All styles of a document by name."""

    looks: dict[str, Look] = field(default_factory=dict)
    lists: dict[str, dict[int, ListLevel]] = field(default_factory=dict)

    def look(self, name: str | None) -> Look:
        """The look of a style, or the plain one."""
        return self.looks.get(name or "", Look())


def read_styles(*roots: etree._Element | None) -> Styles:
    """The styles of `styles.xml` and `content.xml`."""
    elements: dict[str, etree._Element] = {}
    styles = Styles()
    base = Look()
    for element in _all(roots):
        name = attribute(element, "name") or ""
        if local(element) == "style":
            elements[name] = element
        elif local(element) == "default-style" and attribute(element, "family") == "paragraph":
            base = _apply(base, element)
        elif local(element) in ("list-style", "outline-style"):
            styles.lists[name or local(element)] = _list_levels(element)
    for name in elements:
        chain: list[str] = []
        current = name
        while current in elements and current not in styles.looks and current not in chain:
            chain.append(current)
            current = attribute(elements[current], "parent-style-name") or ""
        look = styles.looks.get(current, base)
        for step in reversed(chain):
            look = _apply(look, elements[step])
            shown = (attribute(elements[step], "display-name") or step).replace("_20_", " ").lower()
            if shown == "title":
                look = replace(look, title=True)
            if attribute(elements[step], "class") == "extra" and shown in ("caption", "table"):
                look = replace(look, caption=True)
            styles.looks[step] = look
    return styles


def _all(roots: tuple[etree._Element | None, ...]) -> Iterator[etree._Element]:
    for root in roots:
        for part in ("styles", "automatic-styles"):
            group = child(root, part)
            if group is not None:
                yield from group


def _apply(look: Look, element: etree._Element) -> Look:
    text = child(element, "text-properties")
    paragraph = child(element, "paragraph-properties")
    weight = attribute(text, "font-weight")
    bold = look.bold if weight is None else weight == "bold" or weight in ("600", "700", "800")
    level = attribute(element, "default-outline-level") or ""
    return replace(
        look,
        bold=bold,
        size=_size(attribute(text, "font-size"), look.size),
        indent=points(attribute(paragraph, "margin-left"), look.indent),
        level=int(level) if level.isdigit() and int(level) > 0 else look.level,
        list_style=attribute(element, "list-style-name") or look.list_style,
    )


def _size(value: str | None, inherited: float) -> float:
    """A font size: points, or a share of the inherited one."""
    if value and value.endswith("%") and value[:-1].isdigit():
        return inherited * int(value[:-1]) / 100
    return points(value, inherited)


def points(value: str | None, default: float = 0.0) -> float:
    """A length in points."""
    match = _LENGTH.fullmatch(value or "")
    return float(match[1]) * _POINTS[match[2]] if match else default


def _list_levels(element: etree._Element) -> dict[int, ListLevel]:
    levels: dict[int, ListLevel] = {}
    for item in element:
        depth = _number(attribute(item, "level"), 1)
        if local(item) == "list-level-style-bullet":
            levels[depth] = ListLevel(bullet="•", indent=_label_indent(item))
        elif local(item) in ("list-level-style-number", "outline-level-style"):
            levels[depth] = ListLevel(
                format=attribute(item, "num-format") or "",
                prefix=attribute(item, "num-prefix") or "",
                suffix=attribute(item, "num-suffix") or "",
                start=_number(attribute(item, "start-value"), 1),
                shown=_number(attribute(item, "display-levels"), 1),
                indent=_label_indent(item),
            )
        else:
            levels[depth] = ListLevel(bullet="•")
    return levels


def _label_indent(item: etree._Element) -> float:
    properties = child(item, "list-level-properties")
    aligned = child(properties, "list-level-label-alignment")
    return points(attribute(aligned, "margin-left")) + points(attribute(properties, "space-before"))


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,6}", text) else default
