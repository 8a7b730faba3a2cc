"""What a trained model sees beside what rules and lists find: which of the two stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest

from policynlp.entities import find_mentions, names, resolve
from policynlp.entities.generic_bodies import is_generic
from policynlp.entities.mentions import lower_words, segments

from .conftest import make_document

# language, text, what the model sees, what is found
CASES = [
    (
        "en",
        "Norton issued the decree, and Norton signed it in the evening.",
        [("PERSON", "Norton")],
        [("PERSON", "Norton"), ("PERSON", "Norton")],
    ),
    (
        "en",
        "In Zimbabwe the team went on, and Norton reported low stocks again.",
        [("PERSON", "Norton")],
        [("COUNTRY", "Zimbabwe"), ("LOC", "Norton")],
    ),
    (
        "en",
        "She was crowned Miss India in the year before and went home.",
        [],
        [("COUNTRY", "India")],
    ),
    ("en", "Major Tasks were agreed by the group in the evening.", [], []),
    (
        "en",
        "They asked Gov. Gray Banda for help with the new clinic in the evening.",
        [("PERSON", "Gov. Gray Banda")],
        [("PERSON", "Gray Banda")],
    ),
    (
        "en",
        "Wikinews caught up with her in the evening of that day.",
        [("ORG", "Wikinews")],
        [("ORG", "Wikinews")],
    ),
    (
        "en",
        "The report is at www.airbnb.com, and the hotels fear Airbnb more than ever.",
        [("ORG", "Airbnb")],
        [("ORG", "Airbnb")],
    ),
    (
        "en",
        "Training was given to the District Health Offices in the spring of that year.",
        [("ORG", "District Health Offices")],
        [],
    ),
    (
        "en",
        "Data came from the Village Health Committees of Zomba in the spring.",
        [("ORG", "Village Health Committees of Zomba")],
        [("LOC", "Zomba")],
    ),
    (
        "fr",
        "Les données des Directions Régionales de la Santé sont arrivées au printemps dernier.",
        [("ORG", "Directions Régionales de la Santé")],
        [],
    ),
    (
        "en",
        "We read the plays of Morris and Scheele on the matter.",
        [("PERSON", "Morris"), ("LOC", "Scheele")],
        [("PERSON", "Morris"), ("LOC", "Scheele")],
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case[0]}:{case[1][:40]}")
def test_what_stands(
    case: tuple[str, str, list[tuple[str, str]], list[tuple[str, str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    language, text, seen, wanted = case

    def model(_: str, texts: Sequence[str]) -> Iterator[list[tuple[str, int, int]]]:
        for one in texts:
            spans = []
            for label, form in seen:
                at = one.find(form)
                while at >= 0:
                    spans.append((label, at, at + len(form)))
                    at = one.find(form, at + 1)
            yield sorted(spans, key=lambda span: span[1])

    monkeypatch.setattr(names, "find_names", model)
    document = make_document(text, language)
    found = resolve(document, find_mentions(document), None)
    kept = ("ORG", "PERSON", "LOC", "COUNTRY")
    assert [(e.label, e.text) for e in found if e.label in kept] == wanted


@pytest.mark.parametrize(
    ("language", "text", "generic"),
    [
        ("en", "Provincial Health Offices", True),
        ("en", "District Health Management Teams", True),
        ("en", "Provincial Health Office", False),
        ("en", "National Institutes of Health", False),
        ("en", "Shriners Hospitals for Children", False),
        ("en", "Regional Medical Stores", False),
        ("fr", "Directions régionales de la santé", True),
        ("fr", "Comités villageois de santé", True),
        ("fr", "Direction régionale de la santé", False),
        ("fr", "Hôpitaux universitaires de Genève", False),
    ],
)
def test_bodies_of_a_kind(language: str, text: str, generic: bool) -> None:
    assert is_generic(text, language) is generic


def test_words_of_addresses_are_not_lower_words() -> None:
    """ "airbnb" in an address does not make the name an everyday word."""
    document = make_document("See www.airbnb.com or max@gavi.org about the hotel.", "en")
    found = lower_words(segments(document))
    assert "hotel" in found
    assert not {"airbnb", "gavi"} & found
