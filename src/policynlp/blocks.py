"""From what a file holds to one canonical text: raw blocks in, blocks with offsets out.

Loaders give `RawBlock`s and never compute an offset. `assemble` is the only place that makes text:
it folds white space, drops bullets, recognises printed numbers and gives every block its id.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from policynlp.folding import fold
from policynlp.schema import BBox, Block, BlockKind, Warning
from policynlp.source import Origin, Source


@dataclass(frozen=True)
class RawBlock:
    """A block as the file has it.

    Attributes:
        kind: heading, paragraph, list_item, table, caption, header or footer.
        text: as printed, one paragraph, with its bullet or number ("2.1 Scope", "• train staff");
            white space may be untidy. Empty for tables.
        level: 1 to 6 for a heading, nesting depth from 1 for a list item, else None.
        page: from 1, or None where the format has no pages.
        bbox: x0, top, x1, bottom in PDF points, or None.
        rows: cell texts of a table, row by row; several paragraphs or items in a cell are
            separated by a line feed. A merged cell's text stands in its first cell only.
        header_rows: how many of the first rows are column headers (0: unknown or none).
    """

    kind: BlockKind
    text: str = ""
    level: int | None = None
    page: int | None = None
    bbox: BBox | None = None
    rows: tuple[tuple[str, ...], ...] | None = None
    header_rows: int = 0


@dataclass(frozen=True)
class RawDocument:
    """What a loader gives back.

    Attributes:
        blocks: in reading order.
        page_count: None where the format has no pages.
        title: as the file's properties or metadata state it, unchecked.
        published: date of issue in ISO form as the metadata state it, unchecked.
        warnings: what was not read, or read with doubt.
        page_confidence: how sure the reading of a page is, 0 to 1, for pages read by OCR.
    """

    blocks: tuple[RawBlock, ...]
    page_count: int | None = None
    title: str | None = None
    published: str | None = None
    warnings: tuple[Warning, ...] = ()
    page_confidence: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Cell:
    """A table cell's stretch of the canonical text."""

    start: int
    end: int


@dataclass(frozen=True)
class LoadedDocument:
    """A file read into canonical text and blocks; plain data that can cross processes.

    Attributes:
        source: where it came from; the bytes stay behind.
        numbers: printed number without final dot or bracket, by block id.
        content_starts: where a block's text begins after its printed number, by block id.
        cells: cell offsets by block id of the table, row by row.
        header_rows: how many first rows of a table its file marks as headers, by block id.
        page_confidence: how sure the reading of a page is, 0 to 1, for pages read by OCR.
    """

    source: Origin
    media_type: str
    text: str
    blocks: tuple[Block, ...]
    numbers: dict[str, str] = field(default_factory=dict)
    content_starts: dict[str, int] = field(default_factory=dict)
    cells: dict[str, tuple[tuple[Cell, ...], ...]] = field(default_factory=dict)
    header_rows: dict[str, int] = field(default_factory=dict)
    page_count: int | None = None
    title: str | None = None
    published: str | None = None
    warnings: tuple[Warning, ...] = ()
    page_confidence: dict[int, float] = field(default_factory=dict)

    @cached_property
    def folded(self) -> str:
        """The text folded (see `folding`), same offsets."""
        return fold(self.text)


# Private-use characters are the bullets of the Symbol and Wingdings fonts.
BULLETS = "•◦‣⁃∙·▪▫■□●○◆◇►▶▸➢➤➔→⇒✓✔✦❖*+-–—−\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf0e8\uf02d\uf0ae"
_BULLET = re.compile(
    rf"(?:[{re.escape(BULLETS)}>☐☑☒]|--?>?|==?>|>>|\[[ xX]?\])(?=\s)\s*"
    r"|[•◦▪■●►➢☐☑☒\ue000-\uf8ff]\s*"
    # "o" stands for a hollow bullet; Wingdings shows Ø, ü and § as an arrow, a tick and a square.
    r"|[oØü§]\s+(?=[^\W\d_])"
)
_NUMBER = re.compile(
    r"""
    (?: (?P<plain> \(? (?: [A-Za-z]{1,3}[.\-\ ]? )? \d{1,3} (?: \.\d{1,3} ){0,5} [a-z]?
            (?: [°º]?[.)\]] | [°º] | \s?[-–—:/](?=\s+[^\s\d]) ) \)? )
      | (?P<dotted> \d{1,2} (?: \.\d{1,2} ){1,5} (?!\s+[a-zà-öø-ÿ]) )
      | (?P<roman> \(? [ivxlcIVXLC]{1,6} (?: [.)] | \s?[-–—/](?=\s) ) )
      | (?P<letter> \(? [A-Za-z] (?: [.)] | [/](?=\s) ) )
    ) (?: \s+ | (?<=[)]) )
    """,
    re.VERBOSE,
)


