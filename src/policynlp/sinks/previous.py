"""What an earlier output holds, so that unchanged files need not be parsed again."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from policynlp.errors import OutputError
from policynlp.schema import Document
from policynlp.sinks.results import result_from

# How each line of ours begins.
_START = re.compile(rb'\{"schema_version":"[0-9.]{1,9}","id":"(sha256:[0-9a-f]{64})","source":')
# A failure record is short; a longer line is a document without looking.
_LONGEST_FAILURE = 100_000


class Previous(Protocol):
    """Documents of an earlier output, by the id that the bytes of their files give."""

    def __contains__(self, id_: object, /) -> bool: ...

    def get(self, id_: str, /) -> Document:
        """The document with an id that is contained."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def open_previous(path: Path, format_: str) -> Previous | None:
    """The documents of an earlier output, or None.

    None where there is no such file, where its format holds less than a whole document, or where
    it is no output of ours. The file must stay as it is until `close`.
    """
    openers: dict[str, Callable[[Path], Previous]] = {
        "jsonl": LinesBefore,
        "json": ArrayBefore,
        "parquet": RowsBefore,
    }
    if format_ not in openers or not path.is_file():
        return None
    try:
        return openers[format_](path)
    except (OSError, ValueError, OutputError):
        return None


class LinesBefore:
    """JSON Lines: ids and where their lines begin stay in memory, documents do not."""

    def __init__(self, path: Path) -> None:
        self._starts: dict[str, int] = {}
        self._file: BinaryIO = path.open("rb")
        position = 0
        for line in self._file:
            match = _START.match(line)
            if match is not None and line.endswith(b"}\n") and not _is_failure(line):
                self._starts[match[1].decode()] = position
            position += len(line)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._starts

    def get(self, id_: str) -> Document:
        """The document of a line."""
        self._file.seek(self._starts[id_])
        return Document.model_validate_json(self._file.readline())

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


class ArrayBefore:
    """JSON: the whole file is in memory, as it was when it was written."""

    def __init__(self, path: Path) -> None:
        content = json.loads(path.read_text("utf-8"))
        listed = content if isinstance(content, list) else [content]
        results = [result_from(values) for values in listed]
        self._documents = {r.id: r for r in results if isinstance(r, Document)}

    def __contains__(self, id_: object) -> bool:
        return id_ in self._documents

    def get(self, id_: str) -> Document:
        """The document with an id."""
        return self._documents[id_]

    def close(self) -> None:
        """Nothing is open."""


class RowsBefore:
    """Nested Parquet: the row group of the last document asked for is in memory."""

    def __init__(self, path: Path) -> None:
        from policynlp.sinks.extras import need

        self._file: Any = need("pyarrow.parquet", "parquet").ParquetFile(path)  # Any: no types
        self._places: dict[str, tuple[int, int]] = {}
        self._group, self._rows = -1, []  # type: tuple[int, list[dict[str, Any]]]
        for group in range(self._file.num_row_groups):
            # Of a failure record `error` is set, and with it its code.
            listed = self._file.read_row_group(group, columns=["id", "error.code"]).to_pylist()
            for row, values in enumerate(listed):
                if values["id"] is not None and values["error"] is None:
                    self._places[values["id"]] = (group, row)

    def __contains__(self, id_: object) -> bool:
        return id_ in self._places

    def get(self, id_: str) -> Document:
        """The document of a row."""
        from policynlp.sinks.parquet import result_from_row

        group, row = self._places[id_]
        if group != self._group:
            self._group, self._rows = group, self._file.read_row_group(group).to_pylist()
        found = result_from_row(self._rows[row])
        assert isinstance(found, Document)
        return found

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def _is_failure(line: bytes) -> bool:
    return len(line) < _LONGEST_FAILURE and "error" in json.loads(line)
