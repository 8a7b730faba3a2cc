"""Sentences end at stops, not at abbreviations, initials or numbers of labels."""

from __future__ import annotations

import time

import pytest

from policynlp.languages import lexicon
from policynlp.sentences import split_sentences


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("en", "Stocks are low. The store is shut.", 2),
        ("en", "Dr. Diallo met Mr. Smith. They left.", 2),
        ("en", "It was signed by J. K. Rowe. He left.", 2),
        ("en", "It included Mmes/Messrs. Rowe and Sow. They left.", 2),
        ("en", "“It works.” She left.", 2),
        ("fr", "M. Traoré est venu. Mme Keita aussi.", 2),
        ("fr", "Recommandation n° 3. Former les agents. Payer les primes.", 2),
        ("fr", "Voir p. 12. Fin.", 2),
        ("fr", "Le taux est de 3.5 %. Il baisse !", 2),
    ],
)
def test_number_of_sentences(language: str, text: str, count: int) -> None:
    spans = list(split_sentences(text, lexicon(language)))
    assert len(spans) == count, [text[s:e] for s, e in spans]
    assert spans[0][0] == 0
    assert spans[-1][1] == len(text)


@pytest.mark.parametrize("text", ["a. " * 60_000, "(" * 200_000, ". " * 100_000, "1" * 200_000])
def test_long_odd_text_takes_little_time(text: str) -> None:
    start = time.perf_counter()
    list(split_sentences(text, lexicon("en")))
    assert time.perf_counter() - start < 3
