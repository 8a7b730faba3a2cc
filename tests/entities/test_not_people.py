"""What a model takes for people and is none: places, buildings, things, plurals."""

from __future__ import annotations

import pytest

from annotating import annotate, paragraph
from policynlp.entities.mentions import Mention, segments
from policynlp.entities.not_people import called_after, without_places
from policynlp.entities.people import PeopleReader


def _label(text: str, name: str, language: str, more: tuple[tuple[str, str], ...] = ()) -> str:
    """What becomes of a name that the model takes for a person's in a document of one paragraph."""
    document = list(segments(annotate(paragraph(text), language=language).loaded))
    seen = []
    for form, label in ((name, "PERSON"), *more):
        start = text.index(form)
        seen.append(Mention(label, start, start + len(form), language, 0.7, origin="model"))  # type: ignore[arg-type]
    kept = without_places(document, {0: seen})[0]
    return next((m.label for m in kept if text[m.start : m.end] == name), "nothing")


@pytest.mark.parametrize(
    ("text", "name", "language", "label"),
    [
        ("Two clinics near the hospital of Lubwebwe were closed.", "Lubwebwe", "en", "LOC"),
        ("The visit to Kasabonga was put off.", "Kasabonga", "en", "LOC"),
        ("Three nurses from Kasabonga came.", "Kasabonga", "en", "LOC"),
        ("Kasabonga, a town on the lake, has none.", "Kasabonga", "en", "LOC"),
        ("Staff of Wuro Jabbe Mission Hospital came.", "Wuro Jabbe", "en", "nothing"),
        ("It met in the Zorgstraat.", "Zorgstraat", "en", "nothing"),
        ("The roof was lost to cyclone Benilda.", "Benilda", "en", "nothing"),
        ("Bidders should send three copies.", "Bidders", "en", "nothing"),
        ('A song called "Wakati Wetu" was played.', "Wakati Wetu", "en", "nothing"),
        ("The infirmier of Kasabonga thanked Benilda Oyoo.", "Benilda Oyoo", "en", "PERSON"),
        ("The Oyoo report was read.", "Oyoo", "en", "PERSON"),
        ("A word from Oyoo was read.", "Oyoo", "en", "PERSON"),
        ("Oyoo, a health worker of the village, spoke.", "Oyoo", "en", "PERSON"),
        ("Le centre de santé de Kasabonga est fermé.", "Kasabonga", "fr", "LOC"),
        ("La visite à Kasabonga est remise.", "Kasabonga", "fr", "LOC"),
        ("Kasabonga, un village du lac, n'en a pas.", "Kasabonga", "fr", "LOC"),
        ("La salle Benilda Oyoo était pleine.", "Benilda Oyoo", "fr", "nothing"),
        ("Le toit a cédé sous le cyclone Benilda.", "Benilda", "fr", "nothing"),
        ("Agréez, Madame, nos salutations.", "Agréez", "fr", "nothing"),
        ("Le chant « Wakati Wetu » a été joué.", "Wakati Wetu", "fr", "nothing"),
        ("Le rapport de Benilda Oyoo a été lu.", "Benilda Oyoo", "fr", "PERSON"),
        ("Ce mot est de Benilda Oyoo, qui est partie.", "Benilda Oyoo", "fr", "PERSON"),
    ],
)
def test_what_stands_around_a_name(text: str, name: str, language: str, label: str) -> None:
    assert _label(text, name, language) == label


@pytest.mark.parametrize(
    ("text", "other", "name", "language"),
    [
        ("The hospitals of Lubwebwe and Kasabonga are full.", "Lubwebwe", "Kasabonga", "en"),
        ("Lubwebwe and Kasabonga hospitals are full.", "Kasabonga", "Lubwebwe", "en"),
        ("Les hôpitaux de Lubwebwe et de Kasabonga sont pleins.", "Lubwebwe", "Kasabonga", "fr"),
    ],
)
def test_names_joined_to_a_place_are_places(
    text: str, other: str, name: str, language: str
) -> None:
    assert _label(text, name, language, ((other, "PERSON"),)) != "PERSON"


def test_what_is_known_at_one_place_holds_for_the_document() -> None:
    text = "Kasabonga asks for help. The hospital of Kasabonga is full."
    assert _label(text, "Kasabonga", "en", (("hospital of Kasabonga", "ORG"),)) == "PERSON"
    document = list(segments(annotate(paragraph(text), language="en").loaded))
    seen = [
        Mention("PERSON", start, start + 9, "en", 0.7, origin="model")
        for start in (0, text.rindex("Kasabonga"))
    ]
    assert [m.label for m in without_places(document, {0: seen})[0]] == ["LOC", "LOC"]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("The patient went to the hospital Dr Benilda Oyoo.", "en", []),
        ("Le patient est à l'hôpital Dr Benilda Oyoo.", "fr", []),
        ("The patient saw Dr Benilda Oyoo.", "en", ["Benilda Oyoo"]),
        ("Le patient a vu le Dr Benilda Saint-Oyoo.", "fr", ["Benilda Saint-Oyoo"]),
        ("NOTE POUR MADAME LA DIRECTRICE", "fr", []),
        ("Apologies: UNICEF Kenya, Benilda Oyoo", "en", ["Benilda Oyoo"]),
        ("Text and photos: Benilda Oyoo", "en", ["Benilda Oyoo"]),
        ("Textes et photos : Benilda Oyoo", "fr", ["Benilda Oyoo"]),
    ],
)
def test_people_behind_titles_and_labels(text: str, language: str, found: list[str]) -> None:
    segment = next(iter(segments(annotate(paragraph(text), language=language).loaded)))
    assert [text[m.start : m.end] for m in PeopleReader().read(segment)] == found


def test_a_building_called_after_somebody() -> None:
    text = "L'école Pr Oyoo"
    segment = next(iter(segments(annotate(paragraph(text), language="fr").loaded)))
    assert called_after(segment, text.index("Pr"))
    assert not called_after(segment, 0)
