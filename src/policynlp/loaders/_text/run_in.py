"""Titles with a Roman number that the text runs on behind: "II. Findings: The store was ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.loaders._text.lines import Line

_TITLE = re.compile(
    r"(?P<title>(?P<number>[IVX]{1,5})(?:[.)]| ?[-–—/]) {0,3}(?P<name>[^\W\d_][^:;.!?]{2,60})) ?:"
    r"(?: (?P<text>[^\W\d_].{20,}))?"
)
# So many such lines, which count from one and each have a name of their own.
_LEAST = 3
_NUMBERS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV")


def set_apart(lines: Sequence[Line]) -> list[Line]:
    """Lines with such titles on lines of their own; those of any other text as they are."""
    found = {i: match for i, line in enumerate(lines) if (match := _TITLE.fullmatch(line.text))}
    numbers = tuple(match["number"] for match in found.values())
    names = {match["name"] for match in found.values()}
    if len(numbers) < _LEAST or len(names) < len(numbers) or numbers != _NUMBERS[: len(numbers)]:
        return list(lines)
    # Sections hold more than the line of their title, items of a list do not.
    inside = sum(bool(line.text) for line in lines[min(found) : max(found)])
    if inside < 2 * (len(numbers) - 1):
        return list(lines)
    return [part for i, line in enumerate(lines) for part in _parted(line, found.get(i))]


def _parted(line: Line, match: re.Match[str] | None) -> Iterator[Line]:
    if match is None:
        yield line
        return
    yield replace(line, text=match["title"], raw=match["title"])
    yield Line("", page=line.page)
    if match["text"]:
        yield replace(line, text=match["text"], raw=match["text"])
