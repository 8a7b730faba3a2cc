"""Agreements between named bodies: who signed what with whom ("signed a memorandum with ...").

An agreement that is only planned, asked for or discussed is none; neither is one whose parties
the sentence does not name. Words stand in `languages/*/records/partnership.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.agreement_names import (
    MAX_NAME_WORDS,
    NAME_WORD,
    fuller_name,
    head_of,
    is_adverbial,
    noun_start,
    phrase_end,
)
from policynlp.records.partnership.bound import bound_parties, named_bodies
from policynlp.records.partnership.facts import year_of
from policynlp.records.partnership.gifts import read_givers
from policynlp.records.partnership.names import NAME, NameMention
from policynlp.records.partnership.referred import read_the_two, title_parties
from policynlp.records.parts.bodies import inside_body
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.purposes import split_purposes

# How far a verb may stand from what is signed, in characters.
VERB_REACH = 90
WITH_NEAR = 50
# Words around a party that tell no aim: "support the".
MERE_WORDS = 3
# Room for articles between "with" and the party.
WITH_GAP = 8
# How far before an infinitive its auxiliary begins, in characters.
WILL_REACH = 24
_ACRONYM = re.compile(r"(?<!\w)[A-Z]{2,7}(?=\s)")
# How far before a date "until" may stand, in characters.
DATE_LEAD = 16
# Behind the name of an agreement that opens an item.
_TITLE_END = re.compile(r"\s?:\s|\s[–—-]\s")
MAX_TITLE = 200
PAIR = 2


@dataclass(frozen=True)
class Agreement:
    """An agreement told in one sentence; [start, end) spans its noun phrase.

    Attributes:
        name: the noun phrase, with what the agreement is on.
        name_aims: what its name says that it is for.
        givers: who gives, where it is about a gift.
        aside: a clause of its own tells it; the rest of the sentence is about something else.
        works: its sentence tells that the parties work together, whatever its name may be.
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
    works: bool = False
    name_aims: list[str] = field(default_factory=list)
    givers: list[str] = field(default_factory=list)


def read_agreement(document: AnnotatedDocument, start: int, end: int) -> Agreement | None:
    """The agreement that a sentence or title says was signed, or None."""
    rules = document.lexicon_at(start)
    folded = document.folded
    if rules.pattern(NAME, "facts.open").search(folded, start, end):
        return None
    return _signed(document, start, end, rules)


