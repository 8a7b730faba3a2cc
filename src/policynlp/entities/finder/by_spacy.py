"""Trained name finders run by spaCy itself: for pipelines of another make, and to compare with.

Only the NER layer is loaded; grammar is not needed here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

_BATCH = 128


class SpacyFinder:
    """Finds names in texts by a spaCy pipeline."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def find(self, texts: Sequence[str]) -> list[list[tuple[str, int, int]]]:
        """The names in each text: label, start and end."""
        return [
            [(span.label_, span.start_char, span.end_char) for span in doc.ents]
            for doc in self._nlp.pipe(texts, batch_size=_BATCH)
        ]


def load_by_spacy(path: Path, language: str) -> Language:
    """A pipeline with nothing but NER."""
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
