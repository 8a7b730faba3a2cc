"""`policynlp train`: the classifiers, anew from a corpus."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command(
    epilog="""\b
Examples:
  policynlp train corpus -o models/classifiers               as they ship
  policynlp train corpus -o mine --add corrected/            with documents you corrected
  policynlp parse report.pdf --classifiers mine              parse with them
  POLICYNLP_CLASSIFIERS=mine policynlp review reports/       other commands, too
  policynlp evaluate checked/ --classifiers mine             measure them

\b
A corpus folder holds passages/train/*.jsonl and documents/train; with passages/test beside it,
figures on passages not used for training are printed and kept in the card. A folder given with
--add holds documents and, beside each, its annotation NAME.json (see `policynlp annotate`);
drafts that were not called finished in `policynlp review` are left out.
""",
)
@click.argument("corpus", type=FOLDER)
@click.option(
    "-o", "--output", required=True, type=click.Path(file_okay=False, path_type=Path),
    help="Folder for the models and their card.",
)  # fmt: skip
@click.option("--add", multiple=True, type=FOLDER, help="More annotated documents to learn from.")
def train(corpus: Path, output: Path, add: tuple[Path, ...]) -> None:
    """Train the classifiers from the labelled passages and annotated documents of CORPUS.

    Seeded: the same corpus gives the same weights. Takes some minutes on one core.
    """
    from policynlp.training.classifiers import save
    from policynlp.training.classifiers import train as fit
    from policynlp.training.corpus_form import unfinished
    from policynlp.training.measure import lines, measure
    from policynlp.training.passages import read_document_passages, read_passages

    click.echo("reading passages", err=True)
    examples = read_passages(corpus / "passages" / "train")
    for folder in (corpus / "documents" / "train", *add):
        found = read_document_passages(folder)
        click.echo(f"{len(found)} passages of documents in {folder}", err=True)
        for name in unfinished(folder):
            click.echo(f"  {name} is left out: nobody has called it finished", err=True)
        examples += found
    click.echo(f"training on {len(examples)} passages", err=True)
    trained = fit(examples)
    scores = {}
    held_out = corpus / "passages" / "test"
    if held_out.is_dir():
        scores = measure(trained.models, read_passages(held_out))
        click.echo("\n".join(lines(scores)))
    save(trained, output, scores)
    click.echo(f"written to {output}", err=True)
