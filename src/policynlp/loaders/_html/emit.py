"""The content of a page as paragraphs, in reading order."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from policynlp.loaders._html.boxes import read_boxes, runs_on
from policynlp.loaders._html.furniture import HEADINGS
from policynlp.loaders._html.looks import draw_titles, look_of
from policynlp.loaders._html.tables import is_layout, read_table, sections_of
from policynlp.loaders._html.tree import Node, names
from policynlp.loaders._html.typed import read_typed
from policynlp.loaders._paragraphs import Paragraph, open_form
from policynlp.schema import BlockKind

_BLOCK = HEADINGS | names(
    "address article aside blockquote body caption center dd details dir div dl dt fieldset"
    " figcaption figure footer form header hgroup hr html li legend main ol p pre section summary"
    " table tbody td tfoot th thead tr ul"
)
_BLOCK_DISPLAYS = frozenset(("block", "flex", "grid", "list-item", "table", "table-row"))
_SPACE = re.compile(r"[ \t\r\n\f]+")


@dataclass
class _List:
    """An open list: the next number, its style, and what is to be printed before the next text."""

    ordered: bool
    number: int = 1
    step: int = 1
    style: str = "1"
    marker: str = ""


@dataclass
class _State:
    paragraphs: list[Paragraph] = field(default_factory=list)
    # How the paragraphs are set, as far as they could be titles; the element of the first text.
    looks: dict[int, str] = field(default_factory=dict)
    holder: Node | None = None
    parts: list[str] = field(default_factory=list)
    bold_letters: int = 0
    sizes: Counter[float] = field(default_factory=Counter)  # letters of each size
    # Where in the parts the line behind the last line break begins, and its letters in bold.
    line: int = 0
    line_bold: int = 0
    preformatted: int = 0
    lists: list[_List] = field(default_factory=list)
    kind: BlockKind = "paragraph"
    level: int | None = None
    # An inline element began or ended right before.
    edge: bool = False


def read_content(root: Node, *, flat: bool = False, forms: bool = True) -> list[Paragraph]:
    """The paragraphs, items, headings and tables of an element.

    With `flat`, tables and definition lists are read as text; without `forms`, no table is opened
    whose cells hold whole sections.
    """
    state = _State()
    stack: list[tuple[Node, int]] = [(root, 0)]
    _enter(state, root)
    while stack:
        node, place = stack.pop()
        if place >= len(node.children):
            _leave(state, node)
            continue
        stack.append((node, place + 1))
        child = node.children[place]
        if isinstance(child, str):
            _add_text(state, child, node)
        elif child.tag == "br":
            _break_line(state, node)
        elif child.tag == "table" and forms and not flat and (cells := sections_of(child)):
            _flush(state)
            rows = [[read_content(cell, forms=False) for cell in row] for row in cells]
            state.paragraphs += open_form(rows) or [part for row in rows for c in row for part in c]
        elif child.tag == "table" and not flat and not is_layout(child):
            _flush(state)
            _add_table(state, child)
        elif child.tag == "dl" and not flat and _is_short_list(child):
            _flush(state)
            _add_definitions(state, child)
        elif child.tag == "pre" and not flat:
            _flush(state)
            state.paragraphs += read_typed(child)
        elif child.tag == "sup" and _is_note_mark(child):
            continue
        elif not flat and (boxes := read_boxes(node, place))[0]:
            _flush(state)
            state.paragraphs.append(Paragraph(kind="table", rows=tuple(boxes[0])))
            stack[-1] = (node, boxes[1])
        else:
            _enter(state, child)
            stack.append((child, 0))
    _flush(state)
    if flat:
        return state.paragraphs
    looks = [state.looks.get(i, "") for i in range(len(state.paragraphs))]
    return draw_titles(state.paragraphs, looks)


def _in_line(state: _State, node: Node) -> bool:
    """Whether an element stands inside its line, whose text goes on."""
    if node.tag in _BLOCK or node.display in _BLOCK_DISPLAYS:
        return False
    state.edge = node.tag not in ("sup", "sub")
    if node.tag == "q":
        state.parts.append('"')
    return True


def _enter(state: _State, node: Node) -> None:
    tag = node.tag
    if _in_line(state, node):
        return
    _flush(state)
    if tag == "pre":
        state.preformatted += 1
    elif tag in ("ul", "ol", "dir"):
        state.lists.append(_open_list(node))
    elif tag == "li" and state.lists:
        _mark_item(state.lists[-1], node)
    elif tag in HEADINGS:
        state.kind, state.level = "heading", int(tag[1])
    elif tag == "p" and node.get("class").startswith("MsoTitle"):
        state.kind, state.level = "heading", 1
    elif tag in ("figcaption", "caption"):
        state.kind = "caption"


def _leave(state: _State, node: Node) -> None:
    tag = node.tag
    if _in_line(state, node):
        return
    _flush(state)
    if tag == "pre":
        state.preformatted -= 1
    elif tag in ("ul", "ol", "dir") and state.lists:
        state.lists.pop()
    elif tag == "li" and state.lists:
        state.lists[-1].marker = ""
    elif tag in HEADINGS or tag in ("figcaption", "caption", "p"):
        state.kind, state.level = "paragraph", None


def _add_text(state: _State, text: str, node: Node) -> None:
    if not state.preformatted:
        text = _SPACE.sub(" ", text)
    if state.edge and state.parts and runs_on(state.parts[-1], text):
        state.parts.append(" ")
    state.edge = False
    state.parts.append(text)
    letters = len("".join(text.split()))
    if letters and state.holder is None:
        state.holder = node
    state.sizes[node.size] += letters
    if node.bold:
        state.bold_letters += letters
        state.line_bold += letters


def _break_line(state: _State, node: Node) -> None:
    """Ends a line; one in bold alone is a paragraph of its own, the title of what follows."""
    line = state.parts[state.line :]
    letters = len("".join("".join(line).split()))
    bold = state.line_bold
    if not letters or bold < letters or node.bold or state.preformatted:
        state.parts.append("\n")
        state.line, state.line_bold = len(state.parts), 0
        return
    del state.parts[state.line :]
    state.bold_letters -= bold
    _flush(state)
    state.parts, state.bold_letters = line, bold
    _flush(state)


def _flush(state: _State) -> None:
    """Makes what was gathered a paragraph of the kind that is open."""
    text = "".join(state.parts)
    text = "\n".join(line.strip() for line in text.split("\n")).strip()
    letters = len("".join(text.split()))
    bold = letters > 0 and state.bold_letters >= letters
    size = state.sizes.most_common(1)[0][0] if state.sizes else 0.0
    state.parts, state.bold_letters, state.line, state.line_bold = [], 0, 0, 0
    state.sizes.clear()
    holder, state.holder = state.holder, None
    if not text:
        return
    kind, level = state.kind, state.level
    indent = float(len(state.lists))
    if kind == "paragraph" and state.lists and state.lists[-1].marker:
        kind, level = "list_item", len(state.lists)
        text = f"{state.lists[-1].marker} {text}"
        state.lists[-1].marker = ""
    if kind == "paragraph" and holder is not None and not bold:
        state.looks[len(state.paragraphs)] = look_of(holder, text)
    state.paragraphs.append(Paragraph(text, kind, level, bold=bold, size=size, indent=indent))


def _open_list(node: Node) -> _List:
    if node.tag != "ol":
        return _List(False)
    items = sum(isinstance(child, Node) and child.tag == "li" for child in node.children)
    start = _number(node.get("start"))
    if "reversed" in node.attributes:
        return _List(True, items if start is None else start, -1, node.get("type") or "1")
    return _List(True, 1 if start is None else start, 1, node.get("type") or "1")


def _number(text: str) -> int | None:
    text = text.strip()
    return int(text) if re.fullmatch(r"-?\d{1,6}", text) else None


def _mark_item(found: _List, node: Node) -> None:
    if not found.ordered:
        found.marker = "•"
        return
    value = _number(node.get("value"))
    if value is not None:
        found.number = value
    found.marker = f"{format_number(found.number, found.style)}."
    found.number += found.step


def format_number(value: int, style: str) -> str:
    """A list number in the style of HTML's `type`: 1, a, A, i, I."""
    if style in ("a", "A") and value > 0:
        letters = ""
        while value > 0:
            value, rest = divmod(value - 1, 26)
            letters = chr(97 + rest) + letters
        return letters if style == "a" else letters.upper()
    if style in ("i", "I") and 0 < value < 4000:
        written = ""
        for size, sign in (
            (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
            (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
        ):  # fmt: skip
            while value >= size:
                written, value = written + sign, value - size
        return written if style == "i" else written.upper()
    return str(value)


def _is_note_mark(node: Node) -> bool:
    link = node.find("a")
    return link is not None and link.get("href").startswith("#")


def read_cell(cell: Node) -> tuple[str, bool]:
    """The text of a cell, its paragraphs and items on lines of their own, and whether it is all
    bold."""
    lines: list[str] = []
    bold = True
    # A table inside a cell is read as text: tables do not nest in the output.
    for paragraph in read_content(cell, flat=True):
        lines.extend(paragraph.text.split("\n"))
        bold = bold and paragraph.bold
    return "\n".join(line for line in lines if line.strip()), bold and bool(lines)


def _add_table(state: _State, table: Node) -> None:
    caption = next((c for c in table.children if isinstance(c, Node) and c.tag == "caption"), None)
    if caption is not None:
        text = " ".join(caption.text().split())
        if text:
            state.paragraphs.append(Paragraph(text, "caption"))
    rows, header_rows = read_table(table, read_cell)
    if rows:
        state.paragraphs.append(
            Paragraph(kind="table", rows=rows, header_rows=header_rows, bold=False)
        )


def _pairs(node: Node) -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for child in node.walk():
        if child.tag == "dt":
            pairs.append((read_cell(child)[0], ""))
        elif child.tag == "dd" and pairs:
            term, value = pairs[-1]
            pairs[-1] = (term, f"{value}\n{read_cell(child)[0]}".strip())
    return pairs


def _is_short_list(node: Node) -> bool:
    """Whether a definition list is a form: short terms, short values."""
    if node.find("dl", "table", "ul", "ol", *HEADINGS) is not None:
        return False
    pairs = _pairs(node)
    return bool(pairs) and all(
        len(term) <= 60 and 0 < len(value) <= 250 and not term.endswith("?")
        for term, value in pairs
    )


def _add_definitions(state: _State, node: Node) -> None:
    state.paragraphs.append(Paragraph(kind="table", rows=tuple(_pairs(node))))
