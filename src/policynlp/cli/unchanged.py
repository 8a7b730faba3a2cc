"""Files that have not changed since the output was written: taken from it, not parsed again."""

from __future__ import annotations

import hashlib
import os
import stat
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from policynlp.source import printable_path

if TYPE_CHECKING:
    from policynlp.pipeline import Input
    from policynlp.schema import Document, Failure
    from policynlp.sinks.previous import Previous
    from policynlp.store.writing import StoreWriter

_PIECE = 1024 * 1024


def id_of(given: Input) -> str | None:
    """`sha256:` and the digest of a file's bytes; None for what is no regular, readable file."""
    if not isinstance(given, str | os.PathLike):
        return None
    try:
        # Non-blocking, so that a pipe or a device cannot hold us up.
        descriptor = os.open(given, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                return None
            digest = hashlib.sha256()
            while piece := file.read(_PIECE):
                digest.update(piece)
    except (OSError, ValueError):
        return None
    return "sha256:" + digest.hexdigest()


def parse_changed(
    inputs: Iterable[Input],
    parse: Callable[[Iterable[Input]], Iterator[Document | Failure]],
    previous: Previous,
    *,
    min_confidence: float,
    on_unchanged: Callable[[], None],
) -> Iterator[Document | Failure]:
    """Results of all inputs in their order; those of unchanged files come from `previous`.

    Args:
        parse: gives a result for each input it takes, lazily and in order.
        previous: an earlier output.
        min_confidence: records below it are left out of what comes from `previous` too.
        on_unchanged: called for each unchanged file before its document is given.
    """
    # What to give next: a document of before, or (None) the next one that is parsed.
    plan: deque[tuple[str, str] | None] = deque()

    def changed() -> Iterator[Input]:
        for given in inputs:
            id_ = id_of(given)
            if id_ is not None and id_ in previous:
                assert isinstance(given, str | os.PathLike)
                plan.append((id_, printable_path(given)))
            else:
                plan.append(None)
                yield given

    def unchanged() -> Iterator[Document]:
        while plan and plan[0] is not None:
            id_, path = plan[0]
            plan.popleft()
            on_unchanged()
            yield _moved(previous.get(id_), path, min_confidence)

    for result in parse(changed()):
        yield from unchanged()
        plan.popleft()
        yield result
    yield from unchanged()


def not_in_store(
    inputs: Iterable[Input], store: StoreWriter, on_unchanged: Callable[[], None]
) -> Iterator[Input]:
    """The inputs whose bytes a store does not have; of the others it learns the path."""
    known = store.known()
    for given in inputs:
        id_ = id_of(given)
        if id_ is None or id_ not in known:
            yield given
            continue
        assert isinstance(given, str | os.PathLike)
        path = printable_path(given)
        if path not in known[id_]:
            store.note_path(id_, path)
        on_unchanged()


def _moved(document: Document, path: str, min_confidence: float) -> Document:
    """A document as parsing the file at `path` would give it now."""
    records = [record for record in document.records if record.confidence >= min_confidence]
    source = document.source.model_copy(update={"path": path})
    return document.model_copy(update={"source": source, "records": records})
