"""Training folders from the data folder: how often a corpus is shown, and what is not believed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import spacy
from names import NameMaker
from sentences import write_passages
from spacy.tokens import Doc, DocBin

# how often each corpus is shown in one pass over the data; small and near ones more often
TIMES_SHOWN = {"ewt": 1, "crossner": 1, "redocred": 1, "multiner": 1, "wikigold": 2}
GUM_SHOWN = 2
DEV_SETS = ("ewt", "gum", "crossner", "multiner", "redocred")
SYNTAX_SETS = ("ewt", "gum")


def prepare_corpora(data: Path, work: Path, *, passages: int, seed: int, with_dev: bool) -> None:
    """Fill `work`/names_train, names_dev, syntax_train and syntax_dev with .spacy files.

    with_dev: the names training also sees the development sets, as the shipped model does.
    """
    for folder in ("names_train", "names_dev", "syntax_train", "syntax_dev"):
        shutil.rmtree(work / folder, ignore_errors=True)
        (work / folder).mkdir(parents=True)
    for corpus, times in TIMES_SHOWN.items():
        for i in range(times):
            shutil.copy(
                data / f"{corpus}_train.spacy", work / "names_train" / f"{corpus}_{i + 1}.spacy"
            )
    nlp = spacy.blank("en")
    gum = DocBin().from_disk(data / "gum_train.spacy")
    believed = DocBin(docs=[doubt_odd_people(d) for d in gum.get_docs(nlp.vocab)])
    for i in range(GUM_SHOWN):
        believed.to_disk(work / "names_train" / f"gum_{i + 1}.spacy")
    rng = random.Random(seed)
    written = write_passages(nlp, NameMaker(data / "gazetteers", rng), rng, passages)
    DocBin(docs=written).to_disk(work / "names_train" / "written.spacy")
    for corpus in DEV_SETS:
        shutil.copy(data / f"{corpus}_dev.spacy", work / "names_dev")
        if with_dev:
            shutil.copy(data / f"{corpus}_dev.spacy", work / "names_train")
    for corpus in SYNTAX_SETS:
        shutil.copy(data / f"{corpus}_train.spacy", work / "syntax_train")
        shutil.copy(data / f"{corpus}_dev.spacy", work / "syntax_dev")


def doubt_odd_people(doc: Doc) -> Doc:
    """Take back PERSON from spans that are no person's name: « of Athens », « X and Y of Z ».

    GUM's names are derived by rule from a layer of noun phrases, and this is what the rule gets
    wrong.
    """
    odd = [
        e
        for e in doc.ents
        if e.label_ == "PERSON" and (e[0].lower_ == "of" or "and" in {t.lower_ for t in e})
    ]
    doc.set_ents([e for e in doc.ents if e not in odd], missing=odd, default="outside")
    return doc
