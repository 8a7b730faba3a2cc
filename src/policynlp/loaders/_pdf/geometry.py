"""Turning coordinates: from PDF user space to the page as shown, and to upright text.

User space has its origin at the lower left, y upwards; the page as shown has it at the upper
left, y downwards, after the page's own rotation. A view is the page as shown, turned back so
that text written sideways is upright.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from policynlp.schema import BBox


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible box of a page in user space, and its rotation in quarter turns clockwise."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as shown."""
        width, height = self.right - self.left, self.top - self.bottom
        return (height, width) if self.rotation % 2 else (width, height)

    def show(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space on the page as shown."""
        if self.rotation == 0:
            return x - self.left, self.top - y
        if self.rotation == 1:
            return y - self.bottom, x - self.left
        if self.rotation == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x


def view_point(x: float, y: float, turn: int, size: tuple[float, float]) -> tuple[float, float]:
    """A point of the page as shown (`size`), in the view where text of this turn is upright."""
    width, height = size
    if turn == 0:
        return x, y
    if turn == 1:
        return y, width - x
    if turn == 2:
        return width - x, height - y
    return height - y, x


def view_size(turn: int, size: tuple[float, float]) -> tuple[float, float]:
    """Width and height of a view."""
    return (size[1], size[0]) if turn % 2 else size


def view_box(box: BBox, turn: int, size: tuple[float, float]) -> BBox:
    """A box of the page as shown, in a view."""
    x0, y0 = view_point(box[0], box[1], turn, size)
    x1, y1 = view_point(box[2], box[3], turn, size)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def shown_box(box: BBox, turn: int, size: tuple[float, float]) -> BBox:
    """A box of a view, on the page as shown (`size`): the inverse of `view_box`."""
    return view_box(box, (4 - turn) % 4, view_size(turn, size))


def skewed_box(box: BBox, degrees: float, size: tuple[float, float]) -> BBox:
    """The box round a box that is turned clockwise about the middle of a page."""
    sin, cos = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x, y = size[0] / 2, size[1] / 2
    corners = [(a - x, b - y) for a in (box[0], box[2]) for b in (box[1], box[3])]
    xs = [x + a * cos - b * sin for a, b in corners]
    ys = [y + a * sin + b * cos for a, b in corners]
    return min(xs), min(ys), max(xs), max(ys)
