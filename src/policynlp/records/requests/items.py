"""List items that ask or plan: which of a nested list count, and their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from policynlp.annotated import AnnotatedDocument, Heading, Passage, TableCell
from policynlp.folding import fold
from policynlp.records.parts.bodies import is_body, split_bodies
from policynlp.records.parts.moods import read_moods
from policynlp.records.requests.deadlines import (
    NONE,
    Deadline,
    lead_deadline,
    read_deadline,
    read_deadline_cell,
)
from policynlp.records.requests.runins import read_run_ins
from policynlp.records.requests.signals import ASKING, Reading, read_passage
from policynlp.records.requests.step_titles import announces_steps
from policynlp.records.weighing.places import place_of
from policynlp.sentences import number_sign, split_sentences

_SPACES = re.compile(r"\s+")
_NUMBER = r"(?P<number>[A-Z]{0,3}[.\-]?\d{1,3}(?:\.\d{1,2}){0,3}[a-z]?)(?:\s?\([^()]{1,40}\))?\s?"
_NUMBERED_TITLE_WORDS = 4
# How many passages under a heading may hold its labelled values.
LINES_BELOW = 8


def request_parts(document: AnnotatedDocument) -> Iterator[Passage]:
    """Rows of tables, and the items and sentences of all other passages, in reading order."""
    for passage in document.passages:
        if passage.language is None:
            continue
        if passage.kind == "row":
            yield passage
        else:
            yield from split_items(document, passage)


def members_of(document: AnnotatedDocument, reading: Reading) -> list[Passage] | None:
    """The passages that the record of a passage is read from; None where it has none."""
    if reading.passage.kind == "item":
        return own_request(document, reading)
    return [reading.passage]


def deadline_of(
    document: AnnotatedDocument, passage: Passage, end: int, values: Mapping[str, TableCell]
) -> Deadline:
    """By when: the labelled value, else what the text up to `end` says, else what introduces it."""
    if "deadline" in values:
        return read_deadline_cell(document, values["deadline"].start, values["deadline"].end)
    deadline = read_deadline(document, passage.start, end)
    return lead_deadline(document, passage) if deadline is NONE else deadline


def own_request(document: AnnotatedDocument, reading: Reading) -> list[Passage] | None:
    """The passages that an item's record is read from; None where it only introduces others.

    A leaf is itself. A parent that ends in a colon over requests of their own is none; over
    fragments ("... with facilities that: have ...") it is one record with them.
    """
    passage = reading.passage
    children = children_of(document, passage) if passage.has_children else []
    if not children:
        return None if _belongs_to_parent(document, passage) else [passage]
    named = document.entities_in(passage.start, passage.end, "ORG")
    opening = reading.has("infinitive", "imperative") and not (
        named and named[0].start == passage.start
    )
    opening = opening or reading.has(*ASKING, "future")
    if not opening and is_body(document, passage.start, passage.end):
        return None
    requests = [child for child in children if speaks_itself(document, child)]
    introduces = passage.text.rstrip().endswith(":")
    if introduces:
        if not _complete(reading):
            return None
        return [passage] if requests else [passage, *children]
    if reading.moods and not (requests and "nominal" in reading.moods and _is_title(passage)):
        return [passage]
    return None


def _is_title(passage: Passage) -> bool:
    return len(passage.text.split()) <= 12 and not passage.text.rstrip().endswith((".", ";"))


def _complete(reading: Reading) -> bool:
    """Whether a line that ends in a colon asks for something by itself."""
    passage = reading.passage
    cues = [cue for mood, cue in reading.moods.items() if mood in ASKING]
    if cues:
        # "The Ministry should:" asks for nothing yet.
        rest = passage.text[max(cue.end for cue in cues) :].strip(" :")
        return len(rest.split()) > 2
    return reading.has("infinitive", "imperative") and len(passage.text.split()) > 3


def children_of(document: AnnotatedDocument, passage: Passage) -> list[Passage]:
    """The items right under an item."""
    found = []
    for other in document.passages[passage.index + 1 :]:
        if other.kind != "item":
            break
        if other.parent is not None and other.parent.start == passage.start:
            found.append(other)
        elif other.parent is None:
            break
    return found


def speaks_itself(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether an item under another asks or plans something by itself."""
    moods = {cue.mood for cue in read_moods(passage.text, document.lexicon(passage))}
    return bool(moods & (ASKING | {"infinitive", "imperative", "nominal", "future"}))


