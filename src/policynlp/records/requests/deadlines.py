"""By when: the timeframe as printed and the date it ends, from words and DATE entities.

Words stand in `languages/*/deadlines.toml`. A starting point, a frequency or a relative period has
no due date.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.schema import Entity
from policynlp.title_lines import MAX_TITLE_WORDS, is_horizon

_NOTHING = re.compile(r"[\W_]*")
_CLOCK = re.compile(r"\d{1,2} ?(?:[:h] ?\d{2}\b|[ap]\.?m\b|h\b|\.\d{2}(?![.\d]))", re.IGNORECASE)
_EDGE = " \t\n.,;:–—-"
# How far before a date its preposition may begin, in characters.
REACH = 48
# How far before a date the clause begins that tells of what it is, in characters.
LONGEST_CLAUSE = 90
MIN_ASKED = 2
# "before the talks of ...": words before the date of a phrase that names something.
MIN_NAMED = 4
# "la fin du mois de septembre": a date without digits that names a month.
MAX_MONTH_WORDS = 6
# "in spring 2024": of one that a bare year closes.
MIN_YEAR_BEHIND = 2
# Letters of a month in ISO form.
MONTH = len("2014-03")
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Deadline:
    """`timeframe` as printed, `due` in ISO form; None where the text gives none."""

    timeframe: str | None = None
    due: str | None = None
    start: int = -1
    end: int = -1


NONE = Deadline()


def read_deadline(document: AnnotatedDocument, start: int, end: int) -> Deadline:
    """The deadline or starting point in a sentence or item, offsets into the document text."""
    rules = document.lexicon_at(start)
    found: list[Deadline] = []
    for entity in document.entities_in(start, end, "DATE"):
        deadline = _around(document, entity, start, end, rules)
        if deadline is not None:
            found.append(deadline)
    folded = document.folded[start:end]
    for match in rules.pattern("deadlines", "phrases").finditer(folded):
        s, e = start + match.start(), start + len(folded[: match.end()].rstrip(_EDGE))
        if any(d.start < e and s < d.end for d in found):
            continue
        dated = bool(document.entities_in(s, e, "DATE")) and any(
            c.isdigit() for c in document.text[s:e]
        )
        # A date that stands for its own is read above; in "before the talks of autumn" it only
        # tells which talks.
        if dated and not _starts(folded[match.start() :], rules) and not _qualifies(document, s, e):
            continue
        if _of_a_thing(document, start, s, rules, weak=False):
            continue  # "wheelchairs that break within a year"
        # A starting point may well stand behind how often ("two hours a week from January").
        low = max(0, match.start() - 12) if not _starts(match.group(), rules) else match.start()
        if not _is_frequency(folded[low : match.end() + 24], rules):
            due = _coming(document, s, e, rules) or _own_period(document, s, e, rules)
            found.append(Deadline(_text(document, s, e), due, s, e))
    if not found:
        return NONE
    return max(found, key=lambda d: (d.due is not None, d.start < 0, d.start))


def _qualifies(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether the dates of a phrase only tell which thing of several it names."""
    date = document.entities_in(start, end, "DATE")[0]
    words = document.folded[start : date.start].split()
    if len(words) >= MIN_YEAR_BEHIND and _BARE_YEAR.fullmatch(date.text):
        return True  # "before the summer of 2024", "avant le budget 2024"
    return len(words) >= MIN_NAMED and not any(c.isdigit() for c in words[1])


def _coming(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """The day of the week that a phrase names, the first one from the document's day on."""
    days = rules.get("lexicon", "weekdays")
    words = document.folded[start:end].split()
    published = document.published
    if published is None or len(published) < 10 or not isinstance(days, dict):
        return None
    if not {fold(day) for day in days} & set(words):
        return None
    for date in document.entities_in(start, end, "DATE"):
        due = due_of(date) or ""
        if len(due) == 10:
            ahead = due if due >= published else _week_later(due)
            return ahead if ahead >= published else None
    return None


def _own_period(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> str | None:
    """The year or month of the document, which a phrase such as "this year" means."""
    phrase, published = document.folded[start:end], document.published or ""
    for key, width in (("year", 4), ("month", 7)):
        period = rules.pattern("deadlines", f"own_period.{key}")
        if len(published) >= width and period.fullmatch(phrase) is not None:
            return published[:width]
    return None


def _week_later(day: str) -> str:
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=7)).isoformat()


