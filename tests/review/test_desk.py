"""Corrections and the annotations that they leave."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from policynlp.review.desk import ChangeError, Desk
from policynlp.schema import Document
from policynlp.training.corpus_form import is_finished
from report.made import document


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.pdf").write_bytes(b"the document")
    return tmp_path


def desk_in(folder: Path, *documents: Document) -> Desk:
    return Desk(documents or [document()], folder)


def saved(folder: Path, name: str = "a") -> dict[str, Any]:  # Any: JSON
    values: dict[str, Any] = json.loads((folder / "in" / f"{name}.json").read_text("utf-8"))
    return values


def test_opening_writes_nothing(folder: Path) -> None:
    desk_in(folder).write_page(io.StringIO(), "t")
    assert [p.name for p in (folder / "in").iterdir()] == ["a.pdf"]


def test_accepted_and_rejected_records_are_kept_apart(folder: Path) -> None:
    desk = desk_in(folder)
    desk.change({"doc": 0, "record": "r1", "status": "accepted"})
    desk.change({"doc": 0, "record": "a1", "status": "rejected"})
    sheet = saved(folder)
    assert [r["notes"]["id"] for r in sheet["records"]] == ["m1", "r1", "a2"]
    assert [r["notes"]["id"] for r in sheet["review"]["rejected"]] == ["a1"]
    assert not is_finished(sheet)
    desk.change({"doc": 0, "finished": True})
    assert is_finished(saved(folder))


def test_what_is_saved_has_the_fields_of_the_corpus(folder: Path) -> None:
    desk_in(folder).change({"doc": 0, "finished": True})
    sheet = saved(folder)
    assert sheet["document_type"] == "mission_report"
    assert sheet["entities"] == {"PERSON": [], "ORG": [["OMS"]], "COUNTRY": ["MLI"], "DATE": []}
    record = next(r for r in sheet["records"] if r["type"] == "recommendation")
    assert set(record) == {
        "type", "text", "number", "section", "addressees", "timeframe", "due", "themes", "notes",
    }  # fmt: skip


def test_an_edit_changes_fields_and_keeps_the_source(folder: Path) -> None:
    answer = desk_in(folder).change({
        "doc": 0, "record": "a1", "status": "edited",
        "values": {"step": "Recruter", "responsible": ["DRH"], "due": "2031-12"},
    })  # fmt: skip
    assert answer["record"]["status"] == "edited"
    assert answer["record"]["due_last"] == "2031-12-31"
    record = next(r for r in saved(folder)["records"] if r["notes"]["id"] == "a1")
    assert (record["step"], record["responsible"]) == ("Recruter", ["DRH"])
    assert record["notes"]["provenance"]


def test_a_judgement_can_be_taken_back(folder: Path) -> None:
    desk = desk_in(folder)
    desk.change({"doc": 0, "record": "a1", "status": "edited", "values": {"step": "x"}})
    answer = desk.change({"doc": 0, "record": "a1", "status": "pending"})
    assert answer["record"]["step"].startswith("Recruter")


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"due": "next week"}, "no date"),
        ({"step": None}, "step"),
        ({"provenance": []}, "fields"),
        ({"id": "x"}, "fields"),
        ("step", "fields"),
    ],
)
def test_values_that_the_contract_refuses_are_refused(
    folder: Path, values: object, said: str
) -> None:
    desk = desk_in(folder)
    with pytest.raises(ChangeError, match=said):
        desk.change({"doc": 0, "record": "a1", "status": "edited", "values": values})
    assert not (folder / "in" / "a.json").exists()


def test_countries_are_codes(folder: Path) -> None:
    with pytest.raises(ChangeError, match="MLI for Mali"):
        desk_in(folder).change(
            {"doc": 0, "record": "m1", "status": "edited", "values": {"countries": ["Mali"]}}
        )


@pytest.mark.parametrize("asked", [
    {}, {"doc": 7, "finished": True}, {"doc": "0", "finished": True}, {"doc": 0},
    {"doc": 0, "record": "none", "status": "accepted"},
    {"doc": 0, "record": "a1", "status": "wonderful"},
    {"doc": 0, "add": "poem", "values": {}, "place": {"block_id": "b2", "start": 0, "end": 1}},
    {"doc": 0, "add": "event", "values": {}, "place": {"block_id": "b99", "start": 0, "end": 1}},
    {"doc": 0, "add": "event", "values": {}, "place": {"block_id": "b2", "start": 9, "end": 9}},
    {"doc": 0, "add": "event", "values": {}, "place": {"block_id": "b2"}},
    {"doc": 0, "document": {"document_type": "poem"}},
])  # fmt: skip
def test_what_makes_no_sense_is_refused(folder: Path, asked: dict[str, Any]) -> None:
    with pytest.raises(ChangeError):
        desk_in(folder).change(asked)


def test_an_added_record_points_at_the_selected_text(folder: Path) -> None:
    made = document()
    words = "menée par Awa Ba"
    start = len(made.text[: made.text.index(words)].encode("utf-16-le")) // 2
    place = {"block_id": "b2", "start": start, "end": start + len(words)}
    values = {"text": words, "themes": ["governance"]}
    answer = desk_in(folder).change(
        {"doc": 0, "add": "recommendation", "values": values, "place": place}
    )
    assert answer["record"]["status"] == "added"
    part = saved(folder)["records"][-1]["notes"]["provenance"][0]
    assert made.text[part["start"] : part["end"]] == words


def test_the_next_review_goes_on_where_the_last_one_ended(folder: Path) -> None:
    desk = desk_in(folder)
    desk.change({"doc": 0, "record": "r1", "status": "rejected"})
    desk.change({"doc": 0, "record": "a1", "status": "edited", "values": {"step": "Recruter"}})
    desk.change({"doc": 0, "document": {
        "title": "Autre titre", "document_type": "evaluation", "published": "2021",
        "language": "fr",
    }})  # fmt: skip
    again = desk_in(folder)
    (item,) = again.items
    states = {e.record.id: e.status for e in item.entries}
    assert states == {"m1": "pending", "a1": "edited", "a2": "pending", "r1": "rejected"}
    assert item.document.title == "Autre titre"
    assert item.document.document_type.label == "evaluation"
    again.change({"doc": 0, "record": "a1", "status": "pending"})
    assert saved(folder)["records"][1]["step"].startswith("Recruter vingt")


def test_an_annotation_written_by_hand_is_shown_and_kept(folder: Path) -> None:
    sheet: dict[str, Any] = {
        "language": "fr", "document_type": "mission_report", "title": None, "published": None,
        "country": "MLI", "format": "pdf", "entities": {"PERSON": ["Awa Ba"]}, "notes": "hard",
        "records": [
            {"type": "action_item", "step": "Former 🩺 les agents", "responsible": [],
             "expected_result": None, "category": None, "timeframe": None, "due": None,
             "optional": True},
        ],
    }  # fmt: skip
    (folder / "in" / "a.json").write_text(json.dumps(sheet), "utf-8")
    desk = desk_in(folder)
    (entry,) = desk.items[0].entries
    part = entry.record.provenance[0]
    assert document().text[part.start : part.end] == "Former 🩺 les agents"
    assert desk.items[0].finished
    desk.change({"doc": 0, "finished": True})
    after = saved(folder)
    assert after["entities"] == {"PERSON": ["Awa Ba"]}
    assert after["notes"] == "hard"
    assert after["records"][0]["optional"] is True


@pytest.mark.parametrize("content", ["[1, 2]", '{"rows": 3}', "no json", '{"records": [{}]}'])
def test_another_program_json_is_not_overwritten(folder: Path, content: str) -> None:
    (folder / "in" / "a.json").write_text(content, "utf-8")
    desk = desk_in(folder)
    with pytest.raises(ChangeError, match=r"a\.json"):
        desk.change({"doc": 0, "finished": True})
    assert (folder / "in" / "a.json").read_text("utf-8") == content


def test_two_documents_of_one_name_are_not_mixed_up(folder: Path) -> None:
    first, second = document(), document()
    other = second.source.model_copy(update={"path": "in/a.docx"})
    desk = desk_in(folder, first, second.model_copy(update={"source": other}))
    desk.change({"doc": 0, "finished": True})
    with pytest.raises(ChangeError, match=r"share a\.json"):
        desk.change({"doc": 1, "finished": True})


def test_a_disk_that_refuses_leaves_the_desk_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_in(folder)

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("policynlp.review.desk.write_annotation", refuse)
    with pytest.raises(ChangeError, match="No space left"):
        desk.change({"doc": 0, "record": "a1", "status": "rejected"})
    assert {e.status for e in desk.items[0].entries} == {"pending"}
