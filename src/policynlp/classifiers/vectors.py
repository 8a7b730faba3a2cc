"""Mean word vectors of a text, from the static vectors of its language's spaCy pipeline.

They bring words together that were never seen in training. Each language has a space of its own.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from policynlp.entities.finder.packed import WordVectors
from policynlp.entities.finder.strings import string_ids
from policynlp.entities.model import word_vectors

# Room for one language's vector: the widest is 300 (fr_core_news_md).
SPAN = 320
_WORD = re.compile(r"[^\W\d_]{2,}")


def mean_vector(text: str, language: str) -> NDArray[np.float32] | None:
    """The mean vector of the words of a text, of length 1; None where no word has a vector."""
    vectors = _vectors(language)
    words = _WORD.findall(text.lower()) if vectors is not None else []
    if vectors is None or not words:
        return None
    rows = vectors.find(string_ids(words))
    known = rows[rows >= 0]
    if not len(known):
        return None
    mean = np.asarray(vectors.data[known].mean(axis=0), dtype=np.float32)
    length = float(np.linalg.norm(mean))
    return mean / length if length else None


def _vectors(language: str) -> WordVectors | None:
    vectors = word_vectors(language)
    return vectors if vectors is not None and vectors.width <= SPAN else None
