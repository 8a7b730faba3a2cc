"""The same outline in the many layouts in which offices send and programs leave documents.

Each maker takes an outline (`corpus/rendering/outline.py`) and a file to write; `MAKERS` names
them, with the suffix of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rendering.outline import Outline

from layout_makers import (
    exchanged,
    prints,
    saved_pages,
    sites,
    structures,
    text,
    text_dumps,
    text_taken,
    web,
    word,
)

Maker = Callable[[Outline, Path], None]

MAKERS: dict[str, tuple[str, Maker]] = {
    maker.__name__: (suffix, maker)
    for suffix, makers in {
        ".txt": (
            *text.MAKERS,
            *text_taken.MAKERS,
            *text_dumps.MAKERS,
            *structures.TEXT_MAKERS,
            *exchanged.TEXT_MAKERS,
        ),
        ".html": (
            *web.MAKERS,
            *sites.MAKERS,
            *saved_pages.MAKERS,
            *structures.WEB_MAKERS,
            *exchanged.WEB_MAKERS,
        ),
        ".docx": (*word.MAKERS, *structures.WORD_MAKERS, *exchanged.WORD_MAKERS),
        ".pdf": prints.MAKERS,
        **exchanged.OTHER_MAKERS,
    }.items()
    for maker in makers
}
