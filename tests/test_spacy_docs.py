"""Documents as spaCy Docs."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

import policynlp
from policynlp.schema import Document, Entity
from policynlp.spacy_docs import ABOUT
from sinks.made import document


@pytest.fixture(scope="module")
def made() -> Document:
    return document("a")


def test_text_and_spans_are_exact(made: Document) -> None:
    doc = policynlp.to_doc(made)
    assert doc.text == made.text
    found = [(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans["entities"]]
    assert found == [(e.start, e.end, e.label, e.id) for e in made.entities]
    found = [(s.start_char, s.end_char, s.label_, s.id_) for s in doc.spans["blocks"]]
    assert found == [(b.start, b.end, b.kind, b.id) for b in made.blocks]


def test_each_provenance_of_a_record_is_a_span(made: Document) -> None:
    doc = policynlp.to_doc(made)
    expected = [(r.type, r.id, p.start, p.end) for r in made.records for p in r.provenance]
    found = [(s.label_, s.id_, s.start_char, s.end_char) for s in doc.spans["records"]]
    assert found == expected


def test_span_inside_a_word_is_exact() -> None:
    entity = Entity(id="e", label="ORG", text="WHO", start=3, end=6, language="en", confidence=1,
                    canonical_id="org:who", canonical_name="WHO")  # fmt: skip
    made = document("a", text="preWHOpost", entities=[entity], blocks=[], records=[])
    (ent,) = policynlp.to_doc(made).ents
    assert (ent.text, ent.kb_id_) == ("WHO", "org:who")


def test_overlapping_entities_keep_the_longer_one_in_ents() -> None:
    text = "Ministry of Health of Mali"
    ents = [
        Entity(id="1", label="ORG", text=text, start=0, end=26, language="en", confidence=1,
               canonical_id=None, canonical_name=None),
        Entity(id="2", label="COUNTRY", text="Mali", start=22, end=26, language="en",
               confidence=1, canonical_id="country:MLI", canonical_name="Mali"),
    ]  # fmt: skip
    doc = policynlp.to_doc(document("a", text=text, entities=ents, blocks=[], records=[]))
    assert [ent.text for ent in doc.ents] == [text]
    assert [span.text for span in doc.spans["entities"]] == [text, "Mali"]


def test_document_without_text_has_an_empty_doc(made: Document) -> None:
    doc = policynlp.to_doc(made.model_copy(update={"text": "", "blocks": []}))
    assert len(doc) == 0
    assert doc.user_data[ABOUT]["id"] == made.id


def test_docbin_keeps_spans_ids_and_document(made: Document, tmp_path: Path) -> None:
    policynlp.to_docbin([made, document("b")]).to_disk(tmp_path / "x.spacy")
    first, second = DocBin().from_disk(tmp_path / "x.spacy").get_docs(spacy.blank("xx").vocab)
    assert first.text == made.text
    assert first.user_data[ABOUT]["path"] == "in/a.pdf"
    assert [s.id_ for s in first.spans["entities"]] == [e.id for e in made.entities]
    assert next(s.kb_id_ for s in first.spans["entities"]) == "country:MLI"
    assert second.user_data[ABOUT]["path"] == "in/b.pdf"


def test_the_users_own_pipeline_gives_the_vocabulary(made: Document) -> None:
    nlp = spacy.blank("fr")
    assert policynlp.to_doc(made, nlp).vocab is nlp.vocab


@pytest.mark.parametrize("show", ["entities", "records"])
def test_rendered_text_is_escaped(made: Document, show: str) -> None:
    html = policynlp.render(made, show=show, page=True)  # type: ignore[arg-type]  # parametrised
    assert "<script>alert" not in html
    assert "COUNTRY" in html if show == "entities" else "recommendation" in html


def test_document_without_records_is_rendered_all_the_same(made: Document) -> None:
    assert policynlp.render(made.model_copy(update={"records": []}), show="records")
