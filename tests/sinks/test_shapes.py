"""Tables and Arrow schemas follow the models of the contract."""

from __future__ import annotations

import json

import pytest

from policynlp.schema import Document
from policynlp.sinks.shapes import LEFT_OUT, record_models, shape_of
from policynlp.sinks.tables import rows_of, tables
from policynlp.sinks.untabled import documents_from
from sinks.made import RESULTS, without_text


def test_every_record_field_has_a_column() -> None:
    for name, model in record_models().items():
        covered = {column.path[0] for column in tables()[name] if column.path} | {"type"}
        assert covered == set(model.model_fields) - LEFT_OUT, name


def test_columns_of_a_table_have_distinct_names() -> None:
    for name, columns in tables().items():
        names = [column.name for column in columns]
        assert len(set(names)) == len(names), name


def test_documents_that_occur_twice_keep_their_own_records() -> None:
    rows: dict[str, list[object]] = {}
    for result in (RESULTS[0], RESULTS[0]):
        for name, row in rows_of(result):
            rows.setdefault(name, []).append(row)
    found = list(documents_from(rows))  # type: ignore[arg-type]  # rows as they were made
    assert [len(d.records) for d in found if isinstance(d, Document)] == [
        len(RESULTS[0].records) if isinstance(RESULTS[0], Document) else 0
    ] * 2


def test_arrow_schema_has_the_fields_of_the_json_output() -> None:
    pytest.importorskip("pyarrow")
    from policynlp.sinks.arrow import document_schema

    names = set(document_schema().names)
    assert names == {*json.loads(RESULTS[0].model_dump_json()), "error"}
    records = document_schema().field("records").type.value_type
    fields = {records.field(i).name for i in range(records.num_fields)}
    known = {name for model in record_models().values() for name in model.model_fields}
    assert fields == known - LEFT_OUT


def test_unknown_annotation_is_refused() -> None:
    with pytest.raises(TypeError, match="no shape"):
        shape_of(set)


def test_source_text_is_what_the_record_was_read_from() -> None:
    rows = [row for name, row in rows_of(RESULTS[0]) if name == "event"]
    assert str(rows[0]["source_text"]).startswith("Le Mali financera le plan.")


def test_page_of_an_entity_is_that_of_its_block() -> None:
    pages = [row["page"] for name, row in rows_of(RESULTS[0]) if name == "entities"]
    assert pages == [2, 2, 2]


def test_what_is_left_out_is_text_and_blocks() -> None:
    bare = without_text(RESULTS[0])
    assert isinstance(bare, Document)
    assert (bare.text, bare.blocks) == ("", [])
