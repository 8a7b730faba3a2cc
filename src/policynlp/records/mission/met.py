"""Whom a mission met: lists, tables of people, and enumerations in sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.mission.trip_days import names_programme
from policynlp.records.mission.trip_text import PROSE_PASSAGES, sentences_in
from policynlp.records.parts.forms import Form, Scope, distinct, items_of
from policynlp.records.parts.prose import (
    behind_days,
    clauses,
    following,
    split_listing,
    without_article,
)

NAME = "records/mission"
MAX_WORDS = 18
_COMMA = re.compile(r",\s{1,5}(?=[a-zà-ÿ0-9])")
_EMPTY = re.compile(r"[\W\d]*")


def read_meetings(document: AnnotatedDocument, scope: Scope, form: Form) -> list[str]:
    """Persons or bodies met, one entry each, without a leading article."""
    labelled = items_of(form.get("meetings", ()))
    parts = _parted(labelled[0].text) if len(labelled) == 1 else []
    if parts:
        rules = document.lexicon(labelled[0])
        return distinct(without_article(part, rules) for part in parts)
    if labelled and labelled[0].kind != "sentence":
        return distinct(t for p in labelled if (t := _listed(document, p)))
    if len(labelled) > 1 and all(_is_line(document, p) for p in labelled):
        return distinct(_listed(document, p) for p in labelled)
    if labelled:
        found = met_in(document, labelled) or met_in(document, labelled, "cues.met_they")
        return found or _enumerated(document, labelled)
    inside = sentences_in(document, scope)
    told = max(met_in(document, inside), _on_programme(document, scope), key=len)
    return told or met_in(document, inside[: PROSE_PASSAGES // 3], "cues.met_thanks")


def _on_programme(document: AnnotatedDocument, scope: Scope) -> list[str]:
    """Whom the cells and items of the trip's programme note: "Working session with the mayor"."""
    notes = [
        replace(passage, text=part.text, start=part.start, end=part.end)
        for passage in document.of_kind("row", "item")
        if scope.holds(passage) and any(names_programme(h.text) for h in passage.path)
        for part in passage.cells or (passage,)
    ]
    return met_in(document, notes, "cues.met_noted")


def _parted(text: str) -> list[str]:
    """The entries of a value that numbers or semicolons part; none where nothing parts it."""
    parts = [text[a:b] for a, b in clauses(text)] or text.split(";")
    told = [" ".join(part.split()).rstrip(";") for part in parts if part.strip()]
    return told if len(told) > 1 else []


def _is_line(document: AnnotatedDocument, passage: Passage) -> bool:
    """Whether a paragraph is one line of a list: short and without a verb or full stop."""
    verbs = document.lexicon(passage).pattern("lexicon", "finite_verbs")
    short = len(passage.text.split()) <= MAX_WORDS and not passage.text.rstrip().endswith(".")
    return short and verbs.search(document.folded_text(passage)) is None


def _listed(document: AnnotatedDocument, passage: Passage) -> str:
    rules = document.lexicon(passage)
    if passage.cells:
        telling = [c for c in passage.cells if not _EMPTY.fullmatch(c.text.strip())]
        return ", ".join(" ".join(c.text.split()) for c in telling)
    return without_article(" ".join(passage.text.split()), rules)


def _enumerated(document: AnnotatedDocument, passages: Sequence[Passage]) -> list[str]:
    """Entries of a label whose value is an enumeration: "the Minister, UNICEF and two mayors"."""
    found: list[str] = []
    for passage in passages:
        rules = document.lexicon(passage)
        if rules.pattern("lexicon", "finite_verbs").search(document.folded_text(passage)):
            continue
        found.extend(_entries(document, passage.start, passage.end, rules))
    return distinct(found)


def met_in(
    document: AnnotatedDocument, passages: Sequence[Passage], cue: str = "cues.met"
) -> list[str]:
    """Whom sentences say that the mission met: what stands behind a cue."""
    found: list[str] = []
    for passage in passages:
        rules = document.lexicon(passage)
        if rules.pattern(NAME, "cues.other").search(document.folded_text(passage)):
            continue
        begin = passage.start
        while span := following(document, begin, passage.end, rules.pattern(NAME, cue)):
            stops = rules.pattern(NAME, "cues.met_end").finditer(document.folded, *span)
            # "WHO" in capitals is a body and opens no relative clause.
            ends = (m.start() for m in stops if not document.text[m.start() : m.end()].isupper())
            begin = next(ends, span[1])
            found.extend(_entries(document, span[0], begin, rules))
        found.extend(_hosts(document, passage, rules))
    return distinct(found)


