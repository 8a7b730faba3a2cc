"""Damaged files give a document or an input error, never another exception."""

from __future__ import annotations

import io
import random
import zipfile
from importlib import import_module
from pathlib import Path

import pytest

from policynlp.blocks import RawDocument, assemble
from policynlp.errors import InputError
from policynlp.loaders import load
from policynlp.source import Source

DATA = Path(__file__).resolve().parent.parent / "data"
SEEDS = (
    "text/label_lines.txt", "text/space_table.txt", "text/mojibake.txt", "markdown/structure.md",
    "html/furniture.html", "html/tables.html", "html/saved_by_word.html", "rtf/visit.rtf",
    "eml/attachment.eml", "docx/automatic_numbers.docx", "odt/visit.odt", "pptx/slides.pptx",
)  # fmt: skip
PARTS = {
    ".docx": ("word/document.xml", "word/numbering.xml", "word/styles.xml"),
    ".odt": ("content.xml", "styles.xml"),
    ".pptx": ("ppt/slides/slide1.xml", "ppt/presentation.xml"),
}
ROUNDS = 25


def mutate(data: bytes, chance: random.Random) -> bytes:
    """Some bytes changed, cut out, doubled or moved."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 12)):
        start = chance.randrange(len(changed))
        length = chance.choice((1, 1, 4, 40, 400))
        piece = changed[start : start + length]
        match chance.randrange(4):
            case 0:
                changed[start : start + length] = chance.randbytes(len(piece))
            case 1:
                del changed[start : start + length]
            case 2:
                changed[start:start] = piece
            case _:
                place = chance.randrange(len(changed))
                changed[place:place] = piece
        if not changed:
            return b"x"
    return bytes(changed)


def mutate_part(data: bytes, suffix: str, chance: random.Random) -> bytes:
    """An archive with one of its XML parts damaged inside, so that the XML reader is reached."""
    out = io.BytesIO()
    target = chance.choice(PARTS[suffix])
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as made:
        for name in source.namelist():
            part = source.read(name)
            if name == target:
                text = part.decode("utf-8", "replace")
                for _ in range(chance.randint(1, 6)):
                    # Values and names change, the XML stays mostly well-formed.
                    quoted = text.split('"')
                    spot = chance.randrange(1, len(quoted), 2)
                    values = ("", "-1", "99999999999", "x", "0", quoted[spot][::-1])
                    quoted[spot] = chance.choice(values)
                    text = '"'.join(quoted)
                part = text.encode()
            made.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize("name", SEEDS)
def test_damaged_file_gives_a_document_or_an_input_error(name: str) -> None:
    path = DATA / name
    data = path.read_bytes()
    for number in range(ROUNDS):
        chance = random.Random(f"{name}-{number}")
        odd = path.suffix in PARTS and number % 2
        damaged = mutate_part(data, path.suffix, chance) if odd else mutate(data, chance)
        source = Source(path.name, damaged)
        try:
            load(source)
        except InputError as error:
            assert error.message and "\n" not in error.message
        module = import_module(f"policynlp.loaders.{FORMATS[path.suffix]}")
        try:
            raw: RawDocument = module.load(source)
            assemble(source, "x/y", raw)
        except InputError as error:
            assert error.message and "\n" not in error.message


FORMATS = {
    ".txt": "text", ".md": "markdown", ".html": "html", ".rtf": "rtf", ".eml": "eml",
    ".docx": "docx", ".odt": "odt", ".pptx": "pptx",
}  # fmt: skip
