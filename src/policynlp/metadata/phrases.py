"""Phrases around titles and dates of issue, of all languages at once: a top line may be in any."""

from __future__ import annotations

import re
from functools import cache

from policynlp.folding import fold
from policynlp.languages import all_words, available, compile_any, lexicon

# First blocks of a document that its title and date of issue are looked for in.
TOP_BLOCKS = 14
MAX_TITLE = 260
WORD = re.compile(r"[^\W\d_]+")


@cache
def pattern(key: str) -> re.Pattern[str]:
    """The phrases of a key of `[metadata]`, of all languages."""
    return compile_any(
        all_words("lexicon", f"metadata.{key}"), where=f"lexicon.toml: metadata.{key}"
    )


@cache
def small_words() -> frozenset[str]:
    words: set[str] = set()
    for code in available():
        for key in ("determiners", "prepositions", "conjunctions"):
            for phrase in lexicon(code).words("lexicon", key):
                words.update(WORD.findall(fold(phrase)))
    return frozenset(words)


@cache
def ordinals() -> frozenset[str]:
    """ "Third", "troisième", folded."""
    from policynlp.entities.date_words import date_words

    return frozenset(date_words().ordinals)


@cache
def date_words() -> frozenset[str]:
    """Words that dates and periods are made of, folded."""
    from policynlp.entities.date_words import date_words

    words = date_words()
    periods = words.ordinals.keys() | words.quarter | words.semester
    days = words.months.keys() | words.short_months.keys() | words.weekdays.keys()
    return frozenset(periods | days | words.day_suffixes)
