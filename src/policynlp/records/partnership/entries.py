"""The partnerships told of so far in a document, and which of them a name or an agreement is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import Lexicon, all_words, available, lexicon
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.facts import Facts
from policynlp.records.partnership.names import (
    NAME,
    NameMention,
    back_references,
    same_name,
)
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.knowledge import known_bodies

# How many of the partnerships told before a sentence can take up.
REMEMBERED = 40
# An acronym behind a name.
_BRACKET = re.compile(r"\s?\(([^()]{2,14})\)")
# How many of those told last an agreement may be one of, and words that make a name its own.
NEAR = 3
FULL_NAME = 3
# The name of an agreement that only goes on with something has at most so many words.
PLAIN_NAME = 5
# How many passages after an agreement its name may stand.
NEXT_PASSAGES = 2


@dataclass
class Alliance:
    """A partnership as far as the text has told of it.

    Attributes:
        agreed: it is an agreement that was signed; without a name while `mention.text` is empty.
        known_body: its name is that of a body in the knowledge files.
    """

    mention: NameMention
    facts: Facts = field(default_factory=Facts)
    sources: list[Passage] = field(default_factory=list)
    agreed: bool = False
    known_body: bool = False

    def note(self, passage: Passage) -> None:
        """Keep a passage as one that facts were read from."""
        if all(p.start != passage.start for p in self.sources):
            self.sources.append(passage)


def entry_of(
    document: AnnotatedDocument, alliances: list[Alliance], mention: NameMention
) -> Alliance:
    for alliance in alliances[-REMEMBERED:]:
        if same_name(alliance.mention, mention):
            if alliance.mention.text.isupper() or _goes_on(document, alliance, mention):
                alliance.mention = mention
            if alliance.mention.strength == "weak":
                alliance.mention = replace(alliance.mention, strength=mention.strength)
            return alliance
    alliances.append(Alliance(mention, known_body=is_known_body(document, mention)))
    return alliances[-1]


def _goes_on(document: AnnotatedDocument, alliance: Alliance, mention: NameMention) -> bool:
    """Whether a title cut short the name that the text gives in full: "joins the X Network" over
    "a member of the X Network for Y"."""
    titled = alliance.mention.key in fold(document.title or "")
    return titled and mention.key.startswith(f"{alliance.mention.key} ")


def is_known_body(document: AnnotatedDocument, mention: NameMention) -> bool:
    """Whether a name is that of a body in the knowledge files."""
    floor = max(0, mention.start - 60)
    if any(
        entity.canonical_id in known_bodies()
        for entity in document.entities_in(floor, mention.end + 60, "ORG")
        if min(entity.end, mention.end) - max(entity.start, mention.start)
        >= 0.9 * len(mention.text)
    ):
        return True
    # "Gavi, the Vaccine Alliance"
    return any(
        entity.canonical_id in known_bodies()
        and _apposition().fullmatch(document.folded, entity.end, mention.start) is not None
        for entity in document.entities_in(floor, mention.start, "ORG")
    )


@cache
def _apposition() -> re.Pattern[str]:
    """What stands between a body and what it also calls itself: ", the "."""
    words = all_words(NAME, "names.articles")
    articles = "|".join(word if word.endswith("'") else rf"{word}\s" for word in words)
    return re.compile(rf",\s(?:{articles})?")


def agreed_entry(alliances: list[Alliance], agreement: Agreement, rules: Lexicon) -> Alliance:
    """The entry of a signed agreement: a new one, or the one told before of the same parties."""
    parties = {fold(p) for p in agreement.parties}
    for alliance in alliances[-REMEMBERED:]:
        known = {fold(p) for p in alliance.facts.partners}
        if alliance.agreed and (len(parties & known) >= 2):
            take_agreement(alliance.facts, agreement)
            return alliance
    for alliance in alliances[-NEAR:]:
        if alliance.agreed and _is_told_again(alliance, agreement, rules):
            if len(alliance.facts.partners) > 1:
                agreement = replace(agreement, parties=[])
            if not alliance.facts.start_year or not alliance.facts.sure_aims:
                alliance.facts.objectives = agreement.objectives or alliance.facts.objectives
            take_agreement(alliance.facts, agreement)
            return alliance
    mention = NameMention(agreement.name, agreement.start, agreement.end, agreement.head, "strong")
    alliance = Alliance(mention, agreed=True)
    take_agreement(alliance.facts, agreement)
    alliances.append(alliance)
    return alliance


def _is_told_again(alliance: Alliance, agreement: Agreement, rules: Lexicon) -> bool:
    """Whether an agreement is one told before: of the same name with a number or a place in it, or
    a twinning without a name beside a twinning project of one of its parties."""
    if alliance.mention.text and not agreement.name:
        twins = rules.pattern(NAME, "told.twin_nouns").search(alliance.mention.key) is not None
        partners = alliance.facts.partners
        return twins and any(is_same_body(a, b) for a in partners for b in agreement.parties)
    name = fold(agreement.name)
    full = len(name.split()) >= FULL_NAME
    return full and name == alliance.mention.key and name[:1].isdigit()


def is_same_body(one: str, other: str) -> bool:
    """Whether two names are one: equal but for an acronym, or the acronym of the other."""
    bare, short = _with_acronym(one)
    bare_other, short_other = _with_acronym(other)
    return bool({bare, short} & {bare_other, short_other} - {""})


def _with_acronym(body: str) -> tuple[str, str]:
    """A folded name without the acronym in brackets behind it, and that acronym."""
    match = _BRACKET.search(body)
    return (fold(body[: match.start()]), fold(match[1])) if match else (fold(body), "")


def joined(alliances: list[Alliance]) -> list[Alliance]:
    """Alliances without the agreements that one named right after them is: "signed a new agreement.
    Under the Pacific Link ..."."""
    kept: list[Alliance] = []
    for alliance in alliances:
        last = kept[-1] if kept else None
        if (
            last is not None
            and last.agreed
            and not alliance.agreed
            and not alliance.known_body
            and (not alliance.facts.partners or _is_new_term(last, alliance))
            and alliance.facts.kinds()
            and not _begun_apart(last, alliance)
            and last.sources
            and alliance.sources
            and any(
                0 <= alliance.sources[0].index - source.index <= NEXT_PASSAGES
                for source in last.sources
            )
        ):
            alliance.facts.partners = alliance.facts.partners or last.facts.partners
            alliance.facts.funders = distinct([*alliance.facts.funders, *last.facts.funders])
            alliance.facts.start_year = alliance.facts.start_year or last.facts.start_year
            alliance.facts.objectives = alliance.facts.objectives or last.facts.objectives
            for source in last.sources:
                alliance.note(source)
            kept.pop()
        kept.append(alliance)
    return kept


