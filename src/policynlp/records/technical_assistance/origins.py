"""Where helpers come from: by the words for them, else by the bodies that give."""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.help.providers import Giver
from policynlp.records.help.scope import mentions
from policynlp.records.parts.origins import (
    home_of,
    is_peer_of_south,
    is_south,
    kind_of,
    nationalities,
)
from policynlp.records.technical_assistance.bodies import WORDS, state_of
from policynlp.records.technical_assistance.fields import VALUES
from policynlp.records.technical_assistance.frames import frames_of, places_of
from policynlp.records.technical_assistance.homes import learners, places_away, told_as
from policynlp.records.technical_assistance.skeleton import skeleton_of

HELP = "records/technical_assistance"
# How far before "local staff" the words stand that make them those who are helped, in characters.
REACH = 16
_NATION = re.compile(
    r"(?P<before>N\d{1,3}) (?:[\w'-]+ )?[EA]\d{1,3}"
    r"|[EA]\d{1,3} (?:[\w'-]+ )?(?P<behind>N\d{1,3})"
)


def read_origins(
    document: AnnotatedDocument,
    passage: Passage,
    giving: list[Giver],
    home: str | None,
    stated: list[str],
) -> list[str]:
    """The origins of help, in the order of the contract.

    Args:
        home: the country helped.
        stated: what was read before, by words or by the homes of those who give.
    """
    if learners(document, passage) is not None:
        away = places_away(document, passage, home)
        abroad = {_between(iso3, home) for iso3 in away[:1]}
        abroad |= {o for giver in giving if (o := _origin(document, giver, home)) is not None}
        return [name for name in VALUES["origins"] if name in abroad - {"national"}]
    told = _by_words(document, passage)
    worded = bool(told)
    if not told:
        told = {*stated} - _helped_only(document, passage)
    if not told or told == {"national"}:
        told |= _from_elsewhere(document, passage, home)
        told |= by_nation(document, passage, home)
        if told >= {"national", "international"} or told >= {"national", "south_south"}:
            told.discard("national")
    if not told:
        helpers = [giver for giver in giving if not giver.pays]
        told = {o for giver in helpers if (o := _origin(document, giver, home)) is not None}
        payers = [giver for giver in giving if giver.pays or giver.multilateral]
        goes = any(frame.name == "any_goes" for frame in frames_of(document, passage))
        if (
            helpers
            and told <= {"national"}
            and not goes
            and all(_is_unplaced(document, g, home) for g in helpers)
        ):
            # Of a hospital without a country, who pays says more.
            told = {o for p in payers if (o := _origin(document, p, home)) is not None} or told
    if not worded and told == {"south_south"}:
        told = _of_many(document, passage, giving, home)
    if not worded and "south_south" in told and by_nation(document, passage, home):
        told = (told - {"south_south"}) | by_nation(document, passage, home)
    if "south_south" in told and any(_is_firm(document, giver, home) for giver in giving):
        told = (told - {"south_south"}) | {"international"}
    if not told:
        told = _of_writers(document, passage, home)
    return [name for name in VALUES["origins"] if name in told]


def _of_many(
    document: AnnotatedDocument, passage: Passage, giving: list[Giver], home: str | None
) -> set[str]:
    """Origins where help seems to come from the South: a body of many countries sends its people
    from the town of its office, else its people come beside those of others."""
    if not any(giver.multilateral and not giver.pays for giver in giving):
        return {"south_south"}
    others = any(giver.home not in (None, home) and not giver.pays for giver in giving)
    if others:
        sends = any(giver.multilateral and giver.staff for giver in giving)
        return {"south_south", "international"} if sends else {"south_south"}
    code = document.lexicon(passage).code
    by_country = any(
        home_of(entity) != home
        for entity in document.entities_in(passage.start, passage.end, "COUNTRY")
    ) or any(iso3 != home for iso3, _ in nationalities(document.folded_text(passage), code))
    return {"south_south"} if by_country else {"international"}


def _is_firm(document: AnnotatedDocument, giver: Giver, home: str | None) -> bool:
    """Whether who gives is a firm of another country: no peer, wherever it is from."""
    if giver.pays or giver.multilateral or giver.home in (None, home):
        return False
    start, end = told_as(document, giver)
    rules = document.lexicon_at(giver.start)
    told = document.folded[start:end]
    firm = rules.pattern(HELP, "providers.firm").search(told) is not None
    return firm and rules.pattern(WORDS, "no_firm").search(told) is None


