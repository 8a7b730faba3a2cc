"""The English pipeline in `models/en`: it loads, has its parts, finds names; slow: floors."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

ROOT = Path(__file__).resolve().parents[2]
MODEL = ROOT / "models" / "en"
GOLD = ROOT.parent / "shared" / "data" / "english"
MAX_BYTES = 20_500_000
FLOORS = tomllib.loads((ROOT / "training" / "english" / "floors.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.load(MODEL)


@pytest.fixture(scope="module")
def names_only() -> Language:
    return spacy.load(MODEL, exclude=[*SYNTAX, "senter"])


SYNTAX = ["tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser"]


def find(doc: Doc, label: str) -> set[str]:
    return {ent.text for ent in doc.ents if ent.label_ == label}


def test_the_pipeline_has_its_parts(nlp: Language) -> None:
    assert set(nlp.component_names) == {"ner", "senter", *SYNTAX}
    assert set(nlp.get_pipe("ner").labels) == {"PERSON", "ORG", "LOC"}  # type: ignore[attr-defined]


def test_names_need_no_syntax(names_only: Language) -> None:
    assert names_only.pipe_names == ["ner"]
    doc = names_only("The World Bank will support Kenya and the Ministry of Health of Uganda.")
    assert "Kenya" in find(doc, "LOC")
    assert "World Bank" in {t.removeprefix("the ") for t in find(doc, "ORG")}


def test_a_sentence_of_the_kind_we_read(nlp: Language) -> None:
    doc = nlp(
        "Dr Aminata Traoré of the World Health Organization (WHO) met the Ministry of Finance in "
        "Dakar, Senegal. UNICEF and the Global Fund financed the meeting."
    )
    assert "Aminata Traoré" in find(doc, "PERSON")
    assert {"World Health Organization", "WHO", "Ministry of Finance"} <= find(doc, "ORG")
    assert {"Dakar", "Senegal"} <= find(doc, "LOC")
    assert len(list(doc.sents)) == 2


def test_syntax_tells_verbs_and_lemmas(nlp: Language) -> None:
    doc = nlp("The nurses were visiting two hospitals.")
    by_text = {t.text: t for t in doc}
    assert by_text["visiting"].pos_ == "VERB"
    assert by_text["hospitals"].lemma_ == "hospital"
    assert by_text["nurses"].dep_.startswith("nsubj")


def test_sentences_without_the_parser() -> None:
    quick = spacy.load(MODEL, exclude=[*SYNTAX, "ner"])
    doc = quick("The mission took place in May. It met three ministers. They agreed on a plan.")
    assert len(list(doc.sents)) == 3


@pytest.mark.parametrize("text", ["", " ", "\n\n", "1", "|", "A" * 5000, "é" * 300, "\u200b"])
def test_odd_text_does_no_harm(nlp: Language, text: str) -> None:
    assert nlp(text).text == text


def test_the_model_is_small_enough_for_the_wheel() -> None:
    size = sum(f.stat().st_size for f in MODEL.rglob("*") if f.is_file())
    assert size <= MAX_BYTES


def test_the_card_names_every_source() -> None:
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    meta = spacy.util.load_meta(MODEL / "meta.json")
    missing = [source["url"] for source in meta["sources"] if source["url"] not in card]
    assert not missing


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(FLOORS["micro"]))
def test_names_hold_their_floors(names_only: Language, name: str) -> None:
    path = GOLD / f"{name}.spacy"
    if not path.exists():
        pytest.skip("../shared/data/english is not there")
    gold = list(DocBin().from_disk(path).get_docs(names_only.vocab))
    right = total = 0
    for doc, answer in zip(gold, names_only.pipe([d.text for d in gold]), strict=True):
        true = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        found = {(e.start_char, e.end_char, e.label_) for e in answer.ents}
        right += len(true & found)
        total += len(true) + len(found)
    assert 200 * right / total >= FLOORS["micro"][name]
