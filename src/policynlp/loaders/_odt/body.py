"""Paragraphs, lists and tables of an OpenDocument text in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from policynlp.loaders._html.emit import format_number
from policynlp.loaders._odt.styles import ListLevel, Look, Styles
from policynlp.loaders._ooxml import attribute, child, children, local
from policynlp.loaders._paragraphs import Paragraph, cell_text, nest_list
from policynlp.schema import BlockKind

# Deleted text, comments and tables of contents are no text of the document.
_SKIPPED = frozenset(
    (
        "tracked-changes", "annotation", "annotation-end", "table-of-content", "sequence-decls",
        "forms", "bookmark", "note-citation", "title", "desc", "illustration-index",
        "event-listeners",
    )
)  # fmt: skip
_MAX_CELLS = 200_000


@dataclass
class _List:
    style: str
    depth: int
    number: dict[int, int]
    marker: str = ""


@dataclass
class Reader:
    """Reads one document; keeps what runs over paragraphs."""

    styles: Styles
    notes: list[Paragraph] = field(default_factory=list)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)  # by list id or style
    outline: dict[int, int] = field(default_factory=dict)
    open_items: list[tuple[str, int, float]] = field(default_factory=list)

    def read(self, container: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs and tables below an element."""
        for element in container:
            yield from self._block(element, None)

    def _block(self, element: etree._Element, around: _List | None) -> Iterator[Paragraph]:
        name = local(element)
        if name in _SKIPPED:
            return
        if name in ("p", "h"):
            yield from self._paragraph(element, around)
        elif name == "list":
            yield from self._list(element, around)
        elif name == "table":
            yield from self._table(element)
        else:
            for below in element:
                yield from self._block(below, around)

    def _paragraph(self, element: etree._Element, around: _List | None) -> Iterator[Paragraph]:
        look = self.styles.look(attribute(element, "style-name"))
        text, bold, size, boxes = self._text(element, look)
        if text.strip():
            mark, level = "", look.level
            if local(element) == "h":
                stated = attribute(element, "outline-level") or "1"
                level = int(stated) if stated.isdigit() and len(stated) < 3 else 1
                mark = self._outline_number(level)
            if around is not None and around.marker:
                mark, around.marker = around.marker, ""
            body = f"{mark} {text.strip()}".strip()
            made = Paragraph(body, bold=bold, size=size, indent=look.indent)
            if level is not None or look.title:
                yield _as(made, "heading", 1 if look.title else min(6, level or 1))
            elif look.caption:
                yield _as(made, "caption", None)
            elif mark and around is not None:
                yield _as(made, "list_item", self._nest(around, look.indent))
            else:
                if around is None:
                    self.open_items.clear()
                yield made
        for box in boxes:
            yield from self.read(box)

    def _nest(self, found: _List, stated: float) -> int:
        shape = self.styles.lists.get(found.style, {}).get(found.depth, ListLevel())
        indent = shape.indent or stated
        return max(found.depth, nest_list(self.open_items, found.style, found.depth, indent))

    def _outline_number(self, level: int) -> str:
        """The number of a heading, where headings are numbered."""
        defined = self.styles.lists.get("outline-style") or self.styles.lists.get("Outline") or {}
        shape = defined.get(level)
        self.outline[level] = self.outline.get(level, 0) + 1
        for deeper in [key for key in self.outline if key > level]:
            del self.outline[deeper]
        if shape is None or shape.bullet or not shape.format:
            return ""
        return _number(shape, level, self.outline, defined)

    def _list(self, element: etree._Element, around: _List | None) -> Iterator[Paragraph]:
        depth = around.depth + 1 if around else 1
        style = attribute(element, "style-name") or (around.style if around else "")
        goes_on = attribute(element, "continue-numbering") == "true"
        previous = attribute(element, "continue-list")
        if around is not None:
            number = around.number
            for deeper in [key for key in number if key >= depth]:
                del number[deeper]
        else:
            key = previous or style
            number = self.counters.get(key, {}) if goes_on or previous else {}
            self.counters[style] = number
            self.counters[attribute(element, "id") or style] = number
        found = _List(style, depth, number)
        for item in element:
            if local(item) in ("list-item", "list-header"):
                if local(item) == "list-item":
                    found.marker = self._marker(found, item)
                for block in item:
                    yield from self._block(block, found)

    def _marker(self, found: _List, item: etree._Element) -> str:
        levels = self.styles.lists.get(found.style, {})
        shape = levels.get(found.depth, ListLevel(bullet="•"))
        if shape.bullet:
            return shape.bullet
        first = next((b for b in item if local(b) in ("p", "h", "list", "table")), None)
        if first is not None and local(first) == "list":
            return ""  # an item that only holds a deeper list has no number of its own
        start = attribute(item, "start-value") or ""
        before = found.number.get(found.depth, shape.start - 1)
        found.number[found.depth] = int(start) if start.isdigit() else before + 1
        return _number(shape, found.depth, found.number, levels) if shape.format else ""

    def _table(self, table: etree._Element) -> Iterator[Paragraph]:
        rows: list[tuple[str, ...]] = []
        header_rows = 0
        bold_first = False
        for row, in_header in _rows(table):
            cells: list[str] = []
            bold = True
            for cell in row:
                if local(cell) not in ("table-cell", "covered-table-cell"):
                    continue
                repeat = _repeat(cell)
                texts = list(self.read(cell)) if local(cell) == "table-cell" else []
                bold = bold and all(p.bold for p in texts if p.text.strip())
                cells += [cell_text(texts)] * repeat
            if not rows:
                bold_first = bold and sum(map(bool, cells)) > 1
            if in_header and header_rows == len(rows):
                header_rows += 1
            rows.append(tuple(cells))
            if sum(map(len, rows)) > _MAX_CELLS:
                break
        rows = [row for row in rows if any(row)]
        width = max(map(len, rows), default=0)
        if width == 1:
            for framed in rows:
                for line in framed[0].split("\n"):
                    yield Paragraph(line)
        elif rows:
            full = tuple(row + ("",) * (width - len(row)) for row in rows)
            header = header_rows or int(bold_first and len(rows) > 1)
            yield Paragraph(
                kind="table", rows=full, header_rows=header if header < len(rows) else 0
            )

    def _text(
        self, element: etree._Element, look: Look
    ) -> tuple[str, bool, float, list[etree._Element]]:
        """Text, whether all of it is bold, its size, and the text boxes in it."""
        parts: list[str] = []
        boxes: list[etree._Element] = []
        letters = bold_letters = 0
        size = look.size
        stack: list[tuple[str | etree._Element, bool]] = [(element, look.bold)]
        while stack:
            item, bold = stack.pop()
            if isinstance(item, str):
                parts.append(item)
                count = len("".join(item.split()))
                letters += count
                bold_letters += count if bold else 0
                continue
            name = local(item)
            if name in _SKIPPED:
                continue
            if name == "note":
                body = child(item, "note-body")
                self.notes.extend(self.read(body) if body is not None else ())
                continue
            if name == "text-box":
                boxes.append(item)
                continue
            if name == "span":
                style = self.styles.look(attribute(item, "style-name"))
                bold = style.bold or bold
            parts.append(_sign(item, name))
            for below in reversed(item):
                if below.tail:
                    stack.append((below.tail, bold))
                stack.append((below, bold))
            if item.text:
                stack.append((item.text, bold))
        return "".join(parts), letters > 0 and bold_letters >= letters, size, boxes


