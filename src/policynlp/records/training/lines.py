"""Courses on one line without a verb: "Suturing course, Lomé, 3-5 May, 12 nurses, funded by X".

The parts between commas tell by their content what they are: a place, people, bodies, who pays.
Offsets are into the document text.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, once_a_stretch
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.listed_bodies import read_all_bodies
from policynlp.records.parts.organisers import NAME as BACKERS
from policynlp.records.parts.venues import find_venue
from policynlp.records.training.audience import split_people
from policynlp.records.training.drafts import Draft
from policynlp.records.training.names import CourseMention
from policynlp.records.training.values import NAME

MAX_LINE_WORDS = 45
# Share of a part that names of bodies cover where it names who organises.
COVERED = 0.6
MAX_TAIL_WORDS = 8
_MARK = re.compile(r"\s[–—-]\s|[,;:(]|\.\s")
_PART = re.compile(r"(?:[^,;:()\n–—.]|\.(?!\s)|\([^()\n]{1,60}\)|(?<! )[–—])+")


@once_a_stretch
def is_line(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a stretch is short and has neither a finite verb nor a verb of being held."""
    text: str = document.stretch(start, end)
    if len(text.split()) > MAX_LINE_WORDS:
        return False
    for entity in document.entities_in(start, end, "DATE"):
        # The month of May is no verb.
        text = text.replace(fold(entity.text), " " * len(entity.text))
    return document.lexicon_at(start).pattern("lexicon", "finite_verbs").search(text) is None


def complete_line(
    document: AnnotatedDocument, draft: Draft, mention: CourseMention, start: int, end: int
) -> None:
    """Fill what is open from the parts of a line behind and before the course's name."""
    rules = document.lexicon_at(start)
    _name_by_line(document, draft, mention, start, end)
    name_end = start + document.text[start:end].find(draft.title or "") + len(draft.title or "")
    name_end = max(name_end, mention.noun_end)
    if draft.venue is None and not draft.online:
        venue = find_venue(document, start, end, bare=True)
        named = venue is not None and mention.quoted and mention.start <= venue.start < mention.end
        draft.venue = venue if venue is not None and not (venue.online or named) else None
    for part in _PART.finditer(document.text, start, end):
        s, e = part.start(), part.end()
        while s < e and document.text[s].isspace():
            s += 1
        if s <= mention.noun_start < e:
            # What stands behind the name in its own part: "training of nurses in Lomé".
            s = min(name_end, e)
        if s >= e or document.entities_in(s, e, "DATE"):
            continue
        _take_part(document, draft, s, e, rules)


def _name_by_line(
    document: AnnotatedDocument, draft: Draft, mention: CourseMention, start: int, end: int
) -> None:
    """A course named by all that stands before the first mark: "Refresher for nurses – 3 May"."""
    mark = _MARK.search(document.text, start, end)
    if mention.quoted or mark is None or not start <= mention.noun_start < mark.start():
        return
    words = document.text[start : mark.start()].strip()
    behind_name = document.text[mention.end : mark.start()].split()
    if document.entities_in(start, mark.start(), "DATE") or len(behind_name) > MAX_TAIL_WORDS:
        return
    numbered = words[:1].isdigit() or not words[:1].isupper()
    if mention.start - start <= 2 and not numbered and not draft.venue_inside(start, mark.start()):
        draft.title = " ".join(words.split())


def _take_part(
    document: AnnotatedDocument, draft: Draft, start: int, end: int, rules: Lexicon
) -> None:
    """Put one part of a line where it belongs."""
    while start < end and not document.text[start].isalnum():
        start += 1
    if rules.pattern(NAME, "cues.trained").match(document.folded, start, end):
        return  # "' trained 18 technologists in data entry"
    paid = _paid_by(document, start, end, rules)
    if paid is not None:
        if not draft.funders:
            draft.funders = read_all_bodies(document, paid, end)
        return
    bodies = document.entities_in(start, end, "ORG")
    length = len(document.text[start:end].strip())
    if bodies and draft.venue is not None and draft.venue.start in range(start, end):
        return  # where it is, and not said to be who gives it
    if bodies and bodies[-1].end - bodies[0].start >= COVERED * length:
        known = {fold(body) for body in (*draft.organizers, *draft.funders)}
        if not draft.organizers and not any(fold(b.text) in known for b in bodies):
            draft.organizers = read_all_bodies(document, start, end)
        return
    if not draft.audience:
        draft.audience = split_people(document, start, end, rules)


def _paid_by(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int | None:
    """Where the payer stands in a part such as "funded by X", « financement de X »."""
    for name, key in ((BACKERS, "cues.funded_by"), (NAME, "cues.funding")):
        match = rules.pattern(name, key).match(document.folded, start, end)
        if match is not None:
            return match.end()
    return None
