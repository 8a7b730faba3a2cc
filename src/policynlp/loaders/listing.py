"""Lists that stand as tables or run in one paragraph, read as lists.

A table of numbers and texts is a numbered list. One whose rows of a single text, or whose first
cells over empty ones, are titles, is several lists under their titles. A paragraph that is nothing
but "(i) ...; (ii) ..." holds its items.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from policynlp.blocks import BULLETS, RawBlock, split_marker, tidy, tidy_cell
from policynlp.columns import column_role

_LEAST_ITEMS = 2
_MAX_TITLE = 120
_SIGN = re.compile(
    r"\(?(?:[A-Za-z]{0,3}[.\- ]?\d{1,3}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,5})[.)]?"
    rf"|[{re.escape(BULLETS)}]"
)
_RUN_IN = re.compile(r"(?:^|\s)(?P<open>\(?)(?P<sign>\d{1,2}|[a-z]|[ivx]{2,5})\)\s")
_ROMANS = (
    "i",
    "ii",
    "iii",
    "iv",
    "v",
    "vi",
    "vii",
    "viii",
    "ix",
    "x",
    "xi",
    "xii",
    "xiii",
    "xiv",
    "xv",
)
_MIN_WORDS = 2
_MAX_BARE = 40


def mark_bare_items(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with paragraphs that stand under a title and are no sentences as items."""
    marked: list[RawBlock] = []
    told = False  # behind the title page
    run: list[RawBlock] = []
    for block in blocks:
        above = marked[-1] if marked and marked[-1].kind == "heading" else None
        opened = above is not None and (told or split_marker(tidy(above.text))[0] is not None)
        if (run or (opened and ":" not in block.text)) and _is_bare(block):
            run.append(block)
            continue
        marked += _as_items(run)
        run = []
        told = told or (block.kind == "paragraph" and len(block.text.split()) > _MAX_BARE)
        marked.append(block)
    return marked + _as_items(run)


def _as_items(run: Sequence[RawBlock]) -> list[RawBlock]:
    if len(run) < _LEAST_ITEMS:
        return list(run)
    return [replace(block, kind="list_item", level=1) for block in run]


def _is_bare(block: RawBlock) -> bool:
    """Whether a paragraph may be an item that lost its sign: words without a full stop or label."""
    if block.kind != "paragraph":
        return False
    text = tidy(block.text)
    words = len(text.split())
    return (
        _MIN_WORDS <= words <= _MAX_BARE
        and text[-1] not in '.!?:»”"'
        and split_marker(text)[0] is None
    )


def open_lists(block: RawBlock) -> list[RawBlock]:
    """The items and titles of a block that is such a list, else the block alone."""
    if block.kind == "table":
        return _open_table(block)
    return _open_paragraph(block) if block.kind in ("paragraph", "list_item") else [block]


def _open_table(block: RawBlock) -> list[RawBlock]:
    rows = [tuple(map(tidy_cell, row)) for row in block.rows or ()]
    if len(rows) < _LEAST_ITEMS or any(len(row) != 2 for row in rows):
        return [block]
    heads: list[tuple[str, ...]] = []
    if block.header_rows == 1 or not _SIGN.fullmatch(rows[0][0]):
        heads, rows = (rows[:1], rows[1:]) if _is_head(rows[0], block.header_rows) else ([], rows)
    if block.header_rows > len(heads):
        return [block]
    items = _numbered(rows) or ([] if heads else _grouped(rows))
    if not items:
        return [block]
    caption = [RawBlock("caption", " ".join(filter(None, heads[0])))] if heads else []
    return [replace(item, page=block.page, bbox=block.bbox) for item in [*caption, *items]]


def _is_head(row: Sequence[str], marked: int) -> bool:
    """Whether a row is the titles of a column of numbers and one that says nothing of its own."""
    if column_role(row[1]) is not None or not row[1]:
        return False
    return column_role(row[0]) == "number" or (marked > 0 and not row[0])


def _numbered(rows: Sequence[Sequence[str]]) -> list[RawBlock]:
    """Items of rows that begin with a number or bullet, under the titles among them."""
    signed = [row for row in rows if row[1]]
    if len(signed) < _LEAST_ITEMS or not all(_SIGN.fullmatch(sign) for sign, _ in signed):
        return []
    if not all(0 < len(row[0]) <= _MAX_TITLE for row in rows):
        return []
    if len({sign for sign, _ in signed}) < len(signed) and len(signed) == len(rows):
        return [] if any(sign not in BULLETS for sign, _ in signed) else _items(signed)
    return [block for row in rows for block in (_items([row]) if row[1] else _title(row[0]))]


def _items(rows: Sequence[Sequence[str]]) -> list[RawBlock]:
    found = []
    for sign, text in rows:
        mark = sign if sign in BULLETS or sign[-1] in ".)" else f"{sign}."
        found.append(RawBlock("list_item", f"{mark} {' '.join(text.split())}", 1))
    return found


def _title(text: str) -> list[RawBlock]:
    return [RawBlock("paragraph", f"{' '.join(text.split()).rstrip(' :')}:")]


def _grouped(rows: Sequence[Sequence[str]]) -> list[RawBlock]:
    """Items of rows whose first cell is empty where the title above still holds."""
    titles = [left for left, _ in rows if left]
    under = len(rows) - len(titles)
    if not rows[0][0] or not all(right for _, right in rows) or 2 * under < len(titles):
        return []
    if len(titles) < _LEAST_ITEMS or max(map(len, titles)) > _MAX_TITLE:
        return []
    found: list[RawBlock] = []
    for left, right in rows:
        found += _title(left) if left else []
        found += [RawBlock("list_item", f"• {line}", 1) for line in right.split("\n")]
    return found


def _open_paragraph(block: RawBlock) -> list[RawBlock]:
    if block.text.count(")") < _LEAST_ITEMS:
        return [block]
    text = tidy(block.text)
    if not _RUN_IN.match(text):
        return [block]
    found = list(_RUN_IN.finditer(text))
    if len(found) < _LEAST_ITEMS:
        return [block]
    chosen = _series([(match["open"] + match["sign"], i) for i, match in enumerate(found)])
    if len(chosen) < _LEAST_ITEMS:
        return [block]
    starts = [found[i].start() for i in chosen]
    pieces = [
        text[start:end].strip() for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]
    if any(len(piece.split()) <= _MIN_WORDS for piece in pieces):
        return [block]
    level = block.level if block.kind == "list_item" else 1
    return [replace(block, kind="list_item", text=piece, level=level) for piece in pieces]


def _series(signs: Sequence[tuple[str, int]]) -> list[int]:
    """Which signs count on from the first, which must be the first of its kind."""
    first = signs[0][0].strip("(")
    opened = signs[0][0][: -len(first)]
    if first == "1":
        wanted = [str(value) for value in range(1, 40)]
    elif first == "i":
        wanted = list(_ROMANS)
    elif first == "a":
        wanted = [chr(code) for code in range(ord("a"), ord("z"))]
    else:
        return []
    chosen: list[int] = []
    for sign, index in signs:
        if len(chosen) < len(wanted) and sign == opened + wanted[len(chosen)]:
            chosen.append(index)
    return chosen
