"""Markdown: CommonMark with tables; paragraphs are looked at like plain text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from policynlp.blocks import RawBlock, RawDocument
from policynlp.loaders._paragraphs import split_breaks
from policynlp.loaders._text.dumps import without_pictures
from policynlp.loaders._text.furniture import web_lines_of
from policynlp.loaders._text.leftovers import without_leftovers
from policynlp.loaders._text.lines import label_of, make_line
from policynlp.loaders._text.markers import find_markers
from policynlp.loaders.caps import cap_text
from policynlp.loaders.encodings import decode
from policynlp.loaders.hyphens import join_lines
from policynlp.loaders.text import read_text
from policynlp.source import Source

_FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"([A-Za-z_]{1,40})\s?:\s?(.{1,500})")
_TITLE_FIELDS = ("title",)
_DATE_FIELDS = ("date", "published", "publishdate", "date_published", "pubdate")
_ISO_DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?=\D|$)")
_MAX_NESTING = 100


def load(source: Source) -> RawDocument:
    """The blocks of a Markdown file; title and date from its front matter."""
    text, warnings = decode(source.data)
    text = cap_text(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    fields, body = _split_front_matter(text)
    published = _ISO_DATE.match(_first(fields, _DATE_FIELDS) or "")
    heads, body, feet = _separate_web(without_pictures(without_leftovers(body)))
    return RawDocument(
        blocks=(
            *(RawBlock("header", text) for text in heads),
            *read_markdown(body),
            *(RawBlock("footer", text) for text in feet),
        ),
        title=_first(fields, _TITLE_FIELDS),
        published=published.group() if published else None,
        warnings=warnings,
    )


def _separate_web(text: str) -> tuple[list[str], str, list[str]]:
    """Lines copied with a web page above its text, the text, and such lines in and below it."""
    raw = text.split("\n")
    lines = [make_line(line) for line in raw]
    gone, first = web_lines_of(lines)
    return (
        [lines[index].text.lstrip("# ") for index in sorted(gone) if index < first],
        "\n".join("" if index in gone else line for index, line in enumerate(raw)),
        [lines[index].text.lstrip("# ") for index in sorted(gone) if index > first],
    )


def _split_front_matter(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    fields: dict[str, str] = {}
    for line in match[1].split("\n"):
        found = _FIELD.match(line)
        if found:
            fields[found[1].lower()] = found[2].strip().strip("\"'")
    if not fields:
        return {}, text
    return fields, text[match.end() :]


def _first(fields: dict[str, str], names: Sequence[str]) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)


@dataclass
class _Reading:
    """Where the walk over the tokens stands."""

    blocks: list[RawBlock] = field(default_factory=list)
    lists: list[int | None] = field(default_factory=list)  # next number; None for bullets
    marker: str = ""  # to be printed before the next paragraph
    level: int = 0  # of the last heading


def read_markdown(text: str) -> list[RawBlock]:
    """The blocks of Markdown text."""
    parser = MarkdownIt("commonmark", {"maxNesting": _MAX_NESTING}).enable("table")
    tokens = parser.parse(_disarm(text))
    reading = _Reading()
    i = 0
    while i < len(tokens):
        if tokens[i].type == "table_open":
            i = _read_table(tokens, i, reading)
        else:
            _read_token(tokens, i, reading)
            i += 1
    return reading.blocks


_MAX_BRACKETS = 1_000


def _disarm(text: str) -> str:
    """Paragraphs with absurdly many brackets have them escaped: the parser tries each as the
    start of a link, which takes quadratic time."""
    parts = text.split("\n\n")
    return "\n\n".join(
        part.replace("[", "\\[") if part.count("[") > _MAX_BRACKETS else part for part in parts
    )


def _read_token(tokens: Sequence[Token], i: int, reading: _Reading) -> None:
    token = tokens[i]
    match token.type:
        case "ordered_list_open":
            reading.lists.append(int(token.attrGet("start") or 1))
        case "bullet_list_open":
            reading.lists.append(None)
        case "ordered_list_close" | "bullet_list_close":
            reading.lists.pop()
        case "list_item_open":
            number = reading.lists[-1]
            # `info` is the number as typed, `markup` the sign behind it or the bullet.
            reading.marker = f"{token.info}{token.markup}" if number is not None else "•"
        case "list_item_close":
            reading.marker = ""
        case "inline":
            _read_inline(token, tokens[i - 1], reading)
        case "fence" | "code_block":
            reading.blocks.extend(read_text(token.content))
        case "html_block":
            reading.blocks.extend(_read_html(token.content))
        case _:
            pass


def _read_inline(token: Token, opener: Token, reading: _Reading) -> None:
    text = inline_text(token)
    if opener.type == "heading_open":
        reading.level = int(opener.tag[1])
        reading.blocks.append(RawBlock("heading", " ".join(text.split()), reading.level))
    elif reading.marker:
        flat = f"{reading.marker} {' '.join(text.split())}"
        reading.blocks.append(RawBlock("list_item", flat, max(1, len(reading.lists))))
        reading.marker = ""
    else:
        reading.blocks.extend(_paragraphs(token, text, min(6, reading.level + 1)))


def _paragraphs(token: Token, text: str, level: int) -> list[RawBlock]:
    """A paragraph; lines that are labels or items come apart as in plain text. A bold line alone
    is a heading of `level`."""
    children = [child for child in token.children or [] if child.content or child.nesting]
    bold = (
        len(children) >= 3
        and children[0].type == "strong_open"
        and children[-1].type == "strong_close"
        and sum(child.type == "strong_open" for child in children) == 1
    )
    if "\n" not in text:
        short = len(text.split()) <= 15 and text[-1:] not in ".,;"
        titled = bold and short and not re.search(r"\s?:\s\S", text)
        return [RawBlock("heading", text, level) if titled else RawBlock("paragraph", text)]
    lines = [make_line(line) for line in text.split("\n")]
    if not find_markers(lines) and all(label_of(line.text) is None for line in lines[1:]):
        joined = text.split("\n")[0]
        for line in text.split("\n")[1:]:
            joined = join_lines(joined, line)
        return [RawBlock("paragraph", joined)]
    return [
        block if block.kind != "heading" else RawBlock("paragraph", block.text)
        for block in read_text(text)
    ]


def inline_text(token: Token) -> str:
    """The text of an inline token: emphasis and links without their marks, breaks as line feeds."""
    parts: list[str] = []
    for child in token.children or []:
        if child.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif child.type == "html_inline":
            parts.append("\n" if child.content.lower().startswith("<br") else "")
        elif child.type != "image":
            parts.append(child.content)
    return "".join(parts).strip()


def _read_html(content: str) -> list[RawBlock]:
    """What an HTML block inside Markdown says; comments say nothing."""
    if content.lstrip().startswith("<!--") and content.rstrip().endswith("-->"):
        return []
    from policynlp.loaders.html import read_html

    return read_html(content)


def _read_table(tokens: Sequence[Token], i: int, reading: _Reading) -> int:
    rows: list[tuple[str, ...]] = []
    row: list[str] = []
    header_rows = 0
    while tokens[i].type != "table_close":
        if tokens[i].type == "tr_open":
            row = []
        elif tokens[i].type == "inline":
            # Converters break the lines of a cell as they are printed.
            row.append("\n".join(split_breaks(inline_text(tokens[i]))))
        elif tokens[i].type == "tr_close":
            rows.append(tuple(row))
        elif tokens[i].type == "thead_close":
            header_rows = len(rows)
        i += 1
    if rows and not any(rows[0]):
        rows, header_rows = rows[1:], 0
    reading.blocks.append(RawBlock("table", rows=tuple(rows), header_rows=header_rows))
    return i + 1
