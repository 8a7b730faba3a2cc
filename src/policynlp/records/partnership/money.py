"""Who pays for a partnership, as sentences tell it.

Cues stand in `languages/*/records/partnership.toml` under `facts`; all are matched in folded text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.lists import read_names
from policynlp.records.partnership.names import NAME
from policynlp.records.partnership.parties import read_subject
from policynlp.records.partnership.payers import opening_end, read_paying_subjects
from policynlp.records.parts.bodies import is_body
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import subject_start

PAYER_REACH = 90
BESIDE_REACH = 40


def read_funders(
    document: AnnotatedDocument,
    start: int,
    end: int,
    mention: tuple[int, int] | None,
    partners: Sequence[str],
    rules: Lexicon,
) -> list[str]:
    """The payers that a sentence about a partnership names; its partners so far resolve "the
    former" and "the latter"."""
    found: list[str] = []
    folded = document.folded
    opening = opening_end(document, start, end, rules)
    for match in rules.pattern(NAME, "facts.funders").finditer(folded, start, end):
        found += _former_or_latter(document, match.end(), end, partners, rules)
        stop = opening if match.end() <= opening else end
        listed = read_names(document, match.end(), stop, rules)
        for later in rules.pattern(NAME, "facts.later").finditer(folded, match.end(), end):
            listed += read_names(document, later.end(), end, rules)
        found += [p for b in listed if _pays(document, b, end) for p in _givers(document, b, end)]
    for match in rules.pattern(NAME, "facts.payer_before").finditer(folded, start, end):
        bodies = document.entities_in(
            max(start, match.start() - PAYER_REACH), match.start(), "ORG", "COUNTRY"
        )
        if bodies:
            found.append(bodies[-1].text)
        beside = rules.pattern(NAME, "facts.beside").search(
            folded, match.end(), min(end, match.end() + BESIDE_REACH)
        )
        if beside is not None:
            found += read_names(document, beside.end(), end, rules)
    if mention is not None:
        payers = read_subject(document, start, mention, "paying", rules)
        found += [body for body in payers if _is_payer(document, body, start, end)]
    for match in rules.pattern(NAME, "facts.gives_money").finditer(folded, start, end):
        begin = subject_start(document, start, match.start())
        for mark in ("; ", ": "):
            begin = max(begin, document.text.rfind(mark, start, match.start()) + 1)
        if begin < match.start():
            payers = read_names(document, begin, match.start(), rules)
            found += [body for body in payers if _is_payer(document, body, start, end)]
        break
    return distinct([*found, *read_clause_payers(document, start, end, rules)])


def _givers(document: AnnotatedDocument, body: str, end: int) -> list[str]:
    """Who gives, where a sum was read as a payer: "an IDA credit of US$ 2 million"."""
    at = document.text.rfind(body, 0, end)
    if at < 0 or not document.entities_in(at, at + len(body), "MONEY"):
        return [body]
    return [e.text for e in document.entities_in(at, at + len(body), "ORG", "COUNTRY")]


def read_clause_payers(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> list[str]:
    """Known bodies that clauses say to pay for a part: "A covers travel and B pays for the
    register"."""
    found: list[str] = []
    for match in rules.pattern(NAME, "facts.pays_part").finditer(document.folded, start, end):
        position = match.start()
        run: list[str] = []
        for entity in reversed(document.entities_in(start, position, "ORG", "COUNTRY")):
            between = document.folded[entity.end : position].strip()
            if entity.end > position or not _links(between, rules, first=not run):
                break
            run.insert(0, entity.text)
            position = entity.start
        found += run
    return distinct([*found, *read_paying_subjects(document, start, end, rules)])


def _links(between: str, rules: Lexicon, *, first: bool) -> bool:
    """Whether what stands behind a name joins it to the next of a list, or to the verb."""
    words = [word for word in between.replace(",", " , ").replace("'", " ").split() if word]
    if first:
        return not words or re.fullmatch(r"\([^()]{2,14}\)", between) is not None
    small = {
        fold(word).strip("'")
        for key in ("conjunctions", "articles")
        for word in rules.words("lexicon", key)
    }
    return 0 < len(words) <= 3 and all(word == "," or word in small for word in words)


def read_backers(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Who "supports" a partnership: payers where the text names no other."""
    found: list[str] = []
    for match in rules.pattern(NAME, "facts.backers").finditer(document.folded, start, end):
        listed = read_names(document, match.end(), end, rules)
        found += [b for b in listed if _pays(document, b, end)]
    return found


def _former_or_latter(
    document: AnnotatedDocument, start: int, end: int, partners: Sequence[str], rules: Lexicon
) -> list[str]:
    """The first or last partner where "the former" or "the latter" stands for it."""
    if len(partners) != 2:
        return []
    for which, partner in zip(("former", "latter"), partners, strict=True):
        for match in rules.pattern(NAME, f"facts.{which}").finditer(
            document.folded, start, min(end, start + BESIDE_REACH // 2)
        ):
            if not document.text[start : match.start()].strip():
                return [partner]
    return []


def _is_payer(document: AnnotatedDocument, body: str, start: int, end: int) -> bool:
    """Whether what stands before a verb of paying is somebody: no sum, no clause."""
    at = document.text.find(body, start, end)
    if at < 0:
        return True
    stop = at + len(body)
    if document.entities_in(at, stop, "MONEY"):
        return False
    words = body.split()
    capitals = sum(word[:1].isupper() for word in words)
    known = document.entities_in(at, stop, "ORG", "COUNTRY", "LOC")
    named = capitals > 1 or (capitals == len(words) == 1)
    return bool(known) or named or is_body(document, at, stop)


def _pays(document: AnnotatedDocument, body: str, end: int) -> bool:
    """Whether what is listed as paying can pay: no clause that only follows the list."""
    at = document.text.rfind(body, 0, end)
    if at < 0 or body[:1].isupper():
        return True
    return bool(document.entities_in(at, at + len(body), "ORG", "LOC", "COUNTRY")) or is_body(
        document, at, at + len(body)
    )