def _belongs_to_parent(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sub-item is a detail of a parent that is a record by itself."""
    parent = passage.parent
    if parent is None:
        return False
    siblings = children_of(document, parent)
    if parent.text.rstrip().endswith(":"):
        if any(speaks_itself(document, sibling) for sibling in siblings):
            return False
        # "We recommend that:" is no record of its own, so what follows is.
        return _complete(read_passage(document, parent))
    parent_moods = {cue.mood for cue in read_moods(parent.text, document.lexicon(parent))}
    return bool(parent_moods) and not speaks_itself(document, passage)


# Where whole items ask or plan; elsewhere an item's sentences are read one by one.
_LISTED = frozenset({"recommendations", "next_steps", "decisions", "actions", "ways"})


def split_items(document: AnnotatedDocument, passage: Passage) -> Iterator[Passage]:
    """An item as it is where lists ask or plan, elsewhere as its sentences."""
    inside = passage.parent is not None and passage.parent.text.rstrip().endswith(":")
    if passage.kind != "item" or passage.has_children or inside:
        yield passage
        return
    place = place_of(document, passage.path)
    listed = place.kind in _LISTED and not place.mixed
    if listed or passage.lead_in is not None or announces_steps(document, passage.path):
        yield passage
        return
    rules = document.lexicon(passage)
    spans = list(split_sentences(passage.text, rules))
    if len(spans) < 2:
        yield passage
        return
    for s, e in spans:
        start, end = passage.start + s, passage.start + e
        text = document.text[start:end]
        number = passage.number if s == 0 else None
        yield replace(passage, kind="sentence", text=text, start=start, end=end, number=number)


def run_ins(
    document: AnnotatedDocument, reading: Reading, members: list[Passage]
) -> tuple[int | None, Mapping[str, TableCell]]:
    """Where labelled values end an item's text, None where they do not, and those values."""
    if len(members) > 1:
        return None, {}
    if reading.passage.kind != "item":
        behind = reading.passage.end
        stop, values = read_run_ins(document, behind, reading.passage.block.end)
        if values and stop <= behind:
            return None, values
        if reading.label.number is None:
            return None, {}
        start = reading.passage.index + 1
        return None, _values_in(document, document.passages[start : start + LINES_BELOW])
    core, passage = reading.core, reading.passage
    stop, values = read_run_ins(document, core.start, passage.end)
    if values and stop > core.start:
        return stop, values
    if passage.index < 0:
        return None, _values_below(document, passage)
    return None, {}


def holds_values(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a sentence is nothing but labelled values ("Addressee: the Board; due: June")."""
    if passage.kind != "sentence":
        return False
    stop, values = read_run_ins(document, passage.start, passage.end)
    return bool(values) and stop <= passage.start


def _values_below(document: AnnotatedDocument, heading: Passage) -> Mapping[str, TableCell]:
    """Labelled values in the first lines under a heading that is a record itself."""
    below = [p for p in document.passages if p.path and p.path[-1].start == heading.start]
    return _values_in(document, below[:LINES_BELOW])


def _values_in(document: AnnotatedDocument, passages: Sequence[Passage]) -> Mapping[str, TableCell]:
    """The values of the first paragraph that consists of labelled values."""
    for start, end in dict.fromkeys((p.block.start, p.block.end) for p in passages):
        stop, values = read_run_ins(document, start, end)
        if values and stop == start:
            return values
        if _labelled().match(document.text, start, end):
            break
    return {}


def cell_bodies(document: AnnotatedDocument, values: Mapping[str, TableCell]) -> list[str]:
    """The bodies in the value labelled as responsible."""
    if "responsible" not in values:
        return []
    cell = values["responsible"]
    return split_bodies(document, cell.start, cell.end)


def item_text(
    document: AnnotatedDocument, members: list[Passage], start: int, stop: int | None = None
) -> str:
    """The text of an item with its sub-items, white space folded, from `start` to `stop`."""
    end = members[0].end if stop is None else stop
    parts = [document.text[start:end], *(m.text for m in members[1:])]
    return _SPACES.sub(" ", " ".join(parts)).strip()


def heading_number(document: AnnotatedDocument, passage: Passage) -> str | None:
    """The number of a heading that is nothing else ("Recommendation 2") above a passage."""
    heading = passage.heading
    match = _number_alone().fullmatch(heading.text.strip()) if heading is not None else None
    if match is None:
        return None
    label = document.lexicon(passage).pattern("records/recommendation", "label")
    return match["number"] if label.fullmatch(fold(match["word"])) else None


def leading_items(document: AnnotatedDocument) -> Iterator[Passage]:
    """Headings that are requests themselves: "Recommendation 2: Train midwives", or a numbered
    title in the imperative with only explanation under it."""
    owners: dict[int, list[Passage]] = {}
    for passage in document.passages:
        if passage.path:
            owners.setdefault(passage.path[-1].start, []).append(passage)
    for i, heading in enumerate(document.headings):
        block = heading.block
        language = block.language
        if language is None or len(heading.text.split()) < _NUMBERED_TITLE_WORDS or heading.colon:
            continue
        path = _path_above(document, i)
        labelled = _labelled().match(document.text, heading.start, heading.end)
        passage = Passage(
            kind="item",
            text=document.text[heading.start : heading.end],
            start=heading.start,
            end=heading.end,
            block=block,
            index=-1,
            language=language,
            number=document.loaded.numbers.get(block.id),
            path=path,
        )
        if place_of(document, path).kind != "recommendations" and labelled is None:
            continue
        bare = document.text[labelled.end() if labelled else heading.start : heading.end]
        moods = {cue.mood for cue in read_moods(bare, document.lexicon(passage))}
        if not moods & (ASKING | {"infinitive", "imperative"}):
            continue
        below = owners.get(heading.start, [])
        if labelled is None and any(p.kind != "sentence" for p in below):
            continue
        yield passage


def _path_above(document: AnnotatedDocument, position: int) -> tuple[Heading, ...]:
    """The headings above the heading at `position`."""
    heading = document.headings[position]
    path: list[Heading] = []
    level = heading.level
    for other in reversed(document.headings[:position]):
        if other.level < level:
            path.append(other)
            level = other.level
    return tuple(reversed(path))


@cache
def _labelled() -> re.Pattern[str]:
    """A label with its number, before its text: "Recommendation no. 2: "."""
    return re.compile(
        rf"(?:\w{{4,18}}\.?\s){{0,2}}\w{{4,18}}\s?{number_sign()}{_NUMBER}[:.–—-]\s+(?=\S)"
    )


@cache
def _number_alone() -> re.Pattern[str]:
    """A label and its number as a heading of its own: "Recommendation 2"."""
    return re.compile(rf"(?P<word>[^\W\d]{{4,18}})\.?\s?{number_sign()}{_NUMBER}[:.]?")
