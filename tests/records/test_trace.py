"""Records say why they are there, and near misses why they are not; nobody else notices."""

from __future__ import annotations

import pytest

import policynlp
from annotating import annotate, heading, item, paragraph
from policynlp.pipeline import Pipeline
from policynlp.records.event import prose as event_prose
from policynlp.records.training import evidence as training_evidence
from policynlp.records.weighing.blockers import AGAINST_ASKING
from policynlp.records.weighing.signs import describe
from policynlp.records.weighing.trace import misses, note_weighed, tracing
from policynlp.records.weighing.weights import WEIGHTS
from policynlp.schema import Document

FRENCH = """# Rapport de mission

## Recommandations

- Recruter douze infirmiers avant juin 2024.
- Le Ministère de la Santé devrait ouvrir un dépôt à Mopti.

## Constats

L'atelier national sur les vaccins s'est tenu à Bamako le 3 mars 2024.
Les stocks sont bas.
""".encode()
ENGLISH = b"""# Mission report

## Next steps

| Step | Who | By when |
|---|---|---|
| Draft the plan | Ministry of Health | 3 May 2024 |

## Findings

The district could perhaps hire more nurses.
"""


@pytest.fixture(scope="module", params=[FRENCH, ENGLISH], ids=["fr", "en"])
def explained(request: pytest.FixtureRequest) -> tuple[bytes, Document]:
    source: bytes = request.param
    return source, policynlp.parse(source, explain=True)


def test_every_record_says_why(explained: tuple[bytes, Document]) -> None:
    _, document = explained
    assert document.records
    for record in document.records:
        assert record.evidence, record.type
        assert all(sign.sign.strip() for sign in record.evidence)


def test_evidence_changes_nothing_else(explained: tuple[bytes, Document]) -> None:
    source, document = explained
    plain = policynlp.parse(source)
    bare = [record.model_copy(update={"evidence": None}) for record in document.records]
    assert document.model_copy(update={"records": bare}) == plain
    assert '"evidence"' not in plain.model_dump_json()
    assert "evidence" not in plain.model_dump()["records"][0]


def test_explained_documents_read_back(explained: tuple[bytes, Document]) -> None:
    _, document = explained
    assert Document.model_validate_json(document.model_dump_json()) == document


def test_a_list_item_names_its_title() -> None:
    document = policynlp.parse(FRENCH, explain=True)
    first = next(r for r in document.records if r.type == "recommendation")
    assert first.evidence is not None
    signs = {sign.sign: sign.weight for sign in first.evidence}
    weight = signs["list item in a section of recommendations: “Recommandations”"]
    assert weight is not None and weight > 0


def test_a_row_names_its_columns() -> None:
    document = policynlp.parse(ENGLISH, explain=True)
    (step,) = [r for r in document.records if r.type == "action_item"]
    assert any("Step | Who | By when" in sign.sign for sign in step.evidence or ())


def test_weights_add_up_to_the_confidence() -> None:
    import math

    document = policynlp.parse(FRENCH, explain=True)
    for record in document.records:
        if record.type in WEIGHTS:
            total = sum(sign.weight or 0.0 for sign in record.evidence or ())
            assert record.confidence == pytest.approx(1 / (1 + math.exp(-total)), abs=0.005)


def test_what_was_weighed_and_is_no_record_has_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "policynlp.records.weighing.trace.NEAR", 0.0
    )  # whatever the model says of them
    with tracing() as trace:
        document = Pipeline().parse(FRENCH)
    found = misses(trace, document)
    spans = {(r.type, p.start, p.end) for r in document.records for p in r.provenance}
    assert found
    for note in found:
        assert note.signs
        assert document.text[note.start : note.end].split() == note.text.split()
        assert (note.kind, note.start, note.end) not in spans


@pytest.mark.parametrize(
    ("confidence", "least", "near"),
    [(0.1, 0.0, False), (0.4, 0.0, True), (0.6, 0.0, False), (0.6, 0.7, True), (0.8, 0.7, False)],
)
def test_near_misses_lie_below_the_threshold(confidence: float, least: float, near: bool) -> None:
    document = annotate(paragraph("Stocks are low."))
    empty = policynlp.parse(b"Stocks are low.")
    with tracing() as trace:
        note_weighed(document, document.passages[0], "event", confidence, [("held", 2.5)])
    found = misses(trace, empty.model_copy(update={"records": []}), least)
    assert bool(found) == near


def test_every_signal_has_words() -> None:
    document = annotate(heading("Recommendations"), item("Hire nurses."))
    names = {name for weights in WEIGHTS.values() for name in weights}
    names |= {*event_prose.WEIGHTS, *training_evidence.WEIGHTS, *AGAINST_ASKING}
    passage = document.passages[0]
    # What has no words is shown as it is.
    without = {n for n in names if describe(document, passage, "event", n) == n.replace("_", " ")}
    assert without <= {"introduces", "topic"}, without
