"""Attachments of a mail as inputs of their own."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser
from itertools import islice

from policynlp.errors import InputError
from policynlp.source import Source, printable_path, read_source

_Path = str | bytes | os.PathLike[str]
_Input = str | os.PathLike[str] | bytes | Source

_SUFFIXES = (".eml",)
_MAX_PARTS = 500
_MAX_DEPTH = 4
_MAX_NAME = 120
# What the parser of the standard library raises on malformed messages and headers.
STUMBLES = (
    MessageError, ValueError, IndexError, TypeError, AttributeError, LookupError, RecursionError,
)  # fmt: skip
# Kinds of parts that come along with a mail and are nobody's document.
_BY_THE_WAY = ("image/", "audio/", "video/", "text/vcard", "text/x-vcard", "text/calendar",
               "application/pkcs7-", "application/x-pkcs7-", "application/pgp-")  # fmt: skip
_ENDINGS = {"application/pdf": ".pdf", "text/plain": ".txt", "text/html": ".html",
            "message/rfc822": ".eml"}  # fmt: skip


class Attachment(Source):
    """A part of a mail. Its bytes are read from the mail when they are asked for, and not kept:
    the attachments of many mails may wait in a list."""

    mail: _Path
    place: tuple[int, ...]

    def __init__(self, mail: _Path, path: str, place: tuple[int, ...]) -> None:
        object.__setattr__(self, "path", path)
        self.__dict__.update(mail=mail, place=place)

    @property
    def data(self) -> bytes:
        """The bytes; none where the mail is gone or has changed, or they cannot be taken out."""
        try:
            return _take_out(read_source(self.mail).data, self.place)
        except (InputError, *STUMBLES):
            return b""


def with_attachments(inputs: Iterable[_Input]) -> Iterator[_Input]:
    """The inputs, each mail (EML file) followed by its attachments.

    An attachment's path is that of the mail, a slash and its name. Pictures, sound, signatures and
    visiting cards are left out; a mail that cannot be read has none.

    The mails are opened in this process; `workers.listing` has one of its own for that.
    """
    for given in inputs:
        yield given
        if isinstance(given, bytes | Source):
            continue
        if printable_path(given).lower().endswith(_SUFFIXES):
            yield from attachments(given)


def attachments(mail: _Path) -> list[Attachment]:
    """The attachments of a mail, those of mails in it too, in their order, at most 500."""
    try:
        message = _parse(read_source(mail).data)
        return list(islice(_walk(mail, message, printable_path(mail), ()), _MAX_PARTS))
    except (InputError, *STUMBLES):
        return []


def named_parts(message: EmailMessage) -> list[str]:
    """The names of a mail's attachments."""
    return [_name(part, index) for index, part in enumerate(_parts(message)) if _is_document(part)]


def _parse(data: bytes) -> EmailMessage:
    message = BytesParser(policy=policy.default).parsebytes(data.lstrip(b"\r\n"))
    if not isinstance(message, EmailMessage):
        raise ValueError("no mail")
    return message


def _walk(
    mail: _Path, message: EmailMessage, path: str, place: tuple[int, ...]
) -> Iterator[Attachment]:
    for index, part in enumerate(_parts(message)):
        if not _is_document(part):
            continue
        own = f"{path}/{_name(part, index)}"
        yield Attachment(mail, own, (*place, index))  # read when it is its turn
        inner = _inner(part) if part.get_content_type() == "message/rfc822" else None
        if inner is not None and len(place) < _MAX_DEPTH:
            yield from _walk(mail, inner, own, (*place, index))


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts of a mail that hold no other parts, mails in it whole."""
    stack = [message]
    seen = 0
    while stack and seen < _MAX_PARTS:
        part = stack.pop()
        seen += 1
        if part.get_content_type() == "message/rfc822" and part is not message:
            yield part
        elif part.is_multipart():
            below = [p for p in part.get_payload() if isinstance(p, EmailMessage)]
            stack.extend(reversed(below))
        else:
            yield part


def _is_document(part: EmailMessage) -> bool:
    kind = part.get_content_type()
    if kind.startswith(_BY_THE_WAY):
        return False
    if kind == "message/rfc822" or part.get_content_disposition() == "attachment":
        return True
    return not kind.startswith("text/") and bool(part.get_filename())


def _name(part: EmailMessage, index: int) -> str:
    try:
        name = part.get_filename() or ""
    except STUMBLES:
        name = ""
    name = "".join(c if c.isprintable() and c not in "/\\" else " " for c in name).strip()
    return name[-_MAX_NAME:] or f"part-{index + 1}{_ENDINGS.get(part.get_content_type(), '')}"


def _inner(part: EmailMessage) -> EmailMessage | None:
    payload = part.get_payload()
    found = payload[0] if isinstance(payload, list) and payload else None
    return found if isinstance(found, EmailMessage) else None


def _take_out(data: bytes, place: tuple[int, ...]) -> bytes:
    message = _parse(data)
    for depth, index in enumerate(place):
        part = list(_parts(message))[index]
        inner = _inner(part) if part.get_content_type() == "message/rfc822" else None
        if depth + 1 == len(place):
            payload = None if inner is not None else part.get_payload(decode=True)
            return payload if isinstance(payload, bytes) else (inner or part).as_bytes()
        if inner is None:
            return b""
        message = inner
    return b""
