"""What a course is called by the title of its announcement or report, and who announces it."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.records.training_backers import announcers
from policynlp.records.training_drafts import Draft
from policynlp.records.training_labels import is_label_line
from policynlp.records.training_lines import is_line
from policynlp.records.training_names import find_courses, title_of_heading
from policynlp.records.training_values import NAME

# A title may have further lines among so many passages.
TOP_LINES = 6


def better_title(draft: Draft, title: str | None) -> str | None:
    """A name read from labels or quotation marks before one that stands in capitals only."""
    if draft.title and (title is None or title.isupper()):
        return draft.title
    return title or draft.title


def own_title(document: AnnotatedDocument) -> str | None:
    """The course that the document's title or one of its first headings names."""
    stretches = [(h.start, h.end) for h in document.headings[:4]]
    stretches += [(p.start, p.end) for p in document.passages[:TOP_LINES] if _subtitle(document, p)]
    for start, end in stretches:
        reports = document.lexicon_at(start).pattern(NAME, "nouns.reports")
        kind = reports.match(document.folded, start, end)
        if kind is not None:
            # "Training report: suturing" names it behind the kind of paper.
            behind = re.match(r"\s?[:–—-]\s", document.text[kind.end() : end])
            if behind is None:
                continue
            start = kind.end() + behind.end()
            title = title_of_heading(document.text[start:end], document.lexicon_at(start))
            if title is not None:
                return _as_in_text(document, title)
            continue
        mentions = find_courses(document, start, end)
        if any(m.strong for m in mentions) or _prefixed(document, start, end):
            title = title_of_heading(document.text[start:end], document.lexicon_at(start))
            if title is not None:
                return _as_in_text(document, title)
    return None


def _subtitle(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage is a line of the title: alone in its block, without label or verb."""
    if passage.kind != "sentence" or passage.start != passage.block.start:
        return False
    alone = passage.end >= passage.block.end - 1
    return alone and ":" not in passage.text and is_line(document, passage.start, passage.end)


def reports_training(document: AnnotatedDocument) -> bool:
    """Whether a title says that the document reports on a course: "Training report"."""
    return any(
        document.lexicon_at(h.start)
        .pattern(NAME, "nouns.reports")
        .match(document.folded, h.start, h.end)
        for h in document.headings[:3]
    )


def plain_title(document: AnnotatedDocument) -> str | None:
    """The first title of an announcement that is no body's name and no kind of paper."""
    for heading in document.headings[:3]:
        bodies = document.entities_in(heading.start, heading.end, "ORG")
        if bodies and 2 * (bodies[0].end - bodies[0].start) > heading.end - heading.start:
            continue
        rules = document.lexicon_at(heading.start)
        title = title_of_heading(document.text[heading.start : heading.end], rules)
        if title is None or is_label_line(document, heading):
            continue
        if not rules.pattern(NAME, "nouns.reports").match(fold(title)):
            return _as_in_text(document, title)
    return None


def _prefixed(document: AnnotatedDocument, start: int, end: int) -> bool:
    """Whether a title begins with what is announced: "Seminar: ...", "Webinar 3 - ..."."""
    folded = document.folded[start:end]
    match = document.lexicon_at(start).pattern(NAME, "nouns.prefixes").match(folded)
    return match is not None and re.match(r"\s?[:–—-]\s", folded[match.end() :]) is not None


def _as_in_text(document: AnnotatedDocument, title: str) -> str:
    """A title in capitals as running text writes it, where it does."""
    if not title.isupper():
        return title
    at = document.folded.find(fold(title))
    while at >= 0:
        words = " ".join(document.text[at : at + len(title)].split())
        if not words.isupper():
            return words
        at = document.folded.find(fold(title), at + 1)
    return title


def issuer_of(document: AnnotatedDocument) -> str | None:
    """The body named by the letterhead or top heading of an announcement."""
    for heading in document.headings[:2]:
        bodies = document.entities_in(heading.start, heading.end, "ORG")
        if bodies and 2 * (bodies[0].end - bodies[0].start) > heading.end - heading.start:
            return bodies[0].text
    for passage in document.passages[:TOP_LINES]:
        bodies = document.entities_in(passage.start, passage.end, "ORG")
        covered = sum(b.end - b.start for b in bodies)
        if (
            bodies
            and 5 * covered > 3 * (passage.end - passage.start)
            and _subtitle(document, passage)
        ):
            one = " ".join(passage.text.split())
            return one if len(bodies) == 1 else bodies[0].text
    for passage in document.passages[:TOP_LINES]:
        issuer = _issuer_in_line(document, passage)
        if issuer is not None:
            return issuer
    return None


def _issuer_in_line(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The body that ends a line of the title: "An online course of the Institute of X"."""
    bodies = document.entities_in(passage.start, passage.end, "ORG", "PROGRAM")
    if not bodies or passage.end - bodies[-1].end > 1 or bodies[-1].start == passage.start:
        return None
    if not any(m.strong for m in find_courses(document, passage.start, passage.end)) and not (
        document.lexicon(passage).pattern(NAME, "nouns.none").search(document.folded_text(passage))
    ):
        return None
    before = document.folded[passage.start : bodies[-1].start].rstrip()
    issued = document.lexicon(passage).pattern(NAME, "cues.issued_by").finditer(before)
    return bodies[-1].text if any(m.end() == len(before) for m in issued) else None


def announcer_of(document: AnnotatedDocument, end: int) -> str | None:
    """The body that a sentence before the first course says offers them."""
    for passage in document.of_kind("sentence"):
        if passage.start >= end:
            break
        found = announcers(document, passage.start, passage.end)
        if found:
            return found[0]
    return None
