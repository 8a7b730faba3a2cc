"""Hostile files, made when they are needed: more than four hundred over all formats."""

from __future__ import annotations

from collections.abc import Iterator

from cases import pdfs, texts, zips
from cases.common import Case, damaged

GENERATORS = (
    damaged, zips.archives, zips.documents_in_xml, zips.word_structures, pdfs.circles, pdfs.bombs,
    pdfs.numbers_and_letters, pdfs.active, pdfs.locked, texts.encodings, texts.plain,
    texts.markdown, texts.pages, texts.rich_text, texts.mails, texts.foreign,
)  # fmt: skip


def all_cases() -> Iterator[Case]:
    """Every case; names are unique."""
    for generate in GENERATORS:
        yield from generate()
