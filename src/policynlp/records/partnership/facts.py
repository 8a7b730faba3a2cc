"""What a sentence says of a partnership: who takes part, who pays, since when, where, what for.

Cues stand in `languages/*/records/partnership.toml` under `facts`; all are matched in folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, compile_any, lexicon
from policynlp.records.partnership.money import read_backers, read_funders
from policynlp.records.partnership.names import NAME, NameMention
from policynlp.records.partnership.parties import (
    read_enumeration,
    read_founding_payers,
    read_joiners,
    read_partners,
)
from policynlp.records.parts.forms import distinct, entities_of
from policynlp.records.parts.purposes import split_purposes

# How far from its cue the date of a start may stand, in characters.
START_REACH = 150
# The same for one without a figure ("in April", "on Monday").
UNDATED_REACH = 12
# How far behind a name its year may stand, in characters: « l'accord (de 2019) ».
YEAR_REACH = 5
# How far behind the name of a partnership words of its first beginning may stand.
FIRST_REACH = 60
# A year stands right beside a word of starting.
BESIDE = 8
# A name so near to the start of a sentence, in characters, is its subject.
SUBJECT = 40
# How far from a count "now" may stand.
NOW_REACH = 45
# A quotation that began before.
_CLOSED = re.compile(r"^[^«“\"]*[»”]")
FIRST_YEAR, LAST_YEAR = 1850, 2100


@dataclass
class Facts:
    """What is known of one partnership so far.

    Attributes:
        backers: who "supports" it; they are the funders where no others are named.
        listed: bodies enumerated beside its name by words that say nothing of taking part.
        countries: the latest count of countries stated, None where there is none.
        current: that count is said to be today's.
        joined: it is a bond by its noun, and bodies are told to have joined it.
        sure_aims: the objectives were called so; else they only follow "in order to" and the like.
        name_aims: what the name says that it is for, or it covers; the objectives where no others
            are told.
    """

    partners: list[str] = field(default_factory=list)
    funders: list[str] = field(default_factory=list)
    backers: list[str] = field(default_factory=list)
    listed: list[str] = field(default_factory=list)
    start_year: int | None = None
    countries: int | None = None
    current: bool = False
    joined: bool = False
    objectives: list[str] = field(default_factory=list)
    sure_aims: bool = True
    name_aims: list[str] = field(default_factory=list)

    @property
    def payers(self) -> list[str]:
        """The funders; where none are named, those who support it."""
        return self.funders or self.backers

    def kinds(self) -> int:
        """How many kinds of facts are known."""
        known = (self.partners, self.payers, self.start_year, self.countries, self.objectives)
        return sum(map(bool, known))


def add_facts(
    document: AnnotatedDocument,
    facts: Facts,
    start: int,
    end: int,
    mention: tuple[int, int] | None,
    own: NameMention,
    *,
    agreed: bool = False,
) -> bool:
    """Add what a sentence about a partnership says; whether it said anything.

    Args:
        start, end: the sentence, or the part of it that is about the partnership.
        mention: where the sentence names the partnership; it is none of its own partners.
        agreed: it is an agreement; it begins when it is signed.
    """
    rules = document.lexicon_at(start)
    end = _before_wish(document, start, end, rules)
    if end == start:
        return False
    before = facts.kinds(), len(facts.partners), len(facts.funders)
    known = len(facts.partners) > 1
    partners = read_partners(document, start, end, mention, rules, known=known)
    joiners = read_joiners(document, start, end, mention, rules) if mention is not None else []
    bond = rules.pattern(NAME, "heard.bond").fullmatch(own.head) is not None
    facts.joined = facts.joined or (bond and bool(joiners))
    partners = distinct([*partners, *joiners])
    founders = read_founding_payers(document, mention[1], end, rules) if mention else []
    # One body that began it and pays for it is nobody's partner.
    partners = [] if len(partners) == 1 and partners == founders else partners
    facts.partners = _without(distinct([*facts.partners, *partners]), own)
    funders = read_funders(document, start, end, mention, partners or facts.partners, rules)
    funders = distinct([*funders, *founders])
    facts.funders = _without(distinct([*facts.funders, *funders]), own)
    backers = [] if funders else read_backers(document, start, end, rules)
    facts.backers = _without(distinct([*facts.backers, *backers]), own)
    if mention is not None and not (partners or facts.partners or funders or facts.listed):
        facts.listed = _without(read_enumeration(document, start, end, mention, rules), own)
    facts.start_year = facts.start_year or start_year(document, start, end, rules, agreed=agreed)
    if mention is not None:
        facts.start_year = facts.start_year or _year_behind(document, mention[1], end)
    first = _first_year(document, start, mention, end, rules) if facts.start_year else None
    facts.start_year = min(first, facts.start_year or first) if first else facts.start_year
    _count_countries(document, facts, start, end, rules)
    if not (facts.objectives and facts.sure_aims):
        aims, sure = _objectives(document, start, end, mention, rules)
        if aims and (sure or not facts.objectives):
            facts.objectives, facts.sure_aims = aims, sure
    if agreed and not facts.name_aims:
        floor = mention[1] if mention and mention[0] - start < SUBJECT else start
        for match in _cues(document, "covers", floor, end, rules):
            facts.name_aims = split_purposes(document, match.end(), end)
            break
    return (facts.kinds(), len(facts.partners), len(facts.funders)) != before


def _before_wish(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Where a sentence ends to tell what is: before what it only wishes or plans, and where it
    starts if nothing dated stands before that. What stands inside an aim, or in a clause on what is
    done there ("houses where women can wait"), is no such wish."""
    wish = next(_cues(document, "open", start, end, rules), None)
    if wish is None:
        return end
    aims = [
        aim.start()
        for key in ("aims", "so_that", "where")
        for aim in _cues(document, key, start, end, rules)
        if key != "where" or aim.start() > start
    ]
    if aims and wish.start() >= min(aims):
        return end
    # "The fund, which A began in 2016, said that it would close"
    begun = start_year(document, start, wish.start(), rules, agreed=False)
    return wish.start() if begun is not None else start


