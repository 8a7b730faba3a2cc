"""Pages printed sideways: the page is turned so that most of its text is upright."""

from __future__ import annotations

from policynlp.loaders._pdf.geometry import shown_box, skewed_box, view_box, view_size
from policynlp.loaders._pdf.lines import build_lines
from policynlp.loaders._pdf.model import (
    DESCENT,
    SLANTED,
    Drawing,
    Edge,
    Fill,
    Line,
    Page,
    Word,
)
from policynlp.schema import BBox


def turn_upright(page: Page) -> None:
    """Puts the page into the view of most of its letters; other words go to `page.aside`."""
    turns = {word.style.turn for word in page.words}
    if turns <= {0}:
        return
    letters = [0, 0, 0, 0, 0]
    for word in page.words:
        letters[word.style.turn] += len(word.text)
    turn = letters.index(max(letters[:4]))
    page.aside = [word for word in page.words if word.style.turn != turn]
    page.words = [word for word in page.words if word.style.turn == turn]
    if turn:
        shown = (page.width, page.height)
        page.drawing = _turned(page.drawing, turn, shown)
        page.width, page.height = view_size(turn, shown)
        page.turn = turn


def _turned(drawing: Drawing, turn: int, shown: tuple[float, float]) -> Drawing:
    turned = Drawing(picture=drawing.picture, objects=drawing.objects)
    for edge in drawing.horizontal:
        _add_edge(turned, view_box((edge.start, edge.at, edge.end, edge.at), turn, shown))
    for edge in drawing.vertical:
        _add_edge(turned, view_box((edge.at, edge.start, edge.at, edge.end), turn, shown))
    turned.fills = [
        Fill(*view_box((fill.x0, fill.top, fill.x1, fill.bottom), turn, shown))
        for fill in drawing.fills
    ]
    turned.dots = [
        Fill(*view_box((dot.x0, dot.top, dot.x1, dot.bottom), turn, shown)) for dot in drawing.dots
    ]
    return turned


def _add_edge(drawing: Drawing, box: BBox) -> None:
    x0, top, x1, bottom = box
    if x1 - x0 > bottom - top:
        drawing.horizontal.append(Edge(top, x0, x1))
    else:
        drawing.vertical.append(Edge(x0, top, bottom))


def shown(box: BBox, page: Page) -> BBox:
    """A box of the page's view on the page as it is shown, inside its edges."""
    size = view_size((4 - page.turn) % 4, (page.width, page.height))
    if page.skew:
        box = skewed_box(box, page.skew, (page.width, page.height))
    if page.turn:
        box = shown_box(box, page.turn, size)
    x0, top, x1, bottom = box
    width, height = size
    return (
        round(min(max(x0, 0.0), width), 1),
        round(min(max(top, 0.0), height), 1),
        round(min(max(x1, 0.0), width), 1),
        round(min(max(bottom, 0.0), height), 1),
    )


def aside_lines(page: Page) -> list[tuple[Line, BBox]]:
    """Lines written in another direction than the rest, with their box in the page's view.

    Boxes of slanted lines are those of their first letters: good enough to find them.
    """
    size = view_size((4 - page.turn) % 4, (page.width, page.height))
    found = []
    for turn in range(SLANTED + 1):
        words = [word for word in page.aside if word.style.turn == turn]
        for line in build_lines(words):
            own = (line.x0, line.top, max(line.x1, line.x0 + 1), line.bottom)
            box = own if turn == SLANTED else shown_box(own, turn, size)
            found.append((line, view_box(box, page.turn, size)))
    return found


def take_aside(page: Page, box: BBox) -> list[Word]:
    """What is written in another direction inside a box (a table), a line as one word.

    It stands upright at the middle of where it is printed, so that a table cell takes it in, and
    is no longer in `page.aside`.
    """
    found: list[Word] = []
    rest: list[Word] = []
    for line, place in aside_lines(page):
        x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
        inside = box[0] <= x <= box[2] and box[1] <= y <= box[3]
        if inside and line.words[0].style.turn != SLANTED:
            style = line.words[0].style
            found.append(Word(line.text, x - 1, x + 1, y + DESCENT * style.size, style))
        else:
            rest.extend(line.words)
    page.aside = rest
    return found
