"""Hostile text, Markdown, HTML, RTF and mail, and files of formats that are not read."""

# ruff: noqa: E501 - data, easier to scan in long lines

from __future__ import annotations

import base64
import random
from collections.abc import Iterator

from cases.common import Case, case

NOTE = "Mission to Ghana\n\nDates: 3 to 7 May 2021\n\nPurpose:\n\n- To visit two hospitals.\n"
NOTE_FR = "Mission au Bénin\n\nDates : du 3 au 7 mai 2021\n\nObjectifs :\n\n- Visiter l’hôpital.\n"


def encodings() -> Iterator[Case]:
    """Text in odd encodings, and bytes that are none."""
    for name in (
        "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252", "latin-1",
        "mac_roman", "cp850", "utf-7", "iso8859-15", "cp500",
    ):  # fmt: skip
        yield case(f"enc-{name}.txt", (NOTE_FR * 3).encode(name, "replace"))
    for name, text in {
        "shift_jis": "保健省への報告書です。" * 20, "gb18030": "卫生部的报告。" * 20,
        "cp1251": "Отчёт министерства здравоохранения. " * 20, "cp1256": "تقرير وزارة الصحة. " * 20,
        "euc_kr": "보건부 보고서입니다. " * 20,
    }.items():  # fmt: skip
        yield case(f"enc-{name}.txt", text.encode(name))
    raw: dict[str, bytes] = {
        "surrogates": b"Visit \xed\xa0\x80\xed\xb0\x80 to Ghana " * 20, "overlong": b"\xc0\xaf" * 500,
        "cut-letter": "Visite à l’hô".encode()[:-1], "latin-in-utf8": NOTE_FR.encode() + b"\xe9\xe8",
        "boms": b"\xef\xbb\xbf" * 500 + NOTE.encode(), "half-bom": b"\xff\xfe", "odd-utf16": b"\xff\xfea",
        "mojibake": NOTE_FR.encode().decode("cp1252", "replace").encode() * 3,
        "twice-mojibake": NOTE_FR.encode().decode("latin-1").encode().decode("latin-1").encode(),
        "zeros": bytes(5_000), "zeros-inside": NOTE.encode().replace(b"\n", b"\x00\n"),
        "all-bytes": bytes(range(256)) * 50, "high-bytes": bytes(range(128, 256)) * 50,
        "random": random.Random(1).randbytes(50_000), "form-feeds": b"\x0c" * 5_000,
        "ansi": b"\x1b[31mred\x1b[0m \x1b]0;title\x07 " * 50 + NOTE.encode(),
        "backspaces": b"secret\x08\x08\x08\x08\x08\x08shown " * 99, "del": b"\x7f" * 2_000,
    }  # fmt: skip
    for name, data in raw.items():
        yield case(f"bytes-{name}.txt", data)


def plain() -> Iterator[Case]:
    """Text that is hard on expressions, counters and line readers."""
    texts = {
        "space": " ", "newline": "\n", "letter": "a", "dot": ".", "bullet": "-", "hash": "#",
        "spaces": " " * 100_000, "newlines": "\n" * 100_000, "carriage": "\r" * 50_000,
        "one-letter": "a" * 300_000, "one-word-line": "word " * 60_000, "digits": "1" * 100_000,
        "numbers": "1 " * 60_000, "dots": "." * 100_000, "dates": "3 May 2021 " * 5_000,
        "brackets": "(" * 50_000 + ")" * 50_000, "hyphens": "-" * 100_000, "colons": "a:" * 40_000,
        "quotes": "«" * 50_000, "quotes-closed": "« a » " * 10_000, "capitals": "ABC " * 30_000,
        "months": "January février " * 5_000, "amounts": "EUR 1,000,000.50 " * 4_000,
        "acronyms": "WHO (OMS) " * 6_000, "names": "Dr John Smith, " * 6_000,
        "items": "- item\n" * 8_000, "numbered": "1.1.1.1 x\n" * 6_000, "roman": "iv) x\n" * 6_000,
        "tabs": "a\tb\tc\n" * 6_000, "pipes": "|a|b|\n" * 6_000, "borders": "+---+---+\n" * 5_000,
        "headings": "HEADING\n=======\n\n" * 2_000, "labels": "Label: value\n" * 6_000,
        "pages": "text\n\n1\n\f" * 2_000, "urls": "https://a.b/c?d=e&" * 6_000,
        "mails": "a@b.c, " * 12_000, "rtl": "\u202eabc\u202c \u200f" * 4_000,
        "zalgo": "a" + "\u0301" * 50_000, "emoji": "👩‍👩‍👧‍👦" * 6_000, "invisible": "\u200b" * 60_000,
        "soft": "\u00ad" * 60_000, "private": "\ue000" * 30_000, "nonchars": "\ufffe\uffff" * 9_000,
        "ligatures": "ﷺ" * 20_000, "math": "𝐌𝐢𝐬𝐬𝐢𝐨𝐧 " * 5_000, "nfd": "e\u0301" * 40_000,
        "should": "The Ministry should should should " * 3_000, "statements": "« a », a dit b. " * 4_000,
        "who-said": '"a" said Mr B. ' * 5_000, "terms": "Train nurses by June 2021; " * 3_000,
        "json": '{"a":' * 20_000, "percent": "%s%n%x{0}" * 9_000, "sql": "'; DROP TABLE x; --\n" * 2_000,
        "csv": '=cmd|"/c calc"!A0,"\n' * 2_000, "nel": "a\x85b\u2028c\u2029" * 9_000,
    }  # fmt: skip
    for name, text in texts.items():
        yield case(f"text-{name}.txt", text)
    yield case("text-two-megabytes-one-line.txt", "Staff were trained in Accra. " * 72_000)
    yield case("text-over-the-cap.txt", ("Lorem ipsum dolor sit amet.\n\n") * 90_000)


