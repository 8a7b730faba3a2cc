"""Lines put together into paragraphs, items and tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from policynlp.languages import all_words
from policynlp.loaders._text.leads import is_open
from policynlp.loaders._text.lines import (
    Line,
    Wrap,
    ends_in_title,
    is_caps,
    is_rule,
    label_of,
    measure_wrap,
    starts_lower,
    strip_emphasis,
)
from policynlp.loaders._text.markers import Marker
from policynlp.loaders._text.tables import Rows, TextTable
from policynlp.loaders.hyphens import HYPHENS, join_lines

# A wrapped line fills at least so much of the width.
_NEARLY_FULL = 0.85
# Lines of a title in capitals that was broken by hand are at least so long, in characters.
_TITLE_LINE = 40
# Where lines are not broken, longer ones are whole paragraphs.
_UNBROKEN = 130
# Running text beyond the width: by so much, of so many words; broken texts have no larger share.
_BEYOND, _RUNNING_WORDS, _MOST_BEYOND = 1.2, 12, 0.2
_COLUMNS = re.compile(r"\S {3}")
# So many blank lines for each other one stand at most in a text that does without them.
_DENSE = 0.2
# A title right below a full line and right above its text has at most so many words.
_TITLE_WORDS = 10
# A numbered title in capitals has at least so many characters; what is shorter may be an acronym.
_CAPS_TITLE = 8


@dataclass
class Piece:
    """A paragraph, item, table or drawn rule, before it is known what is a heading.

    Attributes:
        kind: text, item, table or rule.
        lines: the lines it was read from.
        marker: bullet or number of an item.
        gap_before, gap_after: whether a blank line, a rule or the text's edge stands there.
        forced_breaks: how many of the line ends are explained by the wrap width.
        set_off: whether it is one line that has room behind it, below one that has or is complete,
            in a text whose lines are broken and hardly ever parted by blank ones.
        underline: the sign that the piece is underlined with, or nothing.
        large: whether it is set in larger type than the text.
        heading: the style of a heading ("caps", "plain" ...), set later; empty for none.
        level: of a heading, set later.
    """

    kind: str
    lines: list[Line]
    marker: Marker | None = None
    gap_before: bool = True
    gap_after: bool = True
    set_off: bool = False
    underline: str = ""
    large: bool = False
    rows: Rows = ()
    header_rows: int = 0
    forced_breaks: int = 0
    heading: str = ""
    level: int | None = None
    text: str = field(default="")

    @property
    def indent(self) -> int:
        """Column of the first line's first character."""
        return self.lines[0].indent if self.lines else 0

    @property
    def page(self) -> int | None:
        """Page of the first line."""
        return self.lines[0].page if self.lines else None

    @property
    def bold(self) -> bool:
        """Whether the whole piece was marked bold."""
        return bool(self.lines) and all(line.bold for line in self.lines)

    @property
    def content(self) -> str:
        """The text after the bullet or number."""
        return self.text[self.marker.end :].strip() if self.marker else self.text


def wrap_of(
    lines: Sequence[Line], markers: Mapping[int, Marker], tables: Mapping[int, TextTable]
) -> Wrap:
    """The width at which running text, outside tables, was wrapped; 0 where much of it stands in
    lines beyond that width: those are whole paragraphs, the others titles and names."""
    inside = {i for table in tables.values() for i in range(table.start, table.end)}
    pairs = [
        (a, b)
        for i, (a, b) in enumerate(pairwise(lines))
        if a.text and b.text and i not in inside and i + 1 not in inside
        and i + 1 not in markers and label_of(b.text) is None
        and not is_rule(a.text) and not is_rule(b.text)
    ]  # fmt: skip
    wrap = measure_wrap(pairs)
    outside = [line for i, line in enumerate(lines) if line.text and i not in inside]
    beyond = sum(len(line.text) for line in outside if _is_beyond(line, wrap))
    if wrap.width and beyond > _MOST_BEYOND * sum(len(line.text) for line in outside):
        return Wrap(0)
    return wrap


def _is_beyond(line: Line, wrap: Wrap) -> bool:
    """Whether a line of running text is longer than lines were broken."""
    return (
        line.end > _BEYOND * wrap.width
        and len(line.text.split()) >= _RUNNING_WORDS
        and line.text[-1] in ".!?:;»”"
        and _COLUMNS.search(line.text) is None
    )


