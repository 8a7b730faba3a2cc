"""Output formats: one module a format, and the table of all of them.

A sink writes documents and failure records, in order, to a text stream:
`write(results: Iterable[Document | Failure], out: TextIO) -> None`.
"""

from __future__ import annotations

SINKS: dict[str, str] = {"json": "json", "jsonl": "jsonl"}
