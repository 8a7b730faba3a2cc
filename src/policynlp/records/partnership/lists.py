"""Lists of bodies as partners: those behind "and the", countries for "the governments of".

Words stand in `languages/*/records/partnership.toml` under `parties`.
"""

from __future__ import annotations

import re

from policynlp.annotated import AnnotatedDocument
from policynlp.folding import fold
from policynlp.languages import Lexicon
from policynlp.records.partnership.names import NAME
from policynlp.records.parts.forms import distinct
from policynlp.records.parts.listed_bodies import listing_end, read_bodies

# How far countries of one list may stand apart, in characters.
COUNTRY_GAP = 14
# How far a number of members may stand from the names of some.
COUNT_REACH = 60
# A name behind "and the" has so many capitals.
MIN_CAPITALS = 2
# Bodies that are only counted are told in at most so many words.
MAX_COUNTED = 6


def read_parties(document: AnnotatedDocument, start: int, end: int) -> list[str]:
    """The bodies listed from `start` on; countries for "the governments of Mali and Niger"."""
    rules = document.lexicon_at(start)
    window = min(end, start + 40)
    if end <= start:
        return []
    start = _behind_count(document, start, end, rules)
    collective = rules.pattern(NAME, "parties.collective").search(document.folded, start, window)
    if collective is None or any(
        c.isupper() for c in document.text[start + 1 : collective.start()]
    ):
        return read_names(document, start, end, rules)
    countries = _run_of_countries(document, collective.end(), end)
    if len(countries) < 2:
        return read_names(document, start, end, rules)
    stop = countries[-1][1]
    more = read_bodies(document, stop, end) if document.text[stop : stop + 1] == "," else []
    return distinct([*(document.text[s:e] for s, e in countries), *more])


def read_names(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """The bodies of a list that begins at `start`, also those behind "and the" that no known name
    tells apart."""
    found: list[str] = []
    for listed in read_bodies(document, start, end):
        at = document.text.find(listed, start, end)
        body = _to_known_name(document, listed, at, rules)
        covered = at >= 0 and any(
            e.end - e.start >= 0.9 * len(body)
            for e in document.entities_in(at, at + len(body), "ORG")
        )
        match = rules.pattern(NAME, "parties.and_the").search(fold(body))
        behind = body[match.end() :].split() if match is not None else []
        if match is None or covered or sum(word[0].isupper() for word in behind) < MIN_CAPITALS:
            found += _complete_names(body, rules)
            continue
        found += [body[: match.start()].strip(), body[match.end() :].strip()]
    return distinct(found)


def _complete_names(body: str, rules: Lexicon) -> list[str]:
    """Two names that "and" joins, where the acronym or the head noun that closes the first makes it
    complete: "Hill Nurses Association and Lamp International", not "Ministry of Health and
    Population"."""
    joint = rules.pattern(NAME, "joint.and").search(fold(body))
    if joint is None:
        return [body]
    first, second = body[: joint.start()].strip(), body[joint.end() :].strip()
    if first.endswith(")") and second[:1].isupper():
        return [first, second]
    if not rules.get("bodies", "head_last"):
        return [body]
    heads = [match.end() for match in rules.pattern("bodies", "heads").finditer(fold(first))]
    complete = bool(heads) and heads[-1] == len(first) and " " in first
    named = second.isupper() or (second.istitle() and " " in second)
    return [first, second] if complete and named else [body]


def _to_known_name(document: AnnotatedDocument, body: str, at: int, rules: Lexicon) -> str:
    """A body cut where a known name gives way to a verb: "the Global Fund bore alone"."""
    if at < 0:
        return body
    words = body.rsplit(maxsplit=1)
    if len(words) > 1 and words[1] in rules.words("lexicon", "conjunctions"):
        body = words[0].rstrip(" ,")  # "the Global Fund and, since last year, ..."
    for entity in document.entities_in(at, at + len(body), "ORG"):
        rest = body[entity.end - at :]
        word = rest.split()[0] if rest.split() else ""
        if entity.start != at or not rest.startswith(" ") or not word.islower():
            continue
        if rules.pattern(NAME, "parties.verbs").fullmatch(fold(word)):
            return entity.text
    return body


def is_count(body: str, rules: Lexicon) -> bool:
    """Whether only how many is told: "Twelve hospitals belong to it", "Twelve belong to it"."""
    first, *rest = body.split()
    numbers = rules.get("lexicon", "number_words")
    counted = first.isdigit() or (isinstance(numbers, dict) and fold(first) in map(fold, numbers))
    return counted and (not rest or " ".join(rest).islower())


def read_counted(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> list[str]:
    """Bodies of which only number and kind are told: "founded by eight ministries"."""
    words = document.text[start : listing_end(document, start, end)].strip(" ,.").split()
    joints = rules.folded_words("lexicon", "conjunctions")
    while words and fold(words[-1]) in joints:
        words.pop()
    body = " ".join(words)
    if not 1 < len(words) <= MAX_COUNTED or not is_count(body, rules):
        return []
    return [body] if rules.pattern(NAME, "parties.counted").search(fold(body)) else []


def _run_of_countries(document: AnnotatedDocument, start: int, end: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    position = start
    for entity in document.entities_in(start, end, "COUNTRY"):
        if entity.start - position > COUNTRY_GAP:
            break
        found.append((entity.start, entity.end))
        position = entity.end
    return found


def _behind_count(document: AnnotatedDocument, start: int, end: int, rules: Lexicon) -> int:
    """Behind a mere number of members, where some are named: "nine NGOs, among them A and B"."""
    match = rules.pattern(NAME, "parties.including").search(
        document.folded, start, min(end, start + COUNT_REACH)
    )
    if match is None or re.search(r"[A-ZÀ-Þ]\w{0,40}[a-z]", document.text[start : match.start()]):
        return start
    return match.end()
