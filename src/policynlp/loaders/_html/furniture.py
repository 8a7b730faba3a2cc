"""What stands on a web page without being its content: menus, banners, related links, comments.

Tags and roles are believed first, then class names (`web_lines.tsv`), then the density of links.
Nothing is dropped that holds most of the page's text: a wrong guess costs a menu, not a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from policynlp.folding import fold
from policynlp.loaders._html.tree import Node, names
from policynlp.loaders.web_lines import is_button, plain_name, web_tokens

_NEVER = names(
    "script style template noscript iframe svg canvas object embed video audio map button input"
    " select textarea label head link meta nav dialog menu datalist progress meter"
)
_ROLES = names(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar"
    " tablist"
)
HEADINGS = names("h1 h2 h3 h4 h5 h6")
_HIDDEN = re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BLOCKS = names("div section ul ol p td table dl span header center font tr aside")


# A menu has at most so many letters and elements, and so many words in each of its items.
MENU_LETTERS, MENU_NODES, MENU_WORDS = 400, 80, 8
# A box of facts has so many labelled rows, and at most so many elements and share of links.
BOX_ROWS, BOX_NODES, BOX_LINKS = 3, 120, 0.2


@dataclass
class Weight:
    """What an element holds: letters, letters in links, number of links, of elements, and whether
    `main` or an `article` is among them."""

    text: int = 0
    linked: int = 0
    links: int = 0
    nodes: int = 1
    main: bool = False
    article: bool = False


class Weights:
    """The weights of all elements of a page, counted once."""

    def __init__(self, root: Node) -> None:
        self._weights: dict[int, Weight] = {}
        nodes = list(root.walk())
        for node in reversed(nodes):
            weight = Weight()
            if node.tag not in ("script", "style", "noscript", "template"):
                for child in node.children:
                    if isinstance(child, str):
                        weight.text += len("".join(child.split()))
                    else:
                        below = self._weights[id(child)]
                        weight.text += below.text
                        weight.linked += below.linked
                        weight.links += below.links
                        weight.nodes += below.nodes
                        weight.main |= below.main or child.tag == "main"
                        weight.article |= below.article or child.tag == "article"
            if node.tag == "a" and node.get("href"):
                weight.linked, weight.links = weight.text, 1
            self._weights[id(node)] = weight

    def of(self, node: Node) -> Weight:
        """The weight of one element."""
        return self._weights.get(id(node), Weight())

    def density(self, node: Node) -> float:
        """Share of the text that lies in links."""
        weight = self.of(node)
        return weight.linked / weight.text if weight.text else 0.0


def find_content(page: Node) -> Node:
    """The element that holds the page's own content, with the furniture inside it removed."""
    body = page.find("body") or page
    weights = Weights(body)
    _prune(body, weights)
    weights = Weights(body)
    root = _choose_root(body, weights)
    root.children += _boxes_beside(body, root, weights)
    _prune_related(root, weights)
    weights = Weights(root)
    _prune_link_lists(root, weights, plain=root.tag not in ("main", "article"))
    return root


def _prune(body: Node, weights: Weights) -> None:
    total = max(1, weights.of(body).text)
    headlines = [node for node in body.walk() if node.tag == "h1"]
    stack = [body]
    while stack:
        node = stack.pop()
        kept: list[Node | str] = []
        for child in node.children:
            if isinstance(child, str):
                kept.append(child)
                continue
            if child.tag in _NEVER or _is_hidden(child):
                continue
            if _is_furniture(child, weights, total):
                headline = _sole_headline(child, headlines)
                if headline is not None:
                    kept.append(headline)
                continue
            kept.append(child)
            stack.append(child)
        node.children = kept


def _is_hidden(node: Node) -> bool:
    if "hidden" in node.attributes and node.get("hidden") != "until-found":
        return True
    return node.get("aria-hidden") == "true" or bool(_HIDDEN.search(node.get("style")[:2000]))


def _inside(node: Node, *tags: str) -> bool:
    return any(around.tag in tags for around in node.ancestors())


