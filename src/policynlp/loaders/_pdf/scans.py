"""Pages that are pictures of text: which ones they are.

A page is a scan where it shows something and has no text, where its text is rubbish, or where a
picture covers it and only a few words (a stamp, a page number) were set on top.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import chain

from policynlp.folding import fold
from policynlp.languages import all_words, other_function_words
from policynlp.loaders._pdf.model import Page, Word

_STRANGE = re.compile(r"[\ufffd\ue000-\uf8ff]")
_LATIN = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+){0,6}")
# Signs that do not stand inside a word or a figure.
_INSIDE = re.compile(r"[#$*+<=>?\\^{|}~\"!;\[\]]")
_SIGNS = ".,;:!?()[]«»“”\"'’…-–—/•*\u00ad"
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ")
_HARD = re.compile(r"[bcdfghjklmnpqrstvwxz]{5}")
# Of the words of real pages 15 to 45 in 100 are in the list, of letters shifted by a broken font
# table none, and 25 to 60 in 100 of those cannot be pronounced (measured on the development
# documents and on texts with shifted alphabets). Tables of foreign names have few known words, but
# all of them can be pronounced.
_MIN_TOKENS = 30
_FEW_KNOWN = 0.05
_MANY_ODD = 0.3
_MANY_TOKENS = 100
_HARDLY_KNOWN = 0.01
# Shorter words are met by chance among wrong letters.
_LEAST_LETTERS = 3
_SOME_ODD = 0.15
# A picture over most of the page with fewer words than this is a scan with something added.
_COVERED = 0.7
_FEW_WORDS = 30


def is_readable(page: Page) -> bool:
    """Whether a page has text, and neither signs that no font table explains nor rubbish."""
    letters = "".join([word.text for word in page.words])
    strange = 0 if letters.isascii() else len(_STRANGE.findall(letters))
    return letters != "" and strange <= 0.4 * len(letters) and not is_rubbish(page.words)


def is_rubbish(words: list[Word]) -> bool:
    """Whether a page's words belong to no language: hardly one that is known, and many that
    nobody could pronounce."""
    known = _known_words()
    tokens = familiar = odd = 0
    for word in words:
        text = word.text.strip(_SIGNS)
        if not text or text[0].isdigit():
            continue
        if not text.isascii() and any(map(_is_foreign, text)):
            return False  # another script than Latin
        tokens += 1
        if tokens % _MIN_TOKENS == 0 and familiar >= 2 * _FEW_KNOWN * tokens:
            return False
        if fold(text) in known:
            familiar += 1
        elif _is_odd(text):
            odd += 1
    if tokens >= _MANY_TOKENS and familiar < _HARDLY_KNOWN * tokens:
        return odd > _SOME_ODD * tokens
    return tokens >= _MIN_TOKENS and familiar < _FEW_KNOWN * tokens and odd > _MANY_ODD * tokens


def _is_foreign(character: str) -> bool:
    """Whether a character is a letter of another script than Latin."""
    return character >= "\u0250" and character.isalpha()


def _is_odd(text: str) -> bool:
    """Whether a token is no word, figure, code, address or acronym."""
    if _INSIDE.search(text):
        return True
    if (text.isupper() and len(text) <= 6) or any(character in "@./" for character in text):
        return False
    if any(map(str.isdigit, text)):
        return False
    if _LATIN.fullmatch(text) is None:
        return True
    low = text.lower()
    return not _VOWELS.intersection(low) or _HARD.search(low) is not None


@cache
def _known_words() -> frozenset[str]:
    """Frequent small words of the languages that ministries write in, folded. A page of running
    text has one every few words; a text layer made with a broken font table has next to none."""
    own = map(fold, all_words("lexicon", "function_words"))
    others = chain.from_iterable(other_function_words().values())
    return frozenset(word for word in chain(own, others) if len(word) >= _LEAST_LETTERS)


def is_covered(page: Page) -> bool:
    """Whether a picture covers the page, and only a few words stand on it as text."""
    return page.drawing.picture >= _COVERED and len(page.words) < _FEW_WORDS
