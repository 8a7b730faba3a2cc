"""What a section holds, told by its title: recommendations, next steps, people met ...

The kinds and their expressions stand in `languages/*/sections.toml`. A title is read with all
languages, since reports mix them ("Recommendations" over French text).
"""

from __future__ import annotations

import re
from functools import lru_cache

from policynlp.folding import fold
from policynlp.languages import Lexicon, available, lexicon

# A longer line is a sentence; what it says about sections is left unread.
MAX_TITLE_WORDS = 16
_MARK = re.compile(r"(?:(?<!\s)\s+)?[:;,/&|()]\s*|\.\s+|(?<!\s)\s+-+\s+")
# "2.", "A.4", "II/": a bare letter or Roman numeral needs a mark, since "a" and "i" are words.
_NUMBER = re.compile(
    r"^(?:(?:\d{1,2}|[a-z]\.\d{1,2})(?:\.\d{1,2}){0,4}[.)/]?|(?:[a-z]|[ivxlc]{1,5})[.)/])\s+"
)
_EDGE = " .:;,-\"'()[]*_?!"


@lru_cache(maxsize=8192)
def section_kinds(title: str) -> frozenset[str]:
    """The kinds of content that a title announces, empty where it says nothing of the sort."""
    folded = _NUMBER.sub("", " ".join(fold(title).split()).strip(_EDGE))
    if not folded or len(folded.split()) > MAX_TITLE_WORDS:
        return frozenset()
    kinds: set[str] = set()
    for code in available():
        kinds |= _kinds(folded, lexicon(code))
    if "past_recommendations" in kinds:
        kinds -= {"recommendations", "next_steps"}
    return frozenset(kinds)


def _kinds(folded: str, rules: Lexicon) -> set[str]:
    kinds = {
        kind
        for kind in _names(rules, "anywhere")
        if rules.pattern("sections", f"anywhere.{kind}").search(folded)
    }
    parts = _parts(folded, rules)
    for kind in _names(rules, "starts"):
        pattern = rules.pattern("sections", f"starts.{kind}")
        if any(pattern.match(part) for part in parts):
            kinds.add(kind)
    for kind in _names(rules, "whole"):
        pattern = rules.pattern("sections", f"whole.{kind}")
        if any(pattern.fullmatch(part) for part in (folded, *parts)):
            kinds.add(kind)
    return kinds


def _names(rules: Lexicon, table: str) -> tuple[str, ...]:
    value = rules.get("sections", table)
    return tuple(value) if isinstance(value, dict) else ()


def _parts(folded: str, rules: Lexicon) -> list[str]:
    """A title's parts between conjunctions and marks, without the words before the telling one."""
    found = []
    for stretch in _MARK.split(folded):
        for part in _split_joined(stretch, rules):
            bare = _strip_openers(part.strip(_EDGE), rules)
            if bare:
                found.append(bare)
    return found


def _split_joined(stretch: str, rules: Lexicon) -> list[str]:
    """A stretch cut at conjunctions that stand free: not at those of "Trinidad-et-Tobago"."""
    parts, position = [], 0
    for joint in rules.pattern("sections", "joints").finditer(stretch):
        if stretch[max(0, joint.start() - 1) : joint.start()] == "-":
            continue
        parts.append(stretch[position : joint.start()])
        position = joint.end()
    return [*parts, stretch[position:]]


def _strip_openers(part: str, rules: Lexicon) -> str:
    pattern = rules.pattern("sections", "openers")
    for _ in range(4):
        match = pattern.match(part)
        if match is None or match.end() >= len(part):
            break
        part = part[match.end() :].lstrip(_EDGE)
    return part
