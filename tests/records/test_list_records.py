"""Recommendations, action items and technical assistance: text in, records out (`cases/*.toml`)."""

from __future__ import annotations

from typing import Any

import pytest
from tests.records.case_files import cases, stated

from policynlp.pipeline import Pipeline

TYPES = ("recommendation", "action_item", "technical_assistance")


@pytest.mark.parametrize(("kind", "text", "wanted"), cases(*TYPES))
def test_text_gives_exactly_these_records(
    pipeline: Pipeline, kind: str, text: str, wanted: list[dict[str, Any]]
) -> None:
    document = pipeline.parse(text.encode())
    found = [r.model_dump() for r in document.records if r.type == kind]
    main = {"recommendation": "text", "action_item": "step"}.get(kind, "description")
    assert len(found) == len(wanted), [record[main] for record in found]
    for record, fields in zip(found, wanted, strict=True):
        record["provenances"] = len(record["provenance"])
        assert stated(record, fields) == fields, record[main]


@pytest.mark.parametrize(("kind", "text", "wanted"), cases(*TYPES))
def test_records_point_at_their_text(
    pipeline: Pipeline, kind: str, text: str, wanted: list[dict[str, Any]]
) -> None:
    del kind, wanted
    document = pipeline.parse(text.encode())
    blocks = {block.id: block for block in document.blocks}
    for record in document.records:
        for place in record.provenance:
            block = blocks[place.block_id]
            assert block.start <= place.start < place.end <= block.end
