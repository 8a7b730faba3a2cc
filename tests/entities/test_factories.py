"""The spaCy components, in pipelines of others."""

from __future__ import annotations

from pathlib import Path

import pytest

spacy = pytest.importorskip("spacy")

FRENCH = "Le Dr Awa Cissé (OMS) a séjourné au Mali du 3 au 7 mars 2020 avec 2 millions d'euros."
ENGLISH = "Dr Awa Cisse (WHO) stayed in Mali from 3 to 7 March 2020 with 2 million euros."
CONCEPTS = ["concept:results-based-financing", "concept:uhc"]
NAMES = ("policynlp_people", "policynlp_names", "policynlp_dates", "policynlp_amounts")


@pytest.mark.parametrize(("language", "text"), [("fr", FRENCH), ("en", ENGLISH)])
def test_same_ids_in_both_languages(language: str, text: str, tmp_path: Path) -> None:
    """All four together, before and after a round trip to disk."""
    import policynlp.entities.factories  # noqa: F401 - registers the components

    nlp = spacy.blank(language)
    for name in NAMES:
        nlp.add_pipe(name)
    wanted = {
        ("PERSON", "person:awa-cisse"),
        ("ORG", "org:who"),
        ("COUNTRY", "country:MLI"),
        ("DATE", "date:2020-03-03/2020-03-07"),
        ("MONEY", "money:EUR:2000000"),
    }
    nlp.to_disk(tmp_path / "pipeline")
    for pipeline in (nlp, spacy.load(tmp_path / "pipeline")):
        assert {(e.label_, e.kb_id_) for e in pipeline(text).ents} == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Le financement basé sur les résultats et la couverture sanitaire universelle."),
        ("en", "Results-based financing and universal health coverage."),
    ],
)
def test_same_concepts_in_both_languages(language: str, text: str) -> None:
    """Spans with ids of the glossary, beside those that were there."""
    import policynlp.entities.factories  # noqa: F401

    nlp = spacy.blank(language)
    nlp.add_pipe("policynlp_concepts", config={"spans_key": "sc"})
    doc = nlp(text)
    spans = doc.spans["sc"]
    assert [span.kb_id_ for span in spans] == CONCEPTS
    assert {span.label_ for span in spans} == {"CONCEPT"}


def test_published_fills_years() -> None:
    """The setting reaches the component, and entities set before are kept."""
    import policynlp.entities.factories  # noqa: F401

    nlp = spacy.blank("fr")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "X", "pattern": "3 mai"}])
    nlp.add_pipe("policynlp_dates", config={"published": "2019-06-01"})
    doc = nlp("Le 3 mai puis le 12 mai.")
    assert [(e.text, e.label_, e.kb_id_) for e in doc.ents] == [
        ("3 mai", "X", ""),
        ("12 mai", "DATE", "date:2019-05-12"),
    ]


def test_found_by_their_entry_points() -> None:
    """A fresh interpreter that imports spaCy alone finds the components."""
    import subprocess
    import sys

    code = (
        "import spacy; nlp = spacy.blank('en'); nlp.add_pipe('policynlp_dates');"
        "print([e.kb_id_ for e in nlp('It ended on 3 May 2020.').ents])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "['date:2020-05-03']", done.stderr
