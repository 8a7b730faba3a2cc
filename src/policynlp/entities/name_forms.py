"""Forms of names with their ids, as a gazetteer keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from policynlp.folding import fold
from policynlp.schema import EntityLabel

_WORD = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True)
class Name:
    """One form of a name.

    Attributes:
        values: canonical ids, prefix included; several where bodies of several countries share it.
        exact: must be printed as written here, capitals included (acronyms, everyday words).
        ambiguous: also means something else; taken only where something else speaks for it.
        language: of the form, or None where it is the same in all.
    """

    text: str
    values: tuple[str, ...]
    label: EntityLabel
    exact: bool = False
    ambiguous: bool = False
    language: str | None = None


@dataclass
class Node:
    """A place in a tree of words: what may follow there, and the names that end there."""

    following: dict[str, Node] = field(default_factory=dict)
    names: list[Name] = field(default_factory=list)


def words_in(text: str) -> list[str]:
    """The folded words of a text, numbers apart from letters."""
    return _WORD.findall(fold(text))


def listed_forms(names: Iterable[Name]) -> tuple[dict[str, list[Any]], dict[str, dict[str, str]]]:
    """What a gazetteer is made of, as JSON can hold it."""
    forms: dict[str, list[Any]] = {}
    titles: dict[str, dict[str, str]] = {}
    for name in names:
        first, *rest = words_in(name.text) or [""]
        if not first:
            continue
        forms.setdefault(first, []).append([rest, *vars(name).values()])
        for value in name.values:
            if not name.exact or value not in titles:
                # The first full form listed is the one shown as canonical name.
                titles.setdefault(value, {}).setdefault(name.language or "", name.text)
    return forms, titles


def add_form(names: list[Name], name: Name) -> None:
    """Adds a form, or its ids to those of the same one."""
    for i, other in enumerate(names):
        if (other.text, other.label, other.language) == (name.text, name.label, name.language):
            merged = tuple(dict.fromkeys((*other.values, *name.values)))
            names[i] = replace(other, values=merged, ambiguous=True)
            return
    names.append(name)
