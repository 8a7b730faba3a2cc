"""Confidence is the sum of named evidence; blockers and models join in."""

from __future__ import annotations

import pytest

from annotating import annotate, heading, item, paragraph
from policynlp.annotated import AnnotatedDocument, PassageScores
from policynlp.records.requests.signals import read_passage
from policynlp.records.weighing.evidence import assess, weigh
from policynlp.records.weighing.places import place_of
from policynlp.records.weighing.weights import BIAS, WEIGHTS


def _confidence(document: AnnotatedDocument, index: int = 0) -> float:
    passage = document.passages[index]
    signals = read_passage(document, passage).signals
    return assess(document, passage, "recommendation", signals).confidence


def test_a_heading_speaks_for_its_items() -> None:
    with_heading = annotate(heading("Recommendations"), item("Hire nurses."))
    without = annotate(heading("Background"), item("Hire nurses."))
    assert _confidence(with_heading) > 0.9
    assert _confidence(without) < 0.5


def test_a_blocker_outweighs_a_modal() -> None:
    asked = annotate(paragraph("The Ministry of Health should open the store."))
    regretted = annotate(paragraph("The Ministry of Health should have opened the store."))
    assert _confidence(asked) > 0.5
    assert _confidence(regretted) < 0.1


def test_a_model_joins_in() -> None:
    document = annotate(paragraph("Stocks are low."))
    passage = document.passages[0]
    sure = AnnotatedDocument(
        **{
            **{name: getattr(document, name) for name in document.__dataclass_fields__},
            "scorer": lambda _, asked: [PassageScores({"recommendation": 0.999}) for _ in asked],
        }
    )
    signals = read_passage(document, passage).signals
    alone = assess(document, passage, "recommendation", signals)
    joined = assess(sure, passage, "recommendation", signals)
    assert joined.confidence > alone.confidence
    assert "model" in dict(joined.evidence)


def test_below_the_threshold_nothing_is_given_back() -> None:
    document = annotate(paragraph("Stocks are low."))
    assert weigh(document, document.passages[0], "recommendation", []) is None


@pytest.mark.parametrize("kind", sorted(WEIGHTS))
def test_every_type_has_a_prior(kind: str) -> None:
    assert kind in BIAS


def test_sub_headings_inherit_recommendations() -> None:
    document = annotate(heading("Recommendations"), heading("Governance", 2), item("Name a chair."))
    assert place_of(document, document.passages[0].path).kind == "recommendations"


def test_next_steps_under_recommendations_end_them() -> None:
    document = annotate(heading("Recommendations"), heading("Next steps", 2), item("Name a chair."))
    assert place_of(document, document.passages[0].path).kind == "next_steps"
