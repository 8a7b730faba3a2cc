"""What a page shows only when one asks for it: tabs, sections that open by a button, text for
browsers without scripts, the same section for another screen."""

from __future__ import annotations

import re
from itertools import islice

from policynlp.loaders._html.tree import Node, names

_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_BOXES = names("div section article")
_TITLE_LETTERS = 150
# A pane is a section from so many letters on; a page without scripts has fewer than so many
# letters beside those for browsers without scripts; a section said twice has so many.
_PANE_LETTERS, _EMPTY_LETTERS, _TWICE_LETTERS = 40, 300, 120
# So much of a page is looked at.
_MOST_BUTTONS, _MOST_GROUPS, _MOST_TABS, _MOST_NODES = 300, 50, 50, 1000
_TAB_WORDS = names("tab tabs tablist")
_POINTERS = ("aria-controls", "data-bs-target", "data-target", "data-tab", "href")


def open_panes(page: Node) -> None:
    """Puts the titles of tabs and the buttons of sections above what they open."""
    _read_unscripted(page)
    nodes = list(page.walk())
    by_id = {node.get("id"): node for node in nodes if node.get("id")}
    buttons = (node for node in nodes if node.tag == "button")
    for button in islice(buttons, _MOST_BUTTONS):
        _open_button(button, by_id)
    groups = (node for node in list(page.walk()) if _is_group(node))
    for group in islice(groups, _MOST_GROUPS):
        _open_tabs(group, by_id)


def _letters(node: Node, most: int) -> int:
    """The letters of an element, counted up to so many."""
    return len("".join(node.text(most).split()))


def _line(node: Node, most: int | None = None) -> str:
    return " ".join(node.text(most).split())


def _read_unscripted(page: Node) -> None:
    """Reads what is meant for browsers without scripts where nothing else stands on the page."""
    body = page.find("body") or page
    kept = [node for node in body.walk() if node.tag in ("noscript", "template")]
    counts = _count(body) if kept else {}
    best = max(kept, key=lambda node: counts[id(node)], default=None)
    if best is None or counts[id(best)] <= _EMPTY_LETTERS:
        return
    hidden = names("noscript template script style")
    stack, shown = [body], 0
    while stack and shown <= _EMPTY_LETTERS:
        node = stack.pop()
        shown += sum(len("".join(c.split())) for c in node.children if isinstance(c, str))
        stack.extend(c for c in node.children if isinstance(c, Node) and c.tag not in hidden)
    if shown <= _EMPTY_LETTERS:
        best.tag = "div"


def _open_button(button: Node, by_id: dict[str, Node]) -> None:
    """A button that is or stands in a title is read as its text."""
    around = next((n for n in button.ancestors() if n.tag in (*_HEADINGS, "summary", "dt")), None)
    if around is not None:
        button.tag = "span"
    elif (pane := _target(button, by_id)) is not None and _is_title(button):
        if _opens_with(pane, _line(button)):
            return
        button.tag = f"h{_level(pane)}"


def _is_title(node: Node) -> bool:
    return 3 <= len(_line(node, _TITLE_LETTERS)) <= _TITLE_LETTERS


def _target(node: Node, by_id: dict[str, Node]) -> Node | None:
    """The pane that an element opens, None where it leads to a place in the text."""
    for name in _POINTERS:
        value = node.get(name).strip()
        if name == "href" and not value.startswith("#"):
            continue
        pane = by_id.get(value.removeprefix("#")) if value else None
        if pane is not None and pane.tag in (*_BOXES, "dd", "li", "ul"):
            inside = any(around is pane for around in node.ancestors())
            return None if inside or _letters(pane, _PANE_LETTERS) < _PANE_LETTERS else pane
    return None


def _opens_with(pane: Node, title: str) -> bool:
    """Whether a title stands once more at the beginning of its pane."""
    for node in islice(pane.walk(), 30):
        text = _line(node, 2 * len(title)).lower()
        if text == title.lower():
            return True
        if text and not text.startswith(title.lower()):
            return False
    return False


def _level(pane: Node) -> int:
    """The level of a title over a pane: above those inside it."""
    inner = [int(node.tag[1]) for node in pane.walk() if node.tag in _HEADINGS]
    return max(2, min(inner) - 1) if inner else 2


def _is_group(node: Node) -> bool:
    if node.tag not in ("ul", "ol", "div", "nav"):
        return False
    if node.get("role").strip().lower() == "tablist":
        return True
    return not _TAB_WORDS.isdisjoint(re.split(r"[\s_-]", node.get("class").lower()[:200]))


def _open_tabs(group: Node, by_id: dict[str, Node]) -> None:
    """Sets the titles of a row of tabs above their panes and takes the row away."""
    found: list[tuple[Node, str]] = []
    for tab in islice(group.walk(), _MOST_NODES):
        if len(found) >= _MOST_TABS:
            break
        if tab.tag not in ("a", "button", "li", "div", "span", "label") or tab is group:
            continue
        pane = _target(tab, by_id)
        if pane is not None and _is_title(tab) and not any(pane is p for p, _ in found):
            # Boxes that only bear such a name lie around their panes, or inside one.
            if any(n is pane for n in group.ancestors()) or any(
                n is group for n in pane.ancestors()
            ):
                return
            found.append((pane, _line(tab)))
    if len(found) < 2:
        return
    for pane, title in found:
        if not _opens_with(pane, title):
            heading = Node(f"h{_level(pane)}", parent=pane, size=pane.size)
            heading.children = [title]
            pane.children.insert(0, heading)
    if group.parent is not None and group in group.parent.children:
        group.parent.children.remove(group)


def drop_repeats(root: Node) -> None:
    """Takes away sections that say the same, word by word, as one before them: made for another
    width of screen, or for print."""
    counts = _count(root)
    alike: dict[int, list[Node]] = {}
    for node in root.walk():
        size = counts[id(node)]
        # Of boxes in each other that hold the same, the outermost one.
        around = counts.get(id(node.parent))
        if node.tag in _BOXES and size >= _TWICE_LETTERS and around not in (None, size):
            alike.setdefault(size, []).append(node)
    for nodes in alike.values():
        seen: set[str] = set()
        for node in nodes if len(nodes) > 1 else ():
            text = _line(node)
            if text in seen and node.parent is not None:
                node.parent.children = [c for c in node.parent.children if c is not node]
            seen.add(text)


def _count(root: Node) -> dict[int, int]:
    """The letters of each element."""
    counts: dict[int, int] = {}
    for node in reversed(list(root.walk())):
        counts[id(node)] = sum(
            [
                len("".join(child.split())) if isinstance(child, str) else counts[id(child)]
                for child in node.children
            ]
        )
    return counts
