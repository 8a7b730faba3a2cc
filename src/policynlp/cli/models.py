"""The option that names other classifiers than those shipped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from policynlp.artefacts import CLASSIFIERS_VARIABLE, chosen_classifiers
from policynlp.errors import ModelError


def _check(context: click.Context, option: click.Parameter, value: Path | None) -> Path | None:
    del context, option
    try:
        return chosen_classifiers(value)
    except ModelError as error:
        raise click.BadParameter(str(error)) from None


def classifiers_option(command: Callable[..., Any]) -> Callable[..., Any]:  # Any: click commands
    """Adds `--classifiers` to a command; the value is a folder that holds classifiers, or None."""
    return click.option(
        "--classifiers", type=click.Path(path_type=Path), metavar="FOLDER", callback=_check,
        help="Use the classifiers that policynlp train has written to FOLDER (default: those that"
        f" {CLASSIFIERS_VARIABLE} names, else those shipped).",
    )(command)  # fmt: skip
