"""The numbers and bullets that Word computes from `numbering.xml` (ECMA-376, part 1, 17.9)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from policynlp.loaders._docx.styles import Style, left_indent
from policynlp.loaders._html.emit import format_number
from policynlp.loaders._ooxml import attribute, child, children

_PLACE = re.compile(r"%([1-9])")
_STYLES = {
    "upperRoman": "I", "lowerRoman": "i", "upperLetter": "A", "lowerLetter": "a",
}  # fmt: skip


@dataclass(frozen=True)
class Level:
    """One level of a list definition."""

    start: int = 1
    format: str = "decimal"
    text: str = "%1."
    legal: bool = False
    restart: int | None = None
    indent: float | None = None


@dataclass
class Numbering:
    """List definitions and how far each list has been counted."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)  # by abstract id
    abstract_of: dict[str, str] = field(default_factory=dict)  # by num id
    overrides: dict[str, dict[int, Level]] = field(default_factory=dict)
    starts: dict[str, dict[int, int]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def level(self, num_id: str, depth: int) -> Level | None:
        """The definition of one level of a list; None where the list is not defined."""
        abstract = self.abstract_of.get(num_id)
        if abstract is None:
            return None
        changed = self.overrides.get(num_id, {}).get(depth)
        return changed or self.levels.get(abstract, {}).get(depth)

    def print_next(self, num_id: str, depth: int) -> str:
        """The bullet or number before the next paragraph of a list; counts it."""
        level = self.level(num_id, depth)
        if level is None:
            return ""
        abstract = self.abstract_of[num_id]
        counters = self.counters.setdefault(abstract, {})
        restart = self.starts.get(num_id, {}).get(depth)
        if restart is not None and (num_id, depth) not in self.begun:
            counters[depth] = restart
        elif depth in counters:
            counters[depth] += 1
        else:
            counters[depth] = level.start
        self.begun.add((num_id, depth))
        for deeper in [key for key in counters if key > depth]:
            below = self.level(num_id, deeper)
            if below is None or below.restart is None or 0 < below.restart <= depth + 1:
                del counters[deeper]
        if level.format == "bullet":
            return _bullet(level.text)
        return _PLACE.sub(lambda match: self._part(num_id, int(match[1]) - 1, level), level.text)

    def _part(self, num_id: str, depth: int, shown: Level) -> str:
        level = self.level(num_id, depth) or Level()
        counters = self.counters[self.abstract_of[num_id]]
        value = counters.setdefault(depth, level.start)
        if level.format == "none":
            return ""
        if shown.legal or level.format not in _STYLES:
            return f"{value:02d}" if level.format == "decimalZero" else str(value)
        return format_number(value, _STYLES[level.format])


def _bullet(text: str) -> str:
    """A bullet that is one in every font; dashes stay."""
    return text if text in ("-", "–", "—", "*", "➢", "►", "▪", "◦", "■", "→") else "•"


def read_numbering(root: etree._Element | None, styles: Mapping[str, Style]) -> Numbering:
    """The list definitions of a document."""
    found = Numbering()
    links: dict[str, str] = {}  # abstract id -> style that defines it
    for abstract in children(root, "abstractNum"):
        key = attribute(abstract, "abstractNumId") or ""
        found.levels[key] = _levels(abstract)
        link = attribute(child(abstract, "numStyleLink"), "val")
        if link:
            links[key] = link
    for num in children(root, "num"):
        num_id = attribute(num, "numId") or ""
        found.abstract_of[num_id] = attribute(child(num, "abstractNumId"), "val") or ""
        for change in children(num, "lvlOverride"):
            depth = _number(attribute(change, "ilvl")) or 0
            start = _number(attribute(child(change, "startOverride"), "val"))
            if start is not None:
                found.starts.setdefault(num_id, {})[depth] = start
            changed = child(change, "lvl")
            if changed is not None:
                found.overrides.setdefault(num_id, {})[depth] = _level(changed)
    for key, style_id in links.items():
        style = styles.get(style_id)
        target = found.abstract_of.get(style.num_id or "", "") if style else ""
        if not found.levels[key]:
            found.levels[key] = found.levels.get(target, {})
    return found


def _levels(abstract: etree._Element) -> dict[int, Level]:
    return {
        _number(attribute(level, "ilvl")) or 0: _level(level) for level in children(abstract, "lvl")
    }


def _level(element: etree._Element) -> Level:
    indent = child(element, "pPr", "ind")
    legal = child(element, "isLgl")
    start = _number(attribute(child(element, "start"), "val"))
    return Level(
        # Without w:start a level begins at 0, but Word and LibreOffice always write it.
        start=1 if start is None else start,
        format=attribute(child(element, "numFmt"), "val") or "decimal",
        text=(attribute(child(element, "lvlText"), "val") or "")[:60],
        legal=legal is not None and attribute(legal, "val") not in ("0", "false"),
        restart=_number(attribute(child(element, "lvlRestart"), "val")),
        indent=None if indent is None else left_indent(indent),
    )


def _number(text: str | None) -> int | None:
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else None
