"""Limits: how much time, memory and text one input may cost, all in one object.

The defaults are those of the project's promises about hostile files (`docs/security.md`). A
`Limits` is passed down the whole line; loaders, which take a source alone, ask `current()`.
"""

from __future__ import annotations

import dataclasses
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

_KB = 1024
_MB = 1024 * _KB
_GB = 1024 * _MB


@dataclass(frozen=True)
class Limits:
    """What one input may cost. Sizes are bytes, times seconds of wall clock.

    Attributes:
        file_bytes: size of an input.
        document_seconds: reading and analysing one document (isolated only).
        page_seconds: reading one page of a PDF (isolated only).
        ocr_seconds: what a document may take instead where pages are read by OCR (isolated only).
        reader_bytes: address space of a process that reads (isolated only).
        analyser_bytes: address space of a process that analyses (isolated only).
        stream_bytes: what a stream of a PDF may unpack to.
        member_bytes: what a member of a zip archive may unpack to.
        archive_bytes: what all members that are read may unpack to together.
        ratio: how many times its packed size a member or stream may unpack to ...
        ratio_free_bytes: ... once this much has come out.
        entries: members of a zip archive.
        nesting: depth of elements in a web page; what lies deeper is read as if side by side.
        letters: characters of text; what follows is left out, with a warning.
        renew_files: inputs after which a reading process is replaced by a fresh one.
        renew_bytes: resident memory after which a process is replaced.
    """

    file_bytes: int = 100 * _MB
    document_seconds: float = 120.0
    page_seconds: float = 20.0
    ocr_seconds: float = 600.0
    reader_bytes: int = 2 * _GB
    analyser_bytes: int = 3 * _GB
    stream_bytes: int = 75 * _MB
    member_bytes: int = 100 * _MB
    archive_bytes: int = 300 * _MB
    ratio: int = 200
    ratio_free_bytes: int = _MB
    entries: int = 5_000
    nesting: int = 5_000
    letters: int = 2_000_000
    renew_files: int = 200
    renew_bytes: int = _GB

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not isinstance(value, int | float) or isinstance(value, bool) or not value > 0:
                raise ValueError(f"{field.name} must be a number above 0, not {value!r}")

    @classmethod
    def from_settings(cls, settings: Mapping[str, str]) -> Limits:
        """Limits from names and values as a person types them: `20MB`, `2GB`, `90`.

        Raises:
            ValueError: no limit has this name, or the value is no size or number above 0.
        """
        known = {field.name: field.type for field in dataclasses.fields(cls)}
        values: dict[str, int | float] = {}
        for name, text in settings.items():
            if name not in known:
                raise ValueError(f"no limit is called {name!r}; choose among {', '.join(known)}")
            values[name] = _number(name, text, whole=known[name] == "int")
        return cls(**values)  # type: ignore[arg-type]  # names and types were checked above


_SIZE = re.compile(r"(\d{1,12}(?:\.\d{1,6})?)\s?([kmg]?)b?", re.IGNORECASE)
_UNITS = {"": 1, "k": _KB, "m": _MB, "g": _GB}


def _number(name: str, text: str, *, whole: bool) -> int | float:
    match = _SIZE.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"{name} must be a number or a size such as 20MB, not {text!r}")
    value = float(match[1]) * _UNITS[match[2].lower()]
    return int(value) if whole else value


@dataclass(frozen=True)
class Reading:
    """What a loader may ask about the reading it is part of.

    Attributes:
        limits: those in force.
        skip_pages: pages that brought an earlier attempt down; they are left out.
        tell: is called with the number of each page before it is read, and with 0 after the last.
        tell_ocr: is called before pages are read by OCR, which may take `ocr_seconds`.
    """

    limits: Limits = Limits()
    skip_pages: frozenset[int] = frozenset()
    tell: Callable[[int], None] = lambda page: None
    tell_ocr: Callable[[], None] = lambda: None


_READING: ContextVar[Reading] = ContextVar("reading", default=Reading())  # noqa: B039 - frozen


def current() -> Limits:
    """The limits in force where this is called; the defaults outside of any reading."""
    return _READING.get().limits


def reading() -> Reading:
    """The reading in force where this is called."""
    return _READING.get()


@contextmanager
def in_force(made: Reading) -> Iterator[None]:
    """Makes a reading's limits those that `current` gives."""
    token = _READING.set(made)
    try:
        yield
    finally:
        _READING.reset(token)


def usable_cores() -> int:
    """Processor cores that this process may use, at least 1."""
    try:
        return max(1, len(os.sched_getaffinity(0)))
    except AttributeError:  # no such call on this system
        return os.cpu_count() or 1
