"""Trainings and partnerships: text in, records out (`cases/*.toml`)."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.annotating import annotate, heading, paragraph
from tests.records.case_files import cases, stated

from policynlp.pipeline import Pipeline
from policynlp.records import partnership, training

TYPES = ("training", "partnership")


@pytest.mark.parametrize(("kind", "text", "wanted"), cases(*TYPES))
def test_text_gives_exactly_these_records(
    pipeline: Pipeline, kind: str, text: str, wanted: list[dict[str, Any]]
) -> None:
    document = pipeline.parse(text.encode())
    found = [r.model_dump() for r in document.records if r.type == kind]
    main = "title" if kind == "training" else "name"
    assert len(found) == len(wanted), [record[main] for record in found]
    for record, fields in zip(found, wanted, strict=True):
        assert stated(record, fields) == fields, record[main]


@pytest.mark.parametrize(("kind", "text", "wanted"), cases(*TYPES))
def test_records_point_into_their_blocks(
    pipeline: Pipeline, kind: str, text: str, wanted: list[dict[str, Any]]
) -> None:
    document = pipeline.parse(text.encode())
    blocks = {block.id: block for block in document.blocks}
    places = [p for r in document.records if r.type == kind for p in r.provenance]
    assert bool(places) == bool(wanted)
    for place in places:
        assert blocks[place.block_id].start <= place.start < place.end
        assert place.end <= blocks[place.block_id].end


@pytest.mark.parametrize(
    "stretch",
    ["trained 12 nurses in ", "Alliance for ", "formation « ", "and to be ", "course, "],
)
def test_hostile_repetition_is_read_in_bounded_time(stretch: str) -> None:
    document = annotate(paragraph(stretch * (100_000 // len(stretch))))
    begin = time.process_time()
    list(training.extract(document))
    list(partnership.extract(document))
    assert time.process_time() - begin < 3


def test_many_titled_sections_are_read_in_bounded_time() -> None:
    blocks = [
        block
        for i in range(600)
        for block in (heading(f"Lake{i} Alliance", 2), paragraph("Partners: WHO; UNICEF."))
    ]
    document = annotate(*blocks)
    begin = time.process_time()
    list(training.extract(document))
    list(partnership.extract(document))
    assert time.process_time() - begin < 6
