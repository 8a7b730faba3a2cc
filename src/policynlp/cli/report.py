"""`policynlp report`: documents and their records as a page to look at."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policynlp.cli.exits import EXIT_OUTPUT, EXIT_SOME_FAILED, stop
from policynlp.cli.inputs import find_inputs
from policynlp.cli.isolation import can_isolate, default_jobs, isolation_options, read_limits
from policynlp.cli.messages import say
from policynlp.cli.output import opened_output
from policynlp.cli.outputs import looks_like_output
from policynlp.sinks import format_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policynlp.schema import Document, Failure


@click.command(
    epilog="""\b
Examples:
  policynlp report records.sqlite -o report.html   from what `policynlp parse` wrote
  policynlp report reports/ -o report.html         parse a folder, then make the page
  policynlp report mission.pdf annex.docx -o report.html

The page needs nothing but a browser, and asks nothing of any network. It says everything in
French and in English.

\b
Exit codes: 0 done, 1 some inputs failed (the page names them), 2 wrong usage, 3 an output of
policynlp cannot be read or the page not be written.
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False),
              metavar="PAGE", help="HTML file to write.")  # fmt: skip
@isolation_options
@click.option(
    "--include",
    multiple=True,
    metavar="GLOB",
    help="Of the files in folders only those like GLOB. May be repeated.",
)
@click.option(
    "--exclude",
    multiple=True,
    metavar="GLOB",
    help="Of the files and folders in folders none like GLOB. May be repeated.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress, no summary.")
def report(
    paths: tuple[str, ...],
    output: str,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    quiet: bool,
    jobs: int | None,
    timeout: float | None,
    limits: tuple[str, ...],
    no_isolation: bool,
) -> None:
    """Write one HTML page on the documents of each PATH.

    A PATH is an output of `policynlp parse` (json, jsonl, parquet, sqlite; from csv, xlsx and md
    the page has no texts), or documents and folders, which are parsed first.
    """
    from policynlp.cli.progress import Watch
    from policynlp.errors import OutputError, WorkerError
    from policynlp.pipeline import Pipeline
    from policynlp.report import write_report
    from policynlp.sinks.links import link_to
    from policynlp.sinks.reading import read_results

    outputs = [path for path in paths if is_output(path)]
    others = [path for path in paths if path not in outputs]
    found = find_inputs(others, include=include, exclude=exclude, leave_out=looks_like_output)
    inputs = list(found)
    if others and not inputs:
        raise click.UsageError(say("usage.no_files", paths=", ".join(others)))
    watch = Watch(len(inputs), quiet=quiet, verbose=False)

    def results() -> Iterator[Document | Failure]:
        for path in outputs:
            yield from read_results(path)
        if inputs:
            pipeline = Pipeline(limits=read_limits(limits, timeout))
            isolate = can_isolate() and not no_isolation
            workers = (jobs or default_jobs()) if isolate else 1
            yield from watch.results(pipeline.pipe(inputs, workers=workers, isolate=isolate))

    page = Path(output)
    try:
        with opened_output(output) as out:
            count = write_report(results(), out, link=lambda path: link_to(path, page))
    except (OutputError, WorkerError) as error:
        stop(str(error), EXIT_OUTPUT)
    if not quiet:
        told = say("say.report_written", count=count, path=output)
        for line in watch.summary(output) if inputs else [told]:
            click.echo(line, err=True)
    if watch.failed:
        sys.exit(EXIT_SOME_FAILED)


def is_output(path: str) -> bool:
    """Whether a path is an output of `policynlp parse`, and no document to be parsed."""
    if looks_like_output(path):
        return True
    folder = Path(path)
    if folder.is_dir():
        return (folder / "documents.csv").is_file() or (folder / "documents.parquet").is_file()
    return format_of(path) in ("parquet", "xlsx", "sqlite") and folder.is_file()
