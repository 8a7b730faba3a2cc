"""`parse --profile`: where the time went, stage by stage."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from policynlp.cli.messages import language, say, words
from policynlp.stopwatch import STAGES, Stopwatch, timing

if TYPE_CHECKING:
    from policynlp.cli.batch import Batch


def run_profiled(batch: Batch) -> None:
    """Run a batch and show a table of the time on standard error, also where it is broken off."""
    before = time.process_time()
    with timing() as watch:
        try:
            batch.run()
        finally:
            watch.so_far()
            for line in table(watch, before, batch.watch.documents):
                click.echo(line, err=True)


def table(watch: Stopwatch, start: float, documents: int) -> Iterator[str]:
    """The lines of the table: stages in the order of the work, those that took no time left out.

    Args:
        watch: what was counted.
        start: seconds of processor time before; what they were by the clock is not known.
        documents: how many were read.
    """
    from policynlp.records import EXTRACTORS

    names = {**words("profile.stages"), **_record_types()}
    behind = STAGES.index("classifiers") + 1
    order = [*STAGES[:behind], *EXTRACTORS, *STAGES[behind:]]
    rows: list[tuple[str, float, float | None]] = [(names["start"], start, None)]
    rows += [(names[key], watch.cpu[key], watch.wall[key]) for key in order if key in watch.cpu]
    cpu, wall = sum(row[1] for row in rows), sum(watch.wall.values())
    stage, *columns = say("profile.columns").split(" | ")
    width = max(map(len, (stage, say("profile.total"), *(row[0] for row in rows)))) + 1
    yield say("profile.title", documents=documents)
    yield f"{stage:<{width}}" + "".join(f"{column:>10}" for column in columns)
    for name, used, clock in (*rows, (say("profile.total"), cpu, wall)):
        share = f"{100 * used / cpu:.0f} %" if cpu else ""
        yield f"{name:<{width}}{_seconds(used):>10}{_seconds(clock):>10}{share:>10}"


def _seconds(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.3f}".replace(".", say("format.decimal"))


def _record_types() -> dict[str, str]:
    from policynlp.labels import labels

    return dict(labels("record_types", language()))
