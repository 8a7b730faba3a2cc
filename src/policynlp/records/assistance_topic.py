"""Documents about technical assistance itself, and which question each of their sections answers.

Such a document asks what assistance is for, who receives it, in what forms it comes and from where;
the sections are often headed by the question. These are the four enums of a record.
"""

from __future__ import annotations

from typing import Literal

from policynlp.annotated import AnnotatedDocument, Passage, once_a_document
from policynlp.folding import fold

TYPE = "records/technical_assistance"
Facet = Literal["purposes", "recipients", "modalities", "origins"]
FACETS: tuple[Facet, ...] = ("purposes", "recipients", "modalities", "origins")
# A document with so many sentences that name assistance is about assistance.
TOPIC_SENTENCES = 3
# Its title stands among the first headings.
TITLES = 2


@once_a_document
def is_topic(document: AnnotatedDocument) -> bool:
    """Whether the document explains assistance: it is named again and again, or in the title."""
    if document.document_type.label not in ("guidance", "other"):
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
    return False


def facet_of(document: AnnotatedDocument, passage: Passage) -> Facet | None:
    """The question that the section around a passage answers, where the document is on topic."""
    if not is_topic(document):
        return None
    for heading in reversed(passage.path):
        rules = document.lexicon_at(heading.start)
        folded = fold(heading.text).strip(" ?!:.")
        for facet in FACETS:
            if rules.pattern(TYPE, f"topic.{facet}").fullmatch(folded):
                return facet
        if not heading.colon:
            return None
    return None
