"""Labelled passages of the corpus, read the way a parsed document's passages are."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policynlp.analysis import annotate
from policynlp.annotated import AnnotatedDocument, Passage, content_of
from policynlp.blocks import RawBlock, RawDocument, assemble
from policynlp.schema import Block
from policynlp.source import Source

# Passages put together as one document: enough for the language models to work in batches.
TOGETHER = 40


@dataclass(frozen=True)
class LabelledPassage:
    """A line of `corpus/passages/*/*.jsonl`; the file name begins with its language.

    Attributes:
        label: a record type or "none".
        kind: paragraph, list_item or cell.
    """

    text: str
    language: str
    label: str
    heading: str
    kind: str
    themes: tuple[str, ...]
    purposes: tuple[str, ...]
    recipients: tuple[str, ...]
    modalities: tuple[str, ...]
    origins: tuple[str, ...]
    source: str


def read_passages(folder: Path) -> list[LabelledPassage]:
    """The labelled passages of a folder's `.jsonl` files, in file and line order.

    Raises:
        FileNotFoundError: the folder holds none.
    """
    found = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            row = json.loads(line)
            lists = {
                name: tuple(row[name])
                for name in ("themes", "purposes", "recipients", "modalities", "origins")
            }
            found.append(
                LabelledPassage(
                    text=row["text"], language=path.stem[:2], label=row["label"],
                    heading=row["heading"], kind=row["kind"], source=path.stem, **lists,
                )  # fmt: skip
            )
    if not found:
        raise FileNotFoundError(f"no labelled passages (*.jsonl) in {folder}")
    return found


def in_documents(
    passages: Sequence[LabelledPassage],
) -> Iterator[tuple[AnnotatedDocument, Passage]]:
    """Each passage in an analysed document, under its heading and nothing else, in order."""
    for first in range(0, len(passages), TOGETHER):
        yield from _together(passages[first : first + TOGETHER])


def _together(passages: Iterable[LabelledPassage]) -> list[tuple[AnnotatedDocument, Passage]]:
    """Passages of one document; those without a heading come first in it."""
    given = list(passages)
    order = sorted(range(len(given)), key=lambda i: bool(given[i].heading))
    raw: list[RawBlock] = []
    languages: list[str] = []
    for i in order:
        passage = given[i]
        if passage.heading:
            raw.append(RawBlock("heading", passage.heading, level=2))
            languages.append(passage.language)
        kind = "paragraph" if passage.kind == "paragraph" else "list_item"
        raw.append(RawBlock(kind, passage.text, level=None if kind == "paragraph" else 1))
        languages.append(passage.language)
    loaded = assemble(Source("-", b"passages"), "text/plain", RawDocument(tuple(raw)))
    blocks = tuple(
        block.model_copy(update={"language": language})
        for block, language in zip(loaded.blocks, languages, strict=True)
    )
    document = annotate(replace(loaded, blocks=blocks))
    bodies = [block for block in document.loaded.blocks if block.kind != "heading"]
    found = {i: _whole(document, block) for i, block in zip(order, bodies, strict=True)}
    return [(document, found[i]) for i in range(len(given))]


def _whole(document: AnnotatedDocument, block: Block) -> Passage:
    """The passage that is all of a block."""
    start, end = content_of(document.loaded, block)
    text = document.text[start:end]
    inner = [p for p in document.passages if block.start <= p.start and p.end <= block.end]
    if inner:
        return replace(inner[0], start=start, end=end, text=text)
    kind = "sentence" if block.kind == "paragraph" else "item"
    return Passage(kind, text, start, end, block, 0, block.language)
