"""`policynlp parse`: files and folders in, records out."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from policynlp.cli.batch import Batch, check_output
from policynlp.cli.exits import EXIT_SOME_FAILED
from policynlp.cli.inputs import find_inputs
from policynlp.cli.isolation import (
    can_isolate,
    default_jobs,
    finding_attachments,
    isolation_options,
    read_limits,
)
from policynlp.cli.messages import say
from policynlp.cli.misses import showing_misses
from policynlp.cli.models import classifiers_option
from policynlp.cli.outputs import is_output_of
from policynlp.sinks import SINKS
from policynlp.sinks import format_of as format_by_name

if TYPE_CHECKING:
    from pathlib import Path

    from policynlp.pipeline import Input
    from policynlp.schema import Document, Failure, Preference


@click.command(
    epilog="""\b
Examples:
  policynlp parse report.pdf                       one document, JSON on the screen
  policynlp parse reports/ -o records.jsonl        a folder, one line a document
  policynlp parse reports/ -o records.jsonl --resume   go on where a run was broken off
  policynlp parse reports/ -o records.xlsx --include "*.pdf" --exclude drafts
  policynlp parse reports/ -o records.sqlite       add to a store; then: policynlp query
  cat report.txt | policynlp parse -               standard input

\b
Outputs:
  json, jsonl    documents with text, blocks, entities and records
  parquet        the same, one row a document (needs policynlp[parquet])
  sqlite         the same in a database with full-text search, for policynlp query
  csv            one file a record type: OUT.csv gives OUT-documents.csv,
                 OUT-recommendation.csv ...; a folder as OUT gives documents.csv ... in it
  xlsx           one sheet a record type, with links to the files
  parquet-flat   the tables of csv as Parquet files
  md             a summary for reading

\b
Unchanged files (same bytes as when OUT was written) are not parsed again:
  json, jsonl, parquet   their documents are taken from OUT; it then holds the inputs of
                         this run and no others
  sqlite                 they are left as they are; the store keeps what it has, and a file
                         that has changed replaces its former document
  csv, xlsx, md          hold no whole documents: every file is parsed. Keep a store and
                         use policynlp convert for these
A newer policynlp or other options do not count as a change: use --force then.

\b
Exit codes: 0 all parsed, 1 some inputs failed (their lines say why), 2 wrong usage,
3 output could not be written, 130 interrupted, 143 terminated.
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o",
    "--output",
    type=click.Path(),
    metavar="OUT",
    help="File to write (default: the screen); for csv also a folder.",
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(sorted(SINKS)),
    help="Output format. Default: by the name of OUT, else json for one file, jsonl for more.",
)
@classifiers_option
@isolation_options
@click.option(
    "--resume",
    is_flag=True,
    help="Go on with what an interrupted run left in OUT.part (jsonl; a store always goes on):"
    " inputs that have a line there are not parsed again.",
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out records below this confidence.",
)
@click.option(
    "--prefer",
    type=click.Choice(["precision", "balanced", "recall"]),
    default="balanced",
    show_default=True,
    help="Rather fewer records that are surer, or rather also less sure ones; see"
    " docs/accuracy/confidence.md.",
)
@click.option(
    "--include",
    multiple=True,
    metavar="GLOB",
    help="Of the files in folders only those like GLOB, as *.pdf or 2019/*. May be repeated.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Of the files and folders in folders none like GLOB, as drafts. May be repeated.",
)
@click.option("--force", is_flag=True, help="Parse unchanged files too.")
@click.option(
    "--profile",
    is_flag=True,
    help="At the end, show on standard error where the time went, by stage. All is then done in"
    " this one process, without isolation; -j does not count.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Give each record the evidence that spoke for and against it (in json, jsonl and md)."
    " Unchanged files are parsed again.",
)
@click.option(
    "--debug-misses",
    is_flag=True,
    help="Show on standard error what was nearly a record, and what spoke for and against it. All"
    " is then done in this one process, without isolation.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no messages, no summary.")
@click.option("-v", "--verbose", is_flag=True, help="A line for each document and warning too.")
def parse(
    paths: tuple[str, ...],
    output: str | None,
    format_: str | None,
    min_confidence: float,
    prefer: Preference,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    force: bool,
    quiet: bool,
    verbose: bool,
    resume: bool,
    profile: bool,
    explain: bool,
    debug_misses: bool,
    classifiers: Path | None,
    jobs: int | None,
    timeout: float | None,
    limits: tuple[str, ...],
    no_isolation: bool,
) -> None:
    """Parse each PATH: a file, a folder (with all its sub-folders), or - for standard input.

    Every input gives one document or, where it cannot be read, one failure record with the cause;
    the other inputs go on.
    """
    leave_out = is_output_of(output)
    in_force = read_limits(limits, timeout)
    isolate = can_isolate() and not no_isolation and not (profile or debug_misses)
    with finding_attachments(in_force, isolate=isolate) as attachments:
        inputs = list(find_inputs(paths, include=include, exclude=exclude, leave_out=leave_out,
                                  attachments=attachments))  # fmt: skip
    if not inputs:
        raise click.UsageError(say("usage.no_files", paths=", ".join(paths)))
    chosen = format_ or format_of(output, len(inputs))
    check_output(output, chosen, resume=resume)
    from policynlp.cli.progress import Watch
    from policynlp.pipeline import Pipeline
    from policynlp.records.weighing.preference import floor_of

    pipeline = Pipeline(
        min_confidence=min_confidence,
        limits=in_force,
        classifiers=classifiers,
        explain=explain,
        prefer=prefer,
    )
    least = floor_of(prefer, min_confidence)
    workers = (jobs or default_jobs()) if isolate else 1

    def results_of(given: Iterable[Input]) -> Iterator[Document | Failure]:
        results = pipeline.pipe(given, workers=workers, isolate=isolate)
        return showing_misses(results, least) if debug_misses else results

    again = force or explain or debug_misses or prefer == "recall"
    watch = Watch(len(inputs), quiet=quiet, verbose=verbose)
    batch = Batch(inputs, results_of, watch, output, chosen, least, again, resume)
    if profile:
        from policynlp.cli.profiling import run_profiled

        run_profiled(batch)
    else:
        batch.run()
    if not quiet and (output is not None or len(inputs) > 1):
        for line in watch.summary(output):
            click.echo(line, err=True)
    if watch.failed or batch.failed_before:
        sys.exit(EXIT_SOME_FAILED)


def format_of(output: str | None, count: int) -> str:
    """The output format that a file name asks for, else by the number of inputs."""
    named = format_by_name(output) if output else None
    return named or ("json" if count == 1 else "jsonl")
