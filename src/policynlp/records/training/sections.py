"""Courses that a section tells of: its title names one, or it holds the only form of a bulletin.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.event_names import find_mentions
from policynlp.records.parts.forms import Scope
from policynlp.records.training.audience import counted_people, read_attendees
from policynlp.records.training.drafts import Draft, fill
from policynlp.records.training.evidence import shared_signals, weigh
from policynlp.records.training.facts import read_values
from policynlp.records.training.headings import title_of_heading
from policynlp.records.training.labels import Value, key_of_label
from policynlp.records.training.names import find_courses
from policynlp.records.training.titles import own_title
from policynlp.records.training.values import NAME
from policynlp.records.weighing.places import place_of

# The first sentence under such a title tells so many kinds of values.
MIN_FACTS = 3
# So many labels of a course under one title below others make it the form of a section.
MIN_LABELS = 4
# A title that is a course's name has at most so many words.
MAX_NAME_WORDS = 12
# Papers that tell what happened, the title first.
_TOLD = frozenset({"news", "other"})
# A sentence: its passage, and offsets into the text.
Sentence = tuple[Passage, int, int]
_QUOTED = re.compile(r"[«“\"]\s?(?P<name>[^«»“”\"\n]{3,120}?)\s?[»”\"]")


def read_section(
    document: AnnotatedDocument, passage: Passage, heading: Heading, start: int, end: int
) -> list[Draft]:
    """The course of a section whose title says that it is about one: "A short course on costing".

    The sentence itself needs no noun for it: "The School offers 'Costing' in Bo, 3 to 7 May".
    """
    if heading is document.headings[0]:
        return []
    mentions = find_courses(document, heading.start, heading.end)
    named = next((m for m in mentions if m.strong and not m.definite), None)
    rules = document.lexicon(passage)
    folded = document.folded
    if named is None or not any(
        rules.pattern(NAME, key).search(folded, start, end) for key in ("cues.held", "cues.offers")
    ):
        return []
    draft = read_values(document, start, end)
    dated = draft.start is not None and len(draft.start) > len("2014")
    if not dated or draft.facts() < MIN_FACTS or not (draft.audience or draft.count):
        return []
    quote = _QUOTED.search(document.text, start, end)
    if quote is None and draft.start == draft.end:
        return []  # a day beside other news
    draft.sure_title = quote is not None
    draft.title = quote["name"] if quote else title_of_heading(heading.text, rules) or named.title
    draft.head = named.head
    draft.signals = [*shared_signals(document, passage, start, end, rules), "strong", "held"]
    weigh(draft)
    draft.note(passage)
    return [draft] if draft.score > 0 else []


def taken_up_from_title(
    document: AnnotatedDocument, before: Sequence[Sentence], passage: Passage, start: int, end: int
) -> list[Draft]:
    """The course that the title of a document names and no sentence, until one takes it up: "The
    course, which ended on Friday, ..." under "Newborn care training reaches the islands".

    Args:
        before: the sentences above this one, which may tell who was taught, where and how long.
    """
    title = document.title or "\n\n"
    at = document.text.find(title, 0, start)
    if at < 0 or document.document_type.label not in _TOLD:
        return []
    named = next((m for m in find_courses(document, at, at + len(title)) if m.strong), None)
    again = next(iter(find_courses(document, start, end)), None)
    if named is None or named.bare or again is None or not (again.bare and again.definite):
        return []
    if again.start - start > len(again.title):
        return []
    draft = read_values(document, start, end)
    for above, s, e in before:
        more = read_values(document, s, e)
        more.start = more.end = None  # the day of the news
        more.audience = more.audience or read_attendees(document, s, e)
        if more.count is not None and not more.audience:
            more.audience = counted_people(document, s, e, more.count)
        fill(draft, more)
        if above.block is not passage.block:
            draft.note(above)
    if draft.facts() < MIN_FACTS or not draft.grounded:
        return []
    draft.title, draft.head, draft.definite = named.title, again.head, True
    rules = document.lexicon(passage)
    draft.signals = [*shared_signals(document, passage, start, end, rules), "strong", "held"]
    weigh(draft)
    draft.note(passage)
    return [draft] if draft.score > 0 else []


def is_bare_name(title: str | None, rules: Lexicon) -> bool:
    """Whether a name says no more than that something is a course: "half-day workshops"."""
    return rules.pattern(NAME, "nouns.bare").fullmatch(fold(title or "").strip()) is not None


def names_section(document: AnnotatedDocument, heading: Heading, path: tuple[Heading, ...]) -> bool:
    """Whether a section has the name of its one course as its title: "Helping adults to quit"
    under "Training", or that of a further round: "A second intake in May"."""
    rules = document.lexicon_at(heading.start)
    text = fold(heading.text).strip(" .:")
    if heading is document.headings[0] or heading.colon or text.endswith("?"):
        return False
    if title_of_heading(heading.text, rules) is None or len(text.split()) > MAX_NAME_WORDS:
        return False
    if rules.pattern(NAME, "nouns.next_round").search(text):
        return True
    if key_of_label(text.rpartition(" ")[2]) is not None:
        return False  # "Other dates"
    table = rules.pattern(NAME, "columns.table")
    if table.search(text) or rules.pattern("lexicon", "finite_verbs").search(text):
        return False
    above = [h for h in path if h.start < heading.start and h is not document.headings[0]]
    if not any(table.search(fold(h.text)) for h in above[-1:]):
        return False
    return place_of(document, (heading,)).kind is None and not find_mentions(
        document, heading.start, heading.end
    )


def form_section(document: AnnotatedDocument, values: list[Value]) -> Scope | None:
    """The section of a bulletin that holds all labels of a course; None where the whole is one.

    A document whose title names a course is about it throughout.
    """
    labels = [v for v in values if v.inline]
    if len(labels) < MIN_LABELS or len(document.headings) < 3 or own_title(document) is not None:
        return None
    own = [h for h in document.headings if not h.colon and h.start < labels[0].start]
    if len(own) < 2:
        return None
    heading = own[-1]
    behind = [h for h in document.headings if h.start > heading.start and h.level <= heading.level]
    end = behind[0].start if behind else len(document.text)
    titled = find_courses(document, heading.start, heading.end)
    if not titled or labels[-1].start >= end:
        return None
    return Scope(heading.start, end)
