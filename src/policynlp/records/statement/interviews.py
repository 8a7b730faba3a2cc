"""Answers of an interview: paragraphs labelled with a speaker's name, between questions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.records.parts.people import Person, people_in
from policynlp.schema import Block

NAME = "records/statement"
# An interview asks and answers at least twice; minutes and cast lists do not ask.
LEAST_TURNS = 2
LEAST_WORDS = 4
NAME_NEAR = 12
_TURN = re.compile(r"\s{0,20}(?P<label>[^\s:?!.][^:?!\n]{0,48}?)\s?[:.–—-]\s?[–—-]?\s+(?=\S)")

Answer = tuple[Block, int, int, Person]


def find_answers(document: AnnotatedDocument, blocks: Sequence[Block]) -> list[Answer]:
    """Answers with their block, offsets and the person who gives them; empty without questions."""
    if document.document_type.label in ("meeting_report", "terms_of_reference", "policy_document"):
        return []
    asked = [h for h in document.headings if h.text.rstrip().endswith("?")]
    questions = len(asked) + sum(
        document.text[b.start : b.end].rstrip().endswith("?") for b in blocks
    )
    if questions < LEAST_TURNS:
        return []
    turns = [t for b in blocks if (t := _turn(document, b)) is not None]
    if len(turns) < LEAST_TURNS:
        return []
    guest = _guest(document)
    answers: list[Answer] = []
    for block, label, start in turns:
        text = document.text[start : block.end].strip()
        if text.endswith("?") or len(text.split()) < LEAST_WORDS:
            continue
        person = _labelled_person(document, block, start)
        if person is None and _is_label("answer_label", label):
            person = guest
        if person is not None:
            answers.append((block, start, block.end, person))
    return answers if len(answers) >= LEAST_TURNS else []


def _turn(document: AnnotatedDocument, block: Block) -> tuple[Block, str, int] | None:
    match = _TURN.match(document.text, block.start, block.end)
    if match is None:
        return None
    label = fold(match["label"]).strip(" .")
    known = any(_is_label(key, label) for key in ("question_label", "answer_label"))
    people = document.entities_in(block.start, match.end(), "PERSON")
    if not known and not (people and people[0].start - block.start <= NAME_NEAR):
        return None
    return block, label, match.end()


def _is_label(key: str, label: str) -> bool:
    return any(lexicon(code).pattern(NAME, f"cues.{key}").fullmatch(label) for code in available())


def _labelled_person(document: AnnotatedDocument, block: Block, start: int) -> Person | None:
    people = people_in(document, block.start, start)
    return people[0] if people else None


def _guest(document: AnnotatedDocument) -> Person | None:
    """The person whom the document names first: who is interviewed."""
    for block in document.loaded.blocks:
        if block.kind in ("header", "footer"):
            continue
        people = people_in(document, block.start, block.end)
        if people:
            return people[0]
    return None
