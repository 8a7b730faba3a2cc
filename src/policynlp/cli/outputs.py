"""Outputs of ours among the files of a folder: they are no inputs."""

from __future__ import annotations

import os
from collections.abc import Callable

# How our outputs begin: JSON Lines, JSON of one and of several results, CSV tables.
_BEGINNINGS = (
    b'{"schema_version":"',
    b'{\n  "schema_version": "',
    b'[\n  {\n    "schema_version": "',
    b"\xef\xbb\xbfpath,",
)
_ENDINGS = (".json", ".jsonl", ".ndjson", ".csv", ".part", ".db", ".sqlite", ".sqlite3")
_SQLITE = b"SQLite format 3\0"
# Where an SQLite file says which application it belongs to, and what ours is.
_MARK_AT, _MARK = 68, b"PNLP"


def is_output_of(output: str | None) -> Callable[[str], bool]:
    """Whether a file is the output of this run, or looks like one of ours, and hence no input."""
    if output is None:
        return looks_like_output
    whole = os.path.abspath(output)  # noqa: PTH100 - must keep undecodable names
    beside = {whole + end for end in ("", ".part", "-wal", "-shm", "-journal")}

    def check(path: str) -> bool:
        absolute = os.path.abspath(path)  # noqa: PTH100
        inside = absolute.startswith(whole + os.sep)
        return absolute in beside or inside or looks_like_output(path)

    return check


def looks_like_output(path: str) -> bool:
    """Whether a regular file has the name and the beginning of an output of ours."""
    if not path.lower().endswith(_ENDINGS) or not os.path.isfile(path):  # noqa: PTH113
        return False
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - must keep undecodable names
            head = file.read(_MARK_AT + len(_MARK))
    except OSError:
        return False
    if head.startswith(_SQLITE):
        return head[_MARK_AT:] == _MARK
    return head.startswith(_BEGINNINGS)
