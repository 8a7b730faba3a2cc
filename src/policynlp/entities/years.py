"""Years that date expressions leave open, filled in from the document's own date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from policynlp.entities.mentions import Mention
from policynlp.entities.periods import DateValue, bounds, shift, to_iso

# A date within so many characters of the start may stand for the document's own.
_TOP = 600
# A title stands within so many.
_TITLE = 160


@dataclass(frozen=True)
class Anchor:
    """The document's own date, as far as known: the day (or the middle of what is known)."""

    day: date | None
    precision: int  # 0 nothing, 4 year, 7 month, 10 day
    year: int | None
    stated: bool = True  # the date of issue itself, not just a date at the top


def anchor_of(published: str | None, mentions: Sequence[Mention]) -> Anchor:
    """The date of issue, else the day that stands at the top, else the one year of all dates."""
    if published:
        first, last = bounds(published)
        return Anchor(first + (last - first) / 2, len(published), first.year)
    for mention in mentions:
        value = mention.date
        if mention.start > _TOP or value is None:
            break
        if value.complete and value.start.day and (iso := to_iso(value)):
            first, last = bounds(iso)
            return Anchor(last, 10, first.year, stated=False)
    years = Counter(
        mention.date.start.year
        for mention in mentions
        if mention.date and mention.date.complete and mention.date.start.month
    )
    if len(years) == 1:
        return Anchor(None, 4, next(iter(years)))
    if not years and (year := _titled_year(mentions)) is not None:
        return Anchor(None, 4, year)
    return Anchor(None, 0, None)


def _titled_year(mentions: Sequence[Mention]) -> int | None:
    """The one year that stands alone in the first lines: "Calendar 2018"."""
    years = {
        mention.date.start.year
        for mention in mentions
        if mention.start < _TITLE and mention.date and mention.date.complete
    }
    return next(iter(years)) if len(years) == 1 else None


def fill_dates(mentions: Sequence[Mention], anchor: Anchor) -> list[str | None]:
    """The ISO form of each DATE mention, None where its year stays open; same order."""
    found: list[str | None] = []
    previous: tuple[int, DateValue] | None = None
    for mention in mentions:
        value = mention.date
        if value is None:
            found.append(None)
            continue
        filled = value if value.complete else _filled(value, anchor, mention, previous)
        iso = to_iso(filled) if filled is not None else None
        found.append(iso)
        if iso is not None and filled is not None and filled.start.month:
            previous = (mention.end, filled)
    return found


def _filled(
    value: DateValue, anchor: Anchor, mention: Mention, previous: tuple[int, DateValue] | None
) -> DateValue | None:
    if value.only_weekday:
        return _weekday(value, anchor)
    if value.relative is not None:
        unit, offset = value.relative
        needed = {"day": 10, "week": 10, "month": 7, "quarter": 7, "semester": 7, "year": 4}[unit]
        if anchor.precision < needed:
            return None
        day = anchor.day or date(anchor.year or 2000, 7, 1)
        meant = shift(day, unit, offset)
        if value.start.day == -1:
            meant = DateValue(replace((meant.end or meant.start), day=-1))
        return meant
    if value.start.month is None:
        return None
    if value.year_offset is not None:
        return _with_year(value, anchor.year + value.year_offset if anchor.year else None)
    if anchor.day is None or anchor.precision < 7:
        # Only a year is known: of the document, or of the full date right before.
        near = previous is not None and mention.start - previous[0] < 400
        year = _year(previous[1]) if previous is not None and near else anchor.year
        readings = _readings(value, year)
        on_its_day = [reading for reading in readings if _falls_on_weekday(reading)]
        return next(iter(on_its_day), None) or _with_year(value, year)
    candidates = _readings(value, anchor.day.year)
    if value.weekday is not None:
        candidates = list(filter(_falls_on_weekday, candidates)) or candidates
    return _nearest(candidates, anchor, value.direction if anchor.stated else 0)


def _readings(value: DateValue, year: int | None) -> list[DateValue]:
    """The value in the years around one, the nearest first; further off where a weekday tells."""
    if year is None:
        return []
    offsets = (0, -1, 1) if value.weekday is None else (0, -1, 1, -2, 2)
    filled = (_with_year(value, year + offset) for offset in offsets)
    return [reading for reading in filled if reading is not None]


def _falls_on_weekday(value: DateValue) -> bool:
    """Whether the day that a value begins with is the day of the week that it names."""
    iso = to_iso(replace(value, end=None, week=False))
    return (
        value.weekday is not None
        and value.start.day is not None
        and iso is not None
        and bounds(iso)[0].isoweekday() == value.weekday
    )


def _weekday(value: DateValue, anchor: Anchor) -> DateValue | None:
    """The last such day up to the document's date, the next one behind it for "next"; "last
    Friday" is not the document's own day."""
    if anchor.day is None or anchor.precision < 10 or value.weekday is None:
        return None
    last = value.last_weekday or value.weekday
    offset = last - anchor.day.isoweekday()
    if value.direction > 0:
        offset = value.weekday - anchor.day.isoweekday()
        offset = offset if offset > 0 else offset + 7
    else:
        offset = offset if offset < 0 or (offset == 0 and value.direction == 0) else offset - 7
        offset -= (last - value.weekday) % 7
    day = shift(anchor.day, "day", offset)
    if value.last_weekday is None:
        return day
    length = (value.last_weekday - value.weekday) % 7
    return replace(day, end=shift(anchor.day, "day", offset + length).start)


def _year(value: DateValue) -> int | None:
    return (value.end or value.start).year


def _with_year(value: DateValue, year: int | None) -> DateValue | None:
    """The value with its open years filled; a range over New Year ends the year after."""
    if year is None:
        return None
    start = replace(value.start, year=value.start.year or year)
    end = value.end
    if end is not None and end.year is None:
        crosses = (start.month or 0) > (end.month or 12)
        end = replace(end, year=year + 1 if crosses else year)
    filled = replace(value, start=start, end=end)
    return filled if to_iso(filled) is not None else None


def _nearest(candidates: list[DateValue], anchor: Anchor, direction: int) -> DateValue | None:
    """The reading that lies on the side a word names ("since", "by"), else the nearest."""
    assert anchor.day is not None
    best: tuple[int, DateValue] | None = None
    for candidate in candidates:
        iso = to_iso(candidate)
        if iso is None:
            continue
        first, last = bounds(iso)
        slack = timedelta(days=16 if anchor.precision == 7 else 0)
        if direction < 0 and first > anchor.day + slack:
            continue
        if direction > 0 and last < anchor.day - slack:
            continue
        middle = first + (last - first) / 2
        distance = abs((middle - anchor.day).days)
        if best is None or distance < best[0]:
            best = (distance, candidate)
    return best[1] if best is not None else None
