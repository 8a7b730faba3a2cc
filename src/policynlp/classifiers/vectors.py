"""Mean word vectors of a text, from the static vectors of its language's spaCy pipeline.

They bring words together that were never seen in training. Each language has a space of its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from policynlp.entities.model import name_finder

if TYPE_CHECKING:
    from spacy.vectors import Vectors

# Room for one language's vector: the widest is 300 (fr_core_news_md).
SPAN = 320
_WORD = re.compile(r"[^\W\d_]{2,}")


def mean_vector(text: str, language: str) -> NDArray[np.float32] | None:
    """The mean vector of the words of a text, of length 1; None where no word has a vector."""
    vectors = _vectors(language)
    if vectors is None:
        return None
    from spacy.strings import get_string_id

    keys = [get_string_id(word) for word in _WORD.findall(text.lower())]
    rows = vectors.find(keys=keys) if keys else []
    known = [row for row in rows if row >= 0]
    if not known:
        return None
    mean = np.asarray(vectors.data[known].mean(axis=0), dtype=np.float32)
    length = float(np.linalg.norm(mean))
    return mean / length if length else None


def _vectors(language: str) -> Vectors | None:
    nlp = name_finder(language)
    if nlp is None or not nlp.vocab.vectors.shape[0] or nlp.vocab.vectors.shape[1] > SPAN:
        return None
    return nlp.vocab.vectors
