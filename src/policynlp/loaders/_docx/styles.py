"""Paragraph styles of a Word document, inheritance resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from lxml import etree

from policynlp.languages import any_of
from policynlp.loaders._ooxml import attribute, child, children, local

_LEVEL = re.compile(r"(\D{1,40}?)\s?([1-9])(?:\s|$|,)")
_DEFAULT_SIZE = 10.0  # points, where a document names none (ECMA-376)


@dataclass(frozen=True)
class Style:
    """What paragraphs of a style have in common.

    `role` is heading, title, subtitle, caption, toc, header or footer, or an empty string; `level`
    that of a heading; `num_id` and `num_level` the list that the style belongs to.
    """

    role: str = ""
    level: int | None = None
    bold: bool = False
    size: float = _DEFAULT_SIZE
    caps: bool = False
    hidden: bool = False
    num_id: str | None = None
    num_level: int = 0
    indent: float = 0.0


@cache
def _heading_names() -> frozenset[str]:
    text = (files(__package__) / "heading_styles.txt").read_text("utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip())


def read_styles(root: etree._Element | None) -> tuple[dict[str, Style], Style]:
    """Styles by id, and the one of paragraphs that name none."""
    base = _with_properties(
        Style(),
        child(root, "docDefaults", "pPrDefault", "pPr"),
        child(root, "docDefaults", "rPrDefault", "rPr"),
    )
    elements = {attribute(e, "styleId") or "": e for e in children(root, "style")}
    styles: dict[str, Style] = {}
    for style_id in elements:
        _resolve(style_id, elements, styles, base)
    default = next(
        (
            key
            for key, e in elements.items()
            if attribute(e, "type") == "paragraph" and attribute(e, "default") in ("1", "true")
        ),
        "",
    )
    return styles, styles.get(default, base)


def _resolve(
    style_id: str, elements: Mapping[str, etree._Element], styles: dict[str, Style], base: Style
) -> None:
    """Fills in a style and those that it is based on; circles end where they close."""
    chain: list[str] = []
    current: str | None = style_id
    while current and current in elements and current not in styles and current not in chain:
        chain.append(current)
        current = attribute(child(elements[current], "basedOn"), "val")
    for name in reversed(chain):
        element = elements[name]
        parent = attribute(child(element, "basedOn"), "val") or ""
        inherited = styles.get(parent, base)
        role, level = style_role(name, attribute(child(element, "name"), "val") or name)
        style = _with_properties(inherited, child(element, "pPr"), child(element, "rPr"))
        if role:
            style = replace(style, role=role, level=level)
        elif style.level is not None and inherited.level is None:
            style = replace(style, role="heading")
        styles[name] = style


def style_role(style_id: str, name: str) -> tuple[str, int | None]:
    """The role that a style's name gives it; built-in names are English in every language."""
    plain = name.strip().lower()
    for text in (plain, style_id.lower()):
        match = _LEVEL.match(text)
        if match and match[1].strip() in _heading_names():
            return "heading", int(match[2])
        if re.fullmatch(any_of("reading", "styles.contents"), text):
            return "toc", None
    if plain in ("title", "subtitle", "caption", "header", "footer"):
        return plain, None
    if plain == "toc heading":
        return "heading", 1
    if plain in _heading_names():
        return "title" if plain.startswith("tit") else "", None
    return "", None


def is_on(element: etree._Element | None) -> bool | None:
    """Whether a switch such as `w:b` is on; None where it does not stand."""
    if element is None:
        return None
    return attribute(element, "val") not in ("0", "false", "off", "none")


def _with_properties(
    style: Style, paragraph: etree._Element | None, run: etree._Element | None
) -> Style:
    bold, caps = is_on(child(run, "b")), is_on(child(run, "caps"))
    hidden = is_on(child(run, "vanish"))
    num_id, num_level = style.num_id, style.num_level
    level, indent = style.level, style.indent
    for item in paragraph if paragraph is not None else ():
        name = local(item)
        if name == "outlineLvl":
            stated = outline_level(item)
            level = stated if stated is not None else None
        elif name == "numPr":
            num_id = attribute(child(item, "numId"), "val") or num_id
            stated_level = attribute(child(item, "ilvl"), "val")
            num_level = _number(stated_level, num_level)
        elif name == "ind":
            indent = left_indent(item, indent)
    return Style(
        role=style.role if style.role != "heading" or level is not None else "",
        level=level,
        bold=style.bold if bold is None else bold,
        size=half_points(child(run, "sz")) or style.size,
        caps=style.caps if caps is None else caps,
        hidden=style.hidden if hidden is None else hidden,
        num_id=num_id,
        num_level=num_level,
        indent=indent,
    )


def _number(text: str | None, default: int) -> int:
    return int(text) if text is not None and text.isdigit() and len(text) < 6 else default


def outline_level(element: etree._Element | None) -> int | None:
    """Heading level from 1 of `w:outlineLvl`; None for body text."""
    value = attribute(element, "val")
    return int(value) + 1 if value in tuple("012345678") else None


def left_indent(element: etree._Element, default: float = 0.0) -> float:
    """The left indent of `w:ind` in points."""
    value = attribute(element, "left") or attribute(element, "start")
    if value is None or not value.lstrip("-").isdigit() or len(value) > 7:
        return default
    return int(value) / 20


def half_points(element: etree._Element | None) -> float | None:
    """A font size in points."""
    return _number(attribute(element, "val"), 0) / 2 or None
