"""Which course a sentence goes on about: by its noun, a pronoun, its people, or where it stands.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import any_of, lexicon
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.parts.participants import find_attendance
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.records.training.drafts import Draft
from policynlp.records.training.labels import key_of_label
from policynlp.records.training.names import find_courses
from policynlp.records.training.sections import is_bare_name
from policynlp.records.training.sentences import is_bare_line
from policynlp.records.training.values import (
    NAME,
    counts,
    names_people,
    read_hours,
    read_sessions,
    read_weeks,
)

# How many of the courses told before a sentence can take up.
REMEMBERED = 12
# The title of a paragraph begins behind so many characters of a number or bullet.
NEAR_START = 6
# A label or an opening word of those taught stands within so many characters of a sentence.
OPENS = 4
# Those who are counted are named within so many words.
PEOPLE_WORDS = 4
# A day is told by so many characters of a date.
DAY = len("2014-03-24")
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:;.]{2,40}?)\s?:\s")
_LABELS = frozenset({"audience", "objectives", "organizers", "funders", "count", "duration"})


def names_paragraph(document: AnnotatedDocument, draft: Draft, passage: Passage) -> bool:
    """Whether a course is only named by the line that opens this paragraph as its title."""
    if not draft.only_named or draft.start is not None:
        return False
    line = draft.sources[0]
    return (
        line.block is passage.block
        and line.kind == "sentence"
        and line.start < passage.start
        and line.start - line.block.start <= NEAR_START
        and is_bare_line(document, line.start, line.end)
    )


def taken_up(
    document: AnnotatedDocument, drafts: list[Draft], focus: Draft | None, start: int, end: int
) -> Draft | None:
    """The latest course that a sentence points back to: "the course", « la formation »."""
    rules = document.lexicon_at(start)
    if rules.pattern(NAME, "cues.other_time").search(document.folded, start, end):
        return None
    for draft in reversed(drafts[-REMEMBERED:]):
        if draft.head is not None:
            if points_back(draft.head, rules.code).search(document.folded, start, end):
                return draft
        elif any(m.bare and m.definite for m in find_courses(document, start, end)):
            return draft
    if focus is not None:
        for match in rules.pattern(NAME, "nouns.any_course").finditer(document.folded, start, end):
            if points_back(match[0], rules.code).search(document.folded, start, match.end()):
                return focus
    return None


@cache
def points_back(head: str, code: str) -> re.Pattern[str]:
    """What takes a course up again: its head noun behind "the", "this"."""
    words = [fold(word) for word in lexicon(code).words(NAME, "nouns.definite")]
    lead = "|".join(word if word.endswith("'") else word + " " for word in words)
    # "the five-day workshop"
    lasting = rf"(?:[\w]{{1,12}}-{any_of(NAME, 'nouns.lasting')} )?"
    return re.compile(rf"(?<!\w)(?:{lead}){lasting}{re.escape(head)}(?!\w)")


def goes_on(
    document: AnnotatedDocument, focus: Draft | None, passage: Passage, start: int, end: int
) -> bool:
    """Whether a sentence right after one on a course goes on about it."""
    rules = document.lexicon(passage)
    if focus is None or rules.pattern(NAME, "cues.other_time").search(document.folded, start, end):
        return False
    again = rules.pattern(NAME, "nouns.again").match(document.folded, start, end)
    if again is not None and _means_sentence_before(document, focus, passage, start):
        return False
    if again is not None:
        return True
    if passage.block is focus.sources[-1].block and _is_labelled(document, start, end):
        return True
    if names_paragraph(document, focus, passage):
        return True
    about_event = any(
        m.kind != "workshop" and not m.weak for m in find_mentions(document, start, end)
    )
    if not about_event:
        same = passage.block is focus.sources[-1].block
        paid = rules.pattern(NAME, "cues.paid_by").search(document.folded, start, end)
        if same and (passage.kind == "item" or paid or _measures(document, start, end)):
            return True
        attending = find_attendance(document, start, end) if passage.kind != "item" else None
        if attending is not None and attending.count is not None:
            return True
    introduction = passage.lead_in
    if introduction is None and passage.heading is not None and passage.heading.colon:
        introduction = passage.heading.text
    if introduction is not None and rules.pattern(NAME, "cues.follows").search(fold(introduction)):
        return True
    keys = ["cues.paying", "cues.acts_on_it"]
    if passage.block is focus.sources[-1].block or not _opens_with_others(document, start, end):
        keys.append("cues.learning")
    return any(rules.pattern(NAME, key).search(document.folded, start, end) for key in keys)


def _means_sentence_before(
    document: AnnotatedDocument, focus: Draft, passage: Passage, start: int
) -> bool:
    """Whether a sentence opens with a pronoun that stands for what the sentence before it tells of,
    in a paragraph that tells of no course."""
    pronouns = document.lexicon_at(start).pattern(NAME, "nouns.pronouns")
    if pronouns.match(document.folded, start) is None or passage.kind != "sentence":
        return False
    opened = start - passage.block.start > OPENS
    return opened and all(source.block is not passage.block for source in focus.sources)


def _opens_with_others(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence opens with people whom no article points back to: "Aides were taught"."""
    rules = document.lexicon_at(start)
    words = document.folded[start:end].split(maxsplit=PEOPLE_WORDS)[:PEOPLE_WORDS]
    first = document.folded[start:end].replace("'", "' ").split(maxsplit=1)[:1]
    pointed = first and first[0] in rules.folded_words(NAME, "nouns.definite")
    return not pointed and names_people(" ".join(words), rules)


