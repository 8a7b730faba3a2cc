"""Bullets that are drawn as shapes, as browsers print them: dots beside text become words."""

from __future__ import annotations

from policynlp.loaders._pdf.model import Fill, Word

# A page with more small shapes is a chart or a map.
_MAX_DOTS = 400
_NEAR, _FAR = 0.15, 2.6  # font sizes between a bullet and its text


def add_bullets(words: list[Word], dots: list[Fill]) -> list[Word]:
    """The words of a page with a "•" before each word that a dot stands left of.

    The dot has to stand at the height of small letters, alone in the white space before a line.
    """
    if not dots or len(dots) > _MAX_DOTS:
        return words
    before: dict[int, Word] = {}
    for dot in dots:
        index = _opened(words, dot)
        if index is not None and index not in before:
            word = words[index]
            before[index] = Word("•", dot.x0, dot.x1, word.base, word.style)
    if not before:
        return words
    found: list[Word] = []
    for index, word in enumerate(words):
        if index in before:
            found.append(before[index])
        found.append(word)
    return found


def _opened(words: list[Word], dot: Fill) -> int | None:
    """The word that a dot opens the line of, by its index."""
    middle = (dot.top + dot.bottom) / 2
    nearest: int | None = None
    for index, word in enumerate(words):
        size = word.style.size
        height = (word.base - middle) / size
        if not 0.1 < height < 0.55 or dot.x1 - dot.x0 > 0.8 * size:
            continue
        if word.x0 < dot.x1 + _NEAR * size:
            if word.x1 > dot.x0 - 1.2 * size and word.x0 < dot.x1:
                return None  # it stands after or in other text
            continue
        if word.x0 - dot.x1 > _FAR * size:
            continue
        if nearest is None or word.x0 < words[nearest].x0:
            nearest = index
    return nearest
