"""Questions to a store, in either language."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import policynlp
from policynlp.schema import (
    ActionItem,
    Document,
    Entity,
    Mission,
    Provenance,
    Recommendation,
    Training,
)
from policynlp.sinks import write
from policynlp.store.days import first_day, last_day
from policynlp.store.expression import expression
from sinks.made import document

BASE: dict[str, Any] = {"confidence": 0.9, "provenance": []}  # Any: fields of a model


def entity(number: int, label: str, text: str, id_: str, at: int) -> Entity:
    return Entity.model_validate({
        "id": f"e{number}", "label": label, "text": text, "start": at, "end": at + len(text),
        "language": "fr", "confidence": 1, "canonical_id": id_, "canonical_name": text,
    })  # fmt: skip


def mali() -> Document:
    text = "Le ministère de la Santé achètera des vaccins au Niger."
    at = [Provenance(block_id="b1", page=4, start=0, end=len(text))]
    return document(
        "mali", language="fr", published="2019-11", blocks=[], text=text,
        entities=[
            entity(1, "ORG", "ministère de la Santé", "org:MLI:ministry-health", 3),
            entity(2, "COUNTRY", "Niger", "country:NER", 49),
        ],
        records=[
            Mission(**BASE, id="m", language="fr", countries=["MLI"]),
            Recommendation(**BASE | {"provenance": at}, id="vaccins", language="fr", text=text,
                           addressees=["ministère de la Santé"], due="2020",
                           themes=["medical_products"]),
            Recommendation(**BASE | {"confidence": 0.4}, id="plan", language="fr",
                           text="Financer le plan d'assurance maladie de l'hôpital.",
                           addressees=["OMS"], due="2020-06-30", themes=["financing"]),
            ActionItem(**BASE, id="step", language="fr", step="Élaborer la feuille de route",
                       responsible=["DNS"], due="2021-07/2021-09"),
        ],
    )  # fmt: skip


def ghana() -> Document:
    return document(
        "ghana", language="en", title="Ghana: hospital financing", published="2021",
        document_type={"label": "evaluation", "confidence": 1}, blocks=[], text="Ghana",
        entities=[entity(1, "COUNTRY", "Ghana", "country:GHA", 0)],
        records=[
            Recommendation(**BASE, id="hospital", language="en",
                           text="The Ministry of Health should fund hospitals.",
                           addressees=["Ministry of Health"], themes=["financing"]),
            Training(**BASE, id="course", language="en", title="Course on cold chains",
                     country="TGO"),
        ],
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("store") / "records.sqlite"
    write([mali(), ghana()], path)
    return path


@pytest.mark.parametrize(
    ("what", "filters", "expected"),
    [
        ("follow_up", {}, ["plan", "vaccins", "step", "hospital"]),
        ("recommendations", {}, ["plan", "vaccins", "hospital"]),
        ("recommandations", {}, ["plan", "vaccins", "hospital"]),
        ("prochaines étapes", {}, ["step"]),
        ("all", {}, ["plan", "vaccins", "step", "m", "hospital", "course"]),
        ("follow_up", {"country": "MLI"}, ["plan", "vaccins", "step"]),
        ("follow_up", {"country": "mali"}, ["plan", "vaccins", "step"]),
        ("follow_up", {"country": "Niger"}, ["vaccins"]),
        ("follow_up", {"country": ["Niger", "GHA"]}, ["vaccins", "hospital"]),
        ("all", {"country": "Ghana"}, ["hospital"]),
        ("all", {"country": "Togo"}, ["course"]),
        ("follow_up", {"theme": "financing"}, ["plan", "hospital"]),
        ("follow_up", {"theme": "Financement"}, ["plan", "hospital"]),
        ("follow_up", {"due_before": "2021"}, ["plan", "vaccins"]),
        ("follow_up", {"due_before": "2020-12-31"}, ["plan"]),
        ("follow_up", {"due_after": "2020"}, ["step"]),
        ("follow_up", {"due_before": "2021-09-30"}, ["plan", "vaccins"]),
        ("follow_up", {"due_before": "2021-10"}, ["plan", "vaccins", "step"]),
        ("follow_up", {"addressee": "ministère de la Santé"}, ["vaccins", "hospital"]),
        ("follow_up", {"addressee": "Ministry of Health of Mali"}, ["vaccins"]),
        ("follow_up", {"addressee": "org:MLI:ministry-health"}, ["vaccins"]),
        ("follow_up", {"addressee": "minist"}, ["vaccins", "hospital"]),
        ("follow_up", {"addressee": "%"}, []),
        ("follow_up", {"text": "vaccin"}, ["vaccins"]),
        ("follow_up", {"text": "hopitaux", "sort": "document"}, ["plan", "hospital"]),
        ("follow_up", {"text": '"feuille de route"'}, ["step"]),
        ("follow_up", {"text": "roadmap"}, ["step"]),
        ("follow_up", {"text": "l'hôpital financer"}, ["plan"]),
        ("follow_up", {"language": "en"}, ["hospital"]),
        ("follow_up", {"document_type": "évaluation"}, ["hospital"]),
        ("follow_up", {"published_before": "2021"}, ["plan", "vaccins", "step"]),
        ("follow_up", {"published_after": "2020"}, ["hospital"]),
        ("follow_up", {"published_before": "2019-11"}, []),
        ("follow_up", {"min_confidence": 0.5}, ["vaccins", "step", "hospital"]),
        ("follow_up", {"limit": 2}, ["plan", "vaccins"]),
        ("follow_up", {"sort": "confidence"}, ["vaccins", "step", "hospital", "plan"]),
        ("follow_up", {"country": "MLI", "theme": "governance"}, []),
    ],
)
def test_question(
    store: Path,
    what: str,
    filters: Any,
    expected: list[str],  # Any: filters
) -> None:
    assert [found.record.id for found in policynlp.query(store, what, **filters)] == expected


@pytest.mark.parametrize(
    ("what", "filters", "message"),
    [
        ("recipes", {}, "recommendation"),
        ("all", {"theme": "money"}, "financing"),
        ("all", {"country": "Atlantis"}, "ISO"),
        ("all", {"due_before": "soon"}, "2021-06-30"),
        ("all", {"text": "?!"}, "no word"),
        ("all", {"sort": "random"}, "confidence"),
        ("all", {"sort": "relevance"}, "text"),
    ],
)
def test_wrong_question_says_what_there_is(
    store: Path,
    what: str,
    filters: Any,
    message: str,  # Any: filters
) -> None:
    with pytest.raises(ValueError, match=message):
        policynlp.query(store, what, **filters)


def test_found_record_brings_its_document(store: Path) -> None:
    (found,) = policynlp.query(store, "recommendation", text="vaccin")
    assert found.record == mali().records[1]
    assert (found.page, found.countries, found.due_last) == (4, ("MLI", "NER"), "2020-12-31")
    assert found.path == "in/mali.pdf"
    assert found.source_text == mali().text


@pytest.mark.parametrize(
    "text", ['"', "AND", "NOT x", "a*", "own : x", "(", "x NEAR y", "^x", "-x", "'; DROP", "{}"]
)
def test_nothing_typed_acts_as_an_operator(store: Path, text: str) -> None:
    try:
        wanted = expression(text)
    except ValueError:
        return
    assert isinstance(policynlp.query(store, "all", text=text), list), wanted


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2021", "2021-01-01", "2021-12-31"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2021-07/2021-09", "2021-07-01", "2021-09-30"),
        ("2019-05-12/2019-05-18", "2019-05-12", "2019-05-18"),
        ("2021-13", None, None),
        ("2021-02-30", None, None),
        ("soon", None, None),
    ],
)
def test_days_of_a_period(date: str, first: str | None, last: str | None) -> None:
    assert (first_day(date), last_day(date)) == (first, last)
