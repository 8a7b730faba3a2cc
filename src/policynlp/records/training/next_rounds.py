"""Further rounds of a course told before: "A second workshop, for Belize, is planned for May".

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.forms import Scope
from policynlp.records.training.drafts import Draft
from policynlp.records.training.evidence import weigh
from policynlp.records.training.facts import read_values
from policynlp.records.training.names import find_courses
from policynlp.records.training.rounds import MAX_GAP, name_of_round, names_others
from policynlp.records.training.sentences import sentences
from policynlp.records.training.stops import at_each_stop
from policynlp.records.training.values import NAME

# A day or a month is told by so many characters of a date.
MONTH, DAY = len("2014-03"), len("2014-03-24")
# A date stands so near behind the label of a round.
NEAR_LABEL = 16
_JOINT = re.compile(r"(?: \([^()\n]{1,40}\))?\s?[:|–—.-]?\s{0,4}(?=\S)")


def read_next(
    document: AnnotatedDocument,
    passage: Passage,
    start: int,
    end: int,
    told: Sequence[Draft],
    *,
    sure: bool = False,
    interrupted: bool = False,
) -> list[Draft]:
    """The round that a sentence tells of, with its own day or month; empty where it has none.

    Args:
        sure: the whole document is about one course, whatever its rounds are called.
        interrupted: something else that has rounds was told of since.
    """
    rules = document.lexicon(passage)
    if not told or rules.pattern(NAME, "cues.cancelled").search(document.folded, start, end):
        return []
    if rules.pattern(NAME, "cues.asked").search(document.folded, start, end):
        return []
    if repeats(document, start, end):
        draft = read_values(document, start, end)
        if draft.start is None or len(draft.start) < MONTH or _same_time(draft, told):
            return []
        draft.title, draft.sure_title = told[-1].title, told[-1].sure_title
        return _rounds(document, draft, passage, start, end)
    for match in rules.pattern(NAME, "nouns.next_round").finditer(document.folded, start, end):
        verb = rules.pattern(NAME, "cues.planned").search(document.folded, match.end(), end)
        if verb is None or verb.start() - match.end() > MAX_GAP:
            continue
        if names_others(document, match.start(), verb.start()):
            continue
        if not sure and not _of_its_kind(document, match[0], told, rules):
            continue
        noun = match[0].rpartition(" ")[2]
        if interrupted and not rules.pattern(NAME, "nouns.any_course").fullmatch(noun):
            continue
        draft = read_values(document, match.start(), end)
        if draft.start is None or len(draft.start) < MONTH or _same_time(draft, told):
            continue
        draft.title = name_of_round(document, match.start(), match.end(), verb.start())
        return _rounds(document, draft, passage, match.start(), end)
    return []


def repeats(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence says that a course told before is given once more: "It was repeated"."""
    rules = document.lexicon_at(start)
    verb = rules.pattern(NAME, "cues.repeated").search(document.folded, start, end)
    return verb is not None and (
        rules.pattern(NAME, "nouns.again").match(document.folded, start, verb.start()) is not None
        or any(m.definite for m in find_courses(document, start, verb.start()))
    )


def _rounds(
    document: AnnotatedDocument, draft: Draft, passage: Passage, start: int, end: int
) -> list[Draft]:
    """A round told, one for each town and time that its sentence pairs."""
    draft.signals = ["strong", "held"]
    draft.note(passage)
    return at_each_stop(document, draft, start, end)


def further_rounds(document: AnnotatedDocument, told: Sequence[Draft]) -> Iterator[Draft]:
    """The rounds that a report or announcement of one course tells of; in a list, of which each
    has its days and place, for it may be one of steps."""
    for passage, start, end in sentences(document):
        for draft in read_next(document, passage, start, end, told, sure=True):
            if passage.kind != "sentence" and (draft.venue is None or len(draft.start or "") < DAY):
                continue
            weigh(draft)
            yield draft


