"""`policynlp parse`: files and folders in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

import click

from policynlp.cli.exits import EXIT_OUTPUT, EXIT_SOME_FAILED, stop
from policynlp.cli.inputs import find_inputs
from policynlp.cli.isolation import can_isolate, default_jobs, isolation_options, read_limits
from policynlp.cli.output import opened_lines, opened_output
from policynlp.cli.progress import watched
from policynlp.cli.resume import left_to_do
from policynlp.sinks import SINKS, STREAMED
from policynlp.sinks import format_of as format_by_name

if TYPE_CHECKING:
    from policynlp.schema import Document, Failure


@click.command(
    short_help="Parse files and folders into records.",
    epilog="""\b
Examples:
  policynlp parse report.pdf                       one document, JSON on the screen
  policynlp parse reports/ -o records.jsonl        a folder, one line a document
  policynlp parse reports/ -o records.jsonl --resume   go on where a run was broken off
  cat report.txt | policynlp parse -               standard input

\b
Exit codes: 0 all parsed, 1 some inputs failed (their lines say why), 2 wrong usage,
3 output could not be written, 130 interrupted, 143 terminated.
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", type=click.Path(), help="File to write (default: the screen)."
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(sorted(SINKS)),
    help="Output format. Default: by the name of OUT, else json for one file, jsonl for more.",
)
@isolation_options
@click.option(
    "--resume", is_flag=True,
    help="Go on with what an interrupted run left in OUT.part (jsonl only): inputs that have a"
    " line there are not parsed again.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out records below this confidence.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no messages on failures.")
def parse(
    paths: tuple[str, ...],
    output: str | None,
    format_: str | None,
    min_confidence: float,
    quiet: bool,
    resume: bool,
    jobs: int | None,
    timeout: float | None,
    limits: tuple[str, ...],
    no_isolation: bool,
) -> None:
    """Parse each PATH: a file, a folder (with all its sub-folders), or - for standard input.

    Every input gives one document or, where it cannot be read, one failure record with the cause;
    the other inputs go on.
    """
    inputs = list(find_inputs(paths))
    if not inputs:
        raise click.UsageError(f"no files in {', '.join(paths)}")
    from policynlp.errors import WorkerError
    from policynlp.pipeline import Pipeline

    pipeline = Pipeline(min_confidence=min_confidence, limits=read_limits(limits, timeout))
    isolate = can_isolate() and not no_isolation
    workers = (jobs or default_jobs()) if isolate else 1
    failed: list[Failure] = []
    failed_before = 0
    chosen = format_ or format_of(output, len(inputs))
    if resume and (output is None or chosen != "jsonl"):
        raise click.UsageError("--resume needs -o OUT and the format jsonl")
    try:
        if output and chosen == "jsonl":
            with opened_lines(output, resume=resume) as (out, finished):
                inputs, failed_before = list(left_to_do(inputs, finished)), finished.failed
                results = pipeline.pipe(inputs, workers=workers, isolate=isolate)
                write(chosen, watched(results, len(inputs), failed, quiet=quiet), out)
        elif chosen not in STREAMED:
            results = pipeline.pipe(inputs, workers=workers, isolate=isolate)
            write_files(chosen, watched(results, len(inputs), failed, quiet=quiet), output)
        else:
            with opened_output(output) as out:
                results = pipeline.pipe(inputs, workers=workers, isolate=isolate)
                write(chosen, watched(results, len(inputs), failed, quiet=quiet), out)
    except WorkerError as error:
        stop(str(error), EXIT_OUTPUT)
    if failed and not quiet:
        click.echo(f"{len(failed)} of {len(inputs)} inputs failed", err=True)
    if failed or failed_before:
        sys.exit(EXIT_SOME_FAILED)


def format_of(output: str | None, count: int) -> str:
    """The output format that a file name asks for, else by the number of inputs."""
    named = format_by_name(output) if output else None
    return named or ("json" if count == 1 else "jsonl")


def write(format_: str, results: Iterable[Document | Failure], out: TextIO) -> None:
    """Write results in one of the formats of `SINKS`."""
    from importlib import import_module

    import_module(f"policynlp.sinks.{SINKS[format_]}").write(results, out)


def write_files(format_: str, results: Iterable[Document | Failure], output: str | None) -> None:
    """Write results in a format that is no text; exits with code 3 where that cannot be done."""
    from policynlp import sinks
    from policynlp.errors import OutputError

    if output is None:
        raise click.UsageError(f"{format_} cannot go to the screen; name a file: -o OUT")
    try:
        sinks.write(results, output, format_)
    except OutputError as error:
        stop(str(error), EXIT_OUTPUT)