def _is_labelled(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence opens with a label of a course or with for whom it is: "For clerks."."""
    label = _LABEL.match(document.text, start, end)
    if label is not None and key_of_label(label["label"]) in _LABELS:
        return True
    rules = document.lexicon_at(start)
    people = rules.pattern(NAME, "cues.audience").search(document.folded, start, start + OPENS)
    return people is not None and is_bare_line(document, start, end)


def is_other(document: AnnotatedDocument, known: Draft, heard: Draft, start: int, end: int) -> bool:
    """Whether a sentence tells of other people, in another month or in another number."""
    again = document.lexicon_at(start).pattern(NAME, "nouns.again")
    if heard.start is None or again.match(document.folded, start, end):
        return False
    counted = known.count is not None and heard.count is not None and known.count != heard.count
    same_day = known.start == heard.start and len(heard.start) == DAY
    other_month = known.start is not None and heard.start[:7] != known.start[:7]
    apart = other_month or (counted and not same_day)
    return apart and heard.audience not in ([], known.audience)


def is_on_others(
    document: AnnotatedDocument, known: Draft, more: Draft, start: int, end: int
) -> bool:
    """Whether a sentence opens with other people than a known course has, and says when or how
    long they learn: "Eight nurses can do a placement of six weeks"."""
    rules = document.lexicon_at(start)
    number = next(numbers_in(document.folded[start:end], rules), None)
    if known.count is None or number is None or number[0] > 0 or number[2] == known.count:
        return False
    other_time = more.start is not None and known.start is not None and more.start != known.start
    if not other_time and (more.weeks is None or more.weeks == known.weeks):
        return False
    behind = " ".join(document.folded[start + number[1] : end].split()[:PEOPLE_WORDS])
    return (
        names_people(behind, rules) and rules.pattern(NAME, "duration.staff").match(behind) is None
    )


def _measures(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a sentence tells how long something lasts or how many places it has."""
    values = (
        read_hours(document, start, end),
        read_weeks(document, start, end),
        read_sessions(document, start, end),
        next(counts(document, "seats", start, end), None),
    )
    return any(value is not None for value in values)


def tells_who(
    document: AnnotatedDocument, focus: Draft | None, told: Draft, passage: Passage
) -> bool:
    """Whether a sentence says who is taught at the course that the one before only named: "They
    saw the course for aides. Thirty women are being trained in wound care"."""
    if focus is None or told.head is not None or told.sure_title:
        return False
    if not focus.only_named and (focus.count is not None or focus.start is not None):
        return False
    if "trained" not in told.signals and told.signals[:1] != ["heard"]:
        return False
    same = focus.sources[-1].block is passage.block
    return same and not (focus.start and told.start and focus.start != told.start)


def tells_when(
    document: AnnotatedDocument, focus: Draft | None, told: Draft, start: int, end: int
) -> bool:
    """Whether a sentence says when and where those of the one before were taught: "96 women have
    learnt to do a test. They are taught in one-day courses in Arua"."""
    if focus is None or focus.start is not None or focus.head is not None:
        return False
    rules = document.lexicon_at(start)
    again = rules.pattern(NAME, "nouns.again").match(document.folded, start, end)
    return again is not None and is_bare_name(told.title, rules)
