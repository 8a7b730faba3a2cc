"""SQLite: the store, for questions across documents (see `policynlp.store`).

A run adds to the store that is there; each document is a transaction, so that a run that is broken
off loses none but the one at hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from policynlp.schema import Document, Failure
from policynlp.store.reading import read_store
from policynlp.store.writing import StoreWriter


def open_sink(path: Path) -> StoreWriter:
    """A sink that adds to a store, or makes one."""
    return StoreWriter(path)


def read(path: Path) -> Iterator[Document | Failure]:
    """The documents of a store as they were written, then failure records."""
    return read_store(path)
