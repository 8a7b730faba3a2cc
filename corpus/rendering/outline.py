"""A Markdown-like source as a flat list of parts, and what its first lines ask for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

_DIRECTIVE = re.compile(r"<!--\s*(style|header|footer)\s*:\s*(.*?)\s*-->")


@dataclass(frozen=True)
class Run:
    """A stretch of text of one weight; a line feed in it is a line break."""

    text: str
    bold: bool = False
    italic: bool = False


Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Part:
    """A heading, paragraph, item, table or quote.

    `level` is a heading's or an item's level from 1; `number` the printed number of an item of a
    numbered list, None for a bullet; `fresh` marks the first item of a list.
    """

    kind: Literal["heading", "paragraph", "item", "table", "quote"]
    runs: Runs = ()
    level: int = 1
    number: int | None = None
    fresh: bool = False
    rows: tuple[tuple[Runs, ...], ...] = ()

    @property
    def text(self) -> str:
        """The text without its weights."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Outline:
    """A whole source."""

    parts: tuple[Part, ...]
    styles: frozenset[str] = frozenset()
    header: str = ""
    footer: str = ""

    @property
    def title(self) -> str:
        """The first heading."""
        return next((part.text for part in self.parts if part.kind == "heading"), "")

    @property
    def bold_headings(self) -> bool:
        """Whether headings are only bold paragraphs."""
        return "bold-headings" in self.styles

    @property
    def columns(self) -> int:
        """How many text columns a page has."""
        return 2 if "two-columns" in self.styles else 1


@dataclass
class _Walk:
    parts: list[Part] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)  # next number, None for bullets
    fresh: bool = False
    in_item: bool = False
    in_quote: int = 0


def read_outline(source: str) -> Outline:
    """The parts of a source and its directives."""
    found: dict[str, str] = dict(_DIRECTIVE.findall(source))
    body = _DIRECTIVE.sub("", source)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    walk = _Walk()
    i = 0
    while i < len(tokens):
        if tokens[i].type == "table_open":
            i = _read_table(tokens, i, walk)
        else:
            _read_token(tokens, i, walk)
            i += 1
    return Outline(
        parts=tuple(walk.parts),
        styles=frozenset(re.split(r"[\s,]+", found.get("style", "real-headings"))),
        header=found.get("header", ""),
        footer=found.get("footer", ""),
    )


def _read_token(tokens: Sequence[Token], i: int, walk: _Walk) -> None:
    token = tokens[i]
    kind = token.type
    if kind == "ordered_list_open":
        walk.lists.append(int(token.attrGet("start") or 1))
        walk.fresh = True
    elif kind == "bullet_list_open":
        walk.lists.append(None)
        walk.fresh = True
    elif kind in ("ordered_list_close", "bullet_list_close"):
        walk.lists.pop()
    elif kind == "list_item_open":
        walk.in_item = True
    elif kind == "blockquote_open":
        walk.in_quote += 1
    elif kind == "blockquote_close":
        walk.in_quote -= 1
    elif kind == "inline":
        runs = _runs(token)
        opener = tokens[i - 1]
        if opener.type == "heading_open":
            walk.parts.append(Part("heading", runs, level=int(opener.tag[1])))
        elif walk.lists and walk.in_item:
            number = walk.lists[-1]
            walk.parts.append(
                Part("item", runs, level=len(walk.lists), number=number, fresh=walk.fresh)
            )
            if number is not None:
                walk.lists[-1] = number + 1
            walk.in_item = walk.fresh = False
        else:
            walk.parts.append(Part("quote" if walk.in_quote else "paragraph", runs))


def _read_table(tokens: Sequence[Token], i: int, walk: _Walk) -> int:
    rows: list[tuple[Runs, ...]] = []
    row: list[Runs] = []
    while tokens[i].type != "table_close":
        if tokens[i].type == "tr_open":
            row = []
        elif tokens[i].type == "inline":
            row.append(_runs(tokens[i]))
        elif tokens[i].type == "tr_close":
            rows.append(tuple(row))
        i += 1
    walk.parts.append(Part("table", rows=tuple(rows)))
    return i + 1


def _runs(token: Token) -> Runs:
    runs: list[Run] = []
    bold = italic = 0
    for child in token.children or []:
        if child.type == "strong_open":
            bold += 1
        elif child.type == "strong_close":
            bold -= 1
        elif child.type == "em_open":
            italic += 1
        elif child.type == "em_close":
            italic -= 1
        elif child.type in ("softbreak", "hardbreak"):
            runs.append(Run("\n"))
        elif child.type == "html_inline":
            if child.content.lower().startswith("<br"):
                runs.append(Run("\n"))
        elif child.content:
            runs.append(Run(child.content, bool(bold), bool(italic)))
    return tuple(runs)
