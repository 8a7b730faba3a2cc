"""Titles of sections tell what they hold, in both languages."""

from __future__ import annotations

import pytest

from policynlp.columns import column_role
from policynlp.sections import section_kinds


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Recommendations", "recommendations"),
        ("4. RECOMMANDATIONS", "recommendations"),
        ("Tableau récapitulatif des recommandations", "recommendations"),
        ("Conclusions and recommendations", "recommendations"),
        ("What we recommend", "recommendations"),
        ("Ce que nous conseillons", "recommendations"),
        ("Prochaines étapes :", "next_steps"),
        ("Suite à donner", "next_steps"),
        ("Annex 2: Action plan 2019-2020", "next_steps"),
        ("Follow-up", "next_steps"),
        ("Suivi des recommandations de la revue 2015", "past_recommendations"),
        ("Status of previous recommendations", "past_recommendations"),
        ("Personnes rencontrées", "people_met"),
        ("List of people met", "people_met"),
        ("Résultats attendus", "expected_results"),
        ("Objectif de la mission", "objectives"),
        ("Lessons learned", "lessons"),
        ("Ce que nous avons appris", "lessons"),
        ("How to apply", "how_to_apply"),
        ("Modalités de candidature", "how_to_apply"),
        ("Tâches du consultant", "duties"),
        ("Scope of work", "duties"),
        ("Principaux constats", "findings"),
    ],
)
def test_kind_of_title(title: str, kind: str) -> None:
    assert kind in section_kinds(title)


@pytest.mark.parametrize(
    "title", ["Distribution des moustiquaires", "Cold chain", "Kigali", "", "Governance"]
)
def test_other_titles_say_nothing(title: str) -> None:
    assert section_kinds(title) == frozenset()


def test_old_recommendations_are_no_recommendations() -> None:
    assert "recommendations" not in section_kinds("Status of previous recommendations")


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("Qui", "responsible"), ("Responsable(s)", "responsible"), ("Lead agency", "responsible"),
        ("Addressed to", "responsible"), ("By when", "deadline"), ("Échéance", "deadline"),
        ("Résultats attendus / implications", "expected_result"), ("Livrables", "expected_result"),
        ("Étape", "action"), ("Activity", "action"), ("Recommandation", "recommendation"),
        ("Constat", "finding"), ("N°", "number"), ("Priority", "priority"), ("Lieu", "place"),
        ("Nom et prénom", "other"), ("Dakar", None),
    ],
)  # fmt: skip
def test_role_of_column(title: str, role: str | None) -> None:
    assert column_role(title) == role
