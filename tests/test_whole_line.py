"""The whole line on real files: what comes out is as promised and as expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import invariants
from folders import ROOT
from policynlp.pipeline import Pipeline
from policynlp.schema import Document
from records_golden import golden_path, readable, samples

SCHEMA = Draft202012Validator(
    json.loads((ROOT / "src" / "policynlp" / "document.schema.json").read_text("utf-8"))
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline()


def hold_to_the_contract(pipeline: Pipeline, path: Path) -> Document:
    document = pipeline.parse(path)
    invariants.check(document)
    SCHEMA.validate(json.loads(document.model_dump_json()))
    return document


@pytest.mark.parametrize("sample", samples(), ids=lambda path: path.name)
def test_samples_give_the_expected_records(pipeline: Pipeline, sample: Path) -> None:
    document = hold_to_the_contract(pipeline, sample)
    assert readable(document) == golden_path(sample).read_text("utf-8")


def test_same_bytes_give_same_bytes(pipeline: Pipeline) -> None:
    sample = samples()[0]
    first = pipeline.parse(sample).model_dump_json()
    assert Pipeline().parse(sample).model_dump_json() == first


@pytest.mark.slow
@pytest.mark.parametrize("part", ["dev", "train", "test"])
def test_the_contract_holds_for_the_corpus(pipeline: Pipeline, corpus: Path, part: str) -> None:
    documents = [p for p in (corpus / "documents" / part).iterdir() if p.suffix in SUFFIXES]
    assert documents
    for path in documents:
        hold_to_the_contract(pipeline, path)


SUFFIXES = (".txt", ".html", ".docx", ".pdf")


@pytest.mark.slow
def test_the_contract_holds_for_the_shared_documents(pipeline: Pipeline, shared: Path) -> None:
    for path in sorted((shared / "seeds").iterdir()):
        if path.is_file() and path.suffix in SUFFIXES:
            hold_to_the_contract(pipeline, path)