def split_marker(text: str) -> tuple[str | None, int]:
    """The printed number at the start of a line, and where the line's content begins.

    A leading bullet is skipped. The number comes without brackets and final dot ("1", "2.1", "a",
    "R.1"); it is None where the line has a bullet or nothing.
    """
    start = len(text) - len(text.lstrip())
    bullet = _BULLET.match(text, start)
    if bullet and bullet.end() > bullet.start():
        start = bullet.end()
    number = _NUMBER.match(text, start)
    if number is None or number.end() >= len(text):
        return None, start
    if start and bullet and number.lastgroup in ("roman", "letter") and "." in number.group():
        # "• M. Diallo, directeur": behind a bullet a letter with a dot is an initial or a title.
        return None, start
    printed = number.group().strip().strip("()[]").rstrip(".)]:–—-/°º ").strip()
    return printed, number.end()


_SPACES = re.compile(r"[^\S\n]+")
# Soft hyphens and zero-width characters are layout, not text; lone surrogates are no characters.
_INVISIBLE = re.compile(r"[\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


# What fonts draw as one sign is two or three letters: "ﬁ", "ﬄ" (Unicode, Latin ligatures).
_LIGATURES = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_DRAWN = "".join(map(chr, _LIGATURES))


def tidy(text: str) -> str:
    """One line of clean text: white space folded, invisible and control characters gone, NFC,
    ligatures of fonts as letters."""
    # Nearly all text is without such characters, and this is asked of each line several times.
    if not text.isprintable() or any(map(text.__contains__, _DRAWN)):
        text = _SURROGATE.sub("\ufffd", text).translate(_LIGATURES)
        text = _CONTROL.sub(" ", _INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def tidy_cell(text: str) -> str:
    """A cell's text tidied, its line feeds kept as paragraph marks."""
    return "\n".join(line for line in map(tidy, text.split("\n")) if line)


def assemble(source: Source, media_type: str, raw: RawDocument) -> LoadedDocument:
    """Canonical text, blocks with offsets, printed numbers and cells of a document.

    Blocks are separated by two line feeds, table rows by one, cells by a tab. A bullet at the
    start of a list item or heading is left out; a printed number stays in the text and is set
    aside in `numbers`. Blocks without text are dropped.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    numbers: dict[str, str] = {}
    content_starts: dict[str, int] = {}
    cells: dict[str, tuple[tuple[Cell, ...], ...]] = {}
    header_rows: dict[str, int] = {}
    position = 0
    for block in raw.blocks:
        block_id = f"b{len(blocks) + 1}"
        start = position
        if block.kind == "table":
            rows = [[tidy_cell(cell) for cell in row] for row in block.rows or ()]
            rows = [row for row in rows if any(row)]
            text, spans = _lay_out(rows, start)
            if rows:
                cells[block_id] = spans
                header_rows[block_id] = block.header_rows
        else:
            rows = None
            text = tidy(block.text)
            number, content = split_marker(text)
            if content and number is None:
                text, content = text[content:], 0
            if number is not None and _numbered(block.kind, number, text[content:]):
                bulleted = _BULLET.match(text)
                if bulleted and block.kind == "list_item":
                    text, content = text[bulleted.end() :], content - bulleted.end()
                numbers[block_id] = number
                content_starts[block_id] = start + content
        if not text:
            numbers.pop(block_id, None)
            continue
        blocks.append(
            Block(
                id=block_id,
                kind=block.kind,
                level=block.level,
                start=start,
                end=start + len(text),
                language=None,
                page=block.page,
                bbox=block.bbox,
                rows=rows,
            )
        )
        parts.append(text)
        position = start + len(text) + 2
    return LoadedDocument(
        source=source.origin,
        media_type=media_type,
        text="\n\n".join(parts),
        blocks=tuple(blocks),
        numbers=numbers,
        content_starts=content_starts,
        cells=cells,
        header_rows=header_rows,
        page_count=raw.page_count,
        title=tidy(raw.title or "") or None,
        published=raw.published,
        warnings=raw.warnings,
        page_confidence=dict(raw.page_confidence),
    )


def _numbered(kind: BlockKind, number: str, rest: str) -> bool:
    """Whether what looks like a printed number is one: "A. Diallo, director" has none."""
    if kind in ("list_item", "heading"):
        return True
    return kind == "paragraph" and number[:1].isdigit() and bool(rest)


def _lay_out(rows: Sequence[Sequence[str]], start: int) -> tuple[str, tuple[tuple[Cell, ...], ...]]:
    """Text of a table and where each of its cells lies, offsets counted from `start`."""
    spans: list[tuple[Cell, ...]] = []
    lines: list[str] = []
    position = start
    for row in rows:
        row_spans = []
        for cell in row:
            row_spans.append(Cell(position, position + len(cell)))
            position += len(cell) + 1
        spans.append(tuple(row_spans))
        lines.append("\t".join(row))
    return "\n".join(lines), tuple(spans)
