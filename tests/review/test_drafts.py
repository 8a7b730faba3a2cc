"""Drafts of annotations, and what comes back from other tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from policynlp import parse
from policynlp.schema import Document
from policynlp.spacy_docs import to_docbin
from policynlp.training.annotations import document_of
from policynlp.training.corpus_form import (
    annotation_of,
    is_finished,
    read_annotation,
    record_from,
    unfinished,
    write_annotation,
)
from policynlp.training.drafts import add_draft, take_corrections, write_tasks
from policynlp.training.label_studio import config, task_of
from policynlp.training.passages import read_document_passages
from report.made import document


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.pdf"
    path.write_bytes(b"the document")
    return path


@pytest.fixture
def folder(tmp_path: Path, source: Path) -> Path:
    folder = tmp_path / "out"
    assert add_draft(document(), source, folder) == folder / "a.json"
    return folder


def test_a_draft_lies_beside_a_copy_of_its_document(folder: Path) -> None:
    assert sorted(p.name for p in folder.iterdir()) == ["a.json", "a.pdf"]
    assert document_of(folder / "a.json") == folder / "a.pdf"
    sheet = read_annotation(folder / "a.json")
    assert (sheet["country"], sheet["format"], is_finished(sheet)) == ("MLI", "pdf", False)


def test_records_come_back_from_a_draft_as_they_were() -> None:
    made = document()
    sheet = annotation_of(made)
    back = [record_from(fields, n, made)[0] for n, fields in enumerate(sheet["records"])]
    same = {"confidence": 1.0, "codes": []}
    for record, again in zip(made.records, back, strict=True):
        known = {k: v for k, v in same.items() if k in type(record).model_fields}
        assert again == record.model_copy(update=known)


def test_provenance_that_no_longer_fits_is_found_anew() -> None:
    made = document()
    (fields,) = [r for r in annotation_of(made)["records"] if r["type"] == "recommendation"]
    fields["notes"]["provenance"] = [{"block_id": "b77", "page": 1, "start": 5, "end": 9}]
    record, _ = record_from(fields, 1, made)
    (part,) = record.provenance
    assert made.text[part.start : part.end] == fields["text"]


def test_corrections_are_never_overwritten(folder: Path, source: Path) -> None:
    sheet = read_annotation(folder / "a.json")
    write_annotation(folder / "a.json", {**sheet, "title": "corrected"})
    assert add_draft(document(), source, folder) is None
    assert read_annotation(folder / "a.json")["title"] == "corrected"


def test_another_document_of_the_same_name_gets_its_own(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "a.pdf"
    other.write_bytes(b"another document")
    assert add_draft(document("other"), other, folder) == folder / "a-2.json"
    assert document_of(folder / "a-2.json") == folder / "a-2.pdf"
    assert (folder / "a.pdf").read_bytes() == b"the document"


def test_names_with_brackets_find_their_document(tmp_path: Path) -> None:
    path = tmp_path / "report [v2]*.txt"
    path.write_text("Mission")
    assert document_of(tmp_path / "report [v2]*.json") == path


def exported(tmp_path: Path, change: Any = None) -> Path:  # Any: a function on regions
    task = task_of(document(), "a")
    result = task["predictions"][0]["result"]
    if change is not None:
        result = change(result)
    path = tmp_path / "export.json"
    write_tasks([{**task, "annotations": [{"result": result}]}], path)
    return path


def region(result: list[dict[str, Any]], label: str) -> dict[str, Any]:
    return next(r for r in result if r["value"]["labels"] == [label])


def test_label_studio_and_back_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = read_annotation(folder / "a.json")
    ((sheet, doubts),) = take_corrections(exported(tmp_path), folder)
    assert read_annotation(sheet) == {**before, "review": {"finished": True}}
    assert doubts == []


def test_label_studio_counts_in_utf16(tmp_path: Path) -> None:
    task = json.loads(exported(tmp_path).read_text("utf-8"))[0]
    units = task["data"]["text"].encode("utf-16-le")
    for part in task["predictions"][0]["result"]:
        value = part["value"]
        said = units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le")
        assert said == value["text"]


def test_a_removed_region_removes_its_record(folder: Path, tmp_path: Path) -> None:
    def change(result: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [r for r in result if r["value"]["labels"] != ["recommendation"]]

    list(take_corrections(exported(tmp_path, change), folder))
    types = [r["type"] for r in read_annotation(folder / "a.json")["records"]]
    assert types == ["mission", "action_item", "action_item"]


def test_a_new_region_is_a_record_to_fill(folder: Path, tmp_path: Path) -> None:
    def change(result: list[dict[str, Any]]) -> list[dict[str, Any]]:
        value = {**region(result, "mission")["value"], "labels": ["statement"]}
        return [*result, {"id": "Xy7_z", "type": "labels", "value": value}]

    ((sheet, doubts),) = take_corrections(exported(tmp_path, change), folder)
    record = read_annotation(sheet)["records"][-1]
    assert (record["type"], record["quote"]) == ("statement", "menée par Awa Ba")
    assert doubts == ["statement: fields to fill: menée par Awa Ba"]


def test_what_is_still_to_fill_is_not_finished(folder: Path, tmp_path: Path) -> None:
    assert unfinished(folder) == ["a.json"]
    list(take_corrections(exported(tmp_path), folder))
    assert unfinished(folder) == []

    def change(result: list[dict[str, Any]]) -> list[dict[str, Any]]:
        region(result, "recommendation")["value"]["labels"] = ["event"]
        return result

    list(take_corrections(exported(tmp_path, change), folder))
    assert unfinished(folder) == ["a.json"]


@pytest.mark.slow
def test_training_learns_from_finished_documents_alone(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("Recommendations\n\n- The Ministry should buy vaccines before June 2020.\n")
    made = parse(path)
    sheet = annotation_of(made)
    write_annotation(tmp_path / "note.json", sheet)
    assert read_document_passages(tmp_path) == []
    write_annotation(tmp_path / "note.json", {**sheet, "review": {"finished": True}})
    assert [e.label for e in read_document_passages(tmp_path)] == ["recommendation"]


def test_another_label_is_another_type(folder: Path, tmp_path: Path) -> None:
    def change(result: list[dict[str, Any]]) -> list[dict[str, Any]]:
        region(result, "recommendation")["value"]["labels"] = ["action_item"]
        return result

    list(take_corrections(exported(tmp_path, change), folder))
    records = read_annotation(folder / "a.json")["records"]
    assert [r["type"] for r in records] == ["mission", "action_item", "action_item", "action_item"]
    assert records[1]["step"].startswith("Le ministère devrait acheter")


def test_a_country_is_known_by_its_name(folder: Path, tmp_path: Path) -> None:
    def change(result: list[dict[str, Any]]) -> list[dict[str, Any]]:
        value = {**region(result, "ORG")["value"], "labels": ["COUNTRY"]}
        return [*result, {"id": "n", "type": "labels", "value": value}]

    ((sheet, doubts),) = take_corrections(exported(tmp_path, change), folder)
    assert read_annotation(sheet)["entities"]["COUNTRY"] == ["MLI"]
    assert doubts == ["COUNTRY: no code is known for 'OMS'"]


def test_docbin_and_back_changes_nothing(folder: Path, tmp_path: Path) -> None:
    before = read_annotation(folder / "a.json")
    path = tmp_path / "x.spacy"
    to_docbin([document()]).to_disk(path)
    list(take_corrections(path, folder))
    assert read_annotation(folder / "a.json") == {**before, "review": {"finished": True}}


@pytest.mark.parametrize("content", [
    "{}", "[{}]", "[1]", "no json",
    '[{"data": {"text": "a", "name": "../../x"}, "predictions": [{"result": []}]}]',
    '[{"data": {"text": "a", "name": "missing"}, "predictions": [{"result": []}]}]',
])  # fmt: skip
def test_other_files_are_refused(folder: Path, tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, "utf-8")
    with pytest.raises(ValueError, match=r"."):
        list(take_corrections(path, folder))


def test_a_file_that_is_no_docbin_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "x.spacy").write_bytes(b"nothing")
    with pytest.raises(ValueError, match=r"x\.spacy is no DocBin"):
        list(take_corrections(tmp_path / "x.spacy", folder))


def test_the_interface_offers_every_type(document_made: Document) -> None:
    shown = config()
    assert all(f'value="{record.type}"' in shown for record in document_made.records)
    assert 'toName="text"' in shown


@pytest.fixture
def document_made() -> Document:
    return document()
