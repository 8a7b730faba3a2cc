"""Courses told by announcements and calendars: labelled lines, titled lists, and prose between.

An announcement is about one course; a calendar has a heading with dates of its own for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.parts.forms import Scope
from policynlp.records.parts.venues import Venue, find_venue
from policynlp.records.training.audience import counted_people, split_people
from policynlp.records.training.drafts import Draft, begins_before, fill
from policynlp.records.training.editions import is_on_others, tells_edition
from policynlp.records.training.entries import entries_of, is_calendar
from policynlp.records.training.facts import read_values
from policynlp.records.training.headings import title_of_heading
from policynlp.records.training.holders import announcers
from policynlp.records.training.labelled import find_place, take_value
from policynlp.records.training.labels import is_label_line, labelled_values, line_titles
from policynlp.records.training.names import CourseMention, find_courses
from policynlp.records.training.next_rounds import labelled_rounds, tells_round
from policynlp.records.training.sections import form_section
from policynlp.records.training.sentences import behind_dateline, is_bare_line, sentences
from policynlp.records.training.titles import (
    announcer_of,
    course_title,
    issuer_of,
    own_title,
    reports_training,
)
from policynlp.records.training.values import NAME, read_period
from policynlp.records.weighing.likelihood import chance_of

# How many labels make a form, and how many courses a calendar.
FORM = 2
# How many labels of a course make a form of one whatever its title.
FULL_FORM = 4
_FORM_KEYS = frozenset(
    {"first", "last", "dates", "place", "duration", "hours", "sessions", "audience", "count",
     "objectives", "organizers", "funders", "cost"}
)  # fmt: skip
CALENDAR = 2
# Among so many headings, and so near the top, a line may tell when the course is.
TOP_HEADINGS, TOP = 4, 600
# Among so many passages a dateline stands, and so many words behind it make a sentence.
TOP_LINES, NEWS_WORDS = 8, 6
# How far before the name of a course its article begins, in characters.
ARTICLE = 12
# From this probability the passage model takes a sentence for one on a course; its days tell which.
LIKELY = 0.5
DAY = len("2014-03-24")
_NO_ANNOUNCEMENTS = frozenset(
    {"mission_report", "terms_of_reference", "policy_document", "evaluation"}
)


def courses_in_forms(document: AnnotatedDocument) -> list[Draft]:
    """The courses that the document announces; empty where it announces none."""
    own = document.document_type
    reported = reports_training(document)
    named = own.label == "training_announcement" and own.confidence >= 0.5
    announced = (named and not _opens_as_news(document)) or reported
    if not reported and own.label in _NO_ANNOUNCEMENTS:
        return []
    entries = list(entries_of(document))
    if len(entries) >= CALENDAR and (announced or is_calendar(document)):
        drafts = [read_scope(document, scope, heading) for scope, heading in entries]
        _fill_common(document, drafts, entries[0][0])
        issuer = announcer_of(document, entries[0][0].start) or issuer_of(document)
        for draft in drafts:
            if issuer is not None and not draft.organizers:
                draft.organizers = [issuer]
            draft.organizers += [b for b in draft.partners if b not in draft.organizers]
        return [d for d in drafts if d.grounded and d.title]
    title = own_title(document)
    scope = Scope(0, len(document.text))
    if not announced and title is None and not _fills_form(document, scope):
        return []
    section = form_section(document, labelled_values(document, scope, None))
    draft = read_scope(document, section or scope, None)
    if not announced and not _is_form(document, scope):
        return []
    labelled = draft.title if draft.sure_title else None
    formed = len(_inline_keys(document, scope) & _FORM_KEYS) >= FULL_FORM
    draft.title = course_title(document, labelled, draft.title, formed=formed)
    draft.sure_title = True
    if draft.title is None or not (draft.grounded or draft.facts() >= 3):
        return []
    if not draft.organizers and (issuer := issuer_of(document)) is not None:
        draft.organizers = [issuer]
    draft.organizers += [b for b in draft.partners if b not in draft.organizers]
    return labelled_rounds(document, section or scope, draft)


def _opens_as_news(document: AnnotatedDocument) -> bool:
    """Whether a sentence near the top stands behind a town and a day: its title is a headline."""
    for passage in document.passages[:TOP_LINES]:
        behind = behind_dateline(document, passage.start, passage.end)
        if behind > passage.start and len(document.text[behind : passage.end].split()) > NEWS_WORDS:
            return True
    return False


def _fill_common(document: AnnotatedDocument, drafts: Sequence[Draft], first: Scope) -> None:
    """Who gives and who pays for all courses of a section, told before the first of them."""
    opening = next((p for p in document.passages if p.start >= first.start), None)
    for passage in document.of_kind("sentence") if opening is not None else ():
        if passage.start >= first.start:
            break
        if opening is None or passage.heading is not opening.heading:
            continue
        rules = document.lexicon(passage)
        if rules.pattern(NAME, "nouns.all_of_them").search(document.folded_text(passage)) is None:
            continue
        more = read_values(document, passage.start, passage.end)
        for draft in drafts:
            draft.organizers = draft.organizers or list(more.organizers)
            draft.funders = draft.funders or list(more.funders)


def _fills_form(document: AnnotatedDocument, scope: Scope) -> bool:
    """Whether a document without a telling title has the labels of a course, and speaks of one."""
    if len(_inline_keys(document, scope) & _FORM_KEYS) < FULL_FORM:
        return False
    first = document.passages[0].start if document.passages else 0
    return any(m.strong for m in find_courses(document, first, min(scope.end, first + TOP)))


def _inline_keys(document: AnnotatedDocument, scope: Scope) -> set[str]:
    """What the labels of a stretch with their values beside them stand for."""
    return {v.key for v in labelled_values(document, scope, None) if v.inline}


def _is_form(document: AnnotatedDocument, scope: Scope) -> bool:
    keys = {value.key for value in labelled_values(document, scope, None)}
    return len(keys & {"first", "last", "dates", "place", "duration", "audience", "count"}) >= FORM


def read_scope(document: AnnotatedDocument, scope: Scope, heading: Heading | None) -> Draft:
    """All that a stretch says of its one course: labels first, then titles, then prose.

    Args:
        heading: the course's name, where it has one above the stretch.
    """
    draft = Draft(score=1.0)
    labelled = labelled_values(document, scope, heading)
    for value in labelled:
        take_value(document, draft, value)
    if heading is not None:
        draft.title = title_of_heading(
            document.text[heading.start : heading.end], document.lexicon_at(heading.start)
        )
        draft.sure_title = True
    else:
        _take_top_headings(document, draft)
    lines = {v.start for v in labelled}
    titles = line_titles(document).lines
    line: Venue | None = None
    printed = draft.venue
    beside = 0
    for passage, start, end in sentences(document, scope.start, scope.end):
        if passage.start in titles or _skipped(document, passage, heading):
            continue
        if any(start <= at < end and (at > start or passage.kind != "sentence") for at in lines):
            continue
        mentions = find_courses(document, start, end)
        if passage.start < beside:
            continue
        if _aside(document, start, end, mentions) or tells_edition(
            document, passage, start, end, draft
        ):
            continue
        if heading is None and _opens_other(document, draft, passage, start, mentions):
            beside = passage.block.end
            continue
        _take_sentence(document, draft, passage, (start, end), mentions)
        line = line or _place_in_line(document, draft, start, end)
    if draft.online and draft.venue is not None and draft.venue.name is None:
        draft.venue = None
    if draft.online:
        return draft
    if printed is None and line is not None and not _is_in(draft.venue, line):
        draft.venue = line  # beside the days, which says more than any sentence
    elif draft.venue is None:
        draft.venue = _home_of_issuer(document, draft)
    return draft


def _is_in(venue: Venue | None, line: Venue) -> bool:
    """Whether a place is told more exactly than by a line: "Koro" by "Koro district"."""
    name = venue.name if venue is not None else None
    return name is not None and fold(name) in fold(line.name or "")


def _place_in_line(document: AnnotatedDocument, draft: Draft, start: int, end: int) -> Venue | None:
    """The place in a line without verb that tells the days: "2-6 March 2026, Dodoma"."""
    first, _ = read_period(document, start, end)
    if first is None or first != draft.start or not is_bare_line(document, start, end):
        return None
    venue = find_place(document, start, end)
    return venue if venue is not None and not venue.online else None


def _take_top_headings(document: AnnotatedDocument, draft: Draft) -> None:
    """The days and the place in a line of the title: "Second edition - Bo, 3 to 10 July"."""
    for heading in document.headings[:TOP_HEADINGS]:
        if heading.start > TOP or heading.colon or draft.start is not None:
            continue
        first, last = read_period(document, heading.start, heading.end)
        if first is None or last is None or first == last or first == document.published:
            continue
        draft.start, draft.end = first, last
        if draft.venue is None:
            venue = find_place(document, heading.start, heading.end)
            draft.venue = venue if venue is not None and not venue.online else None


def _aside(
    document: AnnotatedDocument, start: int, end: int, mentions: Sequence[CourseMention]
) -> bool:
    """Whether a sentence is about another edition, or about an event beside the course."""
    rules = document.lexicon_at(start)
    if rules.pattern(NAME, "cues.other_time").search(document.folded, start, end):
        return True
    if tells_round(document, start, end):
        return True
    return not mentions and any(
        m.kind != "workshop" and not m.weak for m in find_mentions(document, start, end)
    )


def _opens_other(
    document: AnnotatedDocument,
    draft: Draft,
    passage: Passage,
    start: int,
    mentions: Sequence[CourseMention],
) -> bool:
    """Whether a sentence opens what its paragraph tells of a course beside the announced one: "A
    seminar on supervision was held in Bo, from 7 to 11 March"."""
    if draft.start is None or passage.kind != "sentence":
        return False
    rules = document.lexicon(passage)
    if (chance_of(document, passage, "training") or 0.0) >= LIKELY:
        first, last = read_period(document, start, passage.end)
        day = first is not None and len(first) == DAY
        if day and not _within(draft, first, last) and not begins_before(draft, first, last):
            return True
    named = fold(document.title or "") + " " + fold(draft.title or "")
    articles = rules.pattern(NAME, "nouns.indefinite")
    for mention in mentions:
        before = document.folded[max(start, mention.start - ARTICLE) : mention.start].split()
        if (
            mention.bare
            or mention.definite
            or not any(articles.fullmatch(word) is not None for word in before[-1:])
        ):
            continue
        topic = document.folded[mention.noun_end : mention.end].split()
        if any(len(word) > len("with") and word in named for word in topic):
            continue
        first, last = read_period(document, start, passage.block.end)
        away = first is not None and len(first) > len("2014") and first != draft.start
        return away and not _within(draft, first, last)
    return False


