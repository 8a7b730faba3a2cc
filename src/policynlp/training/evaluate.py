"""Scores of parsed documents against annotated ones, by record type, field, language and format."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from policynlp.training.similarity import (
    EMPTY,
    IDENTITY,
    Json,
    best_field_similarity,
    best_pairs,
    flat,
    record_similarity,
    text_similarity,
)

# Fields that every record has, or that follow from others (codes), are not compared.
COMMON = frozenset({"id", "type", "language", "confidence", "provenance", "codes"})
LEAST_TITLE = 0.8
LEAST_NAME = 0.8
DOCUMENT_FIELDS = ("language", "document_type", "published", "title")
ENTITY_LABELS = ("PERSON", "ORG", "COUNTRY", "DATE")


@dataclass
class Tally:
    """What was right, found and wanted; precision, recall and F1 of it."""

    right: float = 0.0
    found: float = 0.0
    wanted: float = 0.0

    def add(self, right: float, found: float, wanted: float) -> None:
        """Count one more document's figures."""
        self.right += right
        self.found += found
        self.wanted += wanted

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 0 where nothing was found."""
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """Share of what was wanted that was found; 0 where nothing was wanted."""
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.found + self.wanted) if self.found + self.wanted else 0.0


@dataclass
class Scores:
    """All figures of a set of documents."""

    documents: int = 0
    without_records: int = 0  # documents that hold none
    left_empty: int = 0  # of those, the ones that none was found in
    fields: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    entities: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    records: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    slots: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    record_fields: dict[tuple[str, str], Tally] = field(default_factory=lambda: defaultdict(Tally))
    errors: list[str] = field(default_factory=list)

    def macro(self, tallies: Mapping[str, Tally]) -> float:
        """Mean F1 over the record types that the annotations hold."""
        kinds = [kind for kind in IDENTITY if self.records[kind].wanted]
        return sum(tallies[kind].f1 for kind in kinds) / len(kinds) if kinds else 0.0

    @property
    def record_f1(self) -> float:
        """Macro F1 of records."""
        return self.macro(self.records)

    @property
    def slot_f1(self) -> float:
        """Macro F1 of filled fields."""
        return self.macro(self.slots)

    def figures(self) -> dict[str, float]:
        """Every figure by name, rounded to three places: what floors are compared with."""
        figures = {"record_f1": self.record_f1, "slot_f1": self.slot_f1}
        figures |= {f"document.{name}": tally.precision for name, tally in self.fields.items()}
        figures |= {f"entity.{label}": tally.f1 for label, tally in self.entities.items()}
        for kind in IDENTITY:
            if self.records[kind].wanted:
                figures[f"record.{kind}"] = self.records[kind].f1
                figures[f"slot.{kind}"] = self.slots[kind].f1
        return {name: round(value, 3) for name, value in figures.items()}


def read_gold(folder: Path) -> dict[str, Json]:
    """Annotated documents of a folder by name (the stem of their file).

    Raises:
        FileNotFoundError: the folder holds no annotations.
    """
    gold = {
        path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))
    }
    if not gold:
        raise FileNotFoundError(f"no annotations (NAME.json) in {folder}")
    return gold


def compare(
    pairs: Iterable[tuple[str, Json, Json]],
) -> Scores:
    """Scores of (name, annotation, parsed document) triples."""
    scores = Scores()
    for name, gold, found in pairs:
        scores.documents += 1
        if not gold.get("records"):
            scores.without_records += 1
            scores.left_empty += not found.get("records")
        _compare_document_fields(scores, name, gold, found)
        _compare_entities(scores, name, gold, found)
        for kind in IDENTITY:
            _compare_records(scores, name, kind, gold, found)
    return scores


def _compare_document_fields(scores: Scores, name: str, gold: Json, found: Json) -> None:
    for key in DOCUMENT_FIELDS:
        got = found.get(key)
        if key == "document_type" and isinstance(got, Mapping):
            got = got.get("label")
        accepted = [gold.get(key), *gold.get(f"{key}_any", [])]
        if key == "title":
            right = any(_same_title(wanted, got) for wanted in accepted)
        else:
            right = got in accepted
        scores.fields[key].add(right, 1, 1)
        if not right:
            scores.errors.append(f"WRONG    {name} {key}: {got!r} instead of {gold.get(key)!r}")


def _same_title(wanted: object, got: object) -> bool:
    if wanted in EMPTY or got in EMPTY:
        return wanted in EMPTY and got in EMPTY
    return text_similarity(wanted, got) >= LEAST_TITLE


def _compare_entities(scores: Scores, name: str, gold: Json, found: Json) -> None:
    for label in ENTITY_LABELS:
        if label not in gold.get("entities", {}):
            continue
        wanted = gold["entities"][label]
        got = dict(_distinct_entities(found, label))
        if label in ("COUNTRY", "DATE"):
            missed, spurious = set(wanted) - set(got), set(got) - set(wanted)
            right = len(set(wanted) & set(got))
        else:
            missed, spurious = _unpaired_names(wanted, got)
            right = len(wanted) - len(missed)
        scores.entities[label].add(right, len(got), len(wanted))
        scores.errors.extend(f"MISSED   {name} {label}: {value}" for value in sorted(missed))
        scores.errors.extend(f"SPURIOUS {name} {label}: {value}" for value in sorted(spurious))


def _distinct_entities(document: Json, label: str) -> Iterator[tuple[str, set[str]]]:
    """Distinct entities of a label: canonical value -> the forms it is written in."""
    forms: dict[str, set[str]] = {}
    for entity in document.get("entities", []):
        if entity["label"] != label:
            continue
        key = entity["canonical_id"] or entity["text"]
        if label in ("COUNTRY", "DATE"):
            if ":" not in (entity["canonical_id"] or ""):
                continue
            key = key.split(":", 1)[1]
        forms.setdefault(key, set()).update(
            {entity["text"], entity["canonical_name"] or entity["text"]}
        )
    yield from forms.items()


def _unpaired_names(wanted: list[Any], got: Mapping[str, set[str]]) -> tuple[set[str], set[str]]:
    """Annotated names that were not found, and found ones that were not wanted."""
    left = dict(got)
    missed = set()
    for names in wanted:
        names = names if isinstance(names, list) else [names]
        hit = next((key for key, forms in left.items() if _any_alike(names, forms)), None)
        if hit is None:
            missed.add(str(names[0]))
        else:
            del left[hit]
    return missed, {min(forms) for forms in left.values()}


def _any_alike(names: Iterable[str], forms: Iterable[str]) -> bool:
    forms = list(forms)
    return any(text_similarity(a, b) >= LEAST_NAME for a in names for b in forms)


def _compare_records(scores: Scores, name: str, kind: str, gold: Json, found: Json) -> None:
    wanted = [record for record in gold.get("records", []) if record["type"] == kind]
    got = [record for record in found.get("records", []) if record["type"] == kind]
    pairs = best_pairs(
        [(record_similarity(g, f), i, j) for i, g in enumerate(wanted) for j, f in enumerate(got)]
    )
    optional = {i for i, record in enumerate(wanted) if record.get("optional")}
    free = {j for _, i, j in pairs if i in optional}
    counted = [(i, j) for _, i, j in pairs if i not in optional]
    scores.records[kind].add(len(counted), len(got) - len(free), len(wanted) - len(optional))
    right = 0.0
    for i, j in counted:
        for key in _slots(wanted[i]):
            similarity = best_field_similarity(key, wanted[i], got[j])
            right += similarity
            scores.record_fields[kind, key].add(similarity, 1, 1)
            if similarity < LEAST_NAME:
                scores.errors.append(
                    f"FIELD    {name} {kind}.{key}: {got[j].get(key)!r} "
                    f"instead of {wanted[i][key]!r}"
                )
        for key in _slots(got[j]):
            if wanted[i].get(key) in EMPTY and not wanted[i].get("alt", {}).get(key):
                scores.errors.append(f"FIELD    {name} {kind}.{key}: {got[j][key]!r} unasked")
    scores.slots[kind].add(
        right,
        sum(len(_slots(record)) for j, record in enumerate(got) if j not in free),
        sum(len(_slots(record)) for i, record in enumerate(wanted) if i not in optional),
    )
    matched_got = {j for _, _, j in pairs}
    matched_wanted = {i for _, i, _ in pairs}
    for i, record in enumerate(wanted):
        if i not in matched_wanted and i not in optional:
            scores.errors.append(f"MISSED   {name} {kind}: {_summary(record)}")
    for j, record in enumerate(got):
        if j not in matched_got:
            scores.errors.append(f"SPURIOUS {name} {kind}: {_summary(record)}")


def _slots(record: Json) -> list[str]:
    """Names of a record's own fields that hold something."""
    return [
        key
        for key, value in record.items()
        if key not in COMMON and key not in ("alt", "optional", "notes") and value not in EMPTY
    ]


def _summary(record: Json) -> str:
    parts = (record.get(key) for key in IDENTITY[record["type"]])
    return " | ".join(flat(part) for part in parts if part not in EMPTY)[:200]


def render(scores: Scores) -> Iterator[str]:
    """The figures as lines of text."""
    yield f"{scores.documents} documents"
    yield "document  " + "  ".join(f"{k} {v.precision:.3f}" for k, v in scores.fields.items())
    for label, tally in scores.entities.items():
        yield _line(f"entity {label}", tally)
    for kind in IDENTITY:
        tally = scores.records[kind]
        if tally.wanted or tally.found:
            yield _line(f"record {kind}", tally) + f"  slots {scores.slots[kind].f1:.3f}"
    if scores.without_records:
        yield (
            f"{scores.without_records} documents hold no record; "
            f"{scores.left_empty} of them gave none"
        )
    yield f"macro record F1 {scores.record_f1:.3f}  macro slot F1 {scores.slot_f1:.3f}"


def _line(name: str, tally: Tally) -> str:
    return (
        f"{name:<28} P {tally.precision:.3f}  R {tally.recall:.3f}  F1 {tally.f1:.3f}"
        f"  wanted {tally.wanted:.0f}  found {tally.found:.0f}"
    )
