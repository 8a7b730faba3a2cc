"""Labelled values: forms, "Label: value" lines and headings with what stands under them.

Missions, trainings and events are written as forms as often as in prose. `read_form` gathers, for a
stretch of the document, the passages that belong to each label of a record type's data file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from policynlp.annotated import AnnotatedDocument, Heading, Passage, TableCell, once_a_document
from policynlp.folding import fold
from policynlp.languages import any_of, available, lexicon
from policynlp.records.parts.prose import clauses
from policynlp.schema import Entity, EntityLabel
from policynlp.sections import section_kinds

Form = Mapping[str, tuple[Passage, ...]]

# A matching heading this far above a passage still labels it ("Persons met" > "In Kara" > item).
DEEPEST = 3
# A numbered line that is a section's title ("2. Objectifs") has few words.
MAX_TITLE_WORDS = 8
# The same for a title with a small letter for a number.
MAX_LETTERED = 4
_INDENT = re.compile(r"^\W+|\W+$")
_HALVES = re.compile(r"\s(?:/|\||–|—)\s|\s?/\s")
_LISTED = re.compile(r"\s{0,20}(?:\(?(?:\d{1,2}|[a-h]|[ivx]{1,4})[.)]|[-–•*])\s+(?=\S)")
# Characters of a label that is worth keeping what it stands for.
MAX_KEPT_LABEL = 200
# "Dates (travel included)".
_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,2}[.):]?\s+(?=[^\W\d_])")
_REMARK = re.compile(r"\s?\([^()]{3,40}\)$")
_WORD = re.compile(r"\S+")
MAX_NEXT_LABEL_WORDS = 4
_COLON = re.compile(r"\s{0,5}:\s{1,5}(?=\S)")
_NEXT_LABEL = re.compile(
    r"(?:\s/\s|\s{3,9}|\s\|\s|[.;]\s)"
    r"(?P<label>[A-ZÀ-Þ][^\W\d_]{1,20}(?: [^\W\d_]{1,20}){0,3})\s?:\s{1,3}(?=\S)"
)
# "9. PERSONS MET Dr Toure (WHO); ...": a numbered title in capitals with its text on its line.
_CAPITAL_LABEL = re.compile(
    r"(?:\d{1,2}[.)]\s{1,5})?(?P<label>[A-ZÀ-Þ][A-ZÀ-Þ'’/-]{2,20}(?:\s[A-ZÀ-Þ'’/-]{1,20}){1,8})\s+"
    r"(?=[«“\"(]?[A-ZÀ-Þ]?[a-zà-ÿ'’]{1,20}[\s,.;])"
)
_INLINE = re.compile(r"(?P<label>[^:\n]{2,60}?)\s?:\s+(?=\S)")


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
    listing: dict[int, str] = {}
    for label, values in _labelled_values(document, scope, name, labels):
        key = match_label(label, name, labels)
        if key is None:
            continue
        # The row or block that holds label and value is no value of anything above it.
        taken.add(values[0].parent.start if values[0].parent else values[0].block.start)
        if _LISTED.match(values[0].text) and values[0].block.kind == "paragraph":
            listing[values[0].block.start] = key
        found.setdefault(key, []).extend(_without_mark(document, value) for value in values)
    titled = _under_titles(document, listing) if listing else _under_plain_titles(document)
    for passage, title, running in titled:
        if not scope.holds(passage) or passage.start in taken or passage.block.start in taken:
            continue
        key = running or _label_under(passage, title, name, labels)
        if key is not None:
            found.setdefault(key, []).append(passage)
    return {key: _in_order(values) for key, values in found.items()}


def _in_order(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    unique = {(p.start, p.end): p for p in passages}
    return tuple(unique[span] for span in sorted(unique))


def _label_under(
    passage: Passage, title: Passage | None, name: str, labels: Sequence[str]
) -> str | None:
    """The label above a passage; a numbered title line hides the headings before it."""
    if title is None:
        return label_above(passage, name, labels)
    path = tuple(heading for heading in passage.path if heading.start > title.start)
    key = label_above(replace(passage, path=path), name, labels)
    return key or match_label(fold(title.text).strip(), name, labels)


def _labelled_values(
    document: AnnotatedDocument, scope: Scope, name: str, labels: Sequence[str]
) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """Folded labels with their values: inline, in two cells of a row, in a heading."""
    for field in document.fields:
        if field.inline and scope.start <= field.block.start < scope.end:
            yield from _labels_in_line(field.label, field.values, name, labels)
    for passage in document.of_kind("item"):
        mark = _CAPITAL_LABEL.match(passage.text) if scope.holds(passage) else None
        if mark is not None and passage.number:
            start = passage.start + mark.end()
            text = document.text[start : passage.end]
            yield fold(mark["label"]), (replace(passage, kind="sentence", start=start, text=text),)
    for row, label, value in _rows_of_two(document):
        if scope.holds(row):
            yield fold(label.text).strip(" :"), tuple(_lines(row, value))
    for heading in document.headings:
        match = _INLINE.match(heading.text)
        if match is not None and scope.start <= heading.start < scope.end:
            start = heading.start + match.end()
            text = document.text[start : heading.end]
            yield (
                fold(match["label"]),
                (
                    Passage(
                        kind="sentence", text=text, start=start, end=heading.end,
                        block=heading.block, index=0, language=heading.block.language,
                    ),
                ),
            )  # fmt: skip


@once_a_document
def _rows_of_two(document: AnnotatedDocument) -> tuple[tuple[Passage, TableCell, TableCell], ...]:
    """Table rows with two cells that are not empty, and these."""
    found = []
    for passage in document.passages:
        if passage.kind == "row":
            filled = [cell for cell in passage.cells if cell.text.strip()]
            if len(filled) == 2:
                found.append((passage, filled[0], filled[1]))
    return tuple(found)


def _labels_in_line(
    label: str, values: tuple[Passage, ...], name: str, labels: Sequence[str]
) -> Iterator[tuple[str, tuple[Passage, ...]]]:
    """A labelled value with those behind it on its line: "Name: X / Post: Y / Unit: Z"."""
    value = values[0] if len(values) == 1 and not values[0].cells else None
    marks = _next_labels(value.text, name, labels) if value is not None else []
    if value is None or not marks:
        yield label, values
        return
    begin = 0
    for following, mark_start, mark_end in [*marks, ("", len(value.text), len(value.text))]:
        start = value.start + begin
        text = value.text[begin:mark_start]
        if text.strip():
            yield label, (replace(value, text=text, start=start, end=value.start + mark_start),)
        label, begin = following, mark_end


def _next_labels(text: str, name: str, labels: Sequence[str]) -> list[tuple[str, int, int]]:
    """Labels inside a value, folded, with their offsets: any behind a mark, known ones also behind
    a space ("Left: 3 May Returned: 9 May")."""
    found = [
        (fold(mark["label"]).strip(), mark.start(), mark.end())
        for mark in _NEXT_LABEL.finditer(text)
    ]
    floor = 0
    for colon in _COLON.finditer(text):
        words = list(_WORD.finditer(text, floor, colon.start()))
        marked = any(mark[2] == colon.end() for mark in found)
        # The value before keeps a word at least; of "Health Return date" only the end is a label.
        for word in () if marked else words[1:][-MAX_NEXT_LABEL_WORDS:]:
            label = fold(text[word.start() : colon.start()]).strip()
            if word.group()[0].isupper() and match_label(label, name, labels) is not None:
                found.append((label, word.start(), colon.end()))
                break
        floor = colon.end()
    return sorted(found, key=lambda mark: mark[1])


def _lines(row: Passage, cell: TableCell) -> Iterator[Passage]:
    """The lines of a value's cell, as items that know their row."""
    position = cell.start
    for line in cell.text.split("\n"):
        if line.strip():
            yield replace(
                row, kind="item", text=line, start=position, end=position + len(line),
                cells=(), number=None, parent=row, lead_in=None, lead_span=None,
            )  # fmt: skip
        position += len(line) + 1


