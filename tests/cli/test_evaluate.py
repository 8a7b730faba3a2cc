"""What `policynlp evaluate` measures, and what it says where there is nothing to measure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from policynlp.cli import cli

NOTE = "Note\n\nThe hospital has ninety beds. It was built in 1974.\n"


@pytest.fixture
def checked(tmp_path: Path) -> Path:
    folder = tmp_path / "checked"
    folder.mkdir()
    for name in ("en-1", "en-2", "fr-1"):
        (folder / f"{name}.txt").write_text(NOTE, "utf-8")
        gold = {"language": "en", "document_type": "other", "title": "Note", "records": []}
        (folder / f"{name}.json").write_text(json.dumps(gold), "utf-8")
    return folder


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 0, "3 documents hold no record; 3 of them gave none"),
        (("--only", "^en-"), 0, "2 documents hold no record; 2 of them gave none"),
        (("--only", "^de-"), 2, "no document of"),
        (("--only", "("), 2, "no regular expression"),
    ],
)
def test_documents_to_measure(
    checked: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = CliRunner().invoke(cli, ["evaluate", str(checked), *arguments])
    assert result.exit_code == code
    assert said in result.output


def test_folder_without_annotations(tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["evaluate", str(tmp_path)])
    assert result.exit_code == 2
    assert "no annotations" in result.output
