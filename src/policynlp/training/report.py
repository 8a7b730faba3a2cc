"""`policynlp evaluate`: parse annotated folders and print how right the records are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from policynlp.pipeline import Pipeline
from policynlp.schema import Document
from policynlp.training.annotations import document_of
from policynlp.training.evaluate import Scores, compare, read_gold, render
from policynlp.training.similarity import Json

Triple = tuple[str, Json, Json]


def parse_folder(
    folder: Path,
    *,
    workers: int = 1,
    classifiers: Path | None = None,
    only: re.Pattern[str] | None = None,
) -> list[tuple[str, Triple]]:
    """(file extension, (name, annotation, parsed document)) for each annotation with a file.

    Args:
        folder: annotated documents.
        workers: how many to parse at a time.
        classifiers: folder of trained classifiers, or None for those that a pipeline takes.
        only: the documents whose name it is found in; None for all.

    Raises:
        FileNotFoundError: the folder holds no annotations, or none of that name.
    """
    gold = {
        name: wanted
        for name, wanted in read_gold(folder).items()
        if only is None or only.search(name)
    }
    if not gold:
        raise FileNotFoundError(f"no document of {folder} has a name that matches --only")
    paths = {name: document_of(folder / f"{name}.json") for name in gold}
    files = {name: path for name, path in paths.items() if path is not None}
    results = Pipeline(classifiers=classifiers).pipe(list(files.values()), workers=workers)
    triples: list[tuple[str, Triple]] = []
    for (name, path), result in zip(files.items(), results, strict=True):
        found = result.model_dump(mode="json") if isinstance(result, Document) else {}
        triples.append((path.suffix.lstrip("."), (name, gold[name], found)))
    return triples


def evaluate_folders(
    folders: Iterable[Path],
    *,
    workers: int = 1,
    classifiers: Path | None = None,
    only: re.Pattern[str] | None = None,
) -> Iterator[tuple[str, Scores, dict[str, Scores]]]:
    """For each folder: its name, its scores, and the scores by language and by format.

    The arguments are those of `parse_folder`.
    """
    for folder in folders:
        triples = parse_folder(folder, workers=workers, classifiers=classifiers, only=only)
        groups: dict[str, list[Triple]] = {}
        for extension, triple in triples:
            groups.setdefault(f"language {triple[1].get('language')}", []).append(triple)
            groups.setdefault(f"format {extension}", []).append(triple)
        by_group = {name: compare(members) for name, members in sorted(groups.items())}
        yield folder.name, compare(triple for _, triple in triples), by_group


def lines(
    name: str, scores: Scores, groups: dict[str, Scores], *, errors: str | None = None
) -> Iterator[str]:
    """The report on one folder; `errors` lists those of a record type, entity label or `all`."""
    yield f"== {name}"
    if errors is not None:
        yield from (e for e in scores.errors if errors == "all" or f" {errors}" in e)
    yield from render(scores)
    for group, part in groups.items():
        yield (
            f"{group:<14} {part.documents:3} documents  "
            f"record F1 {part.record_f1:.3f}  slot F1 {part.slot_f1:.3f}"
        )


def below_floors(name: str, scores: Scores, floors: Path) -> list[str]:
    """What dropped below the floors of a folder: one line a figure, empty where all hold."""
    wanted: dict[str, float] = json.loads(floors.read_text("utf-8")).get(name, {})
    figures = scores.figures()
    return [
        f"{name}: {key} is {figures.get(key, 0.0):.3f}, below its floor {floor:.3f}"
        for key, floor in wanted.items()
        if figures.get(key, 0.0) < floor
    ]
