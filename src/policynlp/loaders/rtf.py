"""RTF, through striprtf: its text is then read like any typed text."""

from __future__ import annotations

import re
from collections.abc import Callable

from policynlp.blocks import RawDocument
from policynlp.errors import InputError
from policynlp.loaders.text import read_text
from policynlp.source import Source

_TITLE = re.compile(r"\{\\title ([^{}\\]{1,300})\}")
_CODE_PAGE = re.compile(r"\\ansicpg(\d{3,5})")


def load(source: Source) -> RawDocument:
    """The blocks of an RTF file.

    Raises:
        InputError: `corrupt`, or `unsupported` where striprtf is not installed.
    """
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError as error:
        raise InputError(
            "unsupported", "RTF needs the package striprtf; install it or save as DOCX"
        ) from error
    code = source.data.decode("latin-1")
    page = _CODE_PAGE.search(code[:2000])
    try:
        convert: Callable[..., str] = rtf_to_text
        text = convert(code, encoding=f"cp{page[1]}" if page else "cp1252", errors="replace")
    except (ValueError, LookupError, IndexError, TypeError) as error:
        raise InputError(
            "corrupt", "the RTF cannot be read; open it in its program and save it anew"
        ) from error
    title = _TITLE.search(code[:20_000])
    # Paragraphs end at line ends: a blank line between them tells the reader so.
    text = "\n".join(_part_paragraphs(text))
    return RawDocument(tuple(read_text(text)), title=title[1] if title else None)


def _part_paragraphs(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").split("\n")
    parted: list[str] = []
    for line in lines:
        inner = line.strip()
        row = inner.endswith("|") and "|" in inner[:-1]
        if parted and not (row and parted[-1].strip().endswith("|")):
            parted.append("")
        parted.append(line)
    return parted
