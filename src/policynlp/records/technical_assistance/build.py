"""Who gives by the build of a sentence that is known to tell of help, however a body is named: by
whom something was done, who employs the helpers, who is from elsewhere, and who is named in one
breath with one that gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.languages import Lexicon
from policynlp.records.help.providers import Giver, giver_at
from policynlp.records.help.scope import scope_country
from policynlp.records.help.sides import undescribed, without_article
from policynlp.records.parts.origins import kind_of
from policynlp.records.technical_assistance.bodies import state_of
from policynlp.records.technical_assistance.homes import placed
from policynlp.records.technical_assistance.names import names_in
from policynlp.records.technical_assistance.parties import WORDS, ends_with
from policynlp.records.technical_assistance.skeleton import FRAMES
from policynlp.schema import Entity

# How far before and behind a name the words that tell its part may stand, in characters.
REACH, BEHIND = 110, 90
# Kinds of bodies that come from elsewhere, whatever country is helped.
_OUTSIDE = frozenset({"regional_body", "ngo"})


def by_build(document: AnnotatedDocument, passage: Passage, known: Sequence[Giver]) -> list[Giver]:
    """Those who give besides the known ones: found only where nobody is known but who pays, save
    those who are joined to one that gives."""
    found = list(known)
    found += [giver for giver in _firms(document, passage) if _is_free(giver, found)]
    for read in (_agents, _employers, _from_elsewhere):
        if any(not giver.pays for giver in found):
            break
        for giver in read(document, passage):
            if _is_free(giver, found):
                found.append(giver)
                break
    for giver in tuple(found):
        found += [one for one in _joined(document, passage, giver) if _is_free(one, found)]
    return found[len(known) :]


def with_host(document: AnnotatedDocument, passage: Passage, found: Sequence[Giver]) -> list[Giver]:
    """Those who give, with a body of another country that receives people to learn in place of the
    one whose people they are: "the Ghana Health Service hosted two planners of the Ministry".
    """
    rules = document.lexicon(passage)
    home = scope_country(document, passage)
    for start, end, entity in names_in(document, passage):
        behind = document.folded_text(passage)[end - passage.start : end - passage.start + BEHIND]
        if rules.pattern(WORDS, "hosts_people").match(behind) is None:
            continue
        host = _giver(document, passage, start, end, entity)
        if home is None or host.home in (None, home):
            break
        kept = [giver for giver in found if giver.pays or giver.home not in (None, home)]
        return [*kept, host] if _is_free(host, kept) else kept
    return list(found)


def _is_free(giver: Giver, found: Sequence[Giver]) -> bool:
    return all(giver.end <= one.start or one.end <= giver.start for one in found)


def _before(document: AnnotatedDocument, passage: Passage, start: int) -> str:
    """What stands before a name, folded."""
    at = start - passage.start
    return document.folded_text(passage)[max(0, at - REACH) : at]


def _firms(document: AnnotatedDocument, passage: Passage) -> Iterator[Giver]:
    """Names that are told to be a firm's, right before or behind them: firms are paid to help."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    for start, end, entity in names_in(document, passage):
        before, behind = _before(document, passage, start), folded[end - passage.start :]
        told = ends_with(rules, "firm_before_name", before)
        if told or rules.pattern(WORDS, "firm_behind_name").match(behind[:BEHIND]):
            yield replace(_giver(document, passage, start, end, entity), staff=True)


def _agents(document: AnnotatedDocument, passage: Passage) -> Iterator[Giver]:
    """Names behind "by" after what was done, or between "whom" and its verb."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    for start, end, entity in names_in(document, passage):
        before = undescribed(_before(document, passage, start), rules)
        behind = folded[end - passage.start : end - passage.start + BEHIND]
        if rules.pattern(FRAMES, "employer").fullmatch(document.folded[start:end]):
            continue  # "the State"
        done = ends_with(rules, "agent_before", before)
        done = done and not ends_with(rules, "other_agent_before", before)
        sent = ends_with(rules, "whom", before) and rules.pattern(WORDS, "sent_whom").match(behind)
        if done or sent:
            yield _giver(document, passage, start, end, entity)


def _employers(document: AnnotatedDocument, passage: Passage) -> Iterator[Giver]:
    """Names behind persons who are told by their number or trade: "two tutors of Kirinda Trust"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    home = scope_country(document, passage)
    for start, end, entity in names_in(document, passage):
        before = _before(document, passage, start)
        behind = folded[end - passage.start : end - passage.start + BEHIND]
        if not ends_with(rules, "persons_of", undescribed(before, rules)) or ends_with(
            rules, "their_staff", before
        ):
            continue
        if rules.pattern(WORDS, "was_helped").match(behind):
            continue
        if entity is None and _may_be_town(document, start, end, rules):
            continue
        giver = _giver(document, passage, start, end, entity)
        if ends_with(rules, "persons_at", undescribed(before, rules)) and giver.home in (
            None,
            home,
        ):
            continue
        own_state = entity is not None and state_of(entity, rules.code) in ("", home)
        if not own_state or giver.home not in (None, home):
            yield replace(giver, staff=True)


def _from_elsewhere(document: AnnotatedDocument, passage: Passage) -> Iterator[Giver]:
    """Bodies of another country, or of many: those helped are of the country around."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    home = scope_country(document, passage)
    learning = rules.pattern(WORDS, "learning").search(folded) is not None
    for start, end, entity in names_in(document, passage):
        giver = _giver(document, passage, start, end, entity)
        outside = entity is not None and kind_of(entity) in _OUTSIDE
        if not (
            giver.multilateral or outside or (home is not None and giver.home not in (None, home))
        ):
            continue
        before = _before(document, passage, start)
        if ends_with(rules, "asked_by", undescribed(before, rules)) or ends_with(
            rules, "helps_at_once", before
        ):
            continue
        learns = learning or ends_with(rules, "learn_at", before)
        if learns or not ends_with(rules, "stays_at", before):
            yield giver


def _joined(document: AnnotatedDocument, passage: Passage, giver: Giver) -> Iterator[Giver]:
    """Names joined to one that gives: "from Lund University and from the Swedish Red Cross"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    home = scope_country(document, passage)
    at = giver.end
    for start, end, entity in names_in(document, passage):
        if start < at:
            continue
        between = without_article(folded[at - passage.start : start - passage.start], rules)
        if rules.pattern(WORDS, "joined_by").fullmatch(between) is None:
            return
        if entity is not None and state_of(entity, rules.code) in ("", home):
            return
        if entity is None and _may_be_town(document, start, end, rules):
            return
        yield replace(
            _giver(document, passage, start, end, entity), pays=giver.pays, staff=giver.staff
        )
        at = end


def _may_be_town(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a name of one word is no body's as far as it says: "nurses of Kirinda"."""
    name = document.text[start:end]
    if name.isupper() or not name.isalpha():
        return False
    return rules.pattern(WORDS, "short_subject").fullmatch(document.folded[start:end]) is None


def _giver(
    document: AnnotatedDocument, passage: Passage, start: int, end: int, entity: Entity | None
) -> Giver:
    return placed(document, passage, giver_at(document, start, end, entity))
