"""The bodies of a sentence that is known to tell of help: who gives it, who is helped.

`helpers` reads what says that a sentence tells of help at all; here it does, and what its bodies
are (a ministry, a hospital, a body of another country) says the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.entities.body_keys import body_keys
from policynlp.languages import Lexicon
from policynlp.records.help.providers import Giver, find_providers, giver_at, has_staff
from policynlp.records.help.scope import scope_country
from policynlp.records.help.sides import part_of
from policynlp.records.parts.origins import home_of, kind_of, nationalities
from policynlp.schema import Entity

TYPE = "records/technical_assistance"
WORDS = "records/assistance_fields"
# How far before a name the words that tell its part may stand, in characters.
REACH = 60
# Kinds of bodies that are part of a country's state, by the tables of bodies.
STATE_KINDS = frozenset({"government", "insurance"})
# Those of them that a state has abroad.
_ABROAD = frozenset({"embassy", "delegation", "consulate"})
# Heads of names that are mostly of public bodies, whatever their kind.
_MOSTLY_PUBLIC = frozenset({"institute", "laboratory", "observatory", "library"})
# Heads of names that do not say whose a body is: a hospital is the State's by its level.
_WHOSE_UNSAID = frozenset({"hospital", "health-centre", "clinic", "management-unit"})
_ID = re.compile(r"^org:(?:(?P<iso3>[A-Z]{3}):)?(?P<key>[a-z].{0,200})$")


def read_givers(document: AnnotatedDocument, passage: Passage) -> list[Giver]:
    """Who gives, without those that were helped; others where the sentence's build names them."""
    rules = document.lexicon(passage)
    giving = find_providers(document, passage)
    giving = [giver for giver in giving if not _helped(document, passage, giver, giving, rules)]
    if not any(not giver.pays for giver in giving):
        giving += _named_by_build(document, passage, rules)
    if not giving:
        giving = _unnamed(document, passage, rules) or _last_named(document, passage)
    return sorted(giving, key=lambda giver: giver.start)


def state_of(entity: Entity, language: str | None) -> str | None:
    """The country of a public body, "" where its name does not say; None for any other body."""
    match = _ID.match(entity.canonical_id or "")
    kind = kind_of(entity)
    if match is None or kind:
        return "" if kind in STATE_KINDS else None
    key, of_kind = _head_of(match["key"], language)
    public = (of_kind in STATE_KINDS or key in _MOSTLY_PUBLIC) and key not in _ABROAD
    return (match["iso3"] or "") if public else None


def _says_whose(entity: Entity, language: str | None) -> bool:
    """Whether the head of a body's name says that it is the State's, by its kind or its level."""
    match = _ID.match(entity.canonical_id or "")
    return match is None or _head_of(match["key"], language)[0] not in _WHOSE_UNSAID


def _head_of(name: str, language: str | None) -> tuple[str, str]:
    """Key and kind of the head of a body's name, as its id has it; "" where it is not known."""
    for key, kind in _head_kinds(language):
        if name == key or name.startswith(f"{key}-"):
            return key, kind
    return "", ""


def _head_kinds(language: str | None) -> list[tuple[str, str]]:
    """Key and kind of the heads of bodies' names, the longest key first."""
    if language is None:
        return []
    heads = {
        part.head.key: part.head.kind
        for part in body_keys(language).heads.exact.values()
        if part.head is not None
    }
    return sorted(heads.items(), key=lambda pair: -len(pair[0]))


def _helped(
    document: AnnotatedDocument,
    passage: Passage,
    giver: Giver,
    giving: list[Giver],
    rules: Lexicon,
) -> bool:
    """Whether one that seems to give is helped: by a noun ("coaching of the staff of"), or as the
    subject of what it did with the help of another."""
    if giver.pays:
        return False
    folded = document.folded_text(passage)
    start, end = giver.start - passage.start, giver.end - passage.start
    if _ends_with(rules, "helped_nouns", folded[:start]):
        return True
    abroad = giver.multilateral or giver.home not in (None, scope_country(document, passage))
    behind = rules.pattern(WORDS, "helped_by").search(folded, end)
    return not abroad and behind is not None and giving[-1].start >= passage.start + behind.end()


def _named_by_build(
    document: AnnotatedDocument, passage: Passage, rules: Lexicon
) -> Iterator[Giver]:
    """Bodies before a verb of sending, behind "the support of", or where learners are."""
    folded = document.folded_text(passage)
    learning = rules.pattern(WORDS, "learning").search(folded) is not None
    for entity in document.entities_in(passage.start, passage.end, "ORG"):
        start, end = entity.start - passage.start, entity.end - passage.start
        sends = rules.pattern(WORDS, "sends").search(folded, end)
        giver = giver_at(document, entity.start, entity.end, entity)
        home = scope_country(document, passage)
        foreign = giver.multilateral or giver.home not in (None, home)
        foreign = foreign or kind_of(entity) == "regional_body"
        if (
            (sends is not None and len(folded[end : sends.start()].split()) <= 1)
            or _ends_with(rules, "support_of", folded[:start])
            or (learning and foreign and _ends_with(rules, "learn_at", folded[:start]))
        ):
            yield giver
            return


