"""Where the time goes: a stopwatch that stages of the work report to, where somebody listens.

    with timing() as watch:
        pipeline.parse("report.pdf")
    watch.cpu["reading"]                        # seconds

A stage inside another one is counted for itself and not for the outer one, so that the seconds of
all stages add up. Outside of `timing` a stage costs a look-up.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

# Stages in the order of the work; record types stand behind these under their own names.
STAGES: tuple[str, ...] = (
    "reading", "language", "entities", "title_and_date", "structure", "document_type",
    "classifiers", "overlaps", "document", "writing", "rest",
)  # fmt: skip


@dataclass
class Stopwatch:
    """Seconds by stage.

    Attributes:
        cpu: processor time of this process, user and system, all its threads.
        wall: time by the clock on the wall.
    """

    cpu: dict[str, float] = field(default_factory=dict)
    wall: dict[str, float] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)
    _last: tuple[float, float] = field(default_factory=lambda: _now())

    def begin(self, stage: str) -> None:
        """From now on the time is that of a stage."""
        self._charge()
        self._open.append(stage)

    def end(self) -> None:
        """From now on the time is that of the stage around the last one begun."""
        self._charge()
        self._open.pop()

    def so_far(self) -> None:
        """Counts the time up to now; what is open stays open."""
        self._charge()

    def _charge(self) -> None:
        now = _now()
        stage = self._open[-1] if self._open else "rest"
        for seconds, was, then in zip((self.cpu, self.wall), self._last, now, strict=True):
            seconds[stage] = seconds.get(stage, 0.0) + then - was
        self._last = now


_WATCH: ContextVar[Stopwatch | None] = ContextVar("stopwatch", default=None)


def _now() -> tuple[float, float]:
    return time.process_time(), time.perf_counter()


@contextmanager
def timing() -> Iterator[Stopwatch]:
    """Counts the stages of what is done within; what belongs to none counts as `rest`."""
    watch = Stopwatch()
    token = _WATCH.set(watch)
    watch.begin("rest")
    try:
        yield watch
    finally:
        watch.end()
        _WATCH.reset(token)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Counts what is done within as a stage, where somebody listens."""
    watch = _WATCH.get()
    if watch is None:
        yield
        return
    watch.begin(name)
    try:
        yield
    finally:
        watch.end()
