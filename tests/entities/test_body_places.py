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

PARTS = [
    (
        "Le service de cardiologie de l'hôpital de Zinder a fermé.",
        "The Cardiology Department of Zinder Hospital closed.",
        "org:NER:directorate-hospital-cardiology-zinder",
    ),
    (
        "Le service de cardiologie de l'hôpital de Zinder a fermé.",
        "Zinder Hospital's cardiology department closed.",
        "org:NER:directorate-hospital-cardiology-zinder",
    ),
    (
        "L'unité de soins intensifs de l'hôpital de Zinder a fermé.",
        "The intensive care unit of Zinder Hospital closed.",
        None,
    ),
    (
        "La direction de l'entretien du ministère de la Santé du Tchad a écrit.",
        "The Maintenance Directorate of Chad's Ministry of Health wrote.",
        "org:TCD:directorate-maintenance",
    ),
    (
        "La direction de l'entretien du ministère de la Santé a écrit au Tchad.",
        "The Ministry of Health's Maintenance Directorate wrote to Chad.",
        "org:TCD:directorate-maintenance",
    ),
    (
        "La faculté de médecine et de pharmacie de l'université d'Azur a ouvert.",
        "The Faculty of Medicine and Pharmacy of Azur University opened.",
        None,
    ),
    (
        "La coordination départementale de la nutrition du Zoubo a livré.",
        "The Zoubo departmental nutrition coordination delivered.",
        None,
    ),
    (
        "Le groupe d'experts sur la résistance aux antimicrobiens de la Mongolie a siégé.",
        "The antimicrobial resistance expert group of Mongolia met.",
        None,
    ),
    (
        "La direction des ressources humaines pour la santé du Ghana recrute.",
        "Ghana's human resources for health directorate is recruiting.",
        None,
    ),
    (
        "Le syndicat des médecins hospitaliers du Ghana a siégé.",
        "Ghana's hospital doctors' union met.",
        None,
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
@pytest.mark.parametrize(("french", "english", "value"), PARTS)
def test_parts_of_bodies_are_read_whole_in_both_languages(
    french: str, english: str, value: str | None
) -> None:
    test_a_place_tells_bodies_in_both_languages(french, english, value)


@pytest.mark.usefixtures("without_models")
@pytest.mark.parametrize(
    ("text", "language", "body"),
    [
        ("La cheffe du service de chirurgie de l'hôpital Azur l'a dit.", "fr", "hôpital Azur"),
        ("The head of the surgery department of Azur Hospital said so.", "en", "Azur Hospital"),
        ("Le service régional de l'hôpital Azur l'a dit.", "fr", "hôpital Azur"),
        ("The regional office of Azur Hospital said so.", "en", "Azur Hospital"),
        ("Le conseil d'administration de l'hôpital Azur l'a dit.", "fr", "hôpital Azur"),
        ("The board of directors of Azur Hospital said so.", "en", "Azur Hospital"),
    ],
)
def test_what_says_no_part_leaves_the_body_alone(text: str, language: str, body: str) -> None:
    assert [entity.text for entity in bodies_in(text, language)] == [body]


@pytest.mark.usefixtures("without_models")
def test_acronyms_of_bodies_whose_heads_head_programmes_too_are_bodies() -> None:
    found = bodies_in("L'Alliance des jeunes pour la nutrition du Mali (AJNM) recrute.", "fr")
    assert {(entity.label, entity.canonical_id) for entity in found} == {
        ("ORG", "org:MLI:network-nutrition-youth")
    }


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
@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("la " + "direction de la santé du service de l'eau de l'" * 2000 + "hôpital", "fr"),
        ("the " + "intensive care human resources for health unit of Mali's " * 2000, "en"),
    ],
)
def test_bodies_in_bodies_are_read_in_linear_time(text: str, language: str) -> None:
    start = time.perf_counter()
    bodies_in(text, language)
    assert time.perf_counter() - start < 8


@pytest.mark.usefixtures("without_models")
def test_long_runs_in_small_letters_are_read_in_linear_time() -> None:
    text = "the " + "health and district office of " * 3000 + "Malawi"
    start = time.perf_counter()
    bodies_in(text, "en")
    assert time.perf_counter() - start < 8
