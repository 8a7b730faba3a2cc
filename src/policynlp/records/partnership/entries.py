"""The partnerships told of so far in a document, and which of them a name or an agreement is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import all_words
from policynlp.records.partnership.agreements import Agreement
from policynlp.records.partnership.facts import Facts
from policynlp.records.partnership.names import NAME, NameMention, same_name
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.knowledge import known_bodies

# How many of the partnerships told before a sentence can take up.
REMEMBERED = 40
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
            if alliance.mention.text.isupper():
                alliance.mention = mention
            if alliance.mention.strength == "weak":
                alliance.mention = replace(alliance.mention, strength=mention.strength)
            return alliance
    alliances.append(Alliance(mention, known_body=is_known_body(document, mention)))
    return alliances[-1]


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


def agreed_entry(alliances: list[Alliance], agreement: Agreement) -> Alliance:
    """The entry of a signed agreement: a new one, or the one told before of the same parties."""
    parties = {fold(p) for p in agreement.parties}
    for alliance in alliances[-REMEMBERED:]:
        known = {fold(p) for p in alliance.facts.partners}
        if alliance.agreed and (len(parties & known) >= 2):
            take_agreement(alliance.facts, agreement)
            return alliance
    mention = NameMention(agreement.name, agreement.start, agreement.end, agreement.head, "strong")
    alliance = Alliance(mention, agreed=True)
    take_agreement(alliance.facts, agreement)
    alliances.append(alliance)
    return alliance


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
            and not alliance.facts.partners
            and alliance.facts.kinds()
            and last.sources
            and alliance.sources
            and 0 <= alliance.sources[0].index - last.sources[-1].index <= NEXT_PASSAGES
        ):
            alliance.facts.partners = last.facts.partners
            alliance.facts.start_year = alliance.facts.start_year or last.facts.start_year
            alliance.facts.objectives = alliance.facts.objectives or last.facts.objectives
            for source in last.sources:
                alliance.note(source)
            kept.pop()
        kept.append(alliance)
    return kept


def take_agreement(facts: Facts, agreement: Agreement) -> None:
    facts.funders = distinct([*facts.funders, *agreement.givers])
    facts.name_aims = facts.name_aims or agreement.name_aims
    facts.partners = distinct([*facts.partners, *agreement.parties])
    facts.start_year = facts.start_year or agreement.start_year
    if not facts.objectives and agreement.objectives:
        facts.objectives, facts.sure_aims = agreement.objectives, False
