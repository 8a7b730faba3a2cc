"""Tesseract, run as a program of its own: without a shell, with a time limit, one thread."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from lxml import etree
from PIL import Image

from policynlp.loaders._pdf.model import Style, Word
from policynlp.loaders._pdf.picture import Ink, ink_of, weight_of

# What Tesseract calls our languages, in the order in which they are asked for.
_LANGUAGES = ("fra", "eng")
_BOX = re.compile(r"\bbbox (\d{1,6}) (\d{1,6}) (\d{1,6}) (\d{1,6})")
_BASELINE = re.compile(r"\bbaseline (-?[\d.]{1,12}) (-?\d{1,6})")
_SIZE = re.compile(r"\bx_size (\d{1,5}(?:\.\d{1,8})?)")
_SURE = re.compile(r"\bx_wconf (\d{1,3})")
_ROTATE = re.compile(r"Rotate: (\d{1,3})")
_TURN_SURE = re.compile(r"Orientation confidence: (\d{1,4}(?:\.\d{1,6})?)")
# A line's height from the lowest to the highest letter is about this share of the font size.
_HEIGHT = 0.95
# Sizes of lines are measured, and differ a little where the print does not.
_SAME = 0.18
_BOLD = 1.22
_NOISE = re.compile(r"[^\w%€$£&+•▪●■°-]{1,4}|[|_—–~=-]{1,200}")


class OcrError(Exception):
    """A page could not be read by OCR; the message says why."""


@dataclass(frozen=True)
class Tesseract:
    """The program and the languages it has."""

    program: str
    languages: tuple[str, ...]

    def read(self, picture: Image.Image, seconds: float) -> tuple[list[Word], float]:
        """The words of an upright picture in points of its page, and how sure they are (0 to 1).

        Raises:
            OcrError: the program failed or took longer than `seconds`.
        """
        output = self._run(
            picture,
            seconds,
            ["-l", "+".join(self.languages), "--psm", "3", "-c", "tessedit_create_hocr=1"],
        )
        return read_hocr(output, ink_of(picture), picture.info["dpi"])

    def find_turn(self, picture: Image.Image, seconds: float) -> int:
        """By how many quarter turns clockwise the text of a picture is turned; 0 if unknown."""
        try:
            output = self._run(picture, seconds, ["-l", "osd", "--psm", "0"])
        except OcrError:  # too little text, or no data for it
            return 0
        text = output.decode("utf-8", "replace")
        rotate, sure = _ROTATE.search(text), _TURN_SURE.search(text)
        if rotate is None or sure is None or float(sure[1]) < 1:
            return 0
        # Tesseract says how far to turn the page clockwise in order to set it upright.
        return (4 - int(rotate[1]) // 90) % 4

    def _run(self, picture: Image.Image, seconds: float, options: list[str]) -> bytes:
        dpi = round(picture.info["dpi"])
        data = io.BytesIO()
        picture.save(data, "PPM")
        try:
            done = subprocess.run(
                [self.program, "stdin", "stdout", "--dpi", str(dpi), *options],
                input=data.getvalue(), capture_output=True, timeout=seconds, check=True,
                env=_environment(),
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise OcrError(f"Tesseract took over {seconds:.0f} s") from error
        except (subprocess.CalledProcessError, OSError) as error:
            raise OcrError("Tesseract failed on it; scan the page anew") from error
        return done.stdout


def _environment() -> dict[str, str]:
    kept = ("PATH", "TESSDATA_PREFIX", "TMPDIR", "LD_LIBRARY_PATH", "SYSTEMROOT")
    known = {name: os.environ[name] for name in kept if name in os.environ}
    return {**known, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}


@cache
def find_tesseract() -> Tesseract | None:
    """The program on the search path, or None where it or its French and English are missing."""
    program = shutil.which("tesseract")
    if program is None:
        return None
    try:
        done = subprocess.run(
            [program, "--list-langs"],
            capture_output=True, timeout=20, check=True, env=_environment(),
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
    except (subprocess.SubprocessError, OSError):
        return None
    there = done.stdout.decode("utf-8", "replace").split()
    languages = tuple(code for code in _LANGUAGES if code in there)
    return Tesseract(program, languages) if languages else None


def read_hocr(data: bytes, ink: Ink, dpi: float) -> tuple[list[Word], float]:
    """Words in reading order with size, weight and baseline, and the mean confidence by letters.

    Where most of the text runs up or down the page, the confidence is 0.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, load_dtd=False)
    root = etree.fromstring(data, parser)
    if root is None:
        return [], 0.0
    lines = []
    for element in root.iter("{*}span"):
        if str(element.get("class", "")).startswith("ocr_") and _SIZE.search(_title(element)):
            line = _read_line(element, ink)
            if line is not None:
                lines.append(line)
    long = [word for line in lines for word in line.words if len(word.text) > 3]
    if 2 * sum(word.height > word.x1 - word.x0 for word in long) > len(long):
        return [], 0.0  # the page lies on its side
    _even_sizes(lines)
    usual = _middle([(line.weight / line.size, line.letters) for line in lines])
    body = _middle([(line.size, line.letters) for line in lines])
    scale = 72 / dpi
    words: list[Word] = []
    sure = letters = 0.0
    for line in lines:
        if line.size > body and line.weight < 1.1 * usual * body:
            line.size = body  # larger letters have thicker strokes: its height is misjudged
        bold = line.letters > 2 and line.weight / line.size > _BOLD * usual
        style = Style(max(round(line.size * _HEIGHT * scale * 2) / 2, 1.0), bold)
        for piece in line.words:
            words.append(
                Word(piece.text, piece.x0 * scale, piece.x1 * scale, line.base * scale, style)
            )
            sure += piece.sure * len(piece.text)
            letters += len(piece.text)
    return words, sure / letters if letters else 0.0


