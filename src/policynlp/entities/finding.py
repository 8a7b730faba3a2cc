"""All finders over all segments of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from policynlp.blocks import LoadedDocument
from policynlp.entities.amounts import AmountReader
from policynlp.entities.dates import DateReader
from policynlp.entities.mentions import Mention, Segment, lower_words, segments
from policynlp.entities.name_words import name_words
from policynlp.entities.names import find_in_segments
from policynlp.entities.numeric_order import month_comes_first
from policynlp.entities.unlisted import find_unlisted


def find(loaded: LoadedDocument) -> tuple[Mention, ...]:
    """Mentions of a document, sorted by start; names do not overlap dates or amounts."""
    document = list(segments(loaded))
    dates = DateReader(month_first=month_comes_first(loaded.text))
    amounts = AmountReader()
    found: list[Mention] = []
    for segment in document:
        here = list(dates.read(segment))
        found += here
        found += amounts.read(segment, taken=[(m.start, m.end) for m in here])
    hard = sorted((m.start, m.end) for m in found)
    lower = lower_words(document)
    found += _apart(find_in_segments(document, _people_lists(loaded, document), lower), hard)
    found += find_unlisted(document, found, lower)
    return tuple(sorted(found, key=lambda m: (m.start, -m.end)))


def _apart(names: Iterable[Mention], hard: list[tuple[int, int]]) -> list[Mention]:
    """Names that no date or amount overlaps ("Plan 2021-2025" keeps both)."""
    starts = [start for start, _ in hard]
    kept = []
    for name in names:
        i = bisect_right(starts, name.end - 1) - 1
        if i >= 0 and hard[i][1] > name.start:
            continue
        kept.append(name)
    return kept


def _people_lists(loaded: LoadedDocument, document: Sequence[Segment]) -> frozenset[int]:
    """Indices of segments that stand in a column of names or in a list of people."""
    words = name_words()
    columns: set[tuple[int, int]] = set()
    for cells in loaded.cells.values():
        if not cells:
            continue
        for index, cell in enumerate(cells[0]):
            label = loaded.folded[cell.start : cell.end].strip(" :")
            if words.name_columns.fullmatch(label):
                for row in cells[1:]:
                    if index < len(row):
                        columns.add((row[index].start, row[index].end))
    listed = set()
    under = False
    for i, segment in enumerate(document):
        kind = segment.block.kind
        if kind == "table":
            if any(a <= segment.start and segment.end <= b for a, b in columns):
                listed.add(i)
            continue
        label = segment.folded.strip().rstrip(": ")
        if kind == "heading" or segment.folded.rstrip().endswith(":"):
            under = len(label) < 60 and bool(words.people_lists.search(label))
        elif kind == "list_item" and under:
            listed.add(i)
        elif kind == "paragraph":
            if under and len(segment.text) < 120:
                listed.add(i)
            else:
                under = False
    return frozenset(listed)
