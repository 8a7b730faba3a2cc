"""JSON Lines: one document or failure record a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from policynlp.schema import Document, Failure


def write(results: Iterable[Document | Failure], out: TextIO) -> None:
    """One line a result, written as soon as it is there."""
    for result in results:
        out.write(result.model_dump_json() + "\n")
        out.flush()
