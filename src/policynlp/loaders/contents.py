"""Lists of contents that are typed: lines of the titles that follow, each with its page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policynlp.blocks import RawBlock, split_marker, tidy
from policynlp.folding import fold

_LEAST_LINES = 3
_MAX_LINE = 200
_TITLE_WORDS = 4
_LEADERS = " .·…_\t-–"
_PAGES = "0123456789"
_FIGURES = frozenset(_PAGES)


def without_contents(blocks: Sequence[RawBlock]) -> list[RawBlock]:
    """The blocks without lists of contents: neighbouring lines that end in a page and whose words
    come back further down as a title; their own title goes with them."""
    if sum(map(_ends_in_page, blocks)) < _LEAST_LINES:
        return list(blocks)
    last: dict[str, int] = {}
    for i, block in enumerate(blocks):
        if block.kind in ("heading", "paragraph", "list_item") and len(block.text) <= _MAX_LINE:
            last[_key(block.text)] = i
    kept: list[RawBlock] = []
    run: list[RawBlock] = []
    lines = 0
    for i, block in enumerate(blocks):
        found = _entries(block, i, last)
        if found:
            run.append(block)
            lines += found
            continue
        _add(kept, run, lines)
        run, lines = [], 0
        kept.append(block)
    _add(kept, run, lines)
    return kept


def _ends_in_page(block: RawBlock) -> int:
    """How many lines of contents a block may be at most: which end in a figure, or in signs that
    are no text."""
    lines = [" ".join(row) for row in block.rows] if block.rows else [block.text]
    return sum(not line.isprintable() or line.rstrip()[-1:] in _FIGURES for line in lines)


def _add(kept: list[RawBlock], run: Sequence[RawBlock], lines: int) -> None:
    """Adds lines that were too few for a list of contents; for one, its title is taken away."""
    if lines < _LEAST_LINES:
        kept += run
        return
    titled = kept and kept[-1].kind == "heading" and len(kept[-1].text.split()) <= _TITLE_WORDS
    if titled and any(block.kind == "heading" for block in kept[:-1]):
        kept.pop()


def _entries(block: RawBlock, index: int, last: Mapping[str, int]) -> int:
    """How many lines of contents a block is, 0 where any of it is none."""
    lines = [" ".join(row) for row in block.rows] if block.rows else [block.text]
    if block.kind in ("header", "footer") or not lines:
        return 0
    titles = [_title(tidy(line)) for line in lines]
    return len(lines) if all(t and last.get(t, -1) > index for t in titles) else 0


def _title(line: str) -> str:
    """The words of a line of contents without leaders and page, folded; "" where it has no page."""
    bare = line.rstrip(_PAGES)
    title = bare.rstrip(_LEADERS)
    return _key(title) if title and len(title) < len(bare) < len(line) <= _MAX_LINE else ""


def _key(text: str) -> str:
    clean = tidy(text)
    return fold(clean[split_marker(clean)[1] :]).strip(" :.")
