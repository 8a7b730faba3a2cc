"""The trained passage classifiers: how likely each passage is to be what.

The weights stand in `models/classifiers/` as plain arrays with a card, made by `policynlp train`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.artefacts import find_model
from policynlp.classifiers.features import featurize
from policynlp.classifiers.linear import LinearModel, load_model

FOLDER = "classifiers"


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
) -> list[dict[str, float]]:
    """Calibrated probabilities of each passage by label; empty without trained models.

    Labels of the passage's kind stand as they are ("recommendation", "none"), those of the other
    tasks behind the name of the task ("themes:financing", "purposes:gap_filling").
    """
    models = classifiers()
    if not models:
        return [{} for _ in passages]
    rows = featurize((document, passage) for passage in passages)
    found: list[dict[str, float]] = [{} for _ in passages]
    for task, model in models.items():
        for scores, chances in zip(found, model.probabilities(rows), strict=True):
            for label, chance in zip(model.labels, chances, strict=True):
                scores[label if task == "passage" else f"{task}:{label}"] = float(chance)
    return found
