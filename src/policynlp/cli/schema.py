"""`policynlp schema`: the JSON Schema of the output."""

from __future__ import annotations

import click


@click.command(
    epilog="""\b
Examples:
  policynlp schema > document.schema.json
  policynlp schema --failure
""",
)
@click.option("--failure", is_flag=True, help="The schema of failure records instead.")
def schema(failure: bool) -> None:
    """Print the JSON Schema of a parsed document (the same that ships in the package)."""
    from importlib.resources import files

    name = "failure.schema.json" if failure else "document.schema.json"
    click.echo((files("policynlp") / name).read_text("utf-8"), nl=False)
