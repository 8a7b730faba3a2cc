"""Second stage of the names training: short runs from one model, then the mean of their weights.

Runs that start from the same trained weights and see the data in other orders end near one another;
their mean is steadier than each of them, at the size and speed of one.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from augment import create_augmenter
from spacy.language import Language
from spacy.training import Corpus, Example
from spacy.training.batchers import minibatch_by_words
from thinc.api import Adam, Model, fix_random_seed

WORDS = 1500  # of a batch
RATE = 0.0008  # falls to zero in a straight line
DROPOUT = 0.25


def polish(model: Path, corpora: Path, out: Path, *, steps: int, seed: int) -> None:
    """Train the names of `model` for `steps` more batches; write the running mean."""
    fix_random_seed(seed)
    nlp = spacy.load(model)
    augmenter = create_augmenter(swap=0.4, swap_entity=0.6, invent=0.2, upper=0.05, seed=seed)
    corpus = Corpus(corpora, augmenter=augmenter)
    optimizer = Adam(RATE, L2=0.01, L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    batches = draw_batches(nlp, corpus, random.Random(seed))
    for step in range(steps):
        optimizer.learn_rate = RATE * (1 - step / steps)
        nlp.update(next(batches), sgd=optimizer, drop=DROPOUT)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(out)


def draw_batches(nlp: Language, corpus: Corpus, rng: random.Random) -> Iterator[list[Example]]:
    """Batches without end; every pass in a new order."""
    while True:
        examples = list(corpus(nlp))
        rng.shuffle(examples)
        yield from (list(b) for b in minibatch_by_words(examples, size=WORDS, tolerance=0.2))


def average(first: Language, others: Iterable[Language]) -> Language:
    """`first` with, for each weight of its names pipe, the mean over all pipelines."""
    others = list(others)
    for name, nodes in zip_nodes([first, *others]):
        mean = np.mean(np.stack([np.asarray(node.get_param(name)) for node in nodes]), axis=0)
        nodes[0].set_param(name, mean.astype("f"))
    return first


def zip_nodes(pipelines: list[Language]) -> Iterator[tuple[str, list[Model[Any, Any]]]]:
    """Each weight's name with the layers, one a pipeline, that hold it."""
    walks = [list(nlp.get_pipe("ner").model.walk()) for nlp in pipelines]  # type: ignore[attr-defined]
    for nodes in zip(*walks, strict=True):
        for name in nodes[0].param_names:
            if nodes[0].has_param(name):
                yield name, list(nodes)