def make_pieces(
    lines: Sequence[Line],
    markers: Mapping[int, Marker],
    tables: Mapping[int, TextTable],
    words: frozenset[str],
) -> list[Piece]:
    """The pieces of a text in order."""
    wrap = wrap_of(lines, markers, tables)
    pieces: list[Piece] = []
    current: Piece | None = None  # the piece that the next line may go on
    gap = True
    i = 0
    while i < len(lines):
        line = lines[i]
        if i in tables:
            table = tables[i]
            pieces.append(_table_piece(lines[i : table.end], table, gap))
            current, gap = None, False
            i = table.end
            continue
        i += 1
        if not line.text:
            gap = True
            if pieces:
                pieces[-1].gap_after = True
            continue
        if is_rule(line.text):
            if current is not None and not gap and _underlines(line, current):
                current.underline = line.text[0]
            else:
                pieces.append(Piece("rule", [line], gap_before=gap))
            current, gap = None, True
            continue
        marker = markers.get(i - 1)
        previous = None if gap or current is None else current.lines[-1]
        if current is not None and previous is not None:
            if marker and i not in markers and _is_text_dash(marker, line, previous, current, wrap):
                marker = None
            below = lines[i] if i < len(lines) else Line("")
            if marker is None and _goes_on(current, previous, line, below, wrap):
                current.lines.append(line)
                current.forced_breaks += wrap.forced(previous, line)
                continue
        current = Piece(
            "item" if marker else "text", [line], marker, gap_before=gap, gap_after=False
        )
        pieces.append(current)
        gap = False
    if pieces:
        pieces[-1].gap_after = True
    if wrap.width and _is_dense(lines):
        _set_off(pieces, wrap)
    for piece in pieces:
        if piece.kind in ("text", "item"):
            piece.text = _join([line.text for line in piece.lines], words)
    return pieces


def _is_dense(lines: Sequence[Line]) -> bool:
    """Whether hardly any blank line parts the others, but for those at the ends of pages."""
    filled = sum(bool(line.text) for line in lines)
    blank = sum(not line.text and not line.page_end for line in lines)
    return blank <= _DENSE * filled


def _set_off(pieces: Sequence[Piece], wrap: Wrap) -> None:
    """Marks the single lines that do not run on, neither from the line above nor into the next."""
    for i, piece in enumerate(pieces):
        if len(piece.lines) != 1 or piece.kind not in ("text", "item"):
            continue
        above = pieces[i - 1].lines[-1] if i else Line("")
        below = pieces[i + 1].lines[0] if i + 1 < len(pieces) else Line("")
        over = (
            piece.gap_before or above.text[-1:] in ".!?:;" or not wrap.forced(above, piece.lines[0])
        )
        piece.set_off = over and (piece.gap_after or not wrap.forced(piece.lines[0], below))


def _table_piece(lines: Sequence[Line], table: TextTable, gap: bool) -> Piece:
    rows = tuple(tuple(strip_emphasis(cell) for cell in row) for row in table.rows)
    return Piece(
        "table", list(lines), gap_before=gap, gap_after=False, rows=rows,
        header_rows=table.header_rows,
    )  # fmt: skip


def _join(texts: Sequence[str], words: frozenset[str]) -> str:
    joined = texts[0]
    # Joined from the end of the last line only, so that long paragraphs stay linear.
    parts: list[str] = []
    for text in texts[1:]:
        head = join_lines(joined, text, words)
        cut = len(head) - len(text)
        parts.append(head[:cut])
        joined = text
    return strip_emphasis("".join(parts) + joined)


def _underlines(rule: Line, piece: Piece) -> bool:
    """Whether a rule is the underline of a title and not a mere separator."""
    if piece.kind == "rule" or len(piece.lines) > 2 or rule.text[0] not in "=-~_*+—–":
        return False
    longest = max(len(line.text) for line in piece.lines)
    return 0.6 * longest <= len(rule.text) <= 1.7 * longest + 2 and longest <= 110


def _is_text_dash(marker: Marker, line: Line, previous: Line, current: Piece, wrap: Wrap) -> bool:
    """Whether a sign at a line's start belongs to the sentence that was wrapped there."""
    if previous.text[-1] in ".:;!?":
        return False
    if not wrap.forced(previous, line) and not is_open(previous.text.split()[-1]):
        return False
    content = line.text[marker.end :]
    if marker.kind == "dash":
        return current.marker is None and starts_lower(content)
    if marker.numbered and current.marker is not None and current.marker.sign == marker.sign:
        return marker.value != current.marker.value + 1
    return marker.numbered and marker.value != 1 and current.marker is None


