"""The name of a course as a title gives it. Words stand in `languages/*/records/training.toml`."""

from __future__ import annotations

import re

from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.training.given_names import QUOTED, quoted_title
from policynlp.records.training.values import NAME

# What stands before a part of a title that is no part of the name.
_TAIL = re.compile(r"\s[–—•|-]\s|,\s|\s\(")
# The name of a mailing list before the subject of a letter.
_TAG = re.compile(r"^(?:(?:re|fwd?|tr) ?: ?)?\[[^\[\]\n]{1,40}\] ?", re.IGNORECASE)


def title_of_heading(text: str, rules: Lexicon) -> str | None:
    """A course's name from a title: without "Short course:", "Announcement:"; None if generic."""
    quote = QUOTED.search(text)
    if quote is not None:
        return quoted_title(quote)
    text = _TAG.sub("", " ".join(text.split()))
    text = _without_tail(text, rules)
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


def _without_tail(text: str, rules: Lexicon) -> str:
    """A title without what it says last: "Health accounts - call for applications, cohort 3"."""
    for mark in reversed(list(_TAIL.finditer(text))):
        said = fold(text[mark.end() :]).strip(" .)")
        if not any(
            rules.pattern(NAME, f"nouns.{key}").fullmatch(said) for key in ("prefixes", "rounds")
        ):
            break
        text = text[: mark.start()]
    return text
