"""`policynlp inspect`: how one file was read, as a page to look at."""

from __future__ import annotations

from pathlib import Path

import click

from policynlp.cli.exits import EXIT_OUTPUT, EXIT_SOME_FAILED, stop
from policynlp.cli.isolation import can_isolate
from policynlp.cli.output import opened_output


@click.command(
    epilog="""\b
Examples:
  policynlp inspect report.pdf -o view.html
  policynlp inspect minutes.docx -o view.html

\b
Exit codes: 0 done, 1 the file cannot be read, 2 wrong usage, 3 the page cannot be written.
""",
)
@click.argument("file", type=click.Path(dir_okay=False), metavar="FILE")
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False),
              metavar="PAGE", help="HTML file to write.")  # fmt: skip
@click.option("--no-pictures", is_flag=True,
              help="Leave out the pictures of PDF pages: a smaller file, boxes only.")  # fmt: skip
def inspect(file: str, output: str, no_pictures: bool) -> None:
    """Write an HTML page that shows how FILE was read.

    Blocks are coloured by kind and numbered in reading order; of a PDF they are drawn as boxes on
    a picture of each page, so that what was read wrong is seen at once.
    """
    from policynlp.errors import InputError, WorkerError
    from policynlp.pipeline import Pipeline
    from policynlp.report import write_view
    from policynlp.report.pictures import draw_pages

    try:
        document = Pipeline().parse(file, isolate=can_isolate())
    except InputError as error:
        stop(f"{file}: {error.code}: {error.message}", EXIT_SOME_FAILED)
    except WorkerError as error:
        stop(str(error), EXIT_OUTPUT)
    pictures = [] if no_pictures else draw_pages(Path(file))
    with opened_output(output) as out:
        write_view(document, out, pictures=pictures)
