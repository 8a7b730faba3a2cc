"""Source: the bytes of one input, where they came from and what format they are in."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from policynlp.errors import InputError
from policynlp.limits import current


@dataclass(frozen=True)
class Origin:
    """Where a document came from, without its bytes.

    Attributes:
        path: as given by the user (bytes given directly: "-"); undecodable names in escapes.
        id: `sha256:` and the hex digest of the bytes.
        size_bytes: how many bytes there were.
    """

    path: str
    id: str
    size_bytes: int


@dataclass(frozen=True)
class Source:
    """One input in memory.

    Attributes:
        path: as given by the user (bytes given directly: "-"); undecodable names in escapes.
        data: the bytes.
    """

    path: str
    data: bytes

    @cached_property
    def id(self) -> str:
        """`sha256:` and the hex digest of the bytes."""
        return "sha256:" + hashlib.sha256(self.data).hexdigest()

    @property
    def size_bytes(self) -> int:
        """How many bytes there are."""
        return len(self.data)

    @property
    def origin(self) -> Origin:
        """All that is known of the input without its bytes."""
        return Origin(self.path, self.id, self.size_bytes)

    @property
    def suffix(self) -> str:
        """Lower-case file name extension with its dot, or an empty string."""
        return Path(self.path).suffix.lower()


def printable_path(path: str | bytes | os.PathLike[str]) -> str:
    """A path as text that is valid Unicode: undecodable bytes become backslash escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def read_source(path: str | bytes | os.PathLike[str], *, max_bytes: int | None = None) -> Source:
    """The bytes of a regular file; `max_bytes` is the limit in force where it is not given.

    Raises:
        InputError: `not_a_file`, `unreadable`, `too_large` or `empty`, at stage `open`.
    """
    max_bytes = max_bytes or current().file_bytes
    try:
        # Non-blocking, so that a FIFO or a device cannot hold us up before it is recognised.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        raise InputError("unreadable", "no such file; check the path", stage="open") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError("unreadable", f"cannot be opened: {reason}", stage="open") from None
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise InputError(
                "not_a_file", "not a regular file; give files or folders", stage="open"
            )
        if status.st_size > max_bytes:
            raise too_large(status.st_size, max_bytes)
        try:
            data = file.read(max_bytes + 1)
        except OSError as error:
            raise InputError(
                "unreadable", f"cannot be read: {error.strerror}", stage="open"
            ) from None
    return checked_source(printable_path(path), data, max_bytes=max_bytes)


def checked_source(path: str, data: bytes, *, max_bytes: int | None = None) -> Source:
    """A source of bytes in memory; `max_bytes` is the limit in force where it is not given.

    Raises:
        InputError: `empty` or `too_large`, at stage `open`.
    """
    max_bytes = max_bytes or current().file_bytes
    if not data:
        raise InputError("empty", "the file is empty (0 bytes)", stage="open", size_bytes=0)
    if len(data) > max_bytes:
        raise too_large(len(data), max_bytes)
    return Source(path, data)


def too_large(size: int, limit: int) -> InputError:
    """The error for an input of `size` bytes where at most `limit` are read."""
    return InputError(
        "too_large",
        f"{size:,} bytes, over the limit of {limit:,}; split the file or raise the limit",
        stage="open",
        size_bytes=size,
    )
