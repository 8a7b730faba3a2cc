"""Attachments of a mail are inputs of their own, with the path of the mail and their name."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from policynlp.cli.inputs import find_inputs
from policynlp.loaders import load
from policynlp.loaders.attachments import attachments, with_attachments
from policynlp.source import Source
from policynlp.workers.task import Task

MINUTES = b"Minutes of the meeting\n\nThe Ministry of Health should publish the stock report.\n"


def mail(subject: str = "Minutes") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message.set_content("Please find the minutes attached.")
    return message


@pytest.fixture
def path(tmp_path: Path) -> Path:
    message, forwarded = mail(), mail("Forwarded")
    forwarded.add_attachment(b"Annexe 2", maintype="text", subtype="plain", filename="annexe.txt")
    message.add_attachment(MINUTES, maintype="text", subtype="plain", filename="a/minutes.txt")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(forwarded)
    target = tmp_path / "mail.EML"
    target.write_bytes(message.as_bytes())
    return target


def test_attachments_follow_their_mail_and_pictures_are_left_out(path: Path) -> None:
    first, *rest = with_attachments([str(path)])
    assert first == str(path)
    assert all(isinstance(source, Source) for source in rest)
    found = {source.path: source for source in attachments(path)}
    assert list(found) == [
        f"{path}/a minutes.txt",
        f"{path}/part-4.eml",
        f"{path}/part-4.eml/annexe.txt",
    ]
    assert found[f"{path}/a minutes.txt"].data == MINUTES
    assert found[f"{path}/part-4.eml/annexe.txt"].data == b"Annexe 2"
    assert b"Subject: Forwarded" in found[f"{path}/part-4.eml"].data


def test_mail_that_is_gone_or_no_mail_has_none(path: Path, tmp_path: Path) -> None:
    (source, *_) = attachments(path)
    path.unlink()
    assert source.data == b""
    assert attachments(path) == []
    broken = tmp_path / "broken.eml"
    broken.write_bytes(b"\x00\xff" * 2000)
    assert attachments(broken) == []


def test_command_takes_attachments_as_inputs_and_reads_them(path: Path) -> None:
    plain, full = find_inputs([str(path)]), find_inputs([str(path)], attachments=True)
    assert list(plain) == [str(path)]
    mail_path, minutes, forwarded, annexe = full
    assert mail_path == str(path)
    assert isinstance(minutes, Source) and isinstance(forwarded, Source)
    assert load(minutes).text.startswith("Minutes of the meeting")
    assert load(forwarded).title == "Forwarded"
    assert isinstance(annexe, Source) and Task(0, annexe).job()[1] == b"Annexe 2"
