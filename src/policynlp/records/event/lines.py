"""Events in lines and tables: "Next meeting: 7 November, Kathmandu", calendars, lists of dates."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from policynlp.annotated import AnnotatedDocument, Field, Passage, once_a_stretch
from policynlp.folding import fold
from policynlp.languages import any_of, lexicon
from policynlp.languages.folded import FoldedText
from policynlp.records.event.drafts import Draft, best_date, dates_in, has_days, precision
from policynlp.records.event.rows import (
    bracketed_bodies,
    company,
    first_of,
    is_calendar,
    orders,
    read_row,
)
from policynlp.records.parts.event_names import MAX_STRETCH, find_mentions
from policynlp.records.parts.forms import match_label
from policynlp.records.parts.organisers import find_backers
from policynlp.records.parts.participants import counted_in, find_attendance
from policynlp.records.parts.venues import NAME, Venue, find_venue
from policynlp.records.weighing.places import place_of
from policynlp.schema import Entity, EventKind

# Evidence in log-odds of what stands in a line or row.
NEXT_LINE = 3.0
LIST_LINE = 2.0
UNNAMED_LINE = 0.8
MAX_LINE_WORDS = 34
MAX_UNNAMED_WORDS = 16
MAX_CALENDAR_WORDS = 6
# How far before a value its label may begin, in characters.
MAX_LABEL = 94
# How many sentences may stand under a heading that says which event they tell of.
MAX_VALUES = 4
# How far behind such a label its day may begin, in characters.
DAY_REACH = 12
# How far above a dated item the title of its list may stand, in passages.
LIST_REACH = 12
_HELD = ("held", "planned", "launches", "meets")
_DONE = ("comes", "visits", "stays", "receives")
_LABEL = re.compile(r"(?P<label>[^:\n]{3,90}?)\s?:\s+(?=\S)")
_INNER_LABEL = re.compile(
    r"(?:^|(?<=[.!?] )|(?<=\n))(?P<label>[A-ZÀ-Þ][\w'’]*(?: [\w'’]+){0,5})\s?:\s+(?=\S)"
)
_BRACKET = re.compile(r"\([^()]{4,80}\)")
_PLACE_PART = re.compile(r"\s[–—-]\s(?P<place>[A-ZÀ-Þ][\w'’]*(?:[ -][A-ZÀ-Þ][\w'’]*){0,3})\s?:\s")
_STOP = re.compile(r"\.\s+(?=[A-ZÀ-Þ])")


def events_in_lines(document: AnnotatedDocument) -> Iterator[Draft]:
    """Drafts of events from labelled lines, list items and rows."""
    for field in document.fields:
        draft = _next_event(document, field)
        if draft is not None:
            yield draft
        elif (named := _named_by_label(document, field)) is not None:
            yield named
    for field in _inner_fields(document):
        draft = _next_event(document, field)
        if draft is not None:
            yield draft
    labelled = {f.block.start for f in document.fields if _is_next(f.label)}
    for passage in document.of_kind("item", "sentence"):
        if passage.block.start not in labelled:
            draft = _listed(document, passage) or _behind_day(document, passage)
            if draft is not None:
                yield draft
    for passage in document.of_kind("row"):
        draft = read_row(document, passage)
        if draft is not None:
            yield draft


def _named_by_label(document: AnnotatedDocument, field: Field) -> Draft | None:
    """An event whose label is its name and whose value begins with its day: "Debriefing: 3 May"."""
    value = _only_dated(document, field)
    if value is None:
        return None
    begin = max(field.block.start, value.start - MAX_LABEL)
    names = find_mentions(document, begin, value.start)
    dates = dates_in(document, value.start, value.end)
    if len(names) != 1 or fold(names[0].name) != field.label or not dates:
        return None
    if not has_days(dates[0]) or dates[0].start - value.start > DAY_REACH:
        return None
    if match_label(field.label, NAME, ("name", "date", "place", "both", "participants")):
        return None
    draft = Draft(names[0].kind, names[0].name, passages=[value], score=LIST_LINE)
    draft.set_dates(dates[0])
    draft.venue = line_venue(document, value.start, value.end, value.start)
    draft.organizers = list(find_backers(document, value.start, value.end).organizers)
    attendance = find_attendance(document, value.start, value.end)
    draft.participants = attendance.text if attendance is not None else None
    return draft


def _only_dated(document: AnnotatedDocument, field: Field) -> Passage | None:
    """The first value under a label where no other holds a day.

    Several days under a heading make a calendar, whose lines are read one by one.
    """
    if not field.values or (not field.inline and len(field.values) > MAX_VALUES):
        return None
    others = () if field.inline else field.values[1:]
    dated = any(has_days(e) for v in others for e in dates_in(document, v.start, v.end))
    return None if dated else field.values[0]


def _inner_fields(document: AnnotatedDocument) -> Iterator[Field]:
    """Labels inside a paragraph: "The meeting ended at noon. Next meeting: 7 May."."""
    for passage in document.of_kind("sentence", "item"):
        stop = min(passage.end, passage.start + MAX_STRETCH)
        for match in _INNER_LABEL.finditer(document.text, passage.start, stop):
            label = fold(match["label"]).strip()
            if match.start() == passage.block.start or not _is_next(label):
                continue
            closing = _STOP.search(document.text, match.end(), stop)
            end = closing.start() + 1 if closing else stop
            value = replace(
                passage, start=match.end(), end=end, text=document.text[match.end() : end]
            )
            yield Field(label, passage.block, (value,), inline=True)


@cache
def _says(code: str) -> re.Pattern[str]:
    """Verbs of telling as printed, where folding takes their accent away."""
    return re.compile("|".join(lexicon(code).words(NAME, "lines.told_printed")) or r"(?!)")


def is_line(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage is a line without a verb: read here and not as a sentence."""
    return _without_verb(document, passage.start, passage.end)


