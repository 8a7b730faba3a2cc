"""Names of bodies as read from prose, made good: without verbs, clauses and money around them.

Words stand in `languages/*/records/training.toml`.
"""

from __future__ import annotations

import re
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon, any_of
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.organisers import NAME as BACKERS
from policynlp.records.parts.prose import without_article
from policynlp.records.parts.whole_numbers import numbers_in
from policynlp.records.training.names import find_courses
from policynlp.records.training.values import NAME, names_people

# How far into what was read as a body a person's name may begin: "Dr Rao in the ward".
HONORIFIC = 6
# How far behind people the body may end that they come from, in characters.
ORIGIN = 60


def is_course(document: AnnotatedDocument, body: str, start: int, end: int) -> bool:
    """Whether what was read as a body is the course itself: "the week-long programme"."""
    at = document.text.find(body, start, end)
    if at < 0 or document.entities_in(at, at + len(body), "ORG"):
        return False
    noun = document.lexicon_at(start).pattern(NAME, "nouns.any_course")
    general = body.islower() and noun.search(fold(body)) is not None
    return general or any(
        m.strong or m.noun_start == at for m in find_courses(document, at, at + len(body))
    )


def is_group(document: AnnotatedDocument, body: str, start: int, end: int) -> bool:
    """Whether what was read as a body is people whom a clause tells of: "our two pharmacists
    visited 18 units and"."""
    at = document.text.find(body, start, end)
    if at < 0 or document.entities_in(at, at + len(body), "ORG", "PERSON"):
        return False
    return any(numbers_in(fold(body), document.lexicon_at(start)))


def known_name(document: AnnotatedDocument, body: str, start: int, end: int) -> str:
    """A body or person without the verb or place that was read with the name: "WHO has" gives
    "WHO"."""
    at = document.text.find(body, start, end)
    known = document.entities_in(at, at + len(body), "ORG") if at >= 0 else ()
    if not known or known[0].start != at:
        person = document.entity_at(at, HONORIFIC, "PERSON") if at >= 0 else None
        return document.text[at : person.end] if person is not None else body
    behind = body[known[0].end - at :].split()[:1]
    rules = document.lexicon_at(start)
    goes_on = {*rules.words("lexicon", "prepositions"), *rules.words("lexicon", "conjunctions")}
    placed = bool(behind) and behind[0] in rules.words(NAME, "cues.place_before")
    plain = bool(behind) and behind[0].isalpha() and behind[0].islower()
    acts = (
        plain and behind[0] not in goes_on and not is_body(document, known[0].end, at + len(body))
    )
    if placed or acts:
        return known[0].text
    return body


def people_of(document: AnnotatedDocument, body: str, start: int, end: int) -> list[str]:
    """The body that those come from who were read as one: "two biologists of the university"; the
    body itself where it is no people, and nobody where they come from none."""
    rules = document.lexicon_at(start)
    at = document.text.find(body, start, end)
    if at < 0 or not names_people(fold(body), rules):
        return [body]
    stop = at + len(body)
    bodies = document.entities_in(at, min(end, stop + ORIGIN), "ORG")
    if any(known.start == at for known in bodies):
        return [body]
    for known in bodies:
        before = document.folded[min(stop, known.start) : known.start].split()
        if all(_small().fullmatch(word) for word in before):
            return [known.text]
    return [body] if is_body(document, at, stop) else []


@cache
def _small() -> re.Pattern[str]:
    """A small word before a name."""
    return re.compile(any_of("lexicon", "prepositions", "articles"))


def holder_only(document: AnnotatedDocument, body: str, start: int, end: int) -> str | None:
    """An organiser without the verb of teaching behind it; None where a number of people or a
    phrase such as "with funds from" was read as one. A name that is known stays whole."""
    rules = document.lexicon_at(start)
    at = document.text.find(body, start, end)
    known = document.entities_in(at, end, "ORG") if at >= 0 else ()
    whole = min(known[0].end - at, len(body)) if known and known[0].start == at else 0
    if at >= 0 and document.text[at + len(body) : at + len(body) + 1] == "-":
        return None  # "Hands-on coaching"
    if whole == len(body):
        return body
    which = rules.pattern(NAME, "cues.relative_object").match(fold(body))
    if which is not None:
        body = without_article(body[which.end() :].strip(), rules)  # "which the council runs"
    folded = fold(body)
    if folded[:1].isdigit() or rules.pattern("lexicon", "prepositions").match(folded):
        return None
    if not whole and rules.pattern(BACKERS, "cues.paid_words").match(folded):
        return None  # but « Fonds des Nations unies pour la population »
    if rules.pattern(NAME, "cues.acts").search(folded, max(whole, 1)):
        return None  # "by the university, and UNICEF bought the probes"
    cuts = [rules.pattern(NAME, f"cues.{key}") for key in ("holder_end", "trained")]
    cuts += [rules.pattern(BACKERS, f"cues.{key}") for key in ("funded_by", "supported_by")]
    cuts.append(rules.pattern(NAME, "cues.thanks_to"))
    ends = [
        match.start() for cut in cuts if (match := cut.search(folded, max(whole, 1))) is not None
    ]
    return (body[: min(ends)].rstrip(" ,") or None) if ends else body


def payer_only(body: str, rules: Lexicon) -> str | None:
    """A payer without the relative before it ("which the Fund") and without its grant and who
    manages that; None where it holds a clause."""
    folded = fold(body)
    if rules.pattern(NAME, "cues.pronoun").match(folded):
        return None  # "She appealed", « Tout n'est pas réglé »
    managed = rules.pattern(NAME, "cues.managed").search(folded)
    body = body[: managed.start()].rstrip(" ,") if managed is not None else body
    grant = rules.pattern(NAME, "cues.grant_before").match(fold(body))
    body = body[grant.end() :].strip() if grant is not None else body
    grant = rules.pattern(NAME, "cues.grant_behind").search(fold(body))
    body = body[: grant.start()].strip() if grant is not None else body
    if not body or rules.pattern(NAME, "cues.held").match(fold(body)):
        return None  # "runs a five-day course"
    for key in ("cues.acts_on_it", "cues.trained"):
        if rules.pattern(NAME, key).search(fold(body)):
            return None  # "with funds from the Bank, the council trained 20 nurses"
    which = rules.pattern(NAME, "cues.relative_object").match(fold(body))
    return without_article(body[which.end() :].strip(), rules) if which is not None else body
