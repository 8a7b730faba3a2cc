"""The whole loop as a person goes through it: annotate, correct, train, parse, evaluate."""

from __future__ import annotations

import json
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from policynlp.cli import cli
from policynlp.training.passages import read_document_passages

REPORT = """Visit to the Ruvu health centre

Recommendations

- The Ministry of Health should recruit two nurses before the end of June 2019.
- The district council should pay the bills of the year 2018.
"""
# A sentence of each type, with what varies in it: enough for every label to be learned.
SENTENCES = {
    "recommendation": "The {who} should {what} as soon as possible.",
    "action_item": "{who}: {what} by 30 June.",
    "technical_assistance": "An adviser of the {who} helps to {what} for three months.",
    "event": "Meeting of the {who} on 3 March 2019 to {what}.",
    "training": "Five-day course of the {who} for nurses on how to {what}.",
    "statement": "“We shall {what}”, said the head of the {who}.",
    "none": "The {who} could not {what} in 2018.",
}
WHO = ("ministry", "district", "council")
WHAT = {
    # Not what the shipped classifiers say.
    "recruit nurses": "governance", "buy vaccines": "medical_products",
    "clean the registers": "health_information", "pay the bills": "financing",
}  # fmt: skip


def passages() -> list[dict[str, object]]:
    found: list[dict[str, object]] = []
    for (label, sentence), who, what in product(SENTENCES.items(), WHO, WHAT):
        helped = label == "technical_assistance"
        found.append({
            "text": sentence.format(who=who, what=what), "label": label, "heading": "",
            "kind": "paragraph", "themes": [WHAT[what]],
            "purposes": ["capacity_strengthening"] if helped and who != "council" else [],
            "recipients": ["government"] if helped else [], "modalities": [], "origins": [],
        })  # fmt: skip
    return found


def run(*arguments: object) -> Result:
    result = CliRunner().invoke(cli, list(map(str, arguments)))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.output
    return result


@pytest.mark.slow
def test_what_was_corrected_is_learned_and_used(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for part in ("passages/train", "documents/train"):
        (corpus / part).mkdir(parents=True)
    lines = "".join(json.dumps(passage) + "\n" for passage in passages())
    (corpus / "passages" / "train" / "en.jsonl").write_text(lines, "utf-8")
    report = tmp_path / "visit.txt"
    report.write_text(REPORT, "utf-8")
    corrected, mine = tmp_path / "corrected", tmp_path / "mine"

    assert run("annotate", report, "-o", corrected, "--no-isolation").exit_code == 0
    sheet = corrected / "visit.json"
    draft = json.loads(sheet.read_text("utf-8"))
    assert "visit.json is left out" in run("train", corpus, "-o", mine, "--add", corrected).output
    asked = next(r for r in draft["records"] if r["type"] == "recommendation")
    assert "recruit" in asked["text"]
    asked["themes"] = [WHAT["recruit nurses"]]
    draft["review"]["finished"] = True
    sheet.write_text(json.dumps(draft), "utf-8")
    result = run("train", corpus, "-o", mine, "--add", corrected)
    assert result.exit_code == 0
    assert f"training on {len(passages()) + 2} passages" in result.output

    outputs = []
    for number, options in enumerate(([], ["--classifiers", mine])):
        out = tmp_path / f"{number}.json"
        assert run("parse", report, "-q", "-o", out, "--no-isolation", *options).exit_code == 0
        outputs.append(json.loads(out.read_text("utf-8")))
    shipped, own = ([r["themes"] for r in output["records"] if r["type"] == "recommendation"]
                    for output in outputs)  # fmt: skip
    assert len(shipped) == len(own) == 2
    assert "governance" not in shipped[0]
    assert "governance" in own[0]
    assert outputs[0]["text"] == outputs[1]["text"]

    floors = tmp_path / "floors.json"
    for least, code in ((0.5, 0), (1.1, 1)):
        floors.write_text(json.dumps({"corrected": {"record.recommendation": least}}), "utf-8")
        result = run("evaluate", corrected, "--floors", floors, "--classifiers", mine)
        assert result.exit_code == code, result.output


@pytest.mark.slow
def test_events_courses_and_agreements_are_found_again_in_their_documents(tmp_path: Path) -> None:
    sentences = {
        "event": "The forum on rural pharmacies was held in Lilongwe on 3 May 2021.",
        "training": "The course on cold chain repair took place in Mzuzu from 7 to 11 June 2021.",
        "partnership": "UNICEF and the World Bank have pooled their grants.",
        "none": "Roads are bad in the north.",
    }
    records: list[dict[str, Any]] = [
        {"type": "event", "name": "forum on rural pharmacies", "start_date": "2021-05-03"},
        {"type": "training", "title": "course on cold chain repair", "start_date": "2021-06-07"},
        {"type": "partnership", "name": "common fund", "partners": ["UNICEF", "World Bank"]},
    ]
    (tmp_path / "en-1.txt").write_text("News\n\n" + "\n\n".join(sentences.values()) + "\n")
    (tmp_path / "en-1.json").write_text(json.dumps({"records": records}))
    found = {e.passage.text: e.label for e in read_document_passages(tmp_path)}
    assert {text: found.get(text) for text in sentences.values()} == {
        text: label for label, text in sentences.items()
    }
