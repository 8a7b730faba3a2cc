"""Text whose lines a program broke: `<pre>`, and what converters of PDF and mail leave, a break
behind each printed line. It is read as typed text is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from policynlp.loaders._html.tree import Node, names
from policynlp.loaders._paragraphs import Paragraph
from policynlp.loaders._text.furniture import separate_furniture, split_pages
from policynlp.loaders._text.lines import Line, make_line, measure_wrap, starts_lower
from policynlp.loaders.text import read_blocks

_INLINE = names("a abbr b big cite em font i nobr small span strong sub sup tt u")
_HOLDERS = names("body center div main p section td article")
# So many lines at least, and of those below long ones so many that go on in small letters.
_LEAST_LINES, _LOWER_SHARE = 10, 0.3
_PAGE_END = "\f"


def set_lines(root: Node) -> None:
    """Makes a `pre` of text that is broken by `<br>` behind each of its lines."""
    for node in list(root.walk()):
        if node.tag in _HOLDERS and len(node.children) >= _LEAST_LINES:
            _set_runs(node)


def _set_runs(node: Node) -> None:
    """Makes each run of broken lines among the children of an element a `pre`."""
    done: list[Node | str] = []
    run: list[Node | str] = []
    for child in [*node.children, None]:
        if child is not None and _is_inline(child):
            run.append(child)
            continue
        lines = _lines_of(run)
        if _are_broken(lines):
            typed = Node("pre", parent=node, size=node.size)
            typed.children = ["\n".join(lines)]
            done.append(typed)
        else:
            done.extend(run)
        run = []
        if child is not None:
            done.append(child)
    node.children = done


def _is_inline(child: Node | str) -> bool:
    if isinstance(child, str) or child.tag in ("br", "hr", "img"):
        return True
    return child.tag in _INLINE and all(n.tag in _INLINE or n.tag == "br" for n in child.walk())


def _lines_of(run: list[Node | str]) -> list[str]:
    """The lines of a run; those in bold alone between two stars each, pages parted by a form
    feed."""
    lines: list[str] = [""]
    letters = bold = 0

    def end(following: str = "") -> None:
        text = lines[-1].replace("\xa0", " ").rstrip()
        if letters and bold == letters:
            text = f"**{text.strip()}**"
        lines[-1:] = [text, following]

    for item, heavy in _texts(run):
        if isinstance(item, str):
            # A line feed of the source is a space, and none where a line begins.
            text = " ".join(item.replace("\xa0", "\0").split()).replace("\0", "\xa0")
            before = item[:1].isspace() and lines[-1].strip(_PAGE_END)
            after = item[-1:].isspace() and text
            lines[-1] += f"{' ' if before else ''}{text}{' ' if after else ''}"
            size = len("".join(text.split()))
            letters, bold = letters + size, bold + size * heavy
            continue
        end(_PAGE_END if item.tag == "hr" else "")
        letters = bold = 0
    end()
    return lines[:-1]


def _texts(run: list[Node | str]) -> Iterator[tuple[Node | str, bool]]:
    """The texts of a run, whether they are bold, and the elements that end a line."""
    for child in run:
        if isinstance(child, str) or child.tag in ("br", "hr"):
            yield child, False
        else:
            stack: list[tuple[Node | str, bool]] = [(child, False)]
            while stack:
                item, heavy = stack.pop()
                if isinstance(item, str) or item.tag == "br":
                    yield item, heavy
                else:
                    stack.extend((below, item.bold) for below in reversed(item.children))


def _are_broken(lines: list[str]) -> bool:
    """Whether lines are those of a page and no paragraphs."""
    if len(lines) < _LEAST_LINES:
        return False
    filled = [make_line(line.strip(_PAGE_END)) for line in lines if line.strip("* \f")]
    pairs = [(a, b) for a, b in pairwise(filled) if len(a.text.split()) >= 5]
    wrap = measure_wrap(list(pairwise(filled)))
    if not wrap.width:
        return False
    full = [(a, b) for a, b in pairs if a.end >= 0.75 * wrap.width]
    return sum(starts_lower(b.text) for _, b in full) >= max(3, _LOWER_SHARE * len(full))


def read_typed(node: Node) -> list[Paragraph]:
    """The paragraphs, headings, items and tables of a `pre`."""
    parts: list[str] = []
    stack: list[Node | str] = [node]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            parts.append(item)
        elif item.tag == "br":
            parts.append("\n")
        else:
            stack.extend(reversed(item.children))
    text = "".join(parts).replace("\xa0", " ")
    heads, body, feet = separate_furniture(split_pages(text))
    return [
        *(Paragraph(line.text, "header") for line in _once(heads)),
        *(
            Paragraph(
                block.text, block.kind, block.level, rows=block.rows, header_rows=block.header_rows
            )
            for block in read_blocks(body)
        ),
        *(Paragraph(line.text, "footer") for line in _once(feet)),
    ]


def _once(lines: list[Line]) -> list[Line]:
    """Running lines of pages, each of them once."""
    return list({line.text: line for line in lines}.values())
