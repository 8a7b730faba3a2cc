"""Lines that open a list in the middle of a sentence, told from titles over it."""

from __future__ import annotations

import re
from functools import cache

from policynlp.languages import all_words


@cache
def _data() -> tuple[frozenset[str], re.Pattern[str]]:
    """Last words of lead-ins and the shapes of clauses, of all languages."""
    clauses = "|".join(all_words("reading", "lead_ins.clauses"))
    return frozenset(all_words("reading", "lead_ins.last")), re.compile(rf"(?:{clauses})(?!\w)")


def is_open(word: str) -> bool:
    """Whether no title and no cell ends in a word: "of", "la", "following"."""
    return word.lower().strip("(),;") in _data()[0]


def is_lead_in(text: str) -> bool:
    """Whether a short line breaks off in the middle of a sentence, or has a subject and a verb
    and a colon after them: "The team proposes the following:", "It was agreed that"."""
    words = text.rstrip(": \xa0\u202f").lower().split()
    if len(words) < 2:
        return False
    _, clauses = _data()
    if is_open(words[-1]) and not text.isupper():
        return True
    return text[-1] == ":" and not text.isupper() and clauses.match(" ".join(words)) is not None