def read_deadline_cell(document: AnnotatedDocument, start: int, end: int) -> Deadline:
    """The deadline of a table cell that holds nothing else; "to be decided" gives none."""
    text = " ".join(document.text[start:end].split()).strip()
    rules = document.lexicon_at(start)
    if _NOTHING.fullmatch(text):
        return NONE
    folded = " ".join(document.folded[start:end].split()).strip(_EDGE)
    if rules.pattern("bodies", "nobody").fullmatch(folded):
        return NONE
    if rules.pattern("deadlines", "frequency").fullmatch(folded):
        return NONE
    dates = document.entities_in(start, end, "DATE")
    if not dates and rules.pattern("deadlines", "frequency").match(folded):
        return NONE
    due = None
    if dates and not _starts(folded, rules):
        due = due_of(dates[-1])
    return Deadline(text, due, start, end)


def is_clock(text: str) -> bool:
    """Whether a cell holds a time of day: the row is one of an agenda."""
    return _CLOCK.match(text.strip()) is not None


def due_of(entity: Entity) -> str | None:
    """The end of a date entity's period, in its own precision."""
    canonical = entity.canonical_id or ""
    if not canonical.startswith("date:"):
        return None
    return canonical.removeprefix("date:").rpartition("/")[2]


def _around(
    document: AnnotatedDocument, entity: Entity, start: int, end: int, rules: Lexicon
) -> Deadline | None:
    """The deadline that a date makes with the words before it, or None."""
    low = max(start, entity.start - REACH)
    before = document.folded[low : entity.start]
    after = document.folded[entity.end : min(end, entity.end + 24)]
    if rules.pattern("deadlines", "frequency").match(after.lstrip()) or _repeats(after, rules):
        return None
    opening = _opening(before, rules)
    due = due_of(entity)
    past = _past(document, due)
    if opening is None:
        text = _text(document, entity.start, entity.end)
        inside = document.folded[entity.start : entity.end]
        if _starts(inside, rules):
            return Deadline(text, None, entity.start, entity.end)
        if rules.pattern("deadlines", "until").match(inside) and not past:
            return Deadline(text, due, entity.start, entity.end)
        marked = before.rstrip().endswith(("(", ",", ":", "-")) or entity.start == start
        if marked and not past and _closes(after):
            return Deadline(text, _fixed(entity, due), entity.start, entity.end)
        return None
    kind, offset = opening
    if kind == "until" and (past or _of_a_thing(document, start, low + offset, rules)):
        return None
    s = low + offset
    last = _range_end(document, entity, end)
    stop = last.end + _closing(document.folded[last.end : min(end, last.end + REACH)], rules)
    text = _text(document, s, stop)
    if kind == "from" and last is entity and not _range().search(entity.text):
        return Deadline(text, None, s, stop)
    return Deadline(text, _fixed(last, due_of(last)), s, stop)


def _of_a_thing(
    document: AnnotatedDocument, start: int, at: int, rules: Lexicon, *, weak: bool = True
) -> bool:
    """Whether what stands at `at` dates a thing by a clause or participle right before it, and not
    what is asked: "the contracts that end in 2019".

    Args:
        weak: only a weak preposition does so.
    """
    before = document.folded[max(start, at - LONGEST_CLAUSE) : at].rstrip()
    clause = before[max(before.rfind(mark) for mark in (",", ";", ":", "(", ". ")) + 1 :]
    if clause.rpartition(" ")[2] in rules.folded_words("deadlines", "relative"):
        return True
    if weak and rules.pattern("deadlines", "weak").match(document.folded, at) is None:
        return False
    found = rules.pattern("deadlines", "of_a_thing").finditer(clause)
    # What stands before is asked; "Signature expected on 3 May" is all there is.
    aside = not weak and before[: -len(clause)].endswith(",")
    return any(
        not clause[match.end() :].strip()
        and (aside or len(clause[: match.start()].split()) >= MIN_ASKED)
        for match in found
    )


def _closing(after: str, rules: Lexicon) -> int:
    """How many characters behind a date belong to it: "10 June at the latest"."""
    gap = len(after) - len(after.lstrip(" ,"))
    match = rules.pattern("deadlines", "behind").match(after, gap)
    return match.end() if match is not None and gap else 0


def _range_end(document: AnnotatedDocument, entity: Entity, end: int) -> Entity:
    """The date that closes a range begun by `entity` ("from May to 3 June"), else itself."""
    following = document.entities_in(entity.end, min(end, entity.end + 30), "DATE")
    if following:
        between = document.folded[entity.end : following[0].start].strip()
        rules = document.lexicon_at(entity.start)
        words = {fold(w) for key in ("to", "and") for w in rules.words("lexicon", f"dates.{key}")}
        if between == "-" or between in words:
            return following[0]
    return entity


def _fixed(entity: Entity, due: str | None) -> str | None:
    """`due` where the printed date is a point in the calendar, not "next week"."""
    return due if any(c.isdigit() for c in entity.text) or _names_month(entity) else None


