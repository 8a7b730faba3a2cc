"""From files to typed records, one or many; in this process, or with files kept out of it."""

from __future__ import annotations

import os
import sys
import threading
import weakref
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, get_args

from policynlp.artefacts import chosen_classifiers
from policynlp.blocks import LoadedDocument
from policynlp.errors import InputError, explain
from policynlp.limits import Limits, Reading, in_force
from policynlp.loaders import load
from policynlp.loaders.media_types import sniff
from policynlp.schema import Document, Failure, Preference
from policynlp.source import Source, checked_source, read_source
from policynlp.stopwatch import stage
from policynlp.workers.task import Input, Opened, Task, make_failure

if TYPE_CHECKING:
    from policynlp.workers.crew import Crew

__all__ = ["Input", "Pipeline"]


class Pipeline:
    """Parses documents; models are loaded once, for the languages met, and kept.

    Args:
        min_confidence: records below it are left out (0 keeps all that were found).
        limits: what one input may cost (see `Limits`).
        classifiers: a folder that `policynlp train` has written, to use instead of the shipped
            classifiers; by default the one that the environment variable POLICYNLP_CLASSIFIERS
            names, if it is set.
        explain: each record carries what spoke for and against it (`Record.evidence`).
        prefer: "precision" gives fewer records that are surer, "recall" also less sure ones (see
            docs/accuracy/confidence.md for the figures).

    Raises:
        ValueError: `min_confidence` is no probability, or `prefer` none of the three.
        ModelError: the folder holds no trained classifiers.

    Example:
        >>> from policynlp import Pipeline
        >>> document = Pipeline().parse(b"Mission to Mali, 3-7 March 2020")
        >>> document.language
        'en'
    """

    def __init__(
        self,
        *,
        min_confidence: float = 0.0,
        limits: Limits | None = None,
        classifiers: str | os.PathLike[str] | None = None,
        explain: bool = False,
        prefer: Preference = "balanced",
    ) -> None:
        if not 0 <= min_confidence <= 1:
            raise ValueError(f"min_confidence must lie between 0 and 1, not {min_confidence}")
        if prefer not in get_args(Preference):
            known = ", ".join(get_args(Preference))
            raise ValueError(f"prefer must be one of {known}, not {prefer!r}")
        self.min_confidence = min_confidence
        self.prefer: Preference = prefer
        self.explain = explain
        self.limits = limits or Limits()
        self.classifiers = chosen_classifiers(classifiers)
        self._crew: Crew | None = None
        self._lock = threading.Lock()

    def parse(self, source: Input, *, isolate: bool = False) -> Document:
        """One document, from a path, bytes or a `Source`.

        Args:
            source: what to parse.
            isolate: read and analyse in processes of their own, which are kept for the next call
                and end with this object (`close`) or the program. Without it the limits of time
                and memory do not hold, and a file that crashes a parser takes this process down.

        Raises:
            InputError: the input cannot be read; `code` and `message` say why.
            WorkerError: the processes cannot be started.
        """
        if isolate:
            return self._parse_isolated(source)
        with in_force(Reading(self.limits)):
            with stage("reading"):
                loaded = load(open_source(source))
            return self.analyse(loaded)

    def analyse(self, loaded: LoadedDocument) -> Document:
        """The contract's document for what a loader has read: every step after loading."""
        from policynlp.analysis import analyse

        return analyse(
            loaded,
            min_confidence=self.min_confidence,
            classifiers=self.classifiers,
            explain=self.explain,
            prefer=self.prefer,
        )

    def parse_safely(self, source: Input) -> Document | Failure:
        """A document, or the failure record that stands in for it; no input makes this raise."""
        opened: Source | None = None
        loaded: LoadedDocument | None = None
        try:
            with in_force(Reading(self.limits)):
                with stage("reading"):
                    opened = open_source(source)
                    loaded = load(opened)
                return self.analyse(loaded)
        except Exception as error:  # noqa: BLE001 - one bad file must cost that file only
            reason = explain(error, "load" if loaded is None else "analyse")
            known = None
            if opened is not None:
                known = Opened(
                    path=opened.path,
                    id=opened.id,
                    size_bytes=opened.size_bytes,
                    media_type=sniff(opened),
                )
            return make_failure(reason, Task(0, source).shown_path, known)

    def pipe(
        self, sources: Iterable[Input], *, workers: int = 1, isolate: bool = False
    ) -> Iterator[Document | Failure]:
        """Many inputs, lazily and in input order: a document or a failure record for each.

        Args:
            sources: paths, bytes or `Source`s.
            workers: inputs that are worked on at a time; several are always isolated.
            isolate: see `parse`; the processes end with the iteration.

        Raises:
            WorkerError: the processes cannot be started.
        """
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        if workers == 1 and not isolate:
            for source in sources:
                with stage("rest"):  # not the time of whoever asks for the next one
                    result = self.parse_safely(source)
                yield result
            return
        with self._new_crew(workers) as crew:
            yield from crew.run(sources)

    def close(self) -> None:
        """Ends the processes of `parse(isolate=True)`."""
        with self._lock:
            if self._crew is not None:
                self._crew.close()
                self._crew = None

    def _new_crew(self, workers: int) -> Crew:
        if sys.platform == "win32":
            raise NotImplementedError(
                "isolation needs a POSIX system (Linux, macOS, WSL); leave out isolate and workers"
            )
        from policynlp.workers.crew import Crew
        from policynlp.workers.settings import Settings

        folder = None if self.classifiers is None else str(self.classifiers)
        return Crew(
            Settings(self.limits, self.min_confidence, folder, self.explain, self.prefer), workers
        )

    def _parse_isolated(self, source: Input) -> Document:
        with self._lock:
            if self._crew is None or self._crew.owner != os.getpid():
                self._crew = self._new_crew(1)
                weakref.finalize(self, self._crew.close)
            (result,) = self._crew.run([source])
        if isinstance(result, Document):
            return result
        raise InputError(
            result.error.code,
            result.error.message,
            stage=result.error.stage,
            size_bytes=result.source.size_bytes,
        )


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
