"""Reading any output back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import cast

from policynlp.errors import OutputError
from policynlp.schema import Document, Failure
from policynlp.sinks import SINKS, chosen_format, module_of


def read(path: str | os.PathLike[str], format_: str | None = None) -> Iterator[Document]:
    """The documents of an output file, one by one.

    Examples:
        >>> import policynlp
        >>> for document in policynlp.read("records.sqlite"):  # doctest: +SKIP
        ...     print(document.title, len(document.records))

    From json, jsonl, parquet and sqlite they are as they were written. From csv, xlsx,
    parquet-flat and md they come without `text` and `blocks` (an empty text, an empty list), all
    else as it was written. Failure records are passed over; `read_results` gives them too.

    Args:
        path: what `policynlp parse -o` or `policynlp.write` was given.
        format_: its format where neither the name nor the content tells.

    Raises:
        OutputError: there is no such file, or it is no output of policynlp.
    """
    for result in read_results(path, format_):
        if isinstance(result, Document):
            yield result


def read_results(
    path: str | os.PathLike[str], format_: str | None = None
) -> Iterator[Document | Failure]:
    """The documents and failure records of an output file; see `read`."""
    path = Path(path)
    chosen = format_
    try:
        chosen = format_ or _format_found(path)
        if chosen not in SINKS:
            raise OutputError(f"no format {chosen!r}; there are {', '.join(SINKS)}")
        yield from cast(Iterator[Document | Failure], import_module(module_of(chosen)).read(path))
    except OSError as error:
        raise OutputError(f"cannot read {path}: {error.strerror or error}") from error
    except ValueError as error:
        raise OutputError(
            f"{path} is no {chosen or 'parquet'} output of policynlp: {_first_line(error)}"
        ) from error


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _format_found(path: Path) -> str:
    """The format of a file or folder that is there."""
    if path.is_dir():
        for format_, name in (("csv", "documents.csv"), ("parquet-flat", "documents.parquet")):
            if (path / name).is_file():
                return format_
        raise OutputError(f"no documents.csv or documents.parquet in the folder {path}")
    chosen = chosen_format(path, None)
    if chosen == "parquet" and _is_flat(path):
        return "parquet-flat"
    return chosen


def _is_flat(path: Path) -> bool:
    from policynlp.sinks.extras import need

    parquet = need("pyarrow.parquet", "parquet")
    return not path.is_file() or "source" not in parquet.read_schema(path).names