def _goes_on(current: Piece, previous: Line, line: Line, below: Line, wrap: Wrap) -> bool:
    """Whether `line` continues the paragraph or item whose last line is `previous`; `below` is the
    line after it."""
    if previous.bold or line.bold:
        return previous.bold == line.bold and not (
            is_caps(previous.text) != is_caps(line.text) and label_of(previous.text) is None
        )
    caps = is_caps(previous.text), is_caps(line.text)
    if caps == (True, True) and current.marker is None:
        if _caps_go_on(previous, line, wrap):
            return True
        # "... SUPPORTING THE AGENCY / RESPONSIBLE FOR MEDICINES / IN SETTING UP ...": lines that
        # the next one carries on.
        full = min(len(previous.text), len(line.text)) >= _TITLE_LINE
        return (
            full
            and is_caps(below.text)
            and previous.text[-1] not in ".:;!?"
            and (_opens_small(below) and label_of(line.text) is None)
        )
    forced = wrap.forced(previous, line)
    if caps[0] != caps[1] and len(previous.text) > 3 and current.marker is None:
        alone = caps[0] and len(current.lines) == 1
        if alone or (caps[1] and not forced):
            return False
    if previous.text[-1] in HYPHENS and previous.text[-2:-1].isalpha() and starts_lower(line.text):
        return True
    if current.marker is not None:
        if caps == (True, False) and len(current.lines) == 1 and _is_caps_title(current):
            return False
        if not wrap.width and len(line.text) > _UNBROKEN and not starts_lower(line.text):
            return False  # a paragraph on one line, even where its beginning is set in
        hanging = line.indent > current.indent
        if hanging or forced:
            return True
        return starts_lower(line.text) and previous.text[-1] not in ".!?:"
    labelled = label_of(current.lines[0].text)
    starts_label = label_of(line.text) is not None
    if labelled is not None:
        if line.indent > current.indent + 1:
            return True
        if starts_label:
            return False
        if not labelled[1] and len(current.lines) == 1:
            # "Objectives:" alone on its line is a title of what follows.
            return False
        if labelled[1] and previous.text[-1] in ";,":
            return True  # the next of those that the label counts up
    elif starts_label and not forced:
        return False
    if forced and previous.text[-1] in ".!?" and _opens_section(line, below, wrap):
        return False
    if forced or (wrap.width > 0 and ends_in_title(previous.text)):
        return True
    if line.text[0].isdigit() and previous.text[-1] not in ".!?:;":
        # "... has given / 40 hospitals a team": a number opens no paragraph in mid-sentence.
        return wrap.width > 0 and previous.end >= _NEARLY_FULL * wrap.width
    if starts_lower(line.text) or line.text[0] == "(":
        return previous.text[-1] not in ".!?:" and (wrap.width > 0 or len(previous.text) >= 30)
    # "... was made up of / Dr Sow, ...": a line ends in mid-sentence.
    ends_open = previous.text[-1] in ",(«&" or is_open(previous.text.split()[-1])
    if not wrap.width:
        return _is_full(current, line)
    return ends_open and len(previous.text) > 0.5 * wrap.width


def _is_full(current: Piece, line: Line) -> bool:
    """Whether a paragraph that has run over a line end breaks off in mid-sentence, with no room
    left for the next word, where too little text says how wide lines are."""
    widest = max(len(one.text) for one in current.lines)
    last = current.lines[-1].text
    room = len(last) + 1 + len(line.text.split(maxsplit=1)[0]) <= widest
    return len(current.lines) > 1 and last[-1] not in ".!?:;" and not room


def _opens_section(line: Line, below: Line, wrap: Wrap) -> bool:
    """Whether a line behind a full stop is a title over the line below: no sentence, and none that
    goes on, as the first word of that line would have had room."""
    return (
        line.text[0].isupper()
        and line.text[-1] not in ".,;:!…"
        and len(line.text.split()) <= _TITLE_WORDS
        and bool(below.text)
        and not starts_lower(below.text)
        and not wrap.forced(line, below)
    )


def _is_caps_title(item: Piece) -> bool:
    """Whether a numbered line is a title in capitals, and no item that begins with an acronym."""
    if item.marker is None or not item.marker.numbered:
        return False
    content = item.lines[0].text[item.marker.end :].strip()
    return is_caps(content) and len(content) >= _CAPS_TITLE


def _caps_go_on(previous: Line, line: Line, wrap: Wrap) -> bool:
    """Whether two lines in capitals are one title: a line end that the width explains, or one of
    the little words beside it that no title ends or begins with."""
    last, first = previous.text.split()[-1], line.text.split(maxsplit=1)[0]
    if previous.text[-1] in ".:;!?" or line.text[0].isdigit():
        return False
    if wrap.forced(previous, line) or previous.text[-1] in ",-–&/'’":
        return True
    if _opens_small(line) or last.lower() in _joining("ends"):
        return True
    first = re.split("['’]", first)[0]  # elided words: "D'ACHATS"
    little = min(len(last.strip("()")), len(first.strip("()")))
    return little <= 3 and not any(c.isdigit() for c in last + first) and last[-1] != ")"


def _opens_small(line: Line) -> bool:
    """Whether a line begins with a word that hardly any title begins with."""
    return line.text.split(maxsplit=1)[0].lower() in _joining("starts")


@cache
def _joining(side: str) -> frozenset[str]:
    """Words that join the parts of a title, at the end of a line or at its start."""
    return frozenset(all_words("reading", f"titles.{side}"))
