"""Events in rows of tables: calendars with titles over their columns or without."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, TableCell
from policynlp.folding import fold
from policynlp.languages import any_of, available, lexicon
from policynlp.records.event.drafts import Draft, has_days, precision
from policynlp.records.parts.bodies import split_bodies
from policynlp.records.parts.event_names import Mention, find_mentions
from policynlp.records.parts.moods import read_moods
from policynlp.records.parts.organisers import find_backers
from policynlp.records.parts.participants import attendance_behind, counted_in
from policynlp.records.parts.venues import NAME, Venue, find_venue

# Evidence in log-odds of a row.
CALENDAR_ROW = 3.0
PLAIN_ROW = 1.2
# How many characters the words between the bodies of a bracket have, and those before the first.
LINKS = 7
NEAR_BODY = 60
_IN_BRACKETS = re.compile(r"\((?P<inner>[^()]{2,120})\)")
COLUMNS = (
    "date", "end", "place", "country", "organizers", "participants", "other", "name", "step",
)  # fmt: skip
_OWN_TRIPS = frozenset({"mission_report", "terms_of_reference", "evaluation"})


def orders(document: AnnotatedDocument, start: int, text: str, mentions: Sequence[Mention]) -> bool:
    """Whether a line begins with what is to be done; "Launch of the week" is a name."""
    if mentions and mentions[0].start - start <= 1 and len(mentions[0].name.split()) > 1:
        return False
    moods = read_moods(text, document.lexicon_at(start))
    return any(cue.start == 0 and cue.mood in ("infinitive", "imperative") for cue in moods)


def first_of(canonical_id: str | None) -> str | None:
    return (canonical_id or "").removeprefix("date:").partition("/")[0] or None


def is_calendar(title: str) -> bool:
    folded = fold(title).strip(" .:")
    folded = _numbering().sub("", folded)
    # "Dates for your diary – spring 2018", "Agenda (juin)"
    bare = re.split(r"\s[–—-]\s|\s\(|[:,]\s", folded)[0]
    return any(
        lexicon(code).pattern(NAME, "titles.calendar").fullmatch(title)
        for code in available()
        for title in {folded, bare, _undetermined(bare, code)}
    )


def _undetermined(title: str, code: str) -> str:
    """A title without "our" or "the" before it."""
    match = lexicon(code).pattern("lexicon", "determiners").match(title)
    return title[match.end() :].strip() if match is not None else title


@cache
def _numbering() -> re.Pattern[str]:
    """The number of a title, with what it is the number of: "Item 3: calendar"."""
    return re.compile(rf"^(?:\W|\d+[.)]?\s|{any_of(NAME, 'titles.numbered')} \d+\W*)+")


def _columns(cells: Sequence[TableCell]) -> Mapping[str, TableCell]:
    """The cells of a row by what their column titles say; the first column of a kind counts."""
    found: dict[str, TableCell] = {}
    for cell in cells:
        title = fold(cell.header).strip(" :.?")
        if not title:
            continue
        for key in COLUMNS:
            if key not in found and any(
                lexicon(code).pattern(NAME, f"columns.{key}").fullmatch(title)
                for code in available()
            ):
                found[key] = cell
                break
    return found


def _untitled_columns(
    document: AnnotatedDocument, cells: Sequence[TableCell]
) -> Mapping[str, TableCell]:
    """The cells of a calendar without column titles: a day, what happens, perhaps where."""
    found: dict[str, TableCell] = {}
    for cell in cells:
        if not cell.text.strip():
            continue
        dates = document.entities_in(cell.start, cell.end, "DATE")
        if dates and 2 * sum(e.end - e.start for e in dates) >= cell.end - cell.start:
            found.setdefault("date", cell)
        elif "name" not in found:
            found["name"] = cell
        else:
            found.setdefault("place", cell)
    return found


def bracketed_bodies(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The bodies that a bracket of a calendar's entry names alone: "(WHO and UNICEF)"."""
    for bracket in _IN_BRACKETS.finditer(document.text, start, end):
        named = document.entities_in(bracket.start("inner"), bracket.end("inner"), "ORG")
        length = bracket.end("inner") - bracket.start("inner")
        if named and length <= sum(e.end - e.start for e in named) + LINKS * len(named):
            return [entity.text for entity in named]
    return []


