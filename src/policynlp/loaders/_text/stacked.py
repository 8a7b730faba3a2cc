"""Tables copied cell by cell: titles one a line, then the cells of each row, one under the other.

A cell may run over several lines and an empty one leaves no line at all, so that lines are given to
columns by what a column with such a title holds: the likeliest reading of all lines counts.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from policynlp.columns import column_role
from policynlp.loaders._text.cells import FITS, UNKNOWN, WHEN, fit, is_number, looks_run_on
from policynlp.loaders._text.lines import Line, is_rule, starts_lower
from policynlp.loaders.hyphens import join_lines

_LEAST_TITLES, _MOST_TITLES = 3, 8
_TITLE_WORDS, _TITLE_LETTERS = 6, 45
# Columns by whose cells it is seen that lines were given to the right ones, the surest first, and
# the share of rows in which they must be as their titles have it; a table of few columns needs the
# first of them, in all rows.
_TELLING = {WHEN: 0.6, "number": 0.9, "responsible": 0.9}
# A table that tells little ends where its lines do: at a blank one, or at one longer by so much
# than those of its beginning; so many of the last lines may be a title below it.
_BEGINNING, _LONGER, _BELOW = 16, 1.3, 2
# All cells are as wide where so many of the lines that go on in small letters, and so many at
# least, filled so much of the width.
_FILLED, _LEAST_FILLED, _FILLED_SHARE = 0.8, 3, 0.7
_FEW, _FEW_WORDS, _LEAST_ROWS = 3, 2, 2
TASKS = frozenset({"action", "recommendation"})
# A title may be an abbreviation so short: "No.", "Resp.".
_SHORT_TITLE = 6
# A table has at most so many lines; longer ones are running text.
_MOST_LINES, _MOST_LETTERS = 400, 300
_MARKS = ".!?;:"

# What speaks for a reading, added up over lines: a cell that is as its column has it or is not, a
# line that breaks off a cell or runs on in one though it looks otherwise, cells left out; each row
# must bring more than it costs, and so must one that heads others.
_BREAKS_OFF, _RUNS_ON, _HAD_ROOM = -3.0, -1.5, -3.0
_LEFT_OUT, _ROW, _SMALL_ROW, _GROUP, _UNKNOWN_TITLE = -2.0, -2.0, -1.0, -1.0, -1.5


@dataclass(frozen=True)
class _State:
    """The best reading of the lines up to one: its score, the column of the last line (-1 for a
    row that heads others) and how it came about."""

    score: float
    column: int
    before: _State | None
    begins: bool


def read_stacked(lines: Sequence[Line], start: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Where a table ends that begins with its titles in the lines from `start` on, and its rows
    with the titles as the first; no rows where no table begins there."""
    if not _may_begin(lines, start):
        return start + 1, ()
    roles = _titles(lines, _filled(lines, start, _MOST_TITLES))
    if not roles:
        return start + 1, ()
    cells = _filled(lines, start, _MOST_LINES)
    texts = [lines[i].text for i in cells]
    if WHEN not in roles:
        texts = _with_short(texts)
    readings = list(_readings(texts, roles))
    best = max(readings, key=lambda reading: reading[0].score, default=None)
    if best is None or best[0].score <= _without_first(texts, roles):
        return start + 1, ()
    state, columns, skipped = best
    rows, used = _rows(state, texts[skipped:], len(columns))
    left = len(texts) - skipped - used
    if not _are_right(columns, [row for row in rows if any(row[1:])], left):
        return start + 1, ()
    titles = [""] * (len(columns) - skipped) + texts[:skipped]
    return cells[skipped + used - 1] + 1, (tuple(titles), *rows)


def _may_begin(lines: Sequence[Line], start: int) -> bool:
    """Whether a line may be the first title: a known one, or one over that of a column of dates."""
    if not may_be_title(lines[start].text):
        return False
    if column_role(lines[start].text) is not None:
        return True
    below = _filled(lines, start, 2)[1:]
    return any(column_role(lines[i].text) == WHEN for i in below)


def _with_short(texts: Sequence[str]) -> list[str]:
    """The lines up to one that is clearly longer than those at the beginning of the table."""
    longest = _LONGER * max(map(len, texts[:_BEGINNING]))
    return list(takewhile(lambda text: len(text) <= longest, texts))