def _without_mark(document: AnnotatedDocument, value: Passage) -> Passage:
    colon = _COLON.match(value.text)
    if colon is not None:  # a label and its value in columns: "To    : the Director"
        start = value.start + colon.end()
        value = replace(value, start=start, text=document.text[start : value.end])
    match = _LISTED.match(value.text)
    if match is None or len(clauses(value.text)) > 1:
        return value
    start = value.start + match.end()
    return replace(value, kind="item", start=start, text=document.text[start : value.end])


def _under_titles(
    document: AnnotatedDocument, listing: Mapping[int, str]
) -> Iterator[tuple[Passage, Passage | None, str | None]]:
    """Passages with the numbered title line above them, and the label whose list they carry on.

    Texts without blank lines have titles that look like list items ("2. Objectifs").
    """
    title: Passage | None = None
    path: tuple[Heading, ...] = ()
    running: str | None = None
    passages = document.passages
    for i, passage in enumerate(passages):
        own = tuple(heading for heading in passage.path if not heading.colon)
        capital = passage.number and _CAPITAL_LABEL.match(passage.text)
        if capital or is_numbered_title(passage, title):
            title, path, running = passage, own, None
            continue
        if own != path:
            title, path = None, own
        if passage.block.start in listing:
            running = listing[passage.block.start]
        elif passage.kind != "item":
            running = None
        following = passages[i + 1] if i + 1 < len(passages) else None
        if passage.has_children and following is not None and is_numbered_title(following, title):
            passage = replace(passage, has_children=False)
        yield passage, title, running