def _hosts(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> list[str]:
    """Who is said to have received those who travelled: "The mayor, Mr X, welcomed us"."""
    welcome = rules.pattern(NAME, "cues.met_by").search(document.folded, passage.start, passage.end)
    if welcome is None:
        return []
    begin = behind_days(document, passage.start, welcome.start())
    opening = rules.pattern(NAME, "cues.met_by_opening").match(document.folded, begin)
    begin = opening.end() if opening else begin
    people = document.entities_in(begin, welcome.start(), "PERSON")
    held = rules.pattern("lexicon", "roles").search(document.folded, begin, welcome.start())
    if not people and held is None:
        return []
    return _entries(document, begin, welcome.start(), rules)


def _entries(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The members of an enumeration; a function and the name behind it are one."""
    text = document.text[start:end].rstrip(" .,;:")
    spans = _with_names(document, start, _members(document, start, text, rules), rules)
    found = []
    for a, b in spans:
        for cue in (rules.pattern("lexicon", "conjunctions"), rules.pattern(NAME, "cues.met")):
            a += len(text[a:b]) - len(text[a:b].lstrip())
            again = cue.match(document.folded, start + a, start + b)
            a = again.end() - start if again else a
        entry = without_article(" ".join(text[a:b].split()), rules)
        if entry and len(entry.split()) <= MAX_WORDS and not _EMPTY.fullmatch(entry):
            found.append(entry)
    return found


def _members(
    document: AnnotatedDocument, offset: int, text: str, rules: Lexicon
) -> list[tuple[int, int]]:
    """Spans of the members: names after a comma divide too, "X and Y" inside a name does not."""
    if ";" in text:
        # Commas between semicolons belong to the entries ("Secretary, Planning Division; ...").
        return [(m.start(), m.end()) for m in re.finditer(r"(?<![^;])\s*+[^;\s][^;]*", text)]
    spans: list[tuple[int, int]] = []
    for a, b in split_listing(text, rules):
        if spans and _goes_on(document, offset, spans[-1], (a, b), rules):
            spans[-1] = (spans[-1][0], b)
            continue
        begin = a
        for match in re.finditer(r",\s+", text[a:b]):
            behind = offset + a + match.end()
            named = document.entities_in(behind, offset + b, "ORG", "PERSON")
            if named and named[0].start == behind:
                spans.append((begin, a + match.start()))
                begin = a + match.end()
        spans.append((begin, b))
    return [part for span in spans for part in _counted_up(document, offset, text, span)]


def _counted_up(
    document: AnnotatedDocument, offset: int, text: str, span: tuple[int, int]
) -> Iterator[tuple[int, int]]:
    """The members of "nurses, village chiefs": commas before small letters part them, but not
    behind somebody's name."""
    begin, end = span
    if not document.entities_in(offset + begin, offset + end, "PERSON"):
        for match in _COMMA.finditer(text, *span):
            yield begin, match.start()
            begin = match.end()
    yield begin, end


def _goes_on(
    document: AnnotatedDocument,
    offset: int,
    before: tuple[int, int],
    span: tuple[int, int],
    rules: Lexicon,
) -> bool:
    """Whether what follows "and" carries on a name: a second place, "Health and Social Affairs"."""
    begin, end = offset + span[0], offset + span[1]
    begin += _article(document.folded[begin:end], rules)
    between = document.text[offset + before[1] : offset + span[0]]
    if not re.fullmatch(r"\s{1,20}\w{1,60}\s{1,20}", between):
        return False
    if any(e.start == begin for e in document.entities_in(begin, end, "LOC", "COUNTRY")):
        return True
    again = rules.pattern(NAME, "cues.complement").match(document.folded, offset + span[0], end)
    if again and f" {again.group()}" in document.folded[offset + before[0] : offset + before[1]]:
        return True  # « directeur de la santé et de la population »
    word = re.match(r"[\w'’.-]+", document.text[begin:end])
    if word is None or not word.group()[:1].isupper() or word.group().isupper():
        return False
    if any(e.start - begin < 8 for e in document.entities_in(begin, end, "ORG", "PERSON")):
        return False
    return rules.pattern("lexicon", "roles").match(fold(document.text[begin:end])) is None


def _article(folded: str, rules: Lexicon) -> int:
    """How many characters a preposition takes up in front of a second place ("et de Kanel")."""
    match = rules.pattern("records/people", "connectors").match(folded)
    return match.end() + (folded[match.end() : match.end() + 1] == " ") if match else 0


def _with_names(
    document: AnnotatedDocument, offset: int, spans: list[tuple[int, int]], rules: Lexicon
) -> list[tuple[int, int]]:
    """Spans with "the vice-minister" and ", Mrs X" behind it joined."""
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        if joined:
            s, e = joined[-1]
            between = document.text[offset + e : offset + a]
            people = document.entities_in(offset + a, offset + b, "PERSON")
            before = document.entities_in(offset + s, offset + e, "PERSON")
            role = rules.pattern("lexicon", "roles").search(document.folded, offset + s, offset + e)
            near = bool(people) and people[0].start - (offset + a) <= 10
            if near and not before and role and between.strip() == ",":
                joined[-1] = (s, b)
                continue
        joined.append((a, b))
    return joined