def _begun_apart(agreed: Alliance, named: Alliance) -> bool:
    """Whether an agreement and what is named behind it began in different years."""
    years = {agreed.facts.start_year, named.facts.start_year} - {None}
    return not named.facts.partners and len(years) > 1


def _is_new_term(agreed: Alliance, named: Alliance) -> bool:
    """Whether what was signed only goes on with the partnership named behind it, one of whose
    partners signed: "a new five-year arrangement", « l'avenant »."""
    told = agreed.sources[0]
    rules = lexicon(told.language if told.language in available() else available()[0])
    plain = len(agreed.mention.text.split()) <= PLAIN_NAME
    again = rules.pattern(NAME, "agreement.new_term").search(fold(told.text)) is not None
    shared = any(is_same_body(a, b) for a in agreed.facts.partners for b in named.facts.partners)
    return plain and again and shared


def take_agreement(facts: Facts, agreement: Agreement) -> None:
    facts.funders = distinct([*facts.funders, *agreement.givers])
    facts.name_aims = facts.name_aims or agreement.name_aims
    facts.partners = distinct([*facts.partners, *agreement.parties])
    facts.start_year = facts.start_year or agreement.start_year
    if not facts.objectives and agreement.objectives:
        facts.objectives, facts.sure_aims = agreement.objectives, False


def take_creator(
    document: AnnotatedDocument,
    alliances: list[Alliance],
    target: Alliance,
    start: int,
    mention: tuple[int, int] | None,
) -> None:
    """Make one of an agreement and the partnership it creates: "The agreement sets up the ..."."""
    if mention is None or target.agreed or mention[0] <= start:
        return
    rules = document.lexicon_at(start)
    creates = rules.pattern(NAME, "told.creates").search(document.folded, start, mention[0])
    if creates is None:
        return
    signed = rules.pattern(NAME, "agreement.noun").search(document.folded, start, creates.start())
    if signed and document.published and document.document_type.label == "news":
        target.facts.start_year = target.facts.start_year or int(document.published[:4])
    for other in reversed(alliances[-REMEMBERED:]):
        if not other.agreed or other is target:
            continue
        back = back_references(other.mention.head, rules).search(document.folded, start, mention[0])
        if back is None:
            continue
        target.facts.partners = distinct([*target.facts.partners, *other.facts.partners])
        target.facts.start_year = target.facts.start_year or other.facts.start_year
        for source in other.sources:
            target.note(source)
        alliances.remove(other)
        return


def forget(alliances: list[Alliance], target: Alliance) -> None:
    """Drop a partnership of which nothing is told."""
    for i, alliance in enumerate(alliances):
        if alliance is target:
            del alliances[i]
            return
