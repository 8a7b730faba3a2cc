"""Names of bodies read by their make: a head and what belongs to it.

French names begin with their head and go on in lower case ("Direction des études et de la
planification"): topic words, adjectives and links continue a name, anything else ends it. English
names are runs of capitals around a head ("Nurses and Midwives Council of Malawi").
"""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import NameWords, name_words

_MAX_WORDS = 16


class BodyReader:
    """Finds bodies by pattern."""

    def __init__(self, words: NameWords | None = None) -> None:
        self.words = words or name_words()

    def read(self, segment: Segment) -> Iterator[Mention]:
        """Bodies of a segment, left to right, none overlapping."""
        heads = self.words.heads
        caps = is_capitals(segment)
        word = behind = 0
        count = len(segment.words)
        while word < count:
            if segment.words[word] in heads:
                found = self._body(segment, word, behind, caps)
                if found is not None:
                    first, behind = found
                    start, end = segment.starts[first], segment.ends[behind - 1]
                    yield Mention("ORG", start, end, segment.language, 0.8, origin="pattern")
                    word = behind
                    continue
            word += 1

    def _body(
        self, segment: Segment, word: int, floor: int, caps: bool
    ) -> tuple[int, int] | None:
        """First word and word behind the body whose head begins at `word`; none before `floor`."""
        for rest, needs_capital in self.words.heads[segment.words[word]]:
            after = word + 1 + len(rest)
            if tuple(segment.words[word + 1 : after]) != rest:
                continue
            if needs_capital and not _capital(segment, word):
                continue
            head_last = segment.language in self.words.head_last
            first = word
            if head_last or (_capital(segment, word) and not caps):
                first = self._backward(segment, word, floor, caps) if head_last else word
            behind, named = self._forward(segment, after, caps)
            if named or (first < word and _capital(segment, word)):
                return first, behind
            if behind > after and not caps and all(
                _capital(segment, i) for i in range(word, behind)
            ):
                return first, behind  # "Assemblée Nationale", "Banque Mondiale"
        return None

    def _forward(self, segment: Segment, word: int, caps: bool) -> tuple[int, bool]:
        """Where a name that has got to `word` ends, and whether it says what body it is."""
        words = self.words
        behind, named = word, False
        at = word
        joined = False
        link = False
        while at < len(segment.words) and at - word < _MAX_WORDS:
            text, gap = segment.words[at], segment.gap(at)
            if gap not in _GAPS:
                break
            if gap.startswith(",") and not (text in words.of and named):
                break
            if gap == " (" or text in words.titles and _capital(segment, at):
                break
            capital = _capital(segment, at) and not caps
            if text in words.links and not (capital and text not in ("la", "le", "les", "l", "d")):
                link = True
                joined = text in words.and_ or joined and text not in words.of
                at += 1
                continue
            if capital and segment.language in words.head_last:
                ok = not joined or text in words.topics
                ok = ok and (link or not named or text in words.topics or text in words.heads)
                ok = ok and text not in words.running
            elif text in words.topics:
                ok = link or named or text in words.modifiers
            elif text in words.modifiers:
                ok = not link or joined or capital
            elif capital:
                ok = text not in words.heads or link and not joined
                ok = ok and text not in words.roles and text not in words.running
                ok = ok and (not joined or text in words.topics)
                ok = ok and (link or not named or gap in ("-", "'"))
            else:
                ok = caps and link and not joined and _known_place(segment, at)
            if not ok:
                break
            named = named or text not in words.modifiers or capital and not link
            at += 1
            behind, joined, link = at, False, False
        return behind, named

    def _backward(self, segment: Segment, word: int, floor: int, caps: bool) -> int:
        """Where a name whose head stands at `word` begins, in languages that put the head last."""
        words = self.words
        first = at = word
        while at > floor and word - at < 8:
            before = at - 1
            gap, text = segment.gap(at), segment.words[before]
            if gap not in (" ", "-", " & ", "'", "' "):
                break
            if text in words.and_ or (text in words.of and before > floor):
                # "Nurses and Midwives Council": both sides are subjects.
                left, right = segment.words[before - 1] if before > floor else "", segment.words[at]
                if not (text in words.and_ and right in words.topics and left in words.topics):
                    break
                at = before
                continue
            if not _capital(segment, before) or text in words.running or text in words.titles:
                break
            if caps and text not in words.topics and text not in words.modifiers:
                break
            at = first = before
        return first


_GAPS = frozenset({" ", "'", "-", ", ", " & ", " - ", "’", " '", "' "})


def _known_place(segment: Segment, word: int) -> bool:
    from policynlp.entities.gazetteer import capitals, countries

    return countries().begins(segment.words[word]) or segment.words[word] in capitals()


def _capital(segment: Segment, word: int) -> bool:
    start = segment.starts[word]
    return segment.text[start - segment.start].isupper()


def is_capitals(segment: Segment) -> bool:
    """Whether a segment is printed in capitals, so that capitals mark no names in it."""
    letters = [c for c in segment.text[:400] if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return len(letters) > 3 and upper > 0.8 * len(letters)
