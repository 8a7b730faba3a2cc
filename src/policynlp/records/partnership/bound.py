"""Who is bound by an agreement, from all places where its sentence may name them.

Words stand in `languages/*/records/partnership.toml` under `agreement`, `parties`, `signing`.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon
from policynlp.records.partnership.names import NAME
from policynlp.records.partnership.parties import pays_before
from policynlp.records.partnership.signatories import read_behalf, read_signatories
from policynlp.records.parts.bodies import inside_body, is_body
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import subject_start

WITH_REACH = 110
# Longer enumerations are trusted only where each is a known body.
MAX_LISTED = 5
# Room for articles between "with" and the party.
WITH_GAP = 8
# The share of a name that a sum must cover for it to be no party.
MOSTLY = 0.6
_ACRONYM = re.compile(r"[A-Z]{3,12}(?=\s)")
# How much of the text before may name whom a common noun means.
EARLIER = 600
# Words between "under" and the agreement.
MAX_BETWEEN = 5


def bound_parties(
    document: AnnotatedDocument,
    noun: re.Match[str],
    begin: int,
    verb: re.Match[str],
    start: int,
    end: int,
    rules: Lexicon,
) -> list[str]:
    """Who is bound, from all places where the sentence may name them."""
    folded = document.folded
    behalf = read_behalf(document, start, end)
    if len(behalf) > 1:
        return behalf
    found: list[str] = []
    active = verb.end() <= begin
    if active:
        subject = subject_start(document, start, verb.start())
        if subject < verb.start():
            found += named_bodies(document, subject, verb.start())
    relative = rules.pattern(NAME, "agreement.which").match(folded, noun.end() + 1, end)
    if relative is not None and relative.end() < verb.start():
        found += named_bodies(document, relative.end(), verb.start())
    tied = rules.pattern(NAME, "agreement.tied_to").search(folded, verb.start(), end)
    if not active and tied is not None and tied.start() <= verb.end():
        found += named_bodies(document, tied.end(), end)
    elif not active and rules.pattern(NAME, "agreement.binds").fullmatch(verb[0].strip()):
        found += named_bodies(document, _behind_date(document, verb.end(), end, rules), end)
    for match in rules.pattern(NAME, "agreement.with").finditer(
        folded, noun.end(), min(end, max(noun.end(), verb.end()) + WITH_REACH)
    ):
        if pays_before(document, start, match, rules) or _inside_name(document, noun, match):
            continue
        found += named_bodies(document, match.end(), end)
        state = rules.pattern(NAME, "parties.demonym").match(folded, match.end() + 1, end)
        if not found and state is not None:
            article = rules.pattern("lexicon", "articles").match(folded, state.start(), state.end())
            begun = article.end() if article is not None else state.start()
            found.append(" ".join(document.text[begun : state.end()].split()))
        if len(found) == 1:
            found = [*_unnamed(document, match.end() + 1, end, found, rules), *found]
    if active and len(found) < 2:
        # "signed with X an agreement"
        for match in rules.pattern(NAME, "agreement.with").finditer(folded, verb.end(), begin):
            found += named_bodies(document, match.end(), begin)
    if not active and len(found) < 2:
        found += _bound_by_it(document, noun, verb, start, end, rules)
    if not found and rules.pattern(NAME, "told.twin_nouns").search(noun[0]):
        for match in rules.pattern(NAME, "agreement.benefits").finditer(folded, verb.end(), end):
            found += named_bodies(document, match.end(), end)[:1]
    if not found and not active:
        found += _bound_in_passing(document, begin, start, rules)
    if rules.pattern(NAME, "agreement.joint").search(noun[0]):
        for match in rules.pattern(NAME, "agreement.of").finditer(
            folded, noun.end(), min(end, noun.end() + WITH_GAP)
        ):
            found += named_bodies(document, match.end(), end)
    if len(distinct(found)) == 1:
        acting = _acting_under(document, begin, start, rules)
        if active:
            subject = subject_start(document, start, verb.start())
            acting += _unnamed(document, subject, verb.start(), found, rules)
        found = [*acting, *found]
    found = distinct([*behalf, *found])
    # "UNOPS holds the money, signs ..." names nobody but UNOPS.
    return [body for body in found if not any(body.startswith(f"{other} ") for other in found)]


def _behind_date(document: AnnotatedDocument, position: int, end: int, rules: Lexicon) -> int:
    """Behind words that tell since when, where a verb has them before those it binds: « lie depuis
    le 3 mai l'Hôpital et la Ville »."""
    since = rules.pattern(NAME, "agreement.since").match(document.folded, position + 1, end)
    if since is None:
        return position
    dates = document.entities_in(since.end(), end, "DATE")
    near = bool(dates) and dates[0].start - since.end() <= WITH_GAP
    return dates[0].end if near else position


