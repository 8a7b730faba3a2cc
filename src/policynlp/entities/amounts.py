"""Money and quantities: a number, its scale, and a currency or unit on either side.

Ids are the same in every language: `money:EUR:1500000`, `quantity:percent:12.5`,
`quantity:week:3`; ranges keep both ends (`money:USD:2000000-3000000`). Moneys that several
countries share come as `money:@shilling:300` and `money:CFA:300` until the country is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from policynlp.compiled import compile_kept
from policynlp.entities.amount_words import read_told
from policynlp.entities.date_words import date_words
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import name_words
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import available, lexicon

_NUMBER = re.compile(
    r"(?<![\d.,/_])(?:\d{1,3}(?:[ ,.']\d{3}){1,4}(?!\d)(?:[.,]\d{1,3}(?!\d))?"
    r"|\d{1,15}(?:[.,]\d{1,4})?)(?!\d)"
)


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
    signs: Mapping[str, str]
    hundreds: frozenset[str]
    ranges: re.Pattern[str]
    joint: re.Pattern[str]


@cache
def _tables() -> _Tables:
    scales: dict[str, int] = {}
    currencies: dict[str, str] = {}
    units: dict[str, str] = {}
    signs: dict[str, str] = {}
    hundreds: set[str] = set()
    ranges: list[str] = []
    joints: list[str] = []
    before: list[str] = []
    for code in available():
        ranges += map(fold_pattern, lexicon(code).words("amounts", "ranges"))
        joints += map(fold_pattern, lexicon(code).words("amounts", "joints"))
        before += map(fold_pattern, lexicon(code).words("amounts", "before_currency"))
        hundreds.update(map(fold, lexicon(code).words("amounts", "hundreds")))
        for name, form in local_forms(code):
            if len(form) == 1:
                signs[form] = f"@{name}"
            else:
                currencies.setdefault(fold_pattern(form), f"@{name}")
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
    linked = "|".join(word if word.endswith("'") else f"{word} " for word in before)
    return _Tables(
        compile_kept(rf" ?(?:{scale})(?!\w)"),
        scale_values,
        compile_kept(rf" ?+(?:{linked})?+(?! )(?:{currency})(?!\w)"),
        compile_kept(rf"(?<!\w)(?:{currency}) ?$"),
        currency_values,
        compile_kept(rf"[ -]?(?:{unit})(?!\w)"),
        unit_values,
        signs,
        frozenset(hundreds),
        compile_kept("|".join(ranges)),
        compile_kept(rf" ?- ?| (?:{'|'.join(joints)}) "),
    )


def local_forms(code: str) -> Iterator[tuple[str, str]]:
    """Forms of moneys that several countries share, each with the key of its table."""
    table = lexicon(code).get("amounts", "local")
    assert isinstance(table, Mapping)
    for name, entry in table.items():
        for form in entry["forms"]:
            yield name, form


@cache
def local_currency(name: str, country: str | None) -> str | None:
    """The ISO 4217 code of a money several countries share ("shilling") in one of them, or None.

    `country` is an ISO alpha-3 code; without one the table's default counts.
    """
    for code in available():
        table = lexicon(code).get("amounts", "local")
        assert isinstance(table, Mapping)
        if name in table:
            found = table[name].get(country or "default")
            return str(found) if found else None
    return None


def _numbered(table: Mapping[str, object]) -> tuple[str, tuple]:  # type: ignore[type-arg]
    """One alternation, longest first, each alternative a group; and what the groups stand for."""
    # What may be missing does not make an expression longer: "dollars?(?: us)?" comes behind
    # "dollars? canadiens?".
    order = sorted(table, key=lambda e: (len(_OPTIONAL.sub("", e)), len(e)), reverse=True)
    joined = "|".join(_grouped(bound_repeats(expression)) for expression in order)
    return joined, tuple(table[e] for e in order)


def _grouped(expression: str) -> str:
    """An expression as a group, behind its first letter or sign where it begins with one.

    Alternatives whose first letter shows are passed over at once; hundreds of groups are not.
    """
    first = _FIRST.match(expression)
    if first is None or "|" in _INNER.sub("", expression):
        return f"({expression})"
    return f"{first.group()}({expression[first.end() :]})"


_FIRST = re.compile(r"(?:[^\W_]|\\\W)(?![*+?{])")
_INNER = re.compile(r"\([^()]*\)")
_OPTIONAL = re.compile(r"\(\?:[^()]*\)\?")


class AmountReader:
    """Finds sums of money and quantities."""

    def __init__(self) -> None:
        self.tables = _tables()
        self.numbers = date_words().numbers

    def read(self, segment: Segment, *, taken: Sequence[tuple[int, int]] = ()) -> Iterator[Mention]:
        """Amounts of a segment, left to right; `taken` are the spans of its dates."""
        text = segment.folded
        behind = 0
        taken = [*taken]
        for told in read_told(text, self._scale, self._unit):
            start, end = segment.start + told.start, segment.start + told.end
            if not any(a < end and start < b for a, b in taken):
                taken.append((start, end))
                yield self._mention(
                    segment, told.kind, told.unit, None, told.value, told.start, told.end
                )
        last: tuple[int, int, Decimal, bool] | None = None
        for match in _NUMBER.finditer(text):
            if match.start() < behind:
                continue
            joined = match.start() > 0 and text[match.start() - 1].isalpha()
            start, end = segment.start + match.start(), segment.start + match.end()
            if any(a < end and start < b for a, b in taken):
                continue
            value = _value(match.group())
            found = self._amount(segment, match.start(), match.end(), value)
            if joined and (found is None or found[3] >= match.start()):
                last = None
                continue  # "B12": a letter that touches a number must be money ("MK45")
            if found is None:
                scale = self.tables.scale.match(text, match.end(), min(len(text), match.end() + 24))
                factor = self.tables.scales[_group(scale)] if scale else 1
                behind_it = scale.end() if scale else match.end()
                last = (match.start(), behind_it, value * factor, scale is not None)
                continue
            kind, unit, factor, begin, stop = found
            low = None
            if last is not None and self.tables.joint.fullmatch(text, last[1], match.start()):
                # "3 to 4 million" shares the scale, "3 million to 4 million" does not.
                low = last[2] if last[3] else last[2] * factor
                begin = min(begin, last[0])
            high = value * factor
            if low is None and begin < match.start() and kind == "MONEY":
                low, high, stop = self._range_on(text, stop, value, factor)
            last, behind = None, stop
            yield self._mention(segment, kind, unit, low, high, begin, stop)
        for mention in self._in_words(segment):
            if not any(a < mention.end and mention.start < b for a, b in taken):
                yield mention

    def _scale(self, text: str, at: int) -> tuple[int, int] | None:
        """Factor and end of a scale right behind a place in the text."""
        match = self.tables.scale.match(text, at, min(len(text), at + 24))
        return (self.tables.scales[_group(match)], match.end()) if match else None

    def _unit(self, text: str, at: int) -> tuple[str, str, int] | None:
        """Kind, unit and end of the currency or unit right behind a place in the text."""
        limit = min(len(text), at + 40)
        match = self.tables.currency.match(text, at, limit)
        if match is not None:
            return "MONEY", self.tables.currencies[_group(match)], match.end()
        match = self.tables.unit.match(text, at, limit)
        return ("QUANTITY", self.tables.units[_group(match)], match.end()) if match else None

    def _range_on(
        self, text: str, stop: int, value: Decimal, factor: int
    ) -> tuple[Decimal | None, Decimal, int]:
        """Lower and upper sum and the end where a range goes on behind a currency and a number:
        "USD 3.5-4 million"; (None, the sum, `stop`) where it does not."""
        to = self.tables.ranges.match(text, stop)
        second = _NUMBER.match(text, to.end()) if to else None
        if second is not None:
            scale = self.tables.scale.match(text, second.end(), min(len(text), second.end() + 24))
            other = self.tables.scales[_group(scale)] if scale else 1
            end = scale.end() if scale else second.end()
            low = value * (factor if factor > 1 else other)
            high = _value(second.group()) * (other if scale else factor)
            counted = self.tables.unit.match(text, end, min(len(text), end + 40))
            if low < high and not counted:
                return low, high, end
        return None, value * factor, stop

    def _amount(
        self, segment: Segment, start: int, end: int, value: Decimal
    ) -> tuple[str, str, int, int, int] | None:
        """Kind, unit, factor, start and end of the amount around a number."""
        tables, text = self.tables, segment.folded
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
            if near and not near.isdigit() and near not in ",;:()-/"
            else None
        )
        sign = text[start - 1 : start] if start else ""
        if sign in tables.signs and segment.text[start - 1].isupper():
            # "K250", "P4.6 million": one letter that touches the number and no word.
            alone = start == 1 or not text[start - 2].isalnum()
            if alone and currency is None and (factor > 1 or value >= 100):
                return "MONEY", tables.signs[sign], factor, start - 1, stop
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
        """Trois semaines, eighteen months, two hundred thousand euros, « deux à trois millions
        d'euros »: numbers in words."""
        text, word = segment.folded, 0
        last: tuple[int, int, Decimal] | None = None
        while word < len(segment.words) - 1:
            if segment.words[word] not in self.numbers:
                word += 1
                continue
            first = word
            value, word, scaled = self._number(segment, first)
            start = segment.starts[first] - segment.start
            end = segment.ends[word - 1] - segment.start
            measured = self._unit(text, end)
            if measured is None:
                last = None if scaled else (start, end, value)
                continue
            kind, name, stop = measured
            low = None
            if last is not None and self.tables.joint.fullmatch(text, last[1], start):
                low, start = last[2] * (_scale_of(value) if scaled else 1), last[0]
            last = None
            many = value >= 2
            if (many or scaled) if kind == "MONEY" else (many and stop - end >= 4 and not scaled):
                yield self._mention(segment, kind, name, low, value, start, stop)

    def _number(self, segment: Segment, word: int) -> tuple[Decimal, int, bool]:
        """The number in words that begins at a word, the word behind it, whether it has a scale."""
        total = current = 0
        scaled = False
        first = word
        while word < len(segment.words) and word - first < 12:
            text = segment.words[word]
            if word > first and segment.gap(word) not in (" ", "-"):
                break
            for size in (3, 2, 1):
                part = segment.words[word : word + size]
                number = self.numbers.get("-".join(part)) if len(part) == size else None
                if number is not None and text not in self.tables.hundreds:
                    current += number
                    word += size
                    break
            else:
                begin = segment.starts[word] - segment.start
                scale = self.tables.scale.fullmatch(segment.folded, begin, begin + len(text))
                if text in self.tables.hundreds:
                    current = max(current, 1) * 100
                elif scale is not None and len(text) > 3:
                    total += max(current, 1) * self.tables.scales[_group(scale)]
                    current, scaled = 0, True
                elif not (
                    text in name_words().and_
                    and (current >= 100 or total)
                    and self._counts(segment, word + 1)
                ):
                    break
                word += 1
        return Decimal(total + current), word, scaled

    def _counts(self, segment: Segment, word: int) -> bool:
        """Whether a word is part of a number."""
        return word < len(segment.words) and segment.words[word] in self.numbers


def _scale_of(value: Decimal) -> int:
    """The largest scale that goes into a number: a million for three million."""
    return next((10**power for power in (12, 9, 6, 3) if value % 10**power == 0), 1)


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
