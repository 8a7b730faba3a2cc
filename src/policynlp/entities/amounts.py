"""Money and quantities: a number, its scale, and a currency or unit on either side.

Ids are the same in every language: `money:EUR:1500000`, `quantity:percent:12.5`,
`quantity:week:3`; ranges keep both ends (`money:USD:2000000-3000000`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from policynlp.entities.date_words import date_words
from policynlp.entities.mentions import Mention, Segment
from policynlp.folding import fold_pattern
from policynlp.languages import available, lexicon

_NUMBER = re.compile(
    r"(?<![\w.,/])(?:\d{1,3}(?:[ ,.']\d{3}){1,4}(?!\d)(?:[.,]\d{1,3}(?!\d))?"
    r"|\d{1,15}(?:[.,]\d{1,4})?)(?!\d)"
)
_TO = re.compile(r"(?: ?- ?| a | au? | to | et | and | or | ou )$")


@dataclass(frozen=True)
class _Tables:
    """Expressions merged over languages; groups are numbered into the tuples beside them."""

    scale: re.Pattern[str]
    scales: tuple[int, ...]
    currency: re.Pattern[str]
    before: re.Pattern[str]
    currencies: tuple[str, ...]
    unit: re.Pattern[str]
    units: tuple[str, ...]


@cache
def _tables() -> _Tables:
    scales: dict[str, int] = {}
    currencies: dict[str, str] = {}
    units: dict[str, str] = {}
    for code in available():
        for key, target in (("currencies", currencies), ("units", units)):
            table = lexicon(code).get("amounts", key)
            assert isinstance(table, Mapping)
            for name, expressions in table.items():
                for expression in expressions:
                    target.setdefault(fold_pattern(expression), name)
        table = lexicon(code).get("amounts", "scales")
        assert isinstance(table, Mapping)
        for expression, factor in table.items():
            scales.setdefault(fold_pattern(str(expression)), int(factor))
    scale, scale_values = _numbered(scales)
    currency, currency_values = _numbered(currencies)
    unit, unit_values = _numbered(units)
    return _Tables(
        re.compile(rf" ?(?:{scale})(?!\w)"),
        scale_values,
        re.compile(rf" ?(?:d'|de |of |in )?(?:{currency})(?!\w)"),
        re.compile(rf"(?<!\w)(?:{currency}) ?$"),
        currency_values,
        re.compile(rf"[ -]?(?:{unit})(?!\w)"),
        unit_values,
    )


def _numbered(table: Mapping[str, object]) -> tuple[str, tuple]:  # type: ignore[type-arg]
    """One alternation, longest first, each alternative a group; and what the groups stand for."""
    order = sorted(table, key=len, reverse=True)
    return "|".join(f"({expression})" for expression in order), tuple(table[e] for e in order)


class AmountReader:
    """Finds sums of money and quantities."""

    def __init__(self) -> None:
        self.tables = _tables()
        self.numbers = date_words().numbers

    def read(self, segment: Segment, *, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Mention]:
        """Amounts of a segment, left to right; `taken` are the spans of its dates."""
        text = segment.folded
        behind = 0
        last: tuple[int, int, Decimal] | None = None
        for match in _NUMBER.finditer(text):
            if match.start() < behind:
                continue
            start, end = segment.start + match.start(), segment.start + match.end()
            if any(a < end and start < b for a, b in taken):
                continue
            value = _value(match.group())
            found = self._amount(text, match.start(), match.end(), value)
            if found is None:
                last = (match.start(), match.end(), value)
                continue
            kind, unit, factor, begin, stop = found
            low = None
            if last is not None and _TO.fullmatch(text, last[1], match.start()):
                low, begin = last[2] * factor, min(begin, last[0])
            last, behind = None, stop
            yield self._mention(segment, kind, unit, low, value * factor, begin, stop)
        yield from self._in_words(segment)

    def _amount(
        self, text: str, start: int, end: int, value: Decimal
    ) -> tuple[str, str, int, int, int] | None:
        """Kind, unit, factor, start and end of the amount around a number."""
        tables = self.tables
        factor, stop = 1, end
        scale = tables.scale.match(text, end, min(len(text), end + 24))
        if scale is not None:
            factor = tables.scales[_group(scale)]
            stop = scale.end()
        limit = min(len(text), stop + 40)
        currency = tables.currency.match(text, stop, limit)
        if currency is None and scale is not None:
            currency = tables.currency.match(text, end, limit)
            if currency is not None:
                factor, stop = 1, end
        near = text[max(0, start - 2) : start].rstrip()[-1:]
        # Currencies end in a letter or a sign of their own.
        before = (
            tables.before.search(text, max(0, start - 22), start)
            if near and not near.isdigit() and near not in ",.;:()-/"
            else None
        )
        if before is not None:
            return "MONEY", tables.currencies[_group(before)], factor, before.start(), stop
        if currency is not None:
            return "MONEY", tables.currencies[_group(currency)], factor, start, currency.end()
        unit = tables.unit.match(text, end, min(len(text), end + 40))
        if unit is not None and factor in (1, 1_000_000) and value < 10**9:
            return "QUANTITY", tables.units[_group(unit)], 1, start, unit.end()
        return None

    @staticmethod
    def _mention(
        segment: Segment,
        kind: str,
        unit: str,
        low: Decimal | None,
        high: Decimal,
        begin: int,
        stop: int,
    ) -> Mention:
        amount = f"{_plain(low)}-{_plain(high)}" if low is not None and low < high else _plain(high)
        while begin < stop and segment.folded[begin] == " ":
            begin += 1
        return Mention(
            "MONEY" if kind == "MONEY" else "QUANTITY",
            segment.start + begin,
            segment.start + stop,
            segment.language,
            0.95,
            value=f"{kind.lower()}:{unit}:{amount}",
        )

    def _in_words(self, segment: Segment) -> Iterator[Mention]:
        """Trois semaines, eighteen months: spelt-out durations."""
        numbers = self.numbers
        word = 0
        while word < len(segment.words) - 1:
            number = numbers.get(segment.words[word])
            if number is None:
                word += 1
                continue
            size = 1
            for longer in (3, 2):
                run = segment.words[word : word + longer]
                if (joined := "-".join(run)) in numbers:
                    number, size = numbers[joined], len(run)
                    break
            end = segment.ends[word + size - 1] - segment.start
            unit = self.tables.unit.match(segment.folded, end, min(len(segment.folded), end + 40))
            word += size
            if unit is None or number < 2 or unit.end() - end < 4:
                continue
            start = segment.starts[word - size] - segment.start
            yield self._mention(
                segment, "QUANTITY", self.tables.units[_group(unit)], None, Decimal(number), start,
                unit.end(),
            )  # fmt: skip


def _group(match: re.Match[str]) -> int:
    """Index of the alternative that matched."""
    return next(i for i, text in enumerate(match.groups()) if text is not None)


def _value(text: str) -> Decimal:
    """The number printed: "1 500 000", "1,500,000", "1.500.000", "2,5", "2.5"."""
    digits = text.replace(" ", "").replace("'", "")
    for mark, other in ((",", "."), (".", ",")):
        if mark in digits and other in digits and digits.rindex(mark) > digits.rindex(other):
            return Decimal(digits.replace(other, "").replace(mark, "."))
    for mark in ",.":
        if digits.count(mark) > 1 or (
            digits.count(mark) == 1 and len(digits) - digits.index(mark) == 4 and digits[0] != "0"
        ):
            digits = digits.replace(mark, "")
    return Decimal(digits.replace(",", "."))


def _plain(number: Decimal | None) -> str:
    if number is None:
        return ""
    return format(number.normalize(), "f")
