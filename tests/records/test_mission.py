"""Missions: text in, records out (`cases/mission.*.toml`), and single rules by hand."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.records.case_files import cases_of, stated

from annotating import annotate, heading, item, paragraph, table
from policynlp.annotated import AnnotatedDocument
from policynlp.pipeline import Pipeline
from policynlp.records.mission.extract import extract
from policynlp.schema import Mission


@pytest.mark.parametrize(("text", "wanted"), cases_of("mission"))
def test_text_gives_exactly_these_missions(
    pipeline: Pipeline, text: str, wanted: list[dict[str, Any]]
) -> None:
    document = pipeline.parse(text.encode())
    found = [r.model_dump() for r in document.records if r.type == "mission"]
    assert len(found) == len(wanted)
    for record, fields in zip(found, wanted, strict=True):
        assert stated(record, fields) == fields


def _missions(document: AnnotatedDocument) -> list[Mission]:
    return [record for record in extract(document) if isinstance(record, Mission)]


def test_sections_of_one_period_are_legs_of_one_trip() -> None:
    document = annotate(
        heading("Mission report", 1),
        paragraph("Dates of mission: 3-28 May 2021"),
        heading("1. Lome, 3-7 May 2021", 2),
        paragraph("We visited the depot."),
        heading("2. Kara, 20-28 May 2021", 2),
        paragraph("We visited the hospital."),
        entities={
            "3-28 May 2021": ("DATE", "date:2021-05-03/2021-05-28"),
            "3-7 May 2021": ("DATE", "date:2021-05-03/2021-05-07"),
            "20-28 May 2021": ("DATE", "date:2021-05-20/2021-05-28"),
            "Lome": ("LOC", "place:lome-TGO"),
            "Kara": ("LOC", "place:kara-TGO"),
        },
        document_type="mission_report",
    )
    (mission,) = _missions(document)
    assert (mission.start_date, mission.end_date) == ("2021-05-03", "2021-05-28")


def test_sections_days_apart_without_a_common_period_are_trips() -> None:
    document = annotate(
        heading("Mission reports", 1),
        heading("1. Lome, 3-7 May 2021", 2),
        paragraph("We visited the depot."),
        heading("2. Kara, 20-28 May 2021", 2),
        paragraph("We visited the hospital."),
        entities={
            "3-7 May 2021": ("DATE", "date:2021-05-03/2021-05-07"),
            "20-28 May 2021": ("DATE", "date:2021-05-20/2021-05-28"),
            "Lome": ("LOC", "place:lome-TGO"),
            "Kara": ("LOC", "place:kara-TGO"),
        },
        document_type="mission_report",
    )
    assert [(m.start_date, m.places) for m in _missions(document)] == [
        ("2021-05-03", ["Lome"]),
        ("2021-05-20", ["Kara"]),
    ]


def test_columns_tell_function_and_body_of_travellers() -> None:
    document = annotate(
        heading("Mission report", 1),
        heading("Team", 2),
        table(
            ("Name", "Title", "Organisation"),
            ("Ama Boateng", "Nutritionist", "WFP"),
            header_rows=1,
        ),
        heading("Purpose of the mission", 2),
        item("check stocks;"),
        item("train clerks."),
        paragraph("The mission visited Ghana."),
        entities={
            "Ama Boateng": ("PERSON", "person:ama-boateng"),
            "WFP": ("ORG", "org:wfp"),
            "Ghana": ("COUNTRY", "country:GHA"),
        },
        document_type="mission_report",
    )
    (mission,) = _missions(document)
    (traveller,) = mission.travellers
    assert (traveller.role, traveller.organization) == ("Nutritionist", "WFP")
    assert mission.objectives == ["check stocks;", "train clerks."]


def test_a_place_left_behind_is_none_of_the_trip() -> None:
    document = annotate(
        heading("Trip report", 1),
        paragraph("We left Nairobi on 2 May 2020 and drove to Mbale, where we stayed."),
        entities={
            "Nairobi": ("LOC", "place:nairobi-KEN"),
            "Mbale": ("LOC", "place:mbale-UGA"),
            "2 May 2020": ("DATE", "date:2020-05-02"),
        },
        document_type="mission_report",
    )
    (mission,) = _missions(document)
    assert mission.places == ["Mbale"]
    assert mission.countries == ["UGA"]


def test_news_of_a_visit_is_no_mission() -> None:
    document = annotate(
        heading("Minister visits Mbale", 1),
        paragraph("The mission visited Mbale from 2 to 4 May 2020."),
        entities={
            "Mbale": ("LOC", "place:mbale-UGA"),
            "2 to 4 May 2020": ("DATE", "date:2020-05-02/2020-05-04"),
        },
        document_type="news",
    )
    assert _missions(document) == []


@pytest.mark.parametrize(
    "text", ["the mission visited ", "a-", "(i) x ", "label: ", "le directeur de la ", "1. Dates "]
)
def test_hostile_text_costs_little(text: str) -> None:
    document = annotate(paragraph(text * (100_000 // len(text))), document_type="mission_report")
    begin = time.perf_counter()
    list(extract(document))
    assert time.perf_counter() - begin < 3
