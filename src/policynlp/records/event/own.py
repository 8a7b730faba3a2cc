"""The event that a document reports on or announces: from its title, labels and top lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policynlp.annotated import AnnotatedDocument, Field, Passage
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.event.continuing import add_from, add_own_people, points_back
from policynlp.records.event.drafts import Draft, best_date, dates_in, has_days, precision
from policynlp.records.event.titles import (
    LABELLED,
    MAX_LINE_WORDS,
    SENTENCE,
    Line,
    as_passage,
    is_bare,
    may_announce,
    title_mention,
    titled_body,
    titled_subject,
    top_end,
    top_lines,
)
from policynlp.records.parts.event_names import MAX_STRETCH, find_mentions
from policynlp.records.parts.forms import match_label
from policynlp.records.parts.organisers import label_part
from policynlp.records.parts.participants import find_attendance
from policynlp.records.parts.venues import NAME, Venue, find_venue
from policynlp.records.training.titles import reports_training
from policynlp.schema import Entity

# Sentences at the beginning of a news item that may give the date of its event.
LEAD_SENTENCES = 4
OWN_REPORT = 3.5
ANNOUNCED = 2.5
LEAD = 2.0


def find_own_event(document: AnnotatedDocument) -> Draft | None:
    """The document's own event, None where it has none."""
    report = document.document_type.label == "meeting_report"
    if reports_training(document) or _reports_activities(document):
        return None
    lines = list(top_lines(document))
    mention, line = title_mention(document, lines, report=report)
    if not report and line is not None and _behind_text(document, lines, line):
        mention = None  # the heading of a section and no title
    if not report and (mention is None or not may_announce(document, mention)):
        return _lead_event(document, lines)
    labels = dict(_labels(document))
    draft = Draft("meeting", own=True, score=OWN_REPORT if report else ANNOUNCED)
    if mention is not None:
        draft.name, draft.kind = mention.name, mention.kind
    if report and (mention is None or is_bare(mention)):
        draft.name = titled_body(document, lines) or draft.name
    if report and draft.name is None and (subject := titled_subject(document, lines)) is not None:
        draft.name, line = subject
        kinds = find_mentions(document, line.start, line.end)
        draft.kind = kinds[0].kind if kinds else draft.kind
    where = _date_and_place(document, draft, labels, lines)
    if draft.start is None and report and document.published:
        draft.start = draft.end = document.published
        draft.guessed = True
        draft.score -= 1.0
    if not report and draft.start is None:
        return _lead_event(document, lines)
    if draft.start is None and draft.venue is None:
        return None
    add_own_people(document, draft, labels)
    for source in (line, where):
        if source is not None:
            draft.add(as_passage(document, source))
    if not draft.passages:
        draft.passages = list(document.passages[:1])
    return draft if draft.passages else None


def _behind_text(document: AnnotatedDocument, lines: list[Line], line: Line) -> bool:
    """Whether several paragraphs of prose stand above a line."""
    above = [one for one in lines if one.start < line.start and not one.title]
    return sum(SENTENCE.search(document.text, one.start, one.end) is not None for one in above) > 1


def _reports_activities(document: AnnotatedDocument) -> bool:
    """Whether a title says that the paper sums up the work of a time and no meeting."""
    tops = [(h.start, h.end) for h in document.headings[:4]]
    tops += [(p.start, p.end) for p in document.passages[:4]]
    return any(
        document.lexicon_at(s).pattern(NAME, "names.no_meeting").match(document.folded, s, e)
        for s, e in tops
    )


def _labels(document: AnnotatedDocument) -> Iterator[tuple[str, list[Passage]]]:
    """Values of labels at the top by what they hold; the first of a kind counts."""
    end = top_end(document)
    seen: set[str] = set()
    for field in document.fields:
        if field.block.start >= end or match_label(field.label, NAME, ("next",)):
            continue
        key = _key(field)
        if key is not None and key not in seen:
            seen.add(key)
            yield key, list(field.values)


def _key(field: Field) -> str | None:
    key = match_label(field.label, NAME, ("both", "date", "place", "participants"))
    if key == "participants" and not field.inline:
        return None
    if key is not None:
        return key
    return "organizers" if label_part(field.label) == "organizers" else None


