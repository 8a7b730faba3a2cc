"""AnnotatedDocument: the read-only view of a document that the record extractors query.

Passages are what a record can be read from: sentences of paragraphs, list items, table rows. Each
knows the headings above it, the line that introduces it and, for a row, its cells by column title.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Literal, TypeVar

from policynlp.blocks import LoadedDocument
from policynlp.languages import Lexicon, available, lexicon
from policynlp.languages.folded import FoldedDocument, FoldedText
from policynlp.schema import Block, DocumentType, Entity, EntityLabel
from policynlp.stopwatch import stage

PassageKind = Literal["sentence", "item", "row"]

# Colon lines stand below all headings; one right under another is nested one level deeper.
COLON_LEVEL = 7


@dataclass(frozen=True)
class Heading:
    """A heading or a short line that ends in a colon ("Next steps:").

    Attributes:
        text: without number and final colon.
        level: 1 to 6 as the loader found it; 7 and more for a colon line.
        colon: it introduces what follows ("Au ministère :", "Expected results:").
    """

    text: str
    level: int
    colon: bool
    start: int
    end: int
    block: Block


@dataclass(frozen=True)
class TableCell:
    """A cell of a row with the title of its column ("" where the table has none)."""

    header: str
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Passage:
    """A stretch of text inside one block.

    Attributes:
        start, end: the content, without printed number or bullet; offsets into the document text.
        path: headings above, outermost first.
        lead_in: the sentence ending in a colon that introduces this list or table, else None.
        lead_span: where the lead-in stands, offsets into the document text.
        parent: the list item above a nested one.
        has_children: a list item that introduces sub-items.
        cells: of a row.
        group: label of the row group ("Short term") a table row stands in.
        column_titles: the table has a header row.
    """

    kind: PassageKind
    text: str
    start: int
    end: int
    block: Block
    index: int
    language: str | None
    number: str | None = None
    path: tuple[Heading, ...] = ()
    lead_in: str | None = None
    lead_span: tuple[int, int] | None = None
    parent: Passage | None = None
    has_children: bool = False
    cells: tuple[TableCell, ...] = ()
    group: str | None = None

    @property
    def heading(self) -> Heading | None:
        """The nearest heading, colon lines included."""
        return self.path[-1] if self.path else None


@dataclass(frozen=True)
class Field:
    """A labelled value: "Dates: 3-7 May", a form's row, or a heading with what stands under it.

    Attributes:
        label: folded, without colon.
        values: inline value, or the passages below the label (a paragraph's sentences, items).
        inline: the value stands on the label's own line or in the same table row.
    """

    label: str
    block: Block
    values: tuple[Passage, ...]
    inline: bool


@dataclass(frozen=True)
class PassageScores:
    """What the trained models say of a passage.

    Attributes:
        chances: calibrated probability by record type, "none" included.
        labels: by multi-label task ("themes", "purposes" ...) the probability of each label that
            reaches its threshold.
        likelihoods: the same of every label.
    """

    chances: Mapping[str, float]
    labels: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    likelihoods: Mapping[str, Mapping[str, float]] = field(default_factory=dict)


Scorer = Callable[["AnnotatedDocument", Sequence[Passage]], Sequence[PassageScores]]


@dataclass(frozen=True)
class AnnotatedDocument:
    """A document with its structure, entities, type and dates, ready for record extraction.

    Attributes:
        entities: sorted by start.
        published: ISO date of issue, or None.
        language: main language.
    """

    loaded: LoadedDocument
    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    fields: tuple[Field, ...]
    entities: tuple[Entity, ...]
    document_type: DocumentType
    title: str | None
    published: str | None
    language: str | None
    scorer: Scorer | None = field(default=None, repr=False)

    @property
    def text(self) -> str:
        """The canonical text."""
        return self.loaded.text

    @cached_property
    def folded(self) -> FoldedDocument:
        """The canonical text folded (see `folding`), same offsets."""
        return FoldedDocument(self.loaded.folded)

    @cached_property
    def _starts(self) -> list[int]:
        return [entity.start for entity in self.entities]

    def of_kind(self, *kinds: PassageKind) -> tuple[Passage, ...]:
        """Passages of these kinds in reading order, in languages that have a lexicon."""
        key = ("of_kind", kinds)
        found = self._kept.get(key)
        if found is None:
            passages = (p for p in self.passages if p.kind in kinds and p.language is not None)
            found = self._kept[key] = (None, tuple(passages))
        passages_of_kind: tuple[Passage, ...] = found[1]
        return passages_of_kind

    def entities_in(self, start: int, end: int, *labels: EntityLabel) -> list[Entity]:
        """Entities that lie wholly in [start, end), of these labels (none given: all)."""
        # The same stretches are asked about again and again.
        asked = (start, end, labels)
        inside = self._inside.get(asked)
        if inside is None:
            starts = self._starts
            first = bisect_left(starts, start)
            inside = [
                entity
                for entity in self.entities[first : bisect_left(starts, end, first)]
                if entity.end <= end and (not labels or entity.label in labels)
            ]
            self._inside[asked] = inside
        return inside.copy()

    def entity_at(self, start: int, reach: int, *labels: EntityLabel) -> Entity | None:
        """The first entity of these labels that begins less than `reach` characters from `start`,
        wherever it ends."""
        first = bisect_left(self._starts, start)
        near = self.entities[first : bisect_left(self._starts, start + reach, first)]
        return next((entity for entity in near if entity.label in labels), None)

    @cached_property
    def _inside(self) -> dict[tuple[int, int, tuple[EntityLabel, ...]], list[Entity]]:
        return {}

    def folded_text(self, passage: Passage) -> str:
        """The passage's text, folded; offsets count from `passage.start`."""
        # Asked a hundred times a passage: hence what `stretch` does is done here too.
        found = self._folded_texts.get((passage.start, passage.end))
        return self.stretch(passage.start, passage.end) if found is None else found

    def stretch(self, start: int, end: int) -> FoldedText:
        """The folded text between two offsets; it knows which lists of cues may match in it."""
        span = (start, end)
        found = self._folded_texts.get(span)
        if found is None:
            found = self._folded_texts[span] = self.folded.part(start, end)
        return found

    @cached_property
    def _folded_texts(self) -> dict[tuple[int, int], FoldedText]:
        return {}

    def lexicon(self, passage: Passage) -> Lexicon:
        """The lexicon of the passage's language, else of the document's, else the first."""
        found = self._lexicons.get(passage.language)
        if found is None:
            code = passage.language or self.language
            found = lexicon(code if code in available() else available()[0])
            self._lexicons[passage.language] = found
        return found

    @cached_property
    def _lexicons(self) -> dict[str | None, Lexicon]:
        return {}

    def lexicon_at(self, offset: int) -> Lexicon:
        """The lexicon of the language of the block around an offset."""
        return self._block_lexicons[bisect_right(self._block_starts, offset)]

    @cached_property
    def _block_lexicons(self) -> list[Lexicon]:
        """The lexicon in front of the first block, and that of each block."""
        codes = [self.language, *(block.language for block in self.loaded.blocks)]
        known = [code if code in available() else self.language for code in codes]
        return [lexicon(code if code in available() else available()[0]) for code in known]

    def block_at(self, offset: int) -> Block | None:
        """The block around an offset, None in front of the first one."""
        i = bisect_right(self._block_starts, offset) - 1
        return self.loaded.blocks[i] if i >= 0 else None

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.loaded.blocks]

    @cached_property
    def _scores(self) -> dict[tuple[int, int], PassageScores]:
        """The scores of all sentences and items, by span: one call for many costs far less."""
        asked = {(p.start, p.end): p for p in reversed(list(self.of_kind("sentence", "item")))}
        with stage("classifiers"):
            found = self.scorer(self, list(asked.values())) if self.scorer is not None else ()
        return dict(zip(asked, found, strict=True)) if found else {}

    @cached_property
    def _kept(self) -> dict[tuple[object, ...], tuple[object, Any]]:  # Any: what was worked out
        return {}

    def scores(self, passage: Passage) -> PassageScores | None:
        """What the trained models say of a passage; None without models.

        All sentences and items are scored when the first is asked about, never before.
        """
        if self.scorer is None:
            return None
        span = (passage.start, passage.end)
        if span not in self._scores:
            found = self.scorer(self, [passage])
            if not found:
                return None
            self._scores[span] = found[0]
        return self._scores[span]

    @cached_property
    def country(self) -> str | None:
        """The ISO alpha-3 code of the one country the document is about, or None.

        That is one with at least two thirds of the mentions of countries.
        """
        counts: dict[str, int] = {}
        for entity in self.entities:
            if entity.label == "COUNTRY" and entity.canonical_id:
                code = entity.canonical_id.removeprefix("country:")
                counts[code] = counts.get(code, 0) + 1
        if not counts:
            return None
        best = max(counts, key=lambda code: (counts[code], code))
        return best if counts[best] * 3 >= 2 * sum(counts.values()) else None