class _Piece(NamedTuple):
    """A word in pixels."""

    text: str
    x0: int
    x1: int
    height: int
    sure: float


@dataclass
class _Line:
    words: list[_Piece]
    base: float
    size: float
    weight: float

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)


def _title(element: etree._Element) -> str:
    return str(element.get("title", ""))


def _read_line(element: etree._Element, ink: Ink) -> _Line | None:
    title = _title(element)
    box, size, slope = _BOX.search(title), _SIZE.search(title), _BASELINE.search(title)
    if box is None or size is None or float(size[1]) < 3:
        return None
    left, bottom = int(box[1]), int(box[4])
    words: list[_Piece] = []
    weights: list[tuple[float, int]] = []
    for span in element.iter("{*}span"):
        if span.get("class") != "ocrx_word":
            continue
        # A ruling line between cells is read as a sign, alone or together with a word.
        text = "".join(str(part) for part in span.itertext()).strip().strip("|¦").strip()
        place, sure = _BOX.search(_title(span)), _SURE.search(_title(span))
        if not text or place is None or sure is None:
            continue
        x0, top, x1, low = (int(value) for value in place.groups())
        confidence = int(sure[1]) / 100
        words.append(_Piece(text, x0, x1, low - top, confidence))
        inside = ink[top:low, x0:x1]
        weights.append((weight_of(inside) if inside.size else 0.0, len(text)))
    if not words:
        return None
    words = _mark_bullet(words, float(size[1]))
    if not words:
        return None
    base = float(bottom)
    if slope is not None:
        # The line's own slope is what is left after straightening: taken at its middle.
        base += float(slope[2]) + float(slope[1]) * (int(box[3]) - left) / 2
    return _Line(words, base, float(size[1]), _middle(weights))


def _mark_bullet(words: list[_Piece], size: float) -> list[_Piece]:
    """The line without dust and ruling lines; what opens it and is small, and stands apart from
    the text, is a bullet, whichever sign it was taken for."""
    first = words[0]
    if (
        len(words) > 1
        and len(first.text) <= 2
        and words[1].x0 - first.x1 > 0.5 * size
        and (first.sure < 0.75 or not first.text.isalnum())
        and max(first.height, first.x1 - first.x0) < 0.6 * size
        and first.text[0] not in "-–—"
    ):
        words = [first._replace(text="•", sure=max(first.sure, 0.75)), *words[1:]]
    return [word for word in words if word.sure >= 0.7 or not _NOISE.fullmatch(word.text)]


def _even_sizes(lines: list[_Line]) -> None:
    """Gives lines whose measured sizes hardly differ one size, the most common first."""
    rest = sorted(lines, key=lambda line: line.size)
    while rest:
        usual = _middle([(line.size, line.letters) for line in rest])
        same = [line for line in rest if abs(line.size - usual) <= _SAME * usual]
        for line in same:
            line.size = usual
        taken = {id(line) for line in same}
        rest = [line for line in rest if id(line) not in taken]


def _middle(weighted: list[tuple[float, int]]) -> float:
    """The weighted median; 0 for nothing."""
    total = sum(weight for _, weight in weighted)
    seen = 0
    for value, weight in sorted(weighted):
        seen += weight
        if 2 * seen >= total:
            return value
    return 0.0
