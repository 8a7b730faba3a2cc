"""Places, buildings and things that a model takes for people: "the hospital of Lubwe", "cyclone
Anja", « la salle Ndiaye ». What is known of a name at one place holds for all of the document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import name_words, words_of
from policynlp.entities.tables import person_names
from policynlp.folding import bound_repeats, fold, fold_pattern
from policynlp.languages import any_of, available, lexicon

# What is read before and behind a name.
_NEAR = 70
_QUOTES = {"«": "»", "“": "”", '"': '"'}
# Kinds of evidence, the surest first.
_THING, _PLACE = "thing", "place"

Seen = Mapping[int, Sequence[Mention]]


def without_places(document: Sequence[Segment], seen: Seen) -> dict[int, list[Mention]]:
    """What a model saw, by index of segment: places it took for people turned into places, other
    things left out."""
    kinds: dict[tuple[int, int], str] = {}
    forms: dict[str, str] = {}
    titled: set[str] = set()
    people = {
        index: [(m, *_bare(document[index], m)) for m in mentions if m.label == "PERSON"]
        for index, mentions in seen.items()
    }
    for index, mentions in people.items():
        for mention, start, entitled in mentions:
            segment = document[index]
            form = " ".join(words_of(segment.raw(start, mention.end)))
            if entitled or _behind_title(segment, start):
                titled.add(form)
                continue
            kind = _kind(segment, start, mention.end)
            if kind is not None:
                kinds[mention.start, mention.end] = kind
                forms.setdefault(form, kind)
    others = _otherwise(document, seen)
    done: dict[int, list[Mention]] = {index: list(mentions) for index, mentions in seen.items()}
    for index, mentions in people.items():
        segment = document[index]
        for mention, start, _ in mentions:
            form = " ".join(words_of(segment.raw(start, mention.end)))
            if form not in titled and (kind := forms.get(form) or others.get(form)):
                kinds.setdefault((mention.start, mention.end), kind)
        untitled = [mention for mention, _, entitled in mentions if not entitled]
        _spread(segment, untitled, kinds)
        done[index] = [
            replace(m, label="LOC") if kinds.get((m.start, m.end)) == _PLACE else m
            for m in done[index]
            if m.label != "PERSON" or kinds.get((m.start, m.end)) != _THING
        ]
    return done


def _otherwise(document: Sequence[Segment], seen: Seen) -> dict[str, str]:
    """What names are that the model takes for places or bodies more often than for people, by their
    folded words; known forenames and surnames are people's."""
    labels: dict[str, Counter[str]] = {}
    for index, mentions in seen.items():
        for mention in mentions:
            words = words_of(document[index].raw(mention.start, mention.end))
            if words and not person_names().intersection(words):
                labels.setdefault(" ".join(words), Counter())[mention.label] += 1
    found = {}
    for form, counts in labels.items():
        people, best = counts["PERSON"], max(("LOC", "ORG"), key=lambda one: counts[one])
        if counts[best] > people:
            found[form] = _PLACE if best == "LOC" else _THING
    return found


def called_after(segment: Segment, start: int) -> bool:
    """Whether the title at a document offset opens what a building is called: « l'hôpital Dr
    Ndiaye »."""
    words = _words(segment.language)
    return words is not None and _ends(words.facility, _before(segment, start))


def _bare(segment: Segment, mention: Mention) -> tuple[int, bool]:
    """Where a name begins behind its titles and small words, and whether it has a title."""
    titled = False
    for word, begin, end in _tokens(segment, mention.start, mention.end):
        title = word in name_words().titles and end < mention.end
        if not title and segment.raw(begin, begin + 1).isupper():
            return begin, titled
        titled = titled or title
    return mention.start, titled


def _tokens(segment: Segment, start: int, end: int) -> list[tuple[str, int, int]]:
    at, behind = (bisect_left(segment.starts, edge) for edge in (start, end))
    return list(
        zip(segment.words[at:behind], segment.starts[at:behind], segment.ends[at:behind],
            strict=True)
    )  # fmt: skip


def _behind_title(segment: Segment, start: int) -> bool:
    at = bisect_left(segment.starts, start) - 1
    if at < 0 or segment.words[at] not in name_words().titles:
        return False
    # « d'Abricots » has no "D." before it.
    return segment.raw(segment.starts[at], segment.starts[at] + 1).isupper() or (
        len(segment.words[at]) > 1
    )


def _kind(segment: Segment, start: int, end: int) -> str | None:
    """What a name is that a model took for a person: a place, a thing, or None: a person."""
    words = _words(segment.language)
    tokens = _tokens(segment, start, end)
    if words is None or not tokens:
        return None
    known = tokens[0][0] in person_names()
    before, behind = _before(segment, start), _behind(segment, end)
    if _is_quoted(segment, start, end) or _is_thing(segment, tokens, words, behind, known):
        return _THING
    if behind.startswith(("'s ", "' ")) or _closes_quotation(before):
        return None
    if _ends(words.before_thing, before) or (
        _ends(words.articles, before) and not _modifies(segment, end)
    ):
        return _THING
    if words.behind.match(behind):
        return _THING
    if words.apposition.match(behind):
        return _PLACE
    # "the hospitals of Lubwe and Kasaba"
    shared = _joined().search(segment.text, max(0, start - segment.start - _NEAR),
                              start - segment.start)  # fmt: skip
    for text in (before, before[: shared.start() - (start - segment.start)] if shared else before):
        if _ends(words.before_place, text) and not (known and len(tokens) > 1):
            return _PLACE
        if _ends(words.before_place_perhaps, text) and not known:
            return _PLACE
    return None


