"""`policynlp info`: versions, models and languages."""

from __future__ import annotations

import click


@click.command(short_help="Show versions, models and languages.")
def info() -> None:
    """Show the versions of policynlp and of what it stands on, its models and languages."""
    from policynlp.about import describe

    for line in describe():
        click.echo(line)