def _is_furniture(node: Node, weights: Weights, total: int) -> bool:
    weight = weights.of(node)
    if node.tag in ("main", "article", "body", "html", *HEADINGS) or weight.text * 2 > total:
        return False
    if weight.main:
        return False
    if node.tag == "header" or node.get("role") == "banner":
        # The head of a section belongs to it.
        return not _inside(node, "article", "main", "section")
    if node.tag == "footer":
        return not _inside(node, "blockquote")  # who said it
    if node.tag == "div" and node.get("title") in ("header", "footer"):
        return True  # the running heads of a text document that LibreOffice saved as HTML
    if _is_fact_box(node, weights):
        return False
    if node.tag == "aside":
        boxed = _inside(node, "article") and weights.density(node) < 0.3
        return not boxed
    if node.get("role") in _ROLES:
        return True
    if node.tag == "form":
        return weight.text * 10 < total * 3
    return _has_furniture_name(node) and (not weight.article or weight.text * 5 < total)


def _is_fact_box(node: Node, weights: Weights) -> bool:
    """Whether an element beside the text is a box of labelled facts of the page's own subject: a
    definition list or a table of two columns, with hardly a link."""
    if node.tag not in ("aside", "div", "section") or weights.of(node).links > 3:
        return False
    if weights.density(node) > BOX_LINKS or weights.of(node).nodes > BOX_NODES:
        return False
    rows = 0
    for inner in node.walk():
        if inner.tag == "dt":
            rows += 1
        elif inner.tag == "tr" and node.tag == "aside":
            cells = [c for c in inner.children if isinstance(c, Node) and c.tag in ("td", "th")]
            rows += len(cells) == 2
    return rows >= BOX_ROWS


def _boxes_beside(body: Node, root: Node, weights: Weights) -> list[Node]:
    """The boxes of facts outside the element chosen, outermost ones only."""
    if root is body:
        return []
    found: list[Node] = []
    around_root = {id(root), *(id(node) for node in root.ancestors())}
    for node in body.walk():
        if id(node) in around_root or not _is_fact_box(node, weights):
            continue
        if node.tag != "aside" and not _has_furniture_name(node):
            continue
        around = {id(a) for a in node.ancestors()}
        if id(root) not in around and not any(id(box) in around for box in found):
            found.append(node)
    for node in found:
        _detach(node)
        node.parent = root
    return found


def _has_furniture_name(node: Node) -> bool:
    for value in (*node.get("class").split(), node.get("id")):
        name = _CAMEL.sub("-", value).lower().replace("_", "-")
        if name and _names_furniture(name):
            return True
    return False


# Kinds of tokens that each language has more of, and their keys in its `reading.toml`.
def _names_furniture(name: str) -> bool:
    """Whether a class name or id says menu, banner ...: "site-footer", "cookieBar"; of words that
    content also uses ("social-protection"), only with a technical word beside them."""
    strong, weak, suffixes = web_tokens("class"), web_tokens("weak"), web_tokens("suffix")
    parts = [part for part in name.split("-") if part]
    if not parts or len(parts) > 5:
        return False
    if " ".join(parts) in web_tokens("heading"):
        return True
    if name in strong or parts[0] in strong or parts[-1] in strong:
        return True
    if name in weak or (parts[-1] in weak and len(parts) <= 3):
        return True
    return parts[0] in weak and (parts[1] in suffixes or parts[1] in weak)


def _sole_headline(node: Node, headlines: list[Node]) -> Node | None:
    """The page's only main heading, where it stands in a page header that is dropped."""
    if len(headlines) != 1 or node.tag not in ("header", "div", "section"):
        return None
    return headlines[0] if _is_around(node, headlines[0]) else None


def _choose_root(body: Node, weights: Weights) -> Node:
    """`main`, a dominating `article`, or the whole body."""
    total = weights.of(body).text
    root = body
    mains = [n for n in body.walk() if n.tag == "main" or n.get("role") == "main"]
    main = max(mains, key=lambda node: weights.of(node).text, default=None)
    if main is not None and weights.of(main).text >= max(1, 0.3 * total):
        root = main
    articles = [n for n in root.walk() if n.tag == "article" and n is not root]
    article = max(articles, key=lambda node: weights.of(node).text, default=None)
    share = 0.6 if root is body else 0.7
    if article is not None and weights.of(article).text >= share * weights.of(root).text:
        outside = root.find("h1")
        # A title above the article belongs to it; a title left open holds the article itself.
        if outside is None or _is_around(article, outside) or _is_around(outside, article):
            return article
        article.children.insert(0, outside)
        return article
    return root


