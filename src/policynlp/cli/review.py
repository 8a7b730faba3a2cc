"""`policynlp review`: correct records in the browser."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policynlp.cli.exits import EXIT_OUTPUT, stop
from policynlp.cli.inputs import find_inputs
from policynlp.cli.isolation import can_isolate, default_jobs, isolation_options, read_limits
from policynlp.cli.messages import say
from policynlp.cli.outputs import looks_like_output

if TYPE_CHECKING:
    from policynlp.pipeline import Input
    from policynlp.schema import Document, Failure

# What was parsed is kept here, so that the next review of the folder starts at once.
KEPT = ".policynlp-review.jsonl"


@click.command(
    epilog="""\b
Examples:
  policynlp review reports/                 then open the address it says
  policynlp review reports/ --no-browser --port 8123

\b
Each correction is saved at once to NAME.json beside the document, in the form of the corpus, which
`policynlp train --add reports/` learns from. The page is served to this machine alone. Ctrl-C ends.

\b
Exit codes: 0 ended by Ctrl-C, 2 wrong usage, 3 nothing could be served or written.
""",
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False))
@click.option("--port", type=click.IntRange(0, 65535), default=0,
              help="Port to listen on (default: any that is free).")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Say the address only; open no browser.")
@click.option("--include", multiple=True, metavar="GLOB", help="Only files like GLOB.")
@click.option("--exclude", multiple=True, metavar="GLOB", help="No files or folders like GLOB.")
@isolation_options
def review(
    folder: str,
    port: int,
    no_browser: bool,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    jobs: int | None,
    timeout: float | None,
    limits: tuple[str, ...],
    no_isolation: bool,
) -> None:
    """Serve a page on the documents of FOLDER to accept, edit, reject and add records."""
    from policynlp.cli.batch import Batch
    from policynlp.cli.progress import Watch
    from policynlp.pipeline import Pipeline
    from policynlp.review import Desk, make_server
    from policynlp.sinks.reading import read

    leave_out = (*exclude, "*.json")
    inputs = list(find_inputs([folder], include=include, exclude=leave_out,
                              leave_out=looks_like_output))  # fmt: skip
    if not inputs:
        raise click.UsageError(say("usage.no_documents", paths=folder))
    pipeline = Pipeline(limits=read_limits(limits, timeout))
    isolate = can_isolate() and not no_isolation
    workers = (jobs or default_jobs()) if isolate else 1

    def parse(given: Iterable[Input]) -> Iterator[Document | Failure]:
        return pipeline.pipe(given, workers=workers, isolate=isolate)

    kept = str(Path(folder) / KEPT)
    watch = Watch(len(inputs))
    Batch(inputs, parse, watch, kept, "jsonl", 0.0, force=False, resume=False).run()
    desk = Desk(read(kept, "jsonl"))
    try:
        server = make_server(desk, port)
    except OSError as error:
        reason = error.strerror or error
        stop(say("usage.cannot_listen", port=port, reason=reason), EXIT_OUTPUT)
    told = say("say.review_at", count=len(desk.items), address=server.address)
    click.echo(told, err=True)
    click.echo(say("say.review_saves"), err=True)
    if not no_browser:
        import webbrowser

        webbrowser.open(server.address)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        click.echo(say("say.review_ended"), err=True)
    finally:
        server.server_close()
    sys.exit(0)
