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
from policynlp.records.partnership.facts import year_of
from policynlp.records.partnership.names import NAME, NameMention
from policynlp.records.partnership.parties import pays_before, read_parties, read_the_two
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import is_named, subject_start
from policynlp.records.parts.purposes import split_purposes

MAX_NAME_WORDS = 12
# How far a verb may stand from what is signed, in characters.
VERB_REACH = 90
WITH_REACH = 110
# Longer enumerations are trusted only where each is a known body.
MAX_LISTED = 5
WITH_NEAR = 50
# Room for articles between "with" and the party.
WITH_GAP = 8
# Behind the name of an agreement that opens an item.
_TITLE_END = re.compile(r"\s?:\s|\s[–—-]\s")
MAX_TITLE = 200
_BREAK = re.compile(r"[,;:.()«»“”\"\n]")


@dataclass(frozen=True)
class Agreement:
    """An agreement told in one sentence; [start, end) spans its noun phrase.

    Attributes:
        name: the noun phrase, with what the agreement is on.
        aside: a clause of its own tells it; the rest of the sentence is about something else.
        head: the folded noun that later sentences take up ("the memorandum").
    """

    name: str
    head: str
    parties: list[str]
    start_year: int | None
    objectives: list[str]
    start: int
    end: int
    aside: bool = False