def company(document: AnnotatedDocument, start: int, end: int) -> str | None:
    """Those with whom an entry says that it is held: "Choma, with the two hospitals"."""
    rules = document.lexicon_at(start)
    for link in rules.pattern("lexicon", "with").finditer(document.folded, start, end):
        if document.text[: link.start()].rstrip()[-1:] not in ",;(":
            continue
        bodies = document.entities_in(link.end(), min(end, link.end() + NEAR_BODY), "ORG")
        present = attendance_behind(document, link.end(), end) if bodies else None
        return present.text.rstrip(" )") if present is not None else None
    return None


def read_row(document: AnnotatedDocument, row: Passage) -> Draft | None:
    """A row of a calendar: a name or kind, a date and mostly a place, by column titles."""
    columns = dict(_columns(row.cells))
    calendar = any(is_calendar(h.text) for h in row.path[-2:])
    if calendar and "name" not in columns and "step" in columns:
        columns["name"] = columns["step"]
    if "name" not in columns and document.document_type.label in _OWN_TRIPS:
        return _closing_in_hours(document, row)
    untitled = calendar and not any(cell.header.strip() for cell in row.cells)
    if untitled:
        columns = dict(_untitled_columns(document, row.cells))
    if "name" in columns and "date" not in columns:
        return _held_by_remark(document, row, columns["name"])
    if "other" in columns or not {"name", "date"} <= columns.keys():
        return None
    itinerary = document.document_type.label in _OWN_TRIPS and not _about_events(columns["name"])
    if itinerary and not calendar and not _wraps_up(document, columns["name"]):
        return None  # the days of the mission itself
    if not calendar and "place" not in columns and "country" not in columns:
        return None
    if "organizers" in columns and not calendar and "place" not in columns:
        return None
    name, when = columns["name"], columns["date"]
    rules = document.lexicon(row)
    dates = document.entities_in(when.start, when.end, "DATE")
    last = columns.get("end")
    if not dates or precision(first_of(dates[0].canonical_id)) < 2 or not name.text.strip():
        return None
    if rules.pattern(NAME, "cues.cancelled").search(document.folded, row.start, row.end):
        return None
    mentions = find_mentions(document, name.start, name.end)
    if orders(document, name.start, name.text, mentions):
        return None
    training = rules.pattern(NAME, "nouns.training").search(document.folded, name.start, name.end)
    if (training is not None and not mentions) or (not mentions and not _about_events(name)):
        return None
    draft = Draft(
        mentions[0].kind if mentions else "other",
        " ".join(name.text.split()).strip(" .;:"),
        passages=[row],
        score=CALENDAR_ROW if calendar or itinerary or _about_events(name) else PLAIN_ROW,
    )
    draft.set_dates(dates[0])
    if last is not None:
        ends = document.entities_in(last.start, last.end, "DATE")
        if ends:
            draft.end = (ends[0].canonical_id or "").removeprefix("date:").rpartition("/")[2]
    draft.venue = _cell_venue(document, columns)
    in_name = find_venue(document, mentions[0].end, name.end, bare=True) if mentions else None
    if not untitled and calendar and "place" not in columns and in_name is not None:
        # "Opening ceremony, Irbid", "Information webinar (Zoom)"
        draft.name, draft.venue = mentions[0].name, draft.venue or in_name
    if mentions and rules.pattern(NAME, "names.online").search(fold(mentions[0].name)):
        draft.venue = draft.venue if "place" in columns else None
    if untitled and mentions:
        draft.name = mentions[0].name
        draft.venue = draft.venue or find_venue(document, mentions[0].end, name.end, bare=True)
        draft.organizers = list(find_backers(document, name.start, name.end).organizers)
        draft.organizers = draft.organizers or bracketed_bodies(document, name.start, name.end)
        draft.participants = company(document, mentions[0].end, name.end)
    if "organizers" in columns:
        cell = columns["organizers"]
        draft.organizers = split_bodies(document, cell.start, cell.end)
    if "participants" in columns and columns["participants"].text.strip(" -–—"):
        draft.participants = " ".join(columns["participants"].text.split())
    listed = bool(mentions) and (untitled or (calendar and _about_events(name)))
    named = listed and (not mentions[0].weak or len(mentions[0].name.split()) > 2)
    if not has_days(dates[0]) and draft.venue is None and not named:
        return None
    return draft


