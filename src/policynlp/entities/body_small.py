"""English names of bodies in small letters, told by a place: "the district health office of
Karonga", "Namibia's accident compensation fund", "the Pahou health centre".

French ones are read as all others (`home_heads` in `names.toml`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from policynlp.entities.body_keys import body_keys, key_parts
from policynlp.entities.body_words import (
    follows_role,
    in_form,
    is_capital,
    long_forms,
    place_behind,
    says_what,
)
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import name_words
from policynlp.languages import all_folded, lexicon
from policynlp.schema import EntityLabel

_MAX_BEFORE = 12
_MAX_BEHIND = 14


def read_small(segment: Segment, found: Iterable[Mention] = ()) -> Iterator[Mention]:
    """Such names of a segment, left to right, some of which may overlap one another. `found` are
    the bodies with capitals, which one in small letters may be a part of ("the paediatrics
    department of Zinder Hospital")."""
    if segment.capitals or segment.language not in name_words().head_last:
        return
    heads = _heads(segment.language)
    behind_word = {end: word + 1 for word, end in enumerate(segment.ends)}
    owners = {m.start: behind_word[m.end] for m in found if m.end in behind_word}
    for word, text in enumerate(segment.words):
        pair = f"{segment.words[word - 1]} {text}" if word > 0 else ""
        label = heads.get(pair) or heads.get(text)
        if label is None or is_capital(segment, word):
            continue
        first = word - 1 if pair in heads and segment.gap(word) in (" ", "-") else word
        span = _Small(segment, segment.language, first, word, owners).span()
        if span is not None:
            first, behind = span
            start, end = segment.starts[first], segment.ends[behind - 1]
            yield Mention(label, start, end, segment.language, 0.7, origin="pattern")


class _Small:
    """A head in small letters and what stands around it."""

    def __init__(
        self, segment: Segment, language: str, first: int, head: int, owners: Mapping[int, int]
    ) -> None:
        self.segment, self.language = segment, language
        self.opens, self.head = first, head  # first and last word of the head
        self.owners = owners  # where bodies with capitals begin -> the word behind them
        self.words = name_words()
        self.forms = body_keys(language).terms.exact

    def span(self) -> tuple[int, int] | None:
        """First word and word behind of the name; None where nothing tells whose body it is."""
        first = self._run_before()
        behind, placed, own = self._run_behind()
        told: tuple[int, ...] = (*range(first, self.opens), *range(self.head + 1, own))
        if self.segment.words[self.head] in self.words.place_heads:
            # "the commercial centre of Lomé" is a spot, "the urban health centre of Lomé" none.
            spots = all_folded("names", "spots")
            told = tuple(i for i in told if self.segment.words[i] not in spots)
        if not any(map(self._tells, told)):
            return None
        if own < behind and not self._is_part(first, own, told):
            return None  # "the regional office of the Ministry of Health"
        if self._is_owned(first):
            return first, behind
        owner = self._owner_before(first)
        if owner < first and own == behind and self._is_part(first, own, told):
            return owner, behind
        town = self._town_before(first)
        if town < first:
            return town, behind
        before = self.segment.words[first - 1] if first > 0 else ""
        return (first, behind) if placed and before in self.words.articles else None

    def _run_before(self) -> int:
        """The first of the words in small letters before the head that names are made of."""
        segment, at = self.segment, self.opens
        listed = False
        while at > 0 and self.opens - at < _MAX_BEFORE:
            if segment.gap(at) not in (" ", "-", "' ", ", " if listed else " "):
                break
            before = at - 1
            text = segment.words[before]
            if text in self.words.and_:
                if at < 2 or not (self._is_word(at - 2) and segment.gap(before) == " "):
                    break
                listed = True  # "maternal, newborn and child health directorate"
            elif text in self.words.possessives and segment.gap(before) == "'":
                if before == 0 or not self._is_word(before - 1):
                    break
                before -= 1  # "women's empowerment directorate"
            elif segment.gap(at) == "' " and text[-1] not in "sx":
                break  # only a plural owns that way: "hospital doctors' union"
            elif text in self.words.of and self._linked_form(before) < before:
                before = self._linked_form(before)  # "human resources for health directorate"
            elif not self._is_word(before):
                break
            at = before
        while at < self.opens and segment.words[at] in self.words.and_ | self.words.possessives:
            at += 1
        return at

    def _run_behind(self) -> tuple[int, bool, int]:
        """Where the name ends that goes on behind the head, whether it ends in a place or another
        body, and where its own words end."""
        segment, at = self.segment, self.head + 1
        behind, linked = at, False
        count = min(len(segment.words), self.head + _MAX_BEHIND)
        while at < count and segment.gap(at) in (" ", "-", "' ", "'", ", "):
            text = segment.words[at]
            if segment.gap(at) == ", " and not (behind > self.head + 1 and self._lists(at)):
                break
            if text in self.words.possessives and segment.gap(at) == "'":
                pass  # "directorate of women's health"
            elif text in self.words.of or (linked and text in self.words.articles):
                linked = True
            elif linked and is_capital(segment, at) and not self._is_word(at):
                end = self._owner_behind(at)
                if end > at:
                    return end, True, behind
                end = place_behind(segment, at)
                if end == at and self._takes_names():
                    end = self._name_behind(at)
                placed = end > at and not self._goes_on(end)
                return (end, True, end) if placed else (behind, False, behind)
            elif text in self.words.and_ and behind > self.head + 1:
                pass
            elif linked and self._is_word(at):
                behind = at + 1
            else:
                break
            at += 1
        return behind, False, behind

    def _lists(self, at: int) -> bool:
        """Whether subjects behind a comma go on to an "and": "of ear, nose and throat"."""
        words = self.segment.words
        for i in range(at, min(at + 6, len(words) - 1)):
            if words[i] in self.words.and_:
                return i > at and self._is_word(i + 1)
            if not self._is_word(i):
                return False
        return False

    def _is_part(self, first: int, behind: int, told: Iterable[int]) -> bool:
        """Whether its own words say which part of another body it is."""
        segment = self.segment
        own = segment.folded[segment.starts[first] - segment.start : segment.ends[behind - 1]]
        own = own[: segment.ends[behind - 1] - segment.starts[first]]
        return (
            own not in all_folded("names", "no_parts")
            and not follows_role(segment, first)
            and any(says_what(segment, i, self.language) for i in told)
        )

    def _owner_behind(self, at: int) -> int:
        """The word behind a body with capitals that begins at a word, or at the one behind the
        country that owns it ("Chad's Ministry of Health"); the word itself where none does."""
        segment = self.segment
        own = self.owners.get(segment.starts[at])
        if own is not None:
            return own
        end = place_behind(segment, at)
        owns = at < end < len(segment.words) - 1 and segment.gap(end) == "'"
        if owns and segment.words[end] in self.words.possessives:
            return self.owners.get(segment.starts[end + 1], at)
        return at

    def _owner_before(self, first: int) -> int:
        """Where a body begins that owns this one ("the Ministry of Health's planning directorate");
        the first word where none does."""
        segment = self.segment
        if first < 2 or segment.words[first - 1] not in self.words.possessives:
            return first
        for start, behind in self.owners.items():
            if behind == first - 1 and segment.gap(first - 1) == "'":
                return segment.starts.index(start)
        return first

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
        if gap == " " and segment.words[first] in all_folded("names", "area_adjectives"):
            for at in range(first - 1, max(0, first - 3), -1):
                if not is_capital(segment, at) or segment.words[at] in self.words.running:
                    break
                if segment.words[at - 1] in self.words.articles:
                    return at  # "the Pool departmental coordination"
        return first

    def _is_word(self, at: int) -> bool:
        """Whether a word in small letters is one that names of bodies are made of, alone or with
        those beside it ("intensive care")."""
        text = self.segment.words[at]
        if is_capital(self.segment, at):
            printed = self.segment.raw(self.segment.starts[at], self.segment.ends[at])
            return len(text) > 1 and printed.isupper() and (text,) in self.forms  # "HIV"
        if self.segment.gap(at + 1) == "' " and (text,) in self.forms:
            return True  # "doctors' union": no verb
        known = text not in self.words.running and text in _terms(self.language)
        return known or in_form(self.segment, at, max(0, at - 3), self.language)

    def _linked_form(self, link: int) -> int:
        """The first of the words that make one known form with a link and the words behind it; the
        link where there are none."""
        words = self.segment.words
        for first in range(max(0, link - 2), link):
            for size in (1, 2):
                form = (*words[first:link], *words[link + 1 : link + 1 + size])
                if form in long_forms(self.language):
                    return first
        return link

    def _tells(self, at: int) -> bool:
        """Whether a word says what a body is for."""
        return self.segment.words[at] in _telling(self.language) or in_form(
            self.segment, at, max(0, at - 3), self.language
        )


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
