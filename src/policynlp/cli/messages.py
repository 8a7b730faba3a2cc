"""What the command line says, in the language of the user.

The words stand in `languages/<code>/messages.toml`. The language is that of `--lang`, else of the
locale (LC_ALL, LC_MESSAGES, LANG), else English.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import IO, Any

import click

from policynlp.cli.exits import escape_controls

FALLBACK = "en"
# The first of these that is set decides, as for other programs.
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class _Choice:
    """The language asked for by `--lang`, for the run of one command line."""

    language: str | None = None


def choose(language: str | None) -> None:
    """Say everything that follows in a language; None is the locale's."""
    _Choice.language = language


def language() -> str:
    """ISO 639-1 code of the language to speak."""
    if _Choice.language is not None:
        return _Choice.language
    return language_of_locale(os.environ)


def language_of_locale(environment: Mapping[str, str]) -> str:
    """The language that a locale asks for where there are messages in it, else English."""
    value = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    code = value[:2].lower()
    if code == FALLBACK or len(code) < 2 or value[2:3] not in ("", "_", "-", "."):
        return FALLBACK
    from policynlp.languages import available

    return code if code in available() else FALLBACK


def say(key: str, **values: object) -> str:
    """The message of a dotted key, filled in.

    Raises:
        LexiconError: no such key.
    """
    from policynlp.languages import lexicon

    text = lexicon(language()).get("messages", key)
    return str(text).format(**values)


def words(key: str) -> dict[str, str]:
    """All messages of a dotted key that is a table.

    Raises:
        LexiconError: no such key.
    """
    from policynlp.languages import lexicon

    table = lexicon(language()).get("messages", key)
    assert isinstance(table, Mapping)
    return {name: str(text) for name, text in table.items()}


def advice(kind: str, code: str) -> str | None:
    """What a failure or warning code means and what to do, or None for an unknown code.

    Args:
        kind: `failures` or `warnings`.
        code: as the output has it.
    """
    from policynlp.languages import lexicon

    table = lexicon(language()).table("messages")[kind]
    assert isinstance(table, Mapping)
    found = table.get(code)
    return None if found is None else str(found)


def explained(kind: str, code: str, message: str) -> str:
    """The message of a failure or warning in English, else what its code means."""
    if language() == FALLBACK:
        return message
    return advice(kind, code) or message


def number(value: float) -> str:
    """A number with one digit after the decimal sign of the language."""
    return f"{value:.1f}".replace(".", say("format.decimal"))


class LangOption(click.Option):
    """`--lang`, which every command takes."""

    def __init__(self) -> None:
        super().__init__(
            ["--lang"],
            type=click.Choice(["en", "fr"]),
            expose_value=False,
            is_eager=True,
            callback=_take,
            help="Language of messages and help (default: that of the locale).",
        )


def _take(context: click.Context, option: click.Parameter, value: str | None) -> None:
    del context, option
    if value is not None:
        choose(value)


def show(error: click.ClickException, file: IO[Any] | None = None) -> None:  # Any: bytes or text
    """Write an error of the command line in one line, in the language of the user."""
    context = getattr(error, "ctx", None)
    message = escape_controls(_message(error).rstrip("."))
    if isinstance(context, click.Context):
        line = say("click.error", command=context.command_path, message=message)
    else:
        line = f"policynlp: {message}"
    click.echo(line, file=file or sys.stderr)


def _message(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        told = say("click.no_option", name=error.option_name)
        if not error.possibilities:
            return told
        return f"{told} ({say('click.maybe', names=', '.join(error.possibilities))})"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return say("click.missing", name=_name(error))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return say("click.bad_value", name=_name(error), message=error.message)
    return error.format_message()


def _name(error: click.BadParameter) -> str:
    parameter = error.param
    assert parameter is not None
    if isinstance(parameter, click.Option):
        return " / ".join(parameter.opts)
    return (parameter.metavar or str(parameter.name).upper()).strip("[].")
