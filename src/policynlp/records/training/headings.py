"""The name of a course as a title gives it. Words stand in `languages/*/records/training.toml`."""

from __future__ import annotations

import re

from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.training.names import QUOTED
from policynlp.records.training.values import NAME


def title_of_heading(text: str, rules: Lexicon) -> str | None:
    """A course's name from a title: without "Short course:", "Announcement:"; None if generic."""
    quote = QUOTED.search(text)
    if quote is not None:
        return " ".join((quote["a"] or quote["b"] or quote["c"]).split())
    text = " ".join(text.split())
    for _ in range(3):
        match = rules.pattern(NAME, "nouns.prefixes").match(fold(text))
        if match is None:
            break
        rest = text[match.end() :]
        numbered = fold(text)[: match.end()][-2:-1] == " " or text[match.end() - 1].isdigit()
        if not re.match(r"\s?[:–—-]\s|\s?:", rest) and not (numbered and re.match(r"[.)]\s", rest)):
            break
        text = rest.lstrip(" :–—-.)")
    folded = fold(text).strip(" .:")
    if not folded or rules.pattern(NAME, "nouns.generic").fullmatch(folded):
        return None
    return text.strip(" .:") or None
