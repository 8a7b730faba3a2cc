"""The section a record is filed under: the nearest heading that is more than a lead-in."""

from __future__ import annotations

import re

from policynlp.annotated import COLON_LEVEL, AnnotatedDocument, Heading, Passage, once_a_document
from policynlp.languages import fold_name
from policynlp.outline import CAPTION_LEVEL
from policynlp.records.requests.addressees import addresses
from policynlp.sections import section_kinds

# Lines with a colon and a comma that have more words than these are no titles.
MAX_TITLE_WORDS = 4
# Lines that only say what the list under them is; a real heading above names the subject.
_PLAIN = frozenset({"decisions", "actions"})
# Sections whose parts may be headed by those who are asked.
_ASKING = frozenset({"recommendations", "next_steps", "decisions", "actions", "ways"})
# "2 Distribution": a number without a dot.
_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2}){0,3}\s+(?=[^\W\d_])")
# A line with a day and a year under the title says when it was, not what follows.
_DATED = re.compile(r"(?<!\d)\d{1,2}(?!\d).{0,200}(?<!\d)(?:19|20)\d\d(?!\d)")


def section_title(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The nearest heading without its number; None where there is only the document's title."""
    path = [h for h in passage.path if h.level < CAPTION_LEVEL and not _is_title(document, h)]
    filed = any(section_kinds(heading.text) & _ASKING for heading in path)
    for heading in reversed(path):
        # "To the Ministry" is filed under the recommendations above it, else under its own title.
        if addresses(document, heading) and (filed or heading.colon or passage.kind != "item"):
            continue
        if _tells_when(document, heading):
            continue
        if heading.level >= COLON_LEVEL or heading.colon:
            real = any(
                h.level < COLON_LEVEL and not h.colon and not _is_title(document, h)
                for h in passage.path
            )
            kinds = section_kinds(heading.text)
            if real and ((kinds and kinds <= _PLAIN) or _is_clause(heading)):
                continue
        return _NUMBER.sub("", heading.text)
    return None


def _tells_when(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether a heading without number says when something was and names no section."""
    if heading.block.id in document.loaded.numbers or section_kinds(heading.text) & _ASKING:
        return False
    dated = _DATED.search(_NUMBER.sub("", heading.text)) is not None
    return dated and bool(document.entities_in(heading.start, heading.end, "DATE"))


def _is_clause(heading: Heading) -> bool:
    """Whether a line with a colon is part of a sentence: "At the end of it, the participants:"."""
    return ", " in heading.text and len(heading.text.split()) > MAX_TITLE_WORDS


@once_a_document
def _title_start(document: AnnotatedDocument) -> int:
    """Where the document's title is printed first; -1 where it is not, or over several lines."""
    return document.text.find(document.title) if document.title else -1


def _is_title(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether a heading is the document's title, or a line of it."""
    if document.headings and heading.start == document.headings[0].start:
        levels = [other.level for other in document.headings[1:]]
        if levels and heading.level < min(levels):
            return True
    if document.title is None:
        return False
    title, text = fold_name(document.title).strip(" :"), fold_name(heading.text).strip(" :")
    if text == title or heading.start < _title_start(document):
        return True  # "PRESS RELEASE" above the title is no section
    first = document.headings[0].start if document.headings else -1
    return heading.start == first and (text.startswith(title) or title.startswith(text))
