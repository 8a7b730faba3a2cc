"""Labelled values of an announcement: lines, form rows, lists and paragraphs under titles.

Labels stand in `languages/*/records/training.toml` and `organisers.toml`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from policynlp.annotated import AnnotatedDocument, Heading, Passage, once_a_document
from policynlp.folding import fold
from policynlp.languages import any_of
from policynlp.records.parts.forms import DEEPEST, Scope, match_label
from policynlp.records.parts.organisers import NAME as BACKERS
from policynlp.records.training.sentences import passages_in
from policynlp.records.training.values import NAME

LABELS = (
    "title", "first", "last", "dates", "place", "audience", "count", "hours", "sessions",
    "duration", "cost", "objectives", "with", "backers",
)  # fmt: skip
BACKER_LABELS = ("organizers", "funders", "backers")
_SHARED_LABELS = ("organizers", "funders")
_LABEL = re.compile(
    r"(?:^|(?<=[\s;.|]))(?P<label>[^\W\d_][^\n:;.]{1,46}?)\s?(?::|\.{3,80}|…{1,30})(?=\s)"
)
# "When? 3 to 24 October", « Pour qui ? Pharmaciens »
# A sentence with a label of its own inside a paragraph: "Begins: Monday 17 February."
_SENTENCE = re.compile(r"(?P<label>[^\W\d_][^\n:;.?]{1,46}?)\s?:\s+(?=\S)")
MAX_LINE_WORDS = 9
_QUESTION = re.compile(r"(?P<label>[^\W\d_][^\n:;.?]{1,46}?)\s?\?\s+(?=\S)")


@dataclass(frozen=True)
class Value:
    """A stretch of text that a label stands for; `passage` holds it.

    Attributes:
        inline: it stands on the label's own line; else in a list or paragraph under it.
    """

    key: str
    start: int
    end: int
    passage: Passage
    inline: bool = False

    @property
    def listed(self) -> bool:
        """It is an item of a list under the label."""
        return self.passage.kind == "item" and not self.inline


def labelled_values(
    document: AnnotatedDocument, scope: Scope, heading: Heading | None
) -> list[Value]:
    """The labelled values of a stretch, in reading order: lines, form rows, titled lists."""
    found: list[Value] = []
    fields = document.fields
    first = bisect_left(fields, scope.start, key=lambda f: f.block.start)
    last = bisect_left(fields, scope.end, key=lambda f: f.block.start)
    for field in fields[first:last]:
        if not field.inline:
            continue
        for passage in field.values[:1]:
            found += _line_values(document, field.label, passage)
    taken = {v.passage.block.start for v in found}
    titles = line_titles(document)
    for passage in passages_in(document, scope.start, scope.end):
        if passage.block.start in taken:
            continue
        if passage.kind == "row" and (value := _row_value(passage)) is not None:
            found.append(value)
            continue
        if passage.start in titles.lines:
            continue
        if passage.kind == "sentence" and (told := _SENTENCE.match(passage.text)) is not None:
            key = key_of_label(told["label"])
            if key is not None and passage.start + told.end() < passage.end:
                start = passage.start + told.end()
                found.append(Value(key, start, passage.end, passage, inline=True))
                continue
        asked = _QUESTION.match(document.text, passage.start, passage.end)
        key = key_of_label(asked["label"]) if asked is not None else None
        if asked is not None and key is not None:
            found.append(Value(key, asked.end(), passage.end, passage, inline=True))
            continue
        title = titles.above.get(passage.start)
        if title is not None and not passage.lead_in:
            key = key_of_label(title)
        else:
            key = _key_above(document, passage, heading)
        if key is not None and not (
            passage.kind == "row" and (key in BACKER_LABELS or _is_step(document, passage))
        ):
            # The rows of a table under "Organisation" are modules and hours.
            found.append(Value(key, passage.start, passage.end, passage))
    return sorted(found, key=lambda v: v.start)


def _is_step(document: AnnotatedDocument, row: Passage) -> bool:
    """Whether a row tells what happens on a day: "30 April | Applications close"."""
    cells = [cell for cell in row.cells if cell.text.strip()]
    dated = [bool(document.entities_in(cell.start, cell.end, "DATE")) for cell in cells]
    return len(cells) == 2 and dated[0] != dated[1]


def key_of_label(label: str) -> str | None:
    """What a label stands for: a key of `LABELS`, `BACKER_LABELS`, or None."""
    bare = fold(label).strip(" :?!.*")
    key = _key_of(bare)
    if key is None:
        whole = _of_course().fullmatch(bare)
        key = _key_of(whole["label"]) if whole is not None else None
    return key


def _key_of(bare: str) -> str | None:
    return match_label(bare, BACKERS, _SHARED_LABELS) or match_label(
        bare, NAME, (*LABELS, *_SHARED_LABELS)
    )


@cache
def _of_course() -> re.Pattern[str]:
    """A label with the noun for the course beside it: "course start", « fin du cours »."""
    noun = any_of(NAME, "nouns.any_course")
    of = any_of(NAME, "labels.of_course")
    article = any_of("lexicon", "articles")
    return re.compile(
        rf"(?:(?:{article} )?{noun} )?(?P<label>[^\W\d_][^:\n]{{1,40}}?)(?: {of} ?{noun})?"
    )


def _line_values(document: AnnotatedDocument, label: str, passage: Passage) -> Iterator[Value]:
    """The value of a line, and those of further labels on the same line."""
    start, key = passage.start, key_of_label(label)
    for match in _LABEL.finditer(document.text, passage.start, passage.end):
        words = match["label"].split()
        for first in range(len(words)):
            inner = key_of_label(" ".join(words[first:]))
            if inner is None or (first and words[first][:1].islower()):
                continue  # "Subject: distance course: ..." has one label
            at = document.text.rindex(words[first], start, match.end("label"))
            if key is not None and at > start:
                yield Value(key, start, at, passage, inline=True)
            start, key = match.end(), inner
            break
    if key is not None:
        yield Value(key, start, passage.end, passage, inline=True)


def _row_value(row: Passage) -> Value | None:
    """The value of a form's row of two cells."""
    cells = [cell for cell in row.cells if cell.text.strip()]
    if len(cells) != 2:
        return None
    key = key_of_label(cells[0].text)
    return None if key is None else Value(key, cells[1].start, cells[1].end, row, inline=True)