def _are_right(columns: Sequence[str], rows: Sequence[Sequence[str]], left: int) -> bool:
    """Whether the cells of the most telling column are as its title has it; `left` lines of those
    that may belong to the table are in no row."""
    role = next((role for role in _TELLING if role in columns), UNKNOWN)
    told = [row[columns.index(role)] for row in rows]
    right = sum(fit(role, cell) > 0 for cell in told if cell)
    if is_small(columns):
        return right == len(rows) >= _LEAST_ROWS and all(all(row) for row in rows)
    whole = left <= _BELOW and len(rows) >= _LEAST_ROWS
    return right >= _TELLING[role] * len(told) and (role == WHEN or whole)


def _readings(
    texts: Sequence[str], roles: Sequence[str]
) -> Iterator[tuple[_State, Sequence[str], int]]:
    """The best readings with as many of the columns that titles tell, with one of numbers that has
    no title, and with one more whose title is unknown; with the columns and how many have titles.
    """
    for known in range(2, len(roles) + 1):
        told = list(roles[:known])
        whole = known == len(roles)
        if not (is_large(told) and (whole or WHEN in told)) and not (whole and is_small(told)):
            continue
        for columns, titles, cost in (
            (told, known, 0.0),
            (["number", *told], known, 0.0),
            ([*told, UNKNOWN], known + 1, _UNKNOWN_TITLE),
        ):
            body = texts[titles:]
            if not body or not _may_have(columns, texts[:titles], body[0]):
                continue
            state = _read(body, columns)
            if state is not None:
                yield replace(state, score=state.score + cost), columns, titles


def _may_have(columns: Sequence[str], titles: Sequence[str], first: str) -> bool:
    """Whether numbers without a title stand in the first cell, and an unknown title is one."""
    if len(titles) < len(columns):
        return columns[1] != "number" and is_number(first)
    return columns[-1] != UNKNOWN or may_be_title(titles[-1])


def _without_first(texts: Sequence[str], roles: Sequence[str]) -> float:
    """The score if the first title is the heading of the table."""
    rest = roles[1:]
    if not is_large(rest):
        return 0.0
    if rest[0] == "number" or (roles[0] in rest and roles[0] in TASKS):
        return math.inf  # "Agreed actions" over "Action"
    return max((state.score for state, _, _ in _readings(texts[1:], rest)), default=0.0)


def _filled(lines: Sequence[Line], start: int, most: int) -> list[int]:
    """The first lines of a table: cells right under one another, or all with one blank line
    between."""
    below = lines[start + 1] if start + 1 < len(lines) else Line("")
    gaps = not below.text and not below.page_end
    found: list[int] = []
    i = start
    while i < len(lines) and len(found) < most:
        if not lines[i].text or is_rule(lines[i].text):
            blank = i and not lines[i - 1].text and not lines[i - 1].page_end
            if not lines[i].page_end and (not gaps or blank):
                break
        else:
            found.append(i)
        i += 1
    return found


def _titles(lines: Sequence[Line], cells: Sequence[int]) -> list[str]:
    """What the columns hold whose titles stand in the first lines; none where it is no table."""
    roles: list[str] = []
    for i in cells:
        text = lines[i].text
        if not may_be_title(text) or text in (lines[k].text for k in cells[: len(roles)]):
            break
        roles.append(column_role(text) or UNKNOWN)
        if roles[-2:] == [UNKNOWN, UNKNOWN]:
            break
    while roles and roles[-1] == UNKNOWN:
        roles.pop()
    if is_large(roles):
        return roles
    short = all(len(lines[i].text.split()) <= _FEW_WORDS for i in cells[: len(roles)])
    return roles if short and is_small(roles) else []


def may_be_title(text: str) -> bool:
    """Whether a line is short, of words alone, and no sentence."""
    short = len(text) <= _TITLE_LETTERS and len(text.split()) <= _TITLE_WORDS
    ended = text[-1] in ".;!" and not (len(text) <= _SHORT_TITLE and column_role(text) is not None)
    return short and not ended and text[0].isalpha() and not any(map(str.isdigit, text))


def _known(texts: Sequence[str]) -> list[str]:
    return [column_role(text) or UNKNOWN for text in texts if len(text) <= _TITLE_LETTERS]


def is_large(roles: Sequence[str]) -> bool:
    """Whether titles are those of a table: several kinds, one unknown at most, and one that tells
    by its cells whether they are right."""
    known = [role for role in roles if role != UNKNOWN]
    several = len(set(known)) >= _LEAST_TITLES and len(known) >= len(roles) - 1
    told = WHEN in known or (bool(TASKS & set(known)) and bool(_TELLING.keys() & set(known)))
    return several and roles[0] != UNKNOWN and told


