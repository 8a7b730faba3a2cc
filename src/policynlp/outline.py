"""The outline of a document: which headings stand above a passage, what introduces it, its fields.

Loaders say what a block is; this module says how blocks hang together. It is the only place that
turns a `LoadedDocument` into passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policynlp.annotated import Field, Heading, Passage, TableCell, content_of
from policynlp.blocks import Cell, LoadedDocument, split_marker
from policynlp.folding import fold
from policynlp.languages import available, lexicon
from policynlp.schema import Block
from policynlp.sentences import split_sentences

COLON_LEVEL = 7
# A colon line with more words than this is a sentence that introduces a list, not a title.
MAX_TITLE_WORDS = 9
MAX_LABEL_WORDS = 7
_LABEL = re.compile(r"(?P<label>[^\s:.;!?|][^:.;!?|\n]{0,58}?)\s{0,2}:\s+(?=\S)")


@dataclass(frozen=True)
class Outline:
    """Passages, headings and fields in reading order."""

    passages: tuple[Passage, ...]
    headings: tuple[Heading, ...]
    fields: tuple[Field, ...]


@dataclass
class _State:
    loaded: LoadedDocument
    path: list[Heading] = field(default_factory=list)
    lead_in: str | None = None
    parents: list[Passage] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    inline: list[Field] = field(default_factory=list)


def read_outline(loaded: LoadedDocument) -> Outline:
    """Passages, headings and labelled fields of a document; headers and footers are left out."""
    state = _State(loaded)
    body = [block for block in loaded.blocks if block.kind not in ("header", "footer")]
    for position, block in enumerate(body):
        following = body[position + 1] if position + 1 < len(body) else None
        if block.kind == "heading":
            _open_heading(state, block, block.level or 6)
        elif block.kind == "table":
            _add_rows(state, block)
        elif block.kind == "list_item":
            _add_item(state, block, following)
        else:
            _add_paragraph(state, block, following)
    fields = sorted(
        [*state.inline, *_section_fields(state)], key=lambda f: (f.block.start, not f.inline)
    )
    return Outline(tuple(state.passages), tuple(state.headings), tuple(fields))


def supported(block: Block) -> str | None:
    """The block's language where it has a lexicon, else None."""
    return block.language if block.language in available() else None


def _open_heading(state: _State, block: Block, level: int) -> None:
    start, end = content_of(state.loaded, block)
    text = state.loaded.text[start:end]
    colon = text.rstrip().endswith(":")
    heading = Heading(text.rstrip(" :"), level, colon, start, end, block)
    while state.path and state.path[-1].level >= level:
        state.path.pop()
    state.path.append(heading)
    state.headings.append(heading)
    state.lead_in = None
    state.parents.clear()


def _has_finite_verb(text: str, language: str | None) -> bool:
    if language is None:
        return False
    return lexicon(language).pattern("lexicon", "finite_verbs").search(fold(text)) is not None


def _add_paragraph(state: _State, block: Block, following: Block | None) -> None:
    loaded = state.loaded
    start, end = content_of(loaded, block)
    text = loaded.text[start:end]
    state.parents.clear()
    language = supported(block)
    introduces = text.endswith(":")
    if introduces and len(text.split()) <= MAX_TITLE_WORDS and not _has_finite_verb(text, language):
        _open_heading(state, block, COLON_LEVEL)
        return
    if state.path and state.path[-1].level == COLON_LEVEL and state.passages:
        last = state.passages[-1]
        # What a colon line introduces ends with the list or table under it.
        if last.kind in ("item", "row") and last.start > state.path[-1].start:
            state.path.pop()
    state.lead_in = None
    rules = lexicon(language) if language else None
    spans = list(split_sentences(text, rules))
    for s, e in spans:
        _append(state, _passage(state, "sentence", block, start + s, start + e))
    _read_label(state, block, start, text)
    if introduces and following is not None and following.kind in ("list_item", "table", "paragraph"):
        s, e = spans[-1]
        state.lead_in = text[s:e].rstrip(" :")


def _read_label(state: _State, block: Block, start: int, text: str) -> None:
    match = _LABEL.match(text)
    if match is None or len(match["label"].split()) > MAX_LABEL_WORDS:
        return
    value = _passage(state, "sentence", block, start + match.end(), start + len(text))
    state.inline.append(Field(fold(match["label"]).strip(), block, (value,), inline=True))


def _add_item(state: _State, block: Block, following: Block | None) -> None:
    level = block.level or 1
    while state.parents and (state.parents[-1].block.level or 1) >= level:
        state.parents.pop()
    start, end = content_of(state.loaded, block)
    introduces = (
        following is not None
        and following.kind == "list_item"
        and (following.level or 1) > level
    )
    passage = replace(
        _passage(state, "item", block, start, end),
        number=state.loaded.numbers.get(block.id),
        parent=state.parents[-1] if state.parents else None,
        has_children=introduces,
    )
    _append(state, passage)
    state.parents.append(state.passages[-1])
    _read_label(state, block, start, state.loaded.text[start:end])


