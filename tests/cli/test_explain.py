"""`parse --explain` and `--debug-misses`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from policynlp.cli import cli

NOTE = "# Notes\n\n## Recommendations\n\n- Hire twelve nurses.\n\n## Findings\n\n" + "\n\n".join(
    f"{who} {does} nurses in the district."
    for who in ("The Ministry of Health", "It would be good if WHO", "The country")
    for does in ("may need to train", "could hire", "needs to find", "must find", "has")
)


@pytest.fixture
def note(tmp_path: Path) -> Path:
    path = tmp_path / "note.md"
    path.write_text(NOTE, "utf-8")
    return path


def test_explain_adds_evidence_and_nothing_without_it(note: Path) -> None:
    options = ["parse", str(note), "--no-isolation"]
    plain = CliRunner().invoke(cli, options).stdout
    told = json.loads(CliRunner().invoke(cli, [*options, "--explain"]).stdout)
    assert '"evidence"' not in plain
    assert told["records"] and all(record["evidence"] for record in told["records"])
    for record in told["records"]:
        del record["evidence"]
    assert told == json.loads(plain)


def test_explain_does_not_take_what_an_earlier_run_left(note: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    options = ["parse", str(note), "--no-isolation", "-o", str(out)]
    CliRunner().invoke(cli, options)
    CliRunner().invoke(cli, [*options, "--explain"])
    assert all(record["evidence"] for record in json.loads(out.read_text("utf-8"))["records"])


def test_misses_go_to_standard_error_and_leave_the_output_as_it_is(
    note: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "policynlp.records.weighing.trace.NEAR", 0.0
    )  # whatever the model says of them
    options = ["parse", str(note), "--no-isolation"]
    plain = CliRunner().invoke(cli, options)
    told = CliRunner().invoke(cli, [*options, "--debug-misses"])
    assert told.exit_code == 0
    assert told.stdout == plain.stdout
    assert "nearly a record" not in plain.stderr
    assert "nearly a record" in told.stderr
    assert "nurses in the district" in told.stderr
