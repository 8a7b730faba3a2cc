"""One function that any data engine can map over bytes: Ray, Dask, Airflow, Beam, a plain pool.

It takes and gives plain values, never raises for an input, keeps its models for the life of the
process (an engine's worker loads them once, at its first call) and reads no file itself.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from policynlp.errors import InputError
from policynlp.loaders.media_types import sniff
from policynlp.pipeline import Pipeline
from policynlp.schema import Document, Failure
from policynlp.source import Source, checked_source
from policynlp.workers.task import Opened, make_failure


def parse_bytes(
    data: bytes,
    *,
    path: str = "-",
    min_confidence: float = 0.0,
    isolate: bool = False,
) -> Document | Failure:
    """The document in some bytes, or the failure record that says why there is none.

    Examples:
        >>> from policynlp import parse_bytes
        >>> parse_bytes(b"Mission to Mali, 3-7 March 2020", path="note.txt").language
        'en'
        >>> parse_bytes(b"").error.code
        'empty'

    Args:
        data: the bytes of a file of any format that is read.
        path: what to call them: its ending helps to tell the format, and it stands in the result.
        min_confidence: records below it are left out.
        isolate: read and analyse in processes apart, with limits of time and memory (POSIX only):
            for bytes from strangers, where a crash must not take the engine's worker down. The
            processes are kept for the next call.

    Both kinds of result have `model_dump(mode="json")` for engines that move plain values;
    `parse_to_dict` does that in one call.
    """
    pipeline = _pipeline(min_confidence)
    try:
        source = checked_source(path, data)
    except InputError as error:
        return make_failure(error, path, None)
    return parse_isolated(pipeline, source) if isolate else pipeline.parse_safely(source)


def parse_to_dict(data: bytes, path: str = "-") -> dict[str, Any]:  # Any: JSON
    """The result of `parse_bytes` as plain values, as a line of the JSON Lines output has it."""
    values: dict[str, Any] = json.loads(parse_bytes(data, path=path).model_dump_json())
    return values


@cache
def _pipeline(min_confidence: float) -> Pipeline:
    return Pipeline(min_confidence=min_confidence)


def parse_isolated(pipeline: Pipeline, source: Source) -> Document | Failure:
    """What `Pipeline.parse(source, isolate=True)` gives, or the failure record in its place."""
    try:
        return pipeline.parse(source, isolate=True)
    except InputError as error:
        media_type = sniff(source)
        known = Opened(path=source.path, id=source.id, size_bytes=len(source.data),
                       media_type=media_type)  # fmt: skip
        return make_failure(error, source.path, known)
