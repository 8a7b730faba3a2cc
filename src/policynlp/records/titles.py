"""The section a record is filed under: the nearest heading that is more than a lead-in."""

from __future__ import annotations

from policynlp.annotated import COLON_LEVEL, AnnotatedDocument, Heading, Passage
from policynlp.outline import CAPTION_LEVEL
from policynlp.records.addressees import heading_addressees
from policynlp.sections import section_kinds

# Lines that only say what the list under them is; a real heading above names the subject.
_PLAIN = frozenset({"decisions", "actions"})


def section_title(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The nearest heading without its number; None where there is only the document's title."""
    for heading in reversed(passage.path):
        if heading.level >= CAPTION_LEVEL or _is_title(document, heading):
            continue
        if heading.level >= COLON_LEVEL:
            if heading_addressees(document, heading):
                continue
            real = any(h.level < COLON_LEVEL and not _is_title(document, h) for h in passage.path)
            kinds = section_kinds(heading.text)
            if real and kinds and kinds <= _PLAIN:
                continue
        return heading.text
    return None


def _is_title(document: AnnotatedDocument, heading: Heading) -> bool:
    return document.title is not None and heading.text.strip() == document.title.strip(" :")