def _held_by_remark(document: AnnotatedDocument, row: Passage, name: TableCell) -> Draft | None:
    """What a table of activities names and a remark says to be held: "Steering committee | 1 | Held
    in Bo on 3 May"."""
    rules = document.lexicon(row)
    if rules.pattern(NAME, "nouns.training").search(document.folded, name.start, name.end):
        return None
    mentions = find_mentions(document, name.start, name.end)
    body = rules.pattern(NAME, "nouns.bodies").search(document.folded, name.start, name.end)
    if not mentions and body is None:
        return None
    for cell in row.cells:
        told = rules.pattern(NAME, "columns.held").match(document.folded, cell.start, cell.end)
        dates = document.entities_in(told.end(), cell.end, "DATE") if told is not None else ()
        if cell is name or told is None or not dates or not has_days(dates[0]):
            continue
        kind = mentions[0].kind if mentions else "meeting"
        title = " ".join(name.text.split()).strip(" .;:")
        draft = Draft(kind, title, passages=[row], score=PLAIN_ROW)
        draft.set_dates(dates[0])
        draft.venue = find_venue(document, told.end(), cell.end, bare=True)
        return draft
    return None


def _closing_in_hours(document: AnnotatedDocument, row: Passage) -> Draft | None:
    """The meeting that closes a mission in an itinerary with a column for each time of the day."""
    columns = _columns(row.cells)
    if "date" not in columns:
        return None
    when = columns["date"]
    dates = document.entities_in(when.start, when.end, "DATE")
    for cell in row.cells:
        title = fold(cell.header).strip(" :.?")
        timed = any(
            lexicon(code).pattern(NAME, "columns.hours").fullmatch(title) for code in available()
        )
        mentions = find_mentions(document, cell.start, cell.end) if timed else ()
        if not dates or not has_days(dates[0]) or not mentions:
            continue
        mention = mentions[0]
        if mention.start - cell.start > 1 or not _wraps_up(document, cell):
            continue
        draft = Draft(mention.kind, mention.name, passages=[row], score=CALENDAR_ROW)
        draft.set_dates(dates[0])
        draft.venue = find_venue(document, mention.noun_end, cell.end)
        draft.participants = counted_in(document, mention.noun_end, cell.end)
        return draft
    return None


def _wraps_up(document: AnnotatedDocument, cell: TableCell) -> bool:
    """Whether a day of a mission holds no more than the meeting that closes it."""
    rules = document.lexicon_at(cell.start)
    closing = rules.pattern(NAME, "nouns.closing").match(document.folded, cell.start, cell.end)
    return closing is not None and ";" not in cell.text


def _about_events(cell: TableCell) -> bool:
    """Whether a column's title promises events and not just activities."""
    title = fold(cell.header).strip(" :.?")
    return any(
        kind_pattern.search(title)
        for code in available()
        for kind_pattern in (lexicon(code).pattern(NAME, "titles.events"),)
    )


def _cell_venue(document: AnnotatedDocument, columns: Mapping[str, TableCell]) -> Venue | None:
    """The place cell as printed, without the name of the country, and the country."""
    country = None
    if "country" in columns:
        cell = columns["country"]
        found = document.entities_in(cell.start, cell.end, "COUNTRY")
        if found:
            country = (found[0].canonical_id or "").removeprefix("country:") or None
    where = columns.get("place") or columns.get("country")
    if where is None or not where.text.strip(" -–—"):
        return None
    told = fold(where.text).strip(" .()")
    if any(lexicon(c).pattern(NAME, "columns.undecided").fullmatch(told) for c in available()):
        return None
    venue = find_venue(document, where.start, where.end, bare=True)
    text = " ".join(where.text.split())
    if venue is None:
        return Venue(text, country, where.start, where.end)
    if venue.online:
        return Venue(text, None, where.start, where.end, online=True)
    return Venue(venue.name, country or venue.country, venue.start, venue.end)
