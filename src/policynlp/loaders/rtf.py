"""Rich Text Format (RTF): headings, lists with their numbers, tables, notes."""

from __future__ import annotations

from policynlp.blocks import RawBlock, RawDocument
from policynlp.errors import InputError
from policynlp.loaders._paragraphs import to_blocks
from policynlp.loaders._rtf.reader import Reader
from policynlp.loaders.tabbed import set_tables
from policynlp.source import Source


def load(source: Source) -> RawDocument:
    """The blocks of an RTF file; footnotes stand at the end, headers and footers once.

    Raises:
        InputError: `corrupt`.
    """
    code = source.data.decode("latin-1")
    if not code.lstrip().startswith("{\\rtf"):
        raise InputError("corrupt", "the file does not begin like RTF; save it anew")
    document = Reader().read(code)
    heads = [RawBlock("header", text) for kind, text in document.edges if kind == "header"]
    feet = [RawBlock("footer", text) for kind, text in document.edges if kind == "footer"]
    notes = [RawBlock("paragraph", text) for text in document.notes if text]
    return RawDocument(
        blocks=(*heads, *to_blocks(set_tables(document.paragraphs)), *notes, *feet),
        title=document.title or None,
    )