def _without(bodies: list[str], own: NameMention) -> list[str]:
    """Bodies without the partnership itself and without duplicates by acronym."""
    names = {own.key, own.head, fold(own.acronym or own.text)}
    # "the Great Lakes Alliance" is told of by its name, not by "Lakes Alliance".
    end = f" {own.head}"
    # "A consortium led by A": what a common noun goes on with is told of already.
    common = f"{own.head} " if own.key == own.head else None
    return [
        body
        for body in bodies
        if fold(body) not in names
        and not (own.key.endswith(f" {fold(body)}") and fold(body).endswith(end))
        and not (common and fold(body).startswith(common))
        # nor "Alliance Water" of the Alliance Water and Health
        and not (len(body.split()) > 1 and own.key.startswith(f"{fold(body)} "))
    ]


def _cues(
    document: AnnotatedDocument, name: str, start: int, end: int, rules: Lexicon
) -> Iterator[re.Match[str]]:
    return rules.pattern(NAME, f"facts.{name}").finditer(document.folded, start, end)


def start_year(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon, *, agreed: bool
) -> int | None:
    """The year beside a word of beginning; not one beside renewal, expiry and the like.

    What begins under an agreement ("training, starting in 2024") is not the agreement.
    """
    cues = list(_cues(document, "start", start, end, rules))
    if agreed:
        binds = rules.pattern(NAME, "agreement.passive")
        cues = [cue for cue in cues if binds.search(cue[0])]
    others = list(_cues(document, "not_start", start, end, rules))
    found: list[tuple[int, int]] = []
    for entity in document.entities_in(start, end, "DATE"):
        year = year_of(entity.canonical_id)
        if year is None:
            continue
        near = min((_gap(m, entity.start, entity.end) for m in cues), default=None)
        reach = START_REACH if any(c.isdigit() for c in entity.text) else UNDATED_REACH
        if near is None or near > reach:
            continue
        if any(_gap(m, entity.start, entity.end) < near for m in others):
            continue
        found.append((near, year))
    # Of years right beside such words the first is the start: "launched in 2015 ... since 2018".
    beside = [year for near, year in found if near <= BESIDE]
    return min(beside) if beside else min(found)[1] if found else None


def _first_year(
    document: AnnotatedDocument,
    start: int,
    mention: tuple[int, int] | None,
    end: int,
    rules: Lexicon,
) -> int | None:
    """The year right behind words that tell when what was renewed first began: "The twinning
    started in 2010"."""
    floor = mention[1] if mention is not None else start
    for cue in _cues(document, "first", floor, end, rules):
        if cue.start() - floor > FIRST_REACH:
            return None
        if document.entities_in(floor, cue.start(), "ORG"):
            continue
        for entity in document.entities_in(cue.end(), end, "DATE"):
            if entity.start - cue.end() <= BESIDE:
                return year_of(entity.canonical_id)
    return None


def _year_behind(document: AnnotatedDocument, position: int, end: int) -> int | None:
    """The year right behind a name: "the Arrangement of 2019"."""
    for entity in document.entities_in(position, min(end, position + 14), "DATE"):
        if entity.text[:4].isdigit() and entity.start - position <= YEAR_REACH:
            return year_of(entity.canonical_id)
    return None


def year_of(canonical_id: str | None) -> int | None:
    """The year in which a DATE entity's period begins."""
    digits = (canonical_id or "").removeprefix("date:")[:4]
    if not digits.isdigit():
        return None
    return int(digits) if FIRST_YEAR <= int(digits) <= LAST_YEAR else None


def _gap(match: re.Match[str], start: int, end: int) -> int:
    if match.start() < end and start < match.end():
        return 0
    return start - match.end() if match.end() <= start else match.start() - end + 8


