"""Tables whose cells a sign parts: "What / Who / When" over lines of as many parts."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from itertools import islice, takewhile

from policynlp.columns import column_role
from policynlp.loaders._text.lines import Line
from policynlp.loaders._text.markers import Marker
from policynlp.loaders.hyphens import join_lines

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
# Lines that break at an edge are so long; it is looked for in so many lines.
_LEAST_EDGE, _MOST_EDGE, _MOST_LINES = 50, 130, 200
# A row has so many broken lines.
_MOST_BROKEN = 5
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
        end, rows = _read_rows(lines, start, titles, sign, markers)
        said = max(sum(map(len, row)) for row in rows[1:] or rows)
        full = sign in _OF_SHEETS or said > sum(map(len, titles))
        if len(rows) > _LEAST_ROWS and full:
            return end, tuple(map(tuple, rows))
    return start + 1, ()


def _read_rows(
    lines: Sequence[Line],
    start: int,
    titles: list[str],
    sign: str,
    markers: Mapping[int, Marker],
) -> tuple[int, list[list[str]]]:
    """Where the rows end below titles in line `start`, and titles and rows."""
    rows = [titles]
    end = start + 1
    group: list[str] | None = None  # a line that heads the row below it
    broken = ""  # the beginning of a row that goes on in the next line
    edge = _edge(lines, start)
    for i in range(start + 1, len(lines)):
        text = lines[i].text
        if not text and i == start + 1:
            continue
        cells = _row(f"{broken} {text}".strip(), sign, markers.get(i), len(titles))
        if len(cells) == len(titles) and cells[0]:
            rows += [group, cells] if group is not None else [cells]
            group, broken, end = None, "", i + 1
        elif text and _is_full(lines[i - 1].text, text, edge) and end == i and len(rows) > 1:
            rows[-1][-1] = join_lines(rows[-1][-1], text)
            end = i + 1
        elif (
            len(cells) < len(titles)
            and _may_go_on(broken, text, sign, edge)
            and (len(cells) > 1 or _is_full(text, _below(lines, i), edge))
        ):
            broken = f"{broken} {text}".strip()
        elif len(cells) == 1 and group is None and 0 < len(cells[0]) <= _GROUP_LETTERS:
            group = cells + [""] * (len(titles) - 1)
        else:
            break
    return end, rows


def _may_go_on(broken: str, text: str, sign: str, edge: int) -> bool:
    """Whether a row may go on in the line behind `text`; sheets break none."""
    return bool(text) and sign not in _OF_SHEETS and edge > 0 and len(broken) <= _MOST_BROKEN * edge


def _below(lines: Sequence[Line], i: int) -> str:
    return lines[i + 1].text if i + 1 < len(lines) else ""


def _edge(lines: Sequence[Line], start: int) -> int:
    """Where the lines below `start` break, in characters; 0 where none is broken there."""
    below = takewhile(lambda line: line.text, islice(lines, start + 1, None))
    longest = max((len(line.text) for line in islice(below, _MOST_LINES)), default=0)
    return longest if _LEAST_EDGE <= longest <= _MOST_EDGE else 0


def _is_full(line: str, following: str, edge: int) -> bool:
    """Whether the first word of the next line had no room in a line."""
    first = following.split(maxsplit=1)[:1]
    return bool(first) and len(line) + 1 + len(first[0]) > edge > 0


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
