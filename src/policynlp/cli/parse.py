"""`policynlp parse`: files and folders in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from policynlp.cli.exits import EXIT_SOME_FAILED
from policynlp.cli.inputs import find_inputs
from policynlp.cli.output import opened_output
from policynlp.cli.progress import watched
from policynlp.sinks import SINKS

if TYPE_CHECKING:
    from policynlp.schema import Document, Failure


@click.command(
    short_help="Parse files and folders into records.",
    epilog="""\b
Examples:
  policynlp parse report.pdf                       one document, JSON on the screen
  policynlp parse reports/ -o records.jsonl        a folder, one line a document
  policynlp parse reports/ -o records.jsonl -j 2   the same with two processes
  cat report.txt | policynlp parse -               standard input

\b
Exit codes: 0 all parsed, 1 some inputs failed (their lines say why), 2 wrong usage,
3 output could not be written, 130 interrupted, 143 terminated.
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="File to write (default: the screen)."
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(sorted(SINKS)),
    help="Output format. Default: by the name of OUT, else json for one file, jsonl for more.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to use."
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
    jobs: int,
    min_confidence: float,
    quiet: bool,
) -> None:
    """Parse each PATH: a file, a folder (with all its sub-folders), or - for standard input.

    Every input gives one document or, where it cannot be read, one failure record with the cause;
    the other inputs go on.
    """
    inputs = list(find_inputs(paths))
    if not inputs:
        raise click.UsageError(f"no files in {', '.join(paths)}")
    from policynlp.pipeline import Pipeline

    pipeline = Pipeline(min_confidence=min_confidence)
    failed: list[Failure] = []
    chosen = format_ or format_of(output, len(inputs))
    with opened_output(output) as out:
        results = pipeline.pipe(inputs, workers=jobs)
        write(chosen, watched(results, len(inputs), failed, quiet=quiet), out)
    if failed:
        if not quiet:
            click.echo(f"{len(failed)} of {len(inputs)} inputs failed", err=True)
        sys.exit(EXIT_SOME_FAILED)


def format_of(output: str | None, count: int) -> str:
    """The output format that a file name asks for, else by the number of inputs."""
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    if suffix in SINKS:
        return suffix
    return "json" if count == 1 else "jsonl"


def write(format_: str, results: Iterable[Document | Failure], out: TextIO) -> None:
    """Write results in one of the formats of `SINKS`."""
    from importlib import import_module

    import_module(f"policynlp.sinks.{SINKS[format_]}").write(results, out)
