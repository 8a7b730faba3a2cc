"""Hyphens of line ends go, hyphens of words stay."""

from __future__ import annotations

import pytest

from policynlp.loaders.hyphens import join_lines, words_of


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("une supervision semes-", "trielle", "une supervision semestrielle"),
        ("the coordi-", "nation unit", "the coordination unit"),
        ("crise politico-", "sanitaire", "crise politico-sanitaire"),
        ("a follow-", "up visit", "a follow-up visit"),
        ("une sous-", "préfecture", "une sous-préfecture"),
        ("la Guinée-", "Bissau", "la Guinée-Bissau"),
        ("the COVID-", "19 plan", "the COVID-19 plan"),
        ("la période 2019-", "2023", "la période 2019-2023"),
        ("soft\u00ad", "ware", "software"),
        ("du 3 -", "5 mai", "du 3 - 5 mai"),
        ("no hyphen", "here", "no hyphen here"),
        ("", "alone", "alone"),
    ],
)
def test_lines_are_joined(left: str, right: str, joined: str) -> None:
    assert join_lines(left, right) == joined


def test_document_decides_where_it_spells_the_word_elsewhere() -> None:
    words = words_of(["le comité médico-technique", "la coordination socio-"])
    assert join_lines("comité médico-", "technique", words) == "comité médico-technique"
    assert join_lines("la co-", "ordination", words_of(["coordination"])) == "la coordination"
    assert join_lines("la co-", "ordination", words_of(["co-ordination"])) == "la co-ordination"


def test_words_cut_at_a_line_end_are_no_witness() -> None:
    assert "semes" not in words_of(["une supervision semes-"])