def labelled_rounds(document: AnnotatedDocument, scope: Scope, course: Draft) -> list[Draft]:
    """The rounds that labelled lines of an announcement date, each with what is said of them all:
    "First round: 3-6 May, Bo" and "Second round: 7-10 June, Makeni"; the course alone elsewhere."""
    rounds: list[Draft] = []
    rules = document.lexicon_at(scope.start)
    label = rules.pattern(NAME, "labels.round")
    for match in label.finditer(document.folded, scope.start, scope.end):
        if not _opens_line(document.text, match.start()):
            continue
        joint = _JOINT.match(document.text, match.end())
        begin = joint.end() if joint is not None else match.end()
        date = next(iter(document.entities_in(begin, begin + 1 + NEAR_LABEL, "DATE")), None)
        if joint is None or date is None:
            continue
        stop = _line_end(document, date.start)
        other = label.search(document.folded, date.end, stop)
        more = read_values(document, begin, other.start() if other is not None else stop, bare=True)
        if more.start is not None and len(more.start) >= MONTH:
            own = replace(
                course, start=more.start, end=more.end, venue=more.venue, online=more.online,
                sources=list(course.sources), signals=list(course.signals),
            )  # fmt: skip
            rounds.append(own)
    return rounds if len({r.start for r in rounds}) > 1 else [course]


def _opens_line(text: str, position: int) -> bool:
    """Whether nothing but a bullet or the mark of a cell stands before a place in its line."""
    line = text[max(0, text.rfind("\n", 0, position) + 1, position - 400) : position]
    return not line.strip(" \t-–•*|#") or line.rstrip(" ").endswith(("|", "\t", ";", "."))


def _line_end(document: AnnotatedDocument, position: int) -> int:
    """Where the passage around a position ends."""
    for passage in document.passages:
        if passage.start <= position < passage.end:
            return passage.end
    return position


def tells_round(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence is on another round than the announced one: "A first group met in May"."""
    rules = document.lexicon_at(start)
    for match in rules.pattern(NAME, "nouns.next_round").finditer(document.folded, start, end):
        verb = rules.pattern(NAME, "cues.planned").search(document.folded, match.end(), end)
        first = match[0].split()[0]
        if verb is not None and verb.start() - match.end() <= MAX_GAP:
            return rules.pattern(NAME, "nouns.indefinite").fullmatch(first) is not None
    return False


def _of_its_kind(
    document: AnnotatedDocument, name: str, told: Sequence[Draft], rules: Lexicon
) -> bool:
    """Whether a "second workshop" follows one: what is a meeting as often as a course, as a
    "session" is in the minutes of one, is a round of a course only where that was called the
    same."""
    noun = name.rpartition(" ")[2]
    minutes = document.document_type.label == "meeting_report"
    meetings = rules.pattern(NAME, "nouns.medium" if minutes else "rounds.meetings")
    if meetings.fullmatch(noun) is None:
        return True
    return any(noun in (draft.head or "") or noun in fold(draft.title or "") for draft in told)


def _same_time(draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether a course told before is on the same days."""
    return any(other.start == draft.start for other in told)


def one_of_several(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> list[Draft]:
    """One of several courses told just before: "The first, on stock keeping, was held in Bo"."""
    rules = document.lexicon(passage)
    one = rules.pattern(NAME, "nouns.one_of").match(document.folded, start, end)
    if one is None:
        return []
    draft = read_values(document, start, end)
    held = rules.pattern(NAME, "cues.held").search(document.folded, one.end(), end)
    about = rules.pattern(NAME, "cues.about").search(document.folded, one.end() - 1, end)
    if held is None or (draft.start is None and draft.venue is None):
        return []
    stop = min(held.start(), end)
    title = None
    if about is not None and about.end() < stop:
        title = " ".join(document.text[about.end() : stop].split()).strip(' ,«»“”"')
    draft.title = title or document.text[one.start() : one.end()].strip(" ,")
    draft.signals = ["strong", "held"]
    weigh(draft)
    draft.note(passage)
    return [draft] if draft.score > 0 else []
