"""Many inputs into one output, each result as soon as it is there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from policynlp.cli.exits import EXIT_OUTPUT, EXIT_TERMINATED, stop
from policynlp.cli.messages import say
from policynlp.cli.output import opened_lines, opened_output
from policynlp.cli.resume import left_to_do
from policynlp.cli.unchanged import not_in_store, parse_changed
from policynlp.collecting import collect_seldom
from policynlp.sinks import SINKS, STREAMED
from policynlp.stopwatch import stage

if TYPE_CHECKING:
    from policynlp.cli.progress import Watch
    from policynlp.pipeline import Input
    from policynlp.schema import Document, Failure

    Parse = Callable[[Iterable[Input]], Iterator[Document | Failure]]


@dataclass
class Batch:
    """What to do.

    Attributes:
        parse: gives a result for each input it takes, lazily and in order.
        output: path to write to; None is the screen.
        format: one of `SINKS`.
        force: parse files also where the output has them unchanged.
        resume: go on with what an interrupted run left.
        failed_before: failures in what that run left; set by `run`.
    """

    inputs: list[Input]
    parse: Parse
    watch: Watch
    output: str | None
    format: str
    min_confidence: float
    force: bool
    resume: bool
    failed_before: int = 0

    def run(self) -> None:
        """Parse and write; exits with code 3 where the output cannot be written.

        A run that is broken off says how to go on.
        """
        collect_seldom()
        try:
            with stage("writing"):
                self._write()
        except (KeyboardInterrupt, SystemExit) as ended:
            broken_off = isinstance(ended, KeyboardInterrupt) or ended.code == EXIT_TERMINATED
            if broken_off and self.output is not None and self.format in ("jsonl", "sqlite"):
                key = "say.resume" if self.format == "jsonl" else "say.again"
                click.echo(say(key), err=True)
            raise

    def _write(self) -> None:
        from policynlp.errors import OutputError, WorkerError

        try:
            if self.output is None:
                with opened_output(None) as out:
                    write(self.format, self._results(), out)
            elif self.format == "sqlite":
                self._into_store(self.output)
            elif self.format == "jsonl":
                with opened_lines(self.output, resume=self.resume) as (out, finished):
                    given = len(self.inputs)
                    self.inputs = list(left_to_do(self.inputs, finished))
                    self.failed_before = finished.failed
                    self.watch.resume(given - len(self.inputs), failed=finished.failed)
                    write(self.format, self._results(), out)
            elif self.format in STREAMED:
                with opened_output(self.output) as out:
                    write(self.format, self._results(), out)
            else:
                self._into_files(self.output)
        except (OutputError, WorkerError) as error:
            stop(str(error), EXIT_OUTPUT)

    def _results(self) -> Iterator[Document | Failure]:
        """Results of all inputs; those that the output has unchanged are taken from it."""
        from policynlp.sinks.previous import open_previous

        previous = None
        if self.output is not None and not self.force:
            previous = open_previous(Path(self.output), self.format)
        if previous is None:
            yield from self.watch.results(self.parse(self.inputs))
            return
        with closing(previous):
            yield from self.watch.results(
                parse_changed(
                    self.inputs,
                    self.parse,
                    previous,
                    min_confidence=self.min_confidence,
                    on_unchanged=self.watch.take,
                )
            )

    def _into_store(self, output: str) -> None:
        from policynlp.store.writing import StoreWriter

        store = StoreWriter(Path(output))
        try:
            inputs: Iterable[Input] = self.inputs
            if not self.force:
                inputs = not_in_store(self.inputs, store, self.watch.skip)
            for result in self.watch.results(self.parse(inputs)):
                store.write(result)
        finally:
            store.close()

    def _into_files(self, output: str) -> None:
        from policynlp import sinks

        sinks.write(self._results(), output, self.format)


def write(format_: str, results: Iterable[Document | Failure], out: TextIO) -> None:
    """Write results in one of the formats of `STREAMED`."""
    import_module(f"policynlp.sinks.{SINKS[format_]}").write(results, out)


def check_output(output: str | None, format_: str, *, resume: bool) -> None:
    """Make sure that a format can go where it is to go.

    Raises:
        click.UsageError: it cannot.
    """
    if output is None and format_ not in STREAMED:
        raise click.UsageError(say("usage.no_screen", format=format_))
    if resume and format_ == "sqlite":
        return  # a store always goes on
    if resume and (output is None or format_ != "jsonl"):
        raise click.UsageError(say("usage.resume_needs"))
    if output is not None and format_ not in ("csv", "parquet-flat") and Path(output).is_dir():
        raise click.UsageError(say("usage.is_folder", path=output, format=format_))
