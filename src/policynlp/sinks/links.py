"""Links from an output file to the documents that its rows came from."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote


def link_to(source: str, output: Path, page: int | None = None) -> str | None:
    """A link to a document, relative to the folder of the output, or None where there is no file.

    Args:
        source: path of the document as given when parsing.
        output: the file that will hold the link.
        page: page to open at, counted from 1; readers of PDF files understand it.
    """
    target = _target(source, output)
    return target if target is None or page is None else f"{target}#page={page}"


@lru_cache(maxsize=64)
def _target(source: str, output: Path) -> str | None:
    path = Path(source)
    if source == "-" or not path.is_file():
        return None
    try:
        relative = os.path.relpath(path.resolve(), output.resolve().parent)
        return quote(Path(relative).as_posix(), safe="/")
    except ValueError:  # another drive
        return path.resolve().as_uri()
