"""Tables whose rows are parted by blank lines, their cells one a line: titles, then as many lines
for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policynlp.columns import column_role
from policynlp.loaders._text.cells import WHEN
from policynlp.loaders._text.lines import Line
from policynlp.loaders._text.stacked import may_be_title

_LEAST_TITLES, _MOST_TITLES, _LEAST_ROWS = 2, 8, 2
# What titles tell a table by: who acts, what is done, when.
_TELLING = frozenset({WHEN, "responsible", "action", "recommendation"})


def read_grouped(lines: Sequence[Line], start: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Where a table ends that begins with its titles in the lines from `start` on, and its rows
    with the titles as the first; no rows where no table begins there."""
    if (start and lines[start - 1].text) or not may_be_title(lines[start].text):
        return start + 1, ()
    groups = _groups(lines, start)
    _, titles = next(groups)
    roles = {column_role(title) for title in titles} - {None}
    known = len(roles) >= max(_LEAST_TITLES, len(titles) - 1) and len(roles & _TELLING) > 1
    if not known or not all(map(may_be_title, titles)):
        return start + 1, ()
    rows = [titles]
    end = start + 1
    for behind, group in groups:
        if len(group) != len(titles):
            break
        rows.append(group)
        end = behind
    return (end, tuple(rows)) if len(rows) > _LEAST_ROWS else (start + 1, ())


def _groups(lines: Sequence[Line], start: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Lines right under one another, with the place behind the last of them; one that has too many
    is the last."""
    group: list[str] = []
    for i in range(start, len(lines)):
        if lines[i].text:
            group.append(lines[i].text)
        elif group:
            yield i, tuple(group)
            group = []
        if len(group) > _MOST_TITLES:
            break
    yield len(lines), tuple(group)
