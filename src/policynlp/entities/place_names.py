"""What a trained model takes for a place: whether it is one."""

from __future__ import annotations

import re
from bisect import bisect_left

from policynlp.entities.mentions import Mention, Segment, is_prose
from policynlp.entities.name_words import NameWords, name_words
from policynlp.folding import fold

_WORD = re.compile(r"\d+|[^\W\d_]+")


def place_marks(segment: Segment, words: NameWords) -> set[str]:
    """Words that stand before places in the language of a segment."""
    return words.place_marks_of.get(segment.language or "", words.place_marks)


def is_short_place(segment: Segment, mention: Mention, text: str) -> bool:
    """Whether two capitals behind a comma or "in" are a state or city: "Houston, TX", "in DC"."""
    if len(text) != 2 or not text.isupper() or segment.language not in name_words().head_last:
        return False
    at = bisect_left(segment.starts, mention.start)
    gap, before = segment.gap(at), segment.words[at - 1] if at else ""
    words = name_words()
    marks = place_marks(segment, words) | words.place_ways
    return gap == ", " or (gap == " " and before in marks)


def is_quarter(segment: Segment, mention: Mention, text: str, words: NameWords) -> bool:
    """Whether a place is a part of a country or a town in small letters: "voters in the South",
    "good food in chicago"; only English models see such places well."""
    if segment.language not in words.head_last or not text.isalpha() or not is_prose(segment):
        return False
    at = bisect_left(segment.starts, mention.start)
    if not at or segment.gap(at) != " " or at + 1 > len(segment.words):
        return False
    before = segment.words[at - 1]
    if text.islower():
        return before in place_marks(segment, words) and len(text) > 3 and text not in words.running
    behind = segment.folded[mention.end - segment.start :][:2]
    lone = not (behind[:1] == " " and segment.raw(mention.end + 1, mention.end + 2).isupper())
    return text.istitle() and before in words.articles and lone and fold(text) in words.quarters


def is_place_name(segment: Segment, text: str, words: NameWords, capitals: bool) -> bool:
    folded = " ".join(_WORD.findall(fold(text)))
    tokens = folded.split()
    if not tokens or folded in words.not_names or capitals or len(tokens) > 5:
        return False
    # "Point Comfort" is none of « point focal ».
    role = tokens[0] in words.roles and (
        segment.language not in words.head_last or len(tokens) == 1
    )
    street = tokens[-1] in words.streets and segment.language in words.head_last
    if (any(token.isdigit() for token in tokens) and not street) or role:
        return False
    if len(tokens) == 1 and (tokens[0] in words.topics or (text.isupper() and len(text) < 6)):
        return False
    return text[0].isupper() or (street and text[0].isdigit())
