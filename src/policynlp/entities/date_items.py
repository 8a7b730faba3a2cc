"""One item of a date expression: a day, a month, a year, a quarter ... read at a given word."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from policynlp.entities.date_words import DateWords
from policynlp.entities.mentions import Segment
from policynlp.entities.periods import Partial, Unit

Kind = Literal["day", "day_month", "month", "year", "quarter", "relative"]


@dataclass(frozen=True)
class Item:
    """A date item: its words [start, end), first and last partial date (equal but for quarters).

    `day` items are bare numbers that need a month from a neighbour. `direction` is set
    by "last" and "next".
    """

    kind: Kind
    start: int
    end: int
    first: Partial
    last: Partial
    month_first: bool = False
    short_year: bool = False
    relative: tuple[Unit, int] | None = None
    weekday: int | None = None
    direction: int = 0


def _item(kind: Kind, start: int, end: int, partial: Partial) -> Item:
    return Item(kind, start, end, partial, partial)


class ItemReader:
    """Reads single items; holds the merged words and the document's numeric order."""

    def __init__(self, words: DateWords, *, month_first: bool) -> None:
        self.words = words
        self.month_first = month_first
        self.fillers = (
            words.to
            | words.articles
            | {"fin", "mi", "debut", "end", "mid", "early", "late", "mois", "de", "d", "of", "en"}
        )
        self.starters = (
            set(words.months)
            | words.weekdays.keys()
            | words.ordinals.keys()
            | words.quarter_letter
            | words.semester_letter
            | words.fiscal_letter
            | words.short_months.keys()
            | {number for number in words.numbers if words.numbers[number] <= 31}
            | {day.split("'")[0].split()[0].split("-")[0] for day in words.days}
            | words.last
            | words.next
            | words.units.keys()
        )

    def read(self, segment: Segment, word: int, *, linked: Item | None = None) -> Item | None:
        """The item that begins at a word, or None. `linked`: the item before it in a chain."""
        if word >= len(segment.words):
            return None
        text = segment.words[word]
        if text.isdigit():
            item = self._digits(segment, word, linked)
        else:
            item = (
                self._weekday(segment, word)
                or self._relative(segment, word)
                or self._month(segment, word)
                or self._period(segment, word)
                or self._day_in_words(segment, word)
            )
        return item

    # --- digits --------------------------------------------------------------------------------

    def _digits(self, segment: Segment, word: int, linked: Item | None) -> Item | None:
        text = segment.words[word]
        before = segment.gap(word)
        if word > 0 and not before and segment.words[word - 1] not in self.words.fiscal_letter:
            return None  # letters run into the number: "CSU2030", "T3"
        if word > 0 and before in (".", "/", "-", ":", "+", "_") and linked is None:
            letters = segment.raw(segment.starts[word - 1], segment.ends[word - 1])
            if letters.isdigit() or before in ("/", "_", "+") or (
                before == "-" and not letters.islower()
            ):
                return None  # the tail of a reference number, but "mid-2023"
        if len(text) == 4:
            return self._iso(segment, word) or self._year_item(segment, word, linked)
        if len(text) <= 2:
            numeric = self._numeric(segment, word)
            if numeric is not None:
                return numeric
            ordinal = self._numbered_period(segment, word)
            if ordinal is not None:
                return ordinal
            if linked is not None and linked.kind == "year" and len(text) == 2:
                return self._short_year(segment, word, linked)
            day = self._day(segment, word)
            if day is not None and day.kind == "day" and linked is not None and linked.month_first:
                # "March 24-28, 2014"
                year, after = self._year(segment, day.end, dashed=False)
                day = _item("day", word, after, Partial(year, None, day.first.day))
            return day
        return None

    def _numbered_period(self, segment: Segment, word: int) -> Item | None:
        """3e trimestre 2021, 1st half of 2020."""
        at = word + 1
        if at + 1 >= len(segment.words) or segment.words[at] not in self.words.day_suffixes:
            return None
        if segment.gap(at) not in ("", " "):
            return None
        return self._named_period(segment, word, at + 1, int(segment.words[word]))

    def _iso(self, segment: Segment, word: int) -> Item | None:
        """2014-03-24, 2014/03/24."""
        words = segment.words
        if word + 2 >= len(words):
            return None
        mark = segment.gap(word + 1)
        month, day = words[word + 1], words[word + 2]
        if mark not in ("-", "/", ".") or segment.gap(word + 2) != mark:
            return None
        if len(month) != 2 or len(day) != 2 or not month.isdigit() or not day.isdigit():
            return None
        partial = Partial(int(words[word]), int(month), int(day))
        if not _real(partial) or self._runs_on(segment, word + 3, timed=True):
            return None
        return _item("day_month", word, word + 3, partial)

    def _runs_on(self, segment: Segment, word: int, *, timed: bool = False) -> bool:
        """Whether digits go on right behind ("2019-412", "12.03.2014.5")."""
        if word >= len(segment.words):
            return False
        gap = segment.gap(word)
        if timed and not gap and segment.words[word] == "t":
            return False
        if not gap:
            return True
        return gap in (".", "/", "-", "_") and segment.words[word].isdigit() and not (
            gap == "-" and len(segment.words[word]) in (2, 4)
        )

    def _year_item(self, segment: Segment, word: int, linked: Item | None) -> Item | None:
        year = int(segment.words[word])
        if not 1850 <= year <= 2100:
            return None
        end = word + 1
        if end < len(segment.words):
            gap, following = segment.gap(end), segment.words[end]
            if not gap:
                return None  # "1990s" is no date one can act on
            if following.isdigit() and gap in (" ", ".", ",", "'") and len(following) == 3:
                return None  # 2 014 000
            if gap in ("-", "/", ".") and following.isdigit() and linked is None:
                ok = len(following) == 4 and int(following) > year
                ok = ok or (len(following) == 2 and int(following) == (year + 1) % 100)
                if not ok:
                    return self._year_month(segment, word, gap)
            if self._quarter_number(segment, end) is not None and gap in (" ", "-"):  # 2021 Q3
                return self._quarter_item(segment, word, end, end + 2, year)
        return _item("year", word, end, Partial(year))

    def _year_month(self, segment: Segment, word: int, gap: str) -> Item | None:
        """2014-03."""
        month = segment.words[word + 1]
        if gap == "-" and len(month) == 2 and 1 <= int(month) <= 12:
            if not self._runs_on(segment, word + 2):
                return _item("month", word, word + 2, Partial(int(segment.words[word]), int(month)))
        return None

    def _short_year(self, segment: Segment, word: int, linked: Item) -> Item | None:
        """The 22 of "2021/22", "2021-22"."""
        year = linked.first.year or 0
        short = int(segment.words[word])
        full = year - year % 100 + short
        if linked.end != word or segment.gap(word) not in ("-", "/") or not year < full <= year + 15:
            return None
        if self._runs_on(segment, word + 1):
            return None
        return replace(_item("year", word, word + 1, Partial(full)), short_year=True)

    def _numeric(self, segment: Segment, word: int) -> Item | None:
        """24/03/2014, 24.03.14, 03/2014; 24/03 only where something says that it is a date."""
        words = segment.words
        if word + 1 >= len(words) or not words[word + 1].isdigit():
            return None
        mark = segment.gap(word + 1)
        if mark not in ("/", ".", "-"):
            return None
        one, two = int(words[word]), words[word + 1]
        if len(two) == 4 and mark != "." and 1900 <= int(two) <= 2100 and 1 <= one <= 12:
            if self._runs_on(segment, word + 2):
                return None
            return _item("month", word, word + 2, Partial(int(two), one))
        if len(two) > 2:
            return None
        if word + 2 < len(words) and segment.gap(word + 2) == mark and words[word + 2].isdigit():
            year = words[word + 2]
            if len(year) not in (2, 4) or (len(year) == 2 and mark == "."):
                return None
            full = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < 50 else 1900)
            partial = self._ordered(one, int(two), full)
            if partial is None or self._runs_on(segment, word + 3) or not 1850 <= full <= 2100:
                return None
            return _item("day_month", word, word + 3, partial)
        if mark == "/" and self._introduced(segment, word) and not self._runs_on(segment, word + 2):
            partial = self._ordered(one, int(two), None)
            return _item("day_month", word, word + 2, partial) if partial else None
        return None

    def _introduced(self, segment: Segment, word: int) -> bool:
        """Whether an article, "from" or a weekday stands before ("le 24/03", "au 28/03")."""
        if word == 0 or segment.gap(word) != " ":
            return False
        before = segment.words[word - 1]
        return before in _DAY_MARKS or before in self.words.weekdays

    def _ordered(self, one: int, two: int, year: int | None) -> Partial | None:
        """Day and month in the document's order, in the other one where only that is possible."""
        for day, month in ((two, one), (one, two)) if self.month_first else ((one, two), (two, one)):
            partial = Partial(year, month, day)
            if 1 <= month <= 12 and _real(partial):
                return partial
        return None

    # --- days and months -----------------------------------------------------------------------

    def _day(self, segment: Segment, word: int) -> Item | None:
        """24, 1er, 24th, and with what follows: 24 mars, 24 March 2014, 24th of May."""
        day = int(segment.words[word])
        if not 1 <= day <= 31:
            return None
        end = word + 1
        if end < len(segment.words) and segment.words[end] in self.words.day_suffixes:
            if segment.gap(end) in ("", " "):
                end += 1
        if end < len(segment.words) and segment.gap(end) == "" and end == word + 1:
            if segment.words[end] not in self.words.months | self.words.short_months.keys():
                return None  # "3G", "5km"
        return self._with_month(segment, word, end, day)

    def _with_month(self, segment: Segment, word: int, end: int, day: int) -> Item | None:
        words = segment.words
        at = end
        if at < len(words) and words[at] in self.words.of and segment.gap(at) == " ":
            at += 1
        if at < len(words) and segment.gap(at) in (" ", "-", "", ". ", "'", ".", "/"):
            month = self._month_number(segment, at)
            if month is not None:
                year, after = self._year(segment, at + 1, dashed=segment.gap(at) in ("-", "/"))
                partial = Partial(year, month, day)
                if not _real(partial):
                    return None
                side = self._side(segment, after) if year is None else 0
                item = _item("day_month", word, after + abs(side), partial)
                return replace(item, direction=side)
        return _item("day", word, end, Partial(day=day))

    def _side(self, segment: Segment, word: int) -> int:
        """1 for "prochain", -1 for "dernier" right behind a date, else 0."""
        if word >= len(segment.words) or segment.gap(word) != " ":
            return 0
        text = segment.words[word]
        return (text in self.words.next) - (text in self.words.last)

    def _day_in_words(self, segment: Segment, word: int) -> Item | None:
        """Premier mai, vingt-quatre mars, first of May."""
        text = segment.words[word]
        day = self.words.numbers.get(text) or self.words.ordinals.get(text)
        end = word + 1
        for size in (3, 2):
            joined = "-".join(segment.words[word : word + size])
            spaced = " ".join(segment.words[word : word + size])
            number = self.words.numbers.get(joined) or self.words.numbers.get(spaced)
            if number is not None and word + size <= len(segment.words):
                day, end = number, word + size
                break
        if day is None or not 1 <= day <= 31 or text in _NO_DAY_WORDS:
            return None
        item = self._with_month(segment, word, end, day)
        if item is None or item.kind == "day":
            return None
        return item

    def _month_number(self, segment: Segment, word: int) -> int | None:
        text = segment.words[word]
        if text in self.words.months:
            return self.words.months[text]
        return self.words.short_months.get(text)

    def _month(self, segment: Segment, word: int) -> Item | None:
        """March 24, 2014; March 2014; mars."""
        words = segment.words
        month = self._month_number(segment, word)
        if month is None:
            return None
        full = words[word] in self.words.months
        at = word + 1
        languages = self.words.month_languages.get(words[word], self.words.month_first_languages)
        if languages & self.words.month_first_languages and at < len(words):
            day = self._month_day(segment, word, month)
            if day is not None:
                return day
        year, after = self._year(segment, at, dashed=True)
        if year is None and not full:
            return None
        return _item("month", word, after, Partial(year, month))

    def _month_day(self, segment: Segment, word: int, month: int) -> Item | None:
        words = segment.words
        at = word + 1
        if at < len(words) and words[at] == "the" and segment.gap(at) == " ":
            at += 1
        if at >= len(words) or not words[at].isdigit() or len(words[at]) > 2:
            return None
        if segment.gap(at) not in (" ", ". ", ".") or not 1 <= int(words[at]) <= 31:
            return None
        end = at + 1
        if end < len(words) and segment.gap(end) == "":
            if words[end] not in self.words.day_suffixes:
                return None
            end += 1
        if end < len(words) and segment.gap(end) == " " and words[end] in self.words.months:
            return None  # "in March 24 April ..." is no order of ours
        year, after = self._year(segment, end, dashed=False)
        partial = Partial(year, month, int(words[at]))
        if not _real(partial):
            return None
        return replace(_item("day_month", word, after, partial), month_first=True)

    def _year(self, segment: Segment, word: int, *, dashed: bool) -> tuple[int | None, int]:
        """The year at a word and the word behind it; (None, word) where there is none."""
        words = segment.words
        at = word
        for _ in range(3):
            if at < len(words) and words[at] in self.words.of and segment.gap(at) in (" ", "'"):
                at += 1
        if at >= len(words) or not words[at].isdigit():
            return None, word
        gap, text = segment.gap(at), words[at]
        if len(text) == 4 and gap in (" ", ", ", "-", "/", ". ", ".", "'", "", " , ", " - ") and (
            1850 <= int(text) <= 2100
        ):
            after = at + 1
            joined = after < len(words) and not segment.gap(after) and words[after] != "t"
            counted = self.words.count_after.match(segment.folded, segment.ends[at] - segment.start)
            if not joined and not (counted and gap == " "):
                return int(text), after
        if len(text) == 2 and (gap in (" '", "'") or (dashed and gap in ("-", "/"))):
            return int(text) + (2000 if int(text) < 50 else 1900), at + 1
        return None, word

    def _weekday(self, segment: Segment, word: int) -> Item | None:
        """Lundi 24 mars; a weekday alone is left to relative words."""
        if segment.words[word] not in self.words.weekdays:
            return None
        at = word + 1
        if at < len(segment.words) and segment.words[at] in self.words.articles:
            at += 1
        if at >= len(segment.words) or segment.gap(at).strip() not in ("", ",", ".", "-", "(", "/"):
            return self._bare_weekday(segment, word)
        if segment.words[at].isdigit():
            item = self._digits(segment, at, None)
        else:
            item = self._day_in_words(segment, at) or self._month(segment, at)
        if item is None or item.kind not in ("day", "day_month"):
            return self._bare_weekday(segment, word)
        return replace(item, start=word)

    def _bare_weekday(self, segment: Segment, word: int) -> Item | None:
        """Lundi, lundi dernier, on Tuesday, next Friday; not "every Friday", « le lundi »."""
        words = segment.words
        languages = self.words.weekday_languages.get(words[word], set())
        if segment.language not in languages:
            return None
        start = segment.starts[word]
        if (segment.language in self.words.month_first_languages) != segment.raw(
            start, start + 1
        ).isupper():
            return None
        begin, end, direction = word, word + 1, -1
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
        elif end < len(words) and (
            words[end] in self.words.weekdays or words[end] in self.words.to | self.words.and_
        ):
            return None
        return Item("relative", begin, end, Partial(), Partial(),
                    weekday=self.words.weekdays[words[word]], direction=direction)  # fmt: skip

    # --- quarters, semesters -------------------------------------------------------------------

    def _quarter_number(self, segment: Segment, word: int) -> tuple[int, int] | None:
        """(months in the period, its number) of "T3", "Q3", "S1", "H2" at a word."""
        words = segment.words
        if word + 1 >= len(words) or segment.gap(word + 1) not in ("", " "):
            return None
        letter, number = words[word], words[word + 1]
        if not number.isdigit() or len(number) > 1 or not segment.raw(
            segment.starts[word], segment.starts[word] + 1
        ).isupper():
            return None
        if letter in self.words.quarter_letter and 1 <= int(number) <= 4:
            return 3, int(number)
        if letter in self.words.semester_letter and 1 <= int(number) <= 2:
            return 6, int(number)
        return None

    def _quarter_item(
        self, segment: Segment, start: int, word: int, end: int, year: int | None
    ) -> Item | None:
        found = self._quarter_number(segment, word)
        if found is None:
            return None
        return self._months(start, end, found[0], found[1], year)

    @staticmethod
    def _months(start: int, end: int, size: int, number: int, year: int | None) -> Item:
        first = (number - 1) * size + 1
        return Item(
            "quarter", start, end, Partial(year, first), Partial(year, first + size - 1)
        )

    def _period(self, segment: Segment, word: int) -> Item | None:
        """T3 2021, 3e trimestre 2021, third quarter of 2021, first half of 2021, FY2021."""
        words = segment.words
        text = words[word]
        if text in self.words.fiscal_letter:
            return self._fiscal(segment, word)
        if text in self.words.quarter_letter or text in self.words.semester_letter:
            found = self._quarter_number(segment, word)
            if found is None or (word > 0 and not segment.gap(word)):
                return None
            year, after = self._year(segment, word + 2, dashed=True)
            # "S1", "T2" alone are as often codes of samples, tables and indicators.
            if year is None and segment.gap(word + 1) != "":
                return None
            return self._months(word, after, *found, year)
        number = self.words.ordinals.get(text)
        return self._named_period(segment, word, word + 1, number) if number else None

    def _named_period(
        self, segment: Segment, start: int, word: int, number: int
    ) -> Item | None:
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
        year, after = self._year(segment, end, dashed=False)
        if year is None and after < len(words) and words[after] in self.words.fiscal_letter:
            return None
        return self._months(start, after, size, number, year)

    def _fiscal(self, segment: Segment, word: int) -> Item | None:
        """FY2021, FY 2021/22, FY22; the year's number stands for it."""
        words = segment.words
        if word + 1 >= len(words) or segment.gap(word + 1) not in ("", " ", "'", " '"):
            return None
        digits = words[word + 1]
        if not digits.isdigit() or len(digits) not in (2, 4):
            return None
        year = int(digits) if len(digits) == 4 else 2000 + int(digits)
        return _item("year", word, word + 2, Partial(year)) if 1950 <= year <= 2100 else None

    # --- relative words ------------------------------------------------------------------------

    def _relative(self, segment: Segment, word: int) -> Item | None:
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
                if found and (segment.language in (found[1], None)):
                    return replace(
                        _item("relative", word, word + size, Partial()),
                        relative=("day", found[0]),
                    )
        at = word + 1
        if at >= len(words) or segment.gap(at) != " ":
            return None
        other = words[at]
        month = self._relative_month(segment, word)
        if month is not None:
            return month
        if text in self.words.units and other in self.words.last | self.words.next:
            unit, sign = self.words.units[text], -1 if other in self.words.last else 1
        elif other in self.words.units and text in self.words.last | self.words.next:
            unit, sign = self.words.units[other], -1 if text in self.words.last else 1
        else:
            return None
        if unit not in ("year", "month") or other.endswith("s") or text.endswith("s") and (
            text not in ("mois",)
        ):
            return None
        return replace(_item("relative", word, at + 1, Partial()), relative=(unit, sign))

    def _relative_month(self, segment: Segment, word: int) -> Item | None:
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

    # --- is it a date at all? ------------------------------------------------------------------

    def plausible(self, segment: Segment, item: Item, before: str) -> bool:
        """Whether a single item that could be something else is a date here."""
        if item.kind == "year" and item.end - item.start == 1 and item.first == item.last:
            return self._plausible_year(segment, item, before)
        if item.kind == "month" and item.first.year is None and not item.direction:
            return self._plausible_month(segment, item, before)
        return item.first.month is not None or item.kind != "day"

    def _plausible_year(self, segment: Segment, item: Item, before: str) -> bool:
        start, end = segment.starts[item.start] - segment.start, segment.ends[item.start] - segment.start
        behind = segment.folded[end : end + 30]
        if self.words.reference_before.search(before) or self.words.count_after.match(behind):
            return False
        if before[-1:] in ("$", "€", "£", "+", "#", "@", "_") or behind[:1] in ("%", "€", "$", "@", "_"):
            return False
        if before.rstrip()[-1:].isdigit() and start > 0 and before[-1:] == " ":
            return False
        introduced = bool(self.words.year_before.search(before))
        if not behind.startswith(" ") or introduced:
            return True
        following = segment.words[item.end] if item.end < len(segment.words) else ""
        if behind[1:2] in ("(", "-", "|", "/", ":", ";", "!", "?", '"', "&", ">", "=") or not following:
            return True
        first = segment.raw(segment.starts[item.end], segment.starts[item.end] + 1)
        if following in self.words.running or first.isupper():
            return True
        # "the 2014 review": a year before a noun, where a count would not be so odd a number.
        year = item.first.year or 0
        return year % 100 != 0 and before.rstrip().endswith(_DETERMINERS)

    def _plausible_month(self, segment: Segment, item: Item, before: str) -> bool:
        text = segment.words[item.start]
        languages = self.words.month_languages.get(text, set())
        if segment.language is not None and segment.language not in languages:
            return False
        start = segment.starts[item.start]
        capital = segment.raw(start, start + 1).isupper()
        whole = len(segment.words) == item.end - item.start
        introduced = bool(self.words.month_before.search(before))
        behind = segment.folded[segment.ends[item.end - 1] - segment.start :][:40]
        if self.words.recurring_after.match(behind) or self.words.recurring_before.search(before):
            return False
        if item.end < len(segment.words) and segment.gap(item.end) == " ":
            following = segment.starts[item.end]
            if segment.raw(following, following + 1).isupper() and (
                segment.words[item.end] not in self.words.running
            ):
                return False  # "May Pen", "June Smith"
        if "en" in languages:
            # May and March are verbs as well, and English months have capitals.
            return capital and (introduced or whole or text not in ("may", "march"))
        return introduced or whole


_DAY_MARKS = frozenset({"le", "du", "au", "on", "from", "to", "by", "the", "before", "avant", "until", "jusqu"})
_NO_DAY_WORDS = frozenset({"second", "seconde", "un", "une", "one", "last", "dernier", "derniere"})
_DETERMINERS = ("the", "its", "their", "our", "this")


def _real(partial: Partial) -> bool:
    """Whether the day exists in its month (29 February passes without a year)."""
    if partial.month is None or partial.day is None:
        return True
    if not 1 <= partial.month <= 12 or not 1 <= partial.day <= 31:
        return False
    return replace(partial, year=partial.year or 2000).iso() is not None
