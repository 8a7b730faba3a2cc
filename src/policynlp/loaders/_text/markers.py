"""Bullets and printed numbers at the start of lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from policynlp.blocks import BULLETS
from policynlp.loaders._text.lines import Line, is_caps

# Signs that are nothing but bullets need no space after them; dashes, asterisks and ">" do.
_LOOSE = "-*+–—−·∙>→⇒"
_TIGHT = "".join(sign for sign in BULLETS if sign not in _LOOSE)
# Letters that the Wingdings font shows as an arrow, a tick and a square.
_WINGDINGS = "Øü§"
_BULLET = re.compile(
    rf"(?:(?P<tight>[{re.escape(_TIGHT)}☐☑☒\ue000-\uf8ff])\s*"
    rf"|(?P<loose>[{re.escape(_LOOSE)}]|--?>?|==?>|>>)\s+"
    rf"|(?P<box>\[[ xX]?\])\s+"
    rf"|(?P<letter>o|[{_WINGDINGS}])\s+(?=[^\W\d_]))(?=\S)"
)
_GLUED_DASH = re.compile(r"[-–—*](?=[^\W\d_])")
_NUMBER = re.compile(
    r"""
    (?: (?P<open>\()?
        (?: (?P<decimal> \d{1,2} (?:\.\d{1,2}){1,5} ) (?P<dclose> \.?[)]? )
          | (?P<code> [A-Z][A-Za-z]{0,2}[.\- ]? )? (?P<arabic> \d{1,3} ) (?P<aclose> [°º]?[.)\]] | [°º] | \s{0,2}[-–—/:](?=\s) )
          | (?P<roman> [ivxl]{1,6} | [IVXL]{1,6} ) (?P<rclose> [.)] | \s{0,2}[-–—/](?=\s) )
          | (?P<letter> [A-Za-z] ) (?P<lclose> [.)] | \s{1,2}[-–—/](?=\s) )
        )
    ) (?: \s+ | (?<=[.)]) (?=[^\W\d_]) ) (?=\S)
    """,  # noqa: E501 - a table of forms reads best unbroken
    re.VERBOSE,
)
# "3 Findings": a number without any sign, believed only in a series of short titles.
_BARE = re.compile(r"(\d{1,2})\s{1,8}(?=[^\W\d_a-zà-öø-ÿ])(?=.{1,90}[^.,;:]$)")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True)
class Marker:
    """What stands before the content of an item.

    Attributes:
        kind: bullet, dash, arabic, decimal, code, roman, letter.
        sign: what items of one list have in common ("•", "1.", "(a)").
        value: the number, 0 for a bullet; of a decimal its last part.
        path: all parts of a decimal number but the last.
        end: where the content begins in the line's text.
    """

    kind: str
    sign: str
    value: int
    end: int
    path: tuple[int, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def numbered(self) -> bool:
        """Whether it is a number or a letter, not a bullet."""
        return self.kind not in ("bullet", "dash")

    @property
    def counts_on(self) -> bool:
        """Whether it is a number that began to count further up."""
        return self.kind == "arabic" and self.value > 1


def read_bullet(text: str) -> Marker | None:
    """The bullet at the start of a line."""
    match = _BULLET.match(text)
    if match is None:
        return None
    sign = text[0]
    return Marker("dash" if sign in _LOOSE else "bullet", sign, 0, match.end())


def read_numbers(text: str) -> list[Marker]:
    """The possible readings of the number at the start of a line: "i." is roman or a letter."""
    match = _NUMBER.match(text)
    if match is None:
        bare = _BARE.match(text)
        return [Marker("bare", "1", int(bare[1]), bare.end())] if bare else []
    opened = "(" if match["open"] else ""
    end = match.end()
    if match["decimal"]:
        *path, value = (int(part) for part in match["decimal"].split("."))
        sign = opened + ".".join("1" * (len(path) + 1)) + match["dclose"].strip(".")
        return [Marker("decimal", sign, value, end, tuple(path))]
    if match["arabic"]:
        close = match["aclose"].strip()
        if close in ("-", "–", "—", "/", ":") and text[end : end + 1].isdigit():
            return []
        code = match["code"] or ""
        kind = "code" if code else "arabic"
        return [Marker(kind, opened + code + "1" + close, int(match["arabic"]), end)]
    written = match["roman"] or match["letter"]
    close = (match["rclose"] or match["lclose"] or "").strip()
    if len(written) > 1 or written in "ivxlIVXL":
        readings = []
        case = "i" if written.islower() else "I"
        value = _roman_value(written.lower())
        if value:
            readings.append(Marker("roman", opened + case + close, value, end))
        if len(written) == 1:
            readings.append(_letter(written, opened, close, end))
        return readings
    return [_letter(written, opened, close, end)]


def _letter(written: str, opened: str, close: str, end: int) -> Marker:
    case = "a" if written.islower() else "A"
    return Marker("letter", opened + case + close, ord(written.lower()) - 96, end)


def _roman_value(written: str) -> int:
    total = 0
    for here, after in zip(written, [*written[1:], ""], strict=True):
        value = _ROMAN_VALUES[here]
        total += -value if value < _ROMAN_VALUES.get(after, 0) else value
    return total if 0 < total < 60 and _to_roman(total) == written else 0


def _to_roman(value: int) -> str:
    parts = ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
    written = ""
    for size, sign in parts:
        while value >= size:
            written += sign
            value -= size
    return written


def find_markers(lines: Sequence[Line]) -> dict[int, Marker]:
    """The marker of each line that has one, by line index.

    Doubtful ones (a letter with a dot, "1 - ", "o") are believed where a neighbour of the same
    list stands in the text: "A. Diallo" is no item unless a "B." follows.
    """
    readings: dict[int, list[Marker]] = {}
    glued = 0
    for index, line in enumerate(lines):
        bullet = read_bullet(line.text)
        if bullet is not None:
            readings[index] = [bullet]
        elif _GLUED_DASH.match(line.text):
            readings[index] = [Marker("glued", line.text[0], 0, 1)]
            glued += 1
        elif found := read_numbers(line.text):
            readings[index] = found
    positions: dict[tuple[str, tuple[int, ...], int], list[int]] = {}
    for index, found in readings.items():
        for marker in found:
            positions.setdefault((marker.sign, marker.path, marker.value), []).append(index)
    chosen: dict[int, Marker] = {}
    for index, found in readings.items():
        for marker in found:
            accepted = _accept(marker, index, lines[index].text, positions, glued)
            if accepted is not None:
                chosen[index] = accepted
                break
    return chosen


_NEAR = 80  # lines; titles lie further apart
_NEAR_TITLES = 400


def _accept(
    marker: Marker,
    index: int,
    text: str,
    positions: Mapping[tuple[str, tuple[int, ...], int], Sequence[int]],
    glued: int,
) -> Marker | None:
    if marker.kind == "glued":
        return Marker("dash", marker.sign, 0, 1) if glued >= 2 else None
    if not marker.numbered:
        return marker

    def near(step: int) -> bool:
        places = positions.get((marker.sign, marker.path, marker.value + step), ())
        reach = _NEAR_TITLES if marker.kind == "bare" else _NEAR
        return any(0 < (place - index) * step <= reach for place in places)

    content = text[marker.end :]
    has_neighbour = near(1) or near(-1)
    if marker.kind == "decimal":
        sure = content[0].isupper() or marker.sign[-1] == ")"
    elif marker.kind == "bare":
        sure = False
    elif marker.kind == "arabic":
        sure = marker.sign[-1] in ".)" and marker.value < 100
    elif marker.kind == "code":
        sure = marker.sign[-1] in ".)" and len(marker.sign) <= 4
    elif marker.kind == "roman":
        # "i." alone may be a letter list that begins elsewhere; capitals make a heading.
        sure = marker.value > 1 and marker.sign[-1] in ".)" and len(text) - len(content) > 3
        sure = sure or marker.sign.startswith("(") or (is_caps(content) and marker.sign[0] == "I")
    else:
        sure = marker.sign[-1] == ")" and (marker.value == 1 or marker.sign[0] == "(")
    return marker if sure or has_neighbour else None


def nest_item(
    open_items: list[tuple[float, str]], indent: float, sign: str, *, counts_on: bool = False
) -> int:
    """Depth of an item from 1, by its indent, then by its sign; updates the open items.

    At one indent a second sign right below an item of the first makes a sub-item, as in lists
    that lost their indents; a third sign does not go deeper still, nor does a number that counts
    on from further up.

    Args:
        counts_on: the sign is such a number ("7." below the dashes of a section numbered 6).
    """
    dedented = False
    while open_items and indent < open_items[-1][0] - 1:
        open_items.pop()
        dedented = True
    for depth in range(len(open_items) - 1, -1, -1):
        if open_items[depth][1] == sign and abs(open_items[depth][0] - indent) < 1:
            del open_items[depth + 1 :]
            return depth + 1
    level_with = [item for item in open_items if abs(item[0] - indent) < 1]
    if level_with and (dedented or counts_on or len(level_with) > 1):
        open_items[-1] = (indent, sign)
        return len(open_items)
    if open_items and indent < open_items[-1][0]:
        open_items.pop()
    open_items.append((indent, sign))
    return len(open_items)