def _unnamed(
    document: AnnotatedDocument, start: int, end: int, others: list[str], rules: Lexicon
) -> list[str]:
    """The party that a common noun alone means at the start of a stretch, alone in it or joined to
    another: "the project and the mayors"; an association or the like by the name before."""
    match = rules.pattern(NAME, "parties.unnamed").match(document.folded, start, end)
    if match is None:
        return []
    rest = document.folded[match.end() : end].strip(" ,")
    if rest and rules.pattern(NAME, "listing.joint").match(rest) is None:
        return []
    if rules.pattern(NAME, "parties.meant").search(match[0]):
        named = document.entities_in(max(0, start - EARLIER), start, "ORG")
        for body in reversed(named):
            if body.text not in others and body.end <= start:
                return [body.text]
    article = rules.pattern("lexicon", "articles").match(document.folded, start, match.end())
    begin = article.end() if article is not None else start
    return [" ".join(document.text[begin : match.end()].split())]


def _bound_in_passing(
    document: AnnotatedDocument, begin: int, start: int, rules: Lexicon
) -> list[str]:
    """Those who act together under an agreement: "A and B train nurses under a deal signed in
    May"."""
    for under in rules.pattern(NAME, "agreement.in_passing").finditer(
        document.folded, start, begin
    ):
        if len(document.folded[under.end() : begin].split()) <= MAX_BETWEEN:
            subject = subject_start(document, start, under.start())
            bodies = named_bodies(document, subject, under.start())
            return bodies if len(bodies) > 1 else []
    return []


def _acting_under(document: AnnotatedDocument, begin: int, start: int, rules: Lexicon) -> list[str]:
    """Who acts under an agreement told in passing: "of which CARE runs ten under an agreement with
    the Government"."""
    folded = document.folded
    for under in rules.pattern(NAME, "agreement.in_passing").finditer(folded, start, begin + 1):
        if under.start() <= start or len(folded[under.end() : begin].split()) > MAX_BETWEEN:
            continue
        clause = subject_start(document, start, under.start())
        for which in rules.pattern(NAME, "parties.in_which").finditer(folded, start, under.start()):
            clause = max(clause, which.end())
        for body in document.entities_in(clause, under.start(), "ORG", "COUNTRY"):
            small = folded[clause : body.start].strip(" ,")
            if not small or rules.pattern("lexicon", "articles").fullmatch(small):
                return [body.text]
        acronym = _ACRONYM.match(document.text, clause, under.start())
        if acronym is not None:
            return [acronym[0]]
    return []


def _inside_name(document: AnnotatedDocument, noun: re.Match[str], match: re.Match[str]) -> bool:
    """Whether a small word is part of a name: "Doctors with Africa", "Rights of Persons with"."""
    if inside_body(document, *match.span()):
        return True
    between = document.text[noun.end() : match.start()].split()
    known = document.entities_in(match.end(), match.end() + WITH_GAP, "ORG", "COUNTRY")
    counterpart = document.lexicon_at(match.start()).pattern(NAME, "agreement.counterpart")
    inside = bool(between) and between[-1][0].isupper() and not known
    return inside and counterpart.fullmatch(match[0]) is not None


def _bound_by_it(
    document: AnnotatedDocument,
    noun: re.Match[str],
    verb: re.Match[str],
    start: int,
    end: int,
    rules: Lexicon,
) -> list[str]:
    """Who acts under an agreement that opens the sentence: "Under a memorandum signed in 2019,
    Tonga sends patients to ..."."""
    opening = rules.pattern(NAME, "agreement.under").match(document.folded, start, noun.start() + 1)
    comma = document.text.find(",", verb.end(), end)
    if opening is None or comma < 0:
        return []
    found = named_bodies(document, comma + 1, end)[:1]
    if found:
        for match in rules.pattern(NAME, "agreement.counterpart").finditer(
            document.folded, comma, end
        ):
            found += named_bodies(document, match.end(), end)[:1]
    return found


def named_bodies(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """Bodies of an enumeration that can be parties: organisations, countries, governments; beside
    one of these, whatever else is listed by an acronym or a name of several words."""
    listed = read_signatories(document, start, end)
    sure = [body for body in listed if _can_sign(document, body, start, end)]
    if not sure or len(listed) > MAX_LISTED:
        return sure
    sums = {e.text for e in document.entities_in(start, end, "MONEY")}
    return [
        b for b in listed if b in sure or ((len(b.split()) > 1 or b.isupper()) and b not in sums)
    ]


def _can_sign(document: AnnotatedDocument, body: str, start: int, end: int) -> bool:
    at = document.text.find(body, start, end)
    if at < 0:
        return True  # the country of the minister who signed
    stop = at + len(body)
    if any(e.end - e.start >= MOSTLY * len(body) for e in document.entities_in(at, stop, "MONEY")):
        return False
    if document.entities_in(at, stop, "ORG", "COUNTRY", "LOC") or is_body(document, at, stop):
        return True
    rules = document.lexicon_at(at)
    if rules.pattern(NAME, "signing.bodies").match(document.folded, at, stop):
        return True
    # Any name may be a company's, but not the first word of a sentence.
    opens = at == 0 or document.text[:at].rstrip()[-1:] in ".!?\n"
    return body[0].isupper() and not opens and not document.entities_in(at, stop, "PERSON")
