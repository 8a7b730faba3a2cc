"""Layouts of plain text: what is left once it was taken out of a PDF, a web page or a mail."""

from __future__ import annotations

import itertools
import textwrap
import zlib
from collections.abc import Callable
from pathlib import Path

from rendering.outline import Outline, Part, Runs
from reportlab.pdfbase.pdfmetrics import stringWidth

from layout_makers.parts import cells_of, lines_of, plain, sign_of


def _tabbed(part: Part) -> list[str]:
    return ["\t".join(row) for row in cells_of(part)]


def _piped(part: Part) -> list[str]:
    first, *rest = cells_of(part)
    lines = ["| " + " | ".join(row) + " |" for row in (first, *rest)]
    return [lines[0], "|" + "---|" * len(first), *lines[1:]]


def _aligned(part: Part, width: int = 100) -> list[str]:
    """Columns side by side with spaces between, cells broken over lines, as PDF programs do."""
    rows = cells_of(part)
    count = max(map(len, rows))
    share = max(8, (width - 3 * count) // count)
    lines = []
    for row in rows:
        cells = [textwrap.wrap(cell, share) or [""] for cell in row]
        for pieces in itertools.zip_longest(*cells, fillvalue=""):
            lines.append("   ".join(piece.ljust(share) for piece in pieces).rstrip())
    return lines


def _down(part: Part) -> list[str]:
    """One cell a line, as copying a table out of a page leaves it."""
    return [cell for row in cells_of(part) for cell in row if cell]


def web_copy(outline: Outline, target: Path) -> None:
    """Copied from a browser: a line a paragraph, blank lines between, tables by tabs."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += [*_tabbed(part), ""]
        elif part.kind == "item":
            out.append(f"{'  ' * (part.level - 1)}{sign_of(part)} {plain(part.runs)}")
        else:
            out += ["", *lines_of(part.runs), ""]
    target.write_text("\n".join(out), "utf-8")


def tight(outline: Outline, target: Path) -> None:
    """A line a paragraph and no blank line anywhere."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += _tabbed(part)
        elif part.kind == "item":
            out.append(f"{sign_of(part, '-')} {plain(part.runs)}")
        else:
            out += lines_of(part.runs)
    target.write_text("\n".join(out), "utf-8")


def starred(outline: Outline, target: Path) -> None:
    """Bold kept as stars, as converters leave it; tables as pipes."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += ["", *_piped(part), ""]
        elif part.kind == "heading":
            out += ["", f"**{plain(part.runs)}**", ""]
        elif part.kind == "item":
            out.append(f"{'   ' * (part.level - 1)}{sign_of(part, '-')} {starred_text(part.runs)}")
        else:
            out += ["", starred_text(part.runs), ""]
    target.write_text("\n".join(out), "utf-8")


def starred_text(runs: Runs) -> str:
    """The text with stars around what is bold."""
    return "".join(f"**{run.text}**" if run.bold else run.text for run in runs)


def fill(text: str, width: int, indent: str = "", hanging: str = "") -> list[str]:
    """Lines as a proportional font breaks them: `width` in letters of mean width; words that do not
    fit are parted now and then."""
    lines: list[str] = []
    line = indent
    for word in text.split():
        joined = f"{line} {word}" if line.strip() else line + word
        if not line.strip() or _size(joined) <= width:
            line = joined
            continue
        head, tail = _parted(word, width - _size(line + " -"))
        lines.append(f"{line} {head}" if head else line)
        line = hanging + tail
    return [*lines, line] if line.strip() else lines


def _size(text: str) -> float:
    return stringWidth(text, "Helvetica", 1) / 0.5


def _parted(word: str, room: float) -> tuple[str, str]:
    """A word cut in two with a hyphen where a good part of it still fits."""
    for cut in range(len(word) - 4, 4, -1):
        if _is_parted(word) and word.isalpha() and _size(word[:cut]) <= room:
            return f"{word[:cut]}-", word[cut:]
    return "", word


def _is_parted(word: str) -> bool:
    return len(word) > 9 and zlib.crc32(word.encode()) % 3 == 0


def _wrapped(outline: Outline, width: int, table: Callable[[Part], list[str]]) -> list[list[str]]:
    """The lines of each part, as a PDF has them."""
    out: list[list[str]] = []
    for part in outline.parts:
        if part.kind == "table":
            out.append(table(part))
        elif part.kind == "item":
            indent = "    " * part.level
            text = f"{sign_of(part)} {plain(part.runs)}"
            out.append(fill(text, width, indent, indent + "  "))
        else:
            out.append([w for line in lines_of(part.runs) for w in fill(line, width)])
    return out


def _paged(lines: list[str], outline: Outline, length: int, feed: str) -> list[str]:
    out: list[str] = []
    for number, start in enumerate(range(0, len(lines), length), start=1):
        head = [outline.header, ""] if outline.header else []
        foot = ["", f"{outline.footer}   {number}".strip()]
        out += [*head, *lines[start : start + length], *foot, feed]
    return out


def laid_out(outline: Outline, target: Path) -> None:
    """Text of a PDF with its layout: broken lines, blank lines, pages with head and foot."""
    lines: list[str] = []
    for part in _wrapped(outline, 88, _aligned):
        lines += [*part, ""]
    target.write_text("\n".join(_paged(lines, outline, 52, "\f")), "utf-8")


def _cells_down(part: Part) -> list[str]:
    return [line for cell in _down(part) for line in fill(cell, 40)]


def row_lines(part: Part) -> list[str]:
    """A row one line after the other, as programs read across a page; cells with one space."""
    rows = cells_of(part)
    count = max(map(len, rows))
    lines = []
    for row in rows:
        cells = [fill(cell, 90 // count) for cell in row]
        for pieces in itertools.zip_longest(*cells, fillvalue=""):
            lines.append(" ".join(piece.strip() for piece in pieces if piece))
    return lines


def _poured(outline: Outline, table: Callable[[Part], list[str]]) -> str:
    lines = [line.strip() for part in _wrapped(outline, 95, table) for line in part]
    return "\n".join(_paged(lines, outline, 48, ""))


def poured(outline: Outline, target: Path) -> None:
    """Text of a PDF without layout: broken lines, no blank ones, tables cell after cell."""
    target.write_text(_poured(outline, _cells_down), "utf-8")


def poured_across(outline: Outline, target: Path) -> None:
    """The same, tables line after line across their columns."""
    target.write_text(_poured(outline, row_lines), "utf-8")


def spaced(outline: Outline, target: Path) -> None:
    """Broken lines and cells under one another, a blank line between any two lines."""
    lines = [line.strip() for part in _wrapped(outline, 95, _cells_down) for line in part]
    target.write_text("\n\n".join(lines), "utf-8")


def trailing(outline: Outline, target: Path) -> None:
    """Broken lines with a blank at their ends, paragraphs parted by lines of a blank."""
    parts = (" \n".join(part) for part in _wrapped(outline, 92, row_lines))
    target.write_text(" \n \n".join(parts), "utf-8")


def laid_form(outline: Outline, target: Path) -> None:
    """Text of a PDF whose sections are rows of a form: titles left, text right of them."""
    rows: list[tuple[list[str], list[str]]] = [([], [])]
    for part in outline.parts:
        if part.kind == "heading" and part.level > 1:
            rows.append((fill(plain(part.runs), 24), []))
        elif part.kind == "table":
            rows[-1][1].extend(_aligned(part, 78))
        else:
            sign = f"{sign_of(part)} " if part.kind == "item" else ""
            rows[-1][1].extend(fill(sign + plain(part.runs), 72))
    lines: list[str] = []
    for left, right in rows:
        for title, text in itertools.zip_longest(left, right, fillvalue=""):
            lines.append(f"{title:<30}{text}".rstrip())
        lines.append("")
    target.write_text("\n".join(lines), "utf-8")


def marked(outline: Outline, target: Path) -> None:
    """Markdown in a text file."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += ["", *_piped(part), ""]
        elif part.kind == "heading":
            out += ["", f"{'#' * part.level} {plain(part.runs)}", ""]
        elif part.kind == "item":
            out.append(f"{'    ' * (part.level - 1)}{sign_of(part, '*')} {starred_text(part.runs)}")
        else:
            out += ["", starred_text(part.runs), ""]
    target.write_text("\n".join(out), "utf-8")


def shouted(outline: Outline, target: Path) -> None:
    """Titles in capitals, dashes before items, paragraphs begun with an indent, no blank lines."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            rows = [[cell for cell in row if cell] for row in cells_of(part)]
            wide = max(map(len, rows))
            out += [
                " / ".join(cell or "–" for cell in full) if len(row) > 1 or wide == 1 else row[0]
                for row, full in zip(rows, cells_of(part), strict=True)
                if row
            ]
        elif part.kind == "heading":
            out += ["", plain(part.runs).upper()]
        elif part.kind == "item":
            out.append(f"{sign_of(part, '–')} {plain(part.runs)}")
        else:
            out += [f"     {line}" for line in lines_of(part.runs)]
    target.write_text("\n".join(out), "utf-8")


MAKERS = (
    web_copy, tight, starred, marked, shouted, laid_out, poured, poured_across, spaced, trailing,
    laid_form,
)  # fmt: skip
