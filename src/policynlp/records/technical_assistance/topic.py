"""Documents about technical assistance itself, and which questions each of their sections answers.

Such a document asks what assistance is for, who receives it, in what forms it comes and from where;
the sections are often headed by the question, or by two of them ("How long, and from where"). These
are the four enums of a record.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from policynlp.annotated import AnnotatedDocument, Heading, Passage, once_a_document
from policynlp.folding import fold
from policynlp.languages import any_of

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
Facet = Literal["purposes", "recipients", "modalities", "origins"]
FACETS: tuple[Facet, ...] = ("purposes", "recipients", "modalities", "origins")
# A document with so many sentences that name assistance is about assistance.
TOPIC_SENTENCES = 3
# So are two questions among its headings, where its first lines (in characters) name experts.
TOPIC_FACETS, FIRST_LINES = 2, 600
# A heading that was not seen as one stands alone, so many passages before at most.
BEFORE, HEADING_WORDS = 6, 10
# A post is advertised in so many characters at the beginning.
VACANCY_LINES = 300
# Its title stands among the first headings.
TITLES = 2


@once_a_document
def is_topic(document: AnnotatedDocument) -> bool:
    """Whether the document explains assistance.

    Its title says so, it is named again and again, or the headings ask what it is for, for whom,
    in what form or from where.
    """
    if document.document_type.label not in ("guidance", "other") or is_vacancy(document):
        return False
    titles = [(heading.start, heading.text) for heading in document.headings[:TITLES]]
    if document.title is not None:
        titles.append((0, document.title))
    for start, text in titles:
        rules = document.lexicon_at(start)
        if rules.pattern(TYPE, "topic.title").search(fold(text)):
            return True
    named = 0
    for passage in document.of_kind("sentence", "item"):
        pattern = document.lexicon(passage).pattern(TYPE, "named")
        named += pattern.search(document.folded_text(passage)) is not None
        if named >= TOPIC_SENTENCES:
            return True
    asked = {facet for heading in document.headings for facet in _facets(document, heading)}
    for passage in document.of_kind("sentence"):
        if len(asked) < TOPIC_FACETS and _stands_alone(document, passage):
            asked |= _facets(document, passage)
    words = document.lexicon_at(0).pattern(TYPE, "topic.word")
    return len(asked) >= TOPIC_FACETS and words.search(document.folded, 0, FIRST_LINES) is not None


@once_a_document
def is_vacancy(document: AnnotatedDocument) -> bool:
    """Whether the first lines of a paper advertise a post."""
    words = document.lexicon_at(0).pattern(TYPE, "vacancy")
    return words.search(document.folded, 0, VACANCY_LINES) is not None


def facets_of(document: AnnotatedDocument, passage: Passage) -> frozenset[Facet]:
    """The questions that the section around a passage answers, where the document is on topic."""
    if not is_topic(document):
        return frozenset()
    for other in reversed(document.passages[max(0, passage.index - BEFORE) : passage.index]):
        if other.path != passage.path:
            break
        if _stands_alone(document, other):
            found = _facets(document, other)
            if found:
                return found
    for heading in reversed(passage.path):
        found = frozenset() if _is_title(document, heading) else _facets(document, heading)
        if found:
            return found
        if not heading.colon:
            break
    return frozenset()


def asks(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage is a question on assistance by itself: a heading that was not read so."""
    if not _stands_alone(document, passage):
        return False
    opening = (
        document.lexicon(passage).pattern(WORDS, "question").match(document.folded_text(passage))
    )
    return opening is not None or bool(_facets(document, passage))


def answers_question(document: AnnotatedDocument, start: int) -> bool:
    """Whether the passage at an offset stands in a section that asks about assistance."""
    if not is_topic(document):
        return False
    return any(
        passage.start <= start < passage.end and facets_of(document, passage)
        for passage in document.of_kind("sentence", "item")
    )


def _is_title(document: AnnotatedDocument, heading: Heading) -> bool:
    return document.title is not None and heading.text.strip() == document.title.strip(" :")


def _stands_alone(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage is a short line without a full stop, with nothing else in its block."""
    block = document.block_at(passage.start)
    if block is None or block.kind != "paragraph" or len(passage.text.split()) > HEADING_WORDS:
        return False
    alone = document.text[block.start : block.end].strip() == passage.text.strip()
    return alone and passage.text.rstrip()[-1:] not in (".", ";", ",")


def _facets(document: AnnotatedDocument, heading: Heading | Passage) -> frozenset[Facet]:
    """The questions that the parts of a heading ask, else those that it asks as a whole."""
    rules = document.lexicon_at(heading.start)
    folded = fold(heading.text).strip(" ?!:.")
    for texts in (_parts().split(folded), [folded]):
        found = {
            facet
            for facet in FACETS
            for text in texts
            if rules.pattern(TYPE, f"topic.{facet}").fullmatch(text.strip())
        }
        if found:
            return frozenset(found)
    return frozenset()


@cache
def _parts() -> re.Pattern[str]:
    """What stands between the questions of one heading."""
    joint = any_of("lexicon", "and")
    return re.compile(rf"[,;:/?]\s*(?:{joint} )?| (?:{joint}|&) ")
