"""Attachments of a mail are inputs of their own, with the path of the mail and their name."""

from __future__ import annotations

import sys
import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from policynlp.cli.inputs import find_inputs
from policynlp.limits import Limits
from policynlp.loaders import load
from policynlp.loaders.attachments import attachments, with_attachments
from policynlp.schema import Document
from policynlp.source import Source
from policynlp.workers.crew import Crew
from policynlp.workers.listing import Listing
from policynlp.workers.settings import Settings
from policynlp.workers.task import Task

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hostile"))  # its `stubs`

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
    plain, full = find_inputs([str(path)]), find_inputs([str(path)], attachments=attachments)
    assert list(plain) == [str(path)]
    mail_path, minutes, forwarded, annexe = full
    assert mail_path == str(path)
    assert isinstance(minutes, Source) and isinstance(forwarded, Source)
    assert load(minutes).text.startswith("Minutes of the meeting")
    assert load(forwarded).title == "Forwarded"
    assert isinstance(annexe, Source) and annexe.data == b"Annexe 2"


def test_another_process_opens_the_mail(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a mail was opened in this process")

    wanted = [source.path for source in attachments(path)]
    monkeypatch.setattr("policynlp.loaders.attachments.read_source", refuse)
    with Listing(Limits()) as listing:
        found = listing(str(path))
        assert listing(str(path.with_name("absent.eml"))) == []
        assert [source.path for source in listing(str(path))] == wanted
    jobs = [Task(0, source).job() for source in found]
    assert [data for _, data in jobs] == [b"", b"", b""]
    with Crew(Settings(analyse="stubs:analyse")) as crew:
        results = list(crew.run(found))
    assert [result.source.path for result in results] == wanted
    assert isinstance(results[2], Document) and results[2].text == "Annexe 2"


def test_mail_that_takes_too_long_has_no_attachments(path: Path, tmp_path: Path) -> None:
    """Each line is compared with the borders of all the parts it lies in."""
    deep, border = tmp_path / "deep.eml", "\n--b{0}\nContent-Type: multipart/mixed; boundary=b{1}\n"
    borders = "".join(border.format(n, n + 1) for n in range(50))
    head = "From: a@b.org\nContent-Type: multipart/mixed; boundary=b0\n"
    deep.write_text(head + borders + "\na\n" * 400_000)
    with Listing(Limits(page_seconds=0.5)) as listing:
        started = time.monotonic()
        assert listing(str(deep)) == []
        assert time.monotonic() - started < 15
        assert len(listing(str(path))) == 3


def test_mail_of_mails_has_no_more_attachments_than_others(tmp_path: Path) -> None:
    inner = mail()
    for number in range(60):
        inner.add_attachment(b"x", maintype="text", subtype="plain", filename=f"{number}.txt")
    outer = mail()
    for _ in range(20):
        outer.add_attachment(inner)
    path = tmp_path / "many.eml"
    path.write_bytes(outer.as_bytes())
    assert len(attachments(path)) == 500
