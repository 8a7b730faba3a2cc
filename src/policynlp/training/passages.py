"""Labelled passages for the classifiers: single ones, and those of annotated documents.

Both are read the way a parsed document's passages are, so that training and use see the same.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from policynlp.analysis import annotate
from policynlp.annotated import AnnotatedDocument, Passage, content_of
from policynlp.blocks import RawBlock, RawDocument, assemble
from policynlp.entities.periods import start_and_end
from policynlp.folding import fold
from policynlp.languages import available
from policynlp.languages.detect import tag_languages
from policynlp.loaders import load
from policynlp.schema import Block
from policynlp.source import Source, read_source
from policynlp.training.annotations import document_of
from policynlp.training.corpus_form import is_finished

# Passages put together as one document: enough for the language models to work in batches.
TOGETHER = 40
FIELDS = ("themes", "purposes", "recipients", "modalities", "origins")
# The field of a record that holds the passage it was read from.
COPIED = {
    "recommendation": "text",
    "action_item": "step",
    "technical_assistance": "description",
    "statement": "quote",
}
# The field that names what a record tells of, where no passage is copied.
NAMED = {"event": "name", "training": "title", "partnership": "name"}
# Share of words in common from which a passage is the one of a record, and from which it may be.
SAME = 0.75
NEAR = 0.4
_WORD = re.compile(r"\w{2,}")


@dataclass(frozen=True)
class Example:
    """A passage in its document with what an annotator says of it.

    Attributes:
        label: a record type or "none".
        fields: labels by multi-label task; a task that nobody annotated is missing.
        source: name of the file it comes from.
        in_document: it stands in a whole document, not among single passages.
    """

    document: AnnotatedDocument
    passage: Passage
    language: str
    label: str
    fields: dict[str, tuple[str, ...]]
    source: str
    in_document: bool = False


def read_passages(folder: Path) -> list[Example]:
    """The labelled passages of a folder's `.jsonl` files, in file and line order.

    The name of a file begins with the language of its passages.

    Raises:
        FileNotFoundError: the folder holds none.
    """
    found: list[Example] = []
    for path in sorted(folder.glob("*.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
        language = path.stem[:2]
        for first in range(0, len(rows), TOGETHER):
            group = rows[first : first + TOGETHER]
            for row, (document, passage) in zip(group, _together(group, language), strict=True):
                fields = {name: tuple(row[name]) for name in FIELDS}
                if row["label"] != "technical_assistance":
                    fields = {"themes": fields["themes"]}
                found.append(Example(document, passage, language, row["label"], fields, path.stem))
    if not found:
        raise FileNotFoundError(f"no labelled passages (*.jsonl) in {folder}")
    return found


def read_document_passages(folder: Path) -> list[Example]:
    """Sentences and items of a folder's annotated documents; unclear ones are left out."""
    found: list[Example] = []
    for gold_path in sorted(folder.glob("*.json")):
        path = document_of(gold_path)
        if path is not None:
            gold = json.loads(gold_path.read_text("utf-8"))
            if not is_finished(gold):
                continue  # a review of it is under way
            document = annotate(tag_languages(load(read_source(path))))
            found.extend(_examples(document, gold["records"], gold_path.stem))
    return found


def _examples(
    document: AnnotatedDocument, records: list[dict[str, Any]], source: str
) -> Iterator[Example]:
    copied = [
        (record, words)
        for record in records
        if (words := _words(record.get(COPIED.get(record["type"], "")) or ""))
    ]
    told = [_Told.of(record) for record in records if record["type"] in NAMED]
    for passage in document.of_kind("sentence", "item"):
        words = _words(passage.text)
        if len(words) < 2 or passage.has_children or passage.language not in available():
            continue
        record, share = max(
            ((record, _share(words, theirs)) for record, theirs in copied),
            key=lambda pair: pair[1],
            default=(None, 0.0),
        )
        if record is not None and share >= SAME:
            if record.get("optional"):
                continue
            # An empty list says something, too: that none of the labels holds.
            fields = {name: tuple(record[name]) for name in FIELDS if name in record}
            label = record["type"]
            yield Example(document, passage, passage.language, label, fields, source, True)
        elif share < NEAR:
            known = [one for one in told if one.may_be(document, passage, words)]
            kinds = {one.record["type"] for one in known if one.is_told(document, passage, words)}
            if not known:
                yield Example(document, passage, passage.language, "none", {}, source, True)
            elif len(kinds) == 1 and not any(one.record.get("optional") for one in known):
                yield Example(document, passage, passage.language, kinds.pop(), {}, source, True)


