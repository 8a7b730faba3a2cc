"""Which language a block is written in.

Function words first: they are quick, the same in every run, and right where a statistical
detector is led astray by names and acronyms. Where they do not settle it py3langid decides, and
langdetect where py3langid is not installed. Languages without a folder are named as well, so that
Portuguese is not taken for French. Blocks too short to say take the language of their neighbours.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from policynlp.blocks import LoadedDocument
from policynlp.cache import cached_arrays
from policynlp.folding import fold
from policynlp.languages import available, lexicon, other_function_words
from policynlp.schema import Block, Warning

LanguageDetector = Callable[[str], Mapping[str, float]]

# What the statistical detector may answer: languages of health-policy documents we meet.
CANDIDATES = ("ar", "de", "en", "es", "fr", "it", "nl", "pt", "ru", "sw", "zh")

# The apostrophe belongs to the word before it: "l'" is French, the "s" of "China's" nothing.
_WORD = re.compile(r"[^\W\d_]+'?")
_MAX_CHARS = 4000
# Scripts that settle the question by themselves.
_SCRIPTS = (
    ("ar", re.compile(r"[\u0600-\u06ff\u0750-\u077f]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("am", re.compile(r"[\u1200-\u137f]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_ANY_SCRIPT = re.compile("|".join(pattern.pattern for _, pattern in _SCRIPTS))


@cache
def _function_words() -> dict[str, tuple[tuple[str, float], ...]]:
    """Function word -> languages it belongs to, with its weight: shared words say less."""
    owners: dict[str, set[str]] = {}
    for code in available():
        for phrase in lexicon(code).words("lexicon", "function_words"):
            for word in _WORD.findall(fold(phrase)):
                owners.setdefault(word, set()).add(code)
    for code, words in other_function_words().items():
        for word in words:
            owners.setdefault(word, set()).add(code)
    return {
        word: tuple((code, 1.0 / len(codes)) for code in sorted(codes))
        for word, codes in owners.items()
    }


def detect(text: str) -> Mapping[str, float]:
    """Languages of a text with their probability, best first; empty where it is too short."""
    text = text[:_MAX_CHARS]
    script = _by_script(text)
    if script is not None:
        return {script: 1.0}
    words = _WORD.findall(fold(text))
    if not words:
        return {}
    hits: Counter[str] = Counter()
    table = _function_words()
    for word in words:
        for code, weight in table.get(word, ()):
            hits[code] += weight  # type: ignore[assignment]
    ranked = hits.most_common(2)
    if ranked:
        (best, first), second = ranked[0], ranked[1][1] if len(ranked) > 1 else 0.0
        total = sum(hits.values())
        # Enough of them, and no other language near.
        if first >= 2 and first >= 1.8 * second and total >= 0.12 * len(words):
            return {best: min(0.99, first / total + 0.2)}
    guess = _by_statistics(text)
    if not guess:
        return {}
    best, probability = next(iter(guess.items()))
    if ranked and best != ranked[0][0] and ranked[0][1] >= 2 * hits[best] + 2:
        best, probability = ranked[0][0], 0.6
    elif hits[best] >= 1:
        probability = max(probability, 0.8)
    # Few words are weak evidence, however sure the statistics are.
    return {best: min(probability, 0.35 + 0.07 * len(words))}


def _by_script(text: str) -> str | None:
    """The language of a text most of whose letters belong to a script of its own."""
    if text.isascii() or not _ANY_SCRIPT.search(text):
        return None
    letters = sum(character.isalpha() for character in text)
    for code, pattern in _SCRIPTS:
        if letters and 2 * len(pattern.findall(text)) > letters:
            return code
    return None


def _by_statistics(text: str) -> Mapping[str, float]:
    """Best language and its probability by py3langid, else by langdetect; empty where both fail."""
    # Capitals carry no accents and mislead statistics on letters.
    shown = text.lower() if text.isupper() else text
    for load in (_py3langid, _langdetect):
        detector = load()
        if detector is not None:
            return detector(shown)
    return {}


@cache
def _py3langid() -> LanguageDetector | None:
    try:
        from py3langid.langid import MODEL_DIR, MODEL_FILE, LanguageIdentifier
        from py3langid.modelio import load_model
    except ImportError:
        return None
    file = Path(MODEL_DIR) / MODEL_FILE

    def read() -> dict[str, Any]:
        table, prior, codes, moves, rows, features = load_model(file)
        chosen = [i for i, code in enumerate(codes) if code in CANDIDATES]
        return {
            "table": table[:, chosen],
            "prior": prior[chosen],
            "codes": np.array([codes[i] for i in chosen]),
            "moves": np.array(moves),
            "rows": np.array(rows),
            "features": np.array(features, dtype=np.int32),
        }

    # Unpacking the 142 languages of the model takes half a second.
    made_of = [file, version("py3langid"), *CANDIDATES]
    names = ("table", "prior", "codes", "moves", "rows", "features")
    model = cached_arrays("languages", made_of, names, read)
    identifier = LanguageIdentifier(
        np.asarray(model["table"]),
        np.asarray(model["prior"]),
        model["codes"].tolist(),
        model["moves"].data,
        model["features"].tolist(),
        norm_probs=True,
        tk_row=model["rows"].tolist(),
    )

    def classify(text: str) -> Mapping[str, float]:
        code, probability = identifier.classify(text)
        return {str(code): float(probability)}

    return classify


@cache
def _langdetect() -> LanguageDetector | None:
    try:
        from langdetect import DetectorFactory
        from langdetect.detector_factory import PROFILES_DIRECTORY
        from langdetect.lang_detect_exception import LangDetectException
    except ImportError:
        return None

    factory = DetectorFactory()
    factory.seed = 0
    names = {"zh": "zh-cn"}
    profiles = [
        path
        for code in CANDIDATES
        if (path := Path(PROFILES_DIRECTORY) / names.get(code, code)).is_file()
    ]
    factory.load_json_profile([path.read_text("utf-8") for path in profiles])

    def classify(text: str) -> Mapping[str, float]:
        detector = factory.create()
        try:
            detector.append(text)
            found = detector.get_probabilities()
        except LangDetectException:
            return {}
        return {found[0].lang.split("-")[0]: found[0].prob} if found else {}

    return classify


_SURE = 0.5


def tag_languages(
    loaded: LoadedDocument, detector: LanguageDetector | None = None
) -> LoadedDocument:
    """The document with the language of every block set (None where nothing can be told at all).

    Blocks that are too short to say, or that seem to be in a language nothing else here is in, take
    the language of their neighbours, then that of the document. Blocks in a language without a
    folder are kept and told of in one warning for each language.
    """
    detector = detector or detect
    texts = [loaded.text[block.start : block.end] for block in loaded.blocks]
    guesses = [_first(detector(text)) for text in texts]
    weights: Counter[str] = Counter()
    for (code, confidence), text in zip(guesses, texts, strict=True):
        if code is not None and confidence >= _SURE:
            weights[code] += len(text)
    main = weights.most_common(1)[0][0] if weights else None
    trusted = {code for code, weight in weights.items() if weight >= 0.05 * weights.total()} | set(
        available()
    )
    languages: list[str | None] = []
    for (code, confidence), text in zip(guesses, texts, strict=True):
        short = len(text) < 60
        sure = code is not None and confidence >= (0.6 if short else _SURE)
        languages.append(code if sure and (code in trusted or not short) else None)
    if main is None:
        main = next((code for code, _ in guesses if code is not None), None)
    blocks = tuple(
        block.model_copy(update={"language": language})
        for block, language in zip(
            loaded.blocks, _inherit(loaded.blocks, languages, main), strict=True
        )
    )
    return replace(loaded, blocks=blocks, warnings=loaded.warnings + _warn(blocks))


def _first(scores: Mapping[str, float]) -> tuple[str | None, float]:
    for code, confidence in scores.items():
        return code, confidence
    return None, 0.0


def _inherit(
    blocks: Sequence[Block], languages: Sequence[str | None], main: str | None
) -> list[str | None]:
    """Open languages filled: where both neighbours agree theirs, else the document's."""
    before: list[str | None] = []
    last: str | None = None
    for language in languages:
        last = language or last
        before.append(last)
    filled: list[str | None] = [None] * len(blocks)
    following: str | None = None
    for i in range(len(blocks) - 1, -1, -1):
        own = languages[i]
        if own is not None:
            filled[i] = following = own
        elif before[i] is not None and before[i] == following:
            filled[i] = following
        else:
            filled[i] = main
    return filled


