"""Tables copied cell by cell: titles one a line, then the cells of each row, one under the other.

A cell may run over several lines and an empty one leaves no line at all, so that lines are given to
columns by what a column with such a title holds: the likeliest reading of all lines counts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from policynlp.columns import column_role
from policynlp.folding import fold
from policynlp.languages import any_of, available, lexicon
from policynlp.loaders._text.leads import is_open
from policynlp.loaders._text.lines import Line, is_rule, starts_lower
from policynlp.loaders.hyphens import join_lines

_LEAST_TITLES, _MOST_TITLES = 3, 8
_TITLE_WORDS, _TITLE_LETTERS = 6, 45
# A column by whose cells it is seen that lines were given to the right columns.
_TELLING = "deadline"
_TELLING_SHARE = 0.6
_UNKNOWN = ""
# A table has at most so many lines; longer ones are running text.
_MOST_LINES, _MOST_LETTERS = 400, 300
_NUMBER = re.compile(
    r"(?:[A-Za-z]{0,3}[.\- ]?\d{1,3}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]?"
)
_NOTHING = re.compile(r"[-–—/*. ]{1,5}|(?i:n/?a|tb[cda])")
_TIME_WORDS, _BODY_WORDS, _SUM_DIGITS = 10, 12, 3
_MARKS = ".!?;:"

# What speaks for a reading, added up over lines: a cell that is as its column has it or is not, a
# line that breaks off a cell or runs on in one though it looks otherwise, cells left out; each row
# must bring more than it costs, and so must one that heads others.
_FITS, _FITS_LITTLE, _FITS_NOT = 2.0, 0.5, -2.5
_BREAKS_OFF, _RUNS_ON = -3.0, -1.5
_LEFT_OUT, _ROW, _GROUP, _UNKNOWN_TITLE = -2.0, -2.0, -1.0, -1.5


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
    if not _may_be_title(lines[start].text) or column_role(lines[start].text) is None:
        return start + 1, ()
    roles = _titles(lines, _filled(lines, start, _MOST_TITLES))
    if not roles:
        return start + 1, ()
    cells = _filled(lines, start, _MOST_LINES)
    texts = [lines[i].text for i in cells]
    readings = list(_readings(texts, roles))
    best = max(readings, key=lambda reading: reading[0].score, default=None)
    if best is None or best[0].score <= _without_first(texts, roles):
        return start + 1, ()
    state, columns, skipped = best
    rows, used = _rows(state, texts[skipped:], len(columns))
    told = [row[columns.index(_TELLING)] for row in rows if any(row[1:])]
    if sum(_time(cell) > 0 for cell in told if cell) < _TELLING_SHARE * len(told):
        return start + 1, ()
    titles = [""] * (len(columns) - skipped) + texts[:skipped]
    return cells[skipped + used - 1] + 1, (tuple(titles), *rows)


def _readings(
    texts: Sequence[str], roles: Sequence[str]
) -> Iterator[tuple[_State, Sequence[str], int]]:
    """The best readings with as many of the columns that titles tell, with one of numbers that has
    no title, and with one more whose title is unknown; with the columns and how many have titles.
    """
    for known in range(_LEAST_TITLES, len(roles) + 1):
        told = list(roles[:known])
        if not _make_table(told):
            continue
        for columns, titles, cost in (
            (told, known, 0.0),
            (["number", *told], known, 0.0),
            ([*told, _UNKNOWN], known + 1, _UNKNOWN_TITLE),
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
        return columns[1] != "number" and _is_number(first)
    return columns[-1] != _UNKNOWN or _may_be_title(titles[-1])


def _without_first(texts: Sequence[str], roles: Sequence[str]) -> float:
    """The score if the first title is the heading of the table."""
    rest = roles[1:]
    if not _make_table(rest):
        return 0.0
    if rest[0] == "number" or roles[0] in rest:
        return math.inf  # "Agreed actions" over "Action"
    return max((state.score for state, _, _ in _readings(texts[1:], rest)), default=0.0)


def _filled(lines: Sequence[Line], start: int, most: int) -> list[int]:
    """The first lines of a table: cells right under one another, or all with one blank line
    between."""
    gaps = start + 1 < len(lines) and not lines[start + 1].text
    found: list[int] = []
    i = start
    while i < len(lines) and len(found) < most:
        if not lines[i].text or is_rule(lines[i].text):
            if not gaps or (i and not lines[i - 1].text):
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
        if not _may_be_title(text) or text in (lines[k].text for k in cells[: len(roles)]):
            break
        roles.append(column_role(text) or _UNKNOWN)
        if roles[-2:] == [_UNKNOWN, _UNKNOWN]:
            break
    while roles and roles[-1] == _UNKNOWN:
        roles.pop()
    return roles if _make_table(roles) else []


def _may_be_title(text: str) -> bool:
    """Whether a line is short, of words alone, and no sentence."""
    short = len(text) <= _TITLE_LETTERS and len(text.split()) <= _TITLE_WORDS
    worded = text[0].isalpha() and text[-1] not in ".;!" and not any(map(str.isdigit, text))
    return short and worded


def _known(texts: Sequence[str]) -> list[str]:
    return [column_role(text) or _UNKNOWN for text in texts if len(text) <= _TITLE_LETTERS]


def _make_table(roles: Sequence[str]) -> bool:
    """Whether titles are those of a table: several kinds, one unknown at most, and dates."""
    known = [role for role in roles if role != _UNKNOWN]
    several = len(set(known)) >= _LEAST_TITLES and len(known) >= len(roles) - 1
    return several and roles[0] != _UNKNOWN and _TELLING in roles


def _read(body: Sequence[str], roles: Sequence[str]) -> _State | None:
    """The likeliest reading of the first lines as rows; it ends where a row does."""
    states: list[_State] = []
    best: _State | None = None
    for n, text in enumerate(body):
        if len(text) > _MOST_LETTERS or _make_table(_known(body[n : n + _LEAST_TITLES + 1])):
            break
        previous = body[n - 1] if n else ""
        following = _follow(states, text, previous, roles, first=n == 0)
        if not following:
            break
        states = following
        for state in states:
            ended = state.score + _LEFT_OUT * _left(state.column, roles)
            if state.column > 0 and ended > (best.score if best is not None else 0.0):
                best = _State(ended, len(roles), state, begins=False)
    return best


def _follow(
    states: Sequence[_State], text: str, previous: str, roles: Sequence[str], *, first: bool
) -> list[_State]:
    """The best state for each column that a line may stand in."""
    best: dict[int, _State] = {}

    def offer(score: float, column: int, before: _State | None, *, begins: bool) -> None:
        known = best.get(column)
        if known is None or score > known.score:
            best[column] = _State(score, column, before, begins)

    fits = [_fit(role, text) for role in roles]
    runs_on = _looks_run_on(text, previous)
    begins = _BREAKS_OFF if runs_on else 0.0
    goes_on = 0.0 if runs_on else _RUNS_ON

    def offer_row(score: float, before: _State | None) -> None:
        for column in range(2):  # an empty first cell leaves no line
            offer(score + _ROW + fits[column] + _LEFT_OUT * column, column, before, begins=True)

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
            small = roles[column] == _TELLING and fits[column] == _FITS and text[0] != "("
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


@lru_cache(maxsize=4096)
def _fit(role: str, text: str) -> float:
    """How well a line begins a cell of a column."""
    if _NOTHING.fullmatch(text):
        return _FITS_LITTLE if role not in ("action", "recommendation") else _FITS_NOT
    if role == _TELLING:
        return _time(text)
    fits = _LOOKS.get(role)
    if fits is not None:
        return _FITS if fits(text) else _FITS_NOT
    numbered = _is_number(text) and any(map(str.isdigit, text))
    return _FITS_NOT if numbered and role != _UNKNOWN else 0.0


def _is_number(text: str) -> bool:
    return len(text) <= 8 and _NUMBER.fullmatch(text) is not None


def _time(text: str) -> float:
    """How well a line begins a date or another word on when."""
    folded = fold(text)
    if len(folded.split()) > _TIME_WORDS:
        return _FITS_NOT
    if _times().search(folded) is not None:
        return _FITS
    numbered = any(map(str.isdigit, folded)) and not _NUMBER.match(text)
    return _FITS_LITTLE if numbered else _FITS_NOT


def _is_body(text: str) -> bool:
    words = text.split()
    return len(words) <= _BODY_WORDS and text[-1] not in ".!?" and not text[0].isdigit()


def _is_sum(text: str) -> bool:
    digits = sum(map(str.isdigit, text))
    return (text[0].isdigit() or digits >= _SUM_DIGITS) and len(text.split()) <= _BODY_WORDS


def _is_task(text: str) -> bool:
    return len(text.split()) > 1 and not _is_number(text)


_LOOKS: dict[str, Callable[[str], bool]] = {
    "number": _is_number,
    "responsible": _is_body,
    "cost": _is_sum,
    "action": _is_task,
    "recommendation": _is_task,
}


@cache
def _times() -> re.Pattern[str]:
    """Years, dates in numbers, names of months, and phrases that tell when without a number."""
    months = [
        str(name)
        for code in available()
        for key in ("months", "months_short")
        for name in lexicon(code).table("lexicon").get(key, ())  # type: ignore[attr-defined]
    ]
    names = "|".join(re.escape(fold(name)) for name in months)
    phrases = f"{any_of('deadlines', 'phrases')}|{any_of('tables', 'cells.time')}"
    dates = r"(?:19|20)\d\d|\d{1,2}[/.-]\d{1,2}(?:[/.-]\d{2,4})?|[tqs]\d"
    return re.compile(rf"(?<!\w)(?:{dates}|{names}|{phrases})(?!\w)")


def _looks_run_on(text: str, previous: str) -> bool:
    """Whether a line goes on with the cell of the line above, by its look."""
    if not previous or _NOTHING.fullmatch(previous):
        return False
    return (
        starts_lower(text)
        or text[0] == "("
        or previous[-1] in ",-–&/("
        or is_open(previous.split()[-1])
    )


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
