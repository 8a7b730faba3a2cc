"""Odd files of other projects, where somebody has put them; see `odd_files.py`."""

from __future__ import annotations

import os
from pathlib import Path

import odd_files
import pytest

GIVEN = os.environ.get("POLICYNLP_ODD_FILES", "")


@pytest.mark.slow
@pytest.mark.skipif(not GIVEN, reason="POLICYNLP_ODD_FILES names no folder")
def test_what_other_readers_open_is_opened() -> None:
    found = list(odd_files.compare(Path(GIVEN)))
    assert found
    assert not [(path.name, problem) for path, _, problem in found if problem]


def test_file_that_others_open_and_this_project_does_not_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What finds nothing wrong must be able to."""
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\nnothing")
    (tmp_path / "b.txt").write_text("not looked at")
    monkeypatch.setattr(odd_files, "other", lambda name, path: (1, 20))
    ((path, outcome, problem),) = odd_files.compare(tmp_path)
    assert (path.name, outcome) == ("a.pdf", "corrupt")
    assert problem == "corrupt, but pdfplumber and pdfium open it"
