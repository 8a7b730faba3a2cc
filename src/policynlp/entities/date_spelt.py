"""Days and years in words: "twenty-third of August two thousand and nineteen"."""

from __future__ import annotations

from policynlp.entities.date_words import DateWords
from policynlp.entities.mentions import Segment


def spelt_day(words: DateWords, segment: Segment, word: int) -> tuple[int | None, int]:
    """The number from 1 to 31 in words that begins at a word, and the word behind it; (None, word)
    where there is none."""
    for size in (3, 2, 1):
        part = segment.words[word : word + size]
        if len(part) < size:
            continue
        for form in ("-".join(part), " ".join(part)):
            number = words.numbers.get(form) or words.ordinals.get(form)
            if number is not None:
                return (number, word + size) if 1 <= number <= 31 else (None, word)
    return None, word


def spelt_year(words: DateWords, segment: Segment, word: int) -> tuple[int | None, int]:
    """The year from 2001 to 2099 in words that begins at a word, and the word behind it."""
    text = segment.words
    if word + 2 >= len(text) or words.numbers.get(text[word]) != 2:
        return None, word
    if text[word + 1] not in words.thousand:
        return None, word
    at = word + 2
    if text[at] in words.and_:
        at += 1
    if at >= len(text) or any(segment.gap(i) not in (" ", "-") for i in range(word + 1, at + 1)):
        return None, word
    small, after = spelt_day(words, segment, at)
    if small is None:
        small, after = words.numbers.get(text[at]), at + 1
    if small is None or not 1 <= small <= 99:
        return None, word
    if small % 10 == 0 and small >= 30 and after < len(text) and segment.gap(after) in (" ", "-"):
        unit = words.numbers.get(text[after], 0)
        if 1 <= unit <= 9:
            return 2000 + small + unit, after + 1
    return 2000 + small, after