def read_agreement(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The agreement that a sentence or title says was signed, or None."""
    rules = document.lexicon_at(start)
    folded = document.folded
    if rules.pattern(NAME, "facts.open").search(folded, start, end):
        return None
    return _signed(document, start, end, rules) or _twinned(document, start, end, rules)


def _signed(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Agreement | None:
    folded = document.folded
    for noun in rules.pattern(NAME, "agreement.noun").finditer(folded, start, end):
        begin = _noun_start(folded, noun, rules)
        verb = _verb_near(folded, begin, noun.end(), start, end, rules)
        if verb is None or _is_order(folded, verb, start, rules):
            continue
        parties = _parties(document, noun, begin, verb, start, end, rules)
        two = False
        if len(parties) < 2:
            pair = rules.pattern(NAME, "parties.two").search(folded, start, end)
            two = pair is not None
            parties = distinct([*parties, *read_the_two(document, start, end)])
        year = _signed_in(document, verb, start, end, rules)
        # One party and a date will do: the other is who tells of it.
        if not (len(parties) > 1 or two or (year and _is_with(document, noun, parties, rules))):
            continue
        stop = _phrase_end(document, noun.end(), end, rules)
        phrase = " ".join(document.text[begin:stop].split()).strip(" ,")
        head = _head(folded[begin : noun.end()], rules)
        relative = rules.pattern(NAME, "agreement.which").match(folded, noun.end() + 1, end)
        tied = rules.pattern(NAME, "agreement.tied_to").search(folded, verb.start(), end)
        which = relative is not None and relative.end() < verb.start()
        told = tied.end() if tied is not None and tied.start() <= verb.end() else None
        return Agreement(
            name=phrase,
            head=head,
            parties=parties,
            start_year=year,
            objectives=[] if which else _objectives(document, told or stop, end, rules),
            start=begin,
            end=stop,
            aside=which or told is not None,
        )
    return None


def _is_with(
    document: AnnotatedDocument, noun: re.Match[str], parties: list[str], rules: Lexicon
) -> bool:
    """Whether an agreement is one with the only party named: "an agreement with the ..."."""
    window = noun.end() + WITH_NEAR
    link = rules.pattern(NAME, "agreement.counterpart").search(
        document.folded, noun.end(), window
    ) or rules.pattern(NAME, "agreement.tied_to").search(document.folded, noun.end(), window)
    if link is None or not parties:
        return False
    stop = link.end() + len(parties[0]) + WITH_GAP
    return document.text.find(parties[0], link.end(), stop) >= 0


def _is_order(folded: str, verb: re.Match[str], start: int, rules: Lexicon) -> bool:
    """Whether a sentence opens with the verb and asks for an agreement: "Sign a memorandum"."""
    if len(folded[start : verb.start()].split()) > 2:
        return False
    return rules.pattern(NAME, "agreement.order").match(folded, verb.start()) is not None


def _twinned(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Agreement | None:
    """A bond without a name: "A and B have been twinned since 2007"."""
    folded = document.folded
    verb = rules.pattern(NAME, "told.twinned").search(folded, start, end)
    if verb is None:
        return None
    parties = _named(document, subject_start(document, start, verb.start()), verb.start())
    behind = rules.pattern(NAME, "agreement.with").match(folded, verb.end() + 1, end)
    if behind is not None:
        parties += _named(document, behind.end(), end)
    if len(distinct(parties)) < 2:
        return None
    noun = rules.words(NAME, "told.twinning")[0]
    return Agreement("", fold(noun), distinct(parties), None, [], verb.start(), verb.end())


def agreement_at(
    document: AnnotatedDocument, start: int, end: int, *, whole: bool = False
) -> tuple[NameMention, list[str]] | None:
    """The name and the parties of a title or of what opens an item: "Twinning with the University
    of Oslo: ...".

    Args:
        whole: the name goes to the end; else it ends at a colon or dash.
    """
    rules = document.lexicon_at(start)
    folded = document.folded
    if not whole:
        mark = _TITLE_END.search(document.text, start, min(end, start + MAX_TITLE))
        if mark is None:
            return None
        end = mark.start()
    noun = rules.pattern(NAME, "agreement.noun").match(folded, start, end)
    if noun is None or len(document.text[start:end].split()) > MAX_NAME_WORDS + 4:
        return None
    link = rules.pattern(NAME, "agreement.with").match(folded, noun.end() + 1, end)
    if link is None:
        return None
    parties = _named(document, link.end(), end)
    if not parties:
        return None
    name = " ".join(document.text[start:end].split())
    return NameMention(name, start, end, _head(noun[0], rules), "strong"), parties


def _head(phrase: str, rules: Lexicon) -> str:
    """The word that later sentences take up: "memorandum" of "memorandum of understanding"."""
    if not rules.get("bodies", "head_last"):
        return phrase.split()[0].split("-")[0]
    front = rules.pattern("bodies", "after_name").split(phrase)[0]
    return front.split()[-1]


def _noun_start(folded: str, noun: re.Match[str], rules: Lexicon) -> int:
    """Where the noun phrase begins: behind the last article or verb before the noun."""
    begin = noun.start()
    if not rules.get("bodies", "head_last"):
        return begin  # « protocole d'accord »: nothing stands before the noun
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
    relative = rules.pattern(NAME, "agreement.which").match(folded, noun_end + 1, stop)
    if relative is not None:
        verb = rules.pattern(NAME, "agreement.verb").search(folded, relative.end(), stop)
        if verb is not None:
            return verb
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
    relative = rules.pattern(NAME, "agreement.which").match(document.folded, noun.end() + 1, end)
    if relative is not None and relative.end() < verb.start():
        found += _named(document, relative.end(), verb.start())
    tied = rules.pattern(NAME, "agreement.tied_to").search(document.folded, verb.start(), end)
    if not active and tied is not None and tied.start() <= verb.end():
        found += _named(document, tied.end(), end)
    for match in rules.pattern(NAME, "agreement.with").finditer(
        document.folded, noun.end(), min(end, max(noun.end(), verb.end()) + WITH_REACH)
    ):
        if pays_before(document, start, match, rules):
            continue
        found += _named(document, match.end(), end)
    if active and not found:
        # "signed with X an agreement"
        for match in rules.pattern(NAME, "agreement.with").finditer(
            document.folded, verb.end(), begin
        ):
            found += _named(document, match.end(), begin)
    return distinct(found)


def _named(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Bodies of an enumeration that can be parties: organisations, countries, governments; beside
    one of these, whatever else is listed by a name of several words."""
    listed = [body for body in read_parties(document, start, end) if is_named(body)]
    sure = [body for body in listed if _can_sign(document, body, start, end)]
    if not sure or len(listed) > MAX_LISTED:
        return sure
    return [body for body in listed if body in sure or len(body.split()) > 1]


def _can_sign(document: AnnotatedDocument, body: str, start: int, end: int) -> bool:
    at = document.text.find(body, start, end)
    if at < 0:
        return False
    stop = at + len(body)
    return bool(document.entities_in(at, stop, "ORG")) or is_body(document, at, stop)


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
    document: AnnotatedDocument, verb: re.Match[str], start: int, end: int, rules: Lexicon
) -> int | None:
    """The year of the date nearest to the verb; that of the document for what news tells of."""
    dated = [
        (abs(e.start - verb.end()), year)
        for e in document.entities_in(start, end, "DATE")
        if (year := year_of(e.canonical_id)) is not None
    ]
    if dated:
        return min(dated)[1]
    today = rules.pattern(NAME, "agreement.today").search(document.folded, start, end)
    if document.published and (today or document.document_type.label == "news"):
        return int(document.published[:4])
    return None


def _objectives(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    match = rules.pattern(NAME, "agreement.purpose").search(document.folded, start, end)
    return split_purposes(document, match.end(), end) if match else []
