"""Messages between processes: one letter for the kind, eight bytes of length, then the content.

Content is JSON or text. Nothing is ever unpickled, so that a process taken over by a hostile file
can send wrong data but no code.
"""

from __future__ import annotations

import os
import struct

# To a process: its settings (once), a job.
SETTINGS, JOB = b"s", b"j"
# From a process: it is ready, it begins a job, what it knows of the input, the page it reads,
# that OCR begins, the result, a failure.
READY, STARTED, OPENED, PAGE, OCR, RESULT, FAILURE = (
    b"R", b"S", b"O", b"P", b"C", b"D", b"F",
)  # fmt: skip

Frame = tuple[bytes, bytes]

_HEAD = struct.Struct(">cQ")
_CHUNK = 1024 * 1024
# No honest message comes near: two million letters make some ten megabytes.
MAX_FRAME = 512 * 1024 * 1024


def head(kind: bytes, length: int) -> bytes:
    """What stands before a content of this length."""
    return _HEAD.pack(kind, length)


def send(descriptor: int, kind: bytes, content: bytes = b"") -> None:
    """Writes one message, however long that takes.

    Raises:
        OSError: nobody reads any more.
    """
    for part in (head(kind, len(content)), content):
        view = memoryview(part)
        while view:
            view = view[os.write(descriptor, view) :]


def receive(descriptor: int) -> Frame | None:
    """The next message, waited for; None at the end of the pipe."""
    head = _read(descriptor, _HEAD.size)
    if head is None:
        return None
    kind, length = _HEAD.unpack(head)
    content = _read(descriptor, length)
    return None if content is None else (kind, content)


def _read(descriptor: int, length: int) -> bytes | None:
    parts: list[bytes] = []
    while length:
        part = os.read(descriptor, min(length, _CHUNK))
        if not part:
            return None
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


class Inbox:
    """Puts messages together from pieces as they come.

    Attributes:
        broken: what came behind the messages given so far is longer than any of ours.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self.broken = False

    def add(self, piece: bytes) -> list[Frame]:
        """The messages that this piece completes; those before one that is broken, too."""
        self._buffer += piece
        found: list[Frame] = []
        start = 0
        while len(self._buffer) - start >= _HEAD.size:
            kind, length = _HEAD.unpack_from(self._buffer, start)
            if length > MAX_FRAME:
                self.broken = True
                break
            end = start + _HEAD.size + length
            if len(self._buffer) < end:
                break
            found.append((kind, bytes(memoryview(self._buffer)[start + _HEAD.size : end])))
            start = end
        if start:
            del self._buffer[:start]
        return found
