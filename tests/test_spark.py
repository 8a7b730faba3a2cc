"""Documents as Spark rows, on a local cluster whose executors are processes of their own."""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from folders import ROOT
from policynlp import Document, Failure, parse_bytes
from policynlp.limits import Limits
from policynlp.sinks.arrow import document_schema
from policynlp.sinks.parquet import result_from_row
from policynlp.spark import dataframe_schema, parse_files, parse_frame

pyspark = pytest.importorskip("pyspark", reason="pip install 'policynlp[spark]'")
pytest.importorskip("pyarrow", reason="pip install 'policynlp[spark]'")
if shutil.which("java") is None:
    pytest.skip("Spark needs Java: apt-get install openjdk-17-jre-headless",
                allow_module_level=True)  # fmt: skip

NOTE = "Mission au Mali du 3 au 7 mars 2020."
# Libraries warn of each other's newest versions; that is no matter of ours.
pytestmark = pytest.mark.filterwarnings("ignore")


def test_schema_is_that_of_the_nested_parquet_output() -> None:
    assert same(dataframe_schema(), document_schema())


def same(spark_type: Any, arrow_type: Any) -> bool:
    """Whether two types, or a schema and a struct, hold the same."""
    kind = type(spark_type).__name__
    if kind == "StructType":
        return [f.name for f in spark_type.fields] == [f.name for f in arrow_type] and all(
            f.nullable and same(f.dataType, arrow_type.field(f.name).type)
            for f in spark_type.fields
        )
    if kind == "ArrayType":
        return same(spark_type.elementType, arrow_type.value_type)
    if kind == "MapType":
        return same(spark_type.valueType, arrow_type.item_type)
    names = {"StringType": "string", "LongType": "int64", "DoubleType": "double"}
    return bool(names[kind] == str(arrow_type))


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Two executors of one core each; local-cluster starts them as on a real cluster."""
    from pyspark.sql import SparkSession

    work = tmp_path_factory.mktemp("spark")
    before = dict(os.environ)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_HOME"] = str(Path(pyspark.__file__).parent)
    os.environ["SPARK_WORKER_DIR"] = str(work)
    builder = SparkSession.builder.master("local-cluster[2,1,512]")
    for name, value in {
        "spark.ui.enabled": "false",
        "spark.driver.memory": "512m",
        "spark.executor.memory": "512m",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.driver.host": "127.0.0.1",
        "spark.sql.shuffle.partitions": "2",
        "spark.scheduler.minRegisteredResourcesRatio": "1.0",
        "spark.scheduler.maxRegisteredResourcesWaitingTime": "300s",
        "spark.sql.warehouse.dir": str(work / "warehouse"),
    }.items():
        builder = builder.config(name, value)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = builder.getOrCreate()
    try:
        yield session
    finally:
        session.stop()
        os.environ.clear()
        os.environ.update(before)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name in ("mission-report.txt", "reunion.md", "technical-assistance.docx", "training.pdf"):
        shutil.copy(ROOT / "corpus" / "samples" / name, folder)
    (folder / "sous-dossier").mkdir()
    (folder / "sous-dossier" / "note é.txt").write_text(NOTE, "utf-8")
    (folder / "100%41 sûr.txt").write_text(NOTE, "utf-8")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 not really")
    (folder / "empty.txt").write_bytes(b"")
    with (folder / "huge.bin").open("wb") as file:  # sparse: takes no room on the disk
        file.truncate(Limits().file_bytes + 1)
    return folder


def results(frame: Any) -> dict[str, Document | Failure]:
    rows = [row.asDict(recursive=True) for row in frame.collect()]
    found = [result_from_row(row) for row in rows]
    return {result.source.path.rsplit("/", 1)[-1]: result for result in found}


@pytest.mark.slow
def test_a_row_for_each_file_failures_too(spark: Any, folder: Path) -> None:
    found = results(parse_files(spark, str(folder), partitions=2, isolate=False))
    failures = {n: r.error.code for n, r in found.items() if isinstance(r, Failure)}
    assert failures == {"broken.pdf": "corrupt", "empty.txt": "empty", "huge.bin": "too_large"}
    assert len(found) == 9
    for name, result in found.items():
        path = folder / ("sous-dossier" if name.startswith("note") else "") / name
        assert result.source.path == f"file:{path}"
        if isinstance(result, Document):
            expected = parse_bytes(path.read_bytes(), path=result.source.path)
            assert result == expected, name


@pytest.mark.slow
def test_both_executors_work_and_load_their_models_once(spark: Any, folder: Path) -> None:
    frame = parse_files(spark, str(folder), glob="*.txt", partitions=2, isolate=False)
    frame.count()
    import pyarrow

    def look(batches: Any) -> Iterator[Any]:
        from policynlp.engines import _pipeline

        for batch in batches:
            loaded = [_pipeline.cache_info().misses] * batch.num_rows
            pids = [os.getpid()] * batch.num_rows
            yield pyarrow.RecordBatch.from_pydict({"pid": pids, "loaded": loaded})

    for _ in range(2):  # later jobs find the workers of earlier ones, with their models
        frame.count()
    rows = spark.range(64, numPartitions=16).mapInArrow(look, "pid long, loaded long").collect()
    assert len({row.pid for row in rows}) == 2
    assert {row.loaded for row in rows} == {1}


@pytest.mark.slow
def test_questions_to_the_nested_columns(spark: Any, folder: Path) -> None:
    frame = parse_files(spark, str(folder / "mission-report.txt"), isolate=False)
    frame.createOrReplaceTempView("documents")
    rows = spark.sql(
        "SELECT r.due, r.addressees FROM (SELECT explode(records) AS r FROM documents)"
        " WHERE r.type = 'recommendation' AND r.due IS NOT NULL"
    ).collect()
    assert [(row.due, row.addressees) for row in rows] == [
        ("2019-06-30", ["Ministry of Public Health"])
    ]


@pytest.mark.slow
def test_the_examples_of_the_page(
    spark: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "corpus" / "samples", tmp_path / "reports")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / "docs" / "spark.md").read_text("utf-8")
    for block in re.findall(r"^```python\n(.*?)^```$", page, re.MULTILINE | re.DOTALL):
        exec(block.replace('"reports"', repr(str(tmp_path / "reports"))), {"spark": spark})
    assert "2019-06-30" in capfd.readouterr().out


@pytest.mark.slow
def test_bytes_from_anywhere_in_processes_apart(spark: Any) -> None:
    frame = spark.createDataFrame(
        [("a.txt", bytearray(NOTE.encode())), ("b.pdf", bytearray(b"%PDF-1.7 x"))],
        "path string, content binary",
    )
    found = results(parse_frame(frame, isolate=True))
    assert isinstance(found["a.txt"], Document)
    assert found["a.txt"].text == NOTE
    assert isinstance(found["b.pdf"], Failure)
