"""The days of events told by how long they last: "a three-day visit", « au bout de cinq jours »."""

from __future__ import annotations

import re
from datetime import date, timedelta

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.event.continuing import points_back
from policynlp.records.event.drafts import Draft, dates_in, has_days, precision
from policynlp.records.parts.venues import NAME
from policynlp.records.parts.whole_numbers import numbers_in

# An event lasts no longer, in days.
LONGEST = 31
# How many sentences behind its own may say how long it was.
LENGTH_REACH = 2
# How far into such a sentence the length may stand, in characters.
NEAR_BEGINNING = 25


def set_length(document: AnnotatedDocument, draft: Draft, passage: Passage) -> None:
    """Gives an event of one known day its other end, where the text says how long it is and
    whether that day is the first or the last."""
    if draft.start is None or precision(draft.start) < 3 or draft.start != draft.end:
        return
    if draft.kind == "launch":
        return
    rules = document.lexicon(passage)
    if _opened_and_closed(document, draft, passage, rules):
        return
    days = find_length(document, passage.start, passage.end, rules)
    if days is None:
        for other in document.passages[passage.index + 1 : passage.index + 1 + LENGTH_REACH]:
            if other.kind != "sentence" or other.path != passage.path:
                break
            after = rules.pattern(NAME, "lengths.after").search(
                document.folded, other.start, other.end
            )
            near = after is not None and after.start() - other.start <= NEAR_BEGINNING
            if after is not None and (near or points_back(document, other)):
                days = find_length(document, after.start(), after.end(), rules)
                break
    if days is None or not 1 < days <= LONGEST:
        return
    closes = rules.pattern(NAME, "lengths.closes").search(
        document.folded, passage.start, passage.end
    )
    opens = rules.pattern(NAME, "lengths.opens").search(document.folded, passage.start, passage.end)
    first = date.fromisoformat(draft.start)
    if closes is not None:
        draft.start = (first - timedelta(days=days - 1)).isoformat()
    elif opens is not None:
        draft.end = (first + timedelta(days=days - 1)).isoformat()


def find_length(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int | None:
    """The number of days of "three-day", « cinq jours », in a stretch; None where there is none."""
    folded = document.folded[start:end]
    unit = rules.pattern(NAME, "lengths.days")
    for first, last, value in numbers_in(folded.replace("-", " "), rules):
        before = folded[:first].rstrip()
        if any(m.end() == len(before) for m in rules.pattern(NAME, "lengths.no").finditer(before)):
            continue
        match = unit.match(folded, min(last + 1, len(folded)))
        if match is not None and value <= LONGEST:
            return value
    return None


def _opened_and_closed(
    document: AnnotatedDocument, draft: Draft, passage: Passage, rules: Lexicon
) -> bool:
    """« ouverte mercredi à Moroni et close hier »: the second day is the last."""
    dates = [e for e in dates_in(document, passage.start, passage.end) if has_days(e)]
    if len(dates) < 2 or draft.start is None:
        return False
    one, other = dates[0], dates[1]
    opens = _last(rules.pattern(NAME, "lengths.opens"), document, passage.start, one.start)
    closes = _last(rules.pattern(NAME, "lengths.closes"), document, one.end, other.start)
    last = (other.canonical_id or "").removeprefix("date:")
    first = (one.canonical_id or "").removeprefix("date:")
    if not opens or not closes or not first < last or "/" in first + last:
        return False
    draft.start, draft.end = first, last
    return True


def _last(pattern: re.Pattern[str], document: AnnotatedDocument, start: int, end: int) -> bool:
    return pattern.search(document.folded, start, end) is not None
