"""Statements: text in, records out (`cases/statement.*.toml`), and single rules by hand."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.records.case_files import cases_of, stated

from annotating import annotate, paragraph
from policynlp.annotated import AnnotatedDocument
from policynlp.pipeline import Pipeline
from policynlp.records.statement.extract import extract
from policynlp.records.statement.marks import even_marks
from policynlp.schema import Statement


@pytest.mark.parametrize(("text", "wanted"), cases_of("statement"))
def test_text_gives_exactly_these_statements(
    pipeline: Pipeline, text: str, wanted: list[dict[str, Any]]
) -> None:
    document = pipeline.parse(text.encode())
    found = [r.model_dump() for r in document.records if r.type == "statement"]
    got = [stated(record, wanted[0]) for record in found]
    assert got == wanted


def _statements(document: AnnotatedDocument) -> list[Statement]:
    return [record for record in extract(document) if isinstance(record, Statement)]


def _said(text: str, *more: str, language: str = "en") -> list[tuple[str, str, str | None]]:
    document = annotate(
        *(paragraph(part) for part in (text, *more)),
        language=language,
        entities={"Ama Boateng": ("PERSON", "person:ama-boateng")},
    )
    return [(s.quote, s.speaker, s.role) for s in _statements(document)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ('"We lack water here," said Ama Boateng.', "en"),
        ("“We lack water here,” Ama Boateng said.", "en"),
        ("‘We lack water here,’ said Ama Boateng.", "en"),
        ('According to Ama Boateng, "we lack water here".', "en"),
        ('Ama Boateng told reporters: "We lack water here."', "en"),
        ("« L'eau manque ici », a déploré Ama Boateng.", "fr"),
        ("Ama Boateng explique : « L'eau manque ici. »", "fr"),
        ("Selon Ama Boateng, « l'eau manque ici ».", "fr"),
        ('"L\'eau manque ici", confie Ama Boateng.', "fr"),
        ("„L'eau manque ici”, confie Ama Boateng.", "fr"),
        ("« L'eau, a dit Ama Boateng, manque ici. »", "fr"),
    ],
)
def test_quotation_marks_and_places_of_the_speaker(text: str, language: str) -> None:
    ((_, speaker, _),) = _said(text, language=language)
    assert speaker == "Ama Boateng"


def test_a_signature_below_names_the_speaker() -> None:
    ((quote, speaker, role),) = _said('"We lack water here."', "– Ama Boateng, head nurse")
    assert (quote, speaker, role) == ("We lack water here.", "Ama Boateng", "head nurse")


def test_a_quotation_over_two_paragraphs_is_one() -> None:
    ((quote, speaker, _),) = _said(
        "Ama Boateng a déclaré : « L'eau manque ici.",
        "« Elle manquera demain. »",
        language="fr",
    )
    assert quote.startswith("L'eau manque") and quote.endswith("demain.")
    assert speaker == "Ama Boateng"


def test_she_said_goes_on_in_the_next_paragraph_only() -> None:
    found = _said(
        '"We lack water here," said Ama Boateng.',
        '"It will rain soon," she added.',
        "The clinic was built in 1990.",
        '"Nobody knows who speaks now," a voice said.',
    )
    assert [speaker for _, speaker, _ in found] == ["Ama Boateng", "Ama Boateng"]


def test_somebody_without_a_name_makes_no_statement() -> None:
    assert _said('"We lack water here," a mother said.') == []


def test_titles_in_quotation_marks_are_no_statements() -> None:
    assert _said('Ama Boateng said that the project "Water for all clinics" had ended.') == []


def test_function_and_body_are_told_apart() -> None:
    document = annotate(
        paragraph('"We lack water here," said Ama Boateng, director of Kete Hospital.'),
        entities={
            "Ama Boateng": ("PERSON", "person:ama-boateng"),
            "Kete Hospital": ("ORG", "org:kete-hospital"),
        },
    )
    (statement,) = _statements(document)
    assert (statement.role, statement.organization) == ("director", "Kete Hospital")


def test_answers_need_questions() -> None:
    blocks = ("Ama Boateng: We lack water here.", "Ama Boateng: It will rain soon, I hope.")
    assert _said(*blocks) == []
    asked = ("Review: What do you lack?", blocks[0], "Review: And the weather?", blocks[1])
    assert len(_said(*asked)) == 2


@pytest.mark.parametrize("text", ["« ", '"a b c" ', "“a b c ", "said ", "Ab ", "l'"])
def test_hostile_text_costs_little(text: str) -> None:
    document = annotate(paragraph(text * (100_000 // len(text))))
    begin = time.perf_counter()
    list(extract(document))
    assert time.perf_counter() - begin < 4


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("“It rains.“ she said", "“It rains.” she said"),
        ("“It rains “, she said", "“It rains ”, she said"),
        ("”Det regnar”, she said", "“Det regnar”, she said"),
        ("‘‘Il pleut’’, dit-elle", "“ Il pleut ”, dit-elle"),
        ("<<Il pleut>>, dit-elle", "« Il pleut », dit-elle"),
        ("''It rains,'' she said", "“ It rains, ” she said"),
        ('“It rains" she said', "“It rains” she said"),
        ("«Il pleut«, dit-elle", "«Il pleut», dit-elle"),
        ('“ Il pleut ” et "rien"', '“ Il pleut ” et "rien"'),
        ("l’“eau” de l’hôpital", "l’“eau” de l’hôpital"),
        ('5" pipes and 6" pipes', '5" pipes and 6" pipes'),
    ],
)
def test_marks_typed_the_wrong_way_are_read_as_they_were_meant(typed: str, meant: str) -> None:
    assert even_marks(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "“We lack water here since the rains began.“ Ama Boateng said.",
        "Ama Boateng said: “We lack water here since the rains began.",
        "‘‘We lack water here since the rains began’’, said Ama Boateng.",
    ],
)
def test_a_quotation_with_wrong_or_missing_marks_is_one(text: str) -> None:
    ((quote, speaker, _),) = _said(text)
    assert quote.startswith("We lack water here since the rains began")
    assert speaker == "Ama Boateng"
