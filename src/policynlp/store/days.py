"""Dates of the contract as days: from when to when `2021-09` or `2021-07/2021-09` lasts."""

from __future__ import annotations

import calendar
import re

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def first_day(date: str) -> str | None:
    """The first day of a date or period, `2021-07/2021-09` gives `2021-07-01`, or None."""
    return _day(date.partition("/")[0], last=False)


def last_day(date: str) -> str | None:
    """The last day of a date or period, `2021-07/2021-09` gives `2021-09-30`, or None."""
    start, _, end = date.partition("/")
    return _day(end or start, last=True)


def _day(date: str, *, last: bool) -> str | None:
    match = _DATE.fullmatch(date.strip())
    if match is None:
        return None
    year = int(match[1])
    month = int(match[2] or (12 if last else 1))
    if not (1 <= year <= 9999 and 1 <= month <= 12):
        return None
    length = calendar.monthrange(year, month)[1]
    day = int(match[3] or (length if last else 1))
    return f"{year:04}-{month:02}-{day:02}" if 1 <= day <= length else None
