"""Plain text as programs dump it out of web pages and Word files."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from rendering.outline import Outline, Part

from layout_makers.parts import cells_of, language_of, lines_of, plain, sign_of
from layout_makers.text import starred_text

_MENUS = {
    "en": ("Skip to main content", ("Home", "About us", "Topics", "News")),
    "fr": ("Aller au contenu principal", ("Accueil", "À propos", "Thèmes", "Actualités")),
}
_FEET = {"en": ("Share", "Print", "Contact us"), "fr": ("Partager", "Imprimer", "Contactez-nous")}
_LOGO = {"en": "[image: logo]", "fr": "[Image : logo]"}
_SPECIAL = re.compile(r"^(\d{1,3})\.(?= )|^([-+])(?= )|([*_`])")


def _put(target: Path, lines: Sequence[str]) -> None:
    target.write_text("\n".join(lines) + "\n", "utf-8")


def _aligned(part: Part, width: int, bar: str = " ") -> list[list[str]]:
    """The lines of each row of a table whose columns stand side by side."""
    rows = cells_of(part)
    count = max(map(len, rows))
    share = [min(max(len(row[i]) for row in rows), width // count) for i in range(count)]
    found = []
    for row in rows:
        cells = [textwrap.wrap(cell, max(8, size)) for cell, size in zip(row, share, strict=True)]
        height = max(1, *map(len, cells))
        found.append(
            [
                bar.join(
                    f"{cell[i] if i < len(cell) else '':<{max(8, size)}}"
                    for cell, size in zip(cells, share, strict=True)
                )
                for i in range(height)
            ]
        )
    return found


def lynx(outline: Outline, target: Path) -> None:
    """A page as lynx dumps it: set in, links numbered, the main title centred, links below."""
    skip, menu = _MENUS[language_of(outline)]
    out = [f"   [1]{skip}", "   " + " ".join(f"[{i}]{word}" for i, word in enumerate(menu, 2)), ""]
    for part in outline.parts:
        if part.kind == "table":
            out += [f"   {line}".rstrip() for row in _aligned(part, 70) for line in row]
        elif part.kind == "heading":
            lines = textwrap.wrap(plain(part.runs), 66)
            out += [line.center(72).rstrip() for line in lines] if part.level == 1 else lines
        elif part.kind == "item":
            lead = "     " + "  " * part.level + sign_of(part, "*") + " "
            out += textwrap.wrap(plain(part.runs), 76, initial_indent=lead,
                                 subsequent_indent=" " * len(lead))  # fmt: skip
            continue
        else:
            for line in lines_of(part.runs):
                out += textwrap.wrap(line, 75, initial_indent="   ", subsequent_indent="   ")
        out.append("")
    feet = [f"   [{i}]{word}" for i, word in enumerate(_FEET[language_of(outline)], 6)]
    out += ["", *feet, "", "References", "", "   Visible links"]
    out += [f"   {i}. https://www.example.org/{i}" for i in range(1, 9)]
    _put(target, out)


def w3m(outline: Outline, target: Path) -> None:
    """A page as w3m dumps it: lines to the edge, bullets, frames of box signs around tables."""
    skip, menu = _MENUS[language_of(outline)]
    out = [_LOGO[language_of(outline)], skip, *(f"  • {word}" for word in menu), ""]
    for part in outline.parts:
        if part.kind == "table":
            rows = _aligned(part, 72, "│")
            edge = re.sub("[^│]", "─", rows[0][0])
            out.append(f"┌{edge.replace('│', '┬')}┐")
            for i, row in enumerate(rows):
                out += [f"├{edge.replace('│', '┼')}┤"] if i else []
                out += [f"│{line}│" for line in row]
            out.append(f"└{edge.replace('│', '┴')}┘")
        elif part.kind == "item":
            lead = "  " * part.level + sign_of(part, "•") + " "
            out += textwrap.wrap(plain(part.runs), 78, initial_indent=lead,
                                 subsequent_indent=" " * len(lead))  # fmt: skip
            continue
        else:
            for line in lines_of(part.runs):
                out += textwrap.wrap(line, 79)
        out.append("")
    _put(target, [*out, " ".join(_FEET[language_of(outline)])])


def html2text(outline: Outline, target: Path) -> None:
    """A page as html2text leaves it: Markdown broken at 78, with the links of menu and feet."""
    skip, menu = _MENUS[language_of(outline)]
    out = [f"[ {skip} ](#main-content)", "", *(f"  * [ {word} ](/{word.lower()})" for word in menu)]
    out += ["", "![logo](/themes/logo.svg)", ""]
    for part in outline.parts:
        text = starred_text(part.runs)
        if part.kind == "table":
            heads, *rows = cells_of(part)
            out += [" | ".join(heads), "|".join("---" for _ in heads)]
            out += [" | ".join(row) for row in rows]
        elif part.kind == "heading":
            out.append(f"{'#' * part.level}  {plain(part.runs)}")
        elif part.kind == "item":
            sign = "*" if part.number is None else f"{part.number}."
            out.append("  " * (part.level + 1) + f"{sign} {text}")
            continue
        else:
            for line in text.split("\n"):
                out += textwrap.wrap(line, 78)
        out.append("")
    links = (f"[{word}](https://www.example.org/{i})" for i, word in
             enumerate(_FEET[language_of(outline)]))  # fmt: skip
    _put(target, [*out, "", *links])


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda m: f"{m[1]}\\." if m[1] else "\\" + (m[2] or m[3]), text)


def mammoth(outline: Outline, target: Path) -> None:
    """A Word file as mammoth makes Markdown of it: signs escaped, titles in bold, pictures as data,
    cells of tables one paragraph each."""
    out = ["![](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR)"]
    for part in outline.parts:
        if part.kind == "table":
            out += [_escaped(cell) for row in cells_of(part) for cell in row if cell]
        elif part.kind == "heading":
            out.append(f"__{_escaped(plain(part.runs))}__")
        elif part.kind == "item":
            sign = "-" if part.number is None else f"{part.number}."
            out.append("  " * part.level + f"{sign} {_escaped(plain(part.runs))}")
            continue
        else:
            out += [_escaped(line) for line in lines_of(part.runs)]
        out.append("")
    _put(target, [line for text in out for line in ((text, "") if text else ("",))])


def docx2txt(outline: Outline, target: Path) -> None:
    """A Word file as docx2txt leaves it: no bullets nor numbers, two blank lines behind all, cells
    as paragraphs."""
    out: list[str] = []
    for part in outline.parts:
        if part.kind == "table":
            out += [cell for row in cells_of(part) for cell in row if cell]
        elif part.kind == "item":
            out.append("\t" * part.level + plain(part.runs))
        else:
            out += lines_of(part.runs)
    _put(target, [line for text in out for line in (text, "")])


MAKERS = (lynx, w3m, html2text, mammoth, docx2txt)
