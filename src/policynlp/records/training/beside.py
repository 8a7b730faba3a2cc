"""Courses that an announcement or report of one course tells of beside it.

They stand in sections on other courses, are other editions of the announced one, or are told in
sentences with a time of their own. Words stand in `languages/*/records/training.toml`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policynlp.annotated import AnnotatedDocument, Heading
from policynlp.folding import fold
from policynlp.records.parts.forms import Scope
from policynlp.records.training.drafts import Draft
from policynlp.records.training.editions import is_on_others, other_editions
from policynlp.records.training.forms import read_scope
from policynlp.records.training.next_rounds import further_rounds
from policynlp.records.training.prose import courses_in_prose
from policynlp.records.training.sections import is_bare_name
from policynlp.records.weighing.likelihood import CERTAIN, chance_of

# From this probability, or these log-odds of rules and model, a course told of beside the announced
# one is no part of it.
LIKELY, PLAIN = 0.4, 2.0
MONTH, DAY = len("2014-03"), len("2014-03-24")
# Words of fewer letters do not tell two names apart.
LETTERS = 4


def courses_beside(document: AnnotatedDocument, own: Draft) -> Iterator[Draft]:
    """Drafts of the courses beside the one that a document announces or reports on."""
    rounds = [*further_rounds(document, [own])]
    sections = [*_sections(document)]
    for scope in sections:
        draft = _read_section(document, scope, rounds)
        if draft is not None:
            yield draft
    inside = [scope.heading for scope in sections]
    apart = [d for d in rounds if not _stands_in(d, inside)]
    apart += other_editions(document, own)
    yield from apart
    read = {(p.start, p.end) for draft in apart for p in draft.sources}
    for draft in _told_beside(document, own):
        first = draft.sources[0]
        if (first.start, first.end) not in read and not _stands_in(draft, inside):
            yield draft


def courses_beside_several(document: AnnotatedDocument, own: Sequence[Draft]) -> Iterator[Draft]:
    """Drafts of the courses beside those that a document announces: further rounds, and what prose
    tells by a name and a time, or surely of other people."""
    yield from further_rounds(document, own)
    scopes = [p for draft in own for p in draft.sources]
    for draft in courses_in_prose(document):
        if any(p.block is s.block for p in draft.sources for s in scopes):
            continue
        if draft.start is None:
            apart = all(_of_others(document, draft, other) for other in own)
        else:
            apart = draft.sure_title
        if apart:
            yield draft


def _stands_in(draft: Draft, headings: list[Heading | None]) -> bool:
    """Whether a draft is of a section that is about a course of its own."""
    own = draft.sources[0].heading if draft.sources else None
    return own is not None and any(own is heading for heading in headings)


def _read_section(document: AnnotatedDocument, scope: Scope, rounds: list[Draft]) -> Draft | None:
    """The course that the title of a section names; its next intake tells when it is."""
    draft = read_scope(document, scope, scope.heading)
    for more in rounds if draft.start is None else ():
        if _stands_in(more, [scope.heading]):
            draft.start, draft.end = more.start, more.end
            draft.sources += more.sources
            break
    return draft if draft.title is not None and draft.grounded and draft.sources else None


def _sections(document: AnnotatedDocument) -> Iterator[Scope]:
    """Sections whose titles, below one such as "Also this year", are the names of courses."""
    headings = [h for h in document.headings if not h.colon]
    above: Heading | None = None
    for i, heading in enumerate(headings):
        if is_on_others(document, heading):
            above = heading
        elif above is None or heading.level <= above.level:
            above = None
        else:
            end = headings[i + 1].start if i + 1 < len(headings) else len(document.text)
            yield Scope(heading.start, end, heading)


def _told_beside(document: AnnotatedDocument, own: Draft) -> Iterator[Draft]:
    """Courses of other months than the announced one, or of another name on other days."""
    if own.start is None:
        return
    for draft in courses_in_prose(document):
        if not draft.sources:
            continue
        if draft.start is None and _of_others(document, draft, own):
            yield draft
            continue
        if draft.start is None or len(draft.start) < MONTH:
            continue
        rules = document.lexicon(draft.sources[0])
        if own.start[:MONTH] <= draft.start[:MONTH] <= (own.end or own.start)[:MONTH] and not (
            _is_other(draft, own) and not is_bare_name(draft.title, rules)
        ):
            continue
        chance = chance_of(document, draft.sources[0], "training")
        if chance is None or chance >= LIKELY or draft.score >= PLAIN:
            if draft.title is None:
                draft.title = own.title
            yield draft


def _of_others(document: AnnotatedDocument, draft: Draft, own: Draft) -> bool:
    """Whether a course without a time is surely one, of other people than the announced one."""
    chance = chance_of(document, draft.sources[0], "training")
    if chance is None or chance < CERTAIN or not draft.audience or draft.count in (None, own.count):
        return False
    rules = document.lexicon(draft.sources[0])
    return not is_bare_name(draft.title, rules) and not _words(draft.title) & _words(own.title)


def _is_other(draft: Draft, own: Draft) -> bool:
    """Whether a course told in the months of the announced one has other days, another place and
    another name."""
    if draft.venue is None or draft.venue.name is None or len(draft.start or "") < DAY:
        return False
    if draft.start == own.start or draft.end == own.end:
        return False
    if own.venue is not None and own.venue.name == draft.venue.name:
        return False
    return not _words(draft.title) & _words(own.title)


def _words(title: str | None) -> set[str]:
    return {word for word in fold(title or "").split() if len(word) >= LETTERS}
