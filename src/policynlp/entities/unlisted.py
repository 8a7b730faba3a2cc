"""Acronyms of bodies that no list has and no sentence spells out: "soumettre au CPSD".

A word in capitals is taken for a body where a singular article or a body beside it says so, and
then wherever it stands in the document. Acronyms of concepts, currencies, codes and words that
the document also writes in lower case are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from policynlp.entities.body_ids import body_acronyms
from policynlp.entities.mentions import Mention, Segment
from policynlp.entities.name_words import name_words, words_of
from policynlp.errors import LexiconError
from policynlp.languages import available, lexicon

_ACRONYM = re.compile(r"(?<![\w.@/-])[A-Z][A-Z0-9]{2,8}(?![\w@])")
_ROMAN = re.compile(r"[IVXLC]+")
_ARTICLE = re.compile(r"(?<!\w)(?:le |la |l'|du |au |the )$")
_BESIDE = re.compile(r"(?:, |,? ?& |, & | et | and |/| ?/ ?)")


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


def find_unlisted(document: Sequence[Segment], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Further ORG mentions that overlap none of `mentions` (sorted by start)."""
    taken = [(m.start, m.end) for m in mentions]
    bodies = {m.end for m in mentions if m.label == "ORG"}
    lower = {
        word
        for segment in document
        for word, start, end in zip(segment.words, segment.starts, segment.ends, strict=True)
        if len(word) > 2 and segment.raw(start, end).islower()
    }
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
            if form in body_acronyms() or _spoken_for(segment, match.start(), bodies):
                accepted.add(form)
                bodies.add(end)
    for segment, start, end, form in found:
        if form in accepted:
            yield Mention("ORG", start, end, segment.language, 0.6, origin="acronym")


def _spoken_for(segment: Segment, at: int, bodies: set[int]) -> bool:
    """Whether an article or another body stands right before offset `at` of the segment."""
    before = segment.folded[max(0, at - 8) : at]
    if _ARTICLE.search(before):
        return True
    for size in range(1, 6):
        if segment.start + at - size in bodies:
            return bool(_BESIDE.fullmatch(segment.folded, at - size, at))
    return False


class _Covered:
    """Sorted spans, some of them nested, asked whether they share text with another."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self.points = {
            point for start, end in spans for point in range(start, min(end, start + 400))
        }

    def crosses(self, start: int, end: int) -> bool:
        """Whether any character of [start, end) is taken."""
        return any(point in self.points for point in range(start, end))
