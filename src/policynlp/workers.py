"""Parsing in several processes, results in input order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

from policynlp.schema import Document, Failure

if TYPE_CHECKING:
    from policynlp.pipeline import Input, Pipeline

# Inputs handed out ahead of the one waited for, a worker: enough to keep all busy, flat in memory.
AHEAD = 4


def parse_in_processes(
    pipeline: Pipeline, sources: Iterable[Input], workers: int
) -> Iterator[Document | Failure]:
    """`pipeline.parse_safely` of each input in `workers` processes, in input order."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Document | Failure]] = deque()
        for source in sources:
            waiting.append(pool.submit(pipeline.parse_safely, source))
            if len(waiting) >= workers * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
