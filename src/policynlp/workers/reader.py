"""The process that sees the bytes: opens one input at a time and sends back its text and blocks.

It holds no model, so that it starts in a fifth of a second and can be thrown away at any time.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

from pydantic import TypeAdapter

from policynlp.blocks import LoadedDocument
from policynlp.limits import Reading, in_force
from policynlp.loaders.media_types import sniff
from policynlp.source import Source, checked_source, read_source
from policynlp.workers import frames
from policynlp.workers.network import leave_network
from policynlp.workers.serving import Reply, find_function, serve
from policynlp.workers.settings import Settings

LOADED = TypeAdapter(LoadedDocument)
# Imported before the first job comes, while the models of the analyser load.
_COMMON = ("pdf", "docx", "html", "text")


def main(requests: int, replies: int, lifeline: int) -> None:
    """Reads inputs until there are no more."""
    serve(requests, replies, lifeline, prepare, stage="load", memory="reader_bytes")


def prepare(settings: Settings) -> Callable[[bytes, Reply], bytes]:
    """What reads one input."""
    leave_network()
    load = find_function(settings.load)
    for name in _COMMON:
        import_module(f"policynlp.loaders.{name}")

    def read(content: bytes, reply: Reply) -> bytes:
        head, _, data = content.partition(b"\n")
        job = json.loads(head)
        reading = Reading(
            settings.limits,
            frozenset(job["skip_pages"]),
            lambda page: reply(frames.PAGE, str(page).encode()),
            lambda: reply(frames.OCR, b""),
        )
        with in_force(reading):
            source = _open(job, data)
            reply(frames.OPENED, _describe(source))
            loaded: LoadedDocument = load(source)
        return LOADED.dump_json(loaded)

    return read


def _open(job: dict[str, Any], data: bytes) -> Source:
    shown = str(job["shown"])
    if job["inline"]:
        return checked_source(shown, data)
    # As it was in the parent's command line: names need not be valid in any encoding.
    path = str(job["path"]).encode("latin-1")
    if job["place"] is not None:
        from policynlp.loaders.attachments import Attachment

        return checked_source(shown, Attachment(path, shown, tuple(job["place"])).data)
    return replace(read_source(path), path=shown)


def _describe(source: Source) -> bytes:
    origin = source.origin
    return json.dumps(
        {
            "path": origin.path,
            "id": origin.id,
            "size_bytes": origin.size_bytes,
            "media_type": sniff(source),
        }
    ).encode()
