"""Words that any match of an expression holds, read from how the expression is written."""

from __future__ import annotations

import re
from collections.abc import Iterable

# Beginnings of words that are told apart, in letters.
SHORTEST, LONGEST = 2, 8
Anchors = frozenset[tuple[str, bool]]
# The parts of an expression; what is a sign is no part of a word.
_PART = re.compile(
    r"(?P<start>\^)|(?P<border>\\b)|(?P<unknown>\\[\w\s]|\.|\$)|(?P<class>\[\^?\]?(?:[^\]\\]|\\.)*+\])"
    r"|(?P<open>\((?:\?(?:P<\w+>|:|>))?(?!\?))|(?P<look>\(\?)|(?P<close>\))|(?P<either>\|)"
    r"|(?P<letter>\w+)|(?P<sign>\\?.)",
    re.DOTALL,
)
_SIGNS = re.compile(r"\[[^\w\\^][^\w\\]*\]")
_OFTEN = re.compile(r"[*+?]\+?\??|\{\d*,?\d*\}[+?]?")


def is_several(expression: str) -> bool:
    """Whether an expression is several with `|` between them, outside all brackets."""
    if "|" not in expression:
        return False
    depth = 0
    for part in _PART.finditer(expression):
        kind = part.lastgroup
        depth += (kind in ("open", "look")) - (kind == "close")
        if kind == "either" and not depth:
            return True
    return False


def anchors_of(expression: str) -> Anchors:
    """Words of which any match of an expression holds one: each with whether it is a whole word or
    the beginning of one. None where that cannot be told.

    The match must begin where a word may begin, and end where a word ends.
    """
    reader = _Reader(expression)
    anchors, _ = reader.alternatives(apart=True, ends=True)
    return anchors if reader.at == len(expression) else frozenset()


def needed_text(expressions: Iterable[str]) -> tuple[str, ...]:
    """Beginnings of words of which a text that any of the expressions matches holds one; empty
    where that cannot be told. As `anchors_of`."""
    needed = [anchors_of(expression) for expression in expressions]
    return tuple(sorted({text for some in needed for text, _ in some})) if all(needed) else ()


class _Reader:
    """Reads an expression from left to right."""

    def __init__(self, expression: str) -> None:
        self.text = expression
        self.at = 0

    def alternatives(self, *, apart: bool, ends: bool) -> tuple[Anchors, bool]:
        """Needed words of what `|` separates, up to a closing bracket: of each at least one. And
        whether a word may begin behind it.

        Args:
            apart: whether a word may begin here.
            ends: whether a word must end behind it.
        """
        found = [self._sequence(apart, ends)]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            found.append(self._sequence(apart, ends))
        needed = [anchors for anchors, _ in found]
        apart = all(behind for _, behind in found)
        return (frozenset().union(*needed) if all(needed) else frozenset()), apart

    def _sequence(self, apart: bool, ends: bool) -> tuple[Anchors, bool]:
        choices: list[Anchors] = []
        run = ""  # letters of a word from where one may begin
        while self.at < len(self.text):
            kind, text = self._part()
            if kind in ("either", "close"):
                self.at -= 1
                break
            inner: Anchors = frozenset()
            behind = kind in ("sign", "border")
            if kind == "open":
                inner, behind = self.alternatives(apart=apart and not run, ends=False)
                self.at += 1
            elif kind in ("look", "start"):
                self._skip(kind)
                behind = apart and not run
            often = _OFTEN.match(self.text, self.at)
            self.at = often.end() if often else self.at
            optional = often is not None and often.group()[0] in "*?{"
            if kind == "letter":
                run += (text[:-1] if often else text) if apart else ""
                if not often:
                    continue
                text = text[-1]
            whole = kind in ("sign", "border") and not optional
            if run:
                choices.append(
                    _anchor(run + text if kind == "letter" and not optional else run, whole)
                )
            if not optional:
                choices.append(inner)
            apart = behind and (not optional or (apart and not run))
            run = ""
        if run:
            choices.append(_anchor(run, ends))
        return max(choices, key=_worth, default=frozenset()), apart and not run

    def _part(self) -> tuple[str, str]:
        part = _PART.match(self.text, self.at)
        assert part is not None  # any character is a part
        self.at = part.end()
        kind = str(part.lastgroup)
        return (
            "sign" if kind == "class" and _SIGNS.fullmatch(part.group()) else kind
        ), part.group()

    def _skip(self, kind: str) -> None:
        """Goes behind the bracket that closes the one just opened."""
        depth = int(kind == "look")
        while depth and self.at < len(self.text):
            kind, _ = self._part()
            depth += (kind in ("open", "look")) - (kind == "close")


def _anchor(run: str, whole: bool) -> Anchors:
    if whole:
        return frozenset({(run, True)})
    return frozenset({(run[:LONGEST], False)}) if len(run) >= SHORTEST else frozenset()


def _worth(anchors: Anchors) -> tuple[float, int]:
    """Long words are rare, and few of them rarer than many."""
    if not anchors:
        return (0.0, 0)
    return min(len(text) + whole / 2 for text, whole in anchors), -len(anchors)
