"""English names of bodies in small letters, told by a place: "the district health office of
Karonga", "Namibia's accident compensation fund", "the Pahou health centre".

French ones are read as all others (`home_heads` in `names.toml`).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from policynlp.entities.body_keys import body_keys, key_parts
from policynlp.entities.body_words import is_capital, place_behind
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import name_words
from policynlp.languages import all_folded, lexicon
from policynlp.schema import EntityLabel

_MAX_BEFORE = 7
_MAX_BEHIND = 9


def read_small(segment: Segment) -> Iterator[Mention]:
    """Such names of a segment, left to right, some of which may overlap one another."""
    if segment.capitals or segment.language not in name_words().head_last:
        return
    heads = _heads(segment.language)
    for word, text in enumerate(segment.words):
        pair = f"{segment.words[word - 1]} {text}" if word > 0 else ""
        label = heads.get(text) or heads.get(pair)
        if label is None or is_capital(segment, word):
            continue
        span = _Small(segment, segment.language, word).span()
        if span is not None:
            first, behind = span
            start, end = segment.starts[first], segment.ends[behind - 1]
            yield Mention(label, start, end, segment.language, 0.7, origin="pattern")


class _Small:
    """A head in small letters and what stands around it."""

    def __init__(self, segment: Segment, language: str, head: int) -> None:
        self.segment, self.language, self.head = segment, language, head
        self.words = name_words()

    def span(self) -> tuple[int, int] | None:
        """First word and word behind of the name; None where nothing tells whose body it is."""
        first = self._run_before()
        behind, placed = self._run_behind()
        told = any(map(self._tells, (*range(first, self.head), *range(self.head + 1, behind))))
        if not told:
            return None
        if self._is_owned(first):
            return first, behind
        town = self._town_before(first)
        if town < first:
            return town, behind
        before = self.segment.words[first - 1] if first > 0 else ""
        return (first, behind) if placed and before in self.words.articles else None

    def _run_before(self) -> int:
        """The first of the words in small letters before the head that names are made of."""
        segment, at = self.segment, self.head
        while at > 0 and self.head - at < _MAX_BEFORE and segment.gap(at) in (" ", "-", "' "):
            before = at - 1
            text = segment.words[before]
            if text in self.words.and_:
                if at < 2 or not (self._is_word(at - 2) and segment.gap(before) == " "):
                    break
            elif text in self.words.possessives and segment.gap(before) == "'":
                if before == 0 or not self._is_word(before - 1):
                    break
            elif not self._is_word(before):
                break
            at = before
        while at < self.head and segment.words[at] in self.words.and_ | self.words.possessives:
            at += 1
        return at

    def _run_behind(self) -> tuple[int, bool]:
        """Where the name ends that goes on behind the head, and whether it ends in a place."""
        segment, at = self.segment, self.head + 1
        behind, linked = at, False
        count = min(len(segment.words), self.head + _MAX_BEHIND)
        while at < count and segment.gap(at) in (" ", "' ", "'"):
            text = segment.words[at]
            if text in self.words.of or (linked and text in self.words.articles):
                linked = True
            elif linked and is_capital(segment, at):
                end = place_behind(segment, at)
                if end == at and self._takes_names():
                    end = self._name_behind(at)
                placed = end > at and not self._goes_on(end)
                return (end, True) if placed else (behind, False)
            elif text in self.words.and_ and behind > self.head + 1:
                pass
            elif linked and self._is_word(at):
                behind = at + 1
            else:
                break
            at += 1
        return behind, False

    def _name_behind(self, at: int) -> int:
        """The word behind at most two words with capitals that may be a town no table has."""
        segment, end = self.segment, at
        while end < min(at + 2, len(segment.words)) and is_capital(segment, end):
            raw = segment.raw(segment.starts[end], segment.ends[end])
            if raw.isupper() or segment.words[end] in self.words.running | self.words.head_words:
                return at
            if end > at and segment.gap(end) not in (" ", "-"):
                break
            end += 1
        return end

    def _goes_on(self, at: int) -> bool:
        """Whether the place is the first word of a longer name or owns one: "of Maradi | Health
        Centre", "of Chad | 's platform"."""
        segment = self.segment
        if at >= len(segment.words):
            return False
        return segment.gap(at) == "'" or (segment.gap(at) == " " and is_capital(segment, at))

    def _takes_names(self) -> bool:
        """Whether the head is that of a body called after its town."""
        return self.segment.words[self.head] in all_folded("names", "town_heads")

    def _is_owned(self, first: int) -> bool:
        """Whether a place owns it: "Namibia's"."""
        segment = self.segment
        if first < 2 or segment.words[first - 1] not in self.words.possessives:
            return False
        return segment.gap(first - 1) == "'" and self._town_before(first - 1, gap="'") < first - 1

    def _town_before(self, first: int, gap: str = " ") -> int:
        """Where a place begins that stands right before a word; that word where none does."""
        segment = self.segment
        if first == 0 or segment.gap(first) not in (gap, "' " if gap == " " else gap):
            return first
        for at in range(max(0, first - 3), first):
            if is_capital(segment, at) and place_behind(segment, at) == first:
                return at
        return first

    def _is_word(self, at: int) -> bool:
        """Whether a word in small letters is one that names of bodies are made of."""
        text = self.segment.words[at]
        return (
            not is_capital(self.segment, at)
            and text not in self.words.running
            and text in _terms(self.language)
        )

    def _tells(self, at: int) -> bool:
        """Whether a word says what a body is for."""
        return self.segment.words[at] in _telling(self.language)


@cache
def _heads(language: str) -> dict[str, EntityLabel]:
    """Heads of one or two words that are read in small letters -> what they head."""
    lex = lexicon(language)
    found: dict[str, EntityLabel] = dict.fromkeys(lex.words("names", "small_heads"), "ORG")
    found.update(dict.fromkeys(lex.words("names", "small_program_heads"), "PROGRAM"))
    return found


@cache
def _terms(language: str) -> frozenset[str]:
    """Single words of a language's tables, without those that are verbs as well."""
    keys = body_keys(language)
    words = {
        form[0]
        for forms in (keys.terms, keys.topics, keys.heads)
        for form in forms.exact
        if len(form) == 1
    }
    return frozenset(words - all_folded("names", "not_small"))


@cache
def _telling(language: str) -> frozenset[str]:
    """Those of them that count in ids and head nothing."""
    keys = body_keys(language)
    return frozenset(
        form[0]
        for forms in (keys.terms, keys.topics)
        for form, part in forms.exact.items()
        if len(form) == 1 and key_parts(part.key) and part.head is None
    ) - all_folded("names", "not_small")
