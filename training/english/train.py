"""Train the English pipeline: names, tags, morphology, lemmas, parses, sentence boundaries.

    pip install "spacy==3.8.*" "spacy-lookups-data==1.0.5"
    python training/english/train.py --data DIR --work DIR --out models/en

`--data` is the folder with the converted corpora (`*_train.spacy`, `*_dev.spacy`, `gazetteers/`;
what they are and their licences: `models/en/README.md`). `--work` takes everything that is not
shipped; a step whose result is there already is not done again. Further options
(`--training.max_steps 500`) go to the training of names. Everything is seeded; on another processor
the last digits may differ. It takes about an hour and a half on one core.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import spacy
import srsly
from corpora import prepare_corpora
from polish import average, polish
from spacy.language import Language
from spacy.strings import StringStore
from vectors import keep_common_words, make_vectors

HERE = Path(__file__).parent
SEED = 1
ROUNDS = ((700, (11, 12)), (900, (21, 22)))  # steps, seeds of the runs
PASSAGES = 3000
KEYS = 300_000  # words of the vector table that are shipped


def run_training(config: str, work: Path, data: Path, *, corpus: str, overrides: list[str]) -> Path:
    """`spacy train` in a process of its own; gives back the folder with its results, `model-best`
    (by the development sets) and `model-last`. A file `finished` keeps it from running again."""
    output = work / config
    if (output / "finished").exists():
        return output
    settings = {
        "--output": output,
        "--code": HERE / "augment.py",
        "--paths.train": work / f"{corpus}_train",
        "--paths.dev": work / f"{corpus}_dev",
        "--paths.vectors": work / "vectors",
    }
    command = [sys.executable, "-m", "spacy", "train", str(HERE / "configs" / f"{config}.cfg")]
    command += [str(part) for pair in settings.items() for part in pair] + overrides
    environment = {
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(HERE),
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "POLICYNLP_GAZETTEERS": str(data / "gazetteers"),
    }
    subprocess.run(command, check=True, env={**os.environ, **environment})
    (output / "finished").touch()
    return output


def polish_names(start: Path, work: Path, data: Path) -> Path:
    """Rounds of short further runs, each round from the mean of the one before; see `polish.py`."""
    os.environ["POLICYNLP_GAZETTEERS"] = str(data / "gazetteers")
    for number, (steps, seeds) in enumerate(ROUNDS, start=1):
        outs = [work / f"polish-{seed}" for seed in seeds]
        for seed, out in zip(seeds, outs, strict=True):
            if not out.exists():
                polish(start, work / "names_train", out, steps=steps, seed=seed)
        start = work / f"polished-{number}"
        average(spacy.load(outs[0]), [spacy.load(out) for out in outs[1:]]).to_disk(start)
    return start


def assemble(syntax: Path, senter: Path, names: Path) -> Language:
    """One pipeline from the three trainings.

    Names come first and lean on nothing else, so that they can run alone. The sentence splitter
    comes before the parser, which keeps its boundaries: they are the better ones by 2 to 3 points
    on the development sets, at the same score for the parses.
    """
    nlp = spacy.load(syntax)
    ner = spacy.load(names)
    if nlp.vocab.vectors.shape != ner.vocab.vectors.shape:
        raise ValueError(
            f"{syntax} and {names} were trained with different vectors: "
            "empty the work folder and train again"
        )
    nlp.add_pipe("senter", source=spacy.load(senter), first=True)
    nlp.add_pipe("ner", source=ner, first=True)
    meta = tomllib.loads((HERE / "meta.toml").read_text(encoding="utf-8"))
    nlp.meta.update(meta)  # scores of names: `evaluate.py`, not those seen in training
    nlp.vocab.vectors = keep_common_words(nlp.vocab.vectors, KEYS)
    return nlp


def write(nlp: Language, out: Path) -> None:
    """Write the pipeline without what only its training needed: folders and strings seen there."""
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.to_disk(out)
    strings = StringStore(spacy.blank("en").vocab.strings)
    for name in nlp.component_names:
        for label in getattr(nlp.get_pipe(name), "labels", ()):
            strings.add(str(label))
    lemmatizer: Any = nlp.get_pipe("trainable_lemmatizer")
    for tree in srsly.msgpack_loads(lemmatizer.trees.to_bytes())["trees"]:
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
        "--hold-dev-out",
        action="store_true",
        help="train names without the development sets and take the best model by them, to compare"
        " settings; the shipped model learns from them too and is the last one",
    )
    args, overrides = parser.parse_known_args()
    work, data = args.work.resolve(), args.data.resolve()
    work.mkdir(parents=True, exist_ok=True)
    if not (work / "vectors").exists():
        make_vectors(data / "gazetteers").to_disk(work / "vectors")
    if not (work / "names_train").exists():
        with_dev = not args.hold_dev_out
        prepare_corpora(data, work, passages=PASSAGES, seed=SEED, with_dev=with_dev)
    syntax = run_training("syntax", work, data, corpus="syntax", overrides=[])
    senter = run_training("senter", work, data, corpus="syntax", overrides=[])
    names = run_training("ner", work, data, corpus="names", overrides=overrides)
    chosen = (
        names / "model-best"
        if args.hold_dev_out
        else polish_names(names / "model-last", work, data)
    )
    write(assemble(syntax / "model-best", senter / "model-best", chosen), args.out)


if __name__ == "__main__":
    main()
