"""Tables read line by line across their columns: titles in one line, then the lines of each row, in
which the pieces of all cells follow one another with nothing but a space between.

The words of each line are given to columns by what columns with such titles hold, by how sentences
and names go on, and by how wide the cells turn out to be: the likeliest reading of all counts.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from policynlp.columns import column_role
from policynlp.loaders._text.across_cells import (
    FIRST_LEFT_OUT,
    GROUP,
    LEFT_OUT,
    NEVER,
    ROW,
    Columns,
    Worth,
    beginning,
    closing,
    continuing,
    counting,
)
from policynlp.loaders._text.cells import FITS_NOT, UNKNOWN, fit
from policynlp.loaders._text.lines import Line, is_rule
from policynlp.loaders._text.stacked import is_large, is_small
from policynlp.loaders.hyphens import join_lines
from policynlp.sections import section_kinds

Rows = tuple[tuple[str, ...], ...]

_LEAST_COLUMNS, _TITLES_WORDS, _TITLE_WORDS, _UNKNOWN_WORDS, _TITLES_KEPT = 3, 16, 6, 2, 3
# A table has at most so many lines, a line so many words; so many readings of a line are kept.
_MOST_LINES, _MOST_WORDS, _KEPT = 200, 30, 4
_LEAST_ROWS, _RIGHT_SHARE = 2, 0.75
# A reading that falls so far behind the best beginning of the table is given up.
_HOPELESS = 12.0
# Widths are looked for so many times; words stand together in so many lines around the table.
_PASSES, _AROUND = 3, 150


@dataclass(frozen=True)
class _State:
    """The best reading of the lines up to one: its score, what stands in each column in that line
    (nothing at all where it heads the rows below), and how it came about."""

    score: float
    pieces: tuple[str, ...]
    begins: bool
    before: _State | None
    number: int = 0

    @property
    def heads(self) -> bool:
        return not any(self.pieces)


def read_across(lines: Sequence[Line], start: int) -> tuple[int, Rows]:
    """Where a table ends whose titles stand in line `start`, and its rows with the titles as the
    first; no rows where no table begins there."""
    titles = _titles(lines[start].text)
    if not titles:
        return start + 1, ()
    places = _places(lines, start + 1)
    if len(places) < _LEAST_ROWS:
        return start + 1, ()
    body = [lines[i].text.split() for i in places]
    pairs = _pairs(lines, start)
    readings = [
        (steps, columns, roles)
        for columns in titles
        for roles in [_roles(columns)]
        if (steps := _read(body, roles, pairs))
    ]
    if not readings:
        return start + 1, ()
    steps, columns, roles = max(readings, key=lambda reading: reading[0][-1].score)
    rows = _rows(steps, body)
    if not _are_right(roles, rows):
        return start + 1, ()
    return places[len(steps) - 1] + 1, (tuple(columns), *rows)


def _titles(text: str) -> list[list[str]]:
    """The ways in which a line may hold titles of several columns, the likeliest first."""
    words = text.split()
    capitals = sum(not word[0].islower() for word in words)
    if not _LEAST_COLUMNS <= capitals <= len(words) <= _TITLES_WORDS or text[-1] in ",;:!":
        return []
    if any(map(str.isdigit, text)):
        return []
    found = [
        (unknown, columns)
        for unknown, columns in _parted(words, 0, 0)
        if len(columns) >= _LEAST_COLUMNS and _are_told(_roles(columns))
    ]
    found.sort(key=lambda each: (each[0], -len(each[1])))
    return [columns for _, columns in found[:_TITLES_KEPT]]


def _roles(titles: Sequence[str]) -> list[str]:
    return [column_role(title) or UNKNOWN for title in titles]


def _are_told(roles: Sequence[str]) -> bool:
    return is_large(roles) or is_small(roles)


def _parted(words: Sequence[str], start: int, unknown: int) -> Iterator[tuple[int, list[str]]]:
    """Words from `start` on as titles, one of which may be unknown; how many are, and they."""
    if start == len(words):
        yield unknown, []
    for end in range(start + 1, min(start + _TITLE_WORDS, len(words)) + 1):
        if end < len(words) and words[end][0].islower():
            continue
        title = " ".join(words[start:end])
        strange = column_role(title) is None
        if strange and (unknown or not start or end - start > _UNKNOWN_WORDS):
            continue
        for count, rest in _parted(words, end, unknown + strange):
            yield count, [title, *rest]


def _places(lines: Sequence[Line], start: int) -> list[int]:
    """The lines right under one another from `start` on, over ends of pages."""
    found: list[int] = []
    for i in range(start, min(len(lines), start + _MOST_LINES)):
        text = lines[i].text
        if text and not is_rule(text):
            if _is_head(text) or len(text.split()) > _MOST_WORDS:
                break
            found.append(i)
        elif not lines[i].page_end:
            break
    return found


def _is_head(text: str) -> bool:
    """Whether a line is the title of a section, or holds nothing but known titles of columns."""
    words = text.split()
    if text[0].islower() or text[-1] in ".,;" or len(words) > _TITLES_WORDS:
        return False
    if len(words) <= _TITLE_WORDS and section_kinds(text):
        return True
    return not any(map(str.isdigit, text)) and any(
        not unknown and len(columns) >= _LEAST_COLUMNS for unknown, columns in _parted(words, 0, 0)
    )


def _pairs(lines: Sequence[Line], start: int) -> Counter[tuple[str, str]]:
    """How often words stand side by side around line `start`, above it over ends of lines too."""
    above = [word for line in lines[max(0, start - _AROUND) : start] for word in _lowered(line)]
    pairs = Counter(pairwise(above))
    for line in lines[start : start + _AROUND]:
        pairs.update(pairwise(_lowered(line)))
    return pairs


def _lowered(line: Line) -> list[str]:
    return line.text.lower().split()


def _read(
    body: Sequence[Sequence[str]], roles: Sequence[str], pairs: Counter[tuple[str, str]]
) -> list[_State]:
    """The likeliest reading of the first lines as rows, line by line; it ends where a row does."""
    steps: list[_State] = []
    widths: list[int] = [0] * len(roles)
    for _ in range(_PASSES):
        steps = _search(body, Columns(roles, widths, pairs))
        found = _widths(steps, len(roles))
        if found == widths:
            break
        widths = found
    return steps


def _search(body: Sequence[Sequence[str]], table: Columns) -> list[_State]:
    states = [_State(0.0, ("",) * len(table.roles), begins=False, before=None)]
    best: _State | None = None
    top = 0.0
    for words in body:
        following = _follow(states, words, table)
        states = heapq.nlargest(_KEPT, following, key=lambda state: state.score)
        for state in states:
            ended = state.score + closing(state.pieces)
            if not state.heads and ended >= top:
                best, top = state, ended
        if not states or states[0].score < top - _HOPELESS:
            break
    return _steps(best)


def _follow(states: Sequence[_State], words: Sequence[str], table: Columns) -> Iterator[_State]:
    """The readings of a line behind those of the lines above it."""
    none = ("",) * len(table.roles)
    costs = [FIRST_LEFT_OUT] + [LEFT_OUT] * (len(none) - 1)
    first = _splits(words, table, range(len(none)), beginning(words, table), costs)
    may_head = words[0][0].isupper() and words[-1][-1] not in ".;,"
    for state in states:
        closed = state.score + closing(state.pieces)
        for score, pieces in first:
            number, counts = counting(state.number, pieces[0], table.roles[0])
            yield _State(
                closed + ROW + score + counts, pieces, begins=True, before=state, number=number
            )
        if state.heads:
            continue
        if may_head:
            yield _State(closed + GROUP, none, begins=True, before=state, number=state.number)
        opened = [c for c, piece in enumerate(state.pieces) if piece]
        worth = continuing(words, state.pieces, table)
        going = _splits(words, table, opened, worth, [0.0] * len(opened))
        for score, pieces in going:
            ended = [a if not b else "" for a, b in zip(state.pieces, pieces, strict=True)]
            total = state.score + score + closing(ended)
            yield _State(total, pieces, begins=False, before=state, number=state.number)


def _splits(
    words: Sequence[str],
    table: Columns,
    columns: Sequence[int],
    worth: Worth,
    left_out: Sequence[float],
) -> list[tuple[float, tuple[str, ...]]]:
    """The best ways to give the words of a line to columns, in their order."""
    count = len(words)
    reached: list[list[tuple[float, tuple[int, ...]]]] = [[] for _ in range(count + 1)]
    reached[0] = [(0.0, (0,))]
    for column, cost in zip(columns, left_out, strict=True):
        following = [
            [(score + cost, (*ends, ends[-1])) for score, ends in found] for found in reached
        ]
        for begin in range(count):
            if not reached[begin]:
                continue
            for end in range(begin + 1, count + 1):
                value = worth(column, begin, end)
                if value > NEVER:
                    following[end] += [(s + value, (*ends, end)) for s, ends in reached[begin]]
        reached = [heapq.nlargest(_KEPT, found) if len(found) > 1 else found for found in following]
    done = []
    for score, ends in reached[count]:
        pieces = [""] * len(table.roles)
        for column, (begin, end) in zip(columns, pairwise(ends), strict=True):
            pieces[column] = " ".join(words[begin:end])
        done.append((score, tuple(pieces)))
    return done


def _steps(state: _State | None) -> list[_State]:
    """The states that led to one, but for that before the first line."""
    steps: list[_State] = []
    while state is not None and state.before is not None:
        steps.append(state)
        state = state.before
    return steps[::-1]


def _widths(steps: Sequence[_State], count: int) -> list[int]:
    """How wide each column is, by the pieces behind which its cells go on; 0 where none does."""
    gone: list[list[int]] = [[] for _ in range(count)]
    for above, below in pairwise(steps):
        if below.begins:
            continue
        for column, piece in enumerate(below.pieces):
            if piece:
                gone[column].append(len(above.pieces[column]))
    return [sorted(sizes)[len(sizes) // 2] if sizes else 0 for sizes in gone]


def _rows(steps: Sequence[_State], body: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    rows: list[list[str]] = []
    for step, words in zip(steps, body, strict=False):
        if step.heads:
            rows.append([" ".join(words), *step.pieces[1:]])
        elif step.begins:
            rows.append(list(step.pieces))
        else:
            rows[-1] = [join_lines(a, b) for a, b in zip(rows[-1], step.pieces, strict=True)]
    return [tuple(row) for row in rows]


def _are_right(roles: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether there are several rows and most cells are as their titles have it."""
    rows = [row for row in rows if any(row[1:])]
    told = [fit(role, cell) for row in rows for role, cell in zip(roles, row, strict=True) if cell]
    right = sum(value > FITS_NOT for value in told)
    return len(rows) >= _LEAST_ROWS and right >= _RIGHT_SHARE * len(told)
