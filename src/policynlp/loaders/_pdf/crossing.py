"""Tables without columns' rules that stand across the columns of a page."""

from __future__ import annotations

from itertools import pairwise

from policynlp.loaders._pdf.model import Edge, Line

_SAME = 3.0  # points: ends of rules that belong together
_FAR = 150.0  # points: the rules of two rows are nearer
_LEAST = 3  # rules: under the head and under two rows, or over and under the head and at the end


def in_wide_tables(lines: list[Line], rules: list[Edge], gutter: float) -> set[int]:
    """Identities of lines that stand between row rules which run over the gutter, and of those
    that are the row of heads right over the first of them."""
    over = sorted(rule for rule in rules if rule.start < gutter - 10 and rule.end > gutter + 10)
    if len(over) < _LEAST:
        return set()
    found: set[int] = set()
    for run in _runs(over):
        if len(run) < _LEAST or not _has_rows(lines, run, gutter):
            continue
        top = run[0].at
        head = [line for line in lines if 0 < top - line.base < 1.8 * line.size]
        if not (_reaches(head, gutter, left=True) and _reaches(head, gutter, left=False)):
            head = []
        found.update(id(line) for line in head)
        found.update(id(line) for line in lines if top < line.base < run[-1].at)
    return found


def _runs(rules: list[Edge]) -> list[list[Edge]]:
    """Rules of the same ends, one under the other."""
    runs: list[list[Edge]] = []
    for rule in rules:
        for run in runs:
            last = run[-1]
            same = abs(last.start - rule.start) < _SAME and abs(last.end - rule.end) < _SAME
            if same and rule.at - last.at < _FAR:
                run.append(rule)
                break
        else:
            runs.append([rule])
    return runs


def _has_rows(lines: list[Line], run: list[Edge], gutter: float) -> bool:
    """Whether text stands on both sides of the gutter between most of the rules, and begins on
    one baseline there, as the cells of a row do."""
    level = 0
    for above, below in pairwise(run):
        inside = [line for line in lines if above.at < line.base < below.at]
        first = min((line.base for line in inside), default=0.0)
        row = [line for line in inside if line.base - first < 2]
        level += _reaches(row, gutter, left=True) and _reaches(row, gutter, left=False)
    return level >= 0.6 * (len(run) - 1)


def _reaches(lines: list[Line], gutter: float, *, left: bool) -> bool:
    return any(line.x0 < gutter if left else line.x1 > gutter for line in lines)
