"""Forms whose titles stand left of the text, as PDF programs lay them out with spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce

from policynlp.loaders._text.lines import Line, starts_lower
from policynlp.loaders.hyphens import join_lines

_SIDE = re.compile(r"(\S(?:[^ ]| (?! )){0,40}) {2,60}(?=\S)")
# A line of text, and not of a cell, has so many letters.
_WIDE = 50
# Columns that the text may begin at, titles, lines of text for each title, and letters in all at
# least; a value as short as the last stays beside its label.
_LEFTMOST, _RIGHTMOST = 10, 50
_LEAST_TITLES, _LINES_A_TITLE, _LEAST_LETTERS, _VALUE = 3, 2, 800, 60


def set_titles_above(lines: Sequence[Line]) -> list[Line]:
    """Lines with titles that stood left of their text set above it; lines of any other text as they
    are."""
    starts = Counter(match.end() for line in lines if (match := _side(line)) is not None)
    for column, titles in starts.most_common(1):
        stretch = _stretch(lines, column)
        if titles >= _LEAST_TITLES and _is_form([lines[i] for i in stretch], column):
            return [
                *lines[: stretch.start],
                *_rewritten([lines[i] for i in stretch], column),
                *lines[stretch.stop :],
            ]
    return list(lines)


def _side(line: Line) -> re.Match[str] | None:
    """What stands left of the text in a line that begins with a title."""
    if line.indent or "\t" in line.raw:
        return None
    match = _SIDE.match(line.text)
    return match if match and _LEFTMOST <= match.end() <= _RIGHTMOST else None


def _belongs(line: Line, column: int) -> bool:
    """Whether a line is empty, text at the column, a title, or both."""
    if not line.text or line.indent >= column:
        return True
    side = _side(line)
    if side is not None and side.end() <= column:
        return side.end() == column
    return line.indent == 0 and (line.end < column or _halves(line, column) is not None)


def _halves(line: Line, column: int) -> tuple[str, Line] | None:
    """A title and what stands right of it: text at the column, or cells that begin behind it."""
    left, right = line.text[:column], line.text[column:]
    if line.indent or "\t" in line.raw or not right or left[-2:].strip():
        return None
    text = right.lstrip()
    return left.strip(), replace(line, text=text, raw=text, indent=len(right) - len(text))


def _stretch(lines: Sequence[Line], column: int) -> range:
    """The longest run of lines that belong to the form."""
    best = range(0)
    start = 0
    for i in range(len(lines) + 1):
        if i == len(lines) or not _belongs(lines[i], column):
            if i - start > len(best):
                best = range(start, i)
            start = i + 1
    return best


def _is_form(lines: Sequence[Line], column: int) -> bool:
    titles = sum(_side(line) is not None for line in lines)
    alone = [line for line in lines if line.text and line.indent >= column]
    plain = [line for line in alone if "   " not in line.text]
    # Tables may stand in the text, but a form is no table itself: what is right of its titles runs
    # over their columns.
    text = 3 * len(plain) >= 2 * len(alone)
    wide = sum(len(line.text) >= _WIDE for line in plain)
    return (
        titles >= _LEAST_TITLES
        and len(alone) >= _LINES_A_TITLE * titles
        and sum(len(line.text) for line in alone) >= _LEAST_LETTERS
        and (text or wide >= titles)
    )


def _rewritten(lines: Sequence[Line], column: int) -> Iterator[Line]:
    """Each title on a line of its own with the text below it, a short value behind its label."""
    titles: list[Line] = []
    texts: list[Line] = []
    for line in lines:
        halves = _halves(line, column)
        if halves is not None:
            title, text = halves
            if not titles or not starts_lower(title):
                yield from _section(titles, texts)
                titles, texts = [], []
            titles.append(replace(line, text=title))
            texts.append(text)
        elif line.text and not line.indent:
            titles.append(line)
        else:
            texts.append(replace(line, indent=max(0, line.indent - column)))
    yield from _section(titles, texts)


def _section(titles: Sequence[Line], texts: Sequence[Line]) -> Iterator[Line]:
    if not titles:
        yield from texts
        return
    title = reduce(join_lines, (line.text for line in titles))
    filled = [line for line in texts if line.text]
    if len(filled) == 1 and len(filled[0].text) <= _VALUE:
        labelled = f"{title.rstrip(' :')} : {filled[0].text}"
        yield from (replace(filled[0], text=labelled, raw=labelled), Line(""))
        return
    yield from (Line(""), replace(titles[0], text=title, raw=title), Line(""), *texts)
