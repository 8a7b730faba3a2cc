"""Offsets as browsers count them: in UTF-16 units, where the contract counts code points."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable


def to_utf16(text: str) -> Callable[[int], int]:
    """What turns an offset in code points into one in UTF-16 units, for one text."""
    wide = [at for at, letter in enumerate(text) if letter > "\uffff"] if not _plain(text) else []
    if not wide:
        return lambda offset: offset
    return lambda offset: offset + bisect_left(wide, offset)


def from_utf16(text: str) -> Callable[[int], int]:
    """What turns an offset in UTF-16 units into one in code points, for one text.

    An offset in the middle of a character gives the character's start.
    """
    wide = [at for at, letter in enumerate(text) if letter > "\uffff"] if not _plain(text) else []
    # Where each wide character starts, in UTF-16 units.
    starts = [at + number for number, at in enumerate(wide)]
    return lambda offset: offset - bisect_left(starts, offset)


def _plain(text: str) -> bool:
    return not text or max(text) <= "\uffff"
