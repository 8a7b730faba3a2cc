"""A page as a picture: drawn, set straight, searched for ruling lines and heavy print."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pypdfium2 as pypdfium
from numpy.typing import NDArray
from PIL import Image

from policynlp.loaders._pdf.model import Drawing, Edge

DPI = 300
_MAX_PIXELS = 30_000_000  # 300 dpi up to A3 and a half; larger sheets are drawn smaller
_DARK = 140
# Scanners pull a sheet in up to five degrees askew; what leans more was laid down so.
_MAX_SKEW = 5.0
_LEAST_SKEW = 0.08
_RULE = 0.4  # inches: longer unbroken ink than this is no letter
_THICK = 0.05  # inches: thicker ink is shading or a picture

Ink = NDArray[np.bool_]


def take_picture(pdf: pypdfium.PdfDocument, index: int) -> Image.Image:
    """The page with this index (from 0) as shown, in shades of grey; `info["dpi"]` says how fine.

    Raises:
        pypdfium.PdfiumError: the page cannot be drawn.
    """
    page = pdf[index]
    try:
        width, height = page.get_size()
        scale = DPI / 72
        scale *= min(1.0, math.sqrt(_MAX_PIXELS / max(width * height * scale * scale, 1.0)))
        bitmap = page.render(scale=scale, grayscale=True)
        try:
            picture: Image.Image = bitmap.to_pil().convert("L").copy()
        finally:
            bitmap.close()
    finally:
        page.close()
    picture.info["dpi"] = scale * 72
    return picture


def ink_of(picture: Image.Image) -> Ink:
    """Which pixels are dark."""
    return np.asarray(picture) < _DARK


def turned(picture: Image.Image, turn: int) -> Image.Image:
    """The picture turned back by quarter turns, so that text turned clockwise is upright."""
    made = picture.rotate(90 * turn, expand=True)
    made.info["dpi"] = picture.info["dpi"]
    return made


def straighten(picture: Image.Image) -> tuple[Image.Image, float]:
    """The picture with its lines level, and by how many degrees it was turned clockwise."""
    skew = _find_skew(picture)
    if abs(skew) < _LEAST_SKEW:
        return picture, 0.0
    made = picture.rotate(skew, resample=Image.Resampling.BICUBIC, fillcolor=255)
    made.info["dpi"] = picture.info["dpi"]
    return made, skew


def _find_skew(picture: Image.Image) -> float:
    """Degrees by which lines of text fall to the right: with that angle undone, ink lies in the
    fewest rows."""
    width, height = picture.size
    factor = max(1, round(max(width, height) / 1600))
    small = picture.reduce(factor) if factor > 1 else picture
    ys, xs = np.nonzero(np.asarray(small) < 180)
    if len(ys) < 200:
        return 0.0
    if len(ys) > 150_000:
        step = len(ys) // 150_000 + 1
        ys, xs = ys[::step], xs[::step]
    ys, xs = ys.astype(np.float64), xs.astype(np.float64)

    def sharpness(angle: float) -> float:
        rows = np.round(ys - xs * math.tan(math.radians(angle))).astype(np.int64)
        counts = np.bincount(rows - rows.min())
        return float(np.square(counts, dtype=np.float64).sum())

    best = max(np.arange(-_MAX_SKEW, _MAX_SKEW + 0.01, 0.5), key=sharpness)
    for fine in (0.1, 0.02):
        best = max((best + k * fine for k in range(-5, 6)), key=sharpness)
    level = sharpness(0.0)
    return float(best) if sharpness(best) > 1.02 * level else 0.0


def weight_of(ink: Ink) -> float:
    """How thick the strokes are, in pixels: the mean length of dark stretches of a row."""
    total = int(ink.sum())
    starts = int(ink[:, 0].sum()) + int((ink[:, 1:] & ~ink[:, :-1]).sum())
    return total / starts if starts else 0.0


def find_rules(ink: Ink, dpi: float) -> Drawing:
    """Ruling lines of a picture, in points of the page."""
    drawing = Drawing()
    for place, start, end in _runs(ink, dpi):
        drawing.horizontal.append(Edge(place * 72 / dpi, start * 72 / dpi, end * 72 / dpi))
    for place, start, end in _runs(ink.T, dpi):
        drawing.vertical.append(Edge(place * 72 / dpi, start * 72 / dpi, end * 72 / dpi))
    return drawing


def _runs(ink: NDArray[Any], dpi: float) -> list[tuple[float, int, int]]:
    """Long thin stretches of ink: row, first and last column, in pixels."""
    least, thick = int(_RULE * dpi), max(2, int(_THICK * dpi))
    found: list[list[int]] = []  # first row, last row, start, end
    open_: list[list[int]] = []
    rows = np.nonzero(ink.sum(axis=1) >= least)[0]
    for row in rows.tolist():
        padded = np.concatenate(([0], ink[row].astype(np.int8), [0]))
        steps = np.diff(padded)
        starts, ends = np.nonzero(steps == 1)[0], np.nonzero(steps == -1)[0]
        keep = ends - starts >= least
        open_ = [run for run in open_ if run[1] >= row - 2]
        for start, end in zip(starts[keep].tolist(), ends[keep].tolist(), strict=True):
            for run in open_:
                if start < run[3] and end > run[2]:
                    run[1], run[2], run[3] = row, min(run[2], start), max(run[3], end)
                    break
            else:
                run = [row, row, start, end]
                open_.append(run)
                found.append(run)
    return [((a + b) / 2, s, e) for a, b, s, e in found if b - a < thick]
