"""Calendars of courses: the headings that stand for one course each."""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument, Heading
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.parts.forms import Scope
from policynlp.records.training.editions import is_on_others
from policynlp.records.training.labels import is_label_line, labelled_values
from policynlp.records.training.lines import is_line
from policynlp.records.training.names import find_courses
from policynlp.records.training.sentences import passages_in
from policynlp.records.training.values import NAME, read_period, read_seats, read_weeks

# A line that begins with its date has it within so many characters.
OPENING = 44
# A number or bullet before the name of a course in its paragraph, in characters; its words.
RUN_IN, NAME_WORDS = 6, 12
# Such a name stands below all headings.
DEEP = 8
MONTH = len("2014-03")


def is_calendar(document: AnnotatedDocument) -> bool:
    """Whether the title promises several courses; in an announcement also an early heading."""
    announced = document.document_type.label == "training_announcement"
    headings = document.headings[: 3 if announced else 1]
    tops = [fold(document.title or ""), *(fold(h.text) for h in headings)]
    return any(
        lexicon(code).pattern(NAME, "columns.table").search(top)
        for code in available()
        for top in tops
    )


def entries_of(document: AnnotatedDocument) -> Iterator[tuple[Scope, Heading]]:
    """Headings with a labelled date right under them, or numbered as courses: one course each.

    Of an announcement of several courses also the headings that name one, where sentences below
    tell when it is and of how many people or weeks.
    """
    found: list[tuple[Scope, Heading, str | None]] = []
    titles = [h for h in document.headings if not h.colon and not is_label_line(document, h)]
    others: Heading | None = None
    for i, heading in enumerate(titles):
        if is_on_others(document, heading):
            others = heading
        elif others is not None and heading.level <= others.level:
            others = None
        if others is not None:
            continue  # "Also this year"
        end = titles[i + 1].start if i + 1 < len(titles) else len(document.text)
        scope = Scope(heading.start, end, heading)
        rules = document.lexicon_at(heading.start)
        title = fold(heading.text).strip(" .:")
        if any(
            rules.pattern(NAME, key).fullmatch(title) for key in ("cues.skipped", "nouns.generic")
        ):
            continue
        if heading is document.headings[0] and any(h.level > heading.level for h in titles[1:2]):
            continue  # the title of the whole document
        labelled = any(v.key in ("dates", "first") for v in labelled_values(document, scope, None))
        numbered = rules.pattern(NAME, "nouns.series").match(title) is not None
        if labelled or _opens_with_date(document, scope):
            found.append((scope, heading, None))
        elif numbered or (heading is not document.headings[0] and _names_course(document, heading)):
            first = next(_days_told(document, scope), None)
            if first is not None and first != document.published:
                found.append((scope, heading, None))
            elif (told := _time_of_some(document, scope)) is not None:
                found.append((scope, heading, told))
    if not found:
        yield from _run_in(document)
        return
    times = [told for _, _, told in found if told is not None]
    several = len(found) > 1 and len(set(times)) == len(times)
    for scope, heading, told in found:
        if told is None or several:
            yield scope, heading


def _run_in(document: AnnotatedDocument) -> Iterator[tuple[Scope, Heading]]:
    """Paragraphs that open with the number and name of a course: "Course A, triage. It ..."."""
    found: list[tuple[Scope, Heading]] = []
    for passage in document.of_kind("sentence"):
        block = passage.block
        if passage.start - block.start > RUN_IN or passage.end >= block.end - 1:
            continue
        rules = document.lexicon(passage)
        series = rules.pattern(NAME, "nouns.series_name").match(document.folded_text(passage))
        name = passage.text[series.end() :].strip(" .,:)–—-") if series is not None else ""
        if not name or len(name.split()) > NAME_WORDS:
            continue
        start = passage.start + passage.text.index(name)
        title = Heading(name, DEEP, False, start, start + len(name), block)
        scope = Scope(passage.end, block.end, title)
        if next(_days_told(document, scope), None) is not None:
            found.append((scope, title))
    if len(found) > 1:
        yield from found


def _names_course(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether a heading of an announcement is the name of a course and no section of one."""
    if document.document_type.label != "training_announcement":
        return False
    courses = find_courses(document, heading.start, heading.end)
    placed = bool(document.entities_in(heading.start, heading.end, "LOC"))
    return any((m.strong and (placed or not m.bare)) or m.quoted for m in courses)


def _time_of_some(document: AnnotatedDocument, scope: Scope) -> str | None:
    """When sentences of a section say that so many people are taught, or for so many weeks."""
    time = None
    measured = False
    for passage in passages_in(document, scope.start, scope.end):
        if passage.kind != "sentence":
            continue
        first, _ = read_period(document, passage.start, passage.end)
        if time is None and first is not None and len(first) >= MONTH:
            time = first
        measured = measured or any(
            read(document, passage.start, passage.end) is not None
            for read in (read_seats, read_weeks)
        )
    return time if measured and time != document.published else None


def _days_told(document: AnnotatedDocument, scope: Scope) -> Iterator[str]:
    """The first days that sentences of a section give for a course."""
    for passage in passages_in(document, scope.start, scope.end):
        if passage.kind == "sentence":
            first, _ = read_period(document, passage.start, passage.end)
            if first is not None and len(first) == len("2014-03-24"):
                yield first


def _opens_with_date(document: AnnotatedDocument, scope: Scope) -> bool:
    """Whether the text under a heading begins with days ("Du 4 au 15 mars 2024 à Lomé")."""
    first = next(iter(passages_in(document, scope.start, scope.end)), None)
    if first is None or first.kind != "sentence" or not is_line(document, first.start, first.end):
        return False
    if scope.heading is document.headings[0]:
        return False
    start, _ = read_period(document, first.start, min(first.end, first.start + OPENING))
    day = start is not None and len(start) == len("2014-03-24")
    return day and start != document.published
