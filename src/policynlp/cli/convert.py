"""`policynlp convert`: an output in another format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from policynlp.cli.exits import EXIT_OUTPUT, stop
from policynlp.cli.messages import say
from policynlp.sinks import SINKS, STREAMED, format_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from policynlp.schema import Document, Failure


@click.command(
    epilog="""\b
Examples:
  policynlp convert records.sqlite -o records.xlsx
  policynlp convert january.jsonl february.jsonl -o records.sqlite
  policynlp convert records.parquet --format md

\b
Exit codes: 0 done, 2 wrong usage, 3 an input cannot be read or the output not be written.
""",
)
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...", type=click.Path())
@click.option("-o", "--output", type=click.Path(), help="File to write (default: the screen).")
@click.option("-f", "--format", "format_", type=click.Choice(sorted(SINKS)),
              help="Output format. Default: by the name of OUT, else jsonl.")  # fmt: skip
def convert(inputs: tuple[str, ...], output: str | None, format_: str | None) -> None:
    """Write what each INPUT holds in another format.

    An INPUT is any output of `policynlp parse -o`. From csv, xlsx, parquet-flat and md the
    documents come without their text and blocks, since these formats do not hold them.
    """
    from policynlp import sinks
    from policynlp.cli.batch import write
    from policynlp.cli.output import opened_output
    from policynlp.errors import OutputError

    chosen = format_ or (format_of(output) if output else None) or "jsonl"
    if output is None and chosen not in STREAMED:
        raise click.UsageError(say("usage.no_screen", format=chosen))
    try:
        if output is None:
            with opened_output(None) as out:
                write(chosen, results_of(inputs), out)
            return
        count = sinks.write(results_of(inputs), output, chosen)
    except OutputError as error:
        stop(str(error), EXIT_OUTPUT)
    if sys.stderr.isatty():
        click.echo(say("say.converted", count=count, path=output), err=True)


def results_of(inputs: tuple[str, ...]) -> Iterator[Document | Failure]:
    """The results of every input, one after the other."""
    from policynlp.sinks.reading import read_results

    for path in inputs:
        yield from read_results(path)