def _sign(element: etree._Element, name: str) -> str:
    if name == "s":
        count = attribute(element, "c") or "1"
        return " " * (min(200, int(count)) if count.isdigit() else 1)
    return {"tab": "\t", "line-break": "\n"}.get(name, "")


def _repeat(cell: etree._Element) -> int:
    count = attribute(cell, "number-columns-repeated") or "1"
    return min(50, int(count)) if count.isdigit() and len(count) < 6 else 1


def _as(paragraph: Paragraph, kind: BlockKind, level: int | None) -> Paragraph:
    return replace(paragraph, kind=kind, level=level)


def _number(
    shape: ListLevel, depth: int, counters: dict[int, int], levels: dict[int, ListLevel]
) -> str:
    shown = range(max(1, depth - shape.shown + 1), depth + 1)
    parts = []
    for level in shown:
        form = levels.get(level, shape).format or "1"
        parts.append(format_number(counters.get(level, 1), form))
    return f"{shape.prefix}{'.'.join(parts)}{shape.suffix}"


def _rows(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    for part in table:
        name = local(part)
        if name == "table-row":
            yield part, False
        elif name == "table-header-rows":
            yield from ((row, True) for row in children(part, "table-row"))
        elif name in ("table-rows", "table-row-group"):
            yield from _rows(part)