def _within(draft: Draft, first: str | None, last: str | None) -> bool:
    """Whether days are some of those of the course."""
    begin, end = draft.start or "", draft.end or draft.start or ""
    return begin <= (first or begin) and (last or first or end) <= end


def _take_sentence(
    document: AnnotatedDocument,
    draft: Draft,
    passage: Passage,
    span: tuple[int, int],
    mentions: Sequence[CourseMention],
) -> None:
    """Take over what a sentence of an announcement says of the course."""
    start, end = span
    more = read_values(document, start, end)
    timed = draft.start is not None or draft.end is not None
    away = timed and len(more.start or "") == DAY and not _within(draft, more.start, more.end)
    if away and not begins_before(draft, more.start, more.end):
        # Something else is there, on days of its own.
        more.start = more.end = more.venue = None
    if not _dates_course(document, more, start, end, mentions):
        more.start = more.end = None
    if not (mentions or more.start or more.hours or more.sessions):
        more.venue = None
    for mention in mentions:
        if mention.quoted and draft.title is None:
            draft.title = mention.title
        if not more.audience and mention.audience and not mention.bare:
            at = document.text.find(mention.audience, mention.noun_end, end)
            more.audience = split_people(
                document, at, at + len(mention.audience), document.lexicon(passage)
            )
    if not more.audience and more.count is not None:
        more.audience = counted_people(document, start, end, more.count)
    if not more.organizers:
        more.organizers = announcers(document, start, end)
    _widen(draft, more)
    before = draft.facts()
    fill(draft, more)
    if draft.facts() > before:
        draft.note(passage)


