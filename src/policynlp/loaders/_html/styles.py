"""What style sheets and `style` attributes say of weight, size and display.

Only rules for a tag, a class or both are read: that is what programs write that leave documents,
and what they use for titles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from policynlp.loaders._html.tree import Node, names

# The size of text that nothing is said of, in points, and of `<font size>` 1 to 7.
BODY_SIZE = 12.0
# Terms of definition lists stand apart from what is said of them: titles, where they are ones.
_BOLD = names("b strong dt")
_FONT_SIZES = (7.5, 10.0, 12.0, 13.5, 18.0, 24.0, 36.0)
_NAMED_SIZES = {
    "xx-small": 7.0, "x-small": 7.5, "small": 10.0, "medium": 12.0, "large": 13.5,
    "x-large": 18.0, "xx-large": 24.0,
}  # fmt: skip
_UNITS = {"pt": 1.0, "px": 0.75, "rem": BODY_SIZE, "cm": 28.35, "mm": 2.835, "in": 72.0}
_SIZE = re.compile(r"(\d{1,4}(?:\.\d{1,6})?|\.\d{1,6})(pt|px|rem|em|cm|mm|in|%)")
_SELECTOR = re.compile(r"([a-z][a-z0-9]{0,15})?(?:\.([\w-]{1,80}))?")
_BRACES = re.compile(r"([{}])")
# One that is never closed ends with the sheet (CSS Syntax, "consume comments").
_COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)")
_MOST_LETTERS, _MOST_RULES = 2_000_000, 5_000


@dataclass(frozen=True)
class Look:
    """What is said of an element; None where nothing is.

    `size` is in points, or, with `relative`, a factor of the size around it.
    """

    bold: bool | None = None
    size: float | None = None
    relative: bool = False
    display: str | None = None

    def under(self, other: Look) -> Look:
        """Both together, the other's word the last."""
        sized = self if other.size is None else other
        return Look(
            self.bold if other.bold is None else other.bold,
            sized.size,
            sized.relative,
            other.display or self.display,
        )


PLAIN = Look()


def dress(page: Node) -> None:
    """Gives each element the weight, size and display that tags and styles give it."""
    rules = _read_rules(page)
    looks = [(node, _own_look(node, rules)) for node in page.walk()]
    sized = any(look.size is not None for _, look in looks)
    for node, look in looks:
        around = node.parent
        node.display = look.display or ""
        bold = around is not None and around.bold
        node.bold = (bold or node.tag in _BOLD) if look.bold is None else look.bold
        if sized:
            size = around.size if around is not None and around.size else BODY_SIZE
            if look.size is not None:
                size = size * look.size if look.relative else look.size
            node.size = round(size, 1)


def _read_rules(page: Node) -> dict[tuple[str, str], Look]:
    """The looks by tag and class, either of them empty where a rule does not name it."""
    rules: dict[tuple[str, str], Look] = {}
    letters = 0
    for node in page.walk():
        if node.tag == "style" and letters < _MOST_LETTERS:
            sheet = "".join(child for child in node.children if isinstance(child, str))
            letters += len(sheet)
            for selectors, look in _rules_of(sheet[:_MOST_LETTERS]):
                for selector in islice(selectors.split(","), 50):
                    match = _SELECTOR.fullmatch(selector.strip().lower())
                    if match and match.end() and len(rules) < _MOST_RULES:
                        key = (match[1] or "", match[2] or "")
                        rules[key] = rules.get(key, PLAIN).under(look)
    return rules


def _rules_of(sheet: str) -> Iterator[tuple[str, Look]]:
    """Selectors and looks of the rules of a sheet that hold for any screen."""
    depth = 0
    selectors = ""
    for piece in _BRACES.split(_COMMENT.sub(" ", sheet).replace("<!--", "").replace("-->", "")):
        if piece == "{":
            depth += 1
        elif piece == "}":
            depth, selectors = max(0, depth - 1), ""
        elif depth == 0:
            # "@import ...;" may stand before the first rule.
            selectors = piece.rpartition(";")[2]
        elif depth == 1 and "@" not in selectors:
            look = read_declarations(piece)
            if look != PLAIN:
                yield selectors, look


def _own_look(node: Node, rules: dict[tuple[str, str], Look]) -> Look:
    """The look of an element, without what it inherits."""
    look = PLAIN
    if rules:
        look = rules.get((node.tag, ""), PLAIN)
        for name in islice(node.get("class").lower().split(), 20):
            look = look.under(rules.get(("", name), PLAIN))
            look = look.under(rules.get((node.tag, name), PLAIN))
    size = node.get("size").strip()
    if node.tag == "font" and size.isdigit() and len(size) == 1:
        look = look.under(Look(size=_FONT_SIZES[min(7, max(1, int(size))) - 1]))
    style = node.get("style")
    return look.under(read_declarations(style)) if style else look


def read_declarations(text: str) -> Look:
    """The look that declarations ("font-weight: bold; ...") give."""
    found = PLAIN
    for declaration in islice(text[:4000].lower().split(";"), 60):
        name, _, value = declaration.partition(":")
        name, value = name.strip(), value.replace("!important", "").strip()
        if name == "font-weight":
            found = found.under(Look(bold=_is_bold(value)))
        elif name == "font-size":
            found = found.under(_size(value))
        elif name == "display":
            found = found.under(Look(display=value))
        elif name == "font":
            words = value.split()
            bold = True if any(_is_bold(word) for word in words) else None
            sizes = (_size(word.partition("/")[0]) for word in words)
            found = found.under(next((size for size in sizes if size.size), PLAIN))
            found = found.under(Look(bold=bold))
    return found


def _is_bold(value: str) -> bool | None:
    if value in ("bold", "bolder", "600", "700", "800", "900"):
        return True
    return False if value in ("normal", "lighter", "100", "200", "300", "400", "500") else None


def _size(value: str) -> Look:
    if value in _NAMED_SIZES:
        return Look(size=_NAMED_SIZES[value])
    match = _SIZE.fullmatch(value)
    if match is None:
        return PLAIN
    number = float(match[1])
    if match[2] in ("em", "%"):
        return Look(size=number / (100 if match[2] == "%" else 1), relative=True)
    return Look(size=number * _UNITS[match[2]])
