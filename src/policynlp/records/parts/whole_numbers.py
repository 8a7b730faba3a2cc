"""Whole numbers in a text, in digits or words: how many people, sessions, sites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from policynlp.compiled import compile_kept
from policynlp.folding import fold, fold_pattern
from policynlp.languages import Lexicon, all_folded, lexicon

NAME = "records/participants"
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|\d+")
_DIGITS = re.compile(r"\d{1,3}(?:[ ,.\u00a0]\d{3}){1,2}(?!\d)|\d{1,6}")
_DECIMAL = re.compile(r"\d{1,6}[.,]\d{1,3}(?![.,]?\d)")
_HUNDRED = 100
# A scale of fewer letters ("m", "k") may be a unit.
MIN_SCALE = 4


def numbers_in(folded: str, rules: Lexicon) -> Iterator[tuple[int, int, int]]:
    """Whole numbers of folded text, in digits or words, as (start, end, value), left to right.

    "2.3 million" is one; "2.3" is none: nothing that is counted comes in parts. "210 of the 300"
    is one, too, of which 210 are counted.
    """
    out_of = rules.pattern(NAME, "out_of")
    part: tuple[int, int, int] | None = None
    for start, end, value in _each_number(folded, rules):
        if part is not None and out_of.fullmatch(folded, part[1] + 1, start - 1):
            part = (part[0], end, part[2])
            continue
        if part is not None:
            yield part
        part = (start, end, value)
    if part is not None:
        yield part


def _each_number(folded: str, rules: Lexicon) -> Iterator[tuple[int, int, int]]:
    values = _values(rules.code)
    articles = {fold(word) for word in rules.words(NAME, "no_numbers")}
    multipliers = {fold(word) for word in rules.words(NAME, "multipliers")}
    scales, factors = _scales(rules.code)
    words = list(_WORD.finditer(folded))
    position = 0
    while position < len(words):
        match = words[position]
        start = match.start()
        found = _printed(folded, start, scales)
        if found is None and match.group() not in articles:
            taken, spelt = _spelt(folded, words[position : position + 6], values, multipliers)
            found = (words[position + taken - 1].end(), Decimal(spelt)) if taken else None
        if found is None:
            position += 1
            continue
        end, value = found
        scale = scales.match(folded, end)
        if scale is not None:
            end = scale.end()
            value *= next(f for f, named in zip(factors, scale.groups(), strict=True) if named)
        if value == int(value):
            yield start, end, int(value)
        while position < len(words) and words[position].start() < end:
            position += 1


def _printed(folded: str, start: int, scales: re.Pattern[str]) -> tuple[int, Decimal] | None:
    """The end and the value of a number in digits that begins at an offset.

    "1.716" are thousands, but not before "million".
    """
    digits = _DIGITS.match(folded, start)
    if digits is None:
        return None
    decimal = _DECIMAL.match(folded, start)
    if decimal and (decimal.end() > digits.end() or scales.match(folded, decimal.end())):
        return decimal.end(), Decimal(decimal.group().replace(",", "."))
    return digits.end(), Decimal(re.sub(r"\D", "", digits.group()))


def _spelt(
    folded: str, words: list[re.Match[str]], values: dict[str, int], factors: set[str]
) -> tuple[int, int]:
    """How many words from the first on spell a number, and its value; (0, 0) where none do."""
    total = current = taken = 0
    joints = all_folded("lexicon", "and")
    for i, word in enumerate(words):
        if i and folded[words[i - 1].end() : word.start()].strip():
            break
        parts = _parts(word.group(), values)
        if parts is None:
            joined = word.group() in joints and i and i + 1 < len(words)
            if joined and _parts(words[i + 1].group(), values) and current % 10 == 0 and current:
                continue
            break
        if i and parts[0] <= current % 10 and parts[0] < _HUNDRED:
            break
        for part in parts:
            if part >= 1000:
                total, current = total + max(current, 1) * part, 0
            elif word.group() in factors and current:
                current *= part
            else:
                current += part
        taken = i + 1
    return taken, total + current


def _parts(word: str, values: dict[str, int]) -> list[int] | None:
    """The values of a number word, of its parts where it is put together ("soixante-dix")."""
    if word in values:
        return [values[word]]
    pieces = word.split("-")
    found: list[int] = []
    i = 0
    while i < len(pieces):
        pair = "-".join(pieces[i : i + 2])
        if i + 1 < len(pieces) and pair in values:
            found.append(values[pair])
            i += 2
        elif pieces[i] in values:
            found.append(values[pieces[i]])
            i += 1
        elif pieces[i] in all_folded("lexicon", "and") and found:
            i += 1
        else:
            return None
    return found


@cache
def _values(code: str) -> dict[str, int]:
    rules = lexicon(code)
    values: dict[str, int] = {}
    for name, key in (("lexicon", "number_words"), (NAME, "counts.words")):
        table = rules.get(name, key)
        if isinstance(table, dict):
            values |= {fold(word): value for word, value in table.items()}
    return values


def scale_names(code: str) -> str:
    """An expression for the names of thousands and millions in a language."""
    return "|".join(_named_scales(code))


@cache
def _named_scales(code: str) -> dict[str, int]:
    table = lexicon(code).get("amounts", "scales")
    assert isinstance(table, dict)
    named = {fold_pattern(name): int(factor) for name, factor in table.items()}
    return {name: factor for name, factor in named.items() if len(name) >= MIN_SCALE}


@cache
def _scales(code: str) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """The names of thousands and millions behind a number, a group each, and their values."""
    named = _named_scales(code)
    names = "|".join(f"({name})" for name in named)
    return compile_kept(rf"[ \u00a0](?:{names})(?!\w)"), tuple(named.values())
