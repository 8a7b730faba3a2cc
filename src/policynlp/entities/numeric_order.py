"""Whether a document writes its numeric dates month first."""

from __future__ import annotations

import re

_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})(?![\d/-])")


def month_comes_first(text: str) -> bool:
    """True where a numeric date can only be read month first and none only day first."""
    first = second = 0
    for match in _NUMERIC.finditer(text):
        one, two = int(match[1]), int(match[2])
        if one <= 12 < two <= 31:
            first += 1
        elif two <= 12 < one <= 31:
            second += 1
    return first > 0 and second == 0