def _modifies(segment: Segment, end: int) -> bool:
    """Whether an English name stands before a noun: "the Moyo report", "the Moyos' farm"."""
    if segment.language not in name_words().head_last:
        return False
    at = bisect_left(segment.starts, end)
    if at >= len(segment.words) or segment.gap(at) != " ":
        return segment.gap(at).startswith("'")
    word, words = segment.words[at], name_words()
    small = segment.raw(segment.starts[at], segment.starts[at] + 1).islower()
    return small and word not in words.running | words.verbs | words.after_names


@cache
def _joined() -> re.Pattern[str]:
    """A name and what joins it to the next, at the end of a text."""
    name = r"[A-ZÀ-Þ][\w'’-]{1,30}"
    return re.compile(rf"(?<!\w){name}(?: {name})?{any_of('not_people', 'between')}$")


def _is_thing(
    segment: Segment,
    tokens: Sequence[tuple[str, int, int]],
    words: _Words,
    behind: str,
    known: bool,
) -> bool:
    """Whether a name by its own words is a building, a firm, a plural or a verb."""
    first, last = tokens[0][0], tokens[-1][0]
    if len(tokens) > 1:
        if last in words.last_words or first in words.first_words:
            return True
        small = name_words().running_of.get(segment.language or "", set())
        inside = any(word in small for word, _, _ in tokens[1:-1]) or last in small
        return segment.capitals and inside and not any(w in person_names() for w, _, _ in tokens)
    if known or not _opens(segment, tokens[0][1]):
        return False
    if first.endswith(words.orders):
        return True
    return first.endswith("s") and bool(words.plural.match(behind))


def _opens(segment: Segment, start: int) -> bool:
    """Whether a word opens a sentence or a line."""
    before = segment.folded[: start - segment.start].rstrip()
    return not before or before[-1] in ".!?:;"


def _is_quoted(segment: Segment, start: int, end: int) -> bool:
    """Whether a name is all that stands between two quotation marks."""
    before = segment.text[: start - segment.start].rstrip()[-1:]
    behind = segment.text[end - segment.start :].lstrip()[:1]
    return before in _QUOTES and behind == _QUOTES[before]


def _closes_quotation(before: str) -> bool:
    return before.rstrip().endswith(("»", "”", '"'))


def _spread(segment: Segment, people: Sequence[Mention], kinds: dict[tuple[int, int], str]) -> None:
    """Gives names joined to a place ("Lubwe and Kasaba hospitals") the same kind."""
    words = _words(segment.language)
    if words is None:
        return
    ordered = sorted(people, key=lambda m: m.start)
    pairs = list(pairwise(ordered))
    for one, other in (*pairs, *reversed(pairs)):
        kind = kinds.get((one.start, one.end)) or kinds.get((other.start, other.end))
        gap = segment.folded[one.end - segment.start : other.start - segment.start]
        if kind is None or not words.between.fullmatch(gap):
            continue
        for mention in (one, other):
            known = any(
                word in person_names()
                for word, _, _ in _tokens(segment, mention.start, mention.end)
            )
            if not known:
                kinds.setdefault((mention.start, mention.end), kind)


def _before(segment: Segment, start: int) -> str:
    at = start - segment.start
    return segment.folded[max(0, at - _NEAR) : at]


def _behind(segment: Segment, end: int) -> str:
    at = end - segment.start
    return segment.folded[at : at + _NEAR]


def _ends(pattern: re.Pattern[str], before: str) -> bool:
    """Whether a text ends in what a pattern matches, found from its last words on."""
    text = before.rstrip(' «“"')
    starts = [m.start() for m in _WORD.finditer(text)][-_MOST_WORDS:]
    return any(pattern.fullmatch(text, start) for start in starts)


_WORD = re.compile(r"(?<![\w])\w")
_MOST_WORDS = 6


class _Words:
    """The expressions of a language."""

    def __init__(self, code: str) -> None:
        def either(key: str) -> str:
            listed = lexicon(code).words("not_people", key)
            return "|".join(bound_repeats(fold_pattern(word)) for word in listed)

        self.before_place = re.compile(either("before_place"))
        self.before_place_perhaps = re.compile(either("before_place_perhaps"))
        self.before_thing = re.compile(either("before_thing"))
        self.articles = re.compile(either("articles"))
        self.facility = re.compile(either("facilities"))
        self.behind = re.compile(rf"[ -](?:{either('behind')})(?!\w)")
        self.apposition = re.compile(rf", (?:{either('apposition')})(?!\w)")
        self.plural = re.compile(rf" (?:{either('plural')})(?!\w)")
        self.between = re.compile(either("between"))
        self.orders = tuple(lexicon(code).words("not_people", "orders"))
        self.last_words = frozenset(map(fold, lexicon(code).words("not_people", "last_words")))
        self.first_words = frozenset(map(fold, lexicon(code).words("not_people", "first_words")))


@cache
def _words(language: str | None) -> _Words | None:
    return _Words(language) if language in available() and language is not None else None
