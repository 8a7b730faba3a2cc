"""Bodies told by a place: in small letters, beside the town they stand in, as part of another."""

from __future__ import annotations

import time

import pytest

from policynlp.blocks import LoadedDocument
from policynlp.entities import find_mentions, resolve
from policynlp.schema import Block, Entity
from policynlp.source import Origin

PAIRS = [
    (
        "Le bureau de santé du district de Karonga, au Malawi, a commandé des filtres.",
        "The district health office of Karonga in Malawi ordered filters.",
        "org:MWI:health-district-karonga",
    ),
    (
        "Le service de santé scolaire de la municipalité de Cuenca, en Équateur, recrute.",
        "The school health service of the municipality of Cuenca in Ecuador is recruiting.",
        "org:ECU:service-municipality-health-schools-cuenca",
    ),
    (
        "La mutuelle de santé des artisans du Burkina Faso a 900 membres.",
        "The craft workers' health mutual of Burkina Faso has 900 members.",
        None,
    ),
    (
        "Le fonds d'indemnisation des victimes de la Namibie a payé.",
        "Namibia's victims' compensation fund paid.",
        "org:NAM:fund-compensation-victims",
    ),
    (
        "L'Hôpital psychiatrique Azur de Yaoundé a rouvert.",
        "Azur Psychiatric Hospital in Yaoundé reopened.",
        "org:CMR:hospital-mental-health-azur-yaounde",
    ),
    (
        "L'Unité de gestion du projet de préparation aux pandémies du Tchad recrute.",
        "The Project Management Unit of Chad's Pandemic Preparedness Project is recruiting.",
        "org:TCD:management-unit-pandemics-preparedness",
    ),
    (
        "Le Programme de vaccination dans les écoles du Ghana commence.",
        "Ghana's School Vaccination Programme starts.",
        "program:GHA:programme-vaccination-schools",
    ),
    (
        "Le Comité de lutte contre l'hépatite B de la Mongolie a siégé.",
        "Mongolia's Hepatitis B Committee met.",
        "org:MNG:committee-hepatitis",
    ),
]


def bodies_in(text: str, language: str) -> list[Entity]:
    block = Block(id="b1", kind="paragraph", start=0, end=len(text), language=language)
    document = LoadedDocument(Origin("x.txt", "sha256:x", len(text)), "text/plain", text, (block,))
    found = resolve(document, find_mentions(document), None)
    return [entity for entity in found if entity.label in ("ORG", "PROGRAM")]


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize(("french", "english", "value"), PAIRS)
def test_a_place_tells_bodies_in_both_languages(
    french: str, english: str, value: str | None
) -> None:
    first = [entity.canonical_id for entity in bodies_in(french, "fr")]
    second = [entity.canonical_id for entity in bodies_in(english, "en")]
    assert first == second
    assert len(first) == 1
    assert value is None or first == [value]


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize(
    "text",
    [
        "The mountain district of Karonga has two roads.",
        "A health office of the region is planned in Malawi.",
        "The health budget of Malawi fell and the health sector of Ghana grew.",
        "They met at the conference centre of Accra.",
        "The team of Malawi won the match.",
    ],
)
def test_words_in_small_letters_are_no_body_of_themselves(text: str) -> None:
    assert bodies_in(text, "en") == []


@pytest.mark.usefixtures("without_models")
def test_a_unit_in_small_letters_gives_way_to_the_body_it_belongs_to() -> None:
    text = "She heads the finance department of the Maradi Health Centre in Niger."
    assert [entity.text for entity in bodies_in(text, "en")] == ["Maradi Health Centre"]


@pytest.mark.usefixtures("without_models")
def test_the_town_of_a_hospital_counts_in_the_whole_document() -> None:
    text = "Azur Hospital in Yaoundé reopened. Beds were given to Azur Hospital."
    assert {entity.canonical_id for entity in bodies_in(text, "en")} == {
        "org:CMR:hospital-azur-yaounde"
    }


@pytest.mark.usefixtures("without_models")
def test_hospitals_of_two_towns_stay_apart() -> None:
    text = "Azur Hospital in Yaoundé and Azur Hospital in Douala reopened."
    assert len({entity.canonical_id for entity in bodies_in(text, "en")}) == 2


@pytest.mark.usefixtures("without_models")
def test_long_runs_in_small_letters_are_read_in_linear_time() -> None:
    text = "the " + "health and district office of " * 3000 + "Malawi"
    start = time.perf_counter()
    bodies_in(text, "en")
    assert time.perf_counter() - start < 8
