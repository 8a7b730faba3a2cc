"""Who the telling verb of a sentence is about: its subject, and whether it can act."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.parts.bodies import head_at, is_body
from policynlp.records.parts.moods import Cue
from policynlp.records.requests.body_starts import body_at

TYPE = "records/recommendation"
# A subject with more words than this is a clause.
MAX_SUBJECT_WORDS = 18
# A full stop behind a word; behind a letter or two it belongs to a title or an initial.
_STOP = re.compile(r"[^\W\d_]{4}[.!?]\s")
_WORD = re.compile(r"[^\W\d_][\w-]*")
# An adverbial before the subject has so many words, the preposition before it so many characters.
MAX_ADVERBIAL_WORDS = 12
MAX_PREPOSITION = 12
_COMMA = re.compile(r",\s+")
# Moods whose verb has the one who is to act as its subject.
_VERBS = ("obligation", "must", "suggestion", "future")


@dataclass(frozen=True)
class Subject:
    """The grammatical subject of a sentence's telling verb.

    Attributes:
        start, end: offsets into the document text.
        actor: it can act: a body, a group, a person.
        passive: what is asked is done to it, not by it.
    """

    start: int
    end: int
    actor: bool
    passive: bool


def find_subject(
    document: AnnotatedDocument, passage: Passage, moods: Mapping[str, Cue]
) -> Subject | None:
    """Who the sentence says must, should or will act; None where it has no such verb."""
    cues = [moods[mood] for mood in _VERBS if mood in moods]
    cue = min(cues, key=lambda c: c.start, default=moods.get("commitment"))
    folded = document.folded_text(passage)
    if cue is None:
        return None
    opening = moods.get("infinitive")
    leads = opening is not None and opening.start < 3
    if opening is not None and leads and not _STOP.search(folded, opening.end, cue.start):
        return None
    rules = document.lexicon(passage)
    start = clause_start(folded, cue.start, rules)
    start = _skip_openings(document, passage, start, cue.start, rules)
    end = cue.start
    joined = [m.span() for m in rules.pattern("bodies", "joints").finditer(folded, start, end)]
    for stop in rules.pattern("bodies", "stops").finditer(folded, start, end):
        if any(s <= stop.start() < e for s, e in joined):
            continue
        printed = document.text[passage.start + stop.start() : passage.start + stop.end()]
        if len(printed) > 1 and printed.isupper():
            continue  # "WHO" is the body, not the pronoun
        if head_at(folded[start : stop.start()], rules) is not None:
            end = stop.start()
            break
    start, end = trim(folded, start, end, rules)
    start = _behind_adverbial(document, passage, start, end, rules)
    if end <= start or len(folded[start:end].split()) > MAX_SUBJECT_WORDS:
        return None
    passive = rules.pattern(TYPE, "addressee.passive").match(
        folded, _next_word(folded, cue.end)
    ) or rules.pattern(TYPE, "addressee.passive_verb").match(folded, cue.start)
    s, e = passage.start + start, passage.start + end
    return Subject(s, e, is_body(document, s, e), passive is not None)


def _next_word(folded: str, position: int) -> int:
    while position < len(folded) and not folded[position].isalnum():
        position += 1
    return position


def clause_start(folded: str, before: int, rules: Lexicon) -> int:
    """Where the clause of the verb at `before` begins: behind "that", a semicolon or a colon."""
    start = 0
    for key in ("addressee.clause",):
        for match in rules.pattern(TYPE, key).finditer(folded, 0, before):
            start = match.end()
    for mark in (";", ": "):
        found = folded.rfind(mark, start, before)
        if found >= 0:
            start = found + len(mark)
    for stop in _STOP.finditer(folded, start, before):
        start = stop.end()
    return start


def _skip_openings(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, rules: Lexicon
) -> int:
    """Where the subject begins behind adverbials ("In addition, ...", "D'ici juin, ...")."""
    folded = document.folded_text(passage)
    for _ in range(3):
        position = _next_word(folded, start)
        if rules.pattern(TYPE, "addressee.openers").match(folded, position) is None:
            break
        cut = None
        for comma in _COMMA.finditer(folded, position, end):
            if not _inside_entity(document, passage.start + comma.start()):
                cut = comma.end()
                break
        if cut is None:
            break
        start = cut
    # "..., and it is essential that": the subject stands in the last clause.
    return start


def _behind_adverbial(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, rules: Lexicon
) -> int:
    """Where the body begins that fills the place of the subject behind an adverbial without a
    comma: "In the next weeks the hospital"; `start` where there is no such adverbial or body."""
    folded = document.folded_text(passage)
    dated = document.entities_in(passage.start + start, passage.start + start + 1, "DATE")
    opener = rules.pattern(TYPE, "addressee.openers").match(folded, start, end)
    if opener is None and not dated and _prepositional(folded, start, rules) is None:
        return start
    words = [match.start() for match in _WORD.finditer(folded, start, end)]
    small = rules.pattern("lexicon", "function_words")
    for entity in document.entities_in(passage.start + start, passage.start + end, "ORG"):
        before = folded[start : entity.start - passage.start].split()[-1:]
        # "By June UNICEF"; but "after the audit the head of UNICEF"
        parted = before and small.fullmatch(before[0]) is None
        if parted and entity.end == passage.start + end:
            return entity.start - passage.start
    for word in words[1:MAX_ADVERBIAL_WORDS]:
        found = body_at(document, passage.start + word, passage.start + end, rules)
        if found is None or found[1] != passage.start + end:
            continue
        if not _holds_two(document.folded[found[0] : found[1]], rules):
            return found[0] - passage.start
    return start


def _holds_two(name: str, rules: Lexicon) -> bool:
    """Whether an article parts two names: "rains the district council", not "Bank of the West".

    Only where the telling word of a name stands last may something before it be taken for a part.
    """
    if not rules.get("bodies", "head_last"):
        return False
    small = rules.pattern("lexicon", "function_words")
    for article in rules.pattern("lexicon", "articles").finditer(name):
        before = name[: article.start()].split()[-1:]
        if before and small.fullmatch(before[0]) is None:
            return True
    return False


def _prepositional(folded: str, start: int, rules: Lexicon) -> re.Match[str] | None:
    """The preposition that was cut from the beginning of a stretch as an adverb: "By June"."""
    before = folded[max(0, start - MAX_PREPOSITION) : start].rstrip()
    openers = rules.pattern(TYPE, "addressee.openers").finditer(before)
    return next((match for match in openers if match.end() == len(before)), None)


def _inside_entity(document: AnnotatedDocument, offset: int) -> bool:
    near = document.entities_in(max(0, offset - 120), offset + 120, "ORG", "PERSON")
    return any(e.start < offset < e.end for e in near)


def trim(folded: str, start: int, end: int, rules: Lexicon) -> tuple[int, int]:
    """The stretch without adverbs and marks at either end."""
    pattern = rules.pattern(TYPE, "addressee.adverbs")
    for _ in range(4):
        while start < end and not (folded[start].isalnum()):
            start += 1
        while end > start and not (folded[end - 1].isalnum() or folded[end - 1] in ")'"):
            end -= 1
        match = pattern.match(folded, start, end)
        if match is not None and match.end() < end:
            start = match.end()
            continue
        tail = None
        for found in pattern.finditer(folded, max(start, end - 24), end):
            if found.end() == end and found.start() > start:
                tail = found.start()
                break
        if tail is None:
            break
        end = tail
    return start, end