def _is_next(label: str) -> bool:
    return match_label(label, NAME, ("next",)) == "next"


def _next_event(document: AnnotatedDocument, field: Field) -> Draft | None:
    """The event behind a label such as "Prochaine réunion"."""
    value = _only_dated(document, field) if _is_next(field.label) else None
    if value is None:
        return None
    start, end = value.start, value.end
    date = best_date(dates_in(document, start, end, deadlines=True))
    if date is None:
        return None
    label_start = max(field.block.start, start - MAX_LABEL)
    mentions = find_mentions(document, start, end)
    named = [m for m in mentions if m.start < date.start or m.start - start < 4]
    in_label = [m for m in find_mentions(document, label_start, start) if m.end <= start]
    source = named[0] if named else in_label[0] if in_label else None
    draft = Draft(
        source.kind if source else "meeting",
        source.name if source else _label_text(document, label_start, start),
        passages=[value],
        score=NEXT_LINE,
    )
    draft.set_dates(date)
    draft.venue = line_venue(document, start, end, source.end if named and source else start)
    if named and source and not in_label:
        draft.name = source.name
    return draft


def _label_text(document: AnnotatedDocument, start: int, end: int) -> str | None:
    text = document.text[start:end].strip(" :\t\n")
    match = _date_of().match(fold(text))
    return text[match.end() :] if match else text or None


@cache
def _date_of() -> re.Pattern[str]:
    """What a label says before the name of an event: "Date and place of the workshop"."""
    when, of, joint = any_of(NAME, "lines.when"), any_of(NAME, "lines.of"), any_of("lexicon", "and")
    return re.compile(rf"^{when} (?:{joint} \w+ )?{of} ")


def line_venue(document: AnnotatedDocument, start: int, end: int, floor: int) -> Venue | None:
    """The place in a line, behind a word of place or alone between marks."""
    rules = document.lexicon_at(floor)
    same = rules.pattern(NAME, "cues.same_place").search(document.folded, start, end)
    if same is not None:
        return Venue(None, None, same.start(), same.end(), same=True)
    return find_venue(document, floor, end, bare=True)


