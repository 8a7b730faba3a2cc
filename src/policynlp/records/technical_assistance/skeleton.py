"""A sentence with its bodies, places, helpers, stays and dates as numbered marks.

"WHO has lent two nurses to Zomba" reads "B0 has lent two E1 to P2": the frames of
`assistance_frames.toml` are written over such text, and what a mark stands for is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.origins import nationalities, nationalities_in
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
FRAMES = "records/assistance_frames"
_MARKS = {"ORG": "B", "COUNTRY": "P", "LOC": "P", "PERSON": "H", "DATE": "D"}
# Capital letters in a row: a body that is not known.
_ACRONYM = re.compile(r"(?<![\w-])[A-Z]{3,8}(?![\w-])")
_NAMED_NEXT = re.compile(r" [A-ZÀ-Þ]\w")
_WORD = re.compile(r"\w+")
# A passage of more characters is no sentence.
LONGEST = 900


@dataclass(frozen=True)
class Mark:
    """What a mark stands for: offsets into the document text, and the entity if it is one."""

    start: int
    end: int
    entity: Entity | None = None


@dataclass(frozen=True)
class Skeleton:
    """Folded text with marks: B body, P country or place, H person, D date, N nationality, T stay,
    A adviser or consultant, O official, E any other helper; each with its number in `marks`."""

    text: str
    marks: tuple[Mark, ...]

    def has(self, letters: str) -> bool:
        """Whether there is any mark of these letters."""
        return any(letter in self.text for letter in letters)

    def mark(self, printed: str) -> Mark:
        """What a mark ("B0") stands for."""
        return self.marks[int(printed[1:])]


@once_a_passage
def skeleton_of(document: AnnotatedDocument, passage: Passage) -> Skeleton:
    """The passage with marks; without any where it is too long for a sentence."""
    if passage.end - passage.start > LONGEST:
        return Skeleton("", ())
    folded = document.folded_text(passage)
    pieces: list[str] = []
    marks: list[Mark] = []
    at = 0
    for letter, start, end, entity in _chosen(document, passage):
        between = folded[at:start]
        if letter == "B" and marks and pieces[-1][:1] == "B" and between == " (":
            at = end + (folded[end : end + 1] == ")")  # its acronym
            continue
        pieces += [between, f"{letter}{len(marks)}"]
        marks.append(Mark(passage.start + start, passage.start + end, entity))
        at = end
    return Skeleton(" ".join("".join([*pieces, folded[at:]]).split()), tuple(marks))


def _chosen(
    document: AnnotatedDocument, passage: Passage
) -> Iterator[tuple[str, int, int, Entity | None]]:
    """Stretches of the passage to mark, in order, none inside another; bodies before the rest."""
    taken: list[tuple[str, int, int, Entity | None]] = []
    for found in _found(document, passage, document.lexicon(passage)):
        if all(found[2] <= start or end <= found[1] for _, start, end, _ in taken):
            taken.append(found)
    return iter(sorted(taken, key=lambda one: one[1]))


def _found(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon
) -> Iterator[tuple[str, int, int, Entity | None]]:
    folded = document.folded_text(passage)
    entities = document.entities_in(passage.start, passage.end, *_MARKS)  # type: ignore[arg-type]
    for entity in sorted(entities, key=lambda e: (e.label != "ORG", e.start - e.end)):
        start, end = entity.start - passage.start, entity.end - passage.start
        if start >= 0 and end <= len(folded):
            yield _MARKS[entity.label], start, end, entity
    kinds = rules.pattern(TYPE, "providers.described")
    for match in _ACRONYM.finditer(passage.text):
        if kinds.fullmatch(fold(match.group())) is None:
            yield "B", *match.span(), None
    for match in rules.pattern(FRAMES, "unnamed").finditer(folded):
        if nationalities(match.group(), rules.code) and not _NAMED_NEXT.match(
            passage.text, match.end()
        ):
            yield "B", *match.span(), None
    for match in rules.pattern(FRAMES, "stay").finditer(folded):
        yield "T", *match.span(), None
    for match in rules.pattern(FRAMES, "official").finditer(folded):
        if not _is_verb(rules, folded, match.start()):
            yield "O", *match.span(), None
    kind = rules.pattern(FRAMES, "kind_of_help")
    for match in rules.pattern(FRAMES, "adviser").finditer(folded):
        if kind.match(folded, match.end() + 1) is None:
            yield "A", *match.span(), None
    # "Two Mauritian epidemiologists": adjectives may end as trades do.
    nations = {offset for _, offset in nationalities_in(document, passage)}
    helpers = (rules.pattern(TYPE, "expert"), rules.pattern(FRAMES, "helper"))
    for match in (match for pattern in helpers for match in pattern.finditer(folded)):
        if match.start() in nations or kind.match(folded, match.end() + 1) is not None:
            continue
        if folded[match.start() - 1 : match.start()] != "-" and not _is_verb(
            rules, folded, match.start()
        ):
            yield "E", *match.span(), None
    for _, offset in nationalities_in(document, passage):
        word = _WORD.match(folded, offset)
        if word is not None:
            yield "N", *word.span(), None


def _is_verb(rules: Lexicon, folded: str, start: int) -> bool:
    """Whether a word that may name helpers is a form of a verb where it stands."""
    before = folded[max(0, start - 12) : start].rstrip(" ")
    verbs = rules.pattern(FRAMES, "verb_before")
    return any(match.end() == len(before) for match in verbs.finditer(before))
