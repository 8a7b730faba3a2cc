"""Joint undertakings told in whatever words: a proper name beside a list of several bodies.

"Under the title “Quiet Rooms” A, B and C ...", "Two Rivers, which A, B and C brought to life": no
list of verbs holds all ways to say so. What counts is where the name and the list stand to each
other, how many bodies it has, and whether the trained passage model takes the sentence for one on
a partnership rather than on a course or a meeting. Words stand in
`languages/*/records/partnership.toml` under `joint`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from policynlp.annotated import AnnotatedDocument, Passage, once_a_stretch
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.bound import named_bodies
from policynlp.records.partnership.entries import Alliance
from policynlp.records.partnership.names import NAME, NameMention, head_word, without_opener
from policynlp.records.partnership.parties import body_runs, is_elsewhere, says_kind
from policynlp.records.partnership.run_by import GROUPS, is_else, is_house, is_own, proper_names
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.knowledge import known_bodies
from policynlp.records.weighing.likelihood import chance_of

# Model's probability from which a name beside two bodies, or beside more, is a partnership's.
SURE_OF_TWO, SURE_OF_MORE = 0.15, 0.05
# The same for a name with a word for a house, a paper or a meeting in it.
SURE_OF_HOUSE = 0.4
# A foundation, a survey or a film that several made is none.
NEVER = 1.1
PAIR = 2
# What stands between a name and the list behind it, or between a list and the name behind it, has
# at most so many characters.
BEHIND_REACH, BEFORE_REACH = 110, 50
# What is told likewise and is no partnership.
OTHERS = ("event", "training")
# A name of which others cover so much is theirs.
MOSTLY = 0.5
# The name of a body has at most so many characters.
MAX_BODY = 120
_QUOTES = ' \n"”»«“'
_BREAK = re.compile(r"[.;:!?\n]\s")
_CLAUSE = re.compile(r"[.,;:!?()]")


@dataclass(frozen=True)
class Undertaking:
    """A proper name and those who bear what it names."""

    mention: NameMention
    parties: tuple[str, ...]


def read_undertaking(
    document: AnnotatedDocument, passage: Passage, start: int, end: int
) -> Undertaking | None:
    """The undertaking that a sentence tells of by a proper name beside a list of bodies."""
    chance = chance_of(document, passage, "partnership")
    if chance is None or chance < SURE_OF_MORE:
        return None
    if any((chance_of(document, passage, other) or 0.0) > chance for other in OTHERS):
        return None
    found = _beside(document, start, end)
    if found is None and chance >= SURE_OF_HOUSE:
        found = _opening(document, start, end)
    return found if found is not None and chance >= _least(document, found, end) else None


def _least(document: AnnotatedDocument, found: Undertaking, end: int) -> float:
    """From which probability a name beside bodies is that of an undertaking."""
    rules = document.lexicon_at(found.mention.start)
    name = found.mention.start, found.mention.end
    if is_own(document, *name, rules) and not says_kind(document, found.mention.end, end, rules):
        return NEVER
    if is_house(document, *name, rules):
        return SURE_OF_HOUSE
    return SURE_OF_TWO if len(found.parties) == PAIR else SURE_OF_MORE


def take_parties(
    document: AnnotatedDocument, passage: Passage, alliance: Alliance, start: int, end: int
) -> bool:
    """Whether those who bear the undertaking that a sentence names became its partners, where no
    others are known."""
    if len(alliance.facts.partners) > 1:
        return False
    joint = read_undertaking(document, passage, start, end)
    if joint is None or joint.mention.key != alliance.mention.key:
        return False
    alliance.facts.partners = list(joint.parties)
    return True


@once_a_stretch
def _beside(document: AnnotatedDocument, start: int, end: int) -> Undertaking | None:
    """The proper name nearest to a list of bodies, with that list."""
    rules = document.lexicon_at(start)
    runs = [
        run
        for run in body_runs(document, start, end, rules)
        if len({e.canonical_id or fold(e.text) for e in run if e.label == "ORG"}) > 1
        and not is_elsewhere(document, start, run, rules)
    ]
    if not runs:
        return None
    found: list[tuple[int, NameMention, int, int]] = []
    for mention in proper_mentions(document, start, end, rules):
        for run in runs:
            first, last = run[0].start, run[-1].end
            if mention.end <= first and _leads_to(document, mention.end, first, rules):
                found.append((first - mention.end, mention, first, end))
            elif last <= mention.start and _has_verb(document, last, mention.start, rules):
                found.append((mention.start - last, mention, first, last))
    for _, mention, first, stop in sorted(found, key=lambda near: near[0]):
        parties = _borne_by(document, first, stop, rules)
        parties = [body for body in parties if fold(body) not in mention.key]
        if len(parties) > 1:
            return Undertaking(mention, tuple(parties))
    return None


def _borne_by(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The bodies of a list, up to words on who pays."""
    paid = [
        match.start()
        for key in ("funders", "backers")
        for match in rules.pattern(NAME, f"facts.{key}").finditer(document.folded, start, end)
    ]
    return distinct(named_bodies(document, start, min(paid, default=end)))


