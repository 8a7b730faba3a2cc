"""Links from an output file to the documents that its rows came from."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import quote


def link_to(source: str, output: Path, page: int | None = None) -> str | None:
    """A link to a document, relative to the folder of the output, or None where there is no file.

    Args:
        source: path of the document as given when parsing.
        output: the file that will hold the link.
        page: page to open at, counted from 1; readers of PDF files understand it.
    """
    path = Path(source)
    if source == "-" or not path.is_file():
        return None
    try:
        relative = os.path.relpath(path.resolve(), output.resolve().parent)
        target = quote(Path(relative).as_posix(), safe="/")
    except ValueError:  # another drive
        target = path.resolve().as_uri()
    return target if page is None else f"{target}#page={page}"
