"""Acronyms of bodies that no list has and no sentence spells out: "soumettre au CPSD".

A word in capitals is taken for a body where a singular article or a body beside it says so, and
then wherever it stands in the document. Acronyms of concepts, currencies, codes and words that
the document also writes in lower case are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cache

from policynlp.entities.body_ids import body_acronyms
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import name_words, words_of
from policynlp.errors import LexiconError
from policynlp.folding import fold
from policynlp.languages import available, lexicon

_ACRONYM = re.compile(r"(?<![\w.@/-])[A-Z][A-Z0-9]{2,8}(?![\w@])")
_ROMAN = re.compile(r"[IVXLC]+")


@cache
def no_bodies() -> frozenset[str]:
    """Acronyms in capitals that stand for something else."""
    found = {word.upper() for word in name_words().not_names}
    for code in available():
        try:
            found.update(row["term"] for row in lexicon(code).rows("concepts"))
        except LexiconError:
            continue
        currencies = lexicon(code).get("amounts", "currencies")
        assert isinstance(currencies, Mapping)
        for key, forms in currencies.items():
            found.update((str(key), *(form.upper() for form in forms)))
    return frozenset(found)


def find_unlisted(
    document: Sequence[Segment], mentions: Sequence[Mention], lower: Set[str]
) -> Iterator[Mention]:
    """Further ORG mentions that overlap none of `mentions` (sorted by start); `lower` are the
    words that the document writes in lower case."""
    taken = [(m.start, m.end) for m in mentions]
    bodies = {m.end for m in mentions if m.label == "ORG"}
    found: list[tuple[Segment, int, int, str]] = []
    accepted: set[str] = set()
    covered = _Covered(taken)
    for segment in document:
        if segment.capitals:
            continue
        for match in _ACRONYM.finditer(segment.text):
            form = match.group()
            start, end = segment.start + match.start(), segment.start + match.end()
            if form in no_bodies() or _ROMAN.fullmatch(form) or covered.crosses(start, end):
                continue
            if any(word in lower for word in words_of(form)):
                continue
            found.append((segment, start, end, form))
            if form in body_acronyms() or (
                not any(c.isdigit() for c in form)
                and not _runs_on(segment, match.start(), match.end())
                and _spoken_for(segment, match.start(), bodies)
            ):
                accepted.add(form)
                bodies.add(end)
    for segment, start, end, form in found:
        if form in accepted:
            yield Mention("ORG", start, end, segment.language, 0.6, origin="acronym")


def _runs_on(segment: Segment, start: int, end: int) -> bool:
    """Whether a word in capitals stands right before or a capitalised one right behind: "THE BEST
    OF", "the HEROES Act"."""
    if _CAPITAL_NEXT.match(segment.text, end):
        following = _WORD.match(segment.folded, end + 1)
        return following is None or following.group() not in name_words().roles
    return bool(_CAPITALS_BEFORE.search(segment.text, max(0, start - 12), start))


_CAPITAL_NEXT = re.compile(r" [A-ZÀ-Þ][^\W\d_]")
_CAPITALS_BEFORE = re.compile(r"(?<!\w)[A-ZÀ-Þ]{2,10} $")
_WORD = re.compile(r"[^\W\d_]+")


@cache
def _article() -> re.Pattern[str]:
    """An article of one thing at the end of a text."""
    phrases = (
        fold(phrase)
        for code in available()
        for phrase in lexicon(code).words("names", "singular_articles")
    )
    forms = "|".join(form if form.endswith("'") else f"{form} " for form in phrases)
    return re.compile(rf"(?<!\w)(?:{forms})$")


@cache
def _beside() -> re.Pattern[str]:
    """What stands between two bodies side by side."""
    return re.compile(rf"(?:, |,? ?& |, & | (?:{'|'.join(name_words().and_)}) |/| ?/ ?)")


def _spoken_for(segment: Segment, at: int, bodies: set[int]) -> bool:
    """Whether an article or another body stands right before offset `at` of the segment."""
    before = segment.folded[max(0, at - 8) : at]
    if _article().search(before):
        return not _modifies(segment, at)
    for size in range(1, 6):
        if segment.start + at - size in bodies:
            return bool(_beside().fullmatch(segment.folded, at - size, at))
    return False


def _modifies(segment: Segment, at: int) -> bool:
    """Whether an acronym stands before an English noun, which any acronym may: "the USB stick"."""
    if segment.language not in name_words().head_last:
        return False
    match = _NOUN_NEXT.search(segment.folded, segment.folded.find(" ", at), at + 40)
    words = name_words()
    if match is None or match.start() != segment.folded.find(" ", at):
        return False
    return segment.text[at : match.start()].isalpha() and not (
        segment.text[match.start(1)].isupper()
        or match[1] in words.running | words.verbs
        or match[1].endswith(words.past_endings)
    )


_NOUN_NEXT = re.compile(r" ([a-z]{3,20})")


class _Covered:
    """Sorted spans, some of them nested, asked whether they share text with another."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.points = {
            point for start, end in spans for point in range(start, min(end, start + 400))
        }

    def crosses(self, start: int, end: int) -> bool:
        """Whether any character of [start, end) is taken."""
        return any(point in self.points for point in range(start, end))
