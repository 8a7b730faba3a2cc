"""The view of how one file was read: its blocks as boxes on its pages, and in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from policynlp.report.page import data_block, frame
from policynlp.report.payload import block_kinds, countries_of, document_body, document_line, words
from policynlp.report.pictures import Picture
from policynlp.schema import Document

VIEW_SCRIPTS = ("dom", "state", "text", "outline", "view")


def write_view(document: Document, out: TextIO, *, pictures: Sequence[Picture] = ()) -> None:
    """Writes a page that shows what was made of a file.

    Args:
        document: what `policynlp.parse` gave for the file.
        out: takes the page, text in UTF-8.
        pictures: of the pages, as `draw_pages` gives them; without one a page is drawn empty.
    """
    head, tail = frame("view", VIEW_SCRIPTS)
    out.write(head)
    line = document_line(document, 0, None)
    out.write(data_block("doc-0", document_body(document)))
    for picture in pictures:
        if picture.jpeg is not None:
            out.write(data_block(f"picture-{picture.page}", picture.address))
    index = {
        "documents": [line],
        "countries": countries_of(line["countries"]),
        "languages": words(),
        "kinds": block_kinds(),
        "sizes": {picture.page: [picture.width, picture.height] for picture in pictures},
        "pictures": [picture.page for picture in pictures if picture.jpeg is not None],
    }
    out.write(data_block("index", index))
    out.write(tail)
