"""Topics of passages: words, phrases, stems; the same topics in all languages."""

from __future__ import annotations

import pytest

from policynlp.classifiers.topics import find_topics
from policynlp.folding import fold
from policynlp.languages import available, lexicon


def test_languages_have_the_same_topics_with_readable_phrases() -> None:
    tables = {code: set(lexicon(code).table("topics")) for code in available()}
    assert len(set(map(frozenset, tables.values()))) == 1
    for code in available():
        find_topics("", code)  # reads every phrase, and raises for one that it cannot


@pytest.mark.parametrize(
    ("code", "text", "named", "not_named"),
    [
        ("fr", "Approvisionner les maternités en misoprostol.",
         {"stock", "medicines", "facilities"}, {"financing", "insurance"}),
        ("fr", "Verser la prime d’éloignement aux sages-femmes",
         {"payment", "pay", "professions"}, {"law"}),
        ("en", "Blood must be available round the clock.", {"supplies", "access"}, {"tax"}),
        ("en", "A waiver of customs duty on cold boxes", {"tax", "cold_chain", "fees"}, {"pay"}),
    ],
)  # fmt: skip
def test_words_speak_of_topics(code: str, text: str, named: set[str], not_named: set[str]) -> None:
    found = set(find_topics(fold(text), code))
    assert named <= found
    assert not not_named & found


def test_words_that_only_begin_alike_do_not_count() -> None:
    assert "vehicles" in find_topics("a car", "en")
    assert "vehicles" not in find_topics("carefully", "en")


def test_every_mention_counts_once() -> None:
    found = find_topics(fold("Un médecin, deux médecins et une médecin-chef"), "fr")
    assert found["professions"] == 3
