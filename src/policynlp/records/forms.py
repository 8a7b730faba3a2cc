"""Labelled values: forms, "Label: value" lines and headings with what stands under them.

Missions, trainings and events are written as forms as often as in prose. `read_form` gathers, for a
stretch of the document, the passages that belong to each label of a record type's data file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.schema import Entity, EntityLabel

Form = Mapping[str, tuple[Passage, ...]]

# A matching heading this far above a passage still labels it ("Persons met" > "In Kara" > item).
DEEPEST = 3
_INDENT = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True)
class Scope:
    """A stretch of the document, [start, end), that one record of a form-like type is read from."""

    start: int
    end: int
    heading: Heading | None = None

    def holds(self, passage: Passage) -> bool:
        """Whether a passage lies in the stretch."""
        return self.start <= passage.start < self.end


def read_form(document: AnnotatedDocument, scope: Scope, name: str, labels: Sequence[str]) -> Form:
    """The passages under each label, in reading order; labels without any are left out.

    Args:
        name: data file of the record type, for instance `records/mission`.
        labels: keys of its `labels` table; each expression must match a whole label.
    """
    found: dict[str, list[Passage]] = {}
    taken: set[int] = set()
    for field in document.fields:
        if not field.inline or not scope.start <= field.block.start < scope.end:
            continue
        key = match_label(field.label, name, labels)
        if key is not None:
            found.setdefault(key, []).extend(field.values)
            taken.add(field.block.start)
    for passage in document.passages:
        if passage.block.start in taken or not scope.holds(passage):
            continue
        key = label_above(passage, name, labels)
        if key is not None:
            found.setdefault(key, []).append(passage)
    return {key: tuple(sorted(values, key=lambda p: p.start)) for key, values in found.items()}


def match_label(label: str, name: str, labels: Sequence[str]) -> str | None:
    """The first of the labels whose expressions match the folded text from end to end."""
    bare = _INDENT.sub("", label)
    for key in labels:
        for code in available():
            if lexicon(code).pattern(name, f"labels.{key}").fullmatch(bare):
                return key
    return None


def label_above(passage: Passage, name: str, labels: Sequence[str]) -> str | None:
    """The label that the line introducing a passage, or a heading close above it, stands for."""
    if passage.lead_in:
        key = match_label(fold(passage.lead_in), name, labels)
        if key is not None:
            return key
    for heading in list(reversed(passage.path))[:DEEPEST]:
        key = match_label(fold(heading.text).strip(), name, labels)
        if key is not None:
            return key
        if not heading.colon and heading is not passage.path[-1]:
            break
    return None


def items_of(passages: Iterable[Passage]) -> list[Passage]:
    """What a list-valued label holds: its items or rows where it has any, else its sentences.

    Items that only introduce sub-items and sentences that only introduce a list are left out.
    """
    everything = list(passages)
    listed = [p for p in everything if p.kind != "sentence" and not p.has_children]
    if listed:
        return listed
    return [p for p in everything if not p.text.rstrip().endswith(":")]


def entities_of(
    document: AnnotatedDocument, passages: Iterable[Passage], *labels: EntityLabel
) -> list[Entity]:
    """Entities of these labels in the passages, in order."""
    return [e for p in passages for e in document.entities_in(p.start, p.end, *labels)]


def distinct(values: Iterable[str]) -> list[str]:
    """Values once each, in order of first appearance, compared in folded form."""
    seen: dict[str, str] = {}
    for value in values:
        seen.setdefault(fold(value).strip(), value)
    return [value for key, value in seen.items() if key]
