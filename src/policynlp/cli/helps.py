"""Help texts in the language of the user.

English stands in the commands themselves; other languages in `languages/<code>/help.toml`, where
what is missing stays English.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import cast

import click

from policynlp.cli.messages import FALLBACK, language, say

Table = Mapping[str, object]


class Formatter(click.HelpFormatter):
    """Words that click adds to help texts, in the language of the user; click's own are English."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line."""
        if language() != FALLBACK:
            prefix = prefix or say("help.usage")
        super().write_usage(prog, args, prefix)

    def write_heading(self, heading: str) -> None:
        """A heading."""
        if language() == FALLBACK:
            super().write_heading(heading)
            return
        known = {"Options": "help.options", "Commands": "help.commands"}
        super().write_heading(say(known[heading]) if heading in known else heading)

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A list of options or commands."""
        if language() == FALLBACK:
            super().write_dl(list(rows), col_max, col_spacing)
            return
        words = {
            "[default: ": say("help.default"),
            "[required]": say("help.required"),
            "Show this message and exit.": say("help.help"),
        }
        shown = []
        for term, text in rows:
            for word, said in words.items():
                text = text.replace(word, said)
            shown.append((term, text))
        super().write_dl(shown, col_max, col_spacing)


class HelpContext(click.Context):
    """A context whose help speaks the language of the user."""

    formatter_class = Formatter


def translated(command: click.Command, name: str) -> click.Command:
    """A copy of a command whose help is in the language of the user; what lacks stays English."""
    shown = copy.copy(command)
    shown.context_class = HelpContext
    if language() == FALLBACK:
        return shown
    words = _table(name)
    options = {**_table("common"), **_inner(words, "options")}
    shown.help = _text(words, "text") or shown.help
    shown.short_help = _text(words, "short") or shown.short_help
    shown.epilog = _text(words, "end") or shown.epilog
    shown.params = [_option(parameter, options) for parameter in command.params]
    return shown


def _option(parameter: click.Parameter, options: Table) -> click.Parameter:
    told = _text(options, str(parameter.name))
    if told is None or not isinstance(parameter, click.Option):
        return parameter
    shown = copy.copy(parameter)
    shown.help = told
    return shown


def _table(name: str) -> Table:
    from policynlp.errors import LexiconError
    from policynlp.languages import lexicon

    try:
        return _inner(lexicon(language()).table("help"), name)
    except LexiconError:  # a language that has no help texts yet
        return {}


def _inner(table: Table, name: str) -> Table:
    found = table.get(name, {})
    return cast(Table, found) if isinstance(found, Mapping) else {}


def _text(table: Table, key: str) -> str | None:
    found = table.get(key)
    return found.strip("\n") if isinstance(found, str) else None
