"""What kind of document it is, and how likely each passage is to be each kind of record."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import get_args

from policynlp.annotated import AnnotatedDocument
from policynlp.blocks import LoadedDocument
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.outline import Outline
from policynlp.schema import DocumentType, DocumentTypeLabel

# Evidence in log-odds: a word in the title says more than one in the opening or the body.
TITLE_WEIGHT = 3.0
OPENING_WEIGHT = 1.2
BODY_WEIGHT = 0.6
# Further different cues of one zone add less and less; beyond these counts they add nothing.
MOST_OPENING = 4
MOST_BODY = 6
# Below this evidence no kind is claimed.
LEAST_EVIDENCE = 1.8
OPENING_CHARACTERS = 900
TITLE_HEADINGS = 3
BODY_CHARACTERS = 60_000


def score_document_type(
    loaded: LoadedDocument, outline: Outline, title: str | None
) -> DocumentType:
    """The kind of document with its confidence, from title, opening lines and body."""
    zones = _zones(loaded, outline, title)
    evidence = {label: _evidence(label, zones) for label in get_args(DocumentTypeLabel)}
    evidence["other"] = max(evidence["other"], LEAST_EVIDENCE)
    best = max(evidence, key=lambda label: evidence[label])
    total = sum(math.exp(value - evidence[best]) for value in evidence.values())
    return DocumentType(label=best, confidence=round(1 / total, 3))


def _zones(loaded: LoadedDocument, outline: Outline, title: str | None) -> Mapping[str, str]:
    top = [heading.text for heading in outline.headings[:TITLE_HEADINGS] if heading.start < 1500]
    text = fold(loaded.text[:BODY_CHARACTERS])
    return {
        "title": fold("\n".join([title or "", *top])),
        "opening": text[:OPENING_CHARACTERS],
        "body": text,
    }


def _evidence(label: str, zones: Mapping[str, str]) -> float:
    """The best of all languages: covers and letterheads are often in another one than the body."""
    return max(_evidence_in(label, code, zones) for code in available())


def _evidence_in(label: str, code: str, zones: Mapping[str, str]) -> float:
    found = {zone: _distinct(_pattern(code, label, zone), text) for zone, text in zones.items()}
    return (
        TITLE_WEIGHT * min(found["title"], 1)
        + OPENING_WEIGHT * min(found["opening"], MOST_OPENING)
        + BODY_WEIGHT * min(found["body"], MOST_BODY)
    )


def _pattern(code: str, label: str, zone: str) -> re.Pattern[str]:
    return lexicon(code).pattern("document_types", f"{label}.{zone}")


def _distinct(pattern: re.Pattern[str], text: str) -> int:
    """How many different wordings the pattern finds."""
    return len({match.group() for match in pattern.finditer(text)})


def passage_scores(
    document: AnnotatedDocument,
) -> Mapping[tuple[int, int], Mapping[str, float]]:
    """Probability of each record type by passage offsets; empty without a trained model."""
    return {}
