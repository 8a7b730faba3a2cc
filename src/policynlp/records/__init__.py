"""Record extractors: one module a record type, and the table of all of them.

Every extractor follows one pattern: find passages, weigh the evidence, fill the fields. Extractors
ignore one another; what the contract says between types stands in `overlaps`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
        return tuple(add_codes(settle(document, found)))
