"""Annotated documents made by hand: blocks as a few words, entities as marked stretches."""

from __future__ import annotations

from dataclasses import replace

from policynlp.annotated import AnnotatedDocument
from policynlp.blocks import RawBlock, RawDocument, assemble
from policynlp.outline import read_outline
from policynlp.schema import DocumentType, DocumentTypeLabel, Entity, EntityLabel
from policynlp.source import Source

Marked = dict[str, tuple[EntityLabel, str | None]]


def annotate(
    *blocks: RawBlock,
    language: str = "en",
    entities: Marked | None = None,
    document_type: DocumentTypeLabel = "other",
    published: str | None = None,
) -> AnnotatedDocument:
    """A document of these blocks; `entities` gives label and canonical id by printed text."""
    source = Source("by-hand.txt", b"by hand")
    loaded = assemble(source, "text/plain", RawDocument(blocks))
    tagged = tuple(b.model_copy(update={"language": language}) for b in loaded.blocks)
    loaded = replace(loaded, blocks=tagged)
    found = []
    for text, (label, canonical) in (entities or {}).items():
        start = loaded.text.find(text)
        while start >= 0:
            found.append(
                Entity(
                    id=f"e{start}",
                    label=label,
                    text=text,
                    start=start,
                    end=start + len(text),
                    language=language,
                    confidence=1.0,
                    canonical_id=canonical,
                    canonical_name=None,
                )
            )
            start = loaded.text.find(text, start + 1)
    outline = read_outline(loaded)
    return AnnotatedDocument(
        loaded=loaded,
        passages=outline.passages,
        headings=outline.headings,
        fields=outline.fields,
        entities=tuple(sorted(found, key=lambda e: e.start)),
        document_type=DocumentType(label=document_type, confidence=1.0),
        title=None,
        published=published,
        language=language,
    )


def paragraph(text: str) -> RawBlock:
    return RawBlock("paragraph", text)


def heading(text: str, level: int = 1) -> RawBlock:
    return RawBlock("heading", text, level=level)


def item(text: str, level: int = 1) -> RawBlock:
    return RawBlock("list_item", text, level=level)


def table(*rows: tuple[str, ...], header_rows: int = 0) -> RawBlock:
    return RawBlock("table", rows=rows, header_rows=header_rows)
