"""Pages that converters make of PDF files: each printed line an element at its place on its page.
They are read as a text that keeps its layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter

from policynlp.loaders._html.tree import Node

# A page has so many placed lines at least; a letter takes that part of its width, and a line below
# another that part of the usual distance more where a blank line stands between.
_LEAST_LINES, _LETTERS, _APART = 8, 120, 1.45
# Elements that stand apart by no more than that part of it are in one line, with spaces between.
_SAME, _GAP, _MOST_COLUMN = 0.4, 3, 200
_PLACE = re.compile(
    r"(?<![-\w])(top|left|width)\s{0,3}:\s{0,3}(-?\d{1,5}(?:\.\d{1,9})?)(?:px|pt|%)"
)
_PAGE_END = "\n\f"


def set_positions(root: Node) -> None:
    """Makes one `pre` of all pages whose lines are placed, where the first of them stands."""
    pages = [(node, placed) for node in root.walk() if len(placed := _placed(node)) >= _LEAST_LINES]
    if not pages:
        return
    texts = []
    for node, placed in pages:
        texts.append("\n".join(_lines(placed, _width(node, placed))))
        node.children = []
    typed = Node("pre", parent=pages[0][0])
    typed.children = [_PAGE_END.join(texts)]
    pages[0][0].children = [typed]


Placed = tuple[float, float, Node]


def _placed(page: Node) -> list[Placed]:
    """Top and left of the elements that a page consists of; none where not nearly all are placed
    in it."""
    found = []
    held = [child for child in page.children if isinstance(child, Node)]
    for child in held if len(held) >= _LEAST_LINES else ():
        style = child.get("style")
        if "absolute" not in style and "left" not in style:
            continue
        place = dict(_PLACE.findall(style))
        if "top" in place and "left" in place and child.text().strip():
            found.append((float(place["top"]), float(place["left"]), child))
    return found if len(found) * 2 > len(held) and len({top for top, *_ in found}) > 1 else []


def _width(page: Node, placed: Sequence[Placed]) -> float:
    stated = dict(_PLACE.findall(page.get("style"))).get("width")
    edge = max(left for _, left, _ in placed)
    return max(float(stated), edge) if stated else max(2 * edge, 100.0)


def _lines(placed: Sequence[Placed], width: float) -> Iterator[str]:
    """The lines of a page, each element in its column."""
    edge = min(left for _, left, _ in placed)
    usual = _distance([top for top, *_ in placed])
    above = placed[0][0]
    for row in _rows(placed, usual):
        if row[0][0] - above > _APART * usual:
            yield ""
        above = row[0][0]
        line = ""
        for _, left, node in sorted(row, key=itemgetter(1)):
            text = " ".join(node.text().replace("\xa0", " ").split())
            column = min(_MOST_COLUMN, round((left - edge) / width * _LETTERS))
            line = f"{line}{' ' * max(column - len(line), _GAP if line else 0)}{text}"
        yield f"**{line.strip()}**" if all(_is_bold(node) for *_, node in row) else line


def _distance(tops: Sequence[float]) -> float:
    """The usual distance between lines; elements of one line stand at nearly one height."""
    steps = sorted(b - a for a, b in pairwise(sorted(set(tops))))
    large = [step for step in steps if step > _SAME * steps[len(steps) * 3 // 4]]
    return large[len(large) // 2]


def _rows(placed: Sequence[Placed], usual: float) -> Iterator[list[Placed]]:
    """The elements of each line, from the top of the page down."""
    row: list[Placed] = []
    for each in sorted(placed, key=itemgetter(0)):
        if row and each[0] - row[0][0] > _SAME * usual:
            yield row
            row = []
        row.append(each)
    yield row


def _is_bold(node: Node) -> bool:
    """Whether all text below an element is bold."""
    return all(
        below.bold
        for below in node.walk()
        if any(isinstance(child, str) and child.strip() for child in below.children)
    )
