"""The command line: options in, one library call, text out.

Only click and two name tables are imported at the top, so that `--help` answers at once.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

import click

from policynlp import __version__
from policynlp.sinks import SINKS

if TYPE_CHECKING:
    from policynlp.pipeline import Input
    from policynlp.schema import Document, Failure

EXIT_SOME_FAILED = 1
EXIT_USAGE = 2
EXIT_OUTPUT = 3

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(
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
        click.echo(context.get_help())


@cli.command(
    short_help="Parse files and folders into records.",
    epilog="""\b
Examples:
  policynlp parse report.pdf                       one document, JSON on the screen
  policynlp parse reports/ -o records.jsonl        a folder, one line a document
  policynlp parse reports/ -o records.jsonl -j 2   the same with two processes
  cat report.txt | policynlp parse -               standard input

\b
Exit codes: 0 all parsed, 1 some inputs failed (their lines say why), 2 wrong usage,
3 output could not be written, 130 interrupted, 143 terminated.
""",
)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False), help="File to write (default: the screen)."
)
@click.option(
    "-f",
    "--format",
    "format_",
    type=click.Choice(sorted(SINKS)),
    help="Output format. Default: by the name of OUT, else json for one file, jsonl for more.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to use."
)
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Leave out records below this confidence.",
)
@click.option("-q", "--quiet", is_flag=True, help="No progress bar and no messages on failures.")
def parse(
    paths: tuple[str, ...],
    output: str | None,
    format_: str | None,
    jobs: int,
    min_confidence: float,
    quiet: bool,
) -> None:
    """Parse each PATH: a file, a folder (with all its sub-folders), or - for standard input.

    Every input gives one document or, where it cannot be read, one failure record with the cause;
    the other inputs go on.
    """
    inputs = list(find_inputs(paths))
    if not inputs:
        raise click.UsageError(f"no files in {', '.join(paths)}")
    from policynlp.pipeline import Pipeline

    pipeline = Pipeline(min_confidence=min_confidence)
    failed: list[Failure] = []
    chosen = format_ or format_of(output, len(inputs))
    with opened_output(output) as out:
        results = pipeline.pipe(inputs, workers=jobs)
        write(chosen, watched(results, len(inputs), failed, quiet=quiet), out)
    if failed:
        if not quiet:
            click.echo(f"{len(failed)} of {len(inputs)} inputs failed", err=True)
        sys.exit(EXIT_SOME_FAILED)


@cli.command(short_help="Print the JSON Schema of the output.")
@click.option("--failure", is_flag=True, help="The schema of failure records instead.")
def schema(failure: bool) -> None:
    """Print the JSON Schema of a parsed document (the same that ships in the package)."""
    from importlib.resources import files

    name = "failure.schema.json" if failure else "document.schema.json"
    click.echo((files("policynlp") / name).read_text("utf-8"), nl=False)


@cli.command(short_help="Show versions, models and languages.")
def info() -> None:
    """Show the versions of policynlp and of what it stands on, its models and languages."""
    from policynlp.about import describe

    for line in describe():
        click.echo(line)


@cli.command(short_help="Measure how right the records of annotated documents are.")
@click.argument("folders", nargs=-1, required=True, type=click.Path(exists=True, file_okay=False))
@click.option("--errors", metavar="TYPE", help="List the errors of a record type, a label, or all.")
@click.option(
    "--floors",
    type=click.Path(exists=True, dir_okay=False),
    help="JSON file of least figures by folder name; exit 1 where one is missed.",
)
@click.option(
    "-j", "--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes to use."
)
def evaluate(folders: tuple[str, ...], errors: str | None, floors: str | None, jobs: int) -> None:
    """Parse the documents of each FOLDER and compare the records with their annotations.

    A folder holds documents and, beside each, its annotation NAME.json in the contract's terms.
    Prints precision, recall and F1 by record type, and record and field F1 by language and format.
    """
    from policynlp.training.report import below_floors, evaluate_folders, lines

    missed: list[str] = []
    for name, scores, groups in evaluate_folders(map(Path, folders), workers=jobs):
        click.echo("\n".join(lines(name, scores, groups, errors=errors)))
        if floors:
            missed.extend(below_floors(name, scores, Path(floors)))
    for line in missed:
        click.echo(line, err=True)
    if missed:
        sys.exit(EXIT_SOME_FAILED)


def find_inputs(paths: Iterable[str]) -> Iterator[Input]:
    """Every input that the paths name: files as given, folders walked in sorted order."""
    for path in paths:
        if path == "-":
            yield sys.stdin.buffer.read()
        elif Path(path).is_dir():
            yield from walk(path)
        else:
            yield path


def walk(folder: str) -> Iterator[str]:
    """Files of a folder and its sub-folders, sorted; hidden ones and symbolic links left out."""
    for parent, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(parent, name)  # noqa: PTH118 - must keep undecodable names
            if not name.startswith(".") and not os.path.islink(path):  # noqa: PTH114
                yield path


def format_of(output: str | None, count: int) -> str:
    """The output format that a file name asks for, else by the number of inputs."""
    suffix = Path(output).suffix.lower().lstrip(".") if output else ""
    if suffix in SINKS:
        return suffix
    return "json" if count == 1 else "jsonl"


def write(format_: str, results: Iterable[Document | Failure], out: TextIO) -> None:
    """Write results in one of the formats of `SINKS`."""
    from importlib import import_module

    import_module(f"policynlp.sinks.{SINKS[format_]}").write(results, out)


@contextmanager
def opened_output(path: str | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is complete.

    Until then the lines stand in `PATH.part`. Exits with code 3 where nothing can be written.
    """
    if path is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]  # TextIO
        try:
            yield sys.stdout
            sys.stdout.flush()
        except BrokenPipeError:
            # The reader (head, less) has gone: point stdout elsewhere so that exit is silent.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(EXIT_OUTPUT)
        return
    part = Path(path + ".part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        part.replace(path)
    except OSError as error:
        stop(f"cannot write {path}: {error.strerror or error}", EXIT_OUTPUT)


def watched(
    results: Iterable[Document | Failure], total: int, failed: list[Failure], *, quiet: bool
) -> Iterator[Document | Failure]:
    """Results passed on; failures reported and collected, progress shown on a terminal."""
    from tqdm import tqdm

    from policynlp.schema import Failure

    hidden = quiet or total < 2 or not sys.stderr.isatty()
    with tqdm(total=total, unit="file", disable=hidden, file=sys.stderr) as bar:
        for result in results:
            if isinstance(result, Failure):
                failed.append(result)
                if not quiet:
                    line = f"{result.source.path}: {result.error.code}: {result.error.message}"
                    bar.write(escape_controls(line), file=sys.stderr)
            bar.update()
            yield result


def escape_controls(text: str) -> str:
    """Text for a terminal: control characters as escapes, so that a file name cannot play tricks."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def stop(message: str, code: int) -> NoReturn:
    """One line on standard error, then exit."""
    click.echo(f"policynlp: {escape_controls(message)}", err=True)
    sys.exit(code)


def main() -> None:
    """Run the command line; Ctrl-C exits with 130, SIGTERM with 143."""
    import signal

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        cli(prog_name="policynlp", standalone_mode=False)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.exceptions.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        sys.exit(130)
