"""`policynlp query`: records of a store, across documents."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any, cast

import click

from policynlp.cli.exits import EXIT_OUTPUT, stop
from policynlp.cli.messages import say

if TYPE_CHECKING:
    from policynlp.store.query import Filters, Found


class QuotedCommand(click.Command):
    """A command that also takes its question as one quoted argument."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Split `STORE "recommendations --country MLI"` as the shell would have."""
        if len(args) > 1 and " --" in args[1] and not args[0].startswith("-"):
            try:
                args = [args[0], *shlex.split(args[1]), *args[2:]]
            except ValueError:  # an apostrophe, as in l'OMS
                raise click.UsageError(say("usage.quotes", question=args[1]), ctx) from None
        return super().parse_args(ctx, args)


@click.command(
    cls=QuotedCommand,
    epilog="""\b
Examples:
  policynlp parse reports/ -o records.sqlite       make the store, or add to it
  policynlp query records.sqlite                   recommendations and next steps, first due first
  policynlp query records.sqlite recommendations --country MLI --theme financing --due-before 2021
  policynlp query records.sqlite all --text "vaccination hôpitaux" --format json

\b
Exit codes: 0 also where nothing is found, 2 wrong usage, 3 the store cannot be read.
""",
)
@click.argument("store", type=click.Path())
@click.argument("what", default="follow_up", metavar="[TYPE]")
@click.option("--country", multiple=True, metavar="NAME", help="Country: ISO code (MLI) or name.")
@click.option("--theme", multiple=True, metavar="THEME",
              help="Health-system building block, as financing.")  # fmt: skip
@click.option("--code", multiple=True, metavar="CODE",
              help="Code of a public list: DAC sector (12262) or type of aid (D02).")  # fmt: skip
@click.option("--addressee", metavar="NAME",
              help="Part of the name of who is in charge, in either language.")  # fmt: skip
@click.option("--text", metavar="WORDS",
              help='Words and "phrases" that the record has, in either language.')  # fmt: skip
@click.option("--due-before", metavar="DATE", help="Due before a year, month or day.")
@click.option("--due-after", metavar="DATE", help="Due after a year, month or day.")
@click.option("--published-before", metavar="DATE", help="From documents issued before a date.")
@click.option("--published-after", metavar="DATE", help="From documents issued after a date.")
@click.option("--language", metavar="CODE", help="Language of the record: en, fr.")
@click.option("--document-type", metavar="TYPE", help="Type of the document, as mission_report.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out records below.")
@click.option("--sort", type=click.Choice(["due", "relevance", "confidence", "document"]),
              help="Order. Default: due, or relevance with --text.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), help="How many records at most.")
@click.option("-f", "--format", "format_", type=click.Choice(["table", "json", "csv"]),
              default="table", show_default=True, help="How to show them.")  # fmt: skip
def query(store: str, what: str, format_: str, **options: Any) -> None:  # Any: click gives them
    """Show records of the STORE that `policynlp parse -o records.sqlite` makes.

    TYPE is a record type in the singular or plural, in English or French: recommendations, next
    steps (action_item), missions ...; follow_up (the default) for recommendations and next steps
    together; all for every type. An option given more than once asks for one or the other;
    different options must all hold.
    """
    from policynlp.errors import OutputError
    from policynlp.store.query import query as ask

    filters = cast("Filters", {name: value for name, value in options.items() if value})
    try:
        found = ask(store, what, **filters)
    except OutputError as error:
        stop(str(error), EXIT_OUTPUT)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    show(found, format_)


def show(found: list[Found], format_: str) -> None:
    """Write what was found to the screen."""
    from policynlp.cli.answers import as_csv, as_json, as_table

    write = {"json": as_json, "csv": as_csv, "table": as_table}[format_]
    for line in write(found):
        click.echo(line)
    if format_ == "table":
        key = "say.record_found" if len(found) == 1 else "say.records_found"
        click.echo(say(key, count=len(found)), err=True)