@once_a_stretch
def _opening(document: AnnotatedDocument, start: int, end: int) -> Undertaking | None:
    """What opens a sentence by a name that could be a body's, with the bodies told to bear it: "The
    Lake Eye Institute, a joint undertaking of A and B"."""
    rules = document.lexicon_at(start)
    named = document.entities_in(start, end, "ORG")
    if not named or named[0].canonical_id in known_bodies() or " " not in named[0].text:
        return None
    body, *behind = named
    opener = document.folded[start : body.start].strip(_QUOTES)
    if opener and opener not in rules.folded_words("lexicon", "articles"):
        return None
    first = next((other.start for other in behind if other.start >= body.end), None)
    if first is None or not _leads_to(document, body.end, first, rules):
        return None
    parties = _borne_by(document, first, end, rules)
    head = head_word(body.text, rules)
    mention = NameMention(body.text, body.start, body.end, head, "medium")
    return Undertaking(mention, tuple(parties)) if len(parties) > 1 else None


def proper_mentions(
    document: AnnotatedDocument, start: int, end: int, rules: Lexicon
) -> Iterator[NameMention]:
    """Proper names in a sentence that are those of no body, place or person."""
    for match in proper_names(rules.code).finditer(document.text, start, end):
        group = next(name for name in GROUPS if match.groupdict().get(name))
        s, e = match.span(group)
        s = without_opener(document.text, s, e, rules)
        if s >= e or is_else(document, s, e, rules):
            continue
        name = " ".join(document.text[s:e].split())
        if not name[0].isupper() or (group != "quoted" and " " not in name):
            continue
        if _is_others(document, s, e, rules):
            continue
        yield NameMention(name, s, e, head_word(name, rules), "medium", match["acronym"])


def _is_others(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether capitals are, or hold the end of, the name of a body, a place or a person, or tell a
    post or a date."""
    if rules.pattern(NAME, "signing.posts").search(document.folded, start, end):
        return True
    floor, stop = max(0, start - MAX_BODY), end + MAX_BODY
    for other in document.entities_in(floor, stop, "ORG", "PERSON", "LOC", "COUNTRY", "DATE"):
        if other.end <= start or end <= other.start:
            continue
        if other.start < start or other.end > end:
            return True
        if other.end - other.start >= MOSTLY * (end - start):
            return True
        before = document.folded[start : other.start]
        if other.label == "DATE" and rules.pattern(NAME, "told.at").search(before):
            return True
    return False


def _leads_to(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether what stands behind a name leads to those who bear it: nothing but an article, or
    words that end in "by", "between", "of"."""
    between = document.folded[start:end].strip(_QUOTES)
    if end - start > BEHIND_REACH or _BREAK.search(between):
        return False
    words = between.replace("'", "' ").split()
    links = rules.folded_words(NAME, "joint.links")
    articles = rules.folded_words("lexicon", "articles")
    while words and words[-1] in articles and words[-1] not in links:
        words.pop()
    if not words or words[-1] in links:
        return True
    binds = rules.pattern(NAME, "joint.between").search(document.folded, start, end)
    return binds is not None and _CLAUSE.search(document.folded, start, end) is None


def _has_verb(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a list is the subject of what stands between it and a name behind it: more than
    joints, and no new clause."""
    between = document.folded[start:end]
    if end - start > BEFORE_REACH or _CLAUSE.search(between):
        return False
    words = between.split()
    joints = rules.folded_words("lexicon", "conjunctions")
    small = rules.folded_words(NAME, "joint.links")
    return bool(words) and words[0] not in joints and words[0] not in small
