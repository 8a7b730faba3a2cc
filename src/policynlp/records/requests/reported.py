"""What news, minutes and speeches report: common parts of reported requests and reported steps.

What a sentence says in so many words ("urged the Ministry to publish", "agreed that WHO will send")
is told by its grammar, whatever the rest speaks of. The words stand in
`languages/*/records/reported.toml`; the classifiers do not know these signs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import is_body
from policynlp.records.requests.body_starts import body_at
from policynlp.records.requests.deadlines import NONE, Deadline, lead_deadline, read_deadline
from policynlp.records.requests.signals import Reading
from policynlp.records.requests.subjects import TYPE

NAME = "records/reported"
# Sections in which nothing is asked or planned by the way.
_CLOSED = frozenset(
    {
        "objectives", "expected_results", "duties", "qualifications", "how_to_apply", "law",
        "past_recommendations", "achievements", "agenda", "principles", "lessons", "reference",
        "participants", "people_met", "audience",
    }
)  # fmt: skip
_PAPERS = frozenset({"policy_document", "terms_of_reference", "training_announcement"})
# Characters of text in which a name stands.
MAX_NAME = 140
_OPENING, _STRAIGHT, _QUOTES = "«“„", '"', '«»“”„"'
_WORD = re.compile(r"[\w'-]+")


@dataclass(frozen=True)
class Told:
    """What a sentence reports.

    Attributes:
        sign: its name for `weigh`.
        who: where the one stands who is to act, offsets into the document text; None where nobody.
        start: where what is asked or planned begins, offset into the document text.
        overrides: signs that say nothing beside it.
    """

    sign: str
    who: tuple[int, int] | None
    start: int
    overrides: frozenset[str] = frozenset()


def signs_beside(signals: list[str], told: Told | None) -> list[str]:
    """The signs of a passage with what it reports, without those that say nothing beside that."""
    if told is None:
        return signals
    # Who is named is asked, whatever else the sentence leaves open.
    answered = told.overrides | {"unaddressed"} if told.who is not None else told.overrides
    return [*(s for s in signals if s not in answered), told.sign]


def may_report(document: AnnotatedDocument, reading: Reading) -> bool:
    """Whether a passage is running text of a paper that may tell of requests and steps."""
    place = reading.place.kind
    return (
        document.document_type.label not in _PAPERS
        and place not in _CLOSED
        and not reading.core.text.rstrip().endswith(("?", ":"))
    )


def body_from(
    document: AnnotatedDocument, start: int, limit: int, rules: Lexicon
) -> tuple[int, int] | None:
    """The body whose name begins at `start`, a number or "each" before it allowed."""
    first = _WORD.search(document.folded, start, limit)
    found = body_at(document, start, limit, rules)
    if first is not None and rules.pattern(NAME, "counted").fullmatch(first.group()):
        behind = body_at(document, first.end(), limit, rules)
        found = (first.start(), behind[1]) if behind is not None else found
    if found is None or not is_body(document, *found):
        return None
    return found


def read_told_deadline(document: AnnotatedDocument, told: Told, passage: Passage) -> Deadline:
    """The deadline of what a sentence reports: of its first clause, else of the whole of it.

    What stands before that counts where it does not lie in the past ("Before June, he asked ...").
    """
    rules = document.lexicon_at(told.start)
    end = passage.end
    later = rules.pattern(NAME, "next_clause").search(document.folded[told.start : end])
    stops = [told.start + later.start(), end] if later is not None else [end]
    for stop in stops:
        found = read_deadline(document, told.start, stop)
        if found is not NONE:
            return found
    found = read_deadline(document, passage.start, told.start)
    undated = document.published is None and found.due is not None
    if found is NONE or undated or is_past(document, found.due):
        return lead_deadline(document, passage)
    return found


def is_past(document: AnnotatedDocument, due: str | None) -> bool:
    """Whether a date lies before the day of the document; not where either is unknown."""
    published = document.published
    if published is None or due is None:
        return False
    width = min(len(published), len(due))
    return due[:width] < published[:width]


def agent_of(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> tuple[int, int] | None:
    """The body by which something is done, in a stretch ("will be appointed by the Director")."""
    folded = document.folded[start:end]
    for match in rules.pattern(TYPE, "addressee.agent").finditer(folded):
        found = body_from(document, start + match.end(), end, rules)
        if found is not None:
            return found
    return None


def ends_with(document: AnnotatedDocument, key: str, before: int, start: int) -> bool:
    """Whether an expression of a list ends right before an offset, begun behind `start`."""
    low = max(start, before - 48)
    text = document.folded[low:before].rstrip()
    rules = document.lexicon_at(before)
    return any(m.end() == len(text) for m in rules.pattern(NAME, key).finditer(text))


def inside_quotes(text: str, offset: int) -> bool:
    """Whether an offset of a text stands between quotation marks, by the last mark before it."""
    mark = max(text.rfind(sign, 0, offset) for sign in _QUOTES)
    if mark < 0:
        return False
    if text[mark] in _STRAIGHT:
        before = text[mark - 1] if mark else " "
        return not before.isalnum() and before not in ".,;!?…"
    return text[mark] in _OPENING