def is_small(roles: Sequence[str]) -> bool:
    """Whether titles are those of a table of two or three columns, one of them of dates: "Event",
    "Date", "Place"."""
    known = {role for role in roles if role != UNKNOWN}
    return len(roles) <= _FEW and len(known) >= max(2, len(roles) - 1) and WHEN in known


def _read(body: Sequence[str], roles: Sequence[str]) -> _State | None:
    """The likeliest reading of the first lines as rows; it ends where a row does."""
    if is_large(_known(body[: _LEAST_TITLES + 1])):
        return None
    states: list[_State] = []
    best: _State | None = None
    width = _common_width(_with_short(body))
    for n, text in enumerate(body):
        long = len(text) > (_LONGER * width or _MOST_LETTERS)
        if long or is_large(_known(body[n : n + _LEAST_TITLES + 1])):
            break
        previous = body[n - 1] if n else ""
        room = not _fills(previous, text, width)
        following = _follow(states, text, previous, roles, first=n == 0, room=room)
        if not following:
            break
        states = following
        for state in states:
            ended = state.score + _LEFT_OUT * _left(state.column, roles)
            if state.column > 0 and ended > (best.score if best is not None else 0.0):
                best = _State(ended, len(roles), state, begins=False)
    return best


def _common_width(body: Sequence[str]) -> int:
    """The width to which the lines of all cells are filled; 0 where columns are not as wide."""
    small = [(a, b) for a, b in pairwise(body) if starts_lower(b)]
    if len(small) < _LEAST_FILLED:
        return 0
    width = max(len(a) for a, _ in small)
    filled = sum(_fills(a, b, width) for a, b in small)
    return width if filled >= _FILLED_SHARE * len(small) else 0


def _fills(text: str, following: str, width: int) -> bool:
    """Whether the first word of the next line had no room in the line any more."""
    return len(text) + 1 + len(following.split(maxsplit=1)[0]) > _FILLED * width


def _follow(
    states: Sequence[_State],
    text: str,
    previous: str,
    roles: Sequence[str],
    *,
    first: bool,
    room: bool,
) -> list[_State]:
    """The best state for each column that a line may stand in; `room` where its first word would
    have had room in the line above."""
    best: dict[int, _State] = {}

    def offer(score: float, column: int, before: _State | None, *, begins: bool) -> None:
        known = best.get(column)
        if known is None or score > known.score:
            best[column] = _State(score, column, before, begins)

    fits = [fit(role, text) for role in roles]
    runs_on = looks_run_on(text, previous) and not room
    begins = _BREAKS_OFF if runs_on else 0.0
    goes_on = 0.0 if runs_on else _HAD_ROOM if room else _RUNS_ON

    costs = _ROW if is_large(roles) else _SMALL_ROW

    def offer_row(score: float, before: _State | None) -> None:
        for column in range(2):  # an empty first cell leaves no line
            offer(score + costs + fits[column] + _LEFT_OUT * column, column, before, begins=True)

    if first:
        offer_row(0.0, None)
        offer(_GROUP, -1, None, begins=True)
    for state in states:
        if state.column == -1:
            offer_row(state.score + begins, state)
            continue
        offer(state.score + goes_on, state.column, state, begins=False)
        for column in range(state.column + 1, len(roles)):
            left = _LEFT_OUT * (column - state.column - 1)
            # Words on when begin small in their cell, too: "end of June".
            small = roles[column] == WHEN and fits[column] == FITS and text[0] != "("
            score = state.score + fits[column] + left + (0.0 if small else begins)
            offer(score, column, state, begins=True)
        if state.column > 0:
            ended = state.score + _LEFT_OUT * _left(state.column, roles) + begins
            offer_row(ended, state)
            if text[-1] not in _MARKS:
                offer(ended + _GROUP, -1, state, begins=True)
    return list(best.values())


def _left(column: int, roles: Sequence[str]) -> int:
    return len(roles) - 1 - column


def _rows(state: _State, body: Sequence[str], width: int) -> tuple[list[tuple[str, ...]], int]:
    """The rows of a reading, and how many lines they take."""
    steps: list[_State] = []
    step: _State | None = state.before
    while step is not None:
        steps.append(step)
        step = step.before
    steps.reverse()
    rows: list[list[str]] = []
    column = width
    for line, step in zip(body, steps, strict=False):
        place = max(step.column, 0)
        if step.begins and (step.column == -1 or step.column <= column):
            rows.append([""] * width)
        cell = rows[-1][place]
        rows[-1][place] = join_lines(cell, line) if cell else line
        column = width if step.column == -1 else step.column
    return [tuple(row) for row in rows], len(steps)