def _warn(blocks: Sequence[Block]) -> tuple[Warning, ...]:
    unsupported: dict[str, list[Block]] = {}
    for block in blocks:
        if block.language is not None and block.language not in available():
            unsupported.setdefault(block.language, []).append(block)
    return tuple(
        Warning(
            code="language_unsupported",
            message=(
                f"{len(found)} block(s) in language {code!r}, first {found[0].id}; "
                f"only {', '.join(available())} are analysed"
            ),
            page=found[0].page,
        )
        for code, found in sorted(unsupported.items())
    )


_PARTS = 2**16


def language_shares(loaded: LoadedDocument) -> dict[str, float]:
    """Share of characters of each language among blocks whose language is known; adds up to 1.

    Headers and footers do not count.
    """
    counts: Counter[str] = Counter()
    for block in loaded.blocks:
        if block.language is not None and block.kind not in ("header", "footer"):
            counts[block.language] += block.end - block.start
    total = counts.total()
    if not total:
        return {}
    # Fractions of a power of two, by largest remainder: such floats add up without an error.
    parts = {code: _PARTS * count // total for code, count in counts.items()}
    rest = _PARTS - sum(parts.values())
    order = sorted(counts, key=lambda code: (-(_PARTS * counts[code] % total), code))
    for code in order[:rest]:
        parts[code] += 1
    ranked = sorted(parts, key=lambda code: (-counts[code], code))
    return {code: parts[code] / _PARTS for code in ranked if parts[code]}


def main_language(shares: Mapping[str, float]) -> str | None:
    """The language with the largest share; None for a document without any."""
    return max(shares, key=lambda code: (shares[code], code)) if shares else None