def _add_rows(state: _State, block: Block) -> None:
    loaded = state.loaded
    spans = loaded.cells.get(block.id, ())
    rows = block.rows or []
    width = max((len(row) for row in rows), default=0)
    headers = _header_rows(rows, loaded.header_rows.get(block.id, 0))
    titles = _column_titles(rows[:headers], width)
    group: str | None = None
    state.parents.clear()
    for row, cells in zip(rows[headers:], spans[headers:], strict=True):
        filled = [i for i, cell in enumerate(row) if cell.strip()]
        if width >= 2 and len(filled) == 1 and filled[0] == 0 and headers:
            group = row[0].rstrip(" :")
            continue
        start, end = _row_span(cells, filled)
        number, columns = _row_number(row, cells, titles)
        passage = replace(
            _passage(state, "row", block, start, end),
            number=number,
            group=group,
            cells=columns,
        )
        _append(state, passage)
        _read_form_row(state, block, row, cells, headers)


def _row_span(cells: Sequence[Cell], filled: Sequence[int]) -> tuple[int, int]:
    return cells[filled[0]].start, cells[filled[-1]].end


def _header_rows(rows: Sequence[Sequence[str]], marked: int) -> int:
    """How many first rows are column titles: as marked, else by their look."""
    if marked:
        return min(marked, len(rows))
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    first = [cell.strip() for cell in rows[0]]
    if not all(first) and sum(map(bool, first)) < max(2, len(first) - 1):
        return 0
    titled = all(
        len(cell.split()) <= 6 and not cell.endswith((".", ";", ":", ",")) for cell in first
    )
    if not titled or any(_is_value(cell) for cell in first):
        return 0
    if len(rows[0]) == 2 and fold(first[0]) != fold(first[1]) and first[0].endswith(":"):
        return 0
    return 1


def _is_value(cell: str) -> bool:
    return sum(c.isdigit() for c in cell) > 4


def _column_titles(rows: Sequence[Sequence[str]], width: int) -> list[str]:
    titles = [""] * width
    for row in rows:
        for i, cell in enumerate(row):
            titles[i] = f"{titles[i]} {cell}".strip()
    return titles


def _row_number(
    row: Sequence[str], cells: Sequence[Cell], titles: Sequence[str]
) -> tuple[str | None, tuple[TableCell, ...]]:
    """The printed number of a row, and its cells; a cell's own number is left out of its text."""
    number: str | None = None
    columns: list[TableCell] = []
    for i, (text, cell) in enumerate(zip(row, cells, strict=True)):
        title = titles[i] if i < len(titles) else ""
        start = cell.start
        bare = text.strip().strip("().").strip()
        if i == 0 and number is None and bare and len(bare) <= 6 and _is_row_number(bare):
            number = bare
        elif text and "\n" not in text:
            printed, content = split_marker(text)
            if printed is not None and printed[:1].isdigit() or (printed is None and content):
                number = number or printed
                start, text = cell.start + content, text[content:]
        columns.append(TableCell(title, text, start, cell.end))
    return number, tuple(columns)


def _is_row_number(bare: str) -> bool:
    return re.fullmatch(r"(?:[A-Za-z]{0,2}[.\-]?\d{1,3}(?:\.\d{1,2}){0,3}|[a-zA-Z]|[ivxIVX]{1,5})", bare) is not None


def _read_form_row(
    state: _State, block: Block, row: Sequence[str], cells: Sequence[Cell], headers: int
) -> None:
    """Label and value in neighbouring cells of a form without column titles."""
    if headers or len(row) not in (2, 4):
        return
    for i in range(0, len(row), 2):
        label, value = row[i].strip(), row[i + 1].strip()
        if label and value and len(label.split()) <= MAX_LABEL_WORDS + 2:
            passages = tuple(_cell_lines(state, block, cells[i + 1], row[i + 1]))
            state.inline.append(Field(fold(label).rstrip(" :"), block, passages, inline=True))


def _cell_lines(state: _State, block: Block, cell: Cell, text: str) -> Iterator[Passage]:
    position = cell.start
    for line in text.split("\n"):
        _, content = split_marker(line)
        if line[content:].strip():
            yield _passage(state, "item", block, position + content, position + len(line))
        position += len(line) + 1


def _passage(
    state: _State, kind: str, block: Block, start: int, end: int
) -> Passage:
    return Passage(
        kind=kind,  # type: ignore[arg-type]  # one of PassageKind by construction
        text=state.loaded.text[start:end],
        start=start,
        end=end,
        block=block,
        index=len(state.passages),
        language=supported(block),
        path=tuple(state.path),
        lead_in=state.lead_in,
    )


def _append(state: _State, passage: Passage) -> None:
    state.passages.append(replace(passage, index=len(state.passages)))


def _section_fields(state: _State) -> Iterator[Field]:
    """Each heading as a label of what stands right under it, up to the next heading."""
    below: dict[int, list[Passage]] = {}
    for passage in state.passages:
        if passage.path:
            below.setdefault(passage.path[-1].start, []).append(passage)
    for heading in state.headings:
        if heading.start in below:
            label = fold(heading.text).strip()
            yield Field(label, heading.block, tuple(below[heading.start]), inline=False)
