"""Extraction of event records."""

from __future__ import annotations

from collections.abc import Iterator

from policynlp.annotated import AnnotatedDocument
from policynlp.schema import Record


def extract(document: AnnotatedDocument) -> Iterator[Record]:
    """Records of type event, in reading order."""
    return iter(())