def markdown() -> Iterator[Case]:
    """Markdown that makes parsers go deep or far."""
    texts = {
        "quotes": "> " * 20_000 + "a", "lists": "".join("  " * n + "- a\n" for n in range(400)),
        "links": "[a](" * 30_000, "images": "![" * 30_000, "emphasis": "*a _b " * 20_000,
        "stars": "*" * 60_000, "backticks": "`" * 60_001, "html": "<div>" * 20_000, "front": "---\n" * 5_000,
        "front-open": "---\na: b\n" * 3_000, "table": "|a|b|\n|-|-|\n" + "|x|y|\n" * 8_000,
        "wide-table": "|" + "a|" * 9_000 + "\n|" + "-|" * 9_000 + "\n|x|\n", "fence": "```\n" * 9_001,
        "references": "".join(f"[r{n}]: http://192.0.2.1/{n}\n" for n in range(5_000)),
        "reference-circle": "[a]: b\n[b]: a\n" * 2_000 + "[a][b]" * 5_000, "entities": "&amp" * 30_000,
        "autolinks": "<http://" * 20_000, "headings": "# a\n" * 9_000, "escapes": "\\" * 60_000,
        "remote": "![x](http://192.0.2.1/x.png)\n<script src=http://192.0.2.1/></script>\n\n# a\n\ntext",
    }  # fmt: skip
    for name, text in texts.items():
        yield case(f"md-{name}.md", f"# A\n\n# B\n\n# C\n\n{text}")