@once_a_stretch
def _without_verb(document: AnnotatedDocument, start: int, end: int) -> bool:
    rules = document.lexicon_at(start)
    text = document.stretch(start, end)
    dates = document.entities_in(start, end, "DATE")
    if dates:
        # The month of May is no verb.
        plain = str(text)
        for entity in dates:
            plain = plain.replace(fold(entity.text), " " * len(entity.text))
        text = FoldedText(plain)
    if len(text.split()) > MAX_LINE_WORDS:
        return False
    if rules.lists(NAME, "cues.", _HELD).found_in(text):
        return False
    if rules.lists(NAME, "acts.", _DONE).found_in(text):
        return False
    if _says(rules.code).search(document.text, start, end):
        return False
    return rules.pattern("lexicon", "finite_verbs").search(text) is None


def _listed(document: AnnotatedDocument, passage: Passage) -> Draft | None:
    """An item or short line that consists of a name, a date and perhaps a place."""
    start, end = passage.start, passage.end
    if end - start > MAX_STRETCH or not document.entities_in(start, end, "DATE"):
        return None
    if not _without_verb(document, start, end):
        return None
    place = place_of(document, passage.path)
    calendar = any(is_calendar(h.text) for h in passage.path[-2:])
    calendar = calendar or _under_calendar(document, passage)
    further = place.kind == "reference" and _still_to_come(document, start, end)
    if place.kind is not None and not calendar and place.kind not in _OPEN_PLACES and not further:
        return None
    if document.document_type.label == "training_announcement" and not calendar:
        return None
    rules = document.lexicon(passage)
    if passage.kind == "sentence" and not calendar and not (further or _fills_block(passage)):
        return None
    for cue in ("cues.recurring", "cues.cancelled"):
        if rules.pattern(NAME, cue).search(document.folded, start, end):
            return None
    mentions = find_mentions(document, start, end)
    if orders(document, start, passage.text, mentions):
        return None
    dates = [e for e in dates_in(document, start, end) if precision(first_of(e.canonical_id)) >= 2]
    if not dates or (not mentions and not calendar):
        return None
    if not mentions:
        return _unnamed(document, passage, dates)
    mention = mentions[0]
    if mention.weak and len(mention.name.split()) < 2:
        return None
    reports = rules.pattern(NAME, "names.reports").match(document.folded, start, end)
    if reports is not None and mention.start > reports.start():
        return None
    draft = Draft(mention.kind, mention.name, passages=[passage], score=LIST_LINE)
    draft.set_dates(best_date(dates) or dates[0])
    draft.venue = line_venue(document, start, end, mention.end) or find_venue(
        document, start, mention.start, bare=True
    )
    if calendar and draft.venue is None:
        draft.venue = _before_colon(document, start, mention.start)
    if calendar:
        _add_rest(document, draft, passage)
    for bracket in _BRACKET.finditer(document.text, mention.end, end):
        draft.participants = draft.participants or counted_in(document, *bracket.span())
    # A passing mention has neither a place nor a section of its own.
    if not calendar and draft.venue is None and passage.kind == "sentence":
        return None
    return draft


