"""The command line: options in, one library call, text out.

Each command is a module of this package; only click and name tables are imported at the top of
any of them, so that `--help` answers at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise

import click

from policynlp import __version__
from policynlp.cli.exits import EXIT_INTERRUPTED, EXIT_TERMINATED, EXIT_USAGE, stop
from policynlp.cli.helps import HelpContext, translated
from policynlp.cli.messages import LangOption, choose, say, show
from policynlp.errors import ModelError

# What each command does, in the order of `--help`; the command of module NAME is its attribute
# NAME. The texts stand here so that `--help` imports none of the modules.
COMMANDS = {
    "parse": "Parse files and folders into records.",
    "query": "Ask a store for records across documents.",
    "report": "Make a page to look at: texts, records, plots.",
    "review": "Correct records in the browser.",
    "inspect": "Show how a file was read: blocks, order, tables.",
    "annotate": "Write drafts of annotations to correct and train on.",
    "convert": "Turn an output into another format, without parsing again.",
    "serve": "Answer over HTTP: documents in, records out.",
    "evaluate": "Measure how right the records of annotated documents are.",
    "train": "Train the passage classifiers from a corpus.",
    "schema": "Print the JSON Schema of the output.",
    "info": "Show versions, models and languages.",
}
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Commands(click.Group):
    """A group whose commands are imported when they are asked for."""

    context_class = HelpContext

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help of the group, in the language of the user."""
        shown = translated(self, "policynlp")
        assert isinstance(shown, click.Group)
        click.Group.format_help(shown, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of the commands, none of which is imported for it."""
        room = formatter.width - 6 - max(map(len, COMMANDS))
        rows = []
        for name in self.list_commands(ctx):
            command = translated(click.Command(name, short_help=COMMANDS[name]), name)
            rows.append((name, command.get_short_help_str(room)))
        with formatter.section("Commands"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of the commands, in the order of `--help`."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, or None where there is none."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        command = getattr(import_module(f"policynlp.cli.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)
        command.short_help = COMMANDS[cmd_name]
        if not any(isinstance(option, LangOption) for option in command.params):
            command.params.append(LangOption())
        return translated(command, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with; an unknown one names those there are."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            ctx.fail(say("click.no_command", name=args[0], names=", ".join(COMMANDS)))
        return super().resolve_command(ctx, args)


@click.group(
    cls=Commands,
    context_settings=CONTEXT,
    invoke_without_command=True,
    epilog="Start with:  policynlp parse report.pdf",
)
@click.version_option(__version__, "-V", "--version", prog_name="policynlp")
@click.pass_context
def cli(context: click.Context) -> None:
    """Turn health-policy documents in French and English into typed, grounded records.

    Reads PDF, Word, HTML, Markdown and text; writes missions, recommendations, action items,
    technical assistance, events, trainings, partnerships and statements as JSON, each with the
    place in the document that it was read from. Works offline.
    """
    if context.invoked_subcommand is None:
        click.echo(say("teach.text").strip())


cli.params.append(LangOption())


def main() -> None:
    """Run the command line; Ctrl-C exits with 130, SIGTERM with 143."""
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(EXIT_TERMINATED))
    choose(_asked_language(sys.argv[1:]))
    try:
        cli(prog_name="policynlp", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.ClickException as error:
        show(error)
        sys.exit(error.exit_code)
    except ModelError as error:
        stop(str(error), EXIT_USAGE)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo(say("say.interrupted"), err=True)
        sys.exit(EXIT_INTERRUPTED)


def _asked_language(arguments: Sequence[str]) -> str | None:
    """The value of `--lang` wherever it stands, so that a `--help` before it follows it too."""
    for first, second in pairwise((*arguments, "")):
        value = second if first == "--lang" else first.partition("--lang=")[2]
        if value in ("en", "fr"):
            return value
    return None
