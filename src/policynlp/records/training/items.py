"""Courses as entries of a list: "Reading a tender, Roseau, 8-10 March 2021. Fourteen clerks."

An entry is an item, or a paragraph under a title on courses. It opens with the course's name or
with its days; what follows, in parts or sentences, with labels or without, is about this course.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Heading, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.parts.listed_bodies import read_all_bodies
from policynlp.records.parts.moods import read_moods
from policynlp.records.parts.venues import Venue
from policynlp.records.training.audience import labelled_people, split_people
from policynlp.records.training.drafts import Draft, fill
from policynlp.records.training.facts import read_values
from policynlp.records.training.headings import title_of_heading
from policynlp.records.training.labels import key_of_label
from policynlp.records.training.lines import is_line
from policynlp.records.training.names import find_courses
from policynlp.records.training.sentences import is_bare_line
from policynlp.records.training.values import NAME
from policynlp.records.weighing.likelihood import chance_of
from policynlp.records.weighing.places import place_of
from policynlp.sentences import split_sentences

MAX_WORDS = 110
MAX_TITLE_WORDS = 14
# How far from the start of an entry its days may stand, in characters.
OPENING = 5
# How far behind the colon of a programmed course its days stand, in characters.
NEAR_DATE = 4
# How far behind a name that begins with a verb its days stand ("Reading a film (Bo, 1-2 July)").
NEAR_NAME = 40
# The name of a town has at most so many words.
TOWN_WORDS = 2
# An entry needs so many kinds of values, and more without its days.
LEAST, LEAST_UNDATED = 2, 3
# Probability from which the passage model takes an entry for a course.
LIKELY = 0.6
_HEAD = re.compile(r"(?P<head>[^:\n]{4,90}?)\s?:\s+")
_QUOTED = re.compile(r"[«“\"]\s{0,3}(?P<name>[^«»“”\"\n]{3,120}?)\s{0,3}[»”\"]")
_PLAIN = re.compile(
    r"(?<!\w)(?P<name>[^\s,;:(.\d][^,;:(.\d\n]{3,99}?(?::\s[^,;:(.\d\n]{3,60})?)"
    r"\s{0,3}(?:[,;:(]|\.(?=\s|$)|\s[–—-]\s|$)"
)
_COMMA = re.compile(r"[,;:–—]\s(?P<part>[^,;:–—]{3,120})")
_BRACKET = re.compile(r"\((?P<part>[^()\n]{4,120})\)")
_LABEL = re.compile(r"(?P<label>[^\W\d_][^\n:;.]{2,40}?)\s?:\s")


@dataclass(frozen=True)
class Entry:
    """A stretch that may tell of one course; `passage` is its first."""

    passage: Passage
    start: int
    end: int
    titles: tuple[Heading, ...]
    lead_in: str | None


def courses_in_items(document: AnnotatedDocument) -> Iterator[Draft]:
    """A draft for each entry of a list of courses."""
    for entry in _entries(document):
        draft = _read(document, entry)
        if draft is not None:
            yield draft


def _entries(document: AnnotatedDocument) -> Iterator[Entry]:
    """Items, and whole paragraphs with the lines that belong to them."""
    paragraph: list[Passage] = []
    for passage in [*document.of_kind("sentence", "item"), None]:
        if paragraph and not (passage is not None and _carries_on(document, paragraph, passage)):
            first, last = paragraph[0], paragraph[-1]
            yield Entry(first, first.start, last.end, first.path, None)
            paragraph = []
        if passage is None:
            return
        if passage.kind == "sentence":
            paragraph.append(passage)
        elif not passage.has_children:
            yield Entry(passage, passage.start, passage.end, passage.path, passage.lead_in)


def _carries_on(document: AnnotatedDocument, paragraph: list[Passage], passage: Passage) -> bool:
    """Whether a sentence is of the same paragraph, or a line below one that opens with days."""
    first, last = paragraph[0], paragraph[-1]
    if passage.kind != "sentence" or passage.path != first.path:
        return False
    if passage.block is last.block:
        return True
    lines = all(is_line(document, p.start, p.end) for p in (last, passage))
    dated = [_days_first(document, p.start, p.end) is not None for p in (first, passage)]
    return lines and dated == [True, False]


def _read(document: AnnotatedDocument, entry: Entry) -> Draft | None:
    rules = document.lexicon(entry.passage)
    text = document.text[entry.start : entry.end]
    if len(text.split()) > MAX_WORDS:
        return None
    if not _listed(document, entry, rules) and not _programmed(document, entry, rules):
        return None
    if place_of(document, entry.titles).kind in ("recommendations", "next_steps"):
        return None
    dated = _days_first(document, entry.start, entry.end)
    if entry.passage.kind == "sentence" and dated is None:
        return None
    begin = entry.start if dated is None else dated
    name = _name(document, begin, entry.end, rules)
    if name is None:
        return None
    title, behind, quoted = name
    moods = [cue for cue in read_moods(document.text[begin : entry.end], rules) if cue.start == 0]
    acts = any(cue.mood in ("infinitive", "imperative") for cue in moods)
    told = dated is not None or any(
        date.start - behind < NEAR_NAME for date in document.entities_in(behind, entry.end, "DATE")
    )
    if acts and not quoted and not told:
        return None  # a step of a plan
    draft = Draft(title, sure_title=True, score=1.0)
    if dated is not None:
        first = read_values(document, entry.start, dated, bare=True)
        draft.start, draft.end = first.start, first.end
    for start, end in _parts(document, behind, entry.end, rules):
        _take(document, draft, start, end, rules)
    draft.note(entry.passage)
    known = draft.start is not None and len(draft.start) >= len("2014-03")
    least = LEAST if known or _is_likely(document, entry) else LEAST_UNDATED
    if draft.facts() < least or not draft.grounded:
        return None
    return draft


def _is_likely(document: AnnotatedDocument, entry: Entry) -> bool:
    """Whether the passage model takes an entry for a course."""
    chance = chance_of(document, entry.passage, "training")
    return chance is not None and chance >= LIKELY


def _name(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> tuple[str, int, bool] | None:
    """The course's name at the start of an entry, where it ends, and whether it is quoted."""
    quoted = _QUOTED.match(document.text, start, end)
    if quoted is not None:
        return " ".join(quoted["name"].split()), quoted.end(), True
    plain = _PLAIN.match(document.text, start, end)
    if plain is None:
        return None
    stop = plain.end("name")
    colon = document.text.find(": ", start, stop)
    if colon >= 0:
        behind = colon + 2
        told = document.entities_in(behind, stop, "DATE", "LOC", "COUNTRY", "ORG")
        label = key_of_label(document.text[start:colon])
        if told or label is not None:
            stop = colon
    name = " ".join(document.text[start:stop].split()).strip(" ,")
    verb = rules.pattern("lexicon", "finite_verbs").search(document.folded, start, stop)
    opener = rules.pattern(NAME, "cues.openers").fullmatch(fold(name))
    if opener is not None or verb is not None or len(name.split()) > MAX_TITLE_WORDS:
        return None
    if key_of_label(name) is not None:
        return None
    kept = name if find_courses(document, start, stop) else title_of_heading(name, rules)
    return (kept, stop, False) if kept else None


