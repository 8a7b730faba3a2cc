"""The trained passage classifiers: how likely each passage is to be what.

The weights stand in `models/classifiers/` as plain arrays with a card, made by `policynlp train`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, PassageScores
from policynlp.artefacts import find_model
from policynlp.classifiers.features import featurize
from policynlp.classifiers.linear import LinearModel, load_model

FOLDER = "classifiers"
# The task that tells what type of record a passage is.
KIND = "passage"


@cache
def classifiers() -> Mapping[str, LinearModel]:
    """The models by task; empty where none are installed.

    Raises:
        ModelError: a file is missing or not the one its card describes.
    """
    folder = find_model(FOLDER)
    if folder is None:
        return {}
    card = json.loads((folder / "card.json").read_text("utf-8"))
    return {
        task: load_model(folder / entry["file"], entry["sha256"])
        for task, entry in card["models"].items()
    }


def score_passages(
    document: AnnotatedDocument, passages: Sequence[Passage]
) -> list[PassageScores]:
    """What the models say of each passage; nothing (an empty list) without trained models."""
    models = classifiers()
    if not models:
        return []
    rows = featurize((document, passage) for passage in passages)
    chances = {task: model.probabilities(rows) for task, model in models.items()}
    found = []
    for i in range(len(passages)):
        labels = {
            task: {
                label: float(chance)
                for label, chance, least in zip(
                    model.labels, chances[task][i], model.thresholds, strict=True
                )
                if chance >= least
            }
            for task, model in models.items()
            if not model.exclusive
        }
        kinds = dict(zip(models[KIND].labels, map(float, chances[KIND][i]), strict=True))
        found.append(PassageScores(kinds, labels))
    return found
