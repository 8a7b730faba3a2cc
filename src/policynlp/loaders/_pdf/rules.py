"""Ruling lines, shading and pictures of a page, from PDFium's page objects."""

from __future__ import annotations

import ctypes
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from policynlp.loaders._pdf.geometry import Frame
from policynlp.loaders._pdf.model import Drawing, Edge, Fill

# A drawing (map, chart) with more paths than this is no table; reading it all takes seconds.
_MAX_PATHS = 20_000
_MAX_SEGMENTS = 400
_THIN = 3.0  # points: a filled rectangle this thin is a ruling line
_SHORT = 4.0  # points: shorter strokes are parts of letters and dashes
_MAX_DEPTH = 4
# Bullets drawn as shapes: points across; a circle has 6 to 50 segments.
_SMALLEST_DOT, _LARGEST_DOT = 1.5, 9.0
_DOT_SEGMENTS = 64


class _Matrix(NamedTuple):
    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    def then(self, outer: _Matrix) -> _Matrix:
        """This matrix followed by another."""
        a, b, c, d, e, f = self
        return _Matrix(
            a * outer.a + b * outer.c,
            a * outer.b + b * outer.d,
            c * outer.a + d * outer.c,
            c * outer.b + d * outer.d,
            e * outer.a + f * outer.c + outer.e,
            e * outer.b + f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        return x * self.a + y * self.c + self.e, x * self.b + y * self.d + self.f


_IDENTITY = _Matrix(1, 0, 0, 1, 0, 0)


def read_drawing(page: Any, frame: Frame) -> Drawing:
    """Lines and shading of a page as shown; `page` is a PDFium page (untyped there)."""
    reader = _Reader(frame)
    count = pdfium.FPDFPage_CountObjects(page)
    reader.drawing.objects = count
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        reader.read(item, _IDENTITY, 0)
    return reader.drawing


class _Reader:
    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self.drawing = Drawing()
        self.paths = 0
        self.matrix = pdfium.FS_MATRIX()
        self.a, self.b = ctypes.c_float(), ctypes.c_float()
        self.c, self.d = ctypes.c_float(), ctypes.c_float()

    def read(self, item: Any, outer: _Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self.paths += 1
            if self.paths <= _MAX_PATHS:
                self.read_path(item, outer)
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _MAX_DEPTH:
            pdfium.FPDFPageObj_GetMatrix(item, self.matrix)
            inner = self._matrix().then(outer)
            count = pdfium.FPDFFormObj_CountObjects(item)
            self.drawing.objects += max(count, 0)
            for index in range(max(count, 0)):
                self.read(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            self.drawing.texts += 1
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.read_picture(item, outer)

    def _matrix(self) -> _Matrix:
        m = self.matrix
        return _Matrix(m.a, m.b, m.c, m.d, m.e, m.f)

    def read_picture(self, item: Any, outer: _Matrix) -> None:
        pdfium.FPDFPageObj_GetMatrix(item, self.matrix)
        place = self._matrix().then(outer)
        corners = [place.point(x, y) for x, y in ((0, 0), (1, 0), (0, 1), (1, 1))]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        frame = self.frame
        width = min(max(xs), frame.right) - max(min(xs), frame.left)
        height = min(max(ys), frame.top) - max(min(ys), frame.bottom)
        if width > 0 and height > 0:
            area = (frame.right - frame.left) * (frame.top - frame.bottom)
            self.drawing.picture += width * height / area

    def read_path(self, item: Any, outer: _Matrix) -> None:
        segments = pdfium.FPDFPath_CountSegments(item)
        if not 2 <= segments <= _MAX_SEGMENTS:
            return
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, mode, stroke)
        if not stroke.value and not mode.value:
            return
        pdfium.FPDFPageObj_GetMatrix(item, self.matrix)
        place = self._matrix().then(outer)
        if segments <= _DOT_SEGMENTS and self.add_dot(item, outer):
            return
        parts = self.outlines(item, segments, place)
        if mode.value and len(parts) == 2 and self.add_frame(parts[0][0], parts[1][0]):
            return
        for points, closed in parts:
            if mode.value:
                self.add_filled(item, points)
            if stroke.value:
                ring = [*points, points[0]] if closed else points
                for start, end in pairwise(ring):
                    self.add_edge(start, end)

    def add_dot(self, item: Any, outer: _Matrix) -> bool:
        """Adds a shape that is as small and as high as wide as a bullet; False for others."""
        sides = self.a, self.b, self.c, self.d
        if not pdfium.FPDFPageObj_GetBounds(item, *sides):
            return False
        x0, y0, x1, y1 = (side.value for side in sides)
        if not (x1 - x0 <= 4 * _LARGEST_DOT and y1 - y0 <= 4 * _LARGEST_DOT):
            return False  # far off, before it is looked at as shown
        (a, b), (c, d) = (self.frame.show(*outer.point(x, y)) for x, y in ((x0, y0), (x1, y1)))
        dot = Fill(min(a, c), min(b, d), max(a, c), max(b, d))
        width, height = dot.x1 - dot.x0, dot.bottom - dot.top
        if not (_SMALLEST_DOT <= width <= _LARGEST_DOT and 0.7 * width <= height <= 1.4 * width):
            return False
        self.drawing.dots.append(dot)
        return True

    def outlines(
        self, item: Any, segments: int, place: _Matrix
    ) -> list[tuple[list[tuple[float, float]], bool]]:
        """The path's parts of straight lines as points on the page as shown."""
        parts: list[tuple[list[tuple[float, float]], bool]] = []
        points: list[tuple[float, float]] = []
        closed = curved = False
        for index in range(segments):
            segment = pdfium.FPDFPath_GetPathSegment(item, index)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                if len(points) > 1 and not curved:
                    parts.append((points, closed))
                points, closed, curved = [], False, False
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                curved = True
                continue
            pdfium.FPDFPathSegment_GetPoint(segment, self.a, self.b)
            points.append(self.frame.show(*place.point(self.a.value, self.b.value)))
            closed = closed or bool(pdfium.FPDFPathSegment_GetClose(segment))
        if len(points) > 1 and not curved:
            parts.append((points, closed))
        return parts

    def add_edge(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        (x0, y0), (x1, y1) = start, end
        if abs(y1 - y0) <= 1 and abs(x1 - x0) >= _SHORT:
            self.drawing.horizontal.append(Edge((y0 + y1) / 2, min(x0, x1), max(x0, x1)))
        elif abs(x1 - x0) <= 1 and abs(y1 - y0) >= _SHORT:
            self.drawing.vertical.append(Edge((x0 + x1) / 2, min(y0, y1), max(y0, y1)))

    def add_frame(self, outer: list[tuple[float, float]], inner: list[tuple[float, float]]) -> bool:
        """Adds the sides of a box that is filled between two rectangles; False for others."""
        if not (4 <= len(outer) <= 5 and 4 <= len(inner) <= 5):
            return False
        a, b = _extent(outer), _extent(inner)
        if a[2] - a[0] < b[2] - b[0]:
            a, b = b, a
        if not all(-0.1 <= side <= _THIN for side in (b[0] - a[0], b[1] - a[1])) or not all(
            -0.1 <= side <= _THIN for side in (a[2] - b[2], a[3] - b[3])
        ):
            return False
        left, top, right, bottom = ((x + y) / 2 for x, y in zip(a, b, strict=True))
        self.drawing.horizontal += [Edge(top, left, right), Edge(bottom, left, right)]
        self.drawing.vertical += [Edge(left, top, bottom), Edge(right, top, bottom)]
        return True

    def add_filled(self, item: Any, points: list[tuple[float, float]]) -> None:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        x0, x1, top, bottom = min(xs), max(xs), min(ys), max(ys)
        width, height = x1 - x0, bottom - top
        if min(width, height) <= _THIN:
            if self.is_white(item):
                return
            # Tables drawn of thin rectangles have one for each side of each cell.
            if width >= height and width >= _SHORT:
                self.drawing.horizontal.append(Edge((top + bottom) / 2, x0, x1))
            elif height >= _SHORT:
                self.drawing.vertical.append(Edge((x0 + x1) / 2, top, bottom))
        elif len(points) <= 6 and not self.is_white(item):
            self.drawing.fills.append(Fill(x0, top, x1, bottom))

    def is_white(self, item: Any) -> bool:
        r, g, b, a = (ctypes.c_uint() for _ in range(4))
        if not pdfium.FPDFPageObj_GetFillColor(item, r, g, b, a):
            return False
        return a.value == 0 or min(r.value, g.value, b.value) >= 250


def _extent(points: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
