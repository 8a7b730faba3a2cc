"""Libraries that only some formats need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from policynlp.errors import OutputError


def need(library: str, extra: str) -> ModuleType:
    """A library that an extra of the package brings.

    Raises:
        OutputError: it is not installed; the message is the one command that installs it.
    """
    try:
        return import_module(library)
    except ImportError as error:
        raise OutputError(
            f"{library.partition('.')[0]} is not installed; run: pip install 'policynlp[{extra}]'"
        ) from error
