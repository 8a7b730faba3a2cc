"""Streams of a PDF that unpack to absurd sizes, found before a library unpacks them.

PDFium unpacks a stream as a whole, up to a gigabyte. Here the bytes that come out are counted and
thrown away; what the file declares about lengths and sizes is not believed.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from policynlp.errors import InputError
from policynlp.limits import current

_STREAM = re.compile(rb"stream\r?\n")
_DICTIONARY = 2_000  # bytes before a stream in which its filters are looked for
# A PDF name may be written with hexadecimal escapes (ISO 32000-1, 7.3.5).
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_FLATE = re.compile(rb"/(?:FlateDecode|Fl)\b")
_CHUNK = 256 * 1024
# Deflate makes at most 1,032 bytes of one: what is shorter than this cannot reach the limit.
_MOST = 1_032


def refuse_bombs(data: bytes) -> None:
    """Looks at every stream that could unpack to more than the limit.

    Raises:
        InputError: `limit_expansion`.
    """
    limits = current()
    end = 0
    for start, times in _streams(data):
        if end < start:
            found = data.find(b"endstream", start)
            end = found if found >= 0 else len(data)
        packed = end - start
        if packed * _MOST**times <= limits.stream_bytes:
            continue
        size = 0
        for piece in _unpack(memoryview(data)[start:], times):
            size += piece
            if size > limits.stream_bytes:
                raise InputError(
                    "limit_expansion",
                    f"a stream unpacks to more than {limits.stream_bytes // 2**20:,} MB; print"
                    " the document to a new PDF or raise stream_bytes",
                )


def _streams(data: bytes) -> Iterator[tuple[int, int]]:
    """Start of each packed stream, and how many times it is packed."""
    for match in _STREAM.finditer(data):
        at = match.start()
        if data[at - 3 : at] == b"end":
            continue
        before = data[max(0, at - _DICTIONARY) : at]
        opened = before.rfind(b" obj")
        before = before[max(opened, 0) :]
        if b"#" in before:
            before = _ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), before)
        times = len(_FLATE.findall(before))
        if times:
            yield match.end(), min(times, 8)


def _unpack(packed: memoryview, times: int) -> Iterator[int]:
    """Sizes of the pieces that come out at the end of the chain."""
    pieces: Iterator[bytes] = (bytes(packed[i : i + _CHUNK]) for i in range(0, len(packed), _CHUNK))
    for _ in range(times - 1):
        pieces = _inflate(pieces)
    yield from map(len, _inflate(pieces))


def _inflate(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What comes out, piece by piece; ends where the data do or are damaged."""
    unpacker = zlib.decompressobj()
    for piece in pieces:
        while piece and not unpacker.eof:
            try:
                made = unpacker.decompress(piece, _CHUNK)
            except zlib.error:
                return
            if made:
                yield made
            piece = unpacker.unconsumed_tail
        if unpacker.eof:
            return
