"""Codes of public lists: what leads to them, and that their tables fit together."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from policynlp.concepts import concept_names, find_concepts
from policynlp.languages import available, lexicon
from policynlp.records.codes import add_codes
from policynlp.records.parts.knowledge import knowledge_rows
from policynlp.schema import (
    CodeScheme,
    Modality,
    Origin,
    Purpose,
    Recipient,
    Recommendation,
    Record,
    Statement,
    TechnicalAssistance,
    Theme,
)

BASE: dict[str, Any] = {"id": "r1", "confidence": 0.9, "provenance": []}  # Any: for **


def codes(record: Record) -> list[str]:
    (coded,) = add_codes([record])
    return [code.code for code in getattr(coded, "codes", [])]


def assistance(description: str, language: str, **fields: object) -> TechnicalAssistance:
    values = {**BASE, "description": description, "language": language, **fields}
    return TechnicalAssistance.model_validate(values)


def recommendation(text: str, language: str, *themes: Theme) -> Recommendation:
    values = {**BASE, "text": text, "language": language, "themes": list(themes)}
    return Recommendation.model_validate(values)


@pytest.mark.parametrize(
    ("text", "language"),
    [("Buy bed nets to fight malaria.", "en"), ("Lutter contre le paludisme au Bénin.", "fr")],
)
def test_concept_gives_its_sector_in_either_language(text: str, language: str) -> None:
    assert codes(recommendation(text, language)) == ["12262"]


def test_theme_gives_block_and_general_sector() -> None:
    found = codes(recommendation("Rendre compte chaque trimestre.", "fr", "governance"))
    assert found == ["12110", "governance"]


def test_general_sector_gives_way_to_a_stated_one() -> None:
    found = codes(recommendation("Faire de la lutte antituberculeuse une priorité : tuberculose.",
                                 "fr", "governance"))  # fmt: skip
    assert found == ["12263", "governance"]


def test_foreign_experts_for_a_ministry() -> None:
    found = assistance("Two foreign advisers.", "en", origins=["international"],
                       recipients=["government"])  # fmt: skip
    assert codes(found) == ["D01", "12110"]


@pytest.mark.parametrize(
    ("text", "language"),
    [("Ten scholarships were granted.", "en"), ("Dix bourses d'études ont été accordées.", "fr")],
)
def test_scholarships_are_training_in_donor_country(text: str, language: str) -> None:
    assert codes(assistance(text, language)) == ["E01"]


def test_concept_is_found_behind_an_article() -> None:
    assert find_concepts("l'hopital et d'un hopital", "fr") == ["concept:hospital"]


def test_longest_concept_counts() -> None:
    assert find_concepts("national health insurance", "en") == ["concept:national-health-insurance"]


def test_nothing_stated_gives_no_code() -> None:
    assert codes(assistance("Un appui a été donné.", "fr")) == []


def test_unknown_language_still_gets_codes_of_its_enums() -> None:
    assert codes(assistance("apoyo", "es", modalities=["network"])) == ["D02"]


def test_other_types_stay_as_they_are() -> None:
    statement = Statement(**BASE, language="en", quote="q", speaker="s")
    assert list(add_codes([statement])) == [statement]


def test_every_rule_names_what_exists() -> None:
    known = {(row["scheme"], row["code"]) for row in knowledge_rows("codes")}
    values: dict[str, set[str]] = {
        "themes": set(get_args(Theme)),
        "purposes": set(get_args(Purpose)),
        "recipients": set(get_args(Recipient)),
        "modalities": set(get_args(Modality)),
        "origins": set(get_args(Origin)),
        "concept": set(concept_names()),
    }
    for code in available():
        cues = set(lexicon(code).table("codes"))
        values["cue"] = values.get("cue", cues) & cues
    for rule in knowledge_rows("code_rules"):
        assert (rule["scheme"], rule["code"]) in known, rule
        assert rule["value"] in values[rule["field"]], rule
        assert rule["general"] in ("", "1"), rule


def test_every_code_has_labels_in_both_languages() -> None:
    for row in knowledge_rows("codes"):
        assert row["scheme"] in get_args(CodeScheme)
        assert row["label_en"], row
        assert row["label_fr"], row


def test_every_theme_has_a_block_and_a_sector() -> None:
    rules = {(r["value"], r["scheme"]) for r in knowledge_rows("code_rules")}
    for theme in get_args(Theme):
        assert {(theme, "who_building_block"), (theme, "dac_sector")} <= rules