def _signed(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Agreement | None:
    folded = document.folded
    for noun in _nouns(document, start, end, rules):
        if is_adverbial(folded, noun, start, rules):
            continue
        begin = noun_start(folded, noun, rules)
        verb = _verb_near(folded, begin, noun.end(), start, end, rules)
        if verb is None or _is_order(folded, verb, start, rules):
            continue
        if _is_general(folded, noun, begin, verb, rules) or _is_past(folded, begin, verb, rules):
            continue
        parties = bound_parties(document, noun, begin, verb, start, end, rules)
        two = False
        if len(parties) < 2:
            pair = rules.pattern(NAME, "parties.two").search(folded, start, end)
            two = pair is not None
            parties = distinct([*parties, *read_the_two(document, start, end)])
        if len(parties) < 2 and document.document_type.label == "news":
            parties = _with_title(parties, title_parties(document), rules)
        renewed = rules.pattern(NAME, "agreement.renewal").search(verb[0]) is not None
        # "The review of the programme ... took place in May" dates the review.
        held = rules.pattern(NAME, "agreement.held").search(verb[0]) is not None
        held = held and not rules.pattern(NAME, "signing.signs").search(folded, start, end)
        year = None if held else _signed_in(document, verb, start, end, rules, renewed=renewed)
        if rules.pattern(NAME, "agreement.stands").fullmatch(verb[0].strip()) and not any(
            document.entities_in(start, end, "DATE")
        ):
            continue  # "has an agreement with" tells of one only beside its date
        # One party and a date will do: the other is who tells of it.
        if not (len(parties) > 1 or two or (year and _is_with(document, noun, parties, rules))):
            continue
        stop = phrase_end(document, noun.end(), end, rules)
        phrase = " ".join(document.text[begin:stop].split()).strip(" ,")
        head = head_of(folded[begin : noun.end()], rules)
        phrase = fuller_name(document, phrase, head, start, rules)
        relative = rules.pattern(NAME, "agreement.which").match(folded, noun.end() + 1, end)
        tied = rules.pattern(NAME, "agreement.tied_to").search(folded, verb.start(), end)
        which = relative is not None and relative.end() < verb.start()
        told = tied.end() if tied is not None and tied.start() <= verb.end() else None
        aims = purposes_behind(document, told or stop, end, rules)
        # "A twinning project to support the Medicines Agency" tells a party.
        aims = [aim for aim in aims if not is_mere_party(aim, parties)]
        return Agreement(
            name=phrase,
            head=head,
            parties=parties,
            start_year=year,
            objectives=[] if which else aims,
            start=begin,
            end=stop,
            aside=which or told is not None,
            name_aims=_aims_of_name(document, noun.end(), stop, rules),
            givers=read_givers(document, parties, begin, stop, end, rules),
        )
    return None


def _nouns(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[re.Match[str]]:
    """Words for an agreement, and acronyms that are told to be signed: "The CLS was signed"."""
    yield from rules.pattern(NAME, "agreement.noun").finditer(document.folded, start, end)
    for acronym in _ACRONYM.finditer(document.text, start, end):
        verb = rules.pattern(NAME, "agreement.passive").match(
            document.folded, acronym.end() + 1, end
        )
        if verb is not None and rules.pattern(NAME, "signing.signs").search(verb[0]):
            yield acronym


def _with_title(parties: list[str], titled: Sequence[str], rules: Lexicon) -> list[str]:
    """Parties with those that the title of a news item says to agree, unless it tells of others."""
    minister = rules.pattern(NAME, "signing.minister")
    if parties and minister.search(fold(parties[0])):
        return list(titled) or parties
    known = {fold(word) for body in titled for word in body.split() if len(word) > NAME_WORD}
    if parties and not any(fold(word) in known for word in parties[0].split()):
        return parties
    return list(titled) or parties


def _is_with(
    document: AnnotatedDocument, noun: re.Match[str], parties: list[str], rules: Lexicon
) -> bool:
    """Whether an agreement is one with the only party named: "an agreement with the ..."."""
    window = noun.end() + WITH_NEAR
    link = rules.pattern(NAME, "agreement.counterpart").search(
        document.folded, noun.end(), window
    ) or rules.pattern(NAME, "agreement.tied_to").search(document.folded, noun.end(), window)
    if rules.pattern(NAME, "told.twin_nouns").search(noun[0]):
        stop = noun.end() + 4 * WITH_NEAR
        link = link or rules.pattern(NAME, "agreement.benefits").search(
            document.folded, noun.end(), stop
        )
    if link is None or not parties:
        return False
    stop = link.end() + len(parties[0]) + WITH_GAP
    return document.text.find(parties[0], link.end(), stop) >= 0


def _is_general(
    folded: str, noun: re.Match[str], begin: int, verb: re.Match[str], rules: Lexicon
) -> bool:
    """Whether no single agreement is told of: "in partnership with", "the agreements signed"."""
    before = folded[max(0, begin - WITH_GAP) : begin].split()
    if before and before[-1] in rules.folded_words(NAME, "agreement.adverbial"):
        return True
    plural = rules.pattern(NAME, "agreement.plural").search(noun[0]) is not None
    return plural and verb.start() >= noun.end() and " " not in verb[0].strip()


def _is_past(folded: str, begin: int, verb: re.Match[str], rules: Lexicon) -> bool:
    """Whether what was signed comes later: "ten years after a first letter of intent, A and B
    signed ..."."""
    window = folded[max(0, begin - WILL_REACH) : begin]
    after = rules.pattern(NAME, "agreement.after").search(window)
    return after is not None and verb.start() > begin


def _is_order(folded: str, verb: re.Match[str], start: int, rules: Lexicon) -> bool:
    """Whether a sentence asks for an agreement ("Sign a memorandum"), or it is still to come."""
    before = folded[max(start, verb.start() - WILL_REACH) : verb.start()].rstrip()
    if any(m.end() == len(before) for m in rules.pattern(NAME, "agreement.will").finditer(before)):
        return rules.pattern(NAME, "agreement.order").search(verb[0]) is not None
    if len(folded[start : verb.start()].split()) > 2:
        return False
    return rules.pattern(NAME, "agreement.order").match(folded, verb.start()) is not None


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
    mark = _TITLE_END.search(document.text, noun.end(), end)
    end = mark.start() if mark is not None else end
    link = rules.pattern(NAME, "agreement.with").match(folded, noun.end() + 1, end)
    # "Twinning of A and B" binds two; "the programme of A" belongs to one.
    of = rules.pattern(NAME, "agreement.of").match(folded, noun.end() + 1, end)
    joint = link or of
    if joint is None:
        return None
    parties = named_bodies(document, joint.end(), end)
    if link is None:
        towns = {e.text for e in document.entities_in(joint.end(), end, "LOC")}
        parties = [party for party in parties if party not in towns]
    if not parties or (link is None and len(parties) != PAIR):
        return None
    name = " ".join(document.text[start:end].split())
    return NameMention(name, start, end, head_of(noun[0], rules), "strong"), parties


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


def _signed_in(
    document: AnnotatedDocument,
    verb: re.Match[str],
    start: int,
    end: int,
    rules: Lexicon,
    *,
    renewed: bool,
) -> int | None:
    """The year of the date nearest to the verb; that of the document for what news tells of.

    A date of expiry or one still to come is none; what was only renewed began earlier.
    """
    until = rules.pattern(NAME, "agreement.until")
    issued = int(document.published[:4]) if document.published else None
    dated = [
        (abs(e.start - verb.end()), year)
        for e in document.entities_in(start, end, "DATE")
        if (year := year_of(e.canonical_id)) is not None
        and (issued is None or year <= issued)
        and not any(
            not document.folded[m.end() : e.start].strip()
            for m in until.finditer(document.folded, max(start, e.start - DATE_LEAD), e.start)
        )
    ]
    if renewed:
        return min((year for _, year in dated if issued is None or year < issued), default=None)
    if dated:
        return min(dated)[1]
    today = rules.pattern(NAME, "agreement.today").search(document.folded, start, end)
    if issued is not None and (today or document.document_type.label == "news"):
        return issued
    return None


def is_mere_party(aim: str, parties: Sequence[str]) -> bool:
    """Whether an aim says no more than that a party is helped."""
    words = len(aim.split())
    return any(p in aim and words - len(p.split()) <= MERE_WORDS for p in parties)


def _aims_of_name(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """What a name says that an agreement is for; what it is "on" is its subject and no aim."""
    subject = rules.folded_words(NAME, "agreement.subject")
    for match in rules.pattern(NAME, "agreement.purpose").finditer(document.folded, start, end):
        if match[0] not in subject and not inside_body(document, *match.span()):
            return split_purposes(document, match.end(), end)
    return []


def purposes_behind(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """What a sentence says behind the name of an agreement that it is for."""
    behalf = rules.pattern(NAME, "signing.behalf")
    for match in rules.pattern(NAME, "agreement.purpose").finditer(document.folded, start, end):
        if behalf.match(document.folded, match.start(), end):
            continue
        if inside_body(document, *match.span()):
            continue  # "the Agency for Development" tells no aim
        # "An agreement on the exchange of data was signed in May"
        signed = rules.pattern(NAME, "agreement.passive").search(document.folded, match.end(), end)
        return split_purposes(document, match.end(), signed.start() if signed else end)
    return []
