"""Documents as a Spark DataFrame: one row a document or failure, in the contract's nested schema.

    >>> from policynlp.spark import parse_files                       # doctest: +SKIP
    >>> documents = parse_files(spark, "s3a://bucket/reports")        # doctest: +SKIP
    >>> documents.select("source.path", "error.code").show()          # doctest: +SKIP

Needs `policynlp[spark]` where the driver runs, and policynlp with pyarrow on every executor.
Nothing here imports Spark before it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial
from typing import Any
from urllib.parse import unquote

from policynlp.engines import parse_bytes
from policynlp.errors import InputError
from policynlp.limits import Limits
from policynlp.schema import Document, Failure
from policynlp.sinks.arrow import document_schema, fields_of_union
from policynlp.sinks.extras import need
from policynlp.sinks.shapes import Shape, fields_of
from policynlp.workers.task import make_failure

EXTRA = "spark"
_NO_HOST = re.compile(r"\A(\w{1,20}):///")
_SCALARS = {"text": "StringType", "integer": "LongType", "number": "DoubleType"}


def parse_files(
    spark: Any,  # Any: pyspark is optional
    path: str | list[str],
    *,
    glob: str | None = None,
    partitions: int | None = None,
    min_confidence: float = 0.0,
    isolate: bool = True,
) -> Any:  # Any: a pyspark DataFrame
    """A lazy DataFrame with one row for each file under some paths.

    Args:
        spark: the session.
        path: file, folder (with its sub-folders) or glob, or several; of any file system that
            Spark reads. A path that does not exist is an error of Spark, not a row.
        glob: of the files in folders only those like it, as `*.pdf`.
        partitions: in how many parts to cut the work, which moves the bytes of the files once;
            by default as Spark packs them (at most 128 MB and 32 files a part).
        min_confidence: records below it are left out.
        isolate: read and analyse in processes apart, with limits of time and memory, so that no
            file takes an executor down; without it small tasks start sooner.

    Returns:
        Rows of `dataframe_schema()`. A file that cannot be parsed is a row in which `error` is
        set; a file over the size limit is such a row without being read.

    Each Python worker of an executor (one a core, kept from task to task) loads the models once.

    Raises:
        OutputError: pyspark or pyarrow is not installed; the message says what to run.
    """
    functions = need("pyspark.sql.functions", EXTRA)
    need("pyarrow", EXTRA)
    reader = spark.read.format("binaryFile").option("recursiveFileLookup", "true")
    if glob is not None:
        reader = reader.option("pathGlobFilter", glob)
    limit = Limits().file_bytes
    files = reader.load(path)
    # Both conditions reach the file source: content over the limit is never read.
    small = files.where(functions.col("length") <= limit).select("path", "length", "content")
    large = files.where(functions.col("length") > limit).select(
        "path", "length", functions.lit(None).cast("binary").alias("content")
    )
    if partitions is not None:
        small = small.repartition(partitions)
    every = small.union(large).union(_empty_files(spark, files))
    return parse_frame(every, min_confidence=min_confidence, isolate=isolate)


def parse_frame(
    frame: Any,  # Any: a pyspark DataFrame
    *,
    min_confidence: float = 0.0,
    isolate: bool = True,
) -> Any:  # Any: a pyspark DataFrame
    """A lazy DataFrame with one row for each row of another that has `path` and `content`.

    Args:
        frame: columns `path` (text) and `content` (bytes); with a column `length`, a null content
            is a file over the size limit. Other columns are dropped.
        min_confidence: records below it are left out.
        isolate: see `parse_files`.
    """
    columns = [name for name in ("path", "length", "content") if name in frame.columns]
    parse = partial(_parse_batches, min_confidence=min_confidence, isolate=isolate)
    return frame.select(*columns).mapInArrow(parse, dataframe_schema())


def _empty_files(spark: Any, files: Any) -> Any:  # Any: pyspark is optional
    """Rows of the files that Spark has listed but gives no row for, since they hold nothing."""
    # They are listed as URIs (file:///a%20b) and stand in rows as Hadoop writes it (file:/a b).
    plain = (unquote(_NO_HOST.sub(r"\1:/", uri)) for uri in files.inputFiles())
    listed = [(path, 0, b"") for path in plain]
    schema = "path string, length long, content binary"
    return spark.createDataFrame(listed, schema).join(files.select("path"), "path", "left_anti")


@cache
def dataframe_schema() -> Any:  # Any: a pyspark StructType
    """The contract's nested schema for Spark, derived from the models; every field nullable.

    The same as that of the nested Parquet output: see `policynlp.sinks.arrow`.
    """
    types = need("pyspark.sql.types", EXTRA)
    return _struct({**fields_of(Document), **fields_of(Failure)}, types)


def _struct(fields: dict[str, Shape], types: Any) -> Any:  # Any: pyspark is optional
    return types.StructType(
        [types.StructField(name, _type_of(shape, types), True) for name, shape in fields.items()]
    )


def _type_of(shape: Shape, types: Any) -> Any:  # Any: pyspark is optional
    if shape.scalar is not None:
        return getattr(types, _SCALARS[shape.scalar])()
    if shape.item is not None:
        return types.ArrayType(_type_of(shape.item, types), True)
    if shape.mapping is not None:
        return types.MapType(types.StringType(), _type_of(shape.mapping, types), True)
    return _struct(fields_of_union(shape), types)


def _parse_batches(
    batches: Iterable[Any],  # Any: pyarrow has no types
    *,
    min_confidence: float,
    isolate: bool,
) -> Iterator[Any]:  # Any: pyarrow has no types
    """Runs on an executor: a batch of one row for each file, so that memory stays flat."""
    arrow = need("pyarrow", EXTRA)
    for batch in batches:
        columns = {name: batch.column(name) for name in batch.schema.names}
        for number in range(batch.num_rows):
            row = {name: column[number].as_py() for name, column in columns.items()}
            result = _parse_row(row, min_confidence=min_confidence, isolate=isolate)
            values = [result.model_dump(mode="python")]
            yield arrow.RecordBatch.from_pylist(values, schema=document_schema())


def _parse_row(
    row: dict[str, Any],  # Any: values of columns
    *,
    min_confidence: float,
    isolate: bool,
) -> Document | Failure:
    path, content = row["path"] or "-", row["content"]
    if content is None and row.get("length"):
        error = InputError(
            "too_large",
            f"{row['length']:,} bytes are over the limit of {Limits().file_bytes:,}; split it",
            stage="open",
            size_bytes=row["length"],
        )
        return make_failure(error, path, None)
    return parse_bytes(
        bytes(content or b""), path=path, min_confidence=min_confidence, isolate=isolate
    )