def _date_and_place(
    document: AnnotatedDocument, draft: Draft, labels: dict[str, list[Passage]], lines: list[Line]
) -> Line | None:
    """Sets date and place from labels, else from a line such as "Rabat, 18 et 19 février 2020"."""
    report = document.document_type.label == "meeting_report"
    called = not report and _is_call(document, lines)
    for key in ("both",) if called else ("date", "both"):
        for value in labels.get(key, []):
            dates = document.entities_in(value.start, value.end, "DATE")
            date = best_date(dates)
            if date is not None and draft.start is None:
                draft.set_dates(date)
    for key in ("place", "both", "date"):
        for value in labels.get(key, []):
            draft.venue = draft.venue or find_venue(document, value.start, value.end, bare=True)
            if draft.venue is None and key == "place" and len(value.text.split()) <= 12:
                draft.venue = Venue(value.text.strip(" ."), None, value.start, value.end)
    found: Line | None = None
    for line in lines:
        text = document.text[line.start : line.end]
        if len(text.split()) > MAX_LINE_WORDS or (LABELLED.match(text) and not line.title):
            continue
        if document.document_type.label != "meeting_report" and SENTENCE.search(text):
            continue
        dates = [e for e in document.entities_in(line.start, line.end, "DATE") if has_days(e)]
        issued = bool(dates) and _issued(document, line, dates[0])
        if document.document_type.label != "meeting_report":
            issued = issued or (called and not _has_several_days(dates))
            issued = issued or not document.entities_in(line.start, line.end, "LOC", "COUNTRY")
        if dates and draft.start is None and not issued:
            draft.set_dates(dates[0])
            found = line
        if draft.venue is None and (dates or line is found):
            venue = find_venue(document, line.start, line.end, bare=True)
            # A paper put online says nothing of where people met.
            draft.venue = None if issued and venue is not None and venue.online else venue
    if draft.venue is None:
        for line in lines:
            if line.title:
                draft.venue = draft.venue or find_venue(document, line.start, line.end)
    return found


def _has_several_days(dates: list[Entity]) -> bool:
    """Whether a date has a first and a last day: no letter is written on several."""
    first, last = start_and_end(dates[0].canonical_id) if dates else (None, None)
    return first != last


def _is_call(document: AnnotatedDocument, lines: list[Line]) -> bool:
    """Whether the title asks for something: the day below it is that of the letter."""
    asks = any(
        document.lexicon_at(line.start)
        .pattern(NAME, "names.calls")
        .match(document.folded, line.start, line.end)
        for line in lines[:3]
    )
    return asks or _is_letter(document)


def _is_letter(document: AnnotatedDocument) -> bool:
    """Whether two labels at the top say to whom a paper goes and from whom."""
    end = top_end(document)
    labels = {f.label.strip() for f in document.fields if f.block.start < end}
    known = [
        label
        for label in labels
        if any(lexicon(code).pattern(NAME, "memo.labels").fullmatch(label) for code in available())
    ]
    return len(known) > 1


def name_by_title(document: AnnotatedDocument, drafts: Iterable[Draft]) -> None:
    """Gives "the symposium" of the text the name that the title gives it."""
    mention, _ = title_mention(document, list(top_lines(document)))
    if mention is None or is_bare(mention):
        return
    noun = document.folded[mention.noun_start : mention.noun_end]
    for draft in drafts:
        if (
            fold(draft.name or "") == noun
            and draft.kind == mention.kind
            and precision(draft.start) == 3
        ):
            draft.name = mention.name
            return


def _issued(document: AnnotatedDocument, line: Line, date: Entity) -> bool:
    """Whether a line says when the paper was written and not when the event was."""
    rules = document.lexicon_at(line.start)
    before = document.folded[line.start : date.start]
    labels = rules.pattern("lexicon", "metadata.published_labels")
    phrases = rules.pattern("lexicon", "metadata.published_phrases")
    bare = before.strip(" :,(")
    return bool((bare and labels.fullmatch(bare) and bare != "date") or phrases.search(before))


def _lead_event(document: AnnotatedDocument, lines: list[Line]) -> Draft | None:
    """The event in the headline of a news item whose date the first sentences give."""
    if document.document_type.label not in ("news", "other"):
        return None
    mention, line = title_mention(document, [one for one in lines[:4] if one.title])
    if mention is None or line is None or mention.weak:
        return None
    for passage in list(document.of_kind("sentence"))[:LEAD_SENTENCES]:
        rules = document.lexicon(passage)
        folded = document.folded_text(passage)
        folded = folded[:MAX_STRETCH]
        told = any(
            rules.pattern(NAME, f"cues.{key}").search(folded)
            for key in ("held", "meets", "planned")
        )
        dates = [e for e in dates_in(document, passage.start, passage.end) if has_days(e)]
        if find_mentions(document, passage.start, passage.end) and dates:
            return None  # the sentence names it itself
        if not told or not dates:
            continue
        draft = Draft(mention.kind, mention.name, own=True, score=LEAD)
        draft.set_dates(dates[0])
        draft.venue = find_venue(document, passage.start, passage.end)
        draft.add(as_passage(document, line))
        draft.add(passage)
        attendance = find_attendance(document, passage.start, passage.end)
        if attendance is not None:
            draft.participants = attendance.text
        for other in document.passages[passage.index + 1 : passage.index + 6]:
            if other.kind == "sentence" and points_back(document, other):
                add_from(document, draft, other)
        return draft
    return None