def _dates_course(
    document: AnnotatedDocument,
    more: Draft,
    start: int,
    end: int,
    mentions: Sequence[CourseMention],
) -> bool:
    """Whether the days in a sentence can be those of the course: not those of the letter."""
    if more.start is None:
        return False
    if len(more.start) == len("2014"):
        return bool(mentions)
    if more.start == document.published and not mentions:
        return False
    if mentions or more.start != more.end:
        return True
    rules = document.lexicon_at(start)
    runs = rules.pattern(NAME, "cues.run_from").search(document.folded, start, end)
    return runs is not None or not is_bare_line(document, start, end)


def _widen(draft: Draft, more: Draft) -> None:
    """Organisers and aims told in another sentence beside labelled ones are added."""
    if draft.organizers and more.organizers:
        draft.organizers += [b for b in more.organizers if b not in draft.organizers]


def _skipped(document: AnnotatedDocument, passage: Passage, own: Heading | None) -> bool:
    """Whether a passage stands under a title on applying, fees, other courses or those who tell
    of it."""
    rules = document.lexicon(passage)
    if own is not None and passage.heading is own:
        return False
    if own is None and any(is_on_others(document, heading) for heading in passage.path):
        return True
    skipped = rules.pattern(NAME, "cues.skipped")
    line = line_titles(document).above.get(passage.start)
    if line is not None:
        return skipped.fullmatch(line.strip(" :?.!")) is not None
    heading = next(
        (h for h in reversed(passage.path) if not h.colon and not is_label_line(document, h)), None
    )
    return heading is not None and skipped.fullmatch(fold(heading.text).strip(" :?.!")) is not None


def _home_of_issuer(document: AnnotatedDocument, draft: Draft) -> Venue | None:
    """The town in a dateline that the organiser's own name holds too ("Institute of Beira")."""
    names = " ".join(fold(body) for body in draft.organizers)
    for passage in document.passages[:4]:
        venue = find_venue(document, passage.start, passage.end, bare=True)
        dated = document.entities_in(passage.start, passage.end, "DATE")
        if (
            venue
            and venue.name
            and dated
            and document.entities_in(venue.start, venue.end, "LOC")
            and re.search(rf"(?<!\w){re.escape(fold(venue.name))}(?!\w)", names)
        ):
            return venue
    return None
