"""Expressions of a list as one expression."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from policynlp.folding import bound_repeats
from policynlp.languages.anchors import is_several


def compile_words(expressions: Iterable[str]) -> re.Pattern[str]:
    """One pattern for folded expressions, as whole words; the first that matches counts."""
    # A word may follow an apostrophe at once: "l'" ends where "ecole" begins.
    bounded = [bound_repeats(expression) for expression in expressions]
    joined = "|".join(bounded) or "(?!)"
    if bounded and not has_groups(bounded):  # else they would be numbered anew
        joined = _side_by_side([(one, _letters_of(one)) for one in bounded])
    return re.compile(rf"(?<!\w)(?:{joined})(?:(?!\w)|(?<='))")


def has_groups(expressions: Iterable[str]) -> bool:
    """Whether any expression may hold a group that keeps what it matches."""
    return any(map(_NUMBERED.search, expressions))


_NUMBERED = re.compile(r"\((?:\?P|(?!\?))")
_LETTERS = re.compile(r"(?:[^\\.\[\](){}|*+?^$](?![*+?{]))*")


def _letters_of(expression: str) -> int:
    """How many letters an expression begins with that must stand there; 0 where it is several
    expressions with `|` between them."""
    letters = _LETTERS.match(expression)
    return letters.end() if letters is not None and not is_several(expression) else 0


def _side_by_side(expressions: Sequence[tuple[str, int]]) -> str:
    """Expressions with `|` between them, those that begin with the same letters put together: each
    word of a text is then compared with some twenty beginnings and not with all expressions.

    The first that matches counts, as in the order given: only such change places as begin with
    different letters.
    """
    found: list[str] = []
    begun: dict[str, list[tuple[str, int]]] = {}
    for expression, letters in [*expressions, ("", 0)]:
        if letters:
            begun.setdefault(expression[0], []).append((expression, letters))
            continue
        found += map(_with_one_beginning, begun.values())
        begun.clear()
        found.append(expression)
    return "|".join(found[:-1])


def _with_one_beginning(expressions: Sequence[tuple[str, int]]) -> str:
    """Expressions that begin with the same letter."""
    if len(expressions) == 1:
        return expressions[0][0]
    first, last = min(one[:n] for one, n in expressions), max(one[:n] for one, n in expressions)
    length = next((i for i, letter in enumerate(first) if letter != last[i]), len(first))
    rests = _side_by_side([(one[length:], letters - length) for one, letters in expressions])
    return f"{expressions[0][0][:length]}(?:{rests})"
