"""Who organises and who pays for a course: beyond what is told of events, teachers and stays.

General words of organising and paying are those of `organisers`; `holders` reads who gives a
course besides, and here stands that "X pays the board". Words stand in
`languages/*/records/training.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import read_bodies, subject_start
from policynlp.records.parts.organisers import NAME as BACKERS
from policynlp.records.parts.organisers import Backers, before_pronoun, find_backers
from policynlp.records.training.holder_names import (
    holder_only,
    is_course,
    known_name,
    payer_only,
    people_of,
)
from policynlp.records.training.holders import clause_start, holders, together
from policynlp.records.training.values import NAME, names_people
from policynlp.schema import EntityLabel

# How far before "which pays" the payer ends.
AGENT_GAP = 12
# Cues behind which those who pay are named, most telling first.
BEFORE_PAYERS = (
    (BACKERS, "cues.funded_by"), (NAME, "cues.thanks_to"), (NAME, "cues.paid_by"),
)  # fmt: skip
# Who pays, and how near behind "which" it stands, in characters.
PAYERS: tuple[EntityLabel, ...] = ("ORG", "PROGRAM", "COUNTRY")
PAYER_NEAR = 6


def course_backers(document: AnnotatedDocument, start: int, end: int) -> Backers:
    """Organisers, funders and supporters of a course that a stretch of prose tells of."""
    rules = document.lexicon_at(start)
    told = find_backers(document, start, end)
    organizers = list(told.organizers) or holders(document, start, end, told.joint)
    organizers += together(document, start, end)
    funders = list(told.funders)
    if not funders or all(_long(f) for f in funders):
        funders = read_payers(document, start, end, rules) or funders
    else:
        funders += _further_payers(document, start, end, rules)
        if ";" in document.text[start:end]:
            funders += read_payers(document, start, end, rules)  # "X pays the fees; Y the board"
    organizers = [b for body in organizers if (b := holder_only(document, body, start, end))]
    organizers = [known_name(document, body, start, end) for body in organizers]
    organizers = [b for body in organizers for b in _parted(document, body, start, end)]
    organizers = [b for b in organizers if not is_course(document, b, start, end)]
    funders = [b for body in funders for b in _parted(document, body, start, end)]
    funders = [b for body in funders if (b := payer_only(body, rules)) is not None]
    funders = [known_name(document, body, start, end) for body in funders]
    paying = {body.lower() for body in funders}
    organizers = [b for body in organizers for b in people_of(document, body, start, end)]
    organizers = [b for b in organizers if not _pays_behind(document, b, paying, start, end)]
    if not told.organizers:
        # "paid for by X" says who pays and not who gives it
        organizers = [body for body in organizers if body.lower() not in paying]
    supporters = [b for b in told.supporters if b.lower() not in paying]
    return Backers(tuple(distinct(organizers)), tuple(distinct(funders)), tuple(supporters))


def _pays_behind(
    document: AnnotatedDocument, body: str, paying: set[str], start: int, end: int
) -> bool:
    """Whether a body only opens the clause of who pays: "given by X, and Y met the costs"."""
    at = document.text.find(body, start, end)
    if at < 0 or body.lower() not in paying or document.text.count(body, start, end) > 1:
        return False
    rules = document.lexicon_at(start)
    behind = at + len(body) + 1
    acts = any(
        rules.pattern(name, key).match(document.folded, behind, end)
        for name, key in ((NAME, "cues.paying"), (BACKERS, "cues.funds"))
    )
    joint = list(_clauses().finditer(document.text, start, at))
    return acts and bool(joint) and not document.entities_in(joint[-1].end(), at, "ORG")


@cache
def _clauses() -> re.Pattern[str]:
    """What stands between two clauses."""
    return re.compile(rf"[;:,]\s{any_of(BACKERS, 'cues.clause_joint', printed=True)}\s")


def _is_money(document: AnnotatedDocument, body: str, start: int, end: int) -> bool:
    """Whether what was read as a payer is what is paid: "USD 200, covering tuition"."""
    at = document.text.find(body, start, end)
    return at >= 0 and bool(document.entities_in(at, at + len(body), "MONEY"))


def _parted(document: AnnotatedDocument, body: str, start: int, end: int) -> list[str]:
    """The bodies in what was read as one: two known names with "and" between them."""
    at = document.text.find(body, start, end)
    return read_bodies(document, at, at + len(body)) or [body] if at >= 0 else [body]


def _long(body: str) -> bool:
    return len(body.split()) > 8


def read_payers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The subject of paying for stays, fees or the course, and who makes it free."""
    folded = document.folded
    payers: list[str] = []
    for verb in rules.pattern(NAME, "cues.paying").finditer(folded, start, end):
        if folded[verb.start() - 1 : verb.start()] == "-":
            continue  # "a WHO-funded course"
        begin = clause_start(document, start, verb.start())
        begin = subject_start(document, begin, verb.start())
        around = document.entities_in(begin, verb.end(), "ORG")
        inside = any(body.start < verb.start() < body.end for body in around)
        if inside and document.text[verb.start()].isupper():
            continue  # "the Global Fund grant"
        opener = rules.pattern(BACKERS, "cues.adverbial").match(folded, begin, verb.start())
        comma = document.text.find(", ", begin, verb.start()) if opener is not None else -1
        begin = comma + 2 if comma > 0 else begin  # "Besides motorcycles, Japan will fund"
        relative = rules.pattern(NAME, "cues.relative").search(folded, begin, verb.start())
        if relative is not None:
            # "offered with the Fund, which pays the fees"
            bodies = document.entities_in(start, relative.start(), *PAYERS)
            if bodies and relative.start() - bodies[-1].end < AGENT_GAP:
                return [bodies[-1].text]
        stop = before_pronoun(document, begin, verb.start(), rules)
        for which in rules.pattern(NAME, "cues.relative_object").finditer(folded, begin, stop):
            if document.entity_at(which.end(), PAYER_NEAR, *PAYERS) is not None:
                begin = which.end()  # "a course that the Fund pays for"
        found = read_bodies(document, begin, stop) if begin < stop else []
        if found and not names_people(found[0].split()[0].lower(), rules):
            found = [b for b in found if not _is_money(document, b, begin, stop)]
            payers += [b for b in found if b not in payers]
    if payers:
        return payers
    for name, key in BEFORE_PAYERS:
        for match in rules.pattern(name, key).finditer(folded, start, end):
            found = read_bodies(document, match.end(), _before_actor(document, match.end(), end))
            if found:
                return found + _further_payers(document, match.end(), end, rules)
    return _by_money(document, start, end, rules)


