"""Numbers that count the lines of a text at its left, as drafts and transcripts have them."""

from __future__ import annotations

import re
from itertools import pairwise

_NUMBERED = re.compile(r"[ \t]{0,12}(?P<number>\d{1,5})[.:|]?(?P<gap>[ \t]{1,200}|$)(?P<rest>.*)")
_LEAD = re.compile(r"[ \t]*")
# So many lines bear a number at least; of the numbers so many count on, of the texts behind them so
# many go on in mid-sentence.
_LEAST, _COUNTED, _LOWER = 8, 0.9, 0.1
# Every line is counted, or every fifth.
_STEPS = {1: 0.9, 5: 0.15}


def without_line_numbers(text: str) -> str:
    """The text without such numbers; they may begin again on each page."""
    lines = text.split("\n")
    filled = [i for i, line in enumerate(lines) if line.strip()]
    found = {i: match for i in filled if (match := _NUMBERED.fullmatch(lines[i]))}
    if len(found) < _LEAST:
        return text
    numbers = [int(match["number"]) for match in found.values()]
    small = sum(match["rest"][:1].islower() for match in found.values())
    counted = any(
        len(found) >= share * len(filled)
        and sum(b - a == step for a, b in pairwise(numbers)) >= _COUNTED * (len(numbers) - 1)
        for step, share in _STEPS.items()
    )
    if not counted or small < _LOWER * len(found):
        return text
    begun = [match for match in found.values() if match["rest"]]
    gap = min(len(match["gap"]) for match in begun)
    left = min(match.start("gap") + gap for match in begun)
    for i in filled:
        if i in found:
            lines[i] = found[i]["gap"][gap:] + found[i]["rest"]
        else:
            lead = _LEAD.match(lines[i])
            lines[i] = lines[i][min(left, lead.end() if lead else 0) :]
    return "\n".join(lines)
