"""What holds for every parsed document, whatever the input: the contract's promises as code."""

from __future__ import annotations

import math

from policynlp.schema import Document, Failure


def check(result: Document | Failure) -> None:
    """Fail on the first broken promise of the output contract."""
    if isinstance(result, Failure):
        assert result.error.message
        assert "\n" not in result.error.message
        assert "Traceback" not in result.error.message
        return
    text = result.text
    text.encode("utf-8")
    assert len({block.id for block in result.blocks}) == len(result.blocks)
    blocks = {block.id: block for block in result.blocks}
    position = 0
    for block in result.blocks:
        assert position <= block.start <= block.end <= len(text), block
        position = block.end
        pages = result.source.page_count
        assert block.page is None or 1 <= block.page <= (pages or 0), block
        assert (block.rows is not None) == (block.kind == "table"), block
    check_entities(result)
    if result.languages:
        assert math.isclose(sum(result.languages.values()), 1.0, abs_tol=1e-9)
    assert len({record.id for record in result.records}) == len(result.records)
    for record in result.records:
        assert record.provenance, record
        for span in record.provenance:
            block = blocks[span.block_id]
            assert block.start <= span.start < span.end <= block.end, (record, block)
            assert span.page == block.page
            assert block.kind not in ("header", "footer"), record


def check_entities(result: Document) -> None:
    last = -1
    assert len({entity.id for entity in result.entities}) == len(result.entities)
    for entity in result.entities:
        assert 0 <= entity.start < entity.end <= len(result.text), entity
        assert entity.text == result.text[entity.start : entity.end], entity
        assert entity.start >= last, entity
        last = entity.start
        assert entity.canonical_id is None or ":" in entity.canonical_id, entity
