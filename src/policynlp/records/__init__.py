"""Record extractors: one module a record type, and the table of all of them.

Every extractor follows one pattern: find passages, weigh the evidence, fill the fields. Extractors
ignore one another; what the contract says between types stands in `overlaps`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib import import_module

from policynlp.annotated import AnnotatedDocument
from policynlp.records.codes import add_codes
from policynlp.records.overlaps import settle
from policynlp.schema import Record
from policynlp.stopwatch import stage

RecordExtractor = Callable[[AnnotatedDocument], Iterator[Record]]

EXTRACTORS: tuple[str, ...] = (
    "mission",
    "recommendation",
    "action_item",
    "technical_assistance",
    "event",
    "training",
    "partnership",
    "statement",
)


def extract_records(document: AnnotatedDocument) -> tuple[Record, ...]:
    """All records of a document, overlaps settled, in reading order within each type."""
    found: list[Record] = []
    for name in EXTRACTORS:
        with stage(name):
            extract: RecordExtractor = import_module(f"policynlp.records.{name}").extract
            found.extend(extract(document))
    with stage("overlaps"):
        return tuple(add_codes(_with_own_ids(settle(document, found))))


def _with_own_ids(records: Iterable[Record]) -> Iterator[Record]:
    """Records of one type that stand in one sentence share an id: the later ones are counted."""
    seen: Counter[str] = Counter()
    for record in records:
        seen[record.id] += 1
        count = seen[record.id]
        yield record if count == 1 else record.model_copy(update={"id": f"{record.id}-{count}"})