def pages() -> Iterator[Case]:
    """Web pages."""
    for tag in ("div", "b", "table", "ul", "span", "blockquote", "font", "p"):
        inner = {"table": "<tr><td>", "ul": "<li>"}.get(tag, "")
        for depth in (300, 3_000, 30_000):
            text = (
                f"<html><body>{f'<{tag}>{inner}' * depth}The innermost words of it.</body></html>"
            )
            yield case(f"html-deep-{tag}-{depth}.html", text)
    texts = {
        "closing": "</div>" * 50_000 + "<p>text</p>", "attributes": "<p " + "a=b " * 60_000 + ">text</p>",
        "long-attribute": f'<p title="{"x" * 900_000}">text</p>', "open-comment": "<!--" + "x" * 90_000,
        "open-script": "<p>text</p><script>" + "x" * 90_000, "open-tag": "<p" * 50_000,
        "entities": "&lt;" * 60_000, "bad-entities": "&#xD800;&#x110000;&#0;&bogus;" * 4_000,
        "spans": "<table><tr><td colspan=99999999 rowspan=99999999>x</table>" * 30,
        "cells": "<table>" + ("<tr>" + "<td>x" * 200) * 200, "tables": "<table><tr><td>" * 400 + "x",
        "refresh": '<meta http-equiv=refresh content="0;url=http://192.0.2.1/"><p>text</p>',
        "script": '<script>fetch("http://192.0.2.1/")</script><p>text</p><img src=http://192.0.2.1/a>',
        "frames": '<iframe src="file:///etc/passwd"></iframe><object data=http://192.0.2.1/></object><p>t',
        "base": '<base href="http://192.0.2.1/"><link rel=stylesheet href=a.css><p>text</p>',
        "svg": "<svg><foreignObject><p>text</p></foreignObject></svg>" * 500,
        "xxe": '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p></body>',
        "cdata": "<![CDATA[" * 9_000 + "<p>text</p>", "conditional": "<!--[if x]>" * 9_000 + "<p>text",
        "zeros": "<p>te\x00xt</p>" * 900, "charset": '<meta charset="evil-8"><p>été</p>',
        "charset-utf16": '<meta charset="utf-16"><p>text of the page</p>', "utf7": '<meta charset="utf-7">+ADw-p+AD4-',
        "data": f'<img src="data:image/png;base64,{"A" * 400_000}"><p>text</p>', "headings": "<h1>a</h1>" * 9_000,
        "json-ld": '<script type="application/ld+json">' + '{"a":' * 20_000 + "</script><p>text</p>",
        "json-ld-date": '<script type="application/ld+json">{"datePublished": ["", {}, 1e999]}</script><p>t',
        "ids": "".join(f'<p id="a" class="{"c " * 50}">text {n}</p>' for n in range(3_000)),
        "pre": "<pre>" + " \n" * 40_000 + "</pre>", "br": "<br>" * 60_000 + "text", "empty": "<html></html>",
        "plaintext": "<plaintext>" + "<p>" * 5_000, "template": "<template><p>x</p></template>" * 2_000,
        "forms": "<form><input><select><option>a" * 5_000, "frameset": "<frameset><frame src=a>" * 500,
        "noscript": "<noscript><p>text</p></noscript>" * 900, "menu": "<nav><ul>" + "<li><a href=#>x</a>" * 9_000,
    }  # fmt: skip
    for name, text in texts.items():
        page = text if text.startswith("<!DOCTYPE") else f"<html><body>{text}</body></html>"
        yield case(f"html-{name}.html", page)


def rich_text() -> Iterator[Case]:
    """RTF."""
    texts = {
        "deep": "{" * 100_000 + "text" + "}" * 100_000, "closing": "}" * 50_000 + "text", "open": "{\\b " * 9_000,
        "bin-huge": "\\bin2147483647 " + "x" * 900, "bin-negative": "\\bin-5 text", "unicode": "\\u-10179?\\u55357?\\uc9\\u65?",
        "unicode-lone": "\\u55357? " * 900, "numbers": "\\fs99999999999 \\li-99999999999 text\\par",
        "object": "{\\object\\objemb\\objdata " + "d0cf11e0" * 5_000 + "}text", "package": "{\\*\\objdata 01050000}text",
        "template": "{\\*\\template http://192.0.2.1/a.dotm}text", "field": '{\\field{\\*\\fldinst INCLUDEPICTURE "http://192.0.2.1/"}}t',
        "dde": '{\\field{\\*\\fldinst DDEAUTO cmd "/c calc"}}text', "hex": "\\'zz\\'" * 900 + "text", "charset": "\\ansicpg99999 \\'e9t\\'e9",
        "cells": "\\intbl x\\cell " * 20_000 + "\\row", "rows": "\\trowd\\intbl x\\cell\\row " * 5_000, "styles": "{\\stylesheet{\\s1 a;}" * 5_000,
        "fonts": "{\\fonttbl" + "".join(f"{{\\f{n}\\fcharset{n} a;}}" for n in range(3_000)) + "}text",
        "backslashes": "\\" * 60_000, "star": "{\\*\\x " * 9_000, "footnotes": "{\\footnote a}" * 5_000 + "text",
        "pict": "{\\pict\\wmetafile8 " + "ff" * 100_000 + "}text", "nul": "te\x00xt\\par " * 900,
    }  # fmt: skip
    for name, text in texts.items():
        yield case(f"rtf-{name}.rtf", f"{{\\rtf1\\ansi {text}}}")


