"""`policynlp serve`: the service on a port."""

from __future__ import annotations

import click

from policynlp.cli.exits import EXIT_OUTPUT, stop
from policynlp.cli.messages import say


@click.command(
    epilog="""\b
Examples:
  policynlp serve
  curl --data-binary @report.pdf "http://127.0.0.1:8000/parse?name=report.pdf"
  policynlp serve --port 9000 --workers 2 --max-upload 50MB

Needs policynlp[serve]. There are no accounts and no encryption: put a proxy in front before
others reach it. See docs/service.md.
""",
)
@click.option("--host", default="127.0.0.1", show_default=True,
              help="Address to listen on; 0.0.0.0 is every one.")  # fmt: skip
@click.option("-p", "--port", type=click.IntRange(0, 65535), default=8000, show_default=True)
@click.option("-w", "--workers", type=click.IntRange(1), default=1, show_default=True,
              help="Documents to parse at a time; each takes about 1.5 GB.")  # fmt: skip
@click.option("--max-upload", default="20MB", show_default=True, metavar="SIZE",
              help="Largest document that is taken.")  # fmt: skip
@click.option("--waiting", type=click.IntRange(0), default=16, show_default=True,
              help="Requests that may wait; others are told to come back.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0, min_open=True), metavar="SECONDS",
              help="Time for one document (default: 120 s, with OCR 600 s).")  # fmt: skip
@click.option("--limit", "limits", multiple=True, metavar="NAME=VALUE",
              help="Another limit, as for `policynlp parse`. May be repeated.")  # fmt: skip
def serve(
    host: str,
    port: int,
    workers: int,
    max_upload: str,
    waiting: int,
    timeout: float | None,
    limits: tuple[str, ...],
) -> None:
    """Serve POST /parse, GET /health, /version and /openapi.json until interrupted.

    The body of a request to /parse is the bytes of one file; the answer is what `policynlp parse`
    writes for it. Files are read in processes apart, with limits; nothing of them is kept.
    """
    from policynlp.cli.isolation import can_isolate, read_limits
    from policynlp.errors import OutputError
    from policynlp.sinks.extras import need

    if not can_isolate():
        stop(say("say.posix_only"), EXIT_OUTPUT)
    chosen = read_limits((f"file_bytes={max_upload}", *limits), timeout)
    try:
        need("fastapi", "serve")
        uvicorn = need("uvicorn", "serve")
    except OutputError as error:
        stop(str(error), EXIT_OUTPUT)
    from policynlp.service import Settings, create_app

    app = create_app(Settings(workers=workers, waiting=waiting, limits=chosen))
    # No log of requests: they hold names of files.
    uvicorn.run(app, host=host, port=port, access_log=False, server_header=False)
