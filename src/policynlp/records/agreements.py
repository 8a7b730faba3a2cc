"""Agreements between named bodies: who signed what with whom ("signed a memorandum with ...").

An agreement that is only planned, asked for or discussed is none; neither is one whose parties
the sentence does not name. Words stand in `languages/*/records/partnership.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.alliance_facts import year_of
from policynlp.records.alliance_names import NAME
from policynlp.records.bodies import is_body
from policynlp.records.forms import distinct
from policynlp.records.listed_bodies import is_named, read_bodies, subject_start
from policynlp.records.purposes import split_purposes

MAX_NAME_WORDS = 12
# How far a verb may stand from what is signed, in characters.
VERB_REACH = 90
WITH_REACH = 110
_BREAK = re.compile(r"[,;:.()«»“”\"\n]")


@dataclass(frozen=True)
class Agreement:
    """An agreement told in one sentence; [start, end) spans its noun phrase.

    Attributes:
        name: the noun phrase, with what the agreement is on.
        head: the folded noun that later sentences take up ("the memorandum").
    """

    name: str
    head: str
    parties: list[str]
    start_year: int | None
    objectives: list[str]
    start: int
    end: int


def read_agreement(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The agreement that a sentence or title says was signed, or None."""
    rules = document.lexicon_at(start)
    folded = document.folded
    if rules.pattern(NAME, "facts.open").search(folded, start, end):
        return None
    for noun in rules.pattern(NAME, "agreement.noun").finditer(folded, start, end):
        begin = _noun_start(folded, noun, rules)
        verb = _verb_near(folded, begin, noun.end(), start, end, rules)
        if verb is None:
            continue
        parties = _parties(document, noun, begin, verb, start, end, rules)
        if len(parties) < 2:
            continue
        stop = _phrase_end(document, noun.end(), end, rules)
        phrase = " ".join(document.text[begin:stop].split()).strip(" ,")
        head = _head(folded[begin : noun.end()], rules)
        return Agreement(
            name=phrase,
            head=head,
            parties=parties,
            start_year=_signed_in(document, verb, start, end),
            objectives=_objectives(document, stop, end, rules),
            start=begin,
            end=stop,
        )
    return None


def _head(phrase: str, rules: Lexicon) -> str:
    """The word that later sentences take up: "memorandum" of "memorandum of understanding"."""
    if not rules.get("bodies", "head_last"):
        return phrase.split()[0].split("-")[0]
    front = rules.pattern("bodies", "after_name").split(phrase)[0]
    return front.split()[-1]


def _noun_start(folded: str, noun: re.Match[str], rules: Lexicon) -> int:
    """Where the noun phrase begins: behind the last article or verb before the noun."""
    begin = noun.start()
    for pattern in (
        rules.pattern("lexicon", "determiners"),
        rules.pattern(NAME, "agreement.verb"),
        rules.pattern("lexicon", "conjunctions"),
    ):
        for match in pattern.finditer(folded, noun.start(), noun.end() - 1):
            begin = max(begin, match.end())
    while begin < noun.end() and not folded[begin].isalnum():
        begin += 1
    return begin


def _verb_near(
    folded: str, begin: int, noun_end: int, start: int, end: int, rules: Lexicon
) -> re.Match[str] | None:
    """The verb of signing: before the noun or, passive, behind it."""
    before = list(
        rules.pattern(NAME, "agreement.verb").finditer(
            folded, max(start, begin - VERB_REACH), begin
        )
    )
    if before:
        return before[-1]
    stop = min(end, noun_end + 2 * VERB_REACH)
    return rules.pattern(NAME, "agreement.passive").search(folded, noun_end, stop)


def _parties(
    document: AnnotatedDocument,
    noun: re.Match[str],
    begin: int,
    verb: re.Match[str],
    start: int,
    end: int,
    rules: Lexicon,
) -> list[str]:
    found: list[str] = []
    active = verb.end() <= begin
    if active:
        subject = subject_start(document, start, verb.start())
        if subject < verb.start():
            found += _named(document, subject, verb.start())
    for match in rules.pattern(NAME, "agreement.with").finditer(
        document.folded, noun.end(), min(end, max(noun.end(), verb.end()) + WITH_REACH)
    ):
        found += _named(document, match.end(), end)
    if active and not found:
        # "signed with X an agreement"
        for match in rules.pattern(NAME, "agreement.with").finditer(
            document.folded, verb.end(), begin
        ):
            found += _named(document, match.end(), begin)
    return distinct(found)


def _named(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Bodies of an enumeration that can be parties: organisations, countries, governments."""
    found = []
    for body in read_bodies(document, start, end):
        at = document.text.find(body, start, end)
        if at < 0:
            at, stop = start, start
        else:
            stop = at + len(body)
        known = bool(document.entities_in(at, stop, "ORG"))
        if known or (is_named(body) and is_body(document, at, stop)):
            found.append(body)
    return found


def _phrase_end(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> int:
    """Where the name of an agreement ends: before its parties, date, purpose or the next clause."""
    folded = document.folded
    ends = [m.start() for m in _BREAK.finditer(document.text, position, end)]
    for key in ("agreement.with", "agreement.passive", "agreement.name_stop"):
        ends += [m.start() for m in rules.pattern(NAME, key).finditer(folded, position, end)]
    ends += [e.start for e in document.entities_in(position, end, "DATE", "ORG")]
    stop = min((i for i in ends if i >= position), default=end)
    phrase = document.text[position:stop].split()
    if len(phrase) > MAX_NAME_WORDS:
        return position
    # A name does not end in a preposition or an article.
    while stop > position:
        last = folded[position:stop].split()[-1:]
        if not last or not _small(last[0], rules):
            break
        stop = position + folded[position:stop].rstrip().rfind(last[0])
    return stop


def _small(word: str, rules: Lexicon) -> bool:
    words = (
        *rules.words("lexicon", "determiners"),
        *rules.words("lexicon", "prepositions"),
        *rules.words("lexicon", "conjunctions"),
    )
    return word in {fold(w) for w in words}


def _signed_in(
    document: AnnotatedDocument, verb: re.Match[str], start: int, end: int
) -> int | None:
    """The year of the date nearest to the verb."""
    dated = [
        (abs(e.start - verb.end()), year)
        for e in document.entities_in(start, end, "DATE")
        if (year := year_of(e.canonical_id)) is not None
    ]
    return min(dated)[1] if dated else None


def _objectives(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    match = rules.pattern(NAME, "agreement.purpose").search(document.folded, start, end)
    return split_purposes(document, match.end(), end) if match else []
