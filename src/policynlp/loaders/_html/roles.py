"""What a page says with roles and classes, said with tags: headings, lists, tables.

Programs build all of it of divisions and tell readers of screens (`role`, `aria-level`), style
sheets (`class="h2"`, `display: table-row`) or themselves (`lst-kix_x-1`) what they are.
"""

from __future__ import annotations

import re
from itertools import islice

from policynlp.blocks import BULLETS
from policynlp.loaders._html.tables import rows_of
from policynlp.loaders._html.tree import Node, names

_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_BLOCKS = names("div p section article table ul ol dl blockquote form main") | _HEADINGS
# Class names of titles: "h2", "ms-rteElement-H2", "heading_h3".
_TITLE_CLASS = re.compile(r"(?:^|[-_])h([1-6])$")
_TITLE_TAGS = names("p div span header center font strong b")
_TITLE_LETTERS = 250
_ROLE_TAGS = {
    "list": "ul", "listitem": "li", "table": "table", "grid": "table", "treegrid": "table",
    "row": "tr", "cell": "td", "gridcell": "td", "columnheader": "th", "rowheader": "th",
    "rowgroup": "tbody",
}  # fmt: skip
_PLAIN = names("div span p section ul li") | {"dl"}
_LIST_LEVEL = re.compile(r"lst-[\w-]{1,60}-(\d)")
_SIGN_LETTERS = 20
_SIGN = re.compile(rf"[{re.escape(BULLETS)}>]|\(?\d{{1,3}}[.)]|\(?[a-z][.)]")
# A row of a grid has so many cells, a cell so many letters.
_LEAST_ROWS, _LEAST_CELLS, _MOST_CELLS, _CELL_LETTERS = 2, 2, 12, 600
_ROW_WORDS = names("row tr")
_CELL_WORDS = names("cell col column td th")


def name_parts(page: Node) -> None:
    """Gives the elements of a page the tags of what they say that they are."""
    for node in list(page.walk()):
        level = _title_level(node)
        tag = f"h{level}" if level else _ROLE_TAGS.get(node.get("role").strip().lower())
        if tag and (level or node.tag in _PLAIN or "-" in node.tag):
            node.tag = tag
        elif node.tag == "table" and _is_bullet_table(node):
            _open_bullets(node)
        elif node.tag in ("div", "section"):
            _set_grid(node)
        if any(isinstance(child, Node) and child.tag in ("ul", "ol") for child in node.children):
            node.children = [_sunk(child, node) for child in node.children]
        _show_blocks(node)


def _show_blocks(node: Node) -> None:
    """Shows elements of a program's own as blocks where no text of a line stands beside them."""
    own = [child for child in _elements(node) if "-" in child.tag]
    if own and not any(isinstance(child, str) and child.strip() for child in node.children):
        for child in own:
            child.display = child.display or "block"


def _title_level(node: Node) -> int:
    """The level of an element that is a heading by its role or class; 0 for any other."""
    if node.tag in _HEADINGS:
        return 0
    if node.get("role").strip().lower() == "heading":
        level = node.get("aria-level").strip()
        return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2
    if node.tag not in _TITLE_TAGS:
        return 0
    for name in islice(node.get("class").lower().split(), 10):
        match = _TITLE_CLASS.search(name[-60:])
        if match and node.find(*_BLOCKS) is None and _fits(node, _TITLE_LETTERS):
            return int(match[1])
    return 0


def _fits(node: Node, letters: int) -> bool:
    """Whether an element holds text, and no more than so many letters."""
    return 0 < len("".join(node.text(letters).split())) <= letters


def _elements(node: Node) -> list[Node]:
    return [child for child in node.children if isinstance(child, Node)]


def _sunk(node: Node | str, parent: Node) -> Node | str:
    """A list that says its level in its class, as those do that stand one after the other, as deep
    as it says; anything else as it is."""
    if isinstance(node, str) or node.tag not in ("ul", "ol"):
        return node
    names = node.get("class").split()[:10]
    match = next((m for name in names if (m := _LIST_LEVEL.fullmatch(name))), None)
    for _ in range(int(match[1]) if match else 0):
        outer = Node("ul", parent=parent)
        outer.children = [node]
        node.parent = outer
        node = outer
    return node


def _is_bullet_table(table: Node) -> bool:
    """Whether a table only sets the signs of items left of them."""
    rows = [_filled(row) for row, _ in rows_of(table)]
    return bool(rows) and all(
        len(row) == 2 and _SIGN.fullmatch(row[0].text(_SIGN_LETTERS).strip()) for row in rows
    )


def _filled(row: Node) -> list[Node]:
    """The cells of a row that hold text."""
    cells = [cell for cell in _elements(row) if cell.tag in ("td", "th")]
    return [cell for cell in cells if cell.text(_SIGN_LETTERS).strip()]


def _open_bullets(table: Node) -> None:
    items: list[Node | str] = []
    for row, _ in rows_of(table):
        sign, text = _filled(row)
        item = Node("p", parent=table, bold=table.bold, size=text.size)
        item.children = [f"{sign.text().strip()} ", *text.children]
        for child in _elements(text):
            child.parent = item
        first = next((c for c in text.children if not isinstance(c, str) or c.strip()), "")
        if isinstance(first, Node) and first.tag in ("p", "div"):
            # The sign belongs into the paragraph that it stands before.
            first.children.insert(0, item.children[0])
            item.tag, item.children = "div", item.children[1:]
        items.append(item)
    table.tag, table.children = "div", items


def _set_grid(node: Node) -> None:
    """Sets rows of boxes that say what they are by style or class as the rows of a table."""
    done: list[Node | str] = []
    run: list[Node] = []
    for child in [*node.children, None]:
        if isinstance(child, str) and not child.strip():
            continue
        if isinstance(child, Node) and _is_row(child) and (not run or _alike(run[0], child)):
            run.append(child)
            continue
        done.extend([_make_table(node, run)] if len(run) >= _LEAST_ROWS else run)
        run = []
        if isinstance(child, Node) and _is_row(child):
            run = [child]
        elif child is not None:
            done.append(child)
    if any(isinstance(child, Node) and child.tag == "table" for child in done):
        node.children = done


def _is_row(node: Node) -> bool:
    """Whether an element is a row of short cells."""
    if node.tag not in _PLAIN or not (_says(node, _ROW_WORDS) or node.display == "table-row"):
        return False
    cells = _elements(node)
    if not _LEAST_CELLS <= len(cells) <= _MOST_CELLS:
        return False
    if any(isinstance(child, str) and child.strip() for child in node.children):
        return False
    return all(
        cell.tag in ("div", "span", "p", "li")
        and (_says(cell, _CELL_WORDS) or cell.display == "table-cell")
        and cell.find(*(_BLOCKS - {"p", "div"}), "a") is None
        and len(cell.text(_CELL_LETTERS)) <= _CELL_LETTERS
        for cell in cells
    )


def _alike(row: Node, other: Node) -> bool:
    return row.tag == other.tag and len(_elements(row)) == len(_elements(other))


def _says(node: Node, words: frozenset[str]) -> bool:
    """Whether a class name of an element holds one of these words: "table-row", "col-md-4"."""
    return any(
        not words.isdisjoint(re.split(r"[-_]", name))
        for name in islice(node.get("class").lower().split(), 10)
    )


def _make_table(parent: Node, rows: list[Node]) -> Node:
    table = Node("table", parent=parent, size=parent.size)
    table.children = list(rows)
    for row in rows:
        row.tag, row.parent = "tr", table
        for cell in _elements(row):
            cell.tag = "td"
    return table
