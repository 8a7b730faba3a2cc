"""Agreements that only the trained passage model hears: who agreed stands among the names.

Rules know a few hundred ways to say that bodies bound themselves to each other; the model has read
more. Where it is sure and no rule found anything, all bodies that the sentence names take part, but
those who pay, look on or are only quoted. Words stand in `languages/*/records/partnership.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.agreement_names import (
    head_of,
    is_adverbial,
    noun_start,
    phrase_end,
)
from policynlp.records.partnership.agreements import Agreement, is_mere_party
from policynlp.records.partnership.facts import Facts, start_year, year_of
from policynlp.records.partnership.kinds import introduced_names
from policynlp.records.partnership.money import read_backers, read_funders
from policynlp.records.partnership.names import NAME, NameMention, find_names, head_word
from policynlp.records.parts.bodies import inside_body, is_body, split_bodies
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import listing_end
from policynlp.records.parts.purposes import split_purposes
from policynlp.records.weighing.likelihood import chance_of
from policynlp.schema import Entity

# Probability from which the model is sure; chosen on documents written after the rules.
SURE = 0.4
# How far before a body stands what makes it an onlooker, in characters.
BESIDE_REACH = 40
# How far into a section its title is taken up, in characters, and how many words it has at most.
SECTION_REACH, MAX_TITLE_WORDS = 700, 9
# Probability from which a section is named by its title all the same, unless that only tells what
# it is about.
SURE_OF_TITLE = 0.8
LABELS = ("name", "partners", "funders", "start", "countries", "objectives")
_AROUND_TITLE = " .:\n\t"


def hear_agreement(
    document: AnnotatedDocument, passage: Passage, read: Agreement | None, start: int, end: int
) -> Agreement | None:
    """The agreement that a sentence tells of by the model's ear, else what rules `read` there.

    It needs a noun that names it and two bodies or countries. Where rules know an agreement with
    one party, it gives the others.
    """
    if (read is not None and len(read.parties) > 1) or not _is_heard(document, passage, start, end):
        return read
    heard = _heard(document, passage, start, end)
    if read is None or heard is None:
        return heard or read
    return replace(read, parties=heard.parties)


def take_heard(
    document: AnnotatedDocument, passage: Passage, facts: Facts, own: str, start: int, end: int
) -> bool:
    """Whether the bodies of a sentence that the model hears became the partners of a partnership
    that it names, by its `own` folded name, and of which no others are known."""
    if len(facts.partners) > 1 or not _is_heard(document, passage, start, end):
        return False
    parties = list(_parties(document, start, end, document.lexicon_at(start)))
    parties = [party for party in parties if not own or own not in fold(party)]
    if len(parties) < 2:
        return False
    facts.partners = parties
    return True


def _is_heard(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> bool:
    """Whether the model takes a sentence for one on an agreement, and it tells of no mere plan."""
    chance = chance_of(document, passage, "partnership")
    if chance is None or chance < SURE:
        return False
    plans = document.lexicon_at(start).pattern(NAME, "facts.open")
    return plans.search(document.folded, start, end) is None


def _heard(document: AnnotatedDocument, passage: Passage, start: int, end: int) -> Agreement | None:
    rules = document.lexicon_at(start)
    parties = list(_parties(document, start, end, rules))
    named = _named(document, passage, start, end, rules) if len(parties) > 1 else None
    if named is None:
        return None
    # "SafeHands" is no party of the SafeHands initiative.
    parties = [party for party in parties if fold(party) not in named.key]
    if len(parties) < 2:
        return None
    purposes = rules.pattern(NAME, "agreement.purpose").finditer(document.folded, named.end, end)
    # "the Swiss Agency for Development" tells no aim.
    aims = next((m for m in purposes if not inside_body(document, *m.span())), None)
    told = split_purposes(document, aims.end(), end) if aims is not None else []
    return Agreement(
        name=named.text,
        head=named.head,
        parties=parties,
        start_year=_year(document, start, end),
        objectives=[aim for aim in told if not is_mere_party(aim, parties)],
        start=named.start,
        end=named.end,
    )


def _named(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, rules: Lexicon
) -> NameMention | None:
    """What a sentence calls the bond: by a name of its own, by a noun for what is signed, or by
    one such as "project", which means the one that the title of a page names."""
    folded = document.folded
    own = next(iter(introduced_names(document, start, end)), None)
    if own is not None:
        return own
    for key in ("agreement.noun", "heard.nouns"):
        for noun in rules.pattern(NAME, key).finditer(folded, start, end):
            if inside_body(document, *noun.span()) or _is_general(folded, noun, start, rules):
                continue
            # Of "the Society and the World Food Programme" the noun alone is inside a body.
            last = noun.end() - len(noun[0].split()[-1])
            if rules.get("bodies", "head_last") and inside_body(document, last, noun.end()):
                continue
            begin = noun_start(folded, noun, rules)
            if rules.pattern(NAME, "heard.infinitive").search(folded[start:last]):
                continue  # "in order to fund 40 centres"
            fresh = rules.pattern(NAME, "heard.fresh").match(folded, begin, noun.end())
            begin = fresh.end() + 1 if fresh is not None else begin
            stop = phrase_end(document, noun.end(), end, rules)
            text = " ".join(document.text[begin:stop].split()).strip(" ,")
            head = head_of(folded[begin : noun.end()], rules)
            if key == "heard.nouns" and len(text.split()) < 2:
                one = _is_one(document, start, begin, head, rules)
                text = text if one else _named_above(document, passage, noun[0])
            if text:
                return NameMention(text, begin, stop, head, "strong")
    twins = rules.pattern(NAME, "told.twinned").search(folded, start, end)
    if twins is not None:
        head = fold(rules.words(NAME, "told.twinning")[0])
        return NameMention("", *twins.span(), head, "strong")
    return _section_name(document, passage, start, rules)


def _is_one(document: AnnotatedDocument, start: int, begin: int, noun: str, rules: Lexicon) -> bool:
    """Whether a noun that means a bond and nothing else is told of for the first time, as one of
    its kind: "a consortium", "a new alliance", not "a project"."""
    words = document.folded[start:begin].replace("'", "' ").split()
    bond = rules.pattern(NAME, "heard.bond").fullmatch(noun) is not None
    return bond and bool(words) and words[-1] in rules.folded_words(NAME, "heard.one")


def _section_name(
    document: AnnotatedDocument, passage: Passage, start: int, rules: Lexicon
) -> NameMention | None:
    """The title of the section that a sentence opens, where what follows takes it up as a name."""
    heading = passage.path[-1] if passage.path else None
    if heading is None or heading.colon or heading is document.headings[0]:
        return None
    if document.text[heading.end : start].strip(_AROUND_TITLE):
        return None
    if find_names(document, heading.start, heading.end):
        return None  # the section is about that one anyway
    title = fold(" ".join(heading.text.split()))
    labels = [rules.pattern(NAME, f"labels.{key}").fullmatch(title) for key in LABELS]
    if not 2 <= len(title.split()) <= MAX_TITLE_WORDS or any(labels):
        return None
    again = document.folded.find(title, start, start + SECTION_REACH)
    taken_up = again >= 0 and document.text[again].isupper()
    chance = chance_of(document, passage, "partnership") or 0.0
    if not taken_up and chance < SURE_OF_TITLE:
        return None
    text = " ".join(heading.text.split())
    return NameMention(text, heading.start, heading.end, head_word(text, rules), "strong")


def _named_above(document: AnnotatedDocument, passage: Passage, noun: str) -> str:
    """What the nearest heading above with a noun in it names by that noun: "The Lake network at a
    glance" over "The network links ..."; else the title of a page that is no news."""
    for heading in reversed(passage.path):
        called = _bonds_in(document, heading.start, heading.end, noun)
        if called:
            return called
    return "" if document.document_type.label == "news" else document.title or ""


