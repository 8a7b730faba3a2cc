"""OpenDocument texts (ODT): headings, lists with numbers, tables, notes; no macro, no link."""

from __future__ import annotations

from policynlp.blocks import RawBlock, RawDocument
from policynlp.errors import InputError
from policynlp.loaders._odt.body import Reader
from policynlp.loaders._odt.styles import read_styles
from policynlp.loaders._ooxml import Archive, child, local
from policynlp.loaders._paragraphs import to_blocks
from policynlp.loaders.tabbed import set_tables
from policynlp.source import Source


def load(source: Source) -> RawDocument:
    """The blocks of an ODT file; footnotes stand at the end, headers and footers once.

    Raises:
        InputError: `encrypted`, `corrupt` or `limit_expansion`.
    """
    archive = Archive(source.data)
    manifest = archive.read("META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest:
        raise InputError("encrypted", "the file is protected by a password; remove it first")
    content = archive.xml("content.xml")
    body = child(content, "body", "text")
    if content is None or body is None:
        raise InputError("corrupt", "the file lacks its text; open it in its program and save it")
    common = archive.xml("styles.xml")
    reader = Reader(read_styles(common, content))
    blocks = to_blocks(set_tables(list(reader.read(body))))
    blocks += [
        RawBlock("paragraph", " ".join(note.text.split()))
        for note in reader.notes
        if note.text.strip()
    ]
    edges: dict[tuple[str, str], None] = {}
    masters = child(common, "master-styles")
    for page in masters if masters is not None else ():
        for edge in page:
            kind = local(edge).partition("-")[0]
            if kind in ("header", "footer"):
                for paragraph in reader.read(edge):
                    text = " ".join(paragraph.text.split())
                    edges.setdefault((kind, text))
    heads = [RawBlock("header", text) for kind, text in edges if kind == "header" and text]
    feet = [RawBlock("footer", text) for kind, text in edges if kind == "footer" and text]
    meta = child(archive.xml("meta.xml"), "meta", "title")
    title = (meta.text or "").strip() if meta is not None else ""
    return RawDocument(blocks=(*heads, *blocks, *feet), title=str(title) or None)
