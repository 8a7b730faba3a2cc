"""Courses that a section tells of: its title names one, or it holds the only form of a bulletin.

Words stand in `languages/*/records/training.toml`. Offsets are into the document text.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.records.parts.forms import Scope
from policynlp.records.training.drafts import Draft
from policynlp.records.training.evidence import shared_signals, weigh
from policynlp.records.training.facts import read_values
from policynlp.records.training.labels import Value
from policynlp.records.training.names import find_courses, title_of_heading
from policynlp.records.training.titles import own_title
from policynlp.records.training.values import NAME

# The first sentence under such a title tells so many kinds of values.
MIN_FACTS = 3
# So many labels of a course under one title below others make it the form of a section.
MIN_LABELS = 4
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
