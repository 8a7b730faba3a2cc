"""The health-system building blocks that a request is about (WHO's six).

The trained model decides; where it names none, or is not there, cue words per block
(`languages/*/themes.toml`) and the concepts of the glossary count.
"""

from __future__ import annotations

import re
from functools import cache
from typing import get_args

from policynlp.annotated import AnnotatedDocument, Passage
from policynlp.folding import fold
from policynlp.languages import lexicon
from policynlp.records.parts.knowledge import knowledge_rows
from policynlp.schema import Theme

THEMES: tuple[Theme, ...] = get_args(Theme)
# A block below this share of the strongest one's points is left out.
SHARE = 0.6
MAX_THEMES = 3
_WORD = re.compile(r"[\w'-]+")


def find_themes(document: AnnotatedDocument, passage: Passage, text: str) -> list[Theme]:
    """The building blocks of a request in the order of the contract; empty where none is told."""
    scores = document.scores(passage)
    if scores is not None and scores.labels.get("themes"):
        return [theme for theme in THEMES if theme in scores.labels["themes"]]
    points = _points(fold(text), document.lexicon(passage).code)
    best = max(points.values(), default=0.0)
    if best <= 0:
        return []
    kept = [theme for theme in THEMES if points[theme] >= max(SHARE * best, 0.5)]
    ranked = sorted(kept, key=lambda theme: -points[theme])[:MAX_THEMES]
    return [theme for theme in THEMES if theme in ranked]


def _points(folded: str, code: str) -> dict[Theme, float]:
    points: dict[Theme, float] = dict.fromkeys(THEMES, 0.0)
    rules = lexicon(code)
    for theme in THEMES:
        found = {m.group() for m in rules.pattern("themes", theme).finditer(folded)}
        points[theme] += len(found)
    for theme in _concept_themes(folded, code):
        points[theme] += 1.0
    return points


def _concept_themes(folded: str, code: str) -> list[Theme]:
    """The building blocks of the glossary's concepts named in the text, one each."""
    terms = _terms(code)
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(folded)]
    found: dict[str, Theme] = {}
    covered = -1
    for word, start, _ in words:
        if start < covered:
            continue
        for term, concept, theme in terms.get(word, ()):
            end = start + len(term)
            if folded.startswith(term, start) and not folded[end : end + 1].isalnum():
                found[concept] = theme
                covered = end
                break
    return list(found.values())


@cache
def _terms(code: str) -> dict[str, list[tuple[str, str, Theme]]]:
    """Glossary terms by their first word, longest first: term, concept id, building block."""
    blocks = {row["id"]: row["building_block"] for row in knowledge_rows("concepts")}
    terms: dict[str, list[tuple[str, str, Theme]]] = {}
    for row in lexicon(code).rows("concepts"):
        theme = next((t for t in THEMES if t == blocks.get(row["id"])), None)
        term = " ".join(fold(row["term"]).split())
        first = _WORD.search(term)
        if theme is not None and first is not None and first.start() == 0:
            entry = (term, row["id"], theme)
            terms.setdefault(first.group(), []).append(entry)
    for entries in terms.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return terms
