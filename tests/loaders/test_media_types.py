"""The format is known by the bytes, whatever the name says."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from policynlp.loaders import media_types as types
from policynlp.loaders.media_types import sniff
from policynlp.source import Source

DATA = Path(__file__).resolve().parent.parent / "data"
BY_FOLDER = {
    "text": types.TEXT, "markdown": types.MARKDOWN, "html": types.HTML, "docx": types.DOCX,
    "odt": types.ODT, "rtf": types.RTF, "pptx": types.PPTX, "eml": types.EML, "doc": types.DOC,
    "pdf": types.PDF,
}  # fmt: skip
FILES = [
    path
    for folder in BY_FOLDER
    for path in sorted((DATA / folder).iterdir())
    if path.suffix not in (".py", "") and not (folder == "pdf" and path.suffix != ".pdf")
]


@pytest.mark.parametrize("name", ["report.pdf", "report.docx", "report", "report.exe"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_bytes_decide_and_not_the_name(path: Path, name: str) -> None:
    if path.parent.name in ("markdown", "eml"):
        name = path.name  # these two may need their name: typed text looks alike
    assert sniff(Source(name, path.read_bytes())) == BY_FOLDER[path.parent.name]


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/"), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        ("a", b"junk\n" * 100 + b"%PDF-1.4", types.PDF),
        ("a.pdf", b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        ("a.docx", b"MZ\x90\x00\x03\x00\x00\x00", "application/vnd.microsoft.portable-executable"),
        ("a.txt", b"\x00\x01\x02", "application/octet-stream"),
        ("a.txt", b"BMI of children in Laos", types.TEXT),
        ("a.txt", b"MZUNGU CLINIC\n\nBeds: 4", types.TEXT),
        ("a.docx", b"PK\x03\x04 broken", types.DOCX),
        ("a.zip", zipped(readme="x"), "application/zip"),
        ("a.zip", zipped(mimetype=types.ODT), types.ODT),
        ("a", zipped(word__document="x", **{"word__document.xml": "<a/>"}), types.DOCX),
        ("a.txt", b"<?xml version='1.0'?><note/>", "application/xml"),
        ("a.txt", b"<?xml version='1.0'?>\n<!DOCTYPE html><html/>", types.HTML),
        ("a.txt", b"<!-- saved -->\n<HTML><BODY>x", types.HTML),
        ("a.txt", b"a < b and c > d", types.TEXT),
        ("a.txt", b"# Title\n\n## Part\n\nText\n\n## Part\n", types.MARKDOWN),
        ("a.txt", b"# comment\nvalue\n", types.TEXT),
        ("a.md", b"plain", types.MARKDOWN),
        ("a.txt", b"To: A\nFrom: B\nSubject: C\nDate: D\n\nText", types.TEXT),
        ("a.txt", b"To: A\nFrom: B\nMIME-Version: 1.0\nSubject: C\n\nText", types.EML),
    ],
)
def test_kinds_of_bytes(name: str, data: bytes, expected: str) -> None:
    assert sniff(Source(name, data)) == expected
