"""Train the English pipeline: names, tags, morphology, lemmas, parses, sentence boundaries.

    pip install "spacy==3.8.*" "spacy-lookups-data==1.0.5"
    python training/english/train.py --data DIR --work DIR --out models/en

`--data` is the folder with the converted corpora (`*_train.spacy`, `*_dev.spacy`, `gazetteers/`;
what they are and their
licences: `models/en/README.md`). `--work` takes everything that is not shipped; a step whose result
is there already is
not done again. Everything is seeded; on another processor the last digits may differ. The three
trainings take about an hour
on one core.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import spacy
import srsly
from corpora import prepare_corpora
from spacy.language import Language
from spacy.strings import StringStore
from vectors import keep_common_words, make_vectors

HERE = Path(__file__).parent
SEED = 1
PASSAGES = 3000
KEYS = 180_000  # words of the vector table that are shipped
PIPES = ("tok2vec", "tagger", "morphologizer", "trainable_lemmatizer", "parser")


def run_training(
    config: str, work: Path, data: Path, *, corpus: str, vectors: bool, overrides: list[str]
) -> Path:
    """`spacy train` in a process of its own; gives back the folder of the best model by the
    development sets."""
    output = work / config
    best = output / "model-best"
    if best.exists():
        return best
    command = [
        sys.executable,
        "-m",
        "spacy",
        "train",
        str(HERE / "configs" / f"{config}.cfg"),
        "--output",
        str(output),
    ]
    command += ["--code", str(HERE / "augment.py"), "--paths.train", str(work / f"{corpus}_train")]
    command += ["--paths.dev", str(work / f"{corpus}_dev"), "--system.seed", str(SEED)]
    if vectors:
        command += ["--paths.vectors", str(work / "vectors")]
    settings = {
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(HERE),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "POLICYNLP_GAZETTEERS": str(data / "gazetteers"),
    }
    subprocess.run([*command, *overrides], check=True, env={**os.environ, **settings})
    return best


def assemble(syntax: Path, senter: Path, names: Path) -> Language:
    """One pipeline from the three trainings.

    Names come first and lean on nothing else, so that they can run alone. The sentence splitter
    waits, disabled, for use without the parser.
    """
    nlp = spacy.load(syntax)
    ner = spacy.load(names)
    if nlp.vocab.vectors.shape != ner.vocab.vectors.shape:
        raise ValueError(
            f"{syntax} and {names} were trained with different vectors: "
            "empty the work folder and train again"
        )
    nlp.add_pipe("senter", source=spacy.load(senter))
    nlp.disable_pipe("senter")
    nlp.add_pipe("ner", source=ner, first=True)
    meta = tomllib.loads((HERE / "meta.toml").read_text(encoding="utf-8"))
    performance = {key: ner.meta["performance"][key] for key in ("ents_f", "ents_p", "ents_r")}
    nlp.meta.update({**meta, "performance": {**nlp.meta["performance"], **performance}})
    nlp.vocab.vectors = keep_common_words(nlp.vocab.vectors, KEYS)
    return nlp


def write(nlp: Language, out: Path) -> None:
    """Write the pipeline; of all strings seen in training only those that its parts need."""
    nlp.to_disk(out)
    strings = StringStore(spacy.blank("en").vocab.strings)
    for name in nlp.component_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            strings.add(str(label))
    trees = srsly.msgpack_loads(nlp.get_pipe("trainable_lemmatizer").trees.to_bytes())
    for tree in trees["trees"]:
        for key in ("orig", "subst"):
            if key in tree:
                strings.add(nlp.vocab.strings[tree[key]])
    strings.to_disk(out / "vocab" / "strings.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with the corpora and gazetteers"
    )
    parser.add_argument(
        "--work",
        type=Path,
        required=True,
        help="folder for vectors, corpora and trainings (outside the checkout)",
    )
    parser.add_argument("--out", type=Path, required=True, help="where the pipeline goes")
    parser.add_argument(
        "overrides",
        nargs="*",
        help="settings for the names training, such as --training.max_steps=500",
    )
    args, unknown = parser.parse_known_args()
    overrides = [*args.overrides, *unknown]
    work, data = args.work.resolve(), args.data.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "vectors").exists():
        make_vectors(data / "gazetteers").to_disk(work / "vectors")
    if not (work / "names_train").exists():
        prepare_corpora(data, work, passages=PASSAGES, seed=SEED)
    syntax = run_training("syntax", work, data, corpus="syntax", vectors=True, overrides=[])
    senter = run_training("senter", work, data, corpus="syntax", vectors=True, overrides=[])
    names = run_training("ner", work, data, corpus="names", vectors=True, overrides=overrides)
    write(assemble(syntax, senter, names), args.out)


if __name__ == "__main__":
    main()
