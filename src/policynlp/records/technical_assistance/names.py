"""The names of bodies in a passage that is known to tell of help: those of the gazetteers, and
capitalised words that may be the name of one which is not known."""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage, once_a_passage
from policynlp.folding import fold
from policynlp.languages import any_of
from policynlp.records.parts.origins import nationalities, places_in
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
# So many words of a name stand before the country that is its last one: "Grant Thornton Belize".
FIRM_WORDS = 2


@cache
def capitalised() -> re.Pattern[str]:
    """Capitalised words in a row, with the small words that may stand between them."""
    link = any_of(TYPE, "providers.name_links", printed=True)
    return re.compile(
        r"(?<![\w'’-])[A-ZÀ-Þ][\w&.'’-]{1,30}"
        rf"(?: (?:{link} ){{0,2}}[A-ZÀ-Þ][\w&.'’-]{{0,30}}){{0,6}}"
    )


def is_name(document: AnnotatedDocument, passage: Passage, name: re.Match[str]) -> bool:
    """Whether capitalised words are a body's name: no place, no word that begins a sentence."""
    if document.entities_in(
        passage.start + name.start(), passage.start + name.end(), "COUNTRY", "LOC", "DATE"
    ):
        return False
    first = fold(name.group().split()[0])
    if document.lexicon(passage).pattern(TYPE, "expert").fullmatch(first):
        return False  # "Nurses of ..."
    inner = any(letter.isupper() for letter in name.group()[1:])
    return inner or (name.start() > 0 and len(name.group().split()) == 1)


@once_a_passage
def names_in(
    document: AnnotatedDocument, passage: Passage
) -> tuple[tuple[int, int, Entity | None], ...]:
    """Stretches of a passage, offsets into the document, that name a body, in order; none inside
    another. Words after an elided article ("d'AMP Santé") are names as well."""
    found: list[tuple[int, int, Entity | None]] = []

    def is_free(start: int, end: int) -> bool:
        return all(end <= first or last <= start for first, last, _ in found)

    entities = document.entities_in(passage.start, passage.end, "ORG", "PROGRAM")
    for entity in sorted(entities, key=lambda one: (one.start, -one.end)):
        acronym = bool(found) and document.text[found[-1][1] : entity.start] == " ("
        if entity.start >= passage.start and is_free(entity.start, entity.end) and not acronym:
            found.append((entity.start, entity.end, entity))
    rules = document.lexicon(passage)
    for match in _unknown().finditer(passage.text):
        start, end = match.start(), match.start() + len(match.group().rstrip(".,'’-"))
        kind = rules.pattern(TYPE, "providers.described").match(fold(match.group()))
        if kind is not None and kind.end() < len(match.group()):
            start += kind.end() + 1  # "the NGO Kirinda Trust"
        words = passage.text[start:end].split()
        nation = bool(nationalities(fold(" ".join(words)), rules.code))
        if not words or (start == 0 and len(words) == 1):
            continue
        if nation and sum(word[0].isupper() for word in words) <= 2:
            continue  # "Two Cuban ...", "Finnish and Kyrgyz ..."
        start, end = passage.start + start, passage.start + end
        others = document.entities_in(start, end, "PERSON", "COUNTRY", "DATE", "LOC")
        if is_free(start, end) and not any(_is_no_part(document, one, start) for one in others):
            found.append((start, end, None))
    return tuple(sorted(found, key=lambda name: name[0]))


def _is_no_part(document: AnnotatedDocument, entity: Entity, start: int) -> bool:
    """Whether what is named in capitalised words is the name itself and no part of a body's: a
    country behind a firm's name is a part, and so is a place that no gazetteer knows."""
    if entity.label == "LOC" and not places_in(document, entity.start, entity.end):
        return " " not in entity.text
    before = document.text[start : entity.start].split()
    return entity.label in ("PERSON", "DATE") or len(before) < FIRM_WORDS


@cache
def _unknown() -> re.Pattern[str]:
    """Capitalised words in a row, also behind an apostrophe."""
    return re.compile(capitalised().pattern.replace(r"(?<![\w'’-])", r"(?<![\w-])", 1))