def _is_around(outer: Node, inner: Node) -> bool:
    return any(around is outer for around in inner.ancestors())


_NAMED = HEADINGS | {"p", "strong", "b", "div", "span", "li", "small", "center", "font"}


def _prune_related(root: Node, weights: Weights) -> None:
    """Removes headings like "Read also" with the links that follow them, buttons, breadcrumbs and
    copyright lines."""
    for node in list(root.walk()):
        weight = weights.of(node)
        if node.tag in ("ul", "ol") and _is_menu(node, weight):
            _detach(node)
            continue
        if node.tag not in _NAMED or not 0 < weight.text <= 200 or weight.nodes > 40:
            continue
        text = fold(node.text())
        if is_button(text):
            _detach(node)
        elif plain_name(text) in web_tokens("heading"):
            holder, following = _following(node)
            linked = sum(weights.of(n).linked for n in following)
            if linked * 2 >= sum(weights.of(n).text for n in following):
                for gone in (holder, *following):
                    _detach(gone)


def _is_menu(node: Node, weight: Weight) -> bool:
    """Whether a list is a menu or the way to the page: few words an item, "Home" the first."""
    if not 0 < weight.text <= MENU_LETTERS or weight.nodes > MENU_NODES:
        return False
    items = [fold(item.text()).strip() for item in node.children if isinstance(item, Node)]
    items = [item for item in items if item]
    return (
        len(items) > 1
        and plain_name(items[0]) in web_tokens("home")
        and all(len(item.split()) <= MENU_WORDS for item in items)
    )


def _following(node: Node) -> tuple[Node, list[Node]]:
    """The heading, or the wrapper that it stands in alone, and what follows it up to the next
    heading."""
    holder = node
    for _ in range(3):
        parent = holder.parent
        if parent is None:
            return holder, []
        elements = [child for child in parent.children if isinstance(child, Node)]
        place = elements.index(holder) if holder in elements else 0
        after = elements[place + 1 :]
        if after:
            for end, element in enumerate(after):
                if element.tag in HEADINGS or element.find(*HEADINGS) is not None:
                    return holder, after[:end]
            return holder, after
        holder = parent
    return node, []


def _prune_link_lists(root: Node, weights: Weights, *, plain: bool) -> None:
    """Removes runs of links before the first and after the last running text.

    In an element that says itself that it is the content, only lines of bare links go.
    """
    nodes = [node for node in root.walk() if node.tag in _BLOCKS]
    prose = [i for i, node in enumerate(nodes) if _is_prose(node, weights)]
    if not prose:
        return
    for i, node in enumerate(nodes):
        if prose[0] < i < prose[-1] or node is root:
            continue
        weight = weights.of(node)
        few = 2 if node.tag in ("p", "div", "td", "span", "center", "font") else 3
        mean = weight.text / max(1, weight.links)
        if not plain and (mean > 20 or node.tag in ("ul", "ol")):
            continue
        if weight.links >= few and weights.density(node) >= 0.75 and mean <= 45:
            _detach(node)


def _detach(node: Node) -> None:
    if node.parent is not None and node in node.parent.children:
        node.parent.children.remove(node)


def _is_prose(node: Node, weights: Weights) -> bool:
    """Whether an element holds running text itself, not in elements of their own lines."""
    text = linked = 0
    for child in node.children:
        if isinstance(child, str):
            text += len("".join(child.split()))
        elif child.tag not in _BLOCKS or child.tag in ("span", "font"):
            text += weights.of(child).text
            linked += weights.of(child).linked
    return text >= 70 and linked * 2 < text


def drop(nodes: Iterable[Node]) -> None:
    """Takes elements out of their tree."""
    for node in nodes:
        _detach(node)
