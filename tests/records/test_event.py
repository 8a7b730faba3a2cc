"""Events: text in, records out (`cases/event.*.toml`), and the readers they rest on."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.annotating import annotate, paragraph
from tests.records.case_files import cases_of, stated

from policynlp.languages import lexicon
from policynlp.pipeline import Pipeline
from policynlp.records.event.drafts import Draft, merge_drafts
from policynlp.records.event.extract import extract
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.parts.organisers import find_backers, labelled_bodies
from policynlp.records.parts.participants import count_people, find_attendance
from policynlp.schema import Document


@pytest.mark.parametrize(("text", "wanted"), cases_of("event"))
def test_text_gives_exactly_these_events(
    pipeline: Pipeline, text: str, wanted: list[dict[str, Any]]
) -> None:
    document = pipeline.parse(text.strip().encode())
    assert isinstance(document, Document)
    found = [r.model_dump() for r in document.records if r.type == "event"]
    assert len(found) == len(wanted), [record["name"] for record in found]
    for record, fields in zip(found, wanted, strict=True):
        assert stated(record, fields) == fields
        assert 0.5 <= record["confidence"] <= 1


@pytest.mark.parametrize(
    ("text", "language", "count"),
    [
        ("Soixante-dix délégués", "fr", 70),
        ("une quarantaine de participants", "fr", 40),
        ("deux cent trente-quatre inscrits", "fr", 234),
        ("1 200 participants venus de 9 pays", "fr", 1200),
        ("la réunion a eu lieu", "fr", None),
        ("two hundred and fifty participants", "en", 250),
        ("two dozen experts", "en", 24),
        ("some 1,250 delegates", "en", 1250),
        ("in 12 months", "en", None),
    ],
)
def test_people_are_counted_in_digits_and_words(
    text: str, language: str, count: int | None
) -> None:
    assert count_people(text, lexicon(language)) == count


def test_organisers_and_funders_are_told_apart() -> None:
    text = (
        "Le ministère de la Santé du Bénin, en collaboration avec l'UNICEF, a organisé à Cotonou "
        "un atelier financé par l'Union européenne et l'AFD, avec l'appui de l'OMS."
    )
    document = annotate(
        paragraph(text),
        language="fr",
        entities=dict.fromkeys(("UNICEF", "Union européenne", "AFD", "OMS"), ("ORG", None)),
    )
    backers = find_backers(document, 0, len(document.text))
    assert backers.organizers == ("ministère de la Santé du Bénin", "UNICEF")
    assert backers.funders == ("Union européenne", "AFD")
    assert backers.supporters == ("OMS",)


def test_a_country_behind_a_body_belongs_to_it() -> None:
    document = annotate(
        paragraph("Hosts: Ministry of Health, Fiji; Fiji National University"),
        entities={
            "Ministry of Health": ("ORG", None),
            "Fiji National University": ("ORG", None),
            "Fiji": ("COUNTRY", "country:FJI"),
        },
    )
    value = document.fields[0].values
    assert labelled_bodies(document, value) == [
        "Ministry of Health, Fiji",
        "Fiji National University",
    ]


def test_attendance_ends_before_date_and_purpose() -> None:
    text = "The forum brought together 120 delegates from nine provinces to discuss malaria."
    document = annotate(paragraph(text))
    found = find_attendance(document, 0, len(document.text))
    assert found is not None
    assert (found.text, found.count) == ("120 delegates from nine provinces", 120)


def test_those_a_course_is_meant_for_are_no_attendance() -> None:
    document = annotate(paragraph("Un cours ouvert aux infirmiers de district."), language="fr")
    assert find_attendance(document, 0, len(document.text)) is None


@pytest.mark.parametrize(
    ("text", "language", "names"),
    [
        ("The 5th Board meeting will be held soon.", "en", ["5th Board meeting"]),
        ("They attended a workshop on cold chain.", "en", ["workshop on cold chain"]),
        ("La réunion « santé » se tiendra.", "fr", ["réunion « santé »"]),
        ("Une session de formation a eu lieu.", "fr", []),
        ("A training workshop was held.", "en", []),
    ],
)  # fmt: skip
def test_names_have_their_qualifiers_and_courses_none(
    text: str, language: str, names: list[str]
) -> None:
    document = annotate(paragraph(text), language=language)
    assert [m.name for m in find_mentions(document, 0, len(document.text))] == names


def test_drafts_of_one_event_become_one() -> None:
    one = Draft(
        "workshop", "atelier national sur le paludisme", "2020-05-04", "2020-05-06", score=3
    )
    other = Draft("workshop", "atelier national", None, None, organizers=["OMS"], score=1)
    third = Draft("workshop", "atelier régional sur le sida", "2020-09-01", "2020-09-01", score=2)
    merged = merge_drafts([one, other, third])
    assert [d.name for d in merged] == [one.name, third.name]
    assert merged[0].organizers == ["OMS"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("meeting of the ", "en"),
        ("réunion ( ", "fr"),
        ("« réunion ", "fr"),
        ("has have had jointly today ", "en"),
        ("ont participé ", "fr"),
    ],
)
def test_long_hostile_text_is_read_quickly(text: str, language: str) -> None:
    document = annotate(
        paragraph(text * (100_000 // len(text))), language=language, document_type="meeting_report"
    )
    started = time.perf_counter()
    list(extract(document))
    assert time.perf_counter() - started < 3
