"""Zip archives and XML parts of office files, read within limits.

Nothing is written to disk and no declared size is believed: bytes are counted as they come out.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from policynlp.errors import InputError
from policynlp.limits import current

_CHUNK = 256 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPES = tuple("<!DOCTYPE".encode(e) for e in ("ascii", "utf-16-le", "utf-16-be", "utf-32-le"))


class Archive:
    """The members of a zip archive in memory.

    Raises:
        InputError: `encrypted`, `corrupt` or `limit_expansion`.
    """

    def __init__(self, data: bytes) -> None:
        if data.startswith(_OLE):
            raise InputError("encrypted", "the file is protected by a password; remove it first")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
            raise InputError(
                "corrupt", "the file is no whole zip archive; get it again or save it anew"
            ) from error
        self._limits = current()
        if len(entries) > self._limits.entries:
            raise InputError(
                "limit_expansion",
                f"{len(entries):,} members, over the limit of {self._limits.entries:,}; save it"
                " anew or raise entries",
            )
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry in entries:
            self._check(entry)
        self._produced = 0

    def _check(self, entry: zipfile.ZipInfo) -> None:
        name = entry.filename.replace("\\", "/").lstrip("/")
        if entry.flag_bits & 0x1:
            raise InputError("encrypted", "parts of the file are encrypted; remove the password")
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise InputError("corrupt", "the archive holds a link; save the file anew")
        if name in self._entries:
            raise InputError("corrupt", "the archive holds one part twice; save the file anew")
        self._entries[name] = entry

    @property
    def names(self) -> tuple[str, ...]:
        """Member names with forward slashes."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes | None:
        """A member's bytes; None where there is no such member."""
        entry = self._entries.get(name.lstrip("/"))
        if entry is None:
            return None
        parts: list[bytes] = []
        size = 0
        try:
            with self._zip.open(entry) as member:
                while chunk := member.read(_CHUNK):
                    size += len(chunk)
                    self._produced += len(chunk)
                    self._stay_within(size, entry.compress_size)
                    parts.append(chunk)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as e:
            # NotImplementedError (odd compression) is a RuntimeError.
            raise InputError(
                "corrupt", "a part of the file cannot be unpacked; get it again or save it anew"
            ) from e
        return b"".join(parts)

    def _stay_within(self, size: int, packed: int) -> None:
        limits = self._limits
        if size > limits.member_bytes or self._produced > limits.archive_bytes:
            raise InputError(
                "limit_expansion",
                "a part unpacks to more than the size limit; split the document or raise"
                " member_bytes and archive_bytes",
            )
        if size > limits.ratio_free_bytes and size > limits.ratio * max(1, packed):
            raise InputError(
                "limit_expansion",
                f"a part unpacks to more than {limits.ratio} times its size, as only hostile"
                " files do; save the document anew",
            )

    def xml(self, name: str) -> etree._Element | None:
        """The root of an XML part; None where there is no such part."""
        data = self.read(name)
        return None if data is None else parse_xml(data)


def parse_xml(data: bytes) -> etree._Element:
    """The root element of XML that has no document type.

    Raises:
        InputError: `corrupt`.
    """
    if any(mark in data for mark in _DOCTYPES):
        raise _refuse_doctype()
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(
            "corrupt", "a part is no well-formed XML; open the file in its program and save it anew"
        ) from error
    # A declaration in an encoding that the search above does not know.
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refuse_doctype()
    return root


def _refuse_doctype() -> InputError:
    return InputError("corrupt", "a part holds a document type declaration, which is refused")


def local(element: etree._Element) -> str:
    """An element's name without its namespace, so that strict and transitional files read alike."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: etree._Element | None, name: str) -> str | None:
    """An attribute by its name without namespace."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first child with a name, and so on down the path."""
    for name in path:
        if element is None:
            return None
        element = next((below for below in element if local(below) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> Iterator[etree._Element]:
    """The children with a name."""
    return (below for below in element if local(below) == name) if element is not None else iter(())


def relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of a part's relationships inside the file, by id."""
    folder, _, name = part.rpartition("/")
    root = archive.xml(f"{folder}/_rels/{name}.rels".lstrip("/"))
    found: dict[str, tuple[str, str]] = {}
    for relation in root if root is not None else ():
        target = attribute(relation, "Target") or ""
        if attribute(relation, "TargetMode") == "External":
            continue
        kind = (attribute(relation, "Type") or "").rpartition("/")[2]
        found[attribute(relation, "Id") or ""] = (kind, _resolve(folder, target))
    return found


def _resolve(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    parts = [part for part in folder.split("/") if part]
    for step in target.split("/"):
        if step == "..":
            parts = parts[:-1]
        elif step not in ("", "."):
            parts.append(step)
    return "/".join(parts)


def core_title(archive: Archive) -> str | None:
    """The title in the core properties."""
    try:
        root = archive.xml("docProps/core.xml")
    except InputError:
        return None
    title = child(root, "title")
    text = (title.text or "").strip() if title is not None else ""
    return str(text) or None
