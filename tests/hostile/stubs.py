"""Loaders and analyses that misbehave in the ways parsers do, by what the input says."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from policynlp.blocks import LoadedDocument, RawBlock, RawDocument, assemble
from policynlp.errors import InputError
from policynlp.limits import reading
from policynlp.schema import Document, DocumentType
from policynlp.schema import Source as SourceInfo
from policynlp.source import Source


def load(source: Source) -> LoadedDocument:
    """Does what the first line of the input says; the text is the input's."""
    text = source.data.decode("utf-8", "replace")
    name, _, argument = text.partition("\n")[0].partition(" ")
    misbehave(name, argument)
    if name == "refuse":
        raise InputError("corrupt", "refused")
    if name == "quote":
        raise ValueError(text)
    if name == "pages":
        text = read_pages(argument)
    raw = RawDocument((RawBlock("paragraph", text),))
    return assemble(source, "text/plain", raw)


def analyse(loaded: LoadedDocument, *, min_confidence: float) -> Document:
    """The smallest document; does what the second line of the text says."""
    del min_confidence
    words = loaded.text.split()
    if "analysis" in words:
        at = words.index("analysis")
        misbehave(words[at + 1], " ".join(words[at + 2 : at + 3]))
    return Document(
        id=loaded.source.id,
        source=SourceInfo(
            path=loaded.source.path,
            media_type=loaded.media_type,
            size_bytes=loaded.source.size_bytes,
            page_count=loaded.page_count,
        ),
        title=None,
        document_type=DocumentType(label="other", confidence=0.0),
        published=None,
        language=None,
        languages={},
        text=loaded.text,
        blocks=list(loaded.blocks),
        entities=[],
        records=[],
        warnings=[],
    )


def misbehave(name: str, argument: str) -> None:
    """One way to misbehave."""
    match name:
        case "segfault":
            ctypes.string_at(0)
        case "abort":
            os.abort()
        case "exit":
            os._exit(3)
        case "sysexit":
            sys.exit(7)
        case "hang":
            while True:
                time.sleep(60)
        case "spin":
            while True:
                pass
        case "deaf":
            for signal_ in (signal.SIGTERM, signal.SIGINT, signal.SIGIO, signal.SIGHUP):
                signal.signal(signal_, signal.SIG_IGN)
            while True:
                time.sleep(60)
        case "locked":  # a C function that hangs and holds the lock of the interpreter
            ctypes.PyDLL(None).sleep(1000)
        case "allocate":
            hoard = []
            while True:
                hoard.append(bytearray(16_000_000))
        case "hoard_and_abort":  # as libraries in C do where they get no more memory
            hoard = [bytearray(b"x" * 16_000_000) for _ in range(30)]
            time.sleep(1.2)
            os.abort()
        case "fork":
            if os.fork() == 0:
                time.sleep(600)
                os._exit(0)
        case "fork_and_hang":
            for _ in range(3):
                if os.fork() == 0:
                    break
            time.sleep(600)
        case "once":  # dies the first time, by a mark in the file system
            mark = Path(argument)
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), signal.SIGKILL)
        case "recurse":
            misbehave(name, argument)
        case "garbage":
            for descriptor in range(3, 200):
                try:
                    os.write(descriptor, b"\xff" * 64)
                except OSError:
                    continue
        case "litter":
            Path(os.environ["TMPDIR"], "litter").write_text("x")
            os.abort()
        case "shout":
            print("a secret of the document", flush=True)  # noqa: T201
            print("a secret of the document", file=sys.stderr, flush=True)  # noqa: T201
        case "ocr":
            reading().tell_ocr()
            time.sleep(float(argument))
        case "connect":
            import socket

            with socket.socket() as made:
                made.connect(("127.0.0.1", int(argument)))
        case "slow":
            time.sleep(float(argument))
        case _:
            pass


def read_pages(plan: str) -> str:
    """Pages as a plan says: `g` good, `h` hangs, `c` crashes; those to be skipped are skipped."""
    done = []
    for number, kind in enumerate(plan, start=1):
        if number in reading().skip_pages:
            done.append(f"skipped {number}")
            continue
        reading().tell(number)
        if kind == "h":
            misbehave("hang", "")
        if kind == "c":
            misbehave("segfault", "")
        done.append(f"page {number}")
    reading().tell(0)
    return "\n".join(done)


def run_command(arguments: list[str]) -> None:
    """`policynlp parse` with these parsers in its workers."""
    from policynlp.workers import settings

    original = settings.Settings.__init__

    def init(self: settings.Settings, *given: object, **named: object) -> None:
        named = {"load": "stubs:load", "analyse": "stubs:analyse", **named}
        original(self, *given, **named)  # type: ignore[arg-type]

    settings.Settings.__init__ = init  # type: ignore[method-assign]
    sys.argv = ["policynlp", "parse", *arguments]
    from policynlp.cli import main

    main()
