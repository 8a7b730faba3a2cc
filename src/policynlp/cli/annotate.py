"""`policynlp annotate`: what was parsed in the form of the corpus, for a person to correct."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policynlp.cli.exits import EXIT_OUTPUT, EXIT_SOME_FAILED, stop
from policynlp.cli.inputs import find_inputs
from policynlp.cli.isolation import can_isolate, default_jobs, isolation_options, read_limits
from policynlp.cli.messages import explained
from policynlp.cli.models import classifiers_option
from policynlp.cli.outputs import looks_like_output

if TYPE_CHECKING:
    from policynlp.schema import Document

PATH = click.Path(path_type=Path)


@click.command(
    epilog="""\b
Examples:
  policynlp annotate report.pdf minutes.docx -o corrected/
  policynlp review corrected/                          correct them in the browser, or
  policynlp annotate reports/ -o corrected/ --export tasks.json    in Label Studio
  policynlp annotate -o corrected/ --import export.json            and back
  policynlp train corpus -o mine --add corrected/      learn from the corrections

\b
Exit codes: 0 done, 1 some inputs failed, 2 wrong usage, 3 something could not be read or written.
""",
)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option("-o", "--output", required=True, type=PATH, metavar="FOLDER",
              help="Folder for documents and annotations.")  # fmt: skip
@click.option("--export", "export", type=PATH, metavar="FILE",
              help="Also write FILE for other tools: Label Studio tasks (.json) or a DocBin"
              " (.spacy).")  # fmt: skip
@click.option("--import", "import_", type=PATH, metavar="FILE",
              help="Take corrections from a Label Studio export (.json) or a DocBin (.spacy) into"
              " the annotations of FOLDER.")  # fmt: skip
@click.option("--labels", is_flag=True, help="Print the labelling interface for Label Studio.")
@classifiers_option
@isolation_options
def annotate(
    paths: tuple[str, ...],
    output: Path,
    export: Path | None,
    import_: Path | None,
    labels: bool,
    classifiers: Path | None,
    jobs: int | None,
    timeout: float | None,
    limits: tuple[str, ...],
    no_isolation: bool,
) -> None:
    """Parse each PATH and write, for each document, NAME.json into FOLDER with a copy of it.

    NAME.json says what was parsed, in the form of corpus/documents (see corpus/GUIDE.md). An
    annotation that is there already is left as it is.
    """
    from policynlp.pipeline import Pipeline
    from policynlp.schema import Failure
    from policynlp.training.drafts import add_draft, take_corrections

    if labels:
        from policynlp.training.label_studio import config

        click.echo(config(), nl=False)
    if not paths and import_ is None:
        if labels:
            return
        raise click.UsageError("name documents to annotate, or a file to --import")
    documents: list[tuple[str, Document]] = []
    failed = False
    try:
        inputs = [str(path) for path in find_inputs(paths, exclude=("*.json",),
                  leave_out=looks_like_output) if path and not isinstance(path, bytes)]  # fmt: skip
        pipeline = Pipeline(limits=read_limits(limits, timeout), classifiers=classifiers)
        isolate = can_isolate() and not no_isolation
        workers = (jobs or default_jobs()) if isolate else 1
        for path, result in zip(
            inputs, pipeline.pipe(inputs, workers=workers, isolate=isolate), strict=True
        ):
            if isinstance(result, Failure):
                failed = True
                code = result.error.code
                told = explained("failures", code, result.error.message)
                click.echo(f"{path}: {code}: {told}", err=True)
                continue
            sheet = add_draft(result, Path(path), output)
            click.echo(f"{sheet}" if sheet else f"{path}: annotated already, left as it is",
                       err=True)  # fmt: skip
            documents.append((sheet.stem if sheet else Path(path).stem, result))
        if export is not None:
            _export(documents, export)
        if import_ is not None:
            for sheet, doubts in take_corrections(import_, output):
                click.echo(f"{sheet}", err=True)
                for doubt in doubts:
                    click.echo(f"  look at  {doubt}", err=True)
    except (ValueError, OSError) as error:
        stop(str(error), EXIT_OUTPUT)
    if failed:
        sys.exit(EXIT_SOME_FAILED)


def _export(documents: list[tuple[str, Document]], path: Path) -> None:
    from policynlp.training.drafts import DOCBIN_SUFFIX, write_tasks
    from policynlp.training.label_studio import task_of

    if path.suffix == DOCBIN_SUFFIX:
        from policynlp.spacy_docs import to_docbin

        named = (
            document.model_copy(
                update={"source": document.source.model_copy(update={"path": f"{name}.x"})}
            )
            for name, document in documents
        )
        to_docbin(named).to_disk(path)
        return
    write_tasks([task_of(document, name) for name, document in documents], path)
