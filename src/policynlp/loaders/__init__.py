"""Loaders: one module a file format, and the table of which reads what.

`LOADERS` is the complete truth: media type -> module with a function
`load(source: Source) -> RawDocument`. Modules are imported when a file of theirs is met.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module

from policynlp.blocks import LoadedDocument, RawBlock, RawDocument, assemble
from policynlp.errors import InputError
from policynlp.loaders._paragraphs import open_rows
from policynlp.loaders.caps import cap_blocks, split_long
from policynlp.loaders.contents import without_contents
from policynlp.loaders.gathering import gather_rows
from policynlp.loaders.listing import mark_bare_items, open_lists
from policynlp.loaders.media_types import sniff
from policynlp.source import Source

LOADERS: dict[str, str] = {
    "text/plain": "text",
    "text/markdown": "markdown",
    "text/html": "html",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/msword": "doc",
    "application/rtf": "rtf",
    "message/rfc822": "eml",
}


def load(source: Source) -> LoadedDocument:
    """The document in canonical form: text, blocks, cells, metadata.

    Raises:
        InputError: `unsupported`, `encrypted`, `corrupt`, `empty` or a limit.
    """
    media_type = sniff(source)
    if media_type not in LOADERS:
        raise InputError(
            "unsupported",
            f"format {media_type} is not read; convert it to PDF, DOCX, HTML or text",
        )
    module = import_module(f"policynlp.loaders.{LOADERS[media_type]}")
    raw: RawDocument = module.load(source)
    raw = replace(raw, blocks=tuple(_in_usual_shape(raw.blocks)))
    loaded = assemble(source, media_type, split_long(cap_blocks(raw)))
    if not loaded.blocks and not loaded.warnings:
        raise InputError("empty", "the file holds no text")
    return loaded


def _in_usual_shape(blocks: Sequence[RawBlock]) -> Iterator[RawBlock]:
    """Blocks of any format as most documents have them: forms opened into sections, rows of other
    shapes as tables, lists set as tables or paragraphs as lists, no list of contents."""
    opened = [part for block in blocks for part in open_rows(block) or [block]]
    for block in mark_bare_items(gather_rows(without_contents(opened))):
        yield from open_lists(block)
