"""The outline of a document: which headings stand above a passage, what introduces it, its fields.

Loaders say what a block is; this module says how blocks hang together. It is the only place that
turns a `LoadedDocument` into passages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from policynlp.annotated import COLON_LEVEL, Field, Heading, Passage, PassageKind, content_of
from policynlp.blocks import Cell, LoadedDocument, split_marker
from policynlp.folding import fold
from policynlp.languages import all_folded, lexicon
from policynlp.rows import header_rows, read_rows
from policynlp.schema import Block
from policynlp.sections import section_kinds
from policynlp.sentences import split_sentences
from policynlp.title_lines import (
    MAX_TITLE_WORDS,
    has_finite_verb,
    heads_list,
    is_horizon,
    is_lettered_title,
    is_numbered_sentence,
    is_section_title,
    is_table_title,
    number_style,
    supported,
)

# The title of a table stands below every heading and colon line.
CAPTION_LEVEL = 12
# Titles that look like list items stand below the headings that the file marks.
LETTERED_LEVEL = 6
# A line that is a section's title and not marked as one has few words.
MAX_SECTION_WORDS = 4
MAX_LABEL_WORDS = 7
# Kinds of colon lines that minutes repeat under each topic.
UNDER_TOPICS = frozenset({"decisions", "actions"})
# "Dates : 3-9 May", "Dates ........ 3-9 May"
LABEL = re.compile(
    r"(?P<label>[^\s:.;!?|][^:.;!?|\n]{0,58}?)"
    r"(?:\s{0,2}:|(?:\s\.{2,80}|\.{3,80}|\s?…{1,30})\s?:?)\s+(?=\S)"
)


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
    lead_span: tuple[int, int] | None = None
    parents: list[Passage] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    inline: list[Field] = field(default_factory=list)
    # The block before was a paragraph that goes on as unmarked list items.
    running_on: bool = False
    # A section with nothing of its own, whose groups have titles of its level.
    grouped: Heading | None = None

    def forget_lead(self) -> None:
        """Nothing introduces what follows."""
        self.lead_in = self.lead_span = None
        self.running_on = False


def read_outline(loaded: LoadedDocument) -> Outline:
    """Passages, headings and labelled fields of a document; headers and footers are left out."""
    state = _State(loaded)
    body = [block for block in loaded.blocks if block.kind not in ("header", "footer")]
    for position, block in enumerate(body):
        following = body[position + 1] if position + 1 < len(body) else None
        before = body[position - 1] if position else None
        if is_lettered_title(state.loaded, block, before, following):
            _open_heading(state, block, LETTERED_LEVEL)
        elif block.kind == "heading" and not is_numbered_sentence(state.loaded, block):
            _open_heading(state, block, _heading_level(state, block, following))
        elif block.kind == "table":
            _add_rows(state, block)
        elif block.kind in ("list_item", "heading"):
            _add_item(state, block, following)
        elif block.kind == "caption" or is_table_title(state.loaded, block, following):
            _add_caption(state, block, following)
        else:
            _add_paragraph(state, block, following)
    fields = sorted(
        [*state.inline, *_section_fields(state)], key=lambda f: (f.block.start, not f.inline)
    )
    return Outline(tuple(state.passages), tuple(state.headings), tuple(fields))


def _open_heading(state: _State, block: Block, level: int) -> None:
    start, end = content_of(state.loaded, block)
    text = state.loaded.text[start:end]
    colon = text.rstrip().endswith(":")
    heading = Heading(text.rstrip(" :"), level, colon, start, end, block)
    while state.path and state.path[-1].level >= level:
        state.path.pop()
    state.path.append(heading)
    state.headings.append(heading)
    state.forget_lead()
    state.parents.clear()


def _heading_level(state: _State, block: Block, following: Block | None) -> int:
    """A heading's level as the file has it; "Decisions:" stands under the topic decided on, and the
    titles of the lists of a section under its title, though they are printed alike."""
    start, end = content_of(state.loaded, block)
    text = state.loaded.text[start:end].rstrip()
    if text.endswith(":") and state.path:
        kinds = section_kinds(text)
        if kinds and kinds <= UNDER_TOPICS:
            return _colon_level(state, text)
    level = block.level or LETTERED_LEVEL
    listed = following is not None and following.kind in ("list_item", "table")
    return level + 1 if _heads_group(state, text, level, listed=listed) else level


def _heads_group(state: _State, text: str, level: int, *, listed: bool) -> bool:
    """Whether the title of a list is one of a group's under a section that says what it holds and
    goes on with titles like its own: "Recommendations", "Within a year", "- ...", "Later".

    A title of its level that is none of a list's or names a section, or one above it, ends it.
    """
    group = listed and (is_horizon(text) or not section_kinds(text))
    last = state.headings[-1] if len(state.headings) > 1 else None
    empty = not state.passages or last is None or state.passages[-1].start < last.start
    if group and last is not None and last.level == level and empty and section_kinds(last.text):
        state.grouped = last
    if state.grouped is None or level > state.grouped.level:
        return False
    if not group or level < state.grouped.level:
        state.grouped = None
    return state.grouped is not None


def _colon_level(state: _State, text: str) -> int:
    """How deep a colon line stands: under a colon line that has nothing of its own, else beside."""
    above = [heading for heading in state.path if heading.level >= COLON_LEVEL]
    if not above:
        return COLON_LEVEL
    last = above[-1]
    empty = not state.passages or state.passages[-1].start < last.start
    if empty:
        return last.level + 1
    return COLON_LEVEL if section_kinds(text) else last.level


def _close_captions(state: _State) -> None:
    while state.path and state.path[-1].level >= CAPTION_LEVEL:
        state.path.pop()


def _close_colon_lines(state: _State) -> None:
    """What a colon line introduces ends with the list or table under it."""
    while state.path and state.path[-1].level >= COLON_LEVEL and state.passages:
        last = state.passages[-1]
        if last.kind not in ("item", "row") or last.start <= state.path[-1].start:
            break
        state.path.pop()


def _add_paragraph(state: _State, block: Block, following: Block | None) -> None:
    start, end = content_of(state.loaded, block)
    text = state.loaded.text[start:end]
    language = supported(block)
    introduces = text.endswith(":")
    _close_captions(state)
    short = len(text.split()) <= MAX_TITLE_WORDS and not has_finite_verb(text, language)
    if (
        introduces
        and following is not None
        and following.kind == "heading"
        and (len(text.split()) <= MAX_SECTION_WORDS and section_kinds(text))
    ):
        _open_heading(state, block, _section_level(state))
        return
    if short and (introduces or heads_list(text, following)):
        _open_heading(state, block, _colon_level(state, text))
        return
    if short and len(text.split()) <= MAX_SECTION_WORDS and is_section_title(text):
        _open_heading(state, block, _section_level(state))
        return
    if _continues_list(state, block, text):
        _add_item(state, block, following)
        state.running_on = text.endswith((";", ","))
        return
    state.parents.clear()
    _close_colon_lines(state)
    state.forget_lead()
    spans = list(split_sentences(text, lexicon(language) if language else None))
    for s, e in spans:
        _append(state, _passage(state, "sentence", block, start + s, start + e))
    _read_label(state, block, start, text)
    opens = following is not None and following.kind == "list_item" and text[-1:].isalnum()
    opens = opens and LABEL.match(text) is None  # "Subject: Visit to Bo" introduces no list
    if (introduces and following is not None and following.kind != "heading") or opens:
        s, e = spans[-1]
        state.lead_in = text[s:e].rstrip(" :")
        state.lead_span = (start + s, start + e)
        state.running_on = True


def _section_level(state: _State) -> int:
    """The level of the section before, else one below the nearest heading."""
    above = [heading for heading in state.path if heading.level < COLON_LEVEL]
    for heading in reversed(above):
        if section_kinds(heading.text):
            return heading.level
    return min(above[-1].level + 1, LETTERED_LEVEL) if above else 1


def _continues_list(state: _State, block: Block, text: str) -> bool:
    """Whether a paragraph after a lead-in is a list item that lost its mark."""
    if not state.running_on or block.kind != "paragraph" or text.endswith(":"):
        return False
    return text.endswith(";") or (text[:1].islower() and len(text) < 600)


def _add_caption(state: _State, block: Block, following: Block | None) -> None:
    """The title of the table under it, of no use elsewhere."""
    _close_captions(state)
    if following is None or following.kind != "table":
        return
    start, end = content_of(state.loaded, block)
    text = state.loaded.text[start:end]
    level = CAPTION_LEVEL if block.kind == "caption" else COLON_LEVEL
    while state.path and state.path[-1].level >= level:
        state.path.pop()
    heading = Heading(text.rstrip(" :"), level, text.endswith(":"), start, end, block)
    state.path.append(heading)
    state.parents.clear()


def _read_label(state: _State, block: Block, start: int, text: str) -> None:
    match = LABEL.match(text)
    if match is None or len(match["label"].split()) > MAX_LABEL_WORDS:
        return
    value = _passage(state, "sentence", block, start + match.end(), start + len(text))
    state.inline.append(Field(fold(match["label"]).strip(), block, (value,), inline=True))


def _add_item(state: _State, block: Block, following: Block | None) -> None:
    level = block.level or 1 if block.kind == "list_item" else 1
    start, end = content_of(state.loaded, block)
    text = state.loaded.text[start:end].rstrip()
    _close_captions(state)
    number = state.loaded.numbers.get(block.id)
    while state.parents and _ends_before(state, state.parents[-1], level, text, number):
        state.parents.pop()
    deeper = following is not None and following.kind == "list_item"
    introduces = (
        deeper
        and following is not None
        and (
            (following.level or 1) > level
            or (text.endswith(":") and (following.level or 1) == level)
        )
    )
    passage = replace(
        _passage(state, "item", block, start, end),
        number=number,
        parent=state.parents[-1] if state.parents else None,
        has_children=introduces,
    )
    _append(state, passage)
    state.parents.append(state.passages[-1])
    _read_label(state, block, start, state.loaded.text[start:end])


def _ends_before(state: _State, parent: Passage, level: int, text: str, number: str | None) -> bool:
    """Whether an item of this level is not under `parent`.

    In a flat list, an item that ends in a colon introduces the items beside it, up to the next
    one that is numbered like itself.
    """
    own = parent.block.level or 1 if parent.block.kind == "list_item" else 1
    if own != level:
        return own > level
    if not parent.text.rstrip().endswith(":") or text.endswith(":"):
        return True
    under = state.passages[parent.index + 1 : parent.index + 2]
    if under and (under[0].block.level or 1) > own:
        return True  # its sub-items stand deeper
    return parent.number is not None and number_style(parent.number) == number_style(number)


def _add_rows(state: _State, block: Block) -> None:
    loaded = state.loaded
    rows = block.rows or []
    spans = loaded.cells.get(block.id, ())
    marked = loaded.header_rows.get(block.id, 0)
    state.parents.clear()
    headers = header_rows(rows, marked)
    for row in read_rows(rows, spans, marked):
        passage = replace(
            _passage(state, "row", block, row.start, row.end),
            number=row.number,
            group=row.group,
            cells=row.cells,
        )
        _append(state, passage)
        _read_form_row(state, block, rows[row.first], spans[row.first], headers)
    _close_captions(state)


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
        if fold(line[:content]).strip(" .") in all_folded("lexicon", "titles"):
            content = 0  # « M. Diallo » is no item behind "L."
        if line[content:].strip():
            yield _passage(state, "item", block, position + content, position + len(line))
        position += len(line) + 1


def _passage(state: _State, kind: PassageKind, block: Block, start: int, end: int) -> Passage:
    return Passage(
        kind=kind,
        text=state.loaded.text[start:end],
        start=start,
        end=end,
        block=block,
        index=len(state.passages),
        language=supported(block),
        path=tuple(state.path),
        lead_in=state.lead_in,
        lead_span=state.lead_span,
    )


def _append(state: _State, passage: Passage) -> None:
    state.passages.append(replace(passage, index=len(state.passages)))


def _section_fields(state: _State) -> Iterator[Field]:
    """Each heading as a label of what stands right under it, up to the next heading."""
    below: dict[int, list[Passage]] = {}
    for passage in state.passages:
        path = [heading for heading in passage.path if heading.level < CAPTION_LEVEL]
        if path:
            below.setdefault(path[-1].start, []).append(passage)
    for heading in state.headings:
        if heading.start in below:
            label = fold(heading.text).strip()
            yield Field(label, heading.block, tuple(below[heading.start]), inline=False)