def _names_month(entity: Entity) -> bool:
    due = due_of(entity) or ""
    single = "/" not in (entity.canonical_id or "")
    return single and len(due) >= 7 and len(entity.text.split()) <= MAX_MONTH_WORDS


def is_ahead(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch names a day, month or quarter that lies behind the document's own day."""
    published = document.published
    if published is None:
        return False
    dues = (due_of(date) or "" for date in document.entities_in(start, end, "DATE"))
    return any(len(due) >= MONTH and due[: len(published)] > published[: len(due)] for due in dues)


def _past(document: AnnotatedDocument, due: str | None) -> bool:
    """Whether a date lies wholly before the document's own date."""
    if due is None or document.published is None:
        return False
    width = min(len(due), len(document.published))
    return due[:width] < document.published[:width]


def _opening(before: str, rules: Lexicon) -> tuple[str, int] | None:
    """The preposition of a deadline at the end of `before`: its kind and where it begins."""
    position = len(before.rstrip())
    found: tuple[str, int] | None = None
    for _ in range(7):
        for kind in ("from", "until"):
            start = _ending_at(before, position, kind, rules)
            if start is not None:
                # "au plus tard en septembre": the outermost words tell, a starting point wins.
                kind = "from" if found is not None and found[0] == "from" else kind
                found = (kind, start)
                position = len(before[:start].rstrip())
                break
        else:
            start = _ending_at(before, position, "filler", rules)
            if start is None:
                break
            position = len(before[:start].rstrip())
        if position == 0:
            break
    if found is None:
        return None
    weak = rules.pattern("deadlines", "weak").match(before, found[1]) is not None
    return None if weak and _named_before(before[: found[1]], rules) else found


@cache
def _range() -> re.Pattern[str]:
    """A date that closes what it begins: "3-8 May", "3 May to 8 June"."""
    to = any_of("deadlines", "range", printed=True)
    return re.compile(rf"\d[^\d]{{0,24}}(?:[-–—/]|\b{to}\b)[^\d]{{0,24}}\d")


def _ending_at(before: str, position: int, kind: str, rules: Lexicon) -> int | None:
    """Where the longest expression that ends at `position` begins."""
    low = max(0, position - 28)
    starts = []
    pattern = rules.pattern("deadlines", kind)
    for i in range(low, position):
        if i > 0 and (before[i - 1].isalnum() or not before[i].isalnum()):
            continue
        match = pattern.match(before, i, position)
        if match is not None and match.end() == position:
            starts.append(i)
    return min(starts, default=None)


def _named_before(before: str, rules: Lexicon) -> bool:
    stripped = before.rstrip()
    open_to_any = rules.words("deadlines", "not_a_deadline_alone")
    for match in rules.pattern("deadlines", "not_a_deadline").finditer(stripped):
        if match.end() == len(stripped) and match.group() not in open_to_any:
            return True
    return False


def _starts(folded: str, rules: Lexicon) -> bool:
    return rules.pattern("deadlines", "starting").match(folded.lstrip()) is not None


def _repeats(after: str, rules: Lexicon) -> bool:
    match = rules.pattern("deadlines", "frequency").search(after)
    return match is not None and match.start() <= 6


def _is_frequency(stretch: str, rules: Lexicon) -> bool:
    return rules.pattern("deadlines", "frequency").search(stretch) is not None


def _closes(after: str) -> bool:
    return not after.strip() or after.lstrip()[:1] in ").,;"


def _text(document: AnnotatedDocument, start: int, end: int) -> str:
    return " ".join(document.text[start:end].split()).strip(_EDGE + "()")


def lead_deadline(document: AnnotatedDocument, passage: Passage) -> Deadline:
    """A deadline that the parent item, lead-in, group row or title states for all under it."""
    if passage.parent is not None and passage.parent.text.rstrip().endswith(":"):
        found = read_deadline(document, passage.parent.start, passage.parent.end)
        if found is not NONE:
            return found
    if passage.lead_span is not None:
        return read_deadline(document, *passage.lead_span)
    return _titled_deadline(document, passage)


def _titled_deadline(document: AnnotatedDocument, passage: Passage) -> Deadline:
    """The deadline in words of the title right above: "To be done within one year". Days alone are
    those of what is reported: "Recommendations of the visit (3-7 May)"."""
    heading = passage.heading
    if heading is None or len(heading.text.split()) > MAX_TITLE_WORDS:
        return NONE
    found = read_deadline(document, heading.start, heading.end)
    if found is NONE and is_horizon(heading.text):
        return Deadline(_text(document, heading.start, heading.end))
    return NONE if found.timeframe is None or found.timeframe[:1].isdigit() else found
