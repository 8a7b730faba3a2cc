"""Joint undertakings that only what stands behind their name tells to be some: "Hearts of the
Delta, launched in 2014 by A and B", "the Kind Birth project, which A and B run together".

Words stand in `languages/*/records/partnership.toml` under `told`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from policynlp.annotated import AnnotatedDocument
from policynlp.languages import Lexicon, lexicon
from policynlp.records.partnership.names import (
    NAME,
    NameMention,
    find_names,
    head_word,
    without_opener,
)
from policynlp.records.partnership.parties import named_parties, read_run_by, says_kind
from policynlp.records.parts.knowledge import known_bodies

MIN_PARTIES = 2
# A name of one word has capitals inside, and no name is shorter.
MIN_NAME, MIN_CAPITALS = 4, 2
# A name that one of these covers by so much is that of a place or a person.
MOSTLY = 0.8
# "at" stands within so many characters before a place.
PLACE_REACH = 6
# Names in quotation marks, of one capital alone (where the head stands first), of several.
GROUPS = ("quoted", "plain", "capitals")
_WORD = r"[A-ZÀ-ÞŒ0-9][\w’'\-–/]{0,30}"
_QUOTED = r"[«“\"‘]\s?(?P<quoted>[A-ZÀ-Þ][^«»“”\"’\n]{3,60}?)\s?[»”\"’]"


def headed_or_run(document: AnnotatedDocument, start: int, end: int) -> list[NameMention]:
    """Names with a noun for a partnership; before those with a vaguer one ("World Food Programme")
    names that their sentence tells to be run by several bodies."""
    headed = find_names(document, start, end)
    if any(mention.strength != "weak" for mention in headed):
        return headed
    return list(run_names(document, start, end)) or headed


def run_names(document: AnnotatedDocument, start: int, end: int) -> Iterator[NameMention]:
    """Names of whatever a sentence says, right behind them, that several bodies run or founded."""
    rules = document.lexicon_at(start)
    cues = ("kind_of", "run_by", "relative", "inverse")
    if not any(
        rules.pattern(NAME, f"told.{cue}").search(document.folded, start, end) for cue in cues
    ):
        return
    for match in proper_names(rules.code).finditer(document.text, start, end):
        group = next(name for name in GROUPS if match.groupdict().get(name))
        s, e = match.span(group)
        s = _behind_date(document, without_opener(document.text, s, e, rules), e)
        if s >= e or is_else(document, s, e, rules):
            continue
        doubtful = group == "plain" or is_house(document, s, e, rules)
        if doubtful and not says_kind(document, match.end(), end, rules):
            continue
        if len(named_parties(read_run_by(document, match.end(), end, rules))) < MIN_PARTIES:
            continue
        name = " ".join(document.text[s:e].split())
        yield NameMention(name, s, e, head_word(name, rules), "medium", match["acronym"])


def is_else(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a name is none of an undertaking: a body, a place or a person."""
    name = document.text[start:end]
    capitals = sum(letter.isupper() or letter.isdigit() for letter in name)
    if len(name) < MIN_NAME or (capitals < MIN_CAPITALS and " " not in name):
        return True
    for entity in document.entities_in(start, end, "ORG", "COUNTRY", "LOC", "DATE"):
        if min(entity.end, end) - max(entity.start, start) < MOSTLY * (end - start):
            continue
        if entity.label in ("COUNTRY", "DATE") or entity.canonical_id in known_bodies():
            return True
        # Only what stands "in" or "at" it tells a place; else its capitals were taken for one.
        before = document.folded[max(0, start - PLACE_REACH) : start]
        if entity.label == "LOC" and rules.pattern(NAME, "told.at").search(before):
            return True
    return False


def _behind_date(document: AnnotatedDocument, start: int, end: int) -> int:
    """Where a name begins behind the year that opens its capitals: "in 2018 Healthy Islands"."""
    before = document.folded[max(0, start - PLACE_REACH) : start]
    if document.lexicon_at(start).pattern(NAME, "told.at").search(before) is None:
        return start
    dates = document.entities_in(start, end, "DATE")
    return next((d.end + 1 for d in dates if d.start <= start and d.end + 1 < end), start)


def is_house(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a name holds a word for a house, a paper or a meeting."""
    return any(_holds(document, start, end, kind, rules) for kind in ("never", "houses"))


def is_own(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> bool:
    """Whether a name holds a word for what several may found and is a body or a thing of its own:
    a foundation, a survey, a film."""
    return _holds(document, start, end, "houses", rules)


def _holds(document: AnnotatedDocument, start: int, end: int, kind: str, rules: Lexicon) -> bool:
    """Whether a name holds a word of a list."""
    return rules.pattern(NAME, f"told.{kind}").search(document.folded, start, end) is not None


@cache
def proper_names(code: str) -> re.Pattern[str]:
    """Capitalised words with the small ones of a name between them, or a name in quotation
    marks, with an acronym behind."""
    words = sorted(lexicon(code).words(NAME, "names.inside"), key=len, reverse=True)
    small = "|".join(re.escape(w) + ("" if w[-1] == "'" else r"\s") for w in words)
    small = small.replace("'", "['’]")
    capitals = rf"(?P<capitals>{_WORD}(?:\s(?:(?:{small})){{0,2}}{_WORD}){{0,7}})"
    if not lexicon(code).get("bodies", "head_last"):
        # « dans Premiers jours, une alliance née ... » : one capital alone.
        plain = rf"(?<=[\w,'’] )(?P<plain>{_WORD}(?:\s[a-zà-ÿœ’'-]{{2,18}}){{1,4}})(?=,\s)"
        capitals = f"{plain}|{capitals}"
    return re.compile(
        rf"(?<!\w)(?:{_QUOTED}|{capitals})(?:\s?\((?P<acronym>[A-Z][\w\-]{{1,11}})\))?"
    )
