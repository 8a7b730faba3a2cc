"""Hostile archives and XML cost nothing but their own file."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from policynlp.errors import InputError
from policynlp.limits import Limits, Reading, in_force
from policynlp.loaders import docx, odt, pptx
from policynlp.loaders._ooxml import Archive, parse_xml
from policynlp.source import Source

DATA = Path(__file__).resolve().parent.parent / "data"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def zipped(members: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def document(body: str, declaration: str = "") -> bytes:
    inner = f'{declaration}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return zipped({"word/document.xml": inner.encode()})


def error_of(data: bytes) -> str:
    with pytest.raises(InputError) as caught:
        docx.load(Source("a.docx", data))
    assert "\n" not in caught.value.message
    return caught.value.code


def test_smallest_document_is_read() -> None:
    raw = docx.load(Source("a.docx", document("<w:p><w:r><w:t>Hello</w:t></w:r></w:p>")))
    assert [block.text for block in raw.blocks] == ["Hello"]


def test_bomb_is_stopped_by_its_ratio() -> None:
    started = time.process_time()
    assert error_of(zipped({"word/document.xml": b"<w>" + b" " * 60_000_000})) == "limit_expansion"
    assert time.process_time() - started < 2


def test_bomb_is_stopped_by_its_size() -> None:
    data = zipped({str(n): b"x" * 1_000 for n in range(5)}, compression=0)
    with in_force(Reading(Limits(archive_bytes=3_000))), pytest.raises(InputError) as caught:
        archive = Archive(data)
        for name in archive.names:
            archive.read(name)
    assert caught.value.code == "limit_expansion"


def test_too_many_members_are_refused() -> None:
    data = zipped({f"m{n}": b"" for n in range(5_001)}, compression=0)
    assert error_of(data) == "limit_expansion"


def test_member_that_stands_twice_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<a/>")
        archive.writestr("word/document.xml", b"<b/>")
    assert error_of(out.getvalue()) == "corrupt"


def test_link_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("word/document.xml")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert error_of(out.getvalue()) == "corrupt"


def test_encrypted_member_is_named_as_such() -> None:
    data = bytearray(document("<w:p/>"))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        position = data.index(mark) + (6 if mark[2] == 3 else 8)
        data[position] |= 1
    assert error_of(bytes(data)) == "encrypted"


def test_password_container_is_named_as_such() -> None:
    assert error_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600) == "encrypted"


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 500, zipped({"a": b"b"})])
def test_broken_or_foreign_archive_is_corrupt(data: bytes) -> None:
    assert error_of(data) == "corrupt"


@pytest.mark.parametrize("cut", [100, 5_000, 20_000])
def test_truncated_document_is_corrupt(cut: int) -> None:
    data = (DATA / "docx" / "real_headings.docx").read_bytes()
    assert error_of(data[:cut]) == "corrupt"


ENTITY = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
LAUGHS = (
    "<!DOCTYPE d [<!ENTITY a '"
    + "x" * 1000
    + "'>"
    + "".join(f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 20}'>" for n in range(8))
    + "]>"
)


@pytest.mark.parametrize("declaration", [ENTITY, LAUGHS, "<!DOCTYPE d>"])
def test_document_type_is_refused(declaration: str) -> None:
    started = time.monotonic()
    assert error_of(document("<w:p><w:r><w:t>&x;&i;</w:t></w:r></w:p>", declaration)) == "corrupt"
    assert time.monotonic() - started < 1


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"])
def test_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{ENTITY}<d>&x;</d>'
    with pytest.raises(InputError) as caught:
        parse_xml(text.encode(encoding))
    assert caught.value.code == "corrupt"


def test_external_relationships_are_not_followed() -> None:
    rel = (
        b'<Relationships><Relationship Id="a" Type="x/styles" TargetMode="External"'
        b' Target="http://192.0.2.1/styles.xml"/></Relationships>'
    )
    inner = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>Hi</w:t></w:r></w:p></w:body></w:document>'  # noqa: E501
    data = zipped({"word/document.xml": inner.encode(), "word/_rels/document.xml.rels": rel})
    assert [block.text for block in docx.load(Source("a", data)).blocks] == ["Hi"]


def test_style_circles_end() -> None:
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    )
    rel = b'<Relationships><Relationship Id="a" Type="x/styles" Target="styles.xml"/>'
    rel += b"</Relationships>"
    inner = f'<w:document xmlns:w="{W}"><w:body><w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Hi</w:t></w:r></w:p></w:body></w:document>'  # noqa: E501
    data = zipped(
        {
            "word/document.xml": inner.encode(),
            "word/_rels/document.xml.rels": rel,
            "word/styles.xml": styles.encode(),
        }
    )
    assert [block.text for block in docx.load(Source("a", data)).blocks] == ["Hi"]


def test_encrypted_odt_is_named_as_such() -> None:
    data = zipped({"content.xml": b"x", "META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    with pytest.raises(InputError) as caught:
        odt.load(Source("a.odt", data))
    assert caught.value.code == "encrypted"


@pytest.mark.parametrize("load", [odt.load, pptx.load])
def test_archive_without_its_parts_is_corrupt(load: object) -> None:
    assert callable(load)
    with pytest.raises(InputError) as caught:
        load(Source("a", zipped({"x": b"y"})))
    assert caught.value.code == "corrupt"
