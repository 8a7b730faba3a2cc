"""Which format a file is in: by its bytes first, by its name only where bytes cannot tell."""

from __future__ import annotations

import io
import re
import zipfile

from policynlp.loaders._text.markup import bears_markup
from policynlp.loaders.encodings import looks_like_text, preview
from policynlp.source import Source

OOXML = "application/vnd.openxmlformats-officedocument."
DOCX = OOXML + "wordprocessingml.document"
PPTX = OOXML + "presentationml.presentation"
XLSX = OOXML + "spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
PDF = "application/pdf"
HTML = "text/html"
EML = "message/rfc822"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

# First bytes of formats that are recognised so that the refusal can name them.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", RTF),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"BM", "image/bmp"),
    (b"\x00\x00\x00\x0cjP  ", "image/jp2"),
    (b"MZ", "application/vnd.microsoft.portable-executable"),
    (b"\x7fELF", "application/x-elf"),
    (b"\xcf\xfa\xed\xfe", "application/x-mach-binary"),
    (b"\xca\xfe\xba\xbe", "application/x-mach-binary"),
    (b"\x1f\x8b", "application/gzip"),
    (b"BZh", "application/x-bzip2"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"%!PS", "application/postscript"),
    (b"\xffWPC", "application/vnd.wordperfect"),
)
# Formats whose first bytes are also plain letters: believed only where the rest is no text.
_DOUBTFUL = frozenset({b"BM", b"MZ", b"BZh", b"ID3", b"OggS"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_SUFFIX = {
    ".docx": DOCX, ".docm": DOCX, ".dotx": DOCX, ".pptx": PPTX, ".xlsx": XLSX, ".odt": ODT,
    ".doc": DOC,
}  # fmt: skip


def sniff(source: Source) -> str:
    """The media type of the bytes; a wrong file name extension does not matter.

    Anything unknown that is no text is `application/octet-stream`.
    """
    data = source.data
    if b"%PDF-" in data[:1024]:
        return PDF
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _sniff_zip(source)
    if data.startswith(_OLE):
        return _sniff_ole(source)
    for magic, media_type in _MAGIC:
        if data.startswith(magic) and not (magic in _DOUBTFUL and looks_like_text(data)):
            return media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "image/webp"
    if data[4:8] == b"ftyp":
        return "video/mp4"
    if not looks_like_text(data):
        return "application/octet-stream"
    return _sniff_text(preview(data), source.suffix)


def _sniff_zip(source: Source) -> str:
    """The kind of a zip: office documents by what they declare inside."""
    by_name = _BY_SUFFIX.get(source.suffix, "application/zip")
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            declared = _head_of_member(archive, "[Content_Types].xml")
            kind = _head_of_member(archive, "mimetype").decode("ascii", "replace").strip()
            names = set(archive.NameToInfo)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        # A broken office file is still one: its loader says that it is broken.
        return by_name
    except RuntimeError:  # encrypted member
        return by_name
    if kind:
        return kind if re.fullmatch(r"[\w.+-]{1,40}/[\w.+-]{1,100}", kind) else "application/zip"
    for mark, part, media_type in (
        (b"wordprocessingml.", "word/document.xml", DOCX),
        (b"ms-word.", "word/document.xml", DOCX),
        (b"presentationml.", "ppt/presentation.xml", PPTX),
        (b"spreadsheetml.", "xl/workbook.xml", XLSX),
    ):
        if part in names or (declared and mark in declared and b".main+xml" in declared):
            return media_type
    return by_name if declared else "application/zip"


def _head_of_member(archive: zipfile.ZipFile, name: str, size: int = 65536) -> bytes:
    if name not in archive.NameToInfo:
        return b""
    try:
        with archive.open(name) as member:
            return member.read(size)
    except Exception:  # noqa: BLE001 - zlib.error, CRC errors: the loader will say what is wrong
        return b""


def _sniff_ole(source: Source) -> str:
    """The kind of an OLE2 container, by the names in its directory (UTF-16)."""
    data = source.data

    def has(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if has("EncryptedPackage"):
        # A password-protected DOCX, PPTX or XLSX; the loader refuses it as encrypted.
        named = _BY_SUFFIX.get(source.suffix, DOCX)
        return named if named.startswith(OOXML) else DOCX
    for name, media_type in (
        ("WordDocument", DOC),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("Workbook", "application/vnd.ms-excel"),
        ("__substg1.0_", "application/vnd.ms-outlook"),
    ):
        if has(name):
            return media_type
    return DOC if source.suffix == ".doc" else "application/x-ole-storage"


_HTML_START = re.compile(
    r"\A(?:<\?xml[^>]{0,200}>)?\s*(?:<!--.{0,2000}?-->\s*){0,5}"
    r"(?:<!doctype\s+html|<(?:html|head|body|title|meta|link|script|style|div|main|article|section"
    r"|header|nav|table|h[1-6]|p|ul|ol|center|font|span)\b[^<>]{0,2000}>)",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = re.compile(r"\A\s*<\?xml\b")
_MAIL_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):")
_MAIL_PROOF = frozenset(
    {"mime-version", "message-id", "received", "return-path", "delivered-to", "content-type",
     "x-mailer", "dkim-signature", "x-originating-ip", "content-transfer-encoding"}
)  # fmt: skip
_ATX = re.compile(r"^#{1,6} {1,3}\S", re.MULTILINE)
_STRONG_MARKDOWN = re.compile(
    r"^(?:```|\|(?:\s*:?-{3,}:?\s*\|)+\s*$)|\[[^\]\n]{1,200}\]\(https?://[^)\s]{1,400}\)",
    re.MULTILINE,
)


def _sniff_text(text: str, suffix: str) -> str:
    start = text.lstrip("\ufeff \t\r\n")
    if _HTML_START.match(start):
        return HTML
    if _XML_START.match(start):
        return HTML if re.search(r"<html\b", start[:4000], re.IGNORECASE) else "application/xml"
    if is_mail(text, suffix):
        return EML
    if suffix in (".md", ".markdown", ".mdown"):
        return MARKDOWN
    if suffix in (".html", ".htm", ".xhtml") and re.search(r"<(?:p|div|br|body)\b", text, re.I):
        return HTML
    headings = len(_ATX.findall(text))
    marked = headings >= 3 or (headings == 2 and _STRONG_MARKDOWN.search(text))
    if marked and not bears_markup(text):
        return MARKDOWN
    return TEXT


def is_mail(text: str, suffix: str) -> bool:
    """Whether the text starts with the header of an electronic mail.

    A typed memo ("To: … From: … Date: …") looks alike, so a header that only mail programs write
    is asked for, or the extension.
    """
    names: set[str] = set()
    for line in text.lstrip("\ufeff\r\n").splitlines()[:200]:
        if not line.strip():
            break
        if line[0] in " \t" and names:
            continue
        if line.startswith("From ") and not names:
            continue
        match = _MAIL_HEADER.match(line)
        if match is None:
            return False
        names.add(match[1].lower())
    if suffix in (".eml", ".mht", ".mhtml"):
        return len(names) >= 2
    return len(names) >= 3 and bool(names & _MAIL_PROOF)
