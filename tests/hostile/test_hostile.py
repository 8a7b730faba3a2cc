"""Hostile files through the whole command line; nothing may happen but documents and failures."""

from __future__ import annotations

import os
import random
from pathlib import Path

import harness
import pytest
from cases import all_cases, damaged, pdfs, texts, zips
from cases.common import Case
from special import make_special

from policynlp.limits import Limits
from policynlp.schema import Failure
from policynlp.source import Source
from policynlp.workers.crew import Crew
from policynlp.workers.settings import Settings

# The limits that workers set themselves; bombs stay far below (see `test_safety.py`).
MEMORY_MB = {"parent": 400, "reader": 2_048, "analyser": 3_072}
QUICK = (damaged, pdfs.circles, pdfs.active, zips.word_structures, texts.encodings, texts.mails)


def test_sample_of_hostile_files_is_read_or_refused() -> None:
    """Reading alone, with an analysis that does nothing: the part that bytes can reach."""
    chance = random.Random(7)
    cases = [case for generate in QUICK for case in generate() if len(case.data) < 300_000]
    cases = chance.sample(cases, 40)
    settings = Settings(Limits(document_seconds=20), analyse="stubs:analyse")
    problems = []
    with Crew(settings, 2) as crew:
        for case, result in zip(cases, crew.run(map(_source, cases)), strict=True):
            code = result.error.code if isinstance(result, Failure) else "ok"
            allowed = case.codes
            if code in ("crash", "internal", "limit_time") or (allowed and code not in allowed):
                problems.append((case.name, code))
    assert not problems


def _source(case: Case) -> Source:
    return Source(case.name, case.data or b" ")


@pytest.mark.slow
def test_all_hostile_files_through_the_command_line(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    allowed: dict[str, frozenset[str] | None] = {}
    inputs: list[Path] = []
    for case in all_cases():
        path = folder / case.name
        path.write_bytes(case.data)
        inputs.append(path)
        allowed[case.name] = case.codes
    (folder / "special").mkdir()
    for path, codes in make_special(folder / "special").items():
        inputs.append(path)
        allowed[harness.shown(path).rpartition("/")[2]] = codes
    assert len(inputs) >= 400
    report = harness.run(
        inputs, tmp_path, "--timeout", "100", "--limit", "page_seconds=20",
        seconds=1500, memory_mb=MEMORY_MB, allowed=allowed,
    )  # fmt: skip
    print(report)  # noqa: T201 - figures for whoever runs it with -s
    assert not report.problems, str(report)
    assert report.codes["limit_time"] <= 3, report


def test_special_files_are_refused_and_never_waited_for(tmp_path: Path) -> None:
    special = make_special(tmp_path)
    inputs = [os.fspath(path) for path in special]
    settings = Settings(Limits(document_seconds=20), analyse="stubs:analyse")
    with Crew(settings, 1) as crew:
        results = list(crew.run(inputs))
    for path, result in zip(special, results, strict=True):
        code = result.error.code if isinstance(result, Failure) else "ok"
        assert code in special[path], (path, result)
        assert result.source.path == harness.shown(path)
