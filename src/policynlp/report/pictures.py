"""Sizes and pictures of the pages of a PDF, drawn in a process of its own."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

# Pictures of more pages would make a page that browsers open slowly; sizes are given for all.
MAX_PICTURES = 120
SECONDS = 90
_DOTS_PER_POINT = 1.4
_QUALITY = 55
_BYTES = 1536 * 1024 * 1024
_PDF = b"%PDF-"


@dataclass(frozen=True)
class Picture:
    """A page: number from 1, size in points as shown, and a JPEG file or None."""

    page: int
    width: float
    height: float
    jpeg: str | None = None

    @property
    def address(self) -> str:
        """The picture as a data address."""
        return f"data:image/jpeg;base64,{self.jpeg}"


def draw_pages(path: Path, *, seconds: float = SECONDS) -> list[Picture]:
    """The pages of a PDF in order; none for other files and where the PDF cannot be drawn.

    Works in a process of its own, since the file may be hostile, with limits of time and memory.
    What was drawn before a limit was hit is given.
    """
    # Without a buffer, so that the process starts to read where this one has gone back to.
    with path.open("rb", buffering=0) as file:
        if _PDF not in file.read(1024):
            return []
        file.seek(0)
        code = (
            f"import sys; sys.path[:] = {sys.path!r};"
            " from policynlp.report.pictures import main; main()"
        )
        process = subprocess.Popen(
            [sys.executable, "-c", code],
            stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            drawn, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            drawn, _ = process.communicate()
    return list(_whole_lines(drawn))


def _whole_lines(drawn: bytes) -> Iterator[Picture]:
    for line in drawn.split(b"\n")[:-1]:
        page, width, height, jpeg = json.loads(line)
        yield Picture(page, width, height, jpeg)


def main() -> None:
    """Reads a PDF from standard input and writes one line a page: number, size, picture."""
    from policynlp.workers.network import leave_network

    leave_network()
    _limit_memory()
    _draw(sys.stdin.buffer.read())


def _draw(data: bytes) -> None:
    import io

    import pypdfium2

    pdf = pypdfium2.PdfDocument(data)
    for number in range(len(pdf)):
        page = pdf[number]
        width, height = page.get_size()
        jpeg = None
        if number < MAX_PICTURES:
            # A page as large as a wall is drawn small rather than not at all.
            scale = min(_DOTS_PER_POINT, 2400 / max(width, height, 1))
            buffer = io.BytesIO()
            picture = page.render(scale=scale, grayscale=False).to_pil().convert("RGB")
            picture.save(buffer, "JPEG", quality=_QUALITY, optimize=True)
            jpeg = base64.b64encode(buffer.getvalue()).decode()
        sys.stdout.write(json.dumps([number + 1, round(width, 1), round(height, 1), jpeg]) + "\n")
        sys.stdout.flush()


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on this system
        return
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