def _unnamed(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> list[Giver]:
    """Bodies without a name of their own: "a consultant from the Swiss regulatory authority"."""
    return [*islice(_told_bodies(document, passage, rules), 1)]


def _told_bodies(document: AnnotatedDocument, passage: Passage, rules: Lexicon) -> Iterator[Giver]:
    folded = document.folded_text(passage)
    for match in rules.pattern(WORDS, "from_body").finditer(folded):
        before = folded[max(0, match.start() - REACH) : match.start()]
        expert = [*rules.pattern(TYPE, "expert").finditer(before)]
        if not expert or before[expert[-1].end() :].strip():
            continue
        for iso3, _ in nationalities(match["body"], rules.code):
            giver = _of_words(document, passage, match)
            yield replace(giver, home=iso3)
    for match in rules.pattern(WORDS, "inverted").finditer(folded):
        yield replace(_of_words(document, passage, match), home=scope_country(document, passage))


def _last_named(document: AnnotatedDocument, passage: Passage) -> list[Giver]:
    """The one body that must give where nothing says who does: the subject of the sentence, whose
    people it names ("PAHO engineers"), or the one that something is shared with.

    Bodies of the country's own state are helped more often.
    """
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    home = scope_country(document, passage)
    for entity in document.entities_in(passage.start, passage.end, "ORG"):
        start, end = entity.start - passage.start, entity.end - passage.start
        giver = giver_at(document, entity.start, entity.end, entity)
        if start < 0 or state_of(entity, rules.code) in ("", home):
            continue
        staffed = rules.pattern(TYPE, "expert").match(folded[end:].lstrip(" '’s"))
        opens = rules.pattern(WORDS, "before_subject").fullmatch(folded[:start])
        helped = rules.pattern(WORDS, "is_helped").match(folded[end:].lstrip(" ,"))
        foreign = giver.multilateral or giver.home not in (None, home)
        shares = foreign and _ends_with(rules, "shared_with", folded[:start])
        if helped is None and (opens is not None or staffed is not None or shares):
            return [giver]
    return []


def _of_words(document: AnnotatedDocument, passage: Passage, match: re.Match[str]) -> Giver:
    start, end = passage.start + match.start("body"), passage.start + match.end("body")
    return Giver(" ".join(document.text[start:end].split()), start, end, None)


def _ends_with(rules: Lexicon, name: str, before: str) -> bool:
    before = before[-REACH:].rstrip()
    return any(match.end() == len(before) for match in rules.pattern(WORDS, name).finditer(before))


def helps_school(document: AnnotatedDocument, passage: Passage, giving: list[Giver]) -> bool:
    """Whether a university, school or firm that gives nothing is the one that is helped."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    for entity in document.entities_in(passage.start, passage.end, "ORG"):
        start, end = entity.start - passage.start, entity.end - passage.start
        if start < 0 or any(g.start < entity.end and entity.start < g.end for g in giving):
            continue
        school = rules.pattern(TYPE, "recipients.other").search(folded, start, end)
        given = part_of(folded, start, rules) == "given_to"
        helped = rules.pattern(WORDS, "is_helped").match(folded[end:].lstrip(" ,"))
        home = home_of(entity) in (None, scope_country(document, passage))
        if school is not None and home and (given or helped is not None):
            return True
    return False


def helps_state(document: AnnotatedDocument, passage: Passage, giving: list[Giver]) -> bool:
    """Whether a public body stands in a sentence that does not give help itself."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    taken = [(giver.start - passage.start, giver.end - passage.start) for giver in giving]
    home = scope_country(document, passage)
    learning = rules.pattern(WORDS, "learning").search(folded) is not None

    def sends_staff(start: int) -> bool:
        return not learning and has_staff(rules, folded, start)

    for entity in document.entities_in(passage.start, passage.end, "ORG"):
        start, end = entity.start - passage.start, entity.end - passage.start
        if any(s < end and start < e for s, e in taken) or sends_staff(start):
            taken.append((start, end))
            continue
        state = state_of(entity, rules.code)
        own = state is not None and (not state or home is None or state == home)
        if own and _says_whose(entity, rules.code):
            return True
        if state is not None or kind_of(entity):
            taken.append((start, end))
    for name in ("government", "called"):
        for match in rules.pattern(WORDS, name).finditer(folded):
            start, end = match.span()
            if name == "called" and not passage.text[start : start + 1].isupper():
                continue
            if any(s < end and start < e for s, e in taken) or sends_staff(start):
                continue
            if not _ends_with(rules, "not_helped", folded[:start]):
                return True
    return False