def mails() -> Iterator[Case]:
    """Mail."""
    head = "From: a@example.org\nTo: b@example.org\nSubject: Visit\nMIME-Version: 1.0\nMessage-ID: <a@b>\n"
    deep, closing = "", ""
    for n in range(300):
        deep += f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n'
        closing = f"--b{n}--\n" + closing
    inner = "Content-Type: message/rfc822\n\n"
    long = "x" * 500_000
    texts = {
        "deep": deep + "Content-Type: text/plain\n\ntext\n" + closing, "forwards": inner * 500 + "text",
        "no-boundary": "Content-Type: multipart/mixed\n\n--x\ntext", "same-boundary": 'Content-Type: multipart/mixed; boundary="a"\n\n' + '--a\nContent-Type: multipart/mixed; boundary="a"\n\n' * 900,
        "base64-bad": "Content-Transfer-Encoding: base64\n\n!!!! not base64 ====", "base64": "Content-Transfer-Encoding: base64\n\n" + base64.b64encode(b"Visit to Accra. " * 90).decode(),
        "qp": "Content-Transfer-Encoding: quoted-printable\n\n" + "=E9=ZZ=\n" * 5_000, "uu": "Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + "M" * 900,
        "charset": "Content-Type: text/plain; charset=evil-8\n\nété", "charset-odd": 'Content-Type: text/plain; charset="\x00"\n\ntext', "charset-codec": "Content-Type: text/plain; charset=rot13\n\ntext", "charset-zlib": "Content-Type: text/plain; charset=zlib\n\ntext",
        "long-header": f"X-Long: {long}\n\ntext", "folded": "X-Fold: a\n" + " b\n" * 30_000 + "\ntext", "headers": "".join(f"X-{n}: a\n" for n in range(20_000)) + "\ntext",
        "words": "Subject: " + "=?utf-8?q?=41?= " * 9_000 + "\n\ntext", "words-bad": "Subject: =?evil?q?=ZZ?= =?utf-8?b?!!!?=\n\ntext", "word-open": "Subject: " + "=?utf-8?q?" * 9_000 + "\n\ntext",
        "date": "Date: Mon, 99 Foo 99999 99:99:99 +9999999\n\ntext", "date-huge": "Date: " + "9" * 5_000 + "\n\ntext", "address": "Cc: " + "<" * 20_000 + "\n\ntext", "comment": "Cc: " + "(" * 20_000 + "\n\ntext",
        "groups": "Cc: a:" + "b@c," * 5_000 + ";\n\ntext", "parameters": "Content-Type: text/plain; " + "a*0*=x; " * 5_000 + "\n\ntext", "name": 'Content-Type: application/x; name="../../\x1b[31mevil"\n\nx',
        "attachments": 'Content-Type: multipart/mixed; boundary="a"\n\n' + "--a\nContent-Disposition: attachment; filename=x\n\nx\n" * 3_000 + "--a--", "html": "Content-Type: text/html\n\n<img src=http://192.0.2.1/><p>text</p>",
        "external": "Content-Type: message/external-body; access-type=local-file; name=/etc/passwd\n\n", "partial": "Content-Type: message/partial; number=1; total=9\n\ntext", "no-body": "",
    }  # fmt: skip
    for name, text in texts.items():
        yield case(f"eml-{name}.eml", head + text)


def foreign() -> Iterator[Case]:
    """Formats that are not read, and magic bytes in front of nothing."""
    for name, data in {
        "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff\xe0", "gif": b"GIF89a", "tiff": b"II*\x00",
        "exe": b"MZ\x90\x00", "elf": b"\x7fELF", "gz": b"\x1f\x8b\x08", "bz2": b"BZh9\x01", "xz": b"\xfd7zXZ\x00",
        "7z": b"7z\xbc\xaf\x27\x1c", "rar": b"Rar!\x1a\x07", "mp3": b"ID3\x03", "ogg": b"OggS\x00", "ps": b"%!PS",
        "wpd": b"\xffWPC", "sqlite": b"SQLite format 3\x00", "class": b"\xca\xfe\xba\xbe", "mp4": b"\x00\x00\x00 ftyp",
        "webp": b"RIFF\x00\x00\x00\x00WEBP", "pickle": b"\x80\x04\x95cos\nsystem\n(S'touch /tmp/evil'\ntR.",
    }.items():  # fmt: skip
        yield case(f"foreign.{name}", data + bytes(500))
        yield case(f"foreign-{name}.pdf", data + bytes(500))
    yield case("xml.xml", '<?xml version="1.0"?><a><b>text</b></a>', "unsupported")
    yield case("empty.pdf", b"", "empty")
    yield case("empty.docx", b"", "empty")