def _count_countries(
    document: AnnotatedDocument, facts: Facts, start: int, end: int, rules: Lexicon
) -> None:
    """The latest count of countries in a sentence; one said to hold today outdoes others."""
    folded = document.folded
    counts: list[tuple[int, int]] = []
    for match in count_pattern("facts.countries", rules.code).finditer(folded, start, end):
        around = folded[max(start, match.start() - 12) : min(end, match.end() + 18)]
        if rules.pattern(NAME, "facts.not_count").search(around):
            continue
        value = number_of(match[match.lastindex or 0], rules)
        if value is not None:
            counts.append((match.start(), value))
    single = next(_cues(document, "one_country", start, end, rules), None)
    if counts or single is not None:
        first = min([at for at, _ in counts] + ([single.start()] if single is not None else []))
        for match in count_pattern("facts.then", rules.code).finditer(folded, first, end):
            value = number_of(match[match.lastindex or 0], rules)
            if value is not None:
                counts.append((match.start(match.lastindex or 0), value))
    elif facts.countries is not None:
        # "It began with four countries. Nine belong to it today."
        for match in count_pattern("facts.members_now", rules.code).finditer(folded, start, end):
            value = number_of(match[match.lastindex or 0], rules)
            if value is not None:
                counts.append((match.start(), value))
    if counts:
        at, value = max(counts)
        near = max(start, at - NOW_REACH), min(end, at + NOW_REACH)
        current = rules.pattern(NAME, "facts.now").search(folded, *near) is not None
        if facts.countries is None or current or not facts.current:
            facts.countries, facts.current = value, current
        return
    if facts.countries is None:
        facts.countries = _listed_countries(document, start, end, rules)


def _listed_countries(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> int | None:
    """How many countries a sentence lists as the whole reach ("active in Jamaica and Belize")."""
    for match in _cues(document, "reach", start, end, rules):
        countries = document.entities_in(match.end(), end, "COUNTRY")
        if len(countries) < 2 or countries[0].start - match.end() > 12:
            continue
        listed = [countries[0]]
        for entity in countries[1:]:
            if entity.start - listed[-1].end > 12:
                break
            listed.append(entity)
        if len(listed) > 1:
            return len({entity.canonical_id for entity in listed})
    return None


@cache
def count_pattern(key: str, code: str) -> re.Pattern[str]:
    """The expressions at a key, where COUNT stands for digits or a number word."""
    rules = lexicon(code)
    table = rules.get("lexicon", "number_words")
    words = sorted(map(fold, table), key=len, reverse=True) if isinstance(table, dict) else []
    count = "|".join([r"\d{1,3}", *map(re.escape, words)])
    return compile_any(
        expression.replace("COUNT", f"({count})") for expression in rules.words(NAME, key)
    )


def number_of(text: str, rules: Lexicon) -> int | None:
    """The value of digits or of a number word; None for other words."""
    if text.isdigit():
        return int(text)
    table = rules.get("lexicon", "number_words")
    if not isinstance(table, dict):
        return None
    value = {fold(key): value for key, value in table.items()}.get(text)
    return value if isinstance(value, int) and value > 1 else None


def _objectives(
    document: AnnotatedDocument,
    start: int,
    end: int,
    mention: tuple[int, int] | None,
    rules: Lexicon,
) -> tuple[list[str], bool]:
    """What follows a word of aim, split where several aims are joined; whether the word is sure."""
    floor = start
    if mention and mention[0] - start < SUBJECT:
        floor = mention[1]
    for match in _cues(document, "aims", start, end, rules):
        if match.start() < floor and match.end() <= floor:
            continue
        aims = split_purposes(document, match.end(), end)
        # "With it we want to do it here”, she said": what somebody says is no aim of it.
        return ([] if _CLOSED.search(" ".join(aims)) else aims), True
    for match in _cues(document, "effects", floor, end, rules):
        return split_purposes(document, match.end(), end), False
    for begun in _cues(document, "start", start, end, rules):
        for match in _cues(document, "founded_to", begun.end(), end, rules):
            return split_purposes(document, match.end(), end), False
        break
    for key in ("partners", "gives_money", "funders"):
        for told in _cues(document, key, start, end, rules):
            for match in _cues(document, "so_that", told.end(), end, rules):
                return split_purposes(document, match.end(), end), False
            break
    return [], False


def count_of(document: AnnotatedDocument, passages: Sequence[Passage]) -> int | None:
    """How many countries labelled values count or list: the last of several counts."""
    countries = {e.canonical_id for e in entities_of(document, passages, "COUNTRY")}
    if len(countries) > 1:
        return len(countries)
    rules = document.lexicon(passages[0])
    # "4 at first, 7 in 2018, 9 since January": the last stated counts.
    counts = [number_of(part.split()[0], rules) for part in _parts(fold(passages[0].text))]
    stated = [count for count in counts if count is not None]
    return stated[-1] if stated else None


def _parts(text: str) -> list[str]:
    """The stretches between commas and semicolons, brackets left out."""
    return [part for part in re.split(r"[\s.]{0,9}[,;()/–→-]\s{0,9}", text) if part.split()]
