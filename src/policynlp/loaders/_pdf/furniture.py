"""Running heads, feet and page numbers: what is repeated at the edges of the pages."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from policynlp.loaders._pdf.lines import merge_row, rows_of
from policynlp.loaders._pdf.lists import marker_of
from policynlp.loaders._pdf.model import Line

# A page number, alone or with a short word and the number of pages, in any language.
_PAGE_NUMBER = re.compile(
    r"[\W_]{0,4}(?:[^\W\d_]{1,6}\.?\s{0,2})?(?P<number>\d{1,4}|[ivxlc]{1,6})"
    r"\s{0,2}(?:(?:[/|]|[^\W\d_]{1,3})\s{0,2}\d{1,4})?[\W_]{0,4}",
    re.IGNORECASE,
)
_BARE = re.compile(r"[\W_]{0,4}(?:\d{1,3}|[ivxl]{1,5})[\W_]{0,4}", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_ZONE = 0.16  # share of the page height that heads and feet keep to
_MARGIN = 0.065  # share of the page height that body text leaves free
_OUTER = 0.043  # share of the page height where text of the body is not printed at all
_PLACE = 6.0  # points that they move from page to page


@dataclass(slots=True)
class PageFurniture:
    """Lines of a page that are heads and feet, by identity."""

    heads: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)


@dataclass(slots=True)
class _Row:
    lines: list[Line]
    text: str
    key: str
    base: float
    page: int
    marginal: bool
    outer: bool
    inside: bool


def find_furniture(
    pages: list[tuple[list[Line], float, bool]], body_size: float
) -> list[PageFurniture]:
    """Heads and feet of every page, from its lines, its height and whether it has tables."""
    tops: list[list[_Row]] = []
    bottoms: list[list[_Row]] = []
    for number, (lines, height, _) in enumerate(pages):
        # The zones and a little more, to see what stands next to their last row.
        low, high = _ZONE * height, (1 - _ZONE) * height
        edge = [line for line in lines if line.base < low + 40 or line.base > high - 40]
        rows = [_row(row, number, height) for row in rows_of(edge)]
        tops.append([row for row in rows if row.base < low + 40])
        bottoms.append([row for row in rows if row.base > high - 40][::-1])
    result = [PageFurniture() for _ in pages]
    for zones, top in ((tops, True), (bottoms, False)):
        repeated = _repeated(zones)
        numbered = _numbered(zones)
        counts = Counter(key for key, _ in repeated)
        often = {key for key, count in counts.items() if count > max(2, 0.5 * len(pages))}
        for number, rows in enumerate(zones):
            place = result[number].heads if top else result[number].feet
            for row in _outermost(rows, repeated, often, numbered, body_size):
                place.extend(row.lines)
    for (lines, _, tables), found in zip(pages, result, strict=True):
        # A page of which nothing would be left says the same as another one, in full.
        if lines and not tables and len(found.heads) + len(found.feet) >= len(lines):
            found.heads, found.feet = [], [row for row in found.feet if _is_number(row)]
    return result


def _is_number(line: Line) -> bool:
    return _PAGE_NUMBER.fullmatch(line.text.strip()) is not None


def _row(lines: list[Line], page: int, height: float) -> _Row:
    text = " ".join(line.text for line in lines)
    base = lines[0].base
    marginal = not _MARGIN * height < base < (1 - _MARGIN) * height
    inside = not _ZONE * height < base < (1 - _ZONE) * height
    key = _DIGITS.sub("#", text).casefold()
    outer = not _OUTER * height < base < (1 - _OUTER) * height
    return _Row(lines, text, key, base, page, marginal, outer, inside)


def _is_small(row: _Row, body_size: float) -> bool:
    return max(line.size for line in row.lines) < 0.93 * body_size


def _repeated(zones: list[list[_Row]]) -> set[tuple[str, int]]:
    """(key, page) of rows that stand at the same place on another page too."""
    by_key: dict[str, list[_Row]] = {}
    for rows in zones:
        for row in rows:
            if not row.inside or row.text.endswith(":"):
                continue
            by_key.setdefault(row.key, []).append(row)
    found: set[tuple[str, int]] = set()
    for key, rows in by_key.items():
        rows.sort(key=lambda row: row.base)
        for before, after in pairwise(rows):
            if after.base - before.base <= _PLACE and after.page != before.page:
                found.add((key, before.page))
                found.add((key, after.page))
    # A heading may stand first on two pages by chance.
    counts = Counter(key for key, _ in found)
    often = {key for key, count in counts.items() if count > max(1, 0.4 * len(zones))}
    return {
        (key, page)
        for key, page in found
        if key in often or not all(_is_title(row) for row in by_key[key])
    }


def _is_title(row: _Row) -> bool:
    return not row.marginal and all(line.bold for line in row.lines)


def _numbered(zones: list[list[_Row]]) -> set[int]:
    """Pages whose outermost row is a bare number that counts with the pages."""
    offsets: dict[int, int] = {}
    for page, rows in enumerate(zones):
        for row in rows[:2]:
            digits = _DIGITS.findall(row.text)
            if len(digits) == 1 and len(digits[0]) < 5 and _BARE.fullmatch(row.text.strip()):
                offsets[page] = int(digits[0]) - page
                break
    counts = Counter(offsets.values())
    return {page for page, offset in offsets.items() if counts[offset] > 1}


def _outermost(
    rows: list[_Row],
    repeated: set[tuple[str, int]],
    often: set[str],
    numbered: set[int],
    body_size: float,
) -> list[_Row]:
    """Rows from the edge inwards as far as they are furniture.

    `often`: what stands on most pages, and needs no gap to be told from the text.
    """
    found: list[_Row] = []
    pending: list[_Row] = []
    for index, row in enumerate(rows[:8]):
        if not row.inside:
            break
        if _is_furniture(row, index, rows, repeated, numbered, body_size):
            found.extend(pending)
            found.append(row)
            pending = []
        elif not pending and _may_be_chapter(row, body_size):
            pending.append(row)
        else:
            break
    # What runs on into the text without a gap is text that happens to be repeated.
    while found and not (
        _is_free(found[-1], len(found) - 1, rows)
        or (len(found[-1].lines) == 1 and found[-1].key in often)
    ):
        found.pop()
    while found and _heads_columns(found[-1], len(found) - 1, rows):
        found.pop()
    return found


def _may_be_chapter(row: _Row, body_size: float) -> bool:
    """Whether a row could be a chapter's name between two rows that are repeated."""
    plain = len(row.text) < 80 and max(line.size for line in row.lines) <= body_size
    return plain and marker_of(merge_row(row.lines)) is None


