"""Paragraphs and tables of an RTF document."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from policynlp.loaders._docx.styles import style_role
from policynlp.loaders._paragraphs import Paragraph, nest_list
from policynlp.loaders._rtf.tokens import CHARSETS, Token, read_tokens

_SKIPPED = frozenset(
    (
        "colortbl", "pict", "object", "annotation", "fldinst", "nonshppict", "filetbl", "revtbl",
        "author", "operator", "company", "comment", "subject", "keywords", "doccomm", "xe", "tc",
        "bkmkstart", "bkmkend", "themedata", "atnid", "atnauthor", "atntime", "datafield",
    )
)  # fmt: skip
_EDGES = frozenset(f"{kind}{side}" for kind in ("header", "footer") for side in ("", "l", "r", "f"))
_SIGNS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "bullet": "•", "emspace": " ", "enspace": " ",
}  # fmt: skip
_MAX_GROUPS = 5_000


@dataclass
class _State:
    """What a group holds; a copy is made when a group opens."""

    place: str = "body"  # body, skip, fonttbl, stylesheet, title, listtext, header, footer, note
    bold: bool = False
    size: float = 12.0
    hidden: bool = False
    encoding: str = ""
    skip_after_unicode: int = 1
    style: int = 0
    outline: int | None = None
    list_id: str = ""
    depth: int = 0
    indent: float = 0.0
    in_table: bool = False


@dataclass
class RtfDocument:
    """What was read."""

    paragraphs: list[Paragraph] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    edges: dict[tuple[str, str], None] = field(default_factory=dict)
    title: str = ""


class Reader:
    """Reads one document from its tokens."""

    def __init__(self) -> None:
        self.document = RtfDocument()
        self._stack: list[_State] = []
        self._state = _State()
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._styles: dict[int, tuple[str, int | None]] = {}
        self._style_name = ""
        self._texts: dict[str, list[str]] = {}
        self._bold_letters = 0
        self._sizes: Counter[float] = Counter()
        self._to_skip = 0
        self._starred = False
        self._lists: list[tuple[str, int, float]] = []
        self._cells: list[str] = []
        self._cell_lines: list[str] = []
        self._cell_bold = True
        self._rows: list[tuple[str, ...]] = []
        self._bold_rows: list[bool] = []

    def read(self, code: str) -> RtfDocument:
        """The whole document."""
        for token in read_tokens(code):
            self._take(token)
        self._end_paragraph()
        self._end_table()
        return self.document

    def _take(self, token: Token) -> None:
        if token.kind == "open":
            if len(self._stack) < _MAX_GROUPS:
                self._stack.append(replace(self._state))
        elif token.kind == "close":
            self._close()
        elif token.kind == "word":
            self._take_word(token.text, token.value)
        elif token.kind == "sign":
            self._take_sign(token.text)
        elif self._to_skip and token.kind == "byte":
            self._to_skip -= 1
        elif token.kind == "byte":
            data = bytes([token.value or 0])
            self._add(data.decode(self._state.encoding or self._encoding, "replace"))
        else:
            text = token.text[self._to_skip :]
            self._to_skip = max(0, self._to_skip - len(token.text))
            self._add(text)

    def _take_sign(self, sign: str) -> None:
        if sign == "*":
            self._starred = True
        elif sign in "\r\n":
            self._end_paragraph()
        elif sign in "\\{}":
            self._add(sign)
        else:
            self._add({"~": "\xa0", "_": "-", "-": "\u00ad"}.get(sign, ""))

    def _close(self) -> None:
        place = self._state.place
        if place == "stylesheet":
            self._end_style()
        if self._stack:
            outer = self._stack.pop()
            if place != outer.place:
                self._end_place(place)
            self._state = outer
        self._starred = False

    def _end_place(self, place: str) -> None:
        """What was gathered in headers, notes and the title goes to its list."""
        if place in ("header", "footer"):
            for line in self._gathered(place).split("\n"):
                text = " ".join(line.split())
                if text:
                    self.document.edges.setdefault((place, text))
        elif place == "note":
            self.document.notes.append(" ".join(self._gathered("note").split()))
        elif place == "title":
            self.document.title = " ".join(self._gathered("title").split())

    def _gathered(self, place: str) -> str:
        return "".join(self._texts.pop(place, []))

    def _take_word(self, word: str, value: int | None) -> None:
        state = self._state
        starred, self._starred = self._starred, False
        if word in _EDGES:
            state.place = "header" if word.startswith("header") else "footer"
        elif word == "footnote":
            state.place = "note"
        elif word in ("fonttbl", "stylesheet", "listtext", "pntext"):
            state.place = "listtext" if word == "pntext" else word
        elif word == "title" and state.place != "skip":
            state.place = "title"
        elif word == "shptxt":
            state.place = "body"
        elif word in _SKIPPED or starred:
            state.place = "skip"
        elif word in _SIGNS:
            self._add(_SIGNS[word])
        elif word == "u" and value is not None:
            self._add(chr(value % 65536))
            self._to_skip = state.skip_after_unicode
        elif not self._take_look(word, value):
            self._take_break(word)

    def _take_look(self, word: str, value: int | None) -> bool:
        """Takes in what a word says of the look of text and paragraphs."""
        state = self._state
        match word:
            case "ansicpg":
                self._encoding = _known(f"cp{value}")
            case "mac":
                self._encoding = "mac_roman"
            case "uc":
                state.skip_after_unicode = value if value is not None and 0 <= value < 10 else 1
            case "f":
                self._font = value or 0
                state.encoding = self._fonts.get(self._font, "")
            case "fcharset":
                self._fonts[self._font] = CHARSETS.get(value or 0, "")
            case "b":
                state.bold = value != 0
            case "fs":
                state.size = (value or 24) / 2
            case "v" | "deleted":
                state.hidden = value != 0
            case "plain":
                state.bold, state.hidden, state.size = False, False, 12.0
            case "pard":
                state.style, state.outline, state.list_id, state.depth = 0, None, "", 0
                state.indent, state.in_table = 0.0, False
            case "s":
                state.style = value or 0
            case "outlinelevel":
                state.outline = value
            case "ls":
                state.list_id = str(value)
            case "ilvl":
                state.depth = value or 0
            case "li" | "lin":
                state.indent = (value or 0) / 20
            case "intbl":
                state.in_table = True
            case _:
                return False
        return True

    def _take_break(self, word: str) -> None:
        if self._state.place != "body":
            if word == "par":
                self._add("\n")
        elif word in ("par", "sect", "nestcell"):
            self._end_paragraph()
        elif word == "cell":
            self._end_paragraph()
            self._cells.append("\n".join(self._cell_lines))
            self._cell_lines = []
        elif word == "row":
            self._rows.append(tuple(self._cells))
            self._bold_rows.append(self._cell_bold)
            self._cells, self._cell_bold = [], True

    def _add(self, text: str) -> None:
        state = self._state
        if state.place == "stylesheet":
            self._style_name += text
        elif state.place not in ("skip", "fonttbl") and not state.hidden:
            self._texts.setdefault(state.place, []).append(text)
            if state.place == "body":
                letters = len("".join(text.split()))
                self._sizes[state.size] += letters
                self._bold_letters += letters if state.bold else 0

    def _end_style(self) -> None:
        name, self._style_name = self._style_name.strip().rstrip(";"), ""
        if name:
            role, level = style_role(name, name)
            if not role and self._state.outline is not None and self._state.outline < 9:
                role, level = "heading", self._state.outline + 1
            self._styles[self._state.style] = (role, level)

    def _end_paragraph(self) -> None:
        text = self._gathered("body").strip(" \t")
        mark = " ".join(self._gathered("listtext").split())
        letters = len("".join(text.split()))
        bold = letters > 0 and self._bold_letters >= letters
        size = self._sizes.most_common(1)[0][0] if self._sizes else 0.0
        self._bold_letters, self._sizes = 0, Counter()
        state = self._state
        if state.in_table or self._cells:
            if text:
                self._cell_lines.append(f"{mark} {text}".strip())
                self._cell_bold = self._cell_bold and bold
            return
        self._end_table()  # an empty paragraph parts two tables too
        if not text:
            return
        self.document.paragraphs.extend(self._make(text, mark, bold, size))

    def _make(self, text: str, mark: str, bold: bool, size: float) -> Iterator[Paragraph]:
        state = self._state
        role, level = self._styles.get(state.style, ("", None))
        if state.outline is not None and state.outline < 9 and role != "heading":
            role, level = "heading", state.outline + 1
        made = Paragraph(f"{mark} {text}".strip(), bold=bold, size=size, indent=state.indent)
        if role in ("heading", "title"):
            self._lists.clear()
            yield replace(made, kind="heading", level=min(6, level or 1))
        elif role == "caption":
            yield replace(made, kind="caption")
        elif mark and role != "toc":
            depth = nest_list(self._lists, state.list_id, state.depth, state.indent)
            yield replace(made, kind="list_item", level=depth)
        elif role != "toc":
            self._lists.clear()
            yield made

    def _end_table(self) -> None:
        rows, bold = self._rows, self._bold_rows
        self._rows, self._bold_rows = [], []
        filled = [row for row in rows if any(row)]
        width = max(map(len, filled), default=0)
        if width == 1:
            lines = [line for row in filled for line in row[0].split("\n")]
            self.document.paragraphs.extend(Paragraph(line) for line in lines)
        elif filled:
            full = tuple(row + ("",) * (width - len(row)) for row in filled)
            header = int(bold[0] and len(filled) > 1)
            self.document.paragraphs.append(Paragraph(kind="table", rows=full, header_rows=header))


def _known(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"
