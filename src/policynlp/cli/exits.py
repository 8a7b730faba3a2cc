"""How a command ends: exit codes, and one line that says why."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_OUTPUT = 3
EXIT_INTERRUPTED = 130
EXIT_TERMINATED = 143


def escape_controls(text: str) -> str:
    """Text for a terminal: control characters escaped, so that file names play no tricks."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def stop(message: str, code: int) -> NoReturn:
    """One line on standard error, then exit."""
    click.echo(f"policynlp: {escape_controls(message)}", err=True)
    sys.exit(code)
