"""Titles of sections of planned steps that `sections` does not know: "Matters agreed", "Outlook".

The passage model has learned with the titles of `sections.toml`; those read here it never sees.
They stand in `languages/*/records/action_item.toml`.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Heading, once_a_document
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.sections import section_kinds

NAME = "records/action_item"
# Sections that announce steps, and those that a title known to the rules here may also name.
PLANNED = frozenset({"next_steps", "decisions"})
_OPEN = frozenset({"ways", "agenda", "actions", "findings"})
# How many titles above a passage are asked: a title of its own and the section it belongs to.
REACH = 2
MAX_WORDS = 10
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[a-z][.)]|[ivxlc]{1,5}[.)])\s+")
_EDGE = " .:;,-–—\"'()[]*_?!…"


def announces_steps(document: AnnotatedDocument, path: tuple[Heading, ...]) -> bool:
    """Whether a title above a passage announces steps by words that only records know."""
    titles = _titles(document)
    for heading in list(reversed(path))[:REACH]:
        if heading.start in titles:
            return True
        if section_kinds(heading.text):
            return False
    return False


@once_a_document
def _titles(document: AnnotatedDocument) -> frozenset[int]:
    """Where the titles of steps stand; the title of the document itself is none of them."""
    own = fold(document.title or "").strip(_EDGE)
    found: set[int] = set()
    for heading in document.headings:
        kinds = section_kinds(heading.text)
        if kinds - _OPEN or len(heading.text.split()) > MAX_WORDS:
            continue
        folded = " ".join(fold(heading.text).split()).strip(_EDGE)
        number = _NUMBER.match(folded)
        folded = folded[number.end() :] if number is not None else folded
        if folded and folded != own and _is_title(folded):
            found.add(heading.start)
    return frozenset(found)


def _is_title(folded: str) -> bool:
    return any(lexicon(code).pattern(NAME, "titles").fullmatch(folded) for code in available())
