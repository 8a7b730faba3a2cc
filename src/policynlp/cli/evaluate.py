"""`policynlp evaluate`: records against annotations."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from policynlp.cli.exits import EXIT_SOME_FAILED
from policynlp.cli.models import classifiers_option


def _expression(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> re.Pattern[str] | None:
    try:
        return None if value is None else re.compile(value)
    except re.error as error:
        raise click.BadParameter(f"{value!r} is no regular expression: {error}") from error


@click.command(
    epilog="""\b
Examples:
  policynlp evaluate checked/
  policynlp evaluate checked/ --errors recommendation     what is wrong, too
  policynlp evaluate checked/ --only '^fr-'               the French ones by their names
  policynlp evaluate checked/ --classifiers mine          with classifiers of your own
""",
)
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False))
@click.option("--errors", metavar="TYPE", help="List the errors of a record type, a label, or all.")
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False),
    help="JSON file of least figures by folder name; exit 1 where one is missed.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to use."
)
@click.option(
    "--only",
    metavar="REGEX",
    callback=_expression,
    help="Only the documents whose name (without its ending) this matches somewhere.",
)
@classifiers_option
def evaluate(
    folders: tuple[str, ...],
    errors: str | None,
    floors: str | None,
    jobs: int,
    only: re.Pattern[str] | None,
    classifiers: Path | None,
) -> None:
    """Parse the documents of each FOLDER and compare the records with their annotations.

    A folder holds documents and, beside each, its annotation NAME.json in the contract's terms.
    Prints precision, recall and F1 by record type, and record and field F1 by language and format.
    """
    from policynlp.training.report import below_floors, evaluate_folders, lines

    missed: list[str] = []
    try:
        for name, scores, groups in evaluate_folders(
            map(Path, folders), workers=jobs, classifiers=classifiers, only=only
        ):
            click.echo("\n".join(lines(name, scores, groups, errors=errors)))
            if floors:
                missed.extend(below_floors(name, scores, Path(floors)))
    except FileNotFoundError as error:
        raise click.UsageError(str(error)) from error
    for line in missed:
        click.echo(line, err=True)
    if missed:
        sys.exit(EXIT_SOME_FAILED)
