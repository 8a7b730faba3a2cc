"""From a file to typed records: the whole line, step by step."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from policynlp.blocks import LoadedDocument
from policynlp.errors import InputError
from policynlp.loaders import load
from policynlp.schema import Document, Failure, FailureError
from policynlp.schema import Source as SourceInfo
from policynlp.source import Source, checked_source, printable_path, read_source

Input = str | os.PathLike[str] | bytes | Source


class Pipeline:
    """Parses documents; models are loaded once, for the languages met, and kept.

    Args:
        min_confidence: records below it are left out (0 keeps all that were found).

    Example:
        >>> from policynlp import Pipeline
        >>> document = Pipeline().parse(b"Mission to Mali, 3-7 March 2020")
        >>> document.language
        'en'
    """

    def __init__(self, *, min_confidence: float = 0.0) -> None:
        if not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence must lie between 0 and 1, not {min_confidence}")
        self.min_confidence = min_confidence

    def parse(self, source: Input) -> Document:
        """One document, from a path, bytes or a `Source`.

        Bytes are read in this process: for files from strangers use `pipe` with `isolate=True`.

        Raises:
            InputError: the input cannot be read; `code` and `message` say why.
        """
        return self.analyse(load(open_source(source)))

    def analyse(self, loaded: LoadedDocument) -> Document:
        """The contract's document for what a loader has read: every step after loading."""
        from policynlp.analysis import analyse

        return analyse(loaded, min_confidence=self.min_confidence)

    def parse_safely(self, source: Input) -> Document | Failure:
        """A document, or the failure record that stands in for it; no input makes this raise."""
        opened: Source | None = None
        try:
            opened = open_source(source)
            return self.parse(opened)
        except InputError as error:
            return failure_of(source, opened, error)
        except Exception as error:  # noqa: BLE001 - one bad file must cost that file only
            reason = InputError(
                "internal",
                f"unexpected {type(error).__name__} while parsing; please report the file",
                stage="analyse",
            )
            return failure_of(source, opened, reason)

    def pipe(self, sources: Iterable[Input], *, workers: int = 1) -> Iterator[Document | Failure]:
        """Many inputs, lazily and in input order: a document or a failure record for each.

        Args:
            sources: paths, bytes or `Source`s.
            workers: processes that parse; 1 parses in this process.
        """
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        if workers == 1:
            for source in sources:
                yield self.parse_safely(source)
            return
        from policynlp.workers import parse_in_processes

        yield from parse_in_processes(self, sources, workers)


def open_source(source: Input) -> Source:
    """A `Source` from whatever the caller has.

    Raises:
        InputError: the file is missing, not regular, too large or empty.
    """
    if isinstance(source, Source):
        return source
    if isinstance(source, bytes):
        return checked_source("-", source)
    return read_source(source)


def failure_of(given: Input, opened: Source | None, error: InputError) -> Failure:
    """The failure record for an input, with what is known of it."""
    path = opened.path if opened else "-"
    if opened is None and not isinstance(given, bytes | Source):
        path = printable_path(given)
    return Failure(
        id=opened.id if opened else None,
        source=SourceInfo(
            path=path,
            media_type=None,
            size_bytes=opened.size_bytes if opened else None,
        ),
        error=FailureError(code=error.code, message=error.message, stage=error.stage),
    )
