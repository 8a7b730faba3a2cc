"""Large initials that hang beside the first lines of a paragraph, joined to its first word."""

from __future__ import annotations

import re
from collections import Counter

from policynlp.languages import all_words
from policynlp.loaders._pdf.model import Page, Word

_LARGER = 1.7  # times the size of the text beside
_NEAR = 1.2  # font sizes of the text from the initial to it
_MOST = 40  # on a page: more large letters are no initials
_WORDS = re.compile(r"[^\W\d_]+")


def join_initials(pages: list[Page]) -> None:
    """Puts initials before the words that they begin."""
    known: Counter[str] | None = None
    for page in pages:
        initials = [w for w in page.words if len(w.text) == 1 and w.text.isupper()]
        if not 0 < len(initials) <= _MOST:
            continue
        for initial in initials:
            beside = _beside(initial, page.words)
            if not beside:
                continue
            if known is None:
                known = Counter(
                    word.lower()
                    for each in pages
                    for text in each.words
                    for word in _WORDS.findall(text.text)
                )
            _join(page, initial, beside, known)


def _beside(initial: Word, words: list[Word]) -> list[Word]:
    """The first words of the lines that an initial hangs beside, top down."""
    size = initial.style.size
    top = initial.base - 0.9 * size
    found = [
        word
        for word in words
        if word.style.size * _LARGER < size
        and top < word.base - 0.5 * word.style.size
        and word.base < initial.base + 0.15 * word.style.size
        and -0.3 * word.style.size < word.x0 - initial.x1 < _NEAR * word.style.size
    ]
    found.sort(key=lambda word: word.base)
    if not found or initial.base - found[0].base < 0.3 * found[0].style.size:
        return []
    return found


def _join(page: Page, initial: Word, beside: list[Word], known: Counter[str]) -> None:
    first = beside[0]
    letters = _WORDS.match(first.text)
    alone = letters is None or (
        initial.text.lower() in all_words("reading", "hyphens.short_words")
        and (initial.text + letters.group()).lower() not in known
        and (known[letters.group().lower()] > 1 or letters.group()[0].isupper())
    )
    moved = {id(word): word._replace(x0=initial.x0) for word in beside}
    text = f"{initial.text} {first.text}" if alone else initial.text + first.text
    moved[id(first)] = first._replace(text=text, x0=initial.x0)
    page.words = [moved.get(id(word), word) for word in page.words if word is not initial]
