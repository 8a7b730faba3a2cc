"""Where the time goes: stages count for themselves, and `parse --profile` shows them."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from policynlp.cli import cli
from policynlp.cli.messages import choose
from policynlp.cli.profiling import table
from policynlp.stopwatch import STAGES, Stopwatch, stage, timing

NOTE = "Mission to Ghana\n\nDates: 3 to 7 May 2021\n\nPurpose:\n\n- To visit two hospitals.\n"


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    choose("en")
    yield
    choose(None)


def busy(seconds: float) -> None:
    until = time.process_time() + seconds
    while time.process_time() < until:
        pass


def test_a_stage_inside_another_counts_for_itself() -> None:
    with timing() as watch:
        with stage("entities"):
            busy(0.02)
            with stage("classifiers"):
                busy(0.06)
            busy(0.02)
        busy(0.02)
    assert watch.cpu["classifiers"] >= 0.06
    assert 0.04 <= watch.cpu["entities"] < 0.06
    assert 0.02 <= watch.cpu["rest"] < 0.04


def test_a_stage_that_fails_is_counted_and_closed() -> None:
    with timing() as watch:
        with pytest.raises(ValueError, match="x"), stage("reading"):
            busy(0.01)
            raise ValueError("x")
        busy(0.01)
    assert watch.cpu["reading"] >= 0.01
    assert watch.cpu["rest"] >= 0.01


def test_without_a_listener_nothing_is_counted() -> None:
    with timing() as watch:
        pass
    with stage("reading"):
        pass
    assert set(watch.cpu) == {"rest"}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_profile_shows_a_table_on_standard_error(language: str, tmp_path: Path) -> None:
    note = tmp_path / "note.txt"
    note.write_text(NOTE, "utf-8")
    done = CliRunner().invoke(cli, ["parse", "--profile", "--lang", language, str(note)])
    assert done.exit_code == 0
    assert '"schema_version"' in done.stdout
    first, last = {"en": ("reading files", "all"), "fr": ("lecture des fichiers", "tout")}[language]
    lines = done.stderr.splitlines()
    assert any(line.startswith(first) for line in lines)
    figures = {}
    for line in lines:
        found = re.match(r"(.+?) +(\d+[.,]\d{3}) .*\d %$", line)
        if found:
            figures[found[1]] = float(found[2].replace(",", "."))
    total = figures.pop(last)
    assert len(figures) >= 15
    assert sum(figures.values()) == pytest.approx(total, abs=0.02)
    assert not any(key in done.stderr for key in ("title_and_date", "technical_assistance "))


def test_every_stage_has_a_name_in_the_table() -> None:
    watch = Stopwatch(cpu=dict.fromkeys(STAGES, 1.0), wall=dict.fromkeys(STAGES, 2.0))
    lines = list(table(watch, 1.0, 3))
    assert len(lines) == 2 + 1 + len(STAGES) + 1
    assert lines[-1].split()[1:3] == ["12.000", "22.000"]