def content_of(loaded: LoadedDocument, block: Block) -> tuple[int, int]:
    """Offsets of a block's content, behind its printed number."""
    return loaded.content_starts.get(block.id, block.start), block.end


_Value = TypeVar("_Value")
_Asked = TypeVar("_Asked")


def once_a_document(
    function: Callable[[AnnotatedDocument], _Value],
) -> Callable[[AnnotatedDocument], _Value]:
    """A function of a document that is worked out once for each; its result must not be changed."""

    @wraps(function)
    def remembered(document: AnnotatedDocument) -> _Value:
        kept = document._kept
        key = (function, 0)
        if key not in kept:
            kept[key] = (None, function(document))
        value: _Value = kept[key][1]
        return value

    return remembered


def once_a_stretch(
    function: Callable[[AnnotatedDocument, int, int], _Value],
) -> Callable[[AnnotatedDocument, int, int], _Value]:
    """A function of a stretch of a document that is worked out once for each; its result must not
    be changed."""

    @wraps(function)
    def remembered(document: AnnotatedDocument, start: int, end: int) -> _Value:
        key = (function, start, end)
        found = document._kept.get(key)
        if found is None:
            found = document._kept[key] = (None, function(document, start, end))
        value: _Value = found[1]
        return value

    return remembered


def once_an_entity(
    function: Callable[[AnnotatedDocument, Passage, Entity], _Value],
) -> Callable[[AnnotatedDocument, Passage, Entity], _Value]:
    """A function of an entity of a document as a passage has it, worked out once for each pair."""

    @wraps(function)
    def remembered(document: AnnotatedDocument, passage: Passage, entity: Entity) -> _Value:
        key = (function, id(passage), id(entity))
        found = document._kept.get(key)
        if found is None:
            kept = (passage, entity)  # so that their ids stay their own
            found = document._kept[key] = (kept, function(document, passage, entity))
        value: _Value = found[1]
        return value

    return remembered


def once_a_passage(
    function: Callable[[AnnotatedDocument, _Asked], _Value],
) -> Callable[[AnnotatedDocument, _Asked], _Value]:
    """A function of a passage, or of what was read of one, that is worked out once for each; its
    result must not be changed.

    Several record types ask the same of a passage. The very same object is meant: one that was
    made anew is worked out anew.
    """

    @wraps(function)
    def remembered(document: AnnotatedDocument, asked: _Asked) -> _Value:
        key = (function, id(asked))
        found = document._kept.get(key)
        if found is None:
            # What was asked about is kept with the value, so that its id stays its own.
            found = document._kept[key] = (asked, function(document, asked))
        value: _Value = found[1]
        return value

    return remembered
