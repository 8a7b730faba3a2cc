"""Legacy Word files (DOC): converted by LibreOffice where it is installed, then read as DOCX."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from policynlp.blocks import RawDocument
from policynlp.errors import InputError
from policynlp.loaders import docx
from policynlp.source import Source

_SECONDS = 110  # below the limit of a document


def load(source: Source) -> RawDocument:
    """The blocks of a DOC file.

    Raises:
        InputError: `unsupported` without LibreOffice, `corrupt` where it cannot convert the
            file, `limit_time`.
    """
    return docx.load(Source(source.path, convert(source.data, ".doc", "docx")))


def convert(data: bytes, suffix: str, target: str) -> bytes:
    """A file converted by LibreOffice, without network, macros or a profile of the user."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise InputError(
            "unsupported",
            f"old Word format ({suffix}); install LibreOffice (apt-get install libreoffice-writer)"
            " or save the file as DOCX",
        )
    with tempfile.TemporaryDirectory(prefix="policynlp-") as folder:
        work = Path(folder)
        original = work / f"input{suffix}"
        original.write_bytes(data)
        try:
            subprocess.run(
                [
                    soffice, f"-env:UserInstallation={(work / 'profile').as_uri()}", "--headless",
                    "--norestore", "--convert-to", target, "--outdir", str(work / "out"),
                    str(original),
                ],
                check=True, capture_output=True, timeout=_SECONDS, stdin=subprocess.DEVNULL,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise InputError("limit_time", "LibreOffice took too long to convert it") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise InputError("corrupt", "LibreOffice cannot open the file") from error
        made = work / "out" / f"input.{target}"
        if not made.is_file():
            raise InputError("corrupt", "LibreOffice cannot read the file; save it as DOCX")
        return made.read_bytes()