def _days_first(document: AnnotatedDocument, start: int, end: int) -> int | None:
    """Where the text goes on behind days that open a stretch; None where none do."""
    for date in document.entities_in(start, end, "DATE")[:1]:
        if date.start - start <= OPENING and any(c.isdigit() for c in date.text):
            stop = date.end
            while stop < end and document.text[stop] in " \t\n.,:;–—-|":
                stop += 1
            return stop
    return None


def _parts(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[tuple[int, int]]:
    """The sentences behind the name, and each label's value with it."""
    held: int | None = None
    for s, e in split_sentences(document.text[start:end], rules):
        begin = start + s if held is None else held
        if document.text[begin : start + e].rstrip().endswith(":"):
            held = begin  # "Funding:" and its value in the next line
            continue
        held = None
        yield begin, start + e


def _take(document: AnnotatedDocument, draft: Draft, start: int, end: int, rules: Lexicon) -> None:
    """Put a sentence or labelled value of an entry into its draft."""
    label = _LABEL.match(document.text, start, end)
    key = key_of_label(label["label"]) if label is not None else None
    if label is not None and key in ("organizers", "funders"):
        if rules.pattern(NAME, "cues.nobody").match(document.folded, label.end(), end):
            return
        into: list[str] = getattr(draft, key)
        into += [b for b in read_all_bodies(document, label.end(), end) if b not in into]
        return
    if label is not None and key == "audience" and not draft.audience:
        draft.audience = labelled_people(document, label.end(), end)
    more = read_values(document, start, end, bare=draft.venue is None)
    fill(draft, more)
    spans = [
        (start, end),
        *(m.span("part") for m in _COMMA.finditer(document.text, start - 2, end)),
    ]
    for bracket in _BRACKET.finditer(document.text, start, end):
        spans.append(bracket.span("part"))
        inner = bracket.span("part")
        comma = document.text.find(",", *inner)
        spans += [(inner[0], comma)] if comma > 0 else []
        spans += [m.span("part") for m in _COMMA.finditer(document.text, *inner)]
    for s, e in spans:
        if document.text[s:e].lstrip(" ,")[:1] == "(":
            continue
        if not draft.audience and is_bare_line(document, s, e):
            draft.audience = split_people(document, s, e, rules)
        if draft.venue is None and not draft.online and (s, e) != (start, end):
            draft.venue = _unlisted_town(document, s, e)


def _unlisted_town(document: AnnotatedDocument, start: int, end: int) -> Venue | None:
    """A part of an entry that is a name with a capital and no body's: "(Kutus, 3 May)"."""
    name = document.text[start:end].strip()
    words = name.split()
    if len(words) > TOWN_WORDS or not all(w[:1].isupper() and w.isalpha() for w in words):
        return None
    if name.isupper() or document.entities_in(start, end, "ORG", "PERSON", "DATE", "COUNTRY"):
        return None
    return Venue(name, None, start, end)


def _listed(document: AnnotatedDocument, entry: Entry, rules: Lexicon) -> bool:
    """Whether a title or lead-in line says that courses are listed here."""
    if entry.passage.kind == "item":
        near = entry.passage.heading
        titles = [near.text] if near is not None and near is not document.headings[0] else []
        titles += [entry.lead_in] if entry.lead_in else []
        key = "columns.list"
    else:
        titles = [h.text for h in entry.titles[-2:] if h is not document.headings[0]]
        key = "columns.diary"
    if entry.passage.kind == "item" and _is_likely(document, entry):
        key = "columns.table"  # any title on courses, where the model takes the item for one
    return any(rules.pattern(NAME, key).search(fold(title).strip(" :.")) for title in titles)


def _programmed(document: AnnotatedDocument, entry: Entry, rules: Lexicon) -> bool:
    """Whether a numbered item of an announcement names a course and its days behind a colon."""
    own = document.document_type
    head = _HEAD.match(document.text, entry.start, entry.end)
    if own.label != "training_announcement" or own.confidence < 0.5 or head is None:
        return False
    if entry.passage.kind != "item":
        return False
    label = fold(head["head"]).strip()
    if key_of_label(label) is not None or rules.pattern(NAME, "nouns.series").match(label + ":"):
        return False
    if rules.pattern(NAME, "cues.deadline").search(label):
        return False
    dates = document.entities_in(head.end(), entry.end, "DATE")
    return any(date.start - head.end() < NEAR_DATE for date in dates)
