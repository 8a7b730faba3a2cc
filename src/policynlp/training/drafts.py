"""Drafts of annotations in a folder: documents with what was parsed beside them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from policynlp.schema import Document
from policynlp.sinks.files import finish, open_part
from policynlp.training.annotations import document_of
from policynlp.training.corpus_form import (
    annotation_of,
    read_annotation,
    write_annotation,
)
from policynlp.training.label_studio import marks_from, name_of
from policynlp.training.spans import Mark, corrected

DOCBIN_SUFFIX = ".spacy"


def add_draft(document: Document, path: Path, folder: Path) -> Path | None:
    """The draft of a document, written into a folder with a copy of the document.

    A document that lies in the folder already is not copied. None where the folder has an
    annotation of the same document: corrections are never overwritten.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = path.resolve().parent == folder.resolve()
    name = path.stem
    number = 1
    while True:
        sheet = folder / f"{name}.json"
        there = document_of(sheet)
        if there is None or (there.suffix == path.suffix and _same(there, path)):
            break
        if beside:
            raise ValueError(f"{there.name} and {path.name} would share {sheet.name}; rename one")
        number += 1
        name = f"{path.stem}-{number}"
    if sheet.exists():
        return None
    if not beside and there is None:
        shutil.copyfile(path, folder / f"{name}{path.suffix}")
    write_annotation(sheet, annotation_of(document))
    return sheet


def write_tasks(tasks: list[dict[str, Any]], path: Path) -> None:
    """Writes Label Studio tasks, one JSON array."""
    with open_part(path) as out:
        json.dump(tasks, out, ensure_ascii=False, indent=1)
        out.write("\n")
    finish([path])


def take_corrections(path: Path, folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Takes what came back from Label Studio (JSON) or as a DocBin into a folder's annotations.

    Gives each annotation that was written, with what a person has to look at.

    Raises:
        ValueError: the file is neither, or a document of it is not in the folder.
        OSError: a file cannot be read or written.
    """
    for name, text, marks, canonical in _corrections(path):
        sheet = folder / f"{name}.json"
        if not sheet.is_file():
            raise ValueError(f"{path.name} is about {name!r}, but there is no {sheet}")
        annotation, doubts = corrected(read_annotation(sheet), text, marks, canonical)
        # Somebody has gone through it; what is still to fill keeps it from being called finished.
        review = {**annotation.get("review", {}), "finished": not doubts}
        write_annotation(sheet, {**annotation, "review": review})
        yield sheet, doubts


def _corrections(path: Path) -> Iterator[tuple[str, str, list[Mark], dict[str, str]]]:
    if path.suffix == DOCBIN_SUFFIX:
        from policynlp.training.docbins import marks_in

        for name, _, text, marks, canonical in marks_in(path):
            yield name, text, marks, canonical
        return
    tasks = json.loads(path.read_text("utf-8"))
    if not isinstance(tasks, list):
        raise ValueError(f"{path.name} is no JSON export of Label Studio: no list of tasks")
    for task in tasks:
        marks = marks_from(task)
        yield name_of(task), task["data"]["text"], marks, task["data"].get("canonical", {})


def _same(one: Path, other: Path) -> bool:
    return one.samefile(other) or one.read_bytes() == other.read_bytes()
