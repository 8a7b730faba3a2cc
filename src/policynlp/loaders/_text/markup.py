"""The markup of wikis, trackers and outliners, rewritten as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policynlp.loaders._text.furniture import is_page_mark
from policynlp.loaders._text.lines import is_rule

# So many titles tell a markup.
_LEAST_TITLES = 2
# What marks a title, its level by the length of the mark or its number; stars mark titles only
# below a key of an outliner, for elsewhere they are bullets.
# An arrow ("=> ...") and a sum ("= 120") are no titles.
_EQUALS = re.compile(r"(={1,6})[ \t]{0,3}((?:[^\W\d_]|[«\"(]|\d{1,2}[.)]).{0,300}|\d.{0,300}=)")
_NUMBERED = re.compile(r"h([1-6])\. {1,3}(\S.{0,300})")
_STARS = re.compile(r"(\*{1,6}) {1,3}(\S.{0,300})")
_KEY = re.compile(r"#\+(title|author|date|subtitle) ?: ?(.{1,300})", re.IGNORECASE)
_ITEM = re.compile(r"([*#]{1,6}) {0,3}(?=[^*#\s])(.*)")
_INLINE = (
    (re.compile(r"'{2,5}"), "**"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,1000})(?<=[^\s*])\*(?![\w*])"), r"**\1**"),
    (re.compile(r"\[\[[^\[\]|\n]{1,500}(?:\||\]\[)([^\[\]|\n]{1,300})\]\]"), r"\1"),
    (re.compile(r"\[\[([^\[\]|\n]{1,300})\]\]"), r"\1"),
    (re.compile(r"\[https?://[^\s\[\]]{1,500} ([^\[\]\n]{1,300})\]"), r"\1"),
    (re.compile(r"\[([^\[\]|\n]{1,300})\|[^\[\]|\n]{1,500}\]"), r"\1"),
    (re.compile(r"\{(?:panel|color|toc|info|note|tip|quote|anchor)\b[^{}\n]{0,200}\}"), ""),
)
_CELL_STYLE = re.compile(r"\A[^|\[\]\n=]{0,200}+=[^|\[\]\n]{0,200}+\|(?!\|)")
_CELL_MARK = re.compile(r"_\. {0,2}")
_ASCII_TABLE = "|==="


def as_markdown(text: str) -> str | None:
    """The text as Markdown; None where it bears no such markup."""
    lines = [line.rstrip() for line in text.split("\n")]
    mark = _title_mark(lines)
    return None if mark is None else "\n".join(_rewritten(lines, mark))


def bears_markup(text: str) -> bool:
    """Whether the titles of a text are marked so, though "#" opens some of its lines."""
    return _title_mark([line.rstrip() for line in text.split("\n")]) is not None


def _title_mark(lines: Sequence[str]) -> re.Pattern[str] | None:
    outlined = any(_KEY.fullmatch(line) for line in lines)
    for mark in (_EQUALS, _NUMBERED, *([_STARS] if outlined else [])):
        found = [line for line in lines if mark.fullmatch(line) and not is_page_mark(line)]
        if len(found) >= _LEAST_TITLES:
            return mark
    return None


def _rewritten(lines: Sequence[str], mark: re.Pattern[str]) -> Iterator[str]:
    counts: list[int] = []  # of the items of each open list
    i = 0
    while i < len(lines):
        line = lines[i]
        end, rows = _read_table(lines, i)
        i = max(end, i + 1)
        title, item, key = mark.fullmatch(line), _ITEM.fullmatch(line), _KEY.fullmatch(line)
        if rows:
            yield from ("", *_piped(rows), "")
        elif title is not None:
            level = int(title[1]) if title[1].isdigit() else len(title[1])
            yield from ("", f"{'#' * level} {_inline(title[2].rstrip('= '))}", "")
        elif key is not None:
            yield from ("", f"# {key[2]}" if key[1].lower() == "title" else key[2], "")
        elif item is not None:
            yield from () if counts else ("",)
            depth = len(item[1])
            counts = [*counts, *[0] * depth][:depth]
            counts[-1] += 1
            sign = f"{counts[-1]}." if item[1][-1] == "#" else "-"
            yield f"{'    ' * (depth - 1)}{sign} {_inline(item[2])}"
        elif is_rule(line):
            yield ""
        else:
            yield from ("",) if counts and line else ()
            yield _inline(line)
        if item is None or rows or title is not None:
            counts = []


def _inline(text: str) -> str:
    for pattern, wanted in _INLINE:
        text = pattern.sub(wanted, text)
    return text


def _piped(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    width = max(map(len, rows))
    for number, row in enumerate(rows):
        cells = [_inline(cell).replace("|", "\\|") for cell in row]
        yield "| " + " | ".join([*cells, *[""] * (width - len(row))]) + " |"
        if not number:
            yield "|" + "---|" * width


def _read_table(lines: Sequence[str], start: int) -> tuple[int, list[list[str]]]:
    """The table that begins at a line, and where it ends; no rows where none does."""
    if lines[start].startswith("{|"):
        return _read_braced(lines, start)
    if lines[start].strip() == _ASCII_TABLE:
        return _read_ruled(lines, start)
    rows: list[list[str]] = []
    i = start
    closed = True
    while i < len(lines) and (lines[i].startswith("|") or (lines[i] and not closed)):
        line = lines[i].strip()
        if not closed and not line.startswith("|"):
            rows[-1][-1] += f" {line.removesuffix('|').strip()}"
        elif not set(line) <= set("|-+: "):
            sign = "||" if line.startswith("||") else "|"
            cells = line.removeprefix(sign).removesuffix("|").removesuffix("|").split(sign)
            rows.append([_CELL_MARK.sub("", cell.strip(), count=1) for cell in cells])
        closed = line.endswith("|")
        i += 1
    return (i, rows) if len(rows) > 1 else (start + 1, [])


def _read_braced(lines: Sequence[str], start: int) -> tuple[int, list[list[str]]]:
    """A table between braces: rows parted by "|-", a cell a line or several by double signs."""
    rows: list[list[str]] = [[]]
    for i in range(start + 1, len(lines)):
        line = lines[i].strip()
        if line.startswith("{|"):
            break
        if line.startswith("|}"):
            return i + 1, [row for row in rows if row]
        if line.startswith("|-"):
            rows.append([])
        elif line.startswith(("|", "!")) and not line.startswith("|+"):
            parts = line[1:].split("!!" if line[0] == "!" and "!!" in line else "||")
            rows[-1] += [_CELL_STYLE.sub("", part).strip() for part in parts]
        elif line and rows[-1]:
            rows[-1][-1] += f" {line.removeprefix('*').strip()}"
    return start + 1, []


def _read_ruled(lines: Sequence[str], start: int) -> tuple[int, list[list[str]]]:
    """A table between rules: cells begin with a bar, and rows have as many as the first line."""
    cells: list[str] = []
    width = 0
    for i in range(start + 1, len(lines)):
        line = lines[i].strip()
        if line == _ASCII_TABLE:
            width = max(1, width)
            return i + 1, [cells[k : k + width] for k in range(0, len(cells), width)]
        if line.startswith("|"):
            cells += [cell.strip() for cell in line[1:].split("|")]
            width = width or len(cells)
        elif line and cells:
            cells[-1] += f" {line}"
    return start + 1, []