def _still_to_come(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a line of further reading has a day after that of the paper: an event announced."""
    days = [e for e in dates_in(document, start, end) if has_days(e)]
    published = document.published or ""
    return (
        bool(days)
        and len(published) > len("2014")
        and any((first_of(e.canonical_id) or "") > published for e in days)
    )


def _behind_day(document: AnnotatedDocument, passage: Passage) -> Draft | None:
    """What a milestone's paragraph tells behind its day: "3 May 2021. Inception workshop in Bo"."""
    dates = dates_in(document, passage.start, passage.end)
    if passage.kind != "sentence" or len(dates) != 1 or passage.start != passage.block.start:
        return None
    around = passage.text.replace(dates[0].text, "", 1).strip(" .:–—-")
    later = document.passages[passage.index + 1 : passage.index + 2]
    if around or precision(first_of(dates[0].canonical_id)) < 2 or not later:
        return None
    told = later[0]
    if told.block is not passage.block or not _without_verb(document, told.start, told.end):
        return None
    mentions = find_mentions(document, told.start, told.end)
    if not mentions or mentions[0].start - told.start > DAY_REACH:
        return None
    mention = mentions[0]
    if document.entities_in(mention.noun_end, told.end, "DATE"):
        return None
    draft = Draft(mention.kind, mention.name, passages=[told, passage], score=LIST_LINE)
    draft.set_dates(dates[0])
    draft.venue = find_venue(document, mention.noun_end, mention.end, bare=True)
    draft.venue = draft.venue or find_venue(document, mention.end, told.end)
    draft.organizers = list(find_backers(document, told.start, told.end).organizers)
    attendance = find_attendance(document, told.start, told.end)
    draft.participants = attendance.text if attendance is not None else None
    return draft


def _before_colon(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """A town no list has, between a day and a colon: "6 September – Mt Hagen: hearing"."""
    match = _PLACE_PART.search(document.text, start, end)
    if match is None or document.entities_in(match.start("place"), match.end("place")):
        return None
    return Venue(match["place"], None, match.start("place"), match.end("place"))


def _add_rest(document: AnnotatedDocument, draft: Draft, passage: Passage) -> None:
    """What the rest of a calendar's entry adds: place, organisers, those present."""
    draft.organizers = list(find_backers(document, passage.start, passage.end).organizers)
    draft.organizers = draft.organizers or bracketed_bodies(document, passage.start, passage.end)
    draft.participants = company(document, passage.start, passage.end)
    for other in document.passages[passage.index + 1 : passage.index + 4]:
        if other.block is not passage.block or other.kind != "sentence":
            break
        draft.organizers = draft.organizers or list(
            find_backers(document, other.start, other.end).organizers
        )
        draft.venue = draft.venue or find_venue(document, other.start, other.end)
        present = find_attendance(document, other.start, other.end)
        draft.participants = draft.participants or (present.text if present else None)
        draft.add(other)


def _unnamed(
    document: AnnotatedDocument, passage: Passage, dates: Sequence[Entity]
) -> Draft | None:
    """A line of a calendar whose name has no telling noun: "18 May: charity walk, El Alto"."""
    rules = document.lexicon(passage)
    start, end = passage.start, passage.end
    for name, key in ((NAME, "cues.no_events"), (NAME, "nouns.training")):
        if rules.pattern(name, key).search(document.folded, start, end):
            return None
    if document.document_type.label in ("mission_report", "policy_document"):
        return None
    before = document.text[start : dates[0].start].rstrip()
    apart = not before or before[-1] in ":,;–—-" or end - dates[-1].end <= 2
    if not apart or len(passage.text.split()) > MAX_UNNAMED_WORDS:
        return None
    for part in re.finditer(r"[^:,;–—\n]{4,90}", document.text[start:end]):
        s, e = start + part.start(), start + part.end()
        text = document.text[s:e].strip()
        if document.entities_in(s, e, "DATE") or rules.pattern(NAME, "cues.hours").search(
            document.folded, s, e
        ):
            continue
        if len(text.split()) < 2:
            continue
        body = rules.pattern(NAME, "nouns.bodies").search(document.folded, s, e)
        kind: EventKind = "meeting" if body is not None else "other"
        draft = Draft(kind, text, passages=[passage], score=UNNAMED_LINE)
        draft.set_dates(best_date(dates) or dates[0])
        draft.venue = line_venue(document, start, end, e)
        return draft if draft.venue is not None else None
    return None


def _under_calendar(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether the last short item before a list of dates is the title of a calendar."""
    for other in reversed(document.passages[max(0, passage.index - LIST_REACH) : passage.index]):
        if document.entities_in(other.start, other.end, "DATE"):
            continue
        return len(other.text.split()) <= MAX_CALENDAR_WORDS and is_calendar(other.text)
    return False


_OPEN_PLACES = frozenset({"meetings", "background", "discussion", "next_steps", "ways", "actions"})


def _fills_block(passage: Passage) -> bool:
    return passage.end - passage.start >= 0.9 * (passage.block.end - passage.block.start)
