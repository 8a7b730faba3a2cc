"""What surrounds the text of a web page: lines with links to other pages and their events."""

from __future__ import annotations

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.parts.venues import NAME

# Such lines stand in the last part of a page.
LAST_PART = 0.6


def is_furniture(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a passage is part of a page's foot or of its list of further reading: its paragraph
    says when the page was changed, or it stands below the title "Read also"."""
    if passage.start < LAST_PART * len(document.text):
        return False
    block = document.folded[passage.block.start : passage.block.end]
    if any(lexicon(code).pattern(NAME, "furniture.foot").search(block) for code in available()):
        return True
    below = [
        h.text
        for h in document.headings
        if LAST_PART * len(document.text) <= h.start <= passage.start
    ]
    return any(
        lexicon(code).pattern(NAME, "furniture.titles").fullmatch(fold(title).strip(" .:"))
        for title in below
        for code in available()
    )
