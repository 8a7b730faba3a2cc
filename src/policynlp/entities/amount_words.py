"""Numbers told by halves and by the dozen: "half a million dollars", « un million et demi »,
"two and a half years", « une dizaine de semaines », "within a fortnight".

The words are in `languages/<code>/amounts.toml` under `parts`, `halves`, `ones`, `collectives` and
`spans`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from policynlp.compiled import compile_kept
from policynlp.entities.date_words import date_words
from policynlp.folding import fold, fold_pattern
from policynlp.languages import available, lexicon
from policynlp.languages.anchors import needed_text

# What follows a place in the text: the factor of a scale and where it ends; kind, unit and end of
# a currency or unit.
Scale = Callable[[str, int], tuple[int, int] | None]
Unit = Callable[[str, int], tuple[str, str, int] | None]


@dataclass(frozen=True)
class _Words:
    trigger: re.Pattern[str]
    head: re.Pattern[str]
    half: re.Pattern[str]
    parts: Mapping[str, Decimal]
    numbers: Mapping[str, int]
    spans: tuple[tuple[tuple[str, ...], re.Pattern[str], str], ...]


@dataclass(frozen=True)
class Told:
    """An amount: MONEY or QUANTITY, its unit and value, offsets into the text."""

    kind: str
    unit: str
    value: Decimal
    start: int
    end: int


@cache
def _words() -> _Words:
    parts: dict[str, Decimal] = {}
    numbers: dict[str, int] = {n: v for n, v in date_words().numbers.items() if n.isalpha()}
    halves: list[str] = []
    spans: list[tuple[tuple[str, ...], re.Pattern[str], str]] = []
    collectives: list[str] = []
    for code in available():
        table = lexicon(code).table("amounts")
        for form, value in _mapping(table, "parts").items():
            parts[fold(form)] = Decimal(str(value))
        for form, value in _mapping(table, "collectives").items():
            parts[fold(form)] = Decimal(str(value))
            collectives.append(fold(form))
        numbers.update((fold(form), 1) for form in lexicon(code).words("amounts", "ones"))
        halves += [fold_pattern(form) for form in lexicon(code).words("amounts", "halves")]
        for form, unit in _mapping(table, "spans").items():
            pattern = compile_kept(rf"(?<!\w)(?:{fold_pattern(form)})(?!\w)")
            spans.append((needed_text([fold_pattern(form)]), pattern, str(unit)))
    half = "|".join(halves)
    told = "|".join(sorted(map(re.escape, parts), key=len, reverse=True))
    number = "|".join(sorted(map(re.escape, numbers), key=len, reverse=True))
    return _Words(
        compile_kept(rf"(?<!\w)(?:{told})|(?: |-)(?:{half})(?!\w)"),
        compile_kept(
            rf"(?<![\w.,-])(?:(?P<part>{told})|(?P<number>\d{{1,3}}(?:[.,]\d{{1,2}})?|{number})"
            rf"(?P<half>[ -](?:{half}))?)(?!\w)"
        ),
        compile_kept(rf"[ -](?:{half})(?!\w)"),
        parts,
        numbers,
        tuple(spans),
    )


def _mapping(table: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = table.get(key, {})
    assert isinstance(value, Mapping)
    return value


def read_told(text: str, scale: Scale, unit: Unit) -> list[Told]:
    """Amounts in folded text whose number is told with a half, a part or a dozen."""
    words = _words()
    found: list[Told] = []
    for needed, pattern, of in words.spans:
        if needed and not any(word in text for word in needed):
            continue
        for match in pattern.finditer(text):
            name, _, count = of.partition(":")
            found.append(Told("QUANTITY", name, Decimal(count), match.start(), match.end()))
    if words.trigger.search(text) is None:
        return found
    behind = 0
    for match in words.head.finditer(text):
        if match.start() < behind:
            continue
        told = _told(text, match, words, scale, unit)
        if told is not None:
            found.append(told)
            behind = told.end
    return found


def _told(text: str, match: re.Match[str], words: _Words, scale: Scale, unit: Unit) -> Told | None:
    part, number = match["part"], match["number"]
    value = words.parts[part] if part else _number(number, words)
    special = bool(part)
    at = match.end()
    if match["half"]:
        value += Decimal("0.5")
        special = True
    if part and text.startswith("-", at):
        at += 1  # « un demi-million »
    scaled = scale(text, at)
    factor = 1
    if scaled is not None:
        factor, at = scaled
        half = words.half.match(text, at)
        if half is not None:
            value, at, special = value + Decimal("0.5"), half.end(), True
    measured = unit(text, at)
    if measured is None:
        return None
    kind, name, end = measured
    if kind == "QUANTITY":
        half = words.half.match(text, end)
        if half is not None and factor == 1:
            value, end, special = value + Decimal("0.5"), half.end(), True
        if factor > 1 or end - at < 3:
            return None
    return Told(kind, name, value * factor, match.start(), end) if special else None


def _number(form: str, words: _Words) -> Decimal:
    if form[0].isdigit():
        return Decimal(form.replace(",", "."))
    return Decimal(words.numbers[form])
