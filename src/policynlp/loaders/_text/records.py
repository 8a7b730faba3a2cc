"""Tables written row by row as lines of "Title: cell", as narrow pages show them."""

from __future__ import annotations

from collections.abc import Sequence

from policynlp.columns import column_role
from policynlp.loaders._text.lines import Line, is_rule, label_of
from policynlp.loaders.hyphens import join_lines

_LEAST_ROWS, _LEAST_COLUMNS, _LEAST_KNOWN, _MOST_COLUMNS = 2, 3, 2, 12
_LABEL_WORDS = 5
# Titles of columns that also stand in lines about the whole document.
_TOLD = frozenset({"recommendation", "action", "reply", "responsible", "deadline"})


def read_records(lines: Sequence[Line], start: int) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Where rows end that begin with the same label as line `start`, and their cells with the
    labels as the first row; no cells where no such rows begin there."""
    first = _cell(lines[start])
    if first is None:
        return start + 1, ()
    titles: list[str] = []
    rows: list[dict[str, str]] = []
    end = start
    for i in range(start, len(lines)):
        line = lines[i]
        if not line.text or is_rule(line.text):
            if i and not lines[i - 1].text and i - 1 > start and not lines[i - 2].text:
                break
            continue
        cell = _cell(line)
        if cell is None:
            if i and lines[i - 1].text and titles and line.text[0].islower():
                last = next(reversed(rows[-1]))
                rows[-1][last] = join_lines(rows[-1][last], line.text)
                end = i + 1
                continue
            break
        title, value = cell
        if title == first[0]:
            if len(rows) == 1 and not _are_titles(titles):
                return start + 1, ()
            rows.append({})
        elif title in rows[-1] or len(titles) > _MOST_COLUMNS:
            break
        if title not in titles:
            titles.append(title)
        rows[-1][title] = value
        end = i + 1
    full = sum(len(row) * 2 > len(titles) for row in rows)
    if min(len(rows), full) < _LEAST_ROWS:
        return start + 1, ()
    cells = (tuple(row.get(title, "") for title in titles) for row in rows)
    return end, (tuple(titles), *cells)


def _are_titles(titles: Sequence[str]) -> bool:
    """Whether labels are titles of columns, and not those of a form."""
    known = {role for title in titles if (role := column_role(title)) is not None}
    several = len(titles) >= _LEAST_COLUMNS and len(known) >= _LEAST_KNOWN
    return several and bool(known & _TOLD)


def _cell(line: Line) -> tuple[str, str] | None:
    """The title and the text of a cell."""
    found = label_of(line.text)
    return found if found and len(found[0].split()) <= _LABEL_WORDS else None
