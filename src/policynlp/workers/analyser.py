"""The process that holds the models: turns loaded text into a document; never sees bytes."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

from pydantic import TypeAdapter

from policynlp.blocks import LoadedDocument
from policynlp.limits import Reading, in_force
from policynlp.records import EXTRACTORS
from policynlp.schema import Document
from policynlp.workers.serving import Reply, find_function, serve
from policynlp.workers.settings import Settings

LOADED = TypeAdapter(LoadedDocument)
# What an analysis imports when it needs it; here it is imported while the reader reads.
_LATER = (
    "py3langid.langid",
    "policynlp.entities.finding",
    "policynlp.entities.finder.finder",
    "policynlp.entities.resolving",
    *(f"policynlp.records.{name}" for name in EXTRACTORS),
)


def main(requests: int, replies: int, lifeline: int) -> None:
    """Analyses documents until there are no more."""
    serve(requests, replies, lifeline, prepare, stage="analyse", memory="analyser_bytes")


def prepare(settings: Settings) -> Callable[[bytes, Reply], bytes]:
    """What analyses one loaded document."""
    analyse = find_function(settings.analyse)
    if settings.classifiers is not None:
        analyse = partial(analyse, classifiers=Path(settings.classifiers))
    if settings.explain:
        analyse = partial(analyse, explain=True)
    if settings.prefer != "balanced":
        analyse = partial(analyse, prefer=settings.prefer)
    for name in _LATER:
        import_module(name)

    def work(content: bytes, reply: Reply) -> bytes:
        del reply
        loaded = LOADED.validate_json(content)
        with in_force(Reading(settings.limits)):
            document: Document = analyse(loaded, min_confidence=settings.min_confidence)
        return document.model_dump_json().encode()

    return work
