"""Tables whose cells a sign parts: "What / Who / When" over lines of as many parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policynlp.loaders._text.lines import Line
from policynlp.loaders._text.markers import Marker

# Signs with spaces around them; two columns are too few to tell a table from dashes in a list.
_SIGNS = (" / ", " – ", " — ", " - ", " ; ", " · ")
_LEAST_COLUMNS, _LEAST_ROWS = 3, 2
# A title of a column: so many words, without numbers and marks at its end.
_TITLE_WORDS = 4
_TITLE = re.compile(r"[^\W\d][^\d.;:!?]{0,40}")


def read_separated(
    lines: Sequence[Line], start: int, markers: Mapping[int, Marker]
) -> tuple[int, tuple[tuple[str, ...], ...]]:
    """Where the lines end that as many signs part as line `start`, and the cells of each line; no
    cells where line `start` holds no titles of columns."""
    for sign in _SIGNS:
        titles = _cells(lines[start].text, sign)
        if len(titles) < _LEAST_COLUMNS or not all(map(_is_title, titles)):
            continue
        rows = [titles]
        end = start + 1
        for i in range(start + 1, len(lines)):
            if not lines[i].text and i == start + 1:
                continue
            marker = markers.get(i)
            cells = _cells(lines[i].text[marker.end if marker else 0 :], sign)
            if len(cells) != len(titles) or not cells[0]:
                break
            rows.append(cells)
            end = i + 1
        said = sum(map(len, rows[-1]))
        if len(rows) > _LEAST_ROWS and said > sum(map(len, titles)):
            return end, tuple(map(tuple, rows))
    return start + 1, ()


def _cells(text: str, sign: str) -> list[str]:
    return [cell.strip() for cell in f"{text} ".split(sign)]


def _is_title(cell: str) -> bool:
    words = cell.split()
    return (
        0 < len(words) <= _TITLE_WORDS
        and _TITLE.fullmatch(cell) is not None
        and not any(word.endswith(".") for word in words)
    )
