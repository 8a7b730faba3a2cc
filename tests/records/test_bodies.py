"""Names of bodies are split, cleaned and told from other nouns."""

from __future__ import annotations

import pytest

from annotating import Marked, annotate, paragraph
from policynlp.records.parts.bodies import is_body, split_bodies


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Experts OMS -> GTT -> Ministres", ["Experts OMS", "GTT", "Ministres"]),
        ("fr", "Experts OMS -> GTT <-> consultants", ["Experts OMS", "GTT", "consultants"]),
        (
            "fr",
            "le ministère de la Santé et de l'Action sociale",
            ["ministère de la Santé et de l'Action sociale"],
        ),
        ("fr", "la CPS et les consultants", ["CPS", "consultants"]),
        ("fr", "GTT (appui plateforme ONG et PTF)", ["GTT (appui plateforme ONG et PTF)"]),
        ("fr", "Direction de la planification et du suivi", None),
        ("fr", "À définir", []),
        ("fr", "–", []),
        ("fr", "DNS, FELASCOM et communes", ["DNS", "FELASCOM", "communes"]),
        ("en", "MoH, WHO and UNICEF", ["MoH", "WHO", "UNICEF"]),
        ("en", "Ministry of Health and Social Welfare", ["Ministry of Health and Social Welfare"]),
        ("en", "the Ministry of Health and partners", ["Ministry of Health", "partners"]),
        ("en", "WHO / World Bank", ["WHO", "World Bank"]),
        ("en", "to be decided", []),
        ("en", "TBC", []),
        ("en", "The chair; A. Yusuf", ["chair", "A. Yusuf"]),
    ],
)
def test_one_entry_per_body(language: str, text: str, wanted: list[str] | None) -> None:
    document = annotate(paragraph(text), language=language)
    assert split_bodies(document, 0, len(text)) == ([text] if wanted is None else wanted)


def test_a_known_name_with_and_inside_stays_one() -> None:
    name = "Nurses and Midwives Council of Malawi"
    text = f"{name} and UNICEF"
    entities: Marked = {name: ("ORG", "org:nmcm"), "UNICEF": ("ORG", "org:unicef")}
    document = annotate(paragraph(text), entities=entities)
    assert split_bodies(document, 0, len(text)) == [name, "UNICEF"]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "le ministère de la Santé", True),
        ("fr", "les 3 Ministres", True),
        ("fr", "Objectifs du groupe technique de travail", False),
        ("fr", "La stratégie nationale", False),
        ("fr", "court terme", False),
        ("en", "the National Health Council of Togo", True),
        ("en", "Regional offices", True),
        ("en", "Simple claims", False),
        ("en", "Short term", False),
        ("en", "NHIA", True),
    ],
)
def test_who_can_act(language: str, text: str, wanted: bool) -> None:
    document = annotate(paragraph(text), language=language)
    assert is_body(document, 0, len(text)) is wanted