def _bonds_in(document: AnnotatedDocument, start: int, end: int, noun: str) -> str:
    """The name with a noun in a heading, with the noun."""
    for name in introduced_names(document, start, end):
        at = document.folded.rfind(noun, start, name.start)
        if name.head == noun and at >= 0:
            return " ".join(document.text[at : name.end].split())
        at = document.folded.find(noun, name.end, end)
        if name.head == noun and at >= 0:
            return " ".join(document.text[name.start : at + len(noun)].split())
    return ""


def _is_general(folded: str, noun: re.Match[str], start: int, rules: Lexicon) -> bool:
    """Whether a noun tells of no single bond: "in partnership with", "the agreements"."""
    if is_adverbial(folded, noun, start, rules):
        return True
    return rules.pattern(NAME, "agreement.plural").fullmatch(noun[0]) is not None


def _parties(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Iterator[str]:
    """The bodies that a sentence names, and countries where these stand for themselves."""
    named = document.entities_in(start, end, "ORG", "COUNTRY")
    bodies = [e for e in named if e.label == "ORG" and not _looks_on(document, start, e, rules)]
    if len(bodies) < 2:
        inside = {e.canonical_id for e in bodies}
        bodies = [
            e
            for e in named
            if e.canonical_id in inside
            # Bhutan is no party beside the Bhutan Foundation.
            or (
                e.label == "COUNTRY"
                and not any(b.start <= e.start < b.end for b in bodies)
                and not _is_where(document, start, e, rules)
            )
        ]
    if len(bodies) < 2:
        # "the agreement between the LCB and the social security institute"
        yield from _between(document, start, end, rules)
        return
    told = distinct([e.text for e in bodies])
    paid = read_funders(document, start, end, None, told, rules)
    paid = paid or read_backers(document, start, end, rules)
    payers = {fold(body) for body in paid}
    seen: set[str] = set()
    for body in bodies:
        key = body.canonical_id or fold(body.text)
        if key not in seen and fold(body.text) not in payers:
            seen.add(key)
            yield body.text


def _is_where(document: AnnotatedDocument, start: int, country: Entity, rules: Lexicon) -> bool:
    """Whether a country only tells where something is: "based in Nicosia, Cyprus"."""
    front = document.folded[start : country.start].rstrip()
    if front.endswith(","):
        towns = document.entities_in(start, country.start, "LOC")
        return bool(towns) and towns[-1].end == start + len(front) - 1
    inside = rules.pattern(NAME, "parties.elsewhere").finditer(front, max(0, len(front) - 12))
    return any(match.end() == len(front) for match in inside)


def _between(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> Iterator[str]:
    """Bodies told by common nouns behind "between", where nothing else is listed there."""
    for link in rules.pattern(NAME, "joint.between").finditer(document.folded, start, end):
        stop = listing_end(document, link.end(), end)
        listed = split_bodies(document, link.end(), stop)
        spans = [(document.text.find(body, link.end(), end), body) for body in listed]
        if len(listed) > 1 and all(
            at >= 0 and is_body(document, at, at + len(body)) for at, body in spans
        ):
            yield from listed
            return


def _looks_on(document: AnnotatedDocument, start: int, body: Entity, rules: Lexicon) -> bool:
    """Whether words before a body tell that it is only present, quoted or thanked."""
    before = document.folded[max(start, body.start - BESIDE_REACH) : body.start]
    return rules.pattern(NAME, "heard.beside").search(before) is not None


def _year(document: AnnotatedDocument, start: int, end: int) -> int | None:
    """The year in which it began, else the first that the sentence tells and that is no later than
    the document's own; none where somebody only joined."""
    rules = document.lexicon_at(start)
    begun = start_year(document, start, end, rules, agreed=False)
    if begun is not None:
        return begun
    if rules.pattern(NAME, "facts.joining").search(document.folded, start, end):
        return None
    issued = int(document.published[:4]) if document.published else None
    years = [year_of(e.canonical_id) for e in document.entities_in(start, end, "DATE")]
    told = [year for year in years if year is not None and (issued is None or year <= issued)]
    if told:
        return told[0]
    return issued if document.document_type.label == "news" else None