def _heads_columns(row: _Row, index: int, rows: list[_Row]) -> bool:
    """Whether a row is the repeated head of a table: the row under it begins at the same places."""
    if len(row.lines) < 2 or index + 1 >= len(rows):
        return False
    following = rows[index + 1]
    if not 0 < following.base - row.base < 40:
        return False
    starts = [line.x0 for line in following.lines]
    return all(any(abs(line.x0 - x) < 2 for x in starts) for line in row.lines)


def _is_free(row: _Row, index: int, rows: list[_Row]) -> bool:
    if index + 1 >= len(rows):
        return True
    size = max(line.size for line in row.lines)
    following = rows[index + 1]
    return (
        abs(following.base - row.base) > 1.5 * size
        or abs(max(line.size for line in following.lines) - size) > 0.5
        or _PAGE_NUMBER.fullmatch(row.text.strip()) is not None
    )


def _is_furniture(
    row: _Row,
    index: int,
    rows: list[_Row],
    repeated: set[tuple[str, int]],
    numbered: set[int],
    body_size: float,
) -> bool:
    large = max(line.size for line in row.lines) > 1.15 * body_size
    if (row.key, row.page) in repeated:
        return not large or "#" not in row.key
    text = row.text.strip()
    # In the margin, in small print or at both ends of the line.
    marginal = row.marginal and _is_apart(row, index, rows) and not large
    if marginal and (row.outer or _is_small(row, body_size) or _has_both_ends(row)):
        return True
    match = _PAGE_NUMBER.fullmatch(text)
    if match is None or large:
        return False
    if _BARE.fullmatch(text):
        if not any(map(str.isdigit, text)):
            return index == 0 and _is_apart(row, index, rows)
        return row.page in numbered or (index == 0 and _is_apart(row, index, rows))
    # "Page 3 of 12", "3/12", "p. 3": a word and a year ("May 2014") is no page number.
    return len(_DIGITS.findall(text)) == 2 or (
        len(match["number"]) < 4 and index == 0 and _is_apart(row, index, rows)
    )


def _has_both_ends(row: _Row) -> bool:
    """Whether a row has several pieces, and is no list item with its marker set apart."""
    return len(row.lines) > 1 and marker_of(merge_row(row.lines)) is None


def _is_apart(row: _Row, index: int, rows: list[_Row]) -> bool:
    """Whether white space parts the row from the text next to it."""
    if index + 1 >= len(rows):
        return True
    return abs(rows[index + 1].base - row.base) > 1.9 * max(line.size for line in row.lines)
