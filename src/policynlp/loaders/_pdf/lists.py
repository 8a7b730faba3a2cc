"""List markers at the start of a line: bullets, and printed numbers and letters."""

from __future__ import annotations

import re

from policynlp.blocks import BULLETS
from policynlp.loaders._pdf.model import Line, Paragraph

_DASHES = "-–—−*+‒⁃"
_BULLETS = frozenset(BULLETS) | frozenset("‒⁃❑❒□◊✗✘★☆❯‐¾⎯◘◙") - frozenset(_DASHES)
# Signs that open an item set in a font of symbols, whatever letter stands for them there.
# Numbers that look like initials, and those before and after them.
_ROMAN_BESIDE = {"I.": ("II.",), "V.": ("IV.", "VI."), "X.": ("IX.", "XI.")}
_FULL_TEXT = 200  # letters: longer on average than items are
_NUMBER = re.compile(
    r"""
      \( (?: \d{1,3} | [a-zA-Z] | [ivxIVX]{1,5} ) \)
    | (?: \d{1,3} | [a-zA-Z] | [ivxIVX]{1,5} ) [.)]
    | \d{1,2} (?: \.\d{1,2} ){1,4} [.)]?
    | [A-Za-z]{1,3} [.\-]? \d{1,3} (?: \.\d{1,3} )? [.):]?
    | \d{1,3} [°º] [.)]?
    """,
    re.VERBOSE,
)


def marker_of(line: Line) -> str | None:
    """The list marker that opens a line, or None: "•", "-", "2.", "(a)", "R1"."""
    words = line.words
    first = words[0]
    text = first.text
    if len(words) == 1:
        # A bullet drawn in one go with its text.
        return text[0] if len(text) > 2 and text[0] in "•●▪■➢" else None
    if first.style.symbol and len(text) == 1:
        return "•"
    if len(text) == 1 and (text in _BULLETS or text in _DASHES or 0xE000 <= ord(text) <= 0xF8FF):
        return text
    if text == "o" and words[1].x0 - first.x1 > 0.6 * line.size:
        return text
    if text[0] in "•●▪■➢" and len(text) > 1:
        return text[0]
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    if text[0].isalpha() and text[-1].isalnum():
        # "R1 Text" is numbered only where something sets the number off.
        return text if words[1].x0 - first.x1 > 0.6 * line.size else None
    if text[0].isdigit() and text[-1].isdigit() and words[1].x0 - first.x1 < 0.2 * line.size:
        return None
    return text


def is_bullet(marker: str) -> bool:
    """Whether a marker is a sign and no number."""
    return (len(marker) == 1 and not marker.isalnum()) or marker == "o"


def is_initial(marker: str) -> bool:
    """Whether a marker may as well be the initial of a name or a title: "A.", "M."."""
    return len(marker) == 2 and marker[0].isupper() and marker[1] == "."


def drop_false_markers(paragraphs: list[Paragraph]) -> None:
    """Makes text of what only looks like an item.

    An initial is a marker only in a sequence ("A.", "B."); a paragraph that counts on inside
    itself ("a) ... b) ...") is one paragraph; so are numbered paragraphs of full text and the
    entries of a table of contents.
    """
    initials = {p.marker for p in paragraphs if is_initial(p.marker)}
    flush = [p for p in paragraphs if _is_flush(p)]
    several = [p for p in flush if len(p.lines) > 1]
    # Full text in most of them: the numbers count paragraphs.
    prose = bool(several) and sum(len(p.text) for p in flush) > _FULL_TEXT * len(flush)
    counted = {id(p) for p in flush} if prose else set()
    for paragraph in paragraphs:
        marker = paragraph.marker
        if is_initial(marker):
            before, after = chr(ord(marker[0]) - 1) + ".", chr(ord(marker[0]) + 1) + "."
            roman = _ROMAN_BESIDE.get(marker, ())
            if not (
                before in initials
                or (marker == "A." and after in initials)
                or any(p.marker in roman for p in paragraphs)
            ):
                paragraph.marker = ""
                paragraph.kind = "paragraph"
        elif id(paragraph) in counted or "…" in paragraph.text[-8:]:
            paragraph.kind = "paragraph"
        elif marker and paragraph.kind == "list_item":
            following = _next_marker(marker)
            if following and f" {following} " in paragraph.text:
                paragraph.kind = "paragraph"


def _is_flush(paragraph: Paragraph) -> bool:
    """Whether a numbered text runs back under its number ("12. The committee ...")."""
    marker = paragraph.marker
    if not marker[:1].isdigit() or not marker.endswith(".") or marker.count(".") > 1:
        return False
    first = paragraph.lines[0]
    return all(line.x0 < first.x0 + 0.5 * first.size for line in paragraph.lines[1:])


def _next_marker(marker: str) -> str | None:
    """The marker that counts on: "a)" gives "b)", "(1)" gives "(2)"; None for other kinds."""
    core = marker.strip("().")
    if core.isdigit() and ")" in marker:
        return marker.replace(core, str(int(core) + 1))
    if len(core) == 1 and core.isalpha() and core not in "zZ" and ")" in marker:
        return marker.replace(core, "ii" if core == "i" else chr(ord(core) + 1))
    return None


def text_indent(line: Line) -> float:
    """Where the text after the marker begins."""
    return line.words[1].x0 if len(line.words) > 1 else line.x0


def set_levels(paragraphs: list[Paragraph]) -> None:
    """Nesting depth of list items by the place of their markers, from 1.

    Depths start anew where something else than an item or its continuation stands between at
    the left of the items.
    """
    stack: list[float] = []
    column: tuple[float, int] | None = None
    for paragraph in paragraphs:
        if paragraph.kind != "list_item" or not paragraph.lines:
            if paragraph.kind in ("header", "footer") or paragraph.note:
                continue
            stack = []
            continue
        x = paragraph.lines[0].x0 - paragraph.left
        place = (paragraph.left, paragraph.page)
        if column is not None and column != place and stack:
            # In a new column or on a new page the margins may have moved a little.
            nearest = min(stack, key=lambda known: abs(known - x))
            if abs(nearest - x) < 12:
                x = nearest
        column = place
        while stack and stack[-1] > x + 4:
            stack.pop()
        if not stack or x > stack[-1] + 4:
            stack.append(x)
        paragraph.level = len(stack)
