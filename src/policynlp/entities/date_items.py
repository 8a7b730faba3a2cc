"""One item of a date expression: a day, a month, a year, a quarter ... read at a given word."""

from __future__ import annotations

from dataclasses import replace

from policynlp.entities.date_item import Item, is_real, make_item, read_year
from policynlp.entities.date_periods import PeriodReader
from policynlp.entities.date_spelt import spelt_day
from policynlp.entities.date_words import DateWords
from policynlp.entities.mentions import Segment
from policynlp.entities.periods import Partial
from policynlp.languages import all_folded


class ItemReader:
    """Reads single items; holds the merged words and the document's numeric order."""

    def __init__(self, words: DateWords, *, month_first: bool) -> None:
        self.words = words
        self.month_first = month_first
        self.periods = PeriodReader(words)
        self.fillers = (
            words.to | words.to_more | words.articles | all_folded("lexicon", "dates.fillers")
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
                or self.periods.relative(segment, word)
                or self._month(segment, word)
                or self.periods.period(segment, word)
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
            if (
                letters.isdigit()
                or before in ("/", "_", "+")
                or (before == "-" and not letters.islower())
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
                year, after = read_year(self.words, segment, day.end, dashed=False)
                day = make_item("day", word, after, Partial(year, None, day.first.day))
            return day
        return None

    def _numbered_period(self, segment: Segment, word: int) -> Item | None:
        """3e trimestre 2021, 1st half of 2020."""
        at = word + 1
        if at + 1 >= len(segment.words) or segment.words[at] not in self.words.day_suffixes:
            return None
        if segment.gap(at) not in ("", " "):
            return None
        return self.periods.named_period(segment, word, at + 1, int(segment.words[word]))

    def _iso(self, segment: Segment, word: int) -> Item | None:
        """2014-03-24, 2014/03/24, 2014/3/24."""
        words = segment.words
        if word + 2 >= len(words):
            return None
        mark = segment.gap(word + 1)
        month, day = words[word + 1], words[word + 2]
        if mark not in ("-", "/", ".") or segment.gap(word + 2) != mark:
            return None
        if not month.isdigit() or not day.isdigit():
            return None
        if (len(month), len(day)) != (2, 2) and (mark != "/" or max(len(month), len(day)) > 2):
            return None  # "2014.3.24" and "2014-3-24" number sections and references
        partial = Partial(int(words[word]), int(month), int(day))
        if not is_real(partial) or self._runs_on(segment, word + 3, timed=True):
            return None
        return make_item("day_month", word, word + 3, partial)

    def _runs_on(self, segment: Segment, word: int, *, timed: bool = False) -> bool:
        """Whether digits go on right behind ("2019-412", "12.03.2014.5")."""
        if word >= len(segment.words):
            return False
        gap = segment.gap(word)
        if timed and not gap and segment.words[word] == "t":
            return False
        if not gap:
            return True
        return (
            gap in (".", "/", "-", "_")
            and segment.words[word].isdigit()
            and not (gap == "-" and len(segment.words[word]) in (2, 4))
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
            if self.periods.quarter_number(segment, end) is not None and gap in (
                " ",
                "-",
            ):  # 2021 Q3
                return self.periods.quarter_item(segment, word, end, end + 2, year)
        return make_item("year", word, end, Partial(year))

    def _year_month(self, segment: Segment, word: int, gap: str) -> Item | None:
        """2014-03."""
        month = segment.words[word + 1]
        if gap != "-" or len(month) != 2 or not 1 <= int(month) <= 12:
            return None
        if self._runs_on(segment, word + 2):
            return None
        return make_item("month", word, word + 2, Partial(int(segment.words[word]), int(month)))

    def _short_year(self, segment: Segment, word: int, linked: Item) -> Item | None:
        """The 22 of "2021/22", "2021-22"."""
        year = linked.first.year or 0
        short = int(segment.words[word])
        full = year - year % 100 + short
        if (
            linked.end != word
            or segment.gap(word) not in ("-", "/")
            or not year < full <= year + 15
        ):
            return None
        if self._runs_on(segment, word + 1):
            return None
        return replace(make_item("year", word, word + 1, Partial(full)), short_year=True)

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
            return make_item("month", word, word + 2, Partial(int(two), one))
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
            return make_item("day_month", word, word + 3, partial)
        if mark == "/" and self._introduced(segment, word) and not self._runs_on(segment, word + 2):
            partial = self._ordered(one, int(two), None)
            return make_item("day_month", word, word + 2, partial) if partial else None
        return None

    def _introduced(self, segment: Segment, word: int) -> bool:
        """Whether an article, "from" or a weekday stands before ("le 24/03", "au 28/03")."""
        if word == 0 or segment.gap(word) != " ":
            return False
        before = segment.words[word - 1]
        return before in self.words.day_marks or before in self.words.weekdays

    def _ordered(self, one: int, two: int, year: int | None) -> Partial | None:
        """Day and month in the document's order, in the other one where only that is possible."""
        for day, month in (
            ((two, one), (one, two)) if self.month_first else ((one, two), (two, one))
        ):
            partial = Partial(year, month, day)
            if 1 <= month <= 12 and is_real(partial):
                return partial
        return None

    # --- days and months -----------------------------------------------------------------------

    def _day(self, segment: Segment, word: int) -> Item | None:
        """24, 1er, 24th, and with what follows: 24 mars, 24 March 2014, 24th of May."""
        day = int(segment.words[word])
        if not 1 <= day <= 31:
            return None
        end = word + 1
        joined = segment.gap(end) if end < len(segment.words) else None
        if joined in ("", " ") and segment.words[end] in self.words.day_suffixes:
            end += 1
        elif joined == "" and self._month_number(segment, end) is None:
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
                year, after = read_year(
                    self.words, segment, at + 1, dashed=segment.gap(at) in ("-", "/")
                )
                partial = Partial(year, month, day)
                if not is_real(partial):
                    return make_item("void", word, after, partial)
                side = self._side(segment, after) if year is None else 0
                item = make_item("day_month", word, after + abs(side), partial)
                return replace(item, direction=side)
        return make_item("day", word, end, Partial(day=day))

    def _side(self, segment: Segment, word: int) -> int:
        """1 for "prochain", -1 for "dernier" right behind a date, else 0."""
        if word >= len(segment.words) or segment.gap(word) != " ":
            return 0
        text = segment.words[word]
        return (text in self.words.next) - (text in self.words.last)

    def _day_in_words(self, segment: Segment, word: int) -> Item | None:
        """Premier mai, vingt-quatre mars, first of May."""
        day, end = spelt_day(self.words, segment, word)
        single = end == word + 1 and segment.words[word] in self.words.no_day
        if day is None or (single and not self._dated(segment, end)):
            return None
        if end + 1 < len(segment.words) and self.words.units.get(segment.words[end]) == "day":
            end += segment.words[end + 1] in self.words.of  # "this fifteenth day of June"
        item = self._with_month(segment, word, end, day)
        if item is None or item.kind == "day":
            return None
        return item

    def _dated(self, segment: Segment, word: int) -> bool:
        """Whether "of" and a month follow: "second of March", not "second March meeting"."""
        return (
            word + 1 < len(segment.words)
            and segment.words[word] in self.words.of
            and segment.words[word + 1] in self.words.months
        )

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
        year, after = read_year(self.words, segment, at, dashed=True)
        if year is None and not full:
            return None
        return make_item("month", word, after, Partial(year, month))

    def _month_day(self, segment: Segment, word: int, month: int) -> Item | None:
        words = segment.words
        at = word + 1
        if at < len(words) and words[at] in self.words.before_day and segment.gap(at) == " ":
            at += 1
        if at < len(words) and segment.gap(at) == " " and not words[at].isdigit():
            spelt, end = spelt_day(self.words, segment, at)
            year, after = read_year(self.words, segment, end, dashed=False)
            if spelt is None or year is None or "-".join(words[at:end]) not in self.words.ordinals:
                return None  # "in March second-line drugs ..."
            return make_item("day_month", word, after, Partial(year, month, spelt))
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
        year, after = read_year(self.words, segment, end, dashed=False)
        partial = Partial(year, month, int(words[at]))
        if not is_real(partial):
            return None
        return replace(make_item("day_month", word, after, partial), month_first=True)

    def _weekday(self, segment: Segment, word: int) -> Item | None:
        """Lundi 24 mars; a weekday alone is left to relative words."""
        if segment.words[word] not in self.words.weekdays:
            return None
        at = word + 1
        if at < len(segment.words) and segment.words[at] in self.words.articles:
            at += 1
        if at >= len(segment.words) or segment.gap(at).strip() not in ("", ",", ".", "-", "(", "/"):
            return self.periods.bare_weekday(segment, word)
        if segment.words[at].isdigit():
            item = self._digits(segment, at, None)
        else:
            item = self._day_in_words(segment, at) or self._month(segment, at)
        if item is None or item.kind not in ("day", "day_month"):
            return self.periods.bare_weekday(segment, word)
        return replace(item, start=word, weekday=self.words.weekdays[segment.words[word]])
