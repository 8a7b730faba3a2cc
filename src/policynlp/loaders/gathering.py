"""Rows of a table that the file has in another shape, put back into one table.

A list of activities may be set as a box of titles and values for each, as labelled lines, as items
with labels in brackets at their end, or with its titles in the first column. Titles that columns
are known to bear (`columns.column_role`) tell them from forms and from running text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from policynlp.blocks import RawBlock, split_marker, tidy
from policynlp.columns import column_role
from policynlp.folding import fold

Pairs = tuple[tuple[str, str], ...]

_LEAST_ROWS = 2
_LEAST_TITLES = 2
_PAIRED = 4  # columns of a form with two labels and values a row
_MAX_COLUMNS = 20
_LEAST_ALIKE = 6  # cells of boxes with the same labels
_MAX_LABEL_WORDS = 8
# What says that something is to be done, and what is said of it.
_TASKS = frozenset({"recommendation", "action"})
_OF_TASKS = frozenset({"responsible", "deadline", "priority", "expected_result", "status"})
_WORDS = r"[^\s:.;!?|()][^:.;!?|()\n]{0,60}(?:\([^()\n]{1,20}\))?\.?"
_LABEL = re.compile(rf"(?P<label>{_WORDS})\s?:\s")
_PARTED = re.compile(rf"[;,.]\s(?={_WORDS}\s?:\s)")


def gather_rows(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks with rows of other shapes as tables; all others are left as they are."""
    turned = [_turned(block) or block for block in blocks]
    for read, join in ((_box, _join_boxes), (_line, _join_lines), (_item, _join_items)):
        turned = _runs_joined(turned, read, join)
    return turned


def _turned(block: RawBlock) -> RawBlock | None:
    """A table whose first column holds the titles, with them in its first row; one of two labels
    and values a row with one a row."""
    rows = block.rows or ()
    width = max(map(len, rows), default=0)
    if block.header_rows or width < 3 or any(len(row) != width for row in rows):
        return None
    if _are_titles(rows[0]) or not all(row[0].strip() for row in rows):
        return None
    if _are_pairs(rows):
        known = [any(column_role(row[i]) is not None for row in rows) for i in (0, 2)]
        pairs = tuple(row[i : i + 2] for row in rows for i in (0, 2) if any(row[i : i + 2]))
        return replace(block, rows=pairs) if all(known) else None
    if not _are_titles([row[0] for row in rows]):
        return None
    return replace(block, rows=tuple(zip(*rows, strict=True)), header_rows=1)