def _by_money(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Whose money it is: "with ECHO money", "through a World Bank loan", "a WHO-funded course"."""
    money = rules.pattern(NAME, "cues.money")
    means = rules.pattern(NAME, "cues.by_means")
    hung_on = rules.pattern(NAME, "cues.hung_on")
    found = []
    for body in document.entities_in(start, end, *PAYERS):
        hyphen = document.text[body.end : body.end + 1] == "-"
        if hyphen and hung_on.match(document.folded, body.end + 1, end) is not None:
            found.append(body.text)
            continue
        before = document.folded[start : body.start].rstrip()
        meant = any(m.end() == len(before) for m in means.finditer(before))
        if meant and money.match(document.folded, min(body.end + 1, end), end) is not None:
            found.append(body.text)
    return found


def _before_actor(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where those who pay end: "Thanks to the Bank, the council trained 20 nurses"."""
    verb = document.lexicon_at(start).pattern(BACKERS, "cues.subject_verbs")
    acts = verb.search(document.folded, start, end)
    comma = document.text.find(",", start, acts.start()) if acts is not None else -1
    return comma if comma > start else end


def _further_payers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Who pays for another part: "fees are paid by X and the travel by Y"."""
    found: list[str] = []
    for match in rules.pattern(NAME, "cues.also_paid").finditer(document.folded, start, end):
        found += read_bodies(document, match.end(), end)
    return found