@once_a_document
def _under_plain_titles(
    document: AnnotatedDocument,
) -> tuple[tuple[Passage, Passage | None, str | None], ...]:
    return tuple(_under_titles(document, {}))


def is_numbered_title(passage: Passage, before: Passage | None = None) -> bool:
    """Whether a list item is the title of a section: numbered, short, and known as one, or
    numbered next to the title `before`."""
    text = passage.text.strip()
    return (
        passage.kind == "item"
        and passage.number is not None
        and len(text.split()) <= MAX_TITLE_WORDS
        and text[:1].isupper()
        and not text.endswith((".", ";", ",", ":"))
        and not (passage.number.islower() and len(text.split()) > MAX_LETTERED)
        and (bool(section_kinds(text)) or _follows(before, passage.number))
    )


def _follows(before: Passage | None, number: str) -> bool:
    one = before.number if before is not None else None
    return one is not None and one.isdigit() and number.isdigit() and int(number) == int(one) + 1


def match_label(label: str, name: str, labels: Sequence[str]) -> str | None:
    """The first of the labels whose expressions match the folded text from end to end."""
    if len(label) > MAX_KEPT_LABEL:
        return _match(label, name, tuple(labels))
    return _match_kept(label, name, tuple(labels))


def _match(label: str, name: str, labels: tuple[str, ...]) -> str | None:
    for bare in _writings(label):
        for key in labels:
            for code in available():
                if lexicon(code).pattern(name, f"labels.{key}").fullmatch(bare):
                    return key
    return None


# Headings and columns come again and again, and each type asks about them.
_match_kept = lru_cache(maxsize=8192)(_match)


def _writings(label: str) -> Iterator[str]:
    """A label as printed, behind "Annex 2:", and each half of one in two languages."""
    bare = _INDENT.sub("", label)
    if bare.count("(") > bare.count(")"):
        bare += ")"  # "traveller(s)"
    yield bare
    number = _NUMBER.match(bare)
    if number is not None:  # "3. Departure / return"
        bare = bare[number.end() :]
        yield bare
    remark = _REMARK.search(bare)
    if remark is not None:
        yield bare[: remark.start()]
    annex = _annex().match(bare)
    if annex is not None and annex.end() < len(bare):
        yield bare[annex.end() :]
    halves = _HALVES.split(bare)
    if len(halves) == 2 and all(len(half) > 1 for half in halves):
        yield from halves


@cache
def _annex() -> re.Pattern[str]:
    """What is printed before the name of an annex or article: "Annex 2: ", « Article 4 - »."""
    named = any_of("lexicon", "annexes", "attachments", "articles_of_text")
    return re.compile(rf"{named}(?: \w{{1,4}})?\s?[:.–—-]\s?")


def label_above(passage: Passage, name: str, labels: Sequence[str]) -> str | None:
    """The label that the line introducing a passage, or a heading close above it, stands for.

    A heading that names another kind of section hides those above it.
    """
    if passage.lead_in:
        key = match_label(fold(passage.lead_in), name, labels)
        if key is not None:
            return key
    if passage.parent is not None and passage.parent.text.rstrip().endswith(":"):
        key = match_label(fold(passage.parent.text).strip(" :"), name, labels)
        if key is not None:
            return key
    for heading in list(reversed(passage.path))[:DEEPEST]:
        key = match_label(fold(heading.text).strip(), name, labels)
        if key is not None:
            return key
        if not heading.colon and (heading is not passage.path[-1] or section_kinds(heading.text)):
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
