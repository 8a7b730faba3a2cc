"""Recommendations, action items and technical assistance: text in, records out (`cases/*.toml`)."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from policynlp.pipeline import Pipeline

CASES = Path(__file__).parent / "cases"
TYPES = ("recommendation", "action_item", "technical_assistance")


def _cases() -> list[Any]:
    found = []
    for kind in TYPES:
        for path in sorted(CASES.glob(f"{kind}.*.toml")):
            for case in tomllib.loads(path.read_text("utf-8"))["case"]:
                name = f"{path.stem}: {case['name']}"
                found.append(pytest.param(kind, case["text"], case["records"], id=name))
    return found


@pytest.mark.parametrize(("kind", "text", "wanted"), _cases())
def test_text_gives_exactly_these_records(
    pipeline: Pipeline, kind: str, text: str, wanted: list[dict[str, Any]]
) -> None:
    document = pipeline.parse(text.encode())
    found = [r.model_dump() for r in document.records if r.type == kind]
    main = {"recommendation": "text", "action_item": "step"}.get(kind, "description")
    assert len(found) == len(wanted), [record[main] for record in found]
    for record, fields in zip(found, wanted, strict=True):
        record["provenances"] = len(record["provenance"])
        got = {name: "" if record[name] is None else record[name] for name in fields}
        assert got == fields, record[main]


@pytest.mark.parametrize(("kind", "text", "wanted"), _cases())
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
