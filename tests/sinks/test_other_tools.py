"""Outputs in the tools that people open them with; skipped where a tool is absent."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from policynlp.sinks import write
from sinks.made import ODD, RESULTS

SKIP = "not installed; pip install 'policynlp[all-tests]'"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("out")
    write(RESULTS, folder / "records.csv")
    write(RESULTS, folder / "records.jsonl")
    write(RESULTS, folder / "records.sqlite")
    return folder


@pytest.fixture(scope="module")
def parquet(out: Path) -> Path:
    pytest.importorskip("pyarrow", reason=SKIP)
    write(RESULTS, out / "nested.parquet")
    write(RESULTS, out / "flat.parquet", "parquet-flat")
    return out


def test_pandas_reads_csv(out: Path) -> None:
    pandas = pytest.importorskip("pandas", reason=SKIP)
    table = pandas.read_csv(out / "records-recommendation.csv")
    assert len(table) == 2 * (len(ODD) + 1)
    first = table[table.text == "a | b"].iloc[0]
    assert first.addressees.split(" | ") == ["ministère de la Santé", "OMS"]
    assert first.due == "2020-12"
    assert first.confidence == 0.875
    assert first.page == 2
    assert first.document_published == "2020-03"


def test_pandas_reads_parquet(parquet: Path) -> None:
    pandas = pytest.importorskip("pandas", reason=SKIP)
    table = pandas.read_parquet(parquet / "flat-recommendation.parquet")
    assert table.text[:3].tolist() == list(ODD[:3])
    assert list(table.themes[0]) == ["financing", "governance"]
    nested = pandas.read_parquet(parquet / "nested.parquet")
    assert [len(r) if r is not None else None for r in nested.records] == [
        len(ODD) + 8, 0, len(ODD) + 8, None,
    ]  # fmt: skip


def test_pandas_reads_xlsx(tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason=SKIP)
    pytest.importorskip("openpyxl", reason=SKIP)
    write(RESULTS, tmp_path / "records.xlsx")
    table = pandas.read_excel(tmp_path / "records.xlsx", sheet_name="recommendation")
    assert table.text[0] == "=1+1"
    assert table.number[1] == 1 or table.number[1] == "1"


def test_polars_reads_jsonl_and_parquet(parquet: Path) -> None:
    polars = pytest.importorskip("polars", reason=SKIP)
    nested = polars.read_parquet(parquet / "nested.parquet")
    records = nested.select(polars.col("records").explode()).unnest("records")
    asked = records.filter(polars.col("type") == "recommendation")
    assert asked.height == 2 * (len(ODD) + 1)
    assert asked["due"].drop_nulls().unique().to_list() == ["2020-12"]
    lines = polars.read_ndjson(parquet / "records.jsonl")
    assert lines["id"].to_list() == nested["id"].to_list()


def test_polars_reads_csv(out: Path) -> None:
    polars = pytest.importorskip("polars", reason=SKIP)
    table = polars.read_csv(out / "records-mission.csv")
    assert table["countries"].str.split(" | ")[0].to_list() == ["MLI", "NER"]
    assert table["travellers_name"][0].split(" | ")[0] == "A. Ba"


def test_duckdb_reads_every_file_format(parquet: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason=SKIP)
    nested = duckdb.sql(
        f"SELECT r.text FROM (SELECT unnest(records) AS r FROM '{parquet}/nested.parquet') "
        "WHERE r.type = 'recommendation' AND list_contains(r.themes, 'financing')"
    ).fetchall()
    assert len(nested) == 2 * len(ODD)
    (flat,) = duckdb.sql(f"SELECT count(*) FROM '{parquet}/flat-event.parquet'").fetchall()
    assert flat == (2,)
    (lines,) = duckdb.sql(
        f"SELECT count(*) FROM read_json_auto('{parquet}/records.jsonl') WHERE error IS NULL"
    ).fetchall()
    assert lines == (3,)
    texts = duckdb.sql(
        f"SELECT text FROM read_csv('{parquet}/records-recommendation.csv', all_varchar = true)"
    ).fetchall()
    assert ('say "yes", twice',) in texts


def test_sqlite3_module_reads_views(out: Path) -> None:
    with sqlite3.connect(out / "records.sqlite") as db:
        rows = db.execute(
            "SELECT text, addressees, due, due_last, page, about_countries, path "
            "FROM recommendation ORDER BY record LIMIT 1"
        ).fetchall()
    assert rows == [
        ("=1+1", '["ministère de la Santé","OMS"]', "2020-12", "2020-12-31", 2, "MLI NER",
         "in/a.pdf"),
    ]  # fmt: skip


def test_sqlite3_shell_searches_and_reads_json(out: Path) -> None:
    shell = shutil.which("sqlite3")
    if shell is None:
        pytest.skip("the sqlite3 shell is not installed")
    command = (
        "SELECT json_group_array(r.type) FROM search JOIN records r ON r.record = search.rowid "
        "WHERE search MATCH 'hopital OR hospital'"
    )
    done = subprocess.run([shell, out / "records.sqlite", command], capture_output=True, check=True)
    assert json.loads(done.stdout) == ["action_item", "action_item"]
