"""Electronic mail (EML, MHTML): its heading lines and its text; its attachments are named here and
are documents of their own (`attachments.py`)."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime

from policynlp.blocks import RawBlock, RawDocument
from policynlp.errors import InputError
from policynlp.loaders.attachments import STUMBLES, named_parts
from policynlp.loaders.encodings import decode
from policynlp.loaders.html import read_html, read_page
from policynlp.loaders.text import read_text
from policynlp.schema import Warning
from policynlp.source import Source

_SHOWN = ("From", "To", "Cc", "Date")
_MAX_PARTS = 500


def load(source: Source) -> RawDocument:
    """The blocks of a mail: its subject as title, sender and receivers, then its text.

    Raises:
        InputError: `corrupt`.
    """
    try:
        message = BytesParser(policy=policy.default).parsebytes(source.data.lstrip(b"\r\n"))
    except STUMBLES as error:
        raise InputError("corrupt", "the mail cannot be taken apart; save it anew") from error
    if not isinstance(message, EmailMessage):
        raise InputError("corrupt", "the mail cannot be taken apart; save it anew")
    try:
        body, attachments = _split(message)
        saved_page = _is_saved_page(message)
    except STUMBLES as error:
        raise InputError("corrupt", "the mail cannot be taken apart; save it anew") from error
    if saved_page and body is not None:
        page = read_page(_decoded(body))
        return RawDocument(page.blocks, title=page.title, published=page.published)
    subject = _header(message, "Subject")
    blocks = [RawBlock("heading", subject, 1)] if subject else []
    for name in _SHOWN:
        value = _header(message, name)
        if value:
            blocks.append(RawBlock("paragraph", f"{name}: {value}"))
    if body is not None:
        text = _decoded(body)
        html = body.get_content_subtype() == "html"
        blocks += read_html(text) if html else read_text(text)
    return RawDocument(
        tuple(blocks),
        title=subject or None,
        published=_date(message),
        warnings=_warnings(attachments),
    )


def _header(message: EmailMessage, name: str) -> str:
    if name == "Date":
        # As printed; the parsed header would be written anew.
        raw = (str(value) for key, value in message.raw_items() if key.lower() == "date")
        return " ".join(next(raw, "").split())
    try:
        return " ".join(str(message.get(name) or "").split())
    except STUMBLES:
        return ""


def _date(message: EmailMessage) -> str | None:
    try:
        return parsedate_to_datetime(_header(message, "Date")).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_saved_page(message: EmailMessage) -> bool:
    """Whether it is a web page that a browser saved (MHTML) and no mail."""
    addressed = any(name.lower() == "to" for name, _ in message.raw_items())
    return not addressed and message.get_content_type() == "multipart/related"


def _split(message: EmailMessage) -> tuple[EmailMessage | None, list[str]]:
    """The part that holds the text, HTML before plain text, and the names of attachments."""
    texts: dict[str, EmailMessage] = {}
    stack: list[EmailMessage] = [message]
    seen = 0
    while stack and seen < _MAX_PARTS:
        part = stack.pop()
        seen += 1
        kind = part.get_content_type()
        if kind == "message/rfc822" and part is not message:
            continue
        if part.is_multipart():
            below = [p for p in part.get_payload() if isinstance(p, EmailMessage)]
            stack.extend(reversed(below))
        elif kind in ("text/plain", "text/html") and part.get_content_disposition() != "attachment":
            texts.setdefault(kind, part)
    return texts.get("text/html") or texts.get("text/plain"), named_parts(message)


def _decoded(part: EmailMessage) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    return decode(data, declared=part.get_content_charset())[0]


def _warnings(names: list[str]) -> tuple[Warning, ...]:
    if not names:
        return ()
    shown = ", ".join("".join(c if c.isprintable() else " " for c in n)[:120] for n in names[:20])
    return (
        Warning(
            code="attachment_unread",
            message=f"{len(names)} attachments are documents of their own: {shown}",
        ),
    )
