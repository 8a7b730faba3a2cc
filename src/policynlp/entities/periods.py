"""Dates and periods as values: partial dates, ISO ids, intervals.

A `DateValue` is what the text says ("24 au 28 mars", year open). `to_iso` writes it as the
contract wants it: `2014-03-24/2014-03-28`, `2014-03`, `2014`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

Unit = Literal["day", "week", "month", "quarter", "semester", "year"]


@dataclass(frozen=True)
class Partial:
    """A date as far as it is stated. A `day` of -1 is the last day of the month (or year)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def iso(self) -> str | None:
        """ISO 8601 at the precision stated; None without a year or where no such day exists."""
        if self.year is None:
            return None
        if self.month is None:
            return f"{self.year:04d}-12-31" if self.day == -1 else f"{self.year:04d}"
        if self.day is None:
            return f"{self.year:04d}-{self.month:02d}"
        last = monthrange(self.year, self.month)[1]
        day = last if self.day == -1 else self.day
        if day > last:
            return None
        return f"{self.year:04d}-{self.month:02d}-{day:02d}"


@dataclass(frozen=True)
class DateValue:
    """What a date expression says.

    Attributes:
        end: of a range, else None.
        week: `start` is the first day of the week meant.
        relative: unit and offset from the document's own date ("last month": month, -1).
        weekday: 1 (Monday) to 7, alone ("last Monday") or of the day it begins with.
        last_weekday: the second one of "Tuesday and Wednesday".
        year_offset: its year counts from the document's ("the first quarter of next year").
        direction: -1 or 1 where a word tells that the date lies before or after the document's.
    """

    start: Partial
    end: Partial | None = None
    week: bool = False
    relative: tuple[Unit, int] | None = None
    weekday: int | None = None
    last_weekday: int | None = None
    direction: int = 0
    year_offset: int | None = None

    @property
    def only_weekday(self) -> bool:
        """It names a day of the week and no more."""
        return self.weekday is not None and self.start.day is None

    @property
    def complete(self) -> bool:
        """It says its year itself."""
        last = self.end or self.start
        return self.relative is None and last.year is not None and self.start.year is not None


def to_iso(value: DateValue) -> str | None:
    """The ISO form of a complete value; None where it has no year or names no real day."""
    first = value.start.iso()
    if first is None:
        return None
    if value.week:
        try:
            monday = date.fromisoformat(first)
            return f"{first}/{(monday + timedelta(days=6)).isoformat()}"
        except (ValueError, OverflowError):
            return first
    if value.end is None:
        return first
    last = value.end.iso()
    if last is None:
        return None
    if last == first:
        return first
    return f"{first}/{last}" if bounds(last)[1] > bounds(first)[0] else None


_ISO = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


def bounds(iso: str) -> tuple[date, date]:
    """First and last day of an ISO date, month, year or interval ("2014-03" : 1 and 31 March).

    Raises:
        ValueError: where it is none of these.
    """
    first, _, last = iso.partition("/")
    start = _days(first)
    return start[0], (_days(last)[1] if last else start[1])


def _days(iso: str) -> tuple[date, date]:
    match = _ISO.fullmatch(iso)
    if match is None:
        raise ValueError(f"no ISO date: {iso!r}")
    year = int(match[1])
    if match[2] is None:
        return date(year, 1, 1), date(year, 12, 31)
    month = int(match[2])
    if match[3] is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    day = date(year, month, int(match[3]))
    return day, day


def start_and_end(canonical_id: str | None) -> tuple[str | None, str | None]:
    """Start and end of a DATE entity's id in the precision stated; a one-day event ends that day.

    `date:2014-03-24/2014-03-28` gives both days, `date:2014-03-24` that day twice, `date:2014-03`
    the month twice; None gives two None.
    """
    if not canonical_id:
        return None, None
    first, _, last = canonical_id.removeprefix("date:").partition("/")
    return first, last or first


def due_of(canonical_id: str | None) -> str | None:
    """The end of a period in its own precision: `2021-09` for `date:2021-07/2021-09`."""
    return start_and_end(canonical_id)[1]


def shift(day: date, unit: Unit, offset: int) -> DateValue:
    """The day, week, month, quarter, semester or year `offset` units from that of `day`."""
    if unit == "day":
        moved = day + timedelta(days=offset)
        return DateValue(Partial(moved.year, moved.month, moved.day))
    if unit == "week":
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=offset)
        return DateValue(Partial(monday.year, monday.month, monday.day), week=True)
    if unit == "year":
        return DateValue(Partial(day.year + offset))
    size = {"month": 1, "quarter": 3, "semester": 6}[unit]
    index = (day.year * 12 + day.month - 1) // size + offset
    year, month = divmod(index * size, 12)
    first = Partial(year, month + 1)
    return DateValue(first, None if size == 1 else replace(first, month=month + size))
