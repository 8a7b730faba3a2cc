"""The limits on the length of texts and of single blocks.

A text beyond the limit is cut, and a warning says so. A block of many pages (a file without line
breaks) goes on as several: all that comes later may then look at a block as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policynlp.blocks import RawBlock, RawDocument
from policynlp.limits import current
from policynlp.schema import BlockKind, Warning

MAX_BLOCK = 8_000


def cap_text(text: str) -> str:
    """A decoded text without what lies far beyond the limit, before time is spent on it.

    It keeps a little too much, so that `cap_blocks` still sees that there was more.
    """
    return text[: current().letters + 10_000]


def split_long(raw: RawDocument) -> RawDocument:
    """The document with no block, and no paragraph of a cell, over `MAX_BLOCK` characters."""
    if all(_fits(block) for block in raw.blocks):
        return raw
    blocks: list[RawBlock] = []
    for block in raw.blocks:
        if _fits(block):
            blocks.append(block)
        elif block.rows is not None:
            rows = tuple(tuple("\n".join(_pieces(cell)) for cell in row) for row in block.rows)
            blocks.append(replace(block, rows=rows))
        else:
            first, *others = _pieces(block.text)
            kind: BlockKind = "paragraph" if block.kind == "heading" else block.kind
            level = None if block.kind == "heading" else block.level
            blocks.append(replace(block, kind=kind, level=level, text=first))
            after: BlockKind = "paragraph" if kind == "list_item" else kind
            blocks += [replace(block, kind=after, level=None, text=text) for text in others]
    return replace(raw, blocks=tuple(blocks))


def _fits(block: RawBlock) -> bool:
    if block.rows is None:
        return len(block.text) <= MAX_BLOCK
    return all(len(cell) <= MAX_BLOCK for row in block.rows for cell in row)


def _pieces(text: str) -> Iterator[str]:
    """Pieces that end with a sentence, else with a word, else anywhere."""
    start = 0
    while len(text) - start > MAX_BLOCK:
        low, high = start + MAX_BLOCK // 2, start + MAX_BLOCK
        ends = [text.rfind(mark, low, high) + len(mark) for mark in ("\n", ". ", "! ", "? ")]
        end = max(end for end in (*ends, 0) if end == 0 or end > low)
        end = end or text.rfind(" ", low, high) + 1 or high
        yield text[start:end]
        start = end
    yield text[start:]


def cap_blocks(raw: RawDocument) -> RawDocument:
    """The blocks up to the limit on letters; the block that crosses it is cut."""
    limit = current().letters
    if sum(map(_length, raw.blocks)) <= limit:
        return raw
    blocks = tuple(_within(raw.blocks, limit))
    last = blocks[-1].page if blocks else None
    warning = Warning(
        code="text_cut",
        message=f"the text has over {limit:,} characters; the rest was left out. Split the"
        " document or raise the limit letters",
        page=last,
    )
    return replace(raw, blocks=blocks, warnings=(*raw.warnings, warning))


def _length(block: RawBlock) -> int:
    # Each cell and block costs a separator, so that empty ones are not free.
    if block.rows is None:
        return len(block.text) + 2
    return sum(len(cell) + 1 for row in block.rows for cell in row) + 2


def _within(blocks: tuple[RawBlock, ...], limit: int) -> Iterator[RawBlock]:
    for block in blocks:
        length = _length(block)
        if length <= limit:
            limit -= length
            yield block
        elif block.rows is None:
            yield replace(block, text=block.text[:limit])
            return
        else:
            rows = []
            for row in block.rows:
                limit -= sum(len(cell) + 1 for cell in row)
                if limit < 0:
                    break
                rows.append(row)
            yield replace(block, rows=tuple(rows))
            return
