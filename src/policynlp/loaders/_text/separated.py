"""Tables whose cells a sign parts: "What / Who / When" over lines of as many parts."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence

from policynlp.columns import column_role
from policynlp.loaders._text.lines import Line
from policynlp.loaders._text.markers import Marker

# Signs with spaces around them; two columns are too few to tell a table from dashes in a list.
_SIGNS = (" / ", " – ", " — ", " - ", ";", " · ", " | ", ",")
# Signs that spreadsheets write between cells, and cells that hold one of them within marks.
_OF_SHEETS = (";", ",")
_MOST_LETTERS = 4_000
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
# A title of a column: so many words, without numbers and marks at its end.
_TITLE_WORDS = 4
# So many known titles tell a table whose further one is longer.
_LEAST_KNOWN = 2
# A line among the rows that heads those below it has at most so many characters.
_GROUP_LETTERS = 100
_TITLE = re.compile(r"[^\W\d][^\d.;:!?]{0,40}")


def read_separated(
    lines: Sequence[Line], start: int, markers: Mapping[int, Marker]
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Where the lines end that as many signs part as line `start`, and the cells of each line; no
    cells where line `start` holds no titles of columns."""
    for sign in _SIGNS:
        if f"{lines[start].text} ".count(sign) < _LEAST_COLUMNS - 1:
            continue
        titles = _cells(lines[start].text, sign)
        if len(titles) < _LEAST_COLUMNS or not _are_titles(titles, lines[start].text, sign):
            continue
        rows = [titles]
        end = start + 1
        group: list[str] | None = None  # a line that heads the row below it
        for i in range(start + 1, len(lines)):
            if not lines[i].text and i == start + 1:
                continue
            cells = _row(lines[i].text, sign, markers.get(i), len(titles))
            if len(cells) == len(titles) and cells[0]:
                rows += [group, cells] if group is not None else [cells]
                group = None
                end = i + 1
            elif len(cells) == 1 and group is None and 0 < len(cells[0]) <= _GROUP_LETTERS:
                group = cells + [""] * (len(titles) - 1)
            else:
                break
        said = max(sum(map(len, row)) for row in rows[1:] or rows)
        full = sign in _OF_SHEETS or said > sum(map(len, titles))
        if len(rows) > _LEAST_ROWS and full:
            return end, tuple(map(tuple, rows))
    return start + 1, ()


def _row(text: str, sign: str, marker: Marker | None, width: int) -> list[str]:
    """The cells of a line; its bullet or number is no cell unless there are as many with it."""
    cells = _cells(text, sign)
    if len(cells) == width or marker is None:
        return cells
    return _cells(text[marker.end :], sign)


def _cells(text: str, sign: str) -> list[str]:
    if sign in _OF_SHEETS and '"' in text and len(text) <= _MOST_LETTERS:
        return [
            cell.strip() for cell in next(csv.reader([text], delimiter=sign, skipinitialspace=True))
        ]
    return [cell.strip() for cell in f"{text} ".split(sign)]


def _are_titles(cells: Sequence[str], text: str, sign: str) -> bool:
    """Whether cells look like titles of columns, or all but one are known ones; signs that stand in
    sentences, too, part titles only where several are known."""
    told = [column_role(cell) is not None for cell in cells]
    known = sum(told)
    alike = all(ok or _is_title(cell) for ok, cell in zip(told, cells, strict=True))
    if sign == "," or (sign == ";" and "; " in text):
        return alike and known >= _LEAST_KNOWN and (sign == ";" or 2 * known > len(cells))
    return alike or known >= max(_LEAST_KNOWN, len(cells) - 1)


def _is_title(cell: str) -> bool:
    words = cell.split()
    return (
        0 < len(words) <= _TITLE_WORDS
        and _TITLE.fullmatch(cell) is not None
        and not any(word.endswith(".") for word in words)
    )
