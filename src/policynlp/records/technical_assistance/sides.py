"""Who gives and which countries are helped, where frames name the parts of a sentence.

`bodies` reads the bodies by the words beside them; what a frame names as the giver is one, and a
body that only speaks ("WHO told partners that ...") or stands elsewhere is none then.
"""

from __future__ import annotations

from dataclasses import replace

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.records.help.providers import Giver
from policynlp.records.help.scope import mentions, scope_country, spoken_of
from policynlp.records.help.sides import without_article
from policynlp.records.parts.origins import is_south, nationalities
from policynlp.records.technical_assistance.bodies import read_givers
from policynlp.records.technical_assistance.build import by_build, with_host
from policynlp.records.technical_assistance.frames import (
    OWN_STAFF,
    Frame,
    frames_of,
    giver_of,
    places_of,
)
from policynlp.records.technical_assistance.homes import learners, placed, told_as
from policynlp.records.technical_assistance.parties import ends_with, more_givers, without_helped
from policynlp.records.technical_assistance.skeleton import FRAMES, Mark

WORDS = "records/assistance_fields"
# How far before a name the words of its money may stand, in characters.
BEFORE = 110


def read_sides(document: AnnotatedDocument, passage: Passage) -> list[Giver]:
    """Who gives or pays, in order."""
    frames = [frame for frame in frames_of(document, passage) if frame.name != OWN_STAFF]
    found = [giver for giver in read_givers(document, passage) if not _is_helped(giver, frames)]
    named = _named(document, passage, frames)
    found = _without_speakers(document, passage, found, named)
    found += [giver for giver in named if not any(_overlap(giver, other) for other in found)]
    found = without_helped(document, passage, found)
    found += without_helped(document, passage, more_givers(document, passage, found))
    found += without_helped(document, passage, by_build(document, passage, found))
    learning = learners(document, passage)
    found = [giver for giver in found if learning is None or giver.start >= learning[1]]
    found = with_host(document, passage, found)
    found = [placed(document, passage, _as_payer(document, passage, giver)) for giver in found]
    called = [(giver.end, told_as(document, giver)[1]) for giver in found]
    # "Zambian firm" is none beside "Tamanda House, a Zambian firm".
    found = [
        giver
        for giver in found
        if not any(end < giver.start < last <= giver.end for end, last in called)
    ]
    return sorted(found, key=lambda giver: giver.start)


def _as_payer(document: AnnotatedDocument, passage: Passage, giver: Giver) -> Giver:
    """Who gives, told as one that only pays where its money is named: "with funds of KfW"."""
    before = document.folded_text(passage)[: max(0, giver.start - passage.start)]
    before = without_article(before[-BEFORE:], document.lexicon(passage))
    pays = ends_with(document.lexicon(passage), "money_of", before)
    return replace(giver, pays=True) if pays else giver


def _named(document: AnnotatedDocument, passage: Passage, frames: list[Frame]) -> list[Giver]:
    """The givers that frames name, each once; those that learners go to among them."""
    found: list[Giver] = []
    helped = {frame.parts["helped"].start for frame in frames if "helped" in frame.parts}
    for frame in frames:
        for part in ("giver", "payer", "peer"):
            mark = frame.parts.get(part)
            if mark is None or mark.start in helped or (part == "peer" and _is_own(document, mark)):
                continue
            giver = giver_of(document, mark)
            if not any(_overlap(giver, other) for other in found):
                found.append(giver)
    return found


def _is_own(document: AnnotatedDocument, mark: Mark) -> bool:
    """Whether a ministry or district is meant: people learn from other houses."""
    employer = document.lexicon_at(mark.start).pattern(FRAMES, "employer")
    return employer.search(document.folded[mark.start : mark.end]) is not None


def _is_helped(giver: Giver, frames: list[Frame]) -> bool:
    """Whether a frame says that a body is helped: it asked."""
    return any(
        (mark := frame.parts.get("helped")) is not None
        and giver.start < mark.end
        and mark.start < giver.end
        for frame in frames
    )


def _overlap(one: Giver, other: Giver) -> bool:
    return one.start < other.end and other.start < one.end


def _without_speakers(
    document: AnnotatedDocument, passage: Passage, found: list[Giver], named: list[Giver]
) -> list[Giver]:
    """Givers without those before the one that a frame names that are of the country helped, or
    only tell of the help that others give."""
    rules = document.lexicon(passage)
    home = scope_country(document, passage)
    given = [giver for giver in named if not giver.pays]
    spoken = rules.pattern(WORDS, "reports").search(document.folded_text(passage))
    kept = []
    for giver in found:
        named_too = any(_overlap(giver, other) for other in given)
        first = given and giver.end <= given[0].start
        own = giver.home is None or giver.home == home
        if not (first and own and not giver.multilateral) or giver.pays or giver.staff or named_too:
            kept.append(giver)
    if spoken is None:
        return kept
    at = passage.start + spoken.start()
    behind = [giver for giver in kept if giver.start >= at]
    return behind or ([] if any(giver.start >= at for giver in given) else kept)


def helped_countries(
    document: AnnotatedDocument, passage: Passage, countries: list[str], giving: list[Giver]
) -> list[str]:
    """The countries helped: `countries` as read before, without the home of who gives, in place of
    which stands the other country that the document is about."""
    away = {giver.home for giver in giving if giver.home is not None and not giver.pays}
    for frame in frames_of(document, passage):
        for part in ("home", "peer"):
            if part in frame.parts:
                away |= set(places_of(document, frame.parts[part]))
    kept = [iso3 for iso3 in countries if iso3 not in away]
    if kept:
        return kept
    told = any(_tells_country(document, passage, giver) for giver in giving) or any(
        "home" in frame.parts or "peer" in frame.parts for frame in frames_of(document, passage)
    )
    counts = mentions(document)
    others = [iso3 for iso3 in counts if iso3 not in away and is_south(iso3)]
    best = max(others, key=lambda iso3: (counts[iso3], iso3), default=None)
    north = not any(map(is_south, countries))
    if best is not None and not countries:
        rest = sum(counts[iso3] for iso3 in counts if iso3 not in away)
        general = document.document_type.label == "guidance"
        return [best] if counts[best] * 2 > rest and not general else []
    if best is not None and (north or (told and best in spoken_of(document))):
        return [best]
    return countries


def _tells_country(document: AnnotatedDocument, passage: Passage, giver: Giver) -> bool:
    """Whether a body is told by its country, as those of other countries are."""
    if giver.home is None or giver.home != scope_country(document, passage):
        return giver.home is not None
    code = document.lexicon(passage).code
    return bool(nationalities(document.folded[giver.start : giver.end], code))
