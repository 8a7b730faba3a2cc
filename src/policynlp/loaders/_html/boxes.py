"""Rows of small boxes, each a label right beside its value: `<b>Launched</b>2018`.

Style sheets part the two on the screen; in the source nothing does.
"""

from __future__ import annotations

from policynlp.loaders._html.tree import Node, names

# What a box is, and what its label and value may be.
_BOXES = names("div li p")
_INLINE = names("b strong span em i small label u a time abbr")
# A single box may be anything; so many in a row are a form.
LEAST = 2
MAX_LABEL = 60
MAX_LABEL_WORDS = 6
MAX_VALUE = 250
MAX_PARTS = 24
# A label is a word, and no first letter that is only set apart ("<b>T</b>his").
MIN_WORD = 3


def read_boxes(parent: Node, place: int) -> tuple[list[tuple[str, str]], int]:
    """The labels and values of the boxes that begin at a child, and the place behind the last;
    no pairs where there is no row of boxes."""
    pairs: list[tuple[str, str]] = []
    end = place
    tag = ""
    for position in range(place, len(parent.children)):
        child = parent.children[position]
        if isinstance(child, str):
            if child.strip():
                break
            continue
        pair = _pair(child) if child.tag in _BOXES and tag in ("", child.tag) else None
        if pair is None:
            break
        tag = child.tag
        pairs.append(pair)
        end = position + 1
    return (pairs, end) if len(pairs) >= LEAST else ([], place)


def runs_on(before: str, after: str) -> bool:
    """Whether two texts meet in what would read as one word and is none: "Launched" and "2018"."""
    tail = before[-MIN_WORD:]
    joined = len(tail) == MIN_WORD and tail.isalpha() and tail[-1].islower()
    return joined and (after[:1].isupper() or after[:1].isdigit())


def _pair(box: Node) -> tuple[str, str] | None:
    """The label and the value of a box: an inline element and what stands right behind it."""
    parts = [c for c in box.children[: MAX_PARTS + 1] if not isinstance(c, str) or c.strip()]
    if len(parts) < 2 or len(box.children) > MAX_PARTS:
        return None
    first = parts[0]
    if isinstance(first, str) or first.tag not in _INLINE or first.tag == "a":
        return None
    label = _plain(first)
    texts = [part if isinstance(part, str) else _inline(part) for part in parts[1:]]
    if label is None or any(text is None for text in texts):
        return None
    # Two elements may have a space between them in the source, a bare text may not.
    spaced = isinstance(parts[1], str) or parts[1].tag != "span" or first.tag != "span"
    behind = box.children[box.children.index(first) + 1]
    blank = isinstance(behind, str) and behind[:1].isspace()
    value = " ".join("".join(text or "" for text in texts).split())
    label = " ".join(label.split())
    if (blank and spaced) or not _is_label(label) or not 0 < len(value) <= MAX_VALUE:
        return None
    return None if value[0].islower() else (label, value)


def _is_label(text: str) -> bool:
    return (
        MIN_WORD <= len(text) <= MAX_LABEL
        and len(text.split()) <= MAX_LABEL_WORDS
        and text[0].isupper()
        and text[-MIN_WORD:].isalpha()
    )


def _inline(node: Node) -> str | None:
    return _plain(node) if node.tag in _INLINE else None


def _plain(node: Node) -> str | None:
    """The text of an element that holds text and at most links and the like."""
    found: list[str] = []
    if len(node.children) > MAX_PARTS:
        return None
    for child in node.children:
        if isinstance(child, str):
            found.append(child)
            continue
        if child.tag not in _INLINE or not all(isinstance(c, str) for c in child.children):
            return None
        found += [c for c in child.children if isinstance(c, str)]
    return "".join(found)
