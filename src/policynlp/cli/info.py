"""`policynlp info`: versions, models and languages."""

from __future__ import annotations

import click


@click.command(
    epilog="Send it along with any report of a problem:  policynlp info",
)
def info() -> None:
    """Show the versions of policynlp and of what it stands on, its models, languages and formats,
    and the extras and programs that it finds.
    """
    from policynlp.about import describe

    for line in describe():
        click.echo(line)
