"""How alike a predicted record and an annotated one are.

Definitions, so that figures can be compared across versions:
- two texts: F1 of their word multisets, accents and case folded;
- two lists: best one-to-one pairing of entries at least half alike, as an F1;
- dates, numbers and codes: equal or not;
- two records: weighted mean over the fields that identify a record of that type.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from policynlp.folding import fold

Json = Mapping[str, Any]  # a record or document as read from JSON

IDENTITY: dict[str, dict[str, float]] = {
    "mission": {
        "countries": 1, "start_date": 1, "end_date": 1, "travellers": 0.5, "objectives": 0.5,
    },
    "recommendation": {"text": 1},
    "action_item": {"step": 1},
    "technical_assistance": {"description": 1},
    "event": {"name": 1, "start_date": 0.7, "place": 0.5, "kind": 0.3},
    "training": {"title": 1, "start_date": 0.7, "place": 0.5},
    "partnership": {"name": 1, "partners": 0.3},
    "statement": {"quote": 1},
}  # fmt: skip
EXACT = frozenset(
    {
        "start_date", "end_date", "submitted_on", "due", "country", "kind", "participant_count",
        "duration_hours", "duration_weeks", "session_count", "start_year", "country_count",
    }
)  # fmt: skip
LEAST_ALIKE = 0.5
EMPTY: tuple[object, ...] = (None, [], "")


def text_similarity(left: object, right: object) -> float:
    """F1 of the words two values share, 0 to 1."""
    a, b = _words(left), _words(right)
    if not a or not b:
        return float(a == b)
    return 2 * (a & b).total() / (a.total() + b.total())


def _words(value: object) -> Counter[str]:
    return Counter(re.findall(r"\w+", fold(str(value).replace("\u00ad", ""))))


def flat(value: object) -> str:
    """A value as one text: a traveller's name, role and organisation in a row."""
    if isinstance(value, Mapping):
        return " ".join(str(part) for part in value.values() if part)
    return str(value)


def field_similarity(name: str, gold: Any, found: Any) -> float:
    """How right a field's value is, 0 to 1; 0 where either is empty."""
    if gold in EMPTY or found in EMPTY:
        return 0.0
    if isinstance(gold, list) or isinstance(found, list):
        wanted = gold if isinstance(gold, list) else [gold]
        got = found if isinstance(found, list) else [found]
        return 2 * _paired_similarity(wanted, got) / (len(wanted) + len(got))
    if name in EXACT:
        return float(_plain(gold) == _plain(found))
    return text_similarity(gold, found)


def _plain(value: object) -> str:
    # 12 and 12.0 are the same number of hours.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _paired_similarity(gold: Sequence[object], found: Sequence[object]) -> float:
    pairs = [
        (text_similarity(flat(g), flat(f)), i, j)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
    ]
    return sum(s for s, _, _ in best_pairs(pairs))


def best_pairs(pairs: Sequence[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    """One-to-one pairs, most alike first, none below `LEAST_ALIKE`; ties in order of position."""
    used_left: set[int] = set()
    used_right: set[int] = set()
    chosen = []
    for score, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if score < LEAST_ALIKE:
            break
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            chosen.append((score, i, j))
    return chosen


def best_field_similarity(name: str, gold: Json, found: Json) -> float:
    """`field_similarity` to the annotated value or the most alike of its stated alternatives."""
    values = [gold.get(name), *gold.get("alt", {}).get(name, [])]
    return max(field_similarity(name, value, found.get(name)) for value in values)


def record_similarity(gold: Json, found: Json) -> float:
    """How surely two records of one type are the same record, 0 to 1."""
    total = weights = 0.0
    for name, weight in IDENTITY[gold["type"]].items():
        if gold.get(name) not in EMPTY:
            total += weight * best_field_similarity(name, gold, found)
            weights += weight
    return total / weights if weights else 0.0
