"""What `docs/outputs.md` shows is so: commands, Python and SQL run, tables have those columns."""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from folders import ROOT
from policynlp.sinks import FULL, SINKS, SUFFIXES, write
from policynlp.sinks.tables import tables
from sinks.made import RESULTS

PAGE = (ROOT / "docs" / "outputs.md").read_text("utf-8")
SAMPLES = ("atelier.html", "mission-report.txt", "reunion.md", "technical-assistance.docx",
           "training.pdf")  # fmt: skip


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> dict[str, list[str]]:
    """The first cell of each row of a section's table, with the code words of its last."""
    found = {}
    for line in section(title).splitlines():
        if line.startswith("| `"):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            found[cells[0].strip("` ")] = re.findall(r"`([^`]+)`", cells[-1])
    return found


def test_every_format_and_ending_is_told() -> None:
    table = section("Formats")
    for name in SINKS:
        (line,) = [line for line in table.splitlines() if line.startswith(f"| `{name}` |")]
        assert ("| everything |" in line) == (name in FULL)
    assert set(re.findall(r"\.(\w+)[, ]", table)) >= set(SUFFIXES)


def test_columns_of_the_tables() -> None:
    shown = rows("Tables (csv, xlsx, parquet-flat)")
    about = section("Tables (csv, xlsx, parquet-flat)").partition("*about* are")[2]
    common = re.findall(r"`([a-z_]+)`", about.partition("\n\n")[0])
    real = {name: [column.name for column in columns] for name, columns in tables().items()}
    assert list(shown) == list(real)
    for name, columns in real.items():
        expected = shown[name] + (common if "record_id" in columns else [])
        assert sorted(expected) == sorted(columns), name


def test_columns_of_the_store(tmp_path: Path) -> None:
    write(RESULTS, tmp_path / "x.sqlite")
    with closing(sqlite3.connect(tmp_path / "x.sqlite")) as db:
        names = [
            name
            for (name,) in db.execute(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_%'"
            )
        ]
        real = {name: [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
                for name in names}  # fmt: skip
        views = {name for (name,) in db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'view'")}  # fmt: skip
        for statement in blocks("sql")[1].split(";"):
            db.execute(statement)
    shown = rows("Tables of the store")
    assert set(shown) == set(real)
    for name, columns in real.items():
        told = [word for word in shown[name] if word in columns]
        assert told == columns, name
    assert views == {"follow_up", *(n for n in tables() if n not in
                     ("documents", "entities", "warnings", "failures"))}  # fmt: skip


def test_the_nested_parquet_question(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    duckdb = pytest.importorskip("duckdb", reason="pip install 'policynlp[all-tests]'")
    pytest.importorskip("pyarrow", reason="pip install 'policynlp[all-tests]'")
    write(RESULTS, tmp_path / "records.parquet")
    monkeypatch.chdir(tmp_path)
    assert duckdb.sql(blocks("sql")[0]).fetchall()


@pytest.mark.slow
def test_commands_and_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "reports").mkdir()
    for name in SAMPLES:
        shutil.copy(ROOT / "corpus" / "samples" / name, tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    for block in blocks("console"):
        for line in block.splitlines():
            arguments = shlex.split(line.removeprefix("$ policynlp "))
            done = subprocess.run([sys.executable, "-m", "policynlp", *arguments],
                                  capture_output=True, check=False)  # fmt: skip
            assert done.returncode == 0, (line, done.stderr)
            assert done.stdout or "-o" in arguments, line
    names: dict[str, Any] = {}  # Any: what the examples define
    for block in blocks("python"):
        exec(block, names)
