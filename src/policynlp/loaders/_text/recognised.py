"""What recognised scans have: spaced letters, stray signs, bullets on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from policynlp.blocks import BULLETS

_GAP = re.compile(r" {2,}")
# A title in spaced letters has so many letters at least, on a line no longer than this.
_LEAST_LETTERS, _MOST = 6, 200
_STRAY = re.compile(r"[|~.,'`^_\\¦¬](?: ?[|~.,'`^_\\¦¬])?")
_ALONE = frozenset(BULLETS) - frozenset("*+-–—>")


def mend_recognised(text: str) -> str:
    """The text with spaced letters put together, stray signs between lines taken away and bullets
    set before the line below them."""
    return "\n".join(_mended(text.split("\n")))


def _mended(lines: list[str]) -> Iterator[str]:
    bullet = ""
    for number, line in enumerate(lines):
        bare = line.strip(" \t")
        below = lines[number + 1].strip() if number + 1 < len(lines) else ""
        if bare in _ALONE and below and below not in _ALONE and not bullet:
            bullet = f"{line.rstrip()} "
        elif bare and _STRAY.fullmatch(bare):
            continue
        else:
            yield bullet + (line.lstrip() if bullet else _closed(line))
            bullet = ""


def _closed(line: str) -> str:
    """The words of a line whose letters all stand apart, words further than letters."""
    bare = line.strip()
    if not 2 * _LEAST_LETTERS - 1 <= len(bare) <= _MOST or bare[1] != " ":
        return line
    words = _GAP.split(bare)
    letters = sum(map(str.isalpha, bare))
    if letters < _LEAST_LETTERS or 2 * letters < len(bare.replace(" ", "")):
        return line
    return (
        " ".join(word[::2] for word in words) if not any(w[1::2].strip() for w in words) else line
    )
