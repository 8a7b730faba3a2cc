"""The trained passage classifiers: how likely each passage is to be what.

The weights stand in `models/classifiers/` as plain arrays with a card, made by `policynlp train`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from policynlp.annotated import AnnotatedDocument, Passage, PassageScores
from policynlp.artefacts import CLASSIFIERS, find_model
from policynlp.classifiers.features import SIZE, featurize
from policynlp.classifiers.linear import LinearModel, LinearModels
from policynlp.errors import ModelError

# The task that tells what type of record a passage is.
KIND = "passage"


def classifiers(folder: Path | None = None) -> Mapping[str, LinearModel]:
    """The models by task, of a folder or as shipped; empty where none are installed.

    Raises:
        ModelError: a file is missing or not the one its card describes, or the models were
            trained for other features than this version has.
    """
    return _loaded(folder).models


@cache
def _loaded(folder: Path | None) -> LinearModels:
    folder = folder or find_model(CLASSIFIERS)
    if folder is None:
        return LinearModels.load({})
    card = json.loads((folder / "card.json").read_text("utf-8"))
    if card.get("features") != SIZE:
        raise ModelError(
            f"the classifiers in {folder.name} were trained by another version of policynlp"
            f" ({card.get('version')}); train them again with `policynlp train`"
        )
    models = card["models"].items()
    return LinearModels.load(
        {task: (folder / entry["file"], entry["sha256"]) for task, entry in models}
    )


def score_passages(
    document: AnnotatedDocument, passages: Sequence[Passage], *, folder: Path | None = None
) -> list[PassageScores]:
    """What the models (of a folder, or as shipped) say of each passage; nothing (an empty list)
    without trained models."""
    models = classifiers(folder)
    if not models:
        return []
    rows = featurize((document, passage) for passage in passages)
    chances = _loaded(folder).probabilities(rows)
    labels: list[dict[str, dict[str, float]]] = [{} for _ in passages]
    every: list[dict[str, dict[str, float]]] = [{} for _ in passages]
    for task, model in models.items():
        if model.exclusive:
            continue
        for of_passage in labels:
            of_passage[task] = {}
        for of_passage, row in zip(every, chances[task].tolist(), strict=True):
            of_passage[task] = dict(zip(model.labels, row, strict=True))
        for i, j in np.argwhere(model.given(chances[task])).tolist():
            labels[i][task][model.labels[j]] = float(chances[task][i, j])
    names = models[KIND].labels
    kinds = (dict(zip(names, row, strict=True)) for row in chances[KIND].tolist())
    return [
        PassageScores(one, given, whole)
        for one, given, whole in zip(kinds, labels, every, strict=True)
    ]
