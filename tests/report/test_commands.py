"""`report`, `inspect`, `annotate` and `review` as a user types them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from policynlp.cli import cli
from policynlp.sinks import write
from report.made import document, failure

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(cli, [str(a) for a in arguments])


@pytest.fixture
def records(tmp_path: Path) -> Path:
    path = tmp_path / "records.jsonl"
    write([document("a"), document("b"), failure()], path)
    return path


@pytest.mark.parametrize("format_", ["jsonl", "json", "sqlite", "csv"])
def test_a_report_from_any_output(records: Path, tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"again.{format_}"
    write([document("a"), document("b")], path)
    page = tmp_path / "report.html"
    given = tmp_path / "again-documents.csv" if format_ == "csv" else path
    if format_ == "csv":
        given = tmp_path / "tables"
        write([document("a"), document("b")], given, "csv")
    done = run("report", given, "-o", page)
    assert done.exit_code == 0, done.output
    assert done.stderr == f"2 documents and failure records in {page}\n"
    assert "Rapport b" in page.read_text("utf-8")


def test_links_lead_from_the_page_to_the_documents(tmp_path: Path) -> None:
    (tmp_path / "my docs").mkdir()
    file = tmp_path / "my docs" / "a.pdf"
    file.write_bytes(b"%PDF-")
    made = document()
    write([made.model_copy(update={
        "source": made.source.model_copy(update={"path": str(file)})})],
        tmp_path / "records.jsonl")  # fmt: skip
    page = tmp_path / "report.html"
    assert run("report", tmp_path / "records.jsonl", "-o", page).exit_code == 0
    assert '"link":"my%20docs/a.pdf"' in page.read_text("utf-8")


def test_an_output_that_cannot_be_read_leaves_no_page(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"schema_version":"1.0", broken', "utf-8")
    page = tmp_path / "report.html"
    done = run("report", bad, "-o", page)
    assert done.exit_code == 3
    assert "bad.jsonl" in done.stderr
    assert not page.exists()


def test_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    assert run("report", tmp_path, "-o", tmp_path / "x.html").exit_code == 2


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    done = run("inspect", tmp_path / "none.pdf", "-o", tmp_path / "x.html")
    assert done.exit_code == 1
    assert "none.pdf" in done.stderr
    assert not (tmp_path / "x.html").exists()


def test_annotate_needs_something_to_do(tmp_path: Path) -> None:
    assert run("annotate", "-o", tmp_path).exit_code == 2


def test_annotate_prints_the_labelling_interface(tmp_path: Path) -> None:
    done = run("annotate", "--labels", "-o", tmp_path)
    assert done.exit_code == 0
    assert done.output.startswith("<View>")


def test_review_of_an_empty_folder_is_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{}")
    assert run("review", tmp_path).exit_code == 2


@pytest.mark.slow
def test_a_file_is_inspected(tmp_path: Path) -> None:
    page = tmp_path / "view.html"
    done = run("inspect", SAMPLES / "training.pdf", "-o", page)
    assert done.exit_code == 0, done.output
    text = page.read_text("utf-8")
    assert 'id="picture-1"' in text
    assert run("inspect", SAMPLES / "training.pdf", "--no-pictures", "-o", page).exit_code == 0
    assert 'id="picture-1"' not in page.read_text("utf-8")


@pytest.mark.slow
def test_annotate_then_correct_elsewhere_and_back(tmp_path: Path) -> None:
    out, tasks = tmp_path / "out", tmp_path / "tasks.json"
    done = run("annotate", SAMPLES / "reunion.md", "-o", out, "--export", tasks, "--no-isolation")
    assert done.exit_code == 0, done.output
    before = json.loads((out / "reunion.json").read_text("utf-8"))
    assert before["records"]
    task = json.loads(tasks.read_text("utf-8"))[0]
    kept = [r for r in task["predictions"][0]["result"] if "ORG" not in r["value"]["labels"]]
    tasks.write_text(json.dumps([{**task, "annotations": [{"result": kept}]}]), "utf-8")
    assert run("annotate", "-o", out, "--import", tasks).exit_code == 0
    after = json.loads((out / "reunion.json").read_text("utf-8"))
    assert after["records"] == before["records"]
    assert (before["entities"]["ORG"] != [], after["entities"]["ORG"]) == (True, [])


@pytest.mark.slow
def test_a_review_starts_serves_and_ends(tmp_path: Path) -> None:
    (tmp_path / "reunion.md").write_bytes((SAMPLES / "reunion.md").read_bytes())
    process = subprocess.Popen(
        [sys.executable, "-m", "policynlp", "review", str(tmp_path), "--no-browser", "-j", "1"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        # A shell starts what runs behind it deaf to interrupts, and its children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )  # fmt: skip
    assert process.stderr is not None
    try:
        said = ""
        for line in process.stderr:
            said += line
            if match := re.search(r"http://127\.0\.0\.1:\d+/\S+/", line):
                with urllib.request.urlopen(match[0], timeout=10) as answer:
                    assert b'id="doc-0"' in answer.read()
                break
        else:
            pytest.fail(said)
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.communicate(timeout=30)[1]
    assert process.returncode == 0, rest
    assert not (tmp_path / "reunion.json").exists()
