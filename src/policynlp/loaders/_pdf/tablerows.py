"""Lines of a table without columns' rules, put together to its rows."""

from __future__ import annotations

from itertools import pairwise

from policynlp.loaders._pdf.model import Edge, Line, Word
from policynlp.loaders._pdf.paragraphs import ends_sentence, goes_on
from policynlp.loaders._text.leads import is_open

_JUMP = 1.12  # two kinds of line distance differ at least by this factor


def column_of(word: Word, spans: list[tuple[float, float]]) -> int:
    """The column that a word stands in, by the spans of all columns."""
    middle = (word.x0 + word.x1) / 2
    for index, span in enumerate(spans):
        if middle < span[1]:
            return index
    return len(spans) - 1


def wide_rules(rules: list[Edge], left: float, right: float) -> list[float]:
    """Heights of the rules that run over most of a width; they may leave out some cells."""
    covered: dict[float, float] = {}
    for rule in rules:
        overlap = min(rule.end, right) - max(rule.start, left)
        if overlap > 0 and rule.end - rule.start < 1.6 * (right - left) + 60:
            at = round(rule.at * 2) / 2
            covered[at] = covered.get(at, 0.0) + overlap
    return [at for at, width in covered.items() if width > 0.7 * (right - left)]


def rules_between(
    rows: list[list[Line]], rules: list[Edge], left: float, right: float
) -> list[bool]:
    """For each row but the first, whether a rule of the table's width stands above it."""
    wide = wide_rules(rules, left, right)
    return [
        any(above[0].base - 1 < at < row[0].base - 0.4 * row[0].size for at in wide)
        for above, row in pairwise(rows)
    ]


def group_rows(
    rows: list[list[Line]], cuts: list[bool], spans: list[tuple[float, float]]
) -> list[list[list[Line]]]:
    """Lines of text to rows of the table.

    Rules part the rows where there are more than one under the header. Where the distances
    between lines come in two kinds, the wide ones part the rows; otherwise every line that has
    something in the first column starts a row, unless it goes on with the sentence above it.
    """
    steps = [row[0].base - above[0].base for above, row in pairwise(rows)]
    ruled = sum(cuts) > 1
    limit = _jump(steps)
    if ruled and limit:
        # Stripes have no edge between a head and a first row that are both white.
        limit = max(limit, 0.95 * min(step for step, cut in zip(steps, cuts, strict=True) if cut))
    groups: list[list[list[Line]]] = [[rows[0]]]
    for row, step, cut in zip(rows[1:], steps, cuts, strict=True):
        first = column_of(row[0].words[0], spans) == 0
        starts = step > limit if limit else first and not _runs_on(groups[-1][-1], row, spans)
        whole = limit and len({column_of(line.words[0], spans) for line in row}) == len(spans)
        if cut or (starts and (not ruled or whole)):
            groups.append([row])
        else:
            groups[-1].append(row)
    return groups


def _runs_on(above: list[Line], row: list[Line], spans: list[tuple[float, float]]) -> bool:
    """Whether the first cell of a line goes on with that of the line above: it begins small, no
    sentence ended before it, and its first word had found no room there."""
    before = [w for line in above for w in line.words if column_of(w, spans) == 0]
    words = [w for line in row for w in line.words if column_of(w, spans) == 0]
    if len(before) < 3 or not words:
        return False
    # What begins with a capital or a figure goes on only where the rest of the line is empty, or
    # after a little word ("at a cost of" / "12.5 million").
    text, last = words[0].text, before[-1].text
    bound = text[0] == "(" or (text[0].isdigit() and len(last) < 4 and last.islower())
    alone = len(words) == sum(len(line.words) for line in row)
    if not (goes_on(text) or bound or alone or is_open(last)):
        return False
    if ends_sentence(before[-1].text):
        return False
    edge = max(before[-1].x1, words[-1].x1, spans[0][1] - 1.5 * words[0].style.size)
    return before[-1].x1 + 0.2 * words[0].style.size + words[0].x1 - words[0].x0 > edge


def _jump(steps: list[float]) -> float:
    """The distance between the two kinds of steps, 0 where there is only one kind."""
    ordered = sorted(steps)
    best, limit = _JUMP, 0.0
    for low, high in pairwise(ordered):
        if low > 0 and high / low > best:
            best, limit = high / low, (low + high) / 2
    return limit
