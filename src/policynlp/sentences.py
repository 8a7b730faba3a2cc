"""Where sentences begin and end inside a block, by rule: fast, the same in every run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.languages import Lexicon, any_of
from policynlp.languages import lexicon as lexicon_of

# A stop, closing marks, white space, then something that can open a sentence.
_BOUNDARY = re.compile(
    r"(?P<stop>[.!?…]{1,4})(?P<close>[\"»”’')\]]{0,3}|\s»)\s+"
    r"(?=[\"«“‘(\[]?\s?[^\W_a-zß-öø-ÿ])"
)
_LAST_WORD = re.compile(r"[^\s(\[«“\"]{1,30}$")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,12}'?")
_INITIAL = re.compile(r"(?:[^\W\d_]\.){0,4}[^\W\d_]")


def split_sentences(text: str, lexicon: Lexicon | None) -> Iterator[tuple[int, int]]:
    """Offsets of the sentences of one block of text, left to right, without gaps but white space.

    A full stop after an abbreviation of the lexicon, an initial or a bare list number ends nothing,
    but for "at 10 a.m. The minister".
    """
    abbreviations = _abbreviations(lexicon)
    start = 0
    for match in _BOUNDARY.finditer(text):
        short = match["stop"] == "." and _abbreviated(text, start, match.start(), abbreviations)
        if short and not _begins_anew(text, match, lexicon):
            continue
        if match.end() < len(text):
            yield start, match.end("close")
            start = match.end()
    if start < len(text):
        yield start, len(text)


def _abbreviations(lexicon: Lexicon | None) -> frozenset[str]:
    if lexicon is None:
        return frozenset()
    return _abbreviations_of(lexicon.code)


@cache
def _abbreviations_of(code: str) -> frozenset[str]:
    words = lexicon_of(code).words("lexicon", "abbreviations")
    return frozenset(word.rstrip(".").lower() for word in words)


def _abbreviated(text: str, start: int, stop: int, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at `stop` belongs to the word before it."""
    word = _LAST_WORD.search(text, max(start, stop - 30), stop)
    if word is None:
        return False
    token = word.group()
    if token.lower().rsplit("/", 1)[-1] in abbreviations:  # "Mr./Ms."
        return True
    if _INITIAL.fullmatch(token):
        return True
    # "3. Train ..." and "Recommandation n° 3. Former ...": the number of what follows.
    return _label().fullmatch(text[start:stop].strip()) is not None


def _begins_anew(text: str, stop: re.Match[str], lexicon: Lexicon | None) -> bool:
    """Whether a new sentence begins behind an abbreviation that may end one: "10 a.m. The"."""
    word = _LAST_WORD.search(text, max(0, stop.start() - 30), stop.start())
    opener = _FIRST_WORD.match(text, stop.end())
    if lexicon is None or word is None or opener is None:
        return False
    return word.group().lower() in _last_abbreviations_of(
        lexicon.code
    ) and opener.group().lower() in _openers_of(lexicon.code)


@cache
def _last_abbreviations_of(code: str) -> frozenset[str]:
    words = lexicon_of(code).words("lexicon", "last_abbreviations")
    return frozenset(word.rstrip(".").lower() for word in words)


@cache
def _openers_of(code: str) -> frozenset[str]:
    return frozenset(
        word.lower()
        for key in ("articles", "determiners")
        for word in lexicon_of(code).words("lexicon", key)
    )


@cache
def _label() -> re.Pattern[str]:
    """A number, alone or in a label: "3", "Recommandation n° 3"."""
    return re.compile(rf"(?:[^\W\d_]{{4,18}}\s{number_sign()})?\d{{1,3}}")


def number_sign(*more: str) -> str:
    """A part of an expression: a sign before a number, as printed, or none ("no.", « n° », "#").

    `more` are keys of `languages/*/reading.toml` with further signs.
    """
    return rf"(?:(?:{any_of('reading', 'numbers.signs', *more, printed=True)}|#)\s?)?"
