"""Presentations (PPTX): a slide is a page, its title a heading, its lines items."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from policynlp.blocks import RawDocument
from policynlp.errors import InputError
from policynlp.loaders._html.emit import format_number
from policynlp.loaders._ooxml import (
    Archive,
    attribute,
    child,
    children,
    core_title,
    local,
    relations,
)
from policynlp.loaders._paragraphs import Paragraph, to_blocks
from policynlp.source import Source

_TITLES = frozenset(("title", "ctrTitle"))
_EDGES = frozenset(("dt", "ftr", "sldNum", "hdr"))
_AUTO = {"alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I", "arabic": "1"}


def load(source: Source) -> RawDocument:
    """The blocks of a PPTX file in the order of its slides.

    Raises:
        InputError: `encrypted`, `corrupt` or `limit_expansion`.
    """
    archive = Archive(source.data)
    main = next(
        (t for kind, t in relations(archive, "").values() if kind == "officeDocument"),
        "ppt/presentation.xml",
    )
    presentation = archive.xml(main)
    if presentation is None:
        raise InputError("corrupt", "the file lacks its main part; open it and save it anew")
    parts = relations(archive, main)
    paragraphs: list[Paragraph] = []
    number = 0
    for slide in children(child(presentation, "sldIdLst"), "sldId"):
        # The relationship's id has a namespace, the slide's own id has none.
        key = next((str(v) for k, v in slide.attrib.items() if str(k).endswith("}id")), "")
        root = archive.xml(parts.get(key, ("", ""))[1])
        if root is None:
            continue
        number += 1
        if attribute(root, "show") != "0":
            found = _read_slide(root)
            paragraphs += [replace(paragraph, page=number) for paragraph in found]
    return RawDocument(
        blocks=tuple(to_blocks(paragraphs)), page_count=number, title=core_title(archive)
    )


def _read_slide(root: etree._Element) -> list[Paragraph]:
    titles: list[Paragraph] = []
    others: list[Paragraph] = []
    for shape in _shapes(child(root, "cSld", "spTree")):
        placeholder = attribute(child(shape, "nvSpPr", "nvPr", "ph"), "type") or ""
        is_body = child(shape, "nvSpPr", "nvPr", "ph") is not None
        if placeholder in _EDGES:
            continue
        if local(shape) == "graphicFrame":
            others.extend(_read_table(shape))
        elif placeholder in _TITLES:
            text = " ".join(p.text for p in _read_text(shape, False))
            if text.strip():
                titles.append(Paragraph(" ".join(text.split()), "heading", 1))
        else:
            others.extend(_read_text(shape, is_body and placeholder != "subTitle"))
    return titles + others


def _shapes(tree: etree._Element | None) -> Iterator[etree._Element]:
    stack = list(reversed(tree)) if tree is not None else []
    while stack:
        element = stack.pop()
        if local(element) in ("sp", "graphicFrame"):
            yield element
        elif local(element) == "grpSp":
            stack.extend(reversed(element))
        elif local(element) == "AlternateContent":
            chosen = child(element, "Choice")
            stack.extend(reversed(chosen) if chosen is not None else ())


def _read_text(shape: etree._Element, bulleted: bool) -> Iterator[Paragraph]:
    """The paragraphs of a shape; in the main text of a slide they are items by default."""
    numbers: dict[int, int] = {}
    for element in children(child(shape, "txBody"), "p"):
        text, bold = _paragraph_text(element)
        if not text.strip():
            continue
        properties = child(element, "pPr")
        stated = attribute(properties, "lvl") or "0"
        depth = int(stated) if stated.isdigit() and len(stated) < 3 else 0
        auto = child(properties, "buAutoNum")
        for deeper in [key for key in numbers if key > depth]:
            del numbers[deeper]
        if auto is not None:
            start = attribute(auto, "startAt") or "1"
            first = int(start) if start.isdigit() and len(start) < 6 else 1
            numbers[depth] = numbers.get(depth, first - 1) + 1
            mark = _number(numbers[depth], attribute(auto, "type") or "")
            yield Paragraph(f"{mark} {text}", "list_item", depth + 1, bold)
        elif child(properties, "buChar") is not None or (
            bulleted and child(properties, "buNone") is None
        ):
            yield Paragraph(f"• {text}", "list_item", depth + 1, bold)
        else:
            yield Paragraph(text, bold=bold)


def _number(value: int, kind: str) -> str:
    style = next((sign for name, sign in _AUTO.items() if kind.startswith(name)), "1")
    written = format_number(value, style)
    if kind.endswith("ParenBoth"):
        return f"({written})"
    return f"{written})" if kind.endswith("ParenR") else f"{written}."


def _paragraph_text(element: etree._Element) -> tuple[str, bool]:
    parts: list[str] = []
    bold = True
    for run in element:
        if local(run) == "br":
            parts.append("\n")
        elif local(run) in ("r", "fld"):
            text = child(run, "t")
            written = (text.text or "") if text is not None else ""
            parts.append(written)
            on = attribute(child(run, "rPr"), "b") in ("1", "true")
            bold = bold and (on or not written.strip())
    text_all = re.sub(r"[ \t]+", " ", "".join(parts)).strip()
    return text_all, bold and bool(text_all)


def _read_table(frame: etree._Element) -> Iterator[Paragraph]:
    table = child(frame, "graphic", "graphicData", "tbl")
    if table is None:
        return
    rows = []
    for row in children(table, "tr"):
        cells = []
        for cell in children(row, "tc"):
            merged = attribute(cell, "hMerge") or attribute(cell, "vMerge")
            lines = [_paragraph_text(p)[0] for p in children(child(cell, "txBody"), "p")]
            cells.append("" if merged in ("1", "true") else "\n".join(filter(None, lines)))
        rows.append(tuple(cells))
    rows = [row for row in rows if any(row)]
    first = attribute(child(table, "tblPr"), "firstRow") in ("1", "true")
    if rows:
        yield Paragraph(kind="table", rows=tuple(rows), header_rows=int(first and len(rows) > 1))