def _of_writers(document: AnnotatedDocument, passage: Passage, home: str | None) -> set[str]:
    """The origin of helpers of those who write ("an engineer of our hospital"), where the document
    names another country than the one helped."""
    ours = document.lexicon(passage).pattern(WORDS, "of_ours")
    if home is None or ours.search(document.folded_text(passage)) is None:
        return set()
    counts = {iso3: count for iso3, count in mentions(document).items() if iso3 != home}
    best = max(counts, key=lambda iso3: (counts[iso3], iso3), default=None)
    return {_between(best, home)} if best is not None else set()


def _between(iso3: str, home: str | None) -> str:
    """The origin of helpers from a country, seen from the one helped."""
    south = home is not None and is_south(home) and is_peer_of_south(iso3)
    return "south_south" if south else "international"


def _by_words(document: AnnotatedDocument, passage: Passage) -> set[str]:
    """Origins by an adjective right beside a helper: "two national epidemiologists"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    bodies = document.entities_in(passage.start, passage.end, "ORG")
    found = set()
    for name in VALUES["origins"]:
        for match in rules.pattern(WORDS, f"origins.{name}").finditer(folded):
            inside = any(
                entity.start <= passage.start + match.start() < entity.end for entity in bodies
            )
            if not inside and not _is_helped(document, passage, match.start()):
                found.add(name)
    return found


def _helped_only(document: AnnotatedDocument, passage: Passage) -> set[str]:
    """Origins whose words all belong to those who are helped: "beside local staff"."""
    rules = document.lexicon(passage)
    folded = document.folded_text(passage)
    found = [*rules.pattern(HELP, "origins.national").finditer(folded)]
    helped = bool(found) and all(_is_helped(document, passage, m.start()) for m in found)
    return {"national"} if helped else set()


def _is_helped(document: AnnotatedDocument, passage: Passage, start: int) -> bool:
    before = document.folded_text(passage)[max(0, start - REACH) : start].rstrip()
    words = document.lexicon(passage).pattern(WORDS, "beside")
    return any(match.end() == len(before) for match in words.finditer(before))


def _from_elsewhere(document: AnnotatedDocument, passage: Passage, home: str | None) -> set[str]:
    """The origin of helpers, or of those one goes to, whose country the frames name."""
    found = set()
    skeleton = skeleton_of(document, passage)
    for frame in frames_of(document, passage):
        for part in ("home", "peer"):
            mark = frame.parts.get(part)
            if mark is None:
                continue
            places = places_of(document, mark)
            if mark.entity is not None and mark.entity.label == "ORG":
                code = document.lexicon(passage).code
                named = nationalities(document.folded[mark.start : mark.end], code)
                places += [iso3 for iso3, _ in named]
                places += [
                    iso3
                    for other in skeleton.marks
                    if other.entity is not None
                    and other.entity.label in ("LOC", "COUNTRY")
                    and 0 <= other.start - mark.end <= len(" (in the ")
                    for iso3 in places_of(document, other)
                ]
            for iso3 in places:
                if home is not None and iso3 != home:
                    found.add(_between(iso3, home))
    return found


def by_nation(document: AnnotatedDocument, passage: Passage, home: str | None) -> set[str]:
    """The origin of helpers whose nationality stands beside their trade, if not that helped."""
    if home is None:
        return set()
    skeleton = skeleton_of(document, passage)
    found = set()
    for match in _NATION.finditer(skeleton.text):
        mark = skeleton.mark(match["before"] or match["behind"])
        words = document.folded[mark.start : mark.end]
        for iso3, _ in nationalities(words, document.lexicon(passage).code):
            if iso3 != home:
                found.add(_between(iso3, home))
    return found


def _is_unplaced(document: AnnotatedDocument, giver: Giver, home: str | None) -> bool:
    """Whether neither its name nor what stands beside it says that a body is of the country."""
    if giver.home is not None:
        return False
    return not any(
        (entity.canonical_id or "").startswith(f"org:{home}:")
        for entity in document.entities_in(giver.start, giver.end, "ORG")
    )


def _origin(document: AnnotatedDocument, giver: Giver, home: str | None) -> str | None:
    """The origin that a body stands for, seen from the country helped."""
    if giver.multilateral:
        return "international"
    if giver.home is not None:
        if giver.home == home:
            return "national"
        return _between(giver.home, home)
    for entity in document.entities_in(giver.start, giver.end, "ORG"):
        if kind_of(entity) in ("regional_body", "ngo"):
            return "international"
        if home is not None and (entity.canonical_id or "").startswith(f"org:{home}:"):
            return "national"
        if home is not None and state_of(entity, document.lexicon_at(giver.start).code) == "":
            return "national"
    return None