def _are_pairs(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first and third columns hold short labels, the others values: a form of two
    pairs a row."""
    if len(rows[0]) != _PAIRED:
        return False
    labels = [row[i] for row in rows for i in (0, 2) if row[i].strip()]
    letters = [sum(len(row[i]) for row in rows) for i in range(_PAIRED)]
    return (
        max(letters[0], letters[2]) < min(letters[1], letters[3])
        and len(set(map(fold, labels))) == len(labels)
        and all(len(label.split()) <= _MAX_LABEL_WORDS for label in labels)
        and not any(map(str.isdigit, "".join(labels)))
    )


def _runs_joined(
    blocks: Sequence[RawBlock],
    read: Callable[[RawBlock], Pairs],
    join: Callable[[Sequence[RawBlock], Sequence[Pairs]], list[RawBlock]],
) -> list[RawBlock]:
    """Blocks with each run of those in which labels are read joined."""
    done: list[RawBlock] = []
    run: list[RawBlock] = []
    pairs: list[Pairs] = []
    for block in blocks:
        found = read(block)
        if run and (not found or block.kind != run[-1].kind):
            done += join(run, pairs)
            run, pairs = [], []
        if found:
            run.append(block)
            pairs.append(found)
        else:
            done.append(block)
    return done + (join(run, pairs) if run else [])


def _box(block: RawBlock) -> Pairs:
    """The labels and values of a table of two columns."""
    rows = block.rows or ()
    if len(rows) < _LEAST_TITLES or any(len(row) != 2 or not row[0].strip() for row in rows):
        return ()
    return tuple((left.strip(" :"), right) for left, right in rows)


def _join_boxes(blocks: Sequence[RawBlock], found: Sequence[Pairs]) -> list[RawBlock]:
    """Boxes of the same labels as one table, one of a single task too."""
    done: list[RawBlock] = []
    start = 0
    for i in range(1, len(blocks) + 1):
        if i < len(blocks) and _first(found[i]) == _first(found[start]):
            continue
        table = _table(blocks[start], found[start:i], least=1, boxed=True)
        done += [table] if table else blocks[start:i]
        start = i
    return done


def _line(block: RawBlock) -> Pairs:
    """The label and the value of a line that has one."""
    if block.kind not in ("paragraph", "list_item") or ":" not in block.text:
        return ()
    text = tidy(block.text)
    printed, content = split_marker(text)
    text = text[content:]
    match = _LABEL.match(text)
    if match is None or len(match["label"].split()) > _MAX_LABEL_WORDS:
        return ()
    number = f"{printed}. " if printed else ""
    return ((match["label"].strip(), number + text[match.end() :].strip()),)


def _join_lines(blocks: Sequence[RawBlock], found: Sequence[Pairs]) -> list[RawBlock]:
    """Labelled lines whose labels come back as a table; what stands before and after is kept."""
    lines = tuple(pairs[0] for pairs in found)
    labels = [fold(label) for label, _ in lines]
    counts = Counter(labels)
    start = next((i for i, label in enumerate(labels) if counts[label] > 1), None)
    if start is None:
        return _join_task(blocks, lines)
    starts = [i for i, label in enumerate(labels) if label == labels[start]]
    known = set(labels[start : starts[-1]])
    end = next((i for i in range(starts[-1], len(labels)) if labels[i] not in known), len(labels))
    records = [lines[i:j] for i, j in zip(starts, [*starts[1:], end], strict=True)]
    table = _table(blocks[start], records)
    if table is None:
        return list(blocks)
    return [*blocks[:start], table, *blocks[end:]]


def _join_task(blocks: Sequence[RawBlock], lines: Pairs) -> list[RawBlock]:
    """Labelled lines of a single task as a table, from the one that tells it on."""
    for start, (label, _) in enumerate(lines):
        if column_role(label) in _TASKS | {"number"}:
            table = _table(blocks[start], [lines[start:]], least=1)
            return [*blocks[:start], table] if table else list(blocks)
    return list(blocks)


def _item(block: RawBlock) -> Pairs:
    """The text of a list item without a label, and the labels and values in brackets behind it."""
    if block.kind != "list_item" or ":" not in block.text:
        return ()
    text = tidy(block.text)
    printed, content = split_marker(text)
    end = text.rstrip(" .;")
    if not end.endswith(")"):
        return ()
    for bracket in re.finditer(r"\s\(", text):
        match = _LABEL.match(text, bracket.end())
        if match is not None and column_role(match["label"]) is not None:
            parts = _PARTED.split(end[bracket.end() : -1])
            pairs = [_LABEL.match(f"{part} ") for part in parts]
            number = f"{printed}. " if printed else ""
            return (
                ("", number + text[content : bracket.start()].strip()),
                *(
                    (match["label"].strip(), part[match.end() :].strip())
                    for part, match in zip(parts, pairs, strict=True)
                    if match is not None
                ),
            )
    return ()


def _join_items(blocks: Sequence[RawBlock], found: Sequence[Pairs]) -> list[RawBlock]:
    """Items with the same labels of tasks in brackets behind them as a table."""
    roles = {column_role(label) for pairs in found for label, _ in pairs[1:]}
    table = _table(blocks[0], found) if roles & _OF_TASKS and "place" not in roles else None
    return [table] if table else list(blocks)


def _first(pairs: Pairs) -> str:
    return fold(pairs[0][0])


def _table(
    place: RawBlock, records: Sequence[Pairs], *, least: int = _LEAST_ROWS, boxed: bool = False
) -> RawBlock | None:
    """A table of records that name the same things, titles above each row as in the file; None
    where they do not. Boxes that are alike need no titles that are known."""
    columns: dict[str, str] = {}
    for record in sorted(records, key=len, reverse=True):
        for label, _ in record:
            columns.setdefault(fold(label), label)
    keys = list(columns)
    if len(keys) > _MAX_COLUMNS:
        return None
    if any(len({fold(label) for label, _ in record}) < len(record) for record in records):
        return None
    common = [
        key for key in keys if 2 * sum(_has(record, key) for record in records) >= len(records)
    ]
    alike = len({tuple(fold(label) for label, _ in record) for record in records}) == 1
    filled = len(records) * len(common)
    alike = alike and len(records) > 1 and filled >= _LEAST_ALIKE
    alike = alike and (boxed or len(common) > _LEAST_TITLES)
    if not (alike or _are_titles(common)) or len(keys) > 2 * len(common):
        return None
    if len(records) < least or (len(records) == 1 and not _is_task(keys)):
        return None
    rows: list[tuple[str, ...]] = []
    for record in records:
        values = {fold(label): (label, value) for label, value in record}
        cells = [values.get(key, ("", "")) for key in keys]
        titles = tuple(columns.values()) if not rows else tuple(label for label, _ in cells)
        rows += [titles, tuple(value for _, value in cells)]
    return RawBlock("table", page=place.page, bbox=place.bbox, rows=tuple(rows), header_rows=1)


def _has(record: Pairs, key: str) -> bool:
    return any(fold(label) == key for label, _ in record)


def _are_titles(texts: Iterable[str]) -> bool:
    """Whether all texts but one at most are titles that columns are known to bear."""
    filled = [text.strip() for text in texts if text.strip()]
    known = sum(column_role(text) is not None for text in filled)
    return known >= _LEAST_TITLES and known >= len(filled) - 1


def _is_task(labels: Sequence[str]) -> bool:
    """Whether labels tell of one thing to be done: it comes first, with who or when behind it."""
    roles = [column_role(label) for label in labels]
    first = next((role for role in roles if role != "number"), None)
    return first in _TASKS and bool(set(roles) & _OF_TASKS) and "place" not in roles
