"""Dates that no day or month number names: quarters, semesters, fiscal years, relative words."""

from __future__ import annotations

from dataclasses import replace

from policynlp.entities.date_item import Item, make_item, read_year
from policynlp.entities.date_words import DateWords
from policynlp.entities.mentions import Segment
from policynlp.entities.periods import Partial

# A verb that tells of days stands so near to them, in characters.
_AROUND = 120


class PeriodReader:
    """Reads quarters, semesters, fiscal years, bare weekdays and relative words."""

    def __init__(self, words: DateWords) -> None:
        self.words = words

    # --- quarters, semesters -------------------------------------------------------------------

    def quarter_number(self, segment: Segment, word: int) -> tuple[int, int] | None:
        """(months in the period, its number) of "T3", "Q3", "S1", "H2" at a word."""
        words = segment.words
        if word + 1 >= len(words) or segment.gap(word + 1) not in ("", " "):
            return None
        letter, number = words[word], words[word + 1]
        if (
            not number.isdigit()
            or len(number) > 1
            or not segment.raw(segment.starts[word], segment.starts[word] + 1).isupper()
        ):
            return None
        if letter in self.words.quarter_letter and 1 <= int(number) <= 4:
            return 3, int(number)
        if letter in self.words.semester_letter and 1 <= int(number) <= 2:
            return 6, int(number)
        return None

    def quarter_item(
        self, segment: Segment, start: int, word: int, end: int, year: int | None
    ) -> Item | None:
        found = self.quarter_number(segment, word)
        if found is None:
            return None
        return self.months(start, end, found[0], found[1], year)

    @staticmethod
    def months(start: int, end: int, size: int, number: int, year: int | None) -> Item:
        first = (number - 1) * size + 1
        return Item("quarter", start, end, Partial(year, first), Partial(year, first + size - 1))

    def period(self, segment: Segment, word: int) -> Item | None:
        """T3 2021, 3e trimestre 2021, third quarter of 2021, first half of 2021, FY2021."""
        words = segment.words
        text = words[word]
        if text in self.words.fiscal_letter:
            return self.fiscal(segment, word)
        if text in self.words.quarter_letter or text in self.words.semester_letter:
            found = self.quarter_number(segment, word)
            if found is None or (word > 0 and not segment.gap(word)):
                return None
            year, after = read_year(self.words, segment, word + 2, dashed=True)
            # "S1", "T2" alone are as often codes of samples, tables and indicators.
            if year is None and segment.gap(word + 1) != "":
                return None
            return self.months(word, after, *found, year)
        number = self.words.ordinals.get(text)
        return self.named_period(segment, word, word + 1, number) if number else None

    def named_period(self, segment: Segment, start: int, word: int, number: int) -> Item | None:
        words = segment.words
        if word >= len(words) or segment.gap(word) not in (" ", "-"):
            return None
        size = 3 if words[word] in self.words.quarter else 6
        if size == 6 and words[word] not in self.words.semester:
            return None
        count = 12 // size
        if number == -1:
            number = count
        if not 1 <= number <= count:
            return None
        end = word + 1
        year, after = read_year(self.words, segment, end, dashed=False)
        if size == 6 and year is None and self._of_month(segment, end):
            return None  # "the second half of February 2022" is in February
        if year is None and after < len(words) and words[after] in self.words.fiscal_letter:
            return None
        period = self.months(start, after, size, number, year)
        if year is None:
            # "the first quarter of next year"
            at = after
            while at < min(after + 3, len(words)) and (
                words[at] in self.words.of or words[at] in self.words.articles
            ):
                at += 1
            said = self.relative(segment, at) if at < len(words) else None
            if said is not None and said.relative is not None and said.relative[0] == "year":
                period = replace(period, end=said.end, year_offset=said.relative[1])
        return period

    def _of_month(self, segment: Segment, word: int) -> bool:
        """Whether "of" and a month follow."""
        words = segment.words[word : word + 2]
        return len(words) == 2 and words[0] in self.words.of and words[1] in self.words.months

    def fiscal(self, segment: Segment, word: int) -> Item | None:
        """FY2021, FY 2021/22, FY22; the year's number stands for it."""
        words = segment.words
        if word + 1 >= len(words) or segment.gap(word + 1) not in ("", " ", "'", " '"):
            return None
        digits = words[word + 1]
        if not digits.isdigit() or len(digits) not in (2, 4):
            return None
        year = int(digits) if len(digits) == 4 else 2000 + int(digits)
        return make_item("year", word, word + 2, Partial(year)) if 1950 <= year <= 2100 else None

    # --- relative words ------------------------------------------------------------------------

    def relative(self, segment: Segment, word: int) -> Item | None:
        """Hier, l'an dernier, last month, next year, mardi dernier, last Tuesday."""
        words = segment.words
        text = words[word]
        for size in (2, 1):
            if word + size <= len(words):
                phrase = segment.folded[
                    segment.starts[word] - segment.start : segment.ends[word + size - 1]
                    - segment.start
                ]
                found = self.words.days.get(phrase)
                # « À ce jour » is no day.
                today = found and found[0] == 0 and word > 0
                until_now = today and words[word - 1] in self.words.until_now
                if found and not until_now and segment.language in (found[1], None):
                    return replace(
                        make_item("relative", word, word + size, Partial()),
                        relative=("day", found[0]),
                    )
        at = word + 1
        if at >= len(words) or segment.gap(at) != " ":
            return None
        other = words[at]
        month = self.relative_month(segment, word)
        if month is not None:
            return month
        if text in self.words.units and other in self.words.last | self.words.next:
            unit, sign = self.words.units[text], -1 if other in self.words.last else 1
        elif other in self.words.units and text in self.words.last | self.words.next:
            unit, sign = self.words.units[other], -1 if text in self.words.last else 1
        else:
            return None
        if (
            unit not in ("year", "month")
            or other.endswith("s")
            or (text.endswith("s") and text not in self.words.units_in_s)
        ):
            return None
        return replace(make_item("relative", word, at + 1, Partial()), relative=(unit, sign))

    def relative_month(self, segment: Segment, word: int) -> Item | None:
        """Mars dernier, avril prochain, last March, next June."""
        one, two = segment.words[word], segment.words[word + 1]
        sides = self.words.last | self.words.next
        name, side = (one, two) if one in self.words.months else (two, one)
        if name not in self.words.months or side not in sides:
            return None
        return Item(
            "month", word, word + 2, Partial(None, self.words.months[name]),
            Partial(None, self.words.months[name]), direction=-1 if side in self.words.last else 1,
        )  # fmt: skip

    def bare_weekday(self, segment: Segment, word: int) -> Item | None:
        """Lundi, lundi dernier, on Tuesday, next Friday; not "every Friday", « le lundi »."""
        words = segment.words
        languages = self.words.weekday_languages.get(words[word], set())
        if segment.language not in languages:
            return None
        start = segment.starts[word]
        capital = segment.raw(start, start + 1).isupper()
        opens = word == 0 or segment.gap(word).rstrip() in (".", "-", "–", "—", "!", "?")
        if (segment.language in self.words.month_first_languages) != capital and not opens:
            return None
        begin, end, direction = word, word + 1, 0
        last = self._second_weekday(segment, word)
        sides = self.words.last | self.words.next
        before = words[word - 1] if word > 0 else ""
        if before in sides and segment.gap(word) == " ":
            begin, direction = word - 1, 1 if before in self.words.next else -1
        elif end < len(words) and words[end] in sides and segment.gap(end) == " ":
            direction = 1 if words[end] in self.words.next else -1
            end += 1
        elif before in self.words.articles or self.words.recurring_before.search(
            segment.folded[max(0, start - segment.start - 20) : start - segment.start]
        ):
            return None
        elif last is not None:
            end += 2
        elif any(
            other in self.words.weekdays
            for other in (*words[max(0, word - 2) : word], *words[end : end + 2])
        ):
            return None  # "Monday to Friday"
        return Item("relative", begin, end, Partial(), Partial(), last_weekday=last,
                    weekday=self.words.weekdays[words[word]], direction=direction)  # fmt: skip

    def _second_weekday(self, segment: Segment, word: int) -> int | None:
        """The day of "Tuesday and Wednesday" right behind the first, told as days past or to come;
        None for hours of opening."""
        words = segment.words
        if word + 2 >= len(words) or words[word + 1] not in self.words.and_:
            return None
        if segment.gap(word + 1) != " " or segment.gap(word + 2) != " ":
            return None
        first, second = (self.words.weekdays.get(words[at]) for at in (word, word + 2))
        if first is None or second is None or (second - first) % 7 != 1:
            return None
        at = segment.starts[word] - segment.start
        around = segment.folded[max(0, at - _AROUND) : at + _AROUND]
        told = self.words.past_markers.search(around) or self.words.future_markers.search(around)
        return second if told else None
