"""Paragraphs and tables of a Word document in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree

from policynlp.loaders._docx.numbering import Numbering
from policynlp.loaders._docx.runs import Fields, RunText, read_runs
from policynlp.loaders._docx.styles import Style, is_on, left_indent, outline_level
from policynlp.loaders._docx.tables import Cell, read_table
from policynlp.loaders._ooxml import attribute, child, children, local
from policynlp.loaders._paragraphs import Paragraph, cell_text, nest_list

_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_MAX_CELLS = 200_000


@dataclass
class Reader:
    """Reads one document; keeps the state that runs over paragraphs."""

    styles: dict[str, Style]
    default: Style
    numbering: Numbering
    fields: Fields = field(default_factory=Fields)
    lists: list[tuple[str, int, float]] = field(default_factory=list)  # num id, depth, indent
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    page_pictures: int = 0
    held: str = ""  # text whose paragraph mark was deleted
    sheet: int = 0  # page breaks so far
    bare_mark: str = ""  # number of the last paragraph that had nothing but its number

    def read(self, container: etree._Element) -> Iterator[Paragraph]:
        """The paragraphs and tables below an element."""
        for block in _blocks(container):
            if local(block) == "tbl":
                self.lists.clear()
                yield from self._table(block)
            else:
                yield from self._paragraph(block)

    def _paragraph(self, element: etree._Element) -> Iterator[Paragraph]:
        properties = child(element, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val") or "", self.default)
        runs = read_runs(element, style, self.fields, self.styles)
        self.notes.extend(runs.notes)
        self.pictures += runs.pictures
        self.page_pictures += runs.page_pictures
        for box in runs.boxes[: runs.boxes_before]:
            yield from self.read(box)
        self.sheet += runs.breaks_before
        text = self.held + runs.text
        self.held = ""
        if child(properties, "rPr", "del") is not None:
            # With its mark deleted, the paragraph runs on into the next.
            self.held = text
        elif style.role != "toc" and not runs.contents_field:
            yield from self._make(text, runs, style, properties)
        self.sheet += runs.breaks_behind
        for box in runs.boxes[runs.boxes_before :]:
            yield from self.read(box)

    def _make(
        self, text: str, runs: RunText, style: Style, properties: etree._Element | None
    ) -> Iterator[Paragraph]:
        num_id, depth = _list_of(properties, style)
        if not text.strip():
            # Word counts an empty numbered paragraph too, and shows its number.
            if num_id is not None and style.role != "heading":
                self.bare_mark = self.numbering.print_next(num_id, depth)
            return
        indent = style.indent
        stated = child(properties, "ind")
        mark = ""
        if num_id is not None:
            shape = self.numbering.level(num_id, depth)
            if shape is not None and shape.indent is not None:
                indent = shape.indent
            mark = self.numbering.print_next(num_id, depth)
        if stated is not None:
            indent = left_indent(stated, indent)
        outline = outline_level(child(properties, "outlineLvl"))
        heading = outline or (style.level if style.role == "heading" else None)
        body = f"{mark} {text.strip()}" if mark else text
        made = Paragraph(body, bold=runs.bold, size=runs.size, indent=indent, sheet=self.sheet)
        if style.role == "title":
            heading = 1
        elif style.role == "subtitle" and text.strip()[-1] not in ".,;:":
            heading = 2
        if heading is not None and not _is_sentence(text):
            self.lists.clear()
            yield replace(made, kind="heading", level=min(6, heading))
        elif style.role == "caption":
            yield replace(made, kind="caption")
        elif mark and num_id is not None:
            level = nest_list(self.lists, num_id, depth, indent)
            yield replace(made, kind="list_item", level=level)
        else:
            if not self.lists or indent <= self.lists[0][2]:
                self.lists.clear()
            yield made

    def _table(self, table: etree._Element) -> Iterator[Paragraph]:
        rows: list[list[Cell]] = []
        header_rows = 0
        cells_read = 0
        for row in _rows(table):
            properties = child(row, "trPr")
            if child(properties, "del") is not None:
                continue
            cells = [Cell()] * _skipped(properties, "gridBefore")
            for element in _cells(row):
                cells.append(self._cell(element, first=not cells))
            if is_on(child(properties, "tblHeader")) and header_rows == len(rows):
                header_rows += 1
            rows.append(cells)
            cells_read += sum(cell.span for cell in cells)
            if cells_read > _MAX_CELLS:
                break
        self.lists.clear()
        yield from read_table(rows, header_rows)

    def _cell(self, element: etree._Element, *, first: bool) -> Cell:
        properties = child(element, "tcPr")
        self.bare_mark = ""
        paragraphs = list(self.read(element))
        if first and self.bare_mark[-1:].strip("•") and not cell_text(paragraphs):
            # Rows that the program counts have nothing but a number in their first cell.
            paragraphs = [Paragraph(self.bare_mark)]
        merged = child(properties, "vMerge")
        colour = (attribute(child(properties, "shd"), "fill") or "auto").lower()
        return Cell(
            tuple(paragraphs),
            span=_skipped(properties, "gridSpan", least=1),
            continued=merged is not None and attribute(merged, "val") != "restart",
            shaded=colour not in ("auto", "ffffff"),
        )


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs and tables below an element; content controls are looked through."""
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        name = local(element)
        if name in ("p", "tbl"):
            yield element
        elif name == "sdt" and _is_contents(element):
            continue
        elif name in _WRAPPERS:
            stack.extend(reversed(element))
        elif name == "AlternateContent":
            chosen = child(element, "Choice")
            stack.extend(reversed(chosen if chosen is not None else ()))


def _is_contents(control: etree._Element) -> bool:
    gallery = child(control, "sdtPr", "docPartObj", "docPartGallery")
    return (attribute(gallery, "val") or "").lower().startswith("table of contents")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    return _named(table, "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return _named(row, "tc")


def _named(container: etree._Element, wanted: str) -> Iterator[etree._Element]:
    stack = list(reversed(container))
    while stack:
        element = stack.pop()
        name = local(element)
        if name == wanted:
            yield element
        elif name in _WRAPPERS:
            stack.extend(reversed(element))


def _skipped(properties: etree._Element | None, name: str, *, least: int = 0) -> int:
    value = attribute(child(properties, name), "val") or ""
    return max(least, min(100, int(value))) if value.isdigit() and len(value) < 5 else least


def _list_of(properties: etree._Element | None, style: Style) -> tuple[str | None, int]:
    """The list that a paragraph belongs to, and its level in it."""
    stated = child(properties, "numPr")
    num_id, depth = style.num_id, style.num_level
    if stated is not None:
        num_id = attribute(child(stated, "numId"), "val") or num_id
        level = attribute(child(stated, "ilvl"), "val") or ""
        depth = int(level) if level.isdigit() and len(level) < 3 else depth
    return (None, 0) if num_id in (None, "", "0") else (num_id, depth)


def _is_sentence(text: str) -> bool:
    """Whether a paragraph in a heading style is running text after all."""
    words = text.split()
    return len(words) > 40 or (len(words) > 18 and text.rstrip()[-1:] in ".;")


def read_notes(root: etree._Element | None, reader: Reader) -> dict[str, list[Paragraph]]:
    """Footnotes or endnotes by id; separators are left out."""
    notes: dict[str, list[Paragraph]] = {}
    for note in (*children(root, "footnote"), *children(root, "endnote")):
        if attribute(note, "type") in (None, "normal"):
            notes[attribute(note, "id") or ""] = list(reader.read(note))
    return notes
