"""The limit on the length of a text: what is beyond it is left out, and a warning says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from policynlp.blocks import RawBlock, RawDocument
from policynlp.limits import current
from policynlp.schema import Warning


def cap_text(text: str) -> str:
    """A decoded text without what lies far beyond the limit, before time is spent on it.

    It keeps a little too much, so that `cap_blocks` still sees that there was more.
    """
    return text[: current().letters + 10_000]


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
