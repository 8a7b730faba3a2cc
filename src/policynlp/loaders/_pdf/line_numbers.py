"""Numbers of lines in the margin, as drafts have them: they are no text."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from policynlp.loaders._pdf.model import Page, Word

_PLACE = 2.0  # points by which the ends of the numbers differ
_CLEAR = 0.5  # font sizes of white between the numbers and the text
_LEVEL = 0.35  # font sizes by which a number stands off the baseline of its line
_LEAST = 8  # numbers in the document
_COUNTING = 0.9  # share of the numbers that count on
_FULL = 0.8  # share of the lines between the first and the last number that have one
_GOING_ON = 0.08  # share of the numbered lines that begin small, as text does that runs on
_STEPS = frozenset({1, 5})


def drop_line_numbers(pages: list[Page]) -> None:
    """Takes the numbers of lines out of the words of all pages."""
    columns = [_column(page) for page in pages]
    if sum(map(len, columns)) < _LEAST:
        return
    steps = Counter(
        int(below.text) - int(above.text) for column in columns for above, below in pairwise(column)
    )
    if not steps:
        return
    step, count = steps.most_common(1)[0]
    if step not in _STEPS or count < _COUNTING * steps.total():
        return
    lines = [_lines(page, column) for page, column in zip(pages, columns, strict=True) if column]
    numbered = [line for page in lines for line in page if line is not None]
    total = sum(map(len, lines))
    small = sum(line.text[:1].islower() for line in numbered)
    if len(numbered) < _FULL * total / step or small < _GOING_ON * len(numbered):
        return
    for page, column in zip(pages, columns, strict=True):
        away = {id(word) for word in column}
        page.words = [word for word in page.words if id(word) not in away]


def _column(page: Page) -> list[Word]:
    """The numbers that end at one place, left of everything else on the page, top down."""
    numbers = [word for word in page.words if len(word.text) < 5 and word.text.isdecimal()]
    if not numbers:
        return []
    edge = min(word.x1 for word in numbers)
    ends = Counter(round(word.x1) for word in numbers if word.x1 - edge < 20)
    end = ends.most_common(1)[0][0]
    column = [word for word in numbers if abs(word.x1 - end) <= _PLACE]
    own = {id(word) for word in column}
    rest = [word.x0 for word in page.words if id(word) not in own]
    size = column[0].style.size
    if not rest or min(rest) < end + _CLEAR * size:
        return []
    return sorted(column, key=lambda word: word.base)


def _lines(page: Page, column: list[Word]) -> list[Word | None]:
    """The first word of each line between the first and the last number, None for a line without
    a number."""
    own = {id(word) for word in column}
    top, bottom = column[0].base, column[-1].base
    rows: list[list[Word]] = []
    for word in sorted(page.words, key=lambda word: word.base):
        reach = _LEVEL * word.style.size
        if not top - reach < word.base < bottom + reach:
            continue
        if rows and word.base - rows[-1][0].base < reach:
            rows[-1].append(word)
        else:
            rows.append([word])
    found: list[Word | None] = []
    for row in rows:
        text = [word for word in row if id(word) not in own]
        if text:
            first = min(text, key=lambda word: word.x0)
            found.append(first if len(text) < len(row) else None)
    return found