@dataclass(frozen=True)
class _Told:
    """An event, course or partnership of an annotation, to be found again in the text."""

    record: dict[str, Any]
    name: set[str]
    bodies: tuple[str, ...]

    @classmethod
    def of(cls, record: dict[str, Any]) -> _Told:
        bodies = tuple(fold(body) for body in record.get("partners") or ())
        return cls(record, _words(record.get(NAMED[record["type"]]) or ""), bodies)

    def may_be(self, document: AnnotatedDocument, passage: Passage, words: set[str]) -> bool:
        """Whether a passage may tell of it: it says some of its name, or its day."""
        return _share(words, self.name) >= NEAR or self._fits(document, passage)

    def is_told(self, document: AnnotatedDocument, passage: Passage, words: set[str]) -> bool:
        """Whether a passage surely tells of it: its name and its day or place, or who agreed."""
        if self.record["type"] == "partnership":
            return self._fits(document, passage)
        return _share(words, self.name) >= SAME and self._fits(document, passage)

    def _fits(self, document: AnnotatedDocument, passage: Passage) -> bool:
        folded = document.folded_text(passage)
        if self.record["type"] == "partnership":
            return sum(body in folded for body in self.bodies) > 1
        day = self.record.get("start_date")
        dates = document.entities_in(passage.start, passage.end, "DATE")
        if day and any(start_and_end(date.canonical_id)[0] == day for date in dates):
            return True
        place = fold(self.record.get("place") or "")
        return bool(place) and place in folded and _share(_words(folded), self.name) >= NEAR


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))


def _share(one: set[str], other: set[str]) -> float:
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller > 1 else 0.0


def _together(
    rows: Sequence[dict[str, Any]], language: str
) -> list[tuple[AnnotatedDocument, Passage]]:
    """Rows as passages of one document, each under its heading; those without one come first."""
    order = sorted(range(len(rows)), key=lambda i: bool(rows[i]["heading"]))
    raw: list[RawBlock] = []
    for i in order:
        if rows[i]["heading"]:
            raw.append(RawBlock("heading", rows[i]["heading"], level=2))
        if rows[i]["kind"] == "paragraph":
            raw.append(RawBlock("paragraph", rows[i]["text"]))
        else:
            raw.append(RawBlock("list_item", rows[i]["text"], level=1))
    loaded = assemble(Source("-", b"passages"), "text/plain", RawDocument(tuple(raw)))
    blocks = tuple(block.model_copy(update={"language": language}) for block in loaded.blocks)
    document = annotate(replace(loaded, blocks=blocks))
    bodies = [block for block in document.loaded.blocks if block.kind != "heading"]
    found = {i: _whole(document, block) for i, block in zip(order, bodies, strict=True)}
    return [(document, found[i]) for i in range(len(rows))]


def _whole(document: AnnotatedDocument, block: Block) -> Passage:
    """The passage that is all of a block."""
    start, end = content_of(document.loaded, block)
    text = document.text[start:end]
    inner = [p for p in document.passages if block.start <= p.start and p.end <= block.end]
    if inner:
        return replace(inner[0], start=start, end=end, text=text)
    if block.kind == "paragraph":
        return Passage("sentence", text, start, end, block, 0, block.language)
    return Passage("item", text, start, end, block, 0, block.language)