def _key_above(document: AnnotatedDocument, passage: Passage, own: Heading | None) -> str | None:
    """The label that a lead-in or heading above a passage stands for."""
    if passage.lead_in and (key := key_of_label(passage.lead_in)) is not None:
        return key
    if passage.lead_in and passage.kind == "item":
        rules = document.lexicon(passage)
        if rules.pattern(NAME, "cues.introduces").search(fold(passage.lead_in)):
            return "objectives"
    for heading in list(reversed(passage.path))[:DEEPEST]:
        if own is not None and heading.start <= own.start:
            return None
        key = key_of_label(heading.text)
        if key is not None:
            return key
        if heading.colon and passage.kind == "item":
            rules = document.lexicon(passage)
            if rules.pattern(NAME, "cues.introduces").search(fold(heading.text)):
                return "objectives"
    return None


@dataclass(frozen=True)
class LineTitles:
    """Lines that stand as titles without being headings.

    Attributes:
        lines: where they start.
        above: by the start of a passage, the folded title line above it.
    """

    lines: frozenset[int]
    above: Mapping[int, str]


@once_a_document
def line_titles(document: AnnotatedDocument) -> LineTitles:
    """Short lines alone in their block that ask or are labels: "Who pays?", « Candidater »."""
    lines: set[int] = set()
    above: dict[int, str] = {}
    title: str | None = None
    at = 0
    for passage in document.passages:
        if any(h.start > at and not h.colon for h in passage.path):
            title = None
        if _is_line_title(document, passage):
            lines.add(passage.start)
            at = passage.start
            title = fold(passage.text).strip(" :")
        elif title is not None:
            above[passage.start] = title
    return LineTitles(frozenset(lines), above)


def _is_line_title(document: AnnotatedDocument, passage: Passage) -> bool:
    text = passage.text.strip()
    alone = passage.start == passage.block.start and passage.end >= passage.block.end - 1
    if passage.kind != "sentence" or not alone or len(text.split()) > MAX_LINE_WORDS:
        return False
    if text.endswith("?"):
        return True
    if text.endswith((".", ";", ",", "!", "”", "»")) or not text[:1].isupper():
        return False
    skipped = document.lexicon(passage).pattern(NAME, "cues.skipped")
    bare = fold(text).strip(" :")
    return skipped.fullmatch(bare) is not None or key_of_label(bare) is not None


def is_label_line(document: AnnotatedDocument, heading: Heading) -> bool:
    """Whether a heading is a labelled line that looks like one ("Fee: KES 45,000")."""
    label, colon, _ = heading.text.partition(":")
    folded = fold(label).strip()
    skipped = document.lexicon_at(heading.start).pattern(NAME, "cues.skipped")
    return bool(colon) and (
        skipped.fullmatch(folded) is not None or key_of_label(folded) not in (None, "title")
    )
