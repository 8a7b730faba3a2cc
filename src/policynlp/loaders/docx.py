"""Word documents (DOCX): styles, computed numbers, tables, accepted changes; no macro, no link."""

from __future__ import annotations

from lxml import etree

from policynlp.blocks import RawBlock, RawDocument
from policynlp.errors import InputError
from policynlp.loaders._docx.body import Reader, read_notes
from policynlp.loaders._docx.numbering import read_numbering
from policynlp.loaders._docx.styles import read_styles
from policynlp.loaders._ooxml import Archive, child, core_title, relations
from policynlp.loaders._paragraphs import Paragraph, to_blocks
from policynlp.loaders.lined import join_lines
from policynlp.loaders.tabbed import set_tables
from policynlp.schema import Warning
from policynlp.source import Source


def load(source: Source) -> RawDocument:
    """The blocks of a DOCX file; footnotes stand at the end, headers and footers once.

    Raises:
        InputError: `encrypted`, `corrupt` or `limit_expansion`.
    """
    archive = Archive(source.data)
    main = _main_part(archive)
    body = child(archive.xml(main), "body")
    if body is None:
        raise InputError("corrupt", "the document has no body; open it in Word and save it anew")
    parts = relations(archive, main)
    styles, default = read_styles(_part(archive, parts, "styles"))
    reader = Reader(styles, default, read_numbering(_part(archive, parts, "numbering"), styles))
    paragraphs = list(reader.read(body))
    if reader.held:
        paragraphs.append(Paragraph(reader.held))
    above, paragraphs, below = join_lines(paragraphs)
    blocks = to_blocks(set_tables(paragraphs))
    blocks += _notes(archive, parts, reader)
    heads = _edges(archive, parts, reader, "header", above)
    feet = _edges(archive, parts, reader, "footer", below)
    return RawDocument(
        blocks=(*heads, *blocks, *feet),
        title=core_title(archive),
        warnings=_warnings(reader, blocks),
    )


def _main_part(archive: Archive) -> str:
    for kind, target in relations(archive, "").values():
        if kind == "officeDocument" and target in archive.names:
            return target
    if "word/document.xml" in archive.names:
        return "word/document.xml"
    raise InputError("corrupt", "the file lacks its main part; open it in Word and save it anew")


def _part(archive: Archive, parts: dict[str, tuple[str, str]], kind: str) -> etree._Element | None:
    return next((archive.xml(target) for found, target in parts.values() if found == kind), None)


def _notes(archive: Archive, parts: dict[str, tuple[str, str]], reader: Reader) -> list[RawBlock]:
    """Footnotes and endnotes in the order in which the text refers to them."""
    asked = list(dict.fromkeys(reader.notes))
    notes = {
        kind: read_notes(_part(archive, parts, f"{kind}s"), reader)
        for kind in ("footnote", "endnote")
    }
    paragraphs = [p for kind, key in asked for p in notes.get(kind, {}).get(key, [])]
    return [RawBlock("paragraph", " ".join(p.text.split())) for p in paragraphs if p.text.strip()]


def _edges(
    archive: Archive, parts: dict[str, tuple[str, str]], reader: Reader, kind: str, typed: list[str]
) -> list[RawBlock]:
    """Headers or footers, each text once; `typed` are those that stand among the text."""
    texts = dict.fromkeys(typed)
    for found, target in sorted(parts.values()):
        root = archive.xml(target) if found == kind else None
        if root is None:
            continue
        for paragraph in reader.read(root):
            cells = [cell for row in paragraph.rows or () for cell in row]
            for line in (*paragraph.text.split("\n"), *cells):
                texts.setdefault(" ".join(line.split()))
    return [RawBlock("header" if kind == "header" else "footer", text) for text in texts if text]


def _warnings(reader: Reader, blocks: list[RawBlock]) -> tuple[Warning, ...]:
    pictures = reader.page_pictures
    if not blocks and reader.pictures:
        pictures = max(pictures, reader.pictures)
    if not pictures:
        return ()
    return (
        Warning(
            code="picture",
            message=f"{pictures} pictures take up whole pages and were not read; if they are"
            " scans, save the document as PDF and parse that",
        ),
    )
