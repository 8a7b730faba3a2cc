"""Mean word vectors of a text, from the static vectors of its language's spaCy pipeline.

They bring words together that were never seen in training. Each language has a space of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from policynlp.entities.finder.packed import WordVectors
from policynlp.entities.finder.strings import string_ids
from policynlp.entities.model import word_vectors

# Room for one language's vector: the widest is 300 (fr_core_news_md).
SPAN = 320
_WORD = re.compile(r"[^\W\d_]{2,}")


def mean_vectors(texts: Sequence[str], language: str) -> list[NDArray[np.float32] | None]:
    """The mean vector of the words of each text, of length 1; None where no word has a vector."""
    vectors = _vectors(language)
    if vectors is None:
        return [None] * len(texts)
    words = [_WORD.findall(text.lower()) for text in texts]
    distinct = list(dict.fromkeys(chain.from_iterable(words)))
    rows = dict(zip(distinct, vectors.find(string_ids(distinct)).tolist(), strict=True))
    known = [[row for word in some if (row := rows[word]) >= 0] for some in words]
    return [_mean(vectors.data[some]) if some else None for some in known]


def _mean(some: NDArray[np.float32]) -> NDArray[np.float32] | None:
    mean = np.add.reduce(some, axis=0) / np.float32(len(some))
    length = float(np.linalg.norm(mean))
    return np.asarray(mean / length, dtype=np.float32) if length else None


def _vectors(language: str) -> WordVectors | None:
    vectors = word_vectors(language)
    return vectors if vectors is not None and vectors.width <= SPAN else None
